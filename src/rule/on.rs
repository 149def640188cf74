//! The nodes a rule can look at.

use crate::compose::model::Service;
use crate::dockerfile::ast;
use crate::dockerfile::model::{ImageUse, Stage};
use crate::dockerfile::{Dockerfile, Heredoc};
use crate::facts::{Manager, PackageCall, Pragma};
use crate::project::compose::ComposeFile;
use crate::shell;

use super::{BuiltService, ComposeCx, Cx};

/// A node and the function that looks at it. Each function is called once for each such node, in
/// the order of the file; those of an instruction are also called for the trigger of an `ONBUILD`.
///
/// Take the narrowest: a rule about `sudo` asks for commands, not for the whole file.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum On {
    /// The whole file, once.
    Dockerfile(for<'s> fn(&Dockerfile<'s>, &mut Cx<'_, 's>)),
    /// A build stage, when its `FROM` is reached.
    Stage(for<'s> fn(&Stage<'s>, &mut Cx<'_, 's>)),
    /// Any instruction.
    Instruction(for<'s> fn(&ast::Instruction<'s>, &mut Cx<'_, 's>)),
    /// `ADD`
    Add(for<'s> fn(&ast::Add<'s>, &mut Cx<'_, 's>)),
    /// `ARG`
    Arg(for<'s> fn(&ast::Arg<'s>, &mut Cx<'_, 's>)),
    /// `CMD`
    Cmd(for<'s> fn(&ast::Command<'s>, &mut Cx<'_, 's>)),
    /// `COPY`
    Copy(for<'s> fn(&ast::Copy<'s>, &mut Cx<'_, 's>)),
    /// `ENTRYPOINT`
    Entrypoint(for<'s> fn(&ast::Command<'s>, &mut Cx<'_, 's>)),
    /// `ENV`
    Env(for<'s> fn(&ast::Pairs<'s>, &mut Cx<'_, 's>)),
    /// `EXPOSE`
    Expose(for<'s> fn(&ast::Expose<'s>, &mut Cx<'_, 's>)),
    /// `FROM`
    From(for<'s> fn(&ast::From<'s>, &mut Cx<'_, 's>)),
    /// `HEALTHCHECK`
    Healthcheck(for<'s> fn(&ast::Healthcheck<'s>, &mut Cx<'_, 's>)),
    /// `LABEL`
    Label(for<'s> fn(&ast::Pairs<'s>, &mut Cx<'_, 's>)),
    /// `MAINTAINER`
    Maintainer(for<'s> fn(&ast::Argument<'s>, &mut Cx<'_, 's>)),
    /// `ONBUILD`, with its trigger.
    Onbuild(for<'s> fn(&ast::Instruction<'s>, &mut Cx<'_, 's>)),
    /// `RUN`
    Run(for<'s> fn(&ast::Run<'s>, &mut Cx<'_, 's>)),
    /// `SHELL`
    Shell(for<'s> fn(&ast::Shell<'s>, &mut Cx<'_, 's>)),
    /// `STOPSIGNAL`
    Stopsignal(for<'s> fn(&ast::Argument<'s>, &mut Cx<'_, 's>)),
    /// `USER`
    User(for<'s> fn(&ast::Argument<'s>, &mut Cx<'_, 's>)),
    /// `VOLUME`
    Volume(for<'s> fn(&ast::Volume<'s>, &mut Cx<'_, 's>)),
    /// `WORKDIR`
    Workdir(for<'s> fn(&ast::Argument<'s>, &mut Cx<'_, 's>)),
    /// A here-document of any instruction.
    Heredoc(for<'s> fn(&Heredoc<'s>, &mut Cx<'_, 's>)),
    /// A command of a `RUN`, by the name of its program.
    Command(
        &'static [&'static str],
        fn(shell::Command<'_>, &mut Cx<'_, '_>),
    ),
    /// A call of one of these package managers in a `RUN`.
    Packages(&'static [Manager], fn(&PackageCall<'_>, &mut Cx<'_, '_>)),
    /// A shell script of any instruction.
    Script(for<'s> fn(&shell::Script<'s>, &mut Cx<'_, 's>)),
    /// A reference to an image or stage: `FROM`, `COPY --from`, a mount.
    Image(for<'s> fn(&ImageUse<'s>, &mut Cx<'_, 's>)),
    /// A comment that steers this program or another one.
    Pragma(for<'s> fn(&Pragma<'s>, &mut Cx<'_, 's>)),
    /// A project of Compose files, once: aliases, merge keys, `extends`, `include` and overrides
    /// are followed. It is in the context.
    Compose(for<'c, 's> fn(&mut ComposeCx<'c, 's>)),
    /// A service of a project.
    Service(for<'c, 's> fn(Service<'c, 's>, &mut ComposeCx<'c, 's>)),
    /// A service of a project that is built, with its Dockerfile.
    Build(for<'c, 's> fn(&'c BuiltService<'c, 's>, &mut ComposeCx<'c, 's>)),
    /// One file of a project as it is written, with its number in the project.
    ComposeFile(for<'c, 's> fn(&'c ComposeFile<'s>, usize, &mut ComposeCx<'c, 's>)),
    /// Nothing: the shell linter raises the finding, by the number in the code of the rule.
    ShellLinter,
    /// Nothing: the engine itself raises the finding.
    Engine,
}
