//! The nodes a rule can look at.

use crate::dockerfile::ast;
use crate::dockerfile::model::{ImageUse, Stage};
use crate::dockerfile::{Dockerfile, Heredoc};
use crate::facts::Pragma;
use crate::shell;

use super::Cx;

/// A node and the function that looks at it. Each function is called once for each such node, in
/// the order of the file; those of an instruction are also called for the trigger of an `ONBUILD`.
///
/// Take the narrowest: a rule about `sudo` asks for commands, not for the whole file.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum On {
    /// The whole file, once.
    Dockerfile(fn(&Dockerfile<'_>, &mut Cx<'_, '_>)),
    /// A build stage, when its `FROM` is reached.
    Stage(fn(&Stage<'_>, &mut Cx<'_, '_>)),
    /// Any instruction.
    Instruction(fn(&ast::Instruction<'_>, &mut Cx<'_, '_>)),
    /// `ADD`
    Add(fn(&ast::Add<'_>, &mut Cx<'_, '_>)),
    /// `ARG`
    Arg(fn(&ast::Arg<'_>, &mut Cx<'_, '_>)),
    /// `CMD`
    Cmd(fn(&ast::Command<'_>, &mut Cx<'_, '_>)),
    /// `COPY`
    Copy(fn(&ast::Copy<'_>, &mut Cx<'_, '_>)),
    /// `ENTRYPOINT`
    Entrypoint(fn(&ast::Command<'_>, &mut Cx<'_, '_>)),
    /// `ENV`
    Env(fn(&ast::Pairs<'_>, &mut Cx<'_, '_>)),
    /// `EXPOSE`
    Expose(fn(&ast::Expose<'_>, &mut Cx<'_, '_>)),
    /// `FROM`
    From(fn(&ast::From<'_>, &mut Cx<'_, '_>)),
    /// `HEALTHCHECK`
    Healthcheck(fn(&ast::Healthcheck<'_>, &mut Cx<'_, '_>)),
    /// `LABEL`
    Label(fn(&ast::Pairs<'_>, &mut Cx<'_, '_>)),
    /// `MAINTAINER`
    Maintainer(fn(&ast::Argument<'_>, &mut Cx<'_, '_>)),
    /// `ONBUILD`, with its trigger.
    Onbuild(fn(&ast::Instruction<'_>, &mut Cx<'_, '_>)),
    /// `RUN`
    Run(fn(&ast::Run<'_>, &mut Cx<'_, '_>)),
    /// `SHELL`
    Shell(fn(&ast::Shell<'_>, &mut Cx<'_, '_>)),
    /// `STOPSIGNAL`
    Stopsignal(fn(&ast::Argument<'_>, &mut Cx<'_, '_>)),
    /// `USER`
    User(fn(&ast::Argument<'_>, &mut Cx<'_, '_>)),
    /// `VOLUME`
    Volume(fn(&ast::Volume<'_>, &mut Cx<'_, '_>)),
    /// `WORKDIR`
    Workdir(fn(&ast::Argument<'_>, &mut Cx<'_, '_>)),
    /// A here-document of any instruction.
    Heredoc(fn(&Heredoc<'_>, &mut Cx<'_, '_>)),
    /// A command of a `RUN`, by the name of its program.
    Command(&'static [&'static str], fn(shell::Command<'_>, &mut Cx<'_, '_>)),
    /// A shell script of a `RUN`.
    Script(fn(&shell::Script<'_>, &mut Cx<'_, '_>)),
    /// A reference to an image or stage: `FROM`, `COPY --from`, a mount.
    Image(fn(&ImageUse<'_>, &mut Cx<'_, '_>)),
    /// A comment that steers this program or another one.
    Pragma(fn(&Pragma<'_>, &mut Cx<'_, '_>)),
    /// Nothing: the engine itself raises the finding.
    Engine,
}
