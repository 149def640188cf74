//! DX4002 export-lost.

use crate::rule::prelude::*;

rule!(DX4002, on: [Script(check)]);

fn check(script: &Script<'_>, cx: &mut Cx<'_, '_>) {
    let analysed = script.dialect.is_posix_like() && script.status == Status::Parsed;
    if script.origin != Origin::Run || !analysed {
        return;
    }
    let all = script.commands().filter(|it| it.wrapper().is_none());
    let last = all.filter(|it| it.within().is_top_level()).last();
    if let Some(range) = script.last_assignment() {
        let text = range.of(script.text.as_str());
        let name = text.split('=').next().unwrap_or_default();
        let message = format!("`{name}` is lost when this `RUN` ends");
        cx.report(script.text.span(range), message)
            .help("set it with `ENV`, or where it is used");
        return;
    }
    let Some(last) = last.filter(|it| it.is_last() && it.link() != Link::Pipe) else {
        return;
    };
    if let Some((what, help)) = effect(last) {
        cx.report(
            last.span(),
            format!("the effect of {what} is lost when this `RUN` ends"),
        )
        .help(help);
    }
}

/// What a command does to its own shell only, and what to do instead.
fn effect(command: Command<'_>) -> Option<(String, &'static str)> {
    const ENV: &str = "set it with `ENV`";
    const HERE: &str = "put it into the `RUN` or script that needs it";
    let name = command.program()?;
    let args: Vec<_> = command.args().map(ShellWord::cooked).collect();
    let (what, help) = match (name, args.as_slice()) {
        ("export" | "declare" | "typeset", [.., last]) if !last.starts_with('-') => (name, ENV),
        ("source" | ".", [file, ..]) if is_environment(file) => (name, HERE),
        ("alias", [_, ..]) => (name, "put it into `/etc/bash.bashrc`, or write a script"),
        ("umask" | "ulimit", [value, ..]) if !value.starts_with("-a") => (name, HERE),
        ("nvm" | "fnm" | "sdk" | "rvm", ["use", ..]) if !is_default(command) => {
            (name, "make it the default, or add its folder to `PATH`")
        }
        ("conda" | "mamba" | "micromamba", ["activate", ..]) | ("workon", [_, ..]) => {
            (name, "add its `bin` folder to `PATH` with `ENV`")
        }
        ("pyenv" | "rbenv", ["shell", ..]) => (name, "use `global`"),
        _ => return None,
    };
    let verb = args
        .first()
        .filter(|it| matches!(**it, "use" | "activate" | "shell"));
    let what = verb.map_or_else(|| format!("`{what}`"), |verb| format!("`{what} {verb}`"));
    Some((what, help))
}

/// True if the version that is chosen is made the default, here or before.
fn is_default(command: Command<'_>) -> bool {
    let mut all = command.earlier().chain([command]);
    all.any(|it| it.has_arg("default") || it.has_arg("--default"))
}

/// True for files that set up a shell, and do nothing else.
fn is_environment(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or_default();
    let known = [
        ".bashrc",
        ".bash_profile",
        ".bash_aliases",
        ".profile",
        ".zshrc",
        "activate",
        "bash.bashrc",
        "conda.sh",
        "environment",
        "nvm.sh",
        "profile",
        "sdkman-init.sh",
        "setup.bash",
    ];
    known.contains(&name) || file.ends_with(".cargo/env")
}
