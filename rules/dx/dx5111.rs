//! DX5111 user-created-not-used.

use crate::rule::prelude::*;

rule!(DX5111, on: [Stage(check)]);

fn check(stage: &Stage<'_>, cx: &mut Cx<'_, '_>) {
    let name = stage.name.as_deref().unwrap_or_default();
    let for_work = ["dev", "debug", "test"].iter().any(|it| name.contains(it));
    let output = cx.model().is_output(stage) && stage.end.user.is_none() && !for_work;
    if !output || Start::of(stage, cx).plain_program(cx).is_none() {
        return;
    }
    if Start::may_change_user(cx) {
        return;
    }
    let runs = cx
        .instructions(stage)
        .iter()
        .filter(|it| matches!(it.kind, Kind::Run(_)));
    let commands: Vec<_> = runs
        .flat_map(|it| cx.scripts(it))
        .flat_map(Script::commands)
        .collect();
    let created: Vec<_> = commands.iter().filter_map(|it| created(*it)).collect();
    let [word] = created.as_slice() else { return };
    let Some(name) = word.text().filter(|name| !name.is_empty()) else {
        return;
    };
    // Whoever names the user elsewhere may run something as that.
    let uses = |command: &&Command<'_>| {
        !is_about_users(**command) && command.args().any(|it| mentions(it.cooked(), name))
    };
    let elsewhere = cx.instructions(stage).iter().any(|it| {
        let own = matches!(it.kind, Kind::Run(_) | Kind::Copy(_) | Kind::Add(_));
        !own && mentions(it.text.as_str(), name)
    });
    if elsewhere || commands.iter().any(|it| uses(&it)) {
        return;
    }
    cx.report(
        word.span(),
        format!("`{name}` is created, but the container runs as root"),
    )
    .help(format!("add `USER {name}` in front of the `CMD`"));
}

/// The name of the user that a command creates.
fn created(command: Command<'_>) -> Option<ShellWord<'_>> {
    let syntax = match command.program()? {
        "useradd" => USERADD,
        "adduser" => ADDUSER,
        _ => return None,
    };
    let args = Arguments::read(command, &syntax);
    match args.operands.as_slice() {
        // With two words, `adduser` adds a user to a group.
        [only] if !args.is_open => Some(*only),
        _ => None,
    }
}

/// Commands that prepare a user, and run nothing as that.
fn is_about_users(command: Command<'_>) -> bool {
    matches!(
        command.program(),
        Some(
            "useradd"
                | "adduser"
                | "groupadd"
                | "addgroup"
                | "usermod"
                | "chown"
                | "chgrp"
                | "mkdir"
                | "install"
                | "passwd"
                | "id"
        )
    )
}

fn mentions(text: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    text.split(|c| !is_part(c)).any(|word| word == name)
}
