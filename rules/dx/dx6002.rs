//! DX6002 copy-all-before-deps.

use crate::rule::prelude::*;

rule!(DX6002, on: [Copy(check), Add(check)]);

fn check<'s>(copy: &Copy<'s>, cx: &mut Cx<'_, 's>) {
    let Some((it, source)) = cx
        .instruction()
        .zip(copy.sources.iter().find(|it| is_whole_context(it)))
    else {
        return;
    };
    if it.flag("from").is_some() || it.flag("exclude").is_some() || is_behind_another(cx) {
        return;
    }
    let Some(target) = cx.target(it) else { return };
    let onbuild = cx.in_onbuild();
    // What a trigger does to the folder is not in the model.
    let known = |it: &&Instruction<'_>| !(onbuild && matches!(it.kind, Kind::Workdir(_)));
    let mut behind = cx.behind().take_while(known);
    let Some((command, files)) = behind.find_map(|run| loads(run, &target, cx)) else {
        return;
    };
    let name = files.as_ref().map_or_else(
        || PackageCall::read(command).map_or_else(String::new, |call| call.name()),
        |restore| restore.name.clone(),
    );
    let help = if let Some(it) = files {
        let files: Vec<_> = it.files.iter().map(|it| last_part(it)).collect();
        let files = files.join("` and `");
        format!("copy `{files}` first, run `{name}`, then copy the rest")
    } else {
        let keyword = it.keyword.to_ascii_uppercase();
        format!("put the `{keyword}` behind the `RUN`")
    };
    let message = format!("every edit of any file makes `{name}` below load everything again");
    cx.report(source.word.span, message)
        .label(command.span(), "runs again")
        .help(help);
}

/// What a `RUN` loads that the sources have no part in, unless a mount keeps it for the next time.
fn loads<'c, 's>(
    run: &'c Instruction<'s>,
    target: &Target,
    cx: &Cx<'c, 's>,
) -> Option<(Command<'c>, Option<Restore<'c>>)> {
    let Kind::Run(node) = &run.kind else {
        return None;
    };
    let keeps = |it: &Mount<'_>| matches!(it.kind(), MountKind::Cache | MountKind::Bind);
    if node.mounts.iter().any(keeps) {
        return None;
    }
    let removes = |it: Command<'_>| PackageCall::read(it).is_some_and(|it| it.uninstalls());
    let temporary = cx.commands(run).any(removes);
    cx.commands(run)
        .find_map(|command| match Restore::read(command) {
            Some(restore) => {
                let fits = is_first(&restore, cx) && reads_from(&restore, target, run, cx);
                fits.then_some((command, Some(restore)))
            }
            None => (!temporary && PackageCall::read(command).is_some_and(|it| it.loads_by_name()))
                .then_some((command, None)),
        })
}

/// True if the files that are read are among those that were copied.
fn reads_from(
    restore: &Restore<'_>,
    target: &Target,
    run: &Instruction<'_>,
    cx: &Cx<'_, '_>,
) -> bool {
    let file = restore.files.iter().find(|it| it.starts_with('/'));
    let place = match file {
        Some(file) => Some((*file).to_owned()),
        None => cx.folder_of(restore.command, run),
    };
    // Which folder a trigger is in is not known.
    let open = |it: &str| cx.in_onbuild() && it.starts_with('?');
    place.is_some_and(|it| is_within(&it, &target.path) || open(&it))
}

/// True if nothing in front has loaded the same already.
fn is_first(restore: &Restore<'_>, cx: &Cx<'_, '_>) -> bool {
    let program = restore.command.program();
    !cx.before().any(|it| match &it.kind {
        Kind::Run(_) => cx
            .commands(it)
            .filter_map(Restore::read)
            .any(|it| it.command.program() == program),
        Kind::Copy(copy) if it.flag("from").is_some() => copy.sources.iter().any(|it| {
            const LOADED: [&str; 5] = ["node_modules", "vendor", "venv", "site-packages", "cache"];
            LOADED.iter().any(|name| it.word.contains(name))
        }),
        _ => false,
    })
}

/// True if the context was copied before, so that the first place is the one to change.
fn is_behind_another(cx: &Cx<'_, '_>) -> bool {
    cx.before().any(|it| match &it.kind {
        Kind::Copy(copy) | Kind::Add(copy) if it.flag("from").is_none() => {
            copy.sources.iter().any(is_whole_context)
        }
        _ => false,
    })
}
