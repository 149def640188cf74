//! DX6007 cache-mount-defeated.

use crate::rule::prelude::*;

rule!(DX6007, on: [Run(check)]);

fn check<'s>(run: &Run<'s>, cx: &mut Cx<'_, 's>) {
    let caches = run.mounts.iter().filter(|it| it.kind() == MountKind::Cache);
    let targets: Vec<_> = caches
        .filter_map(|it| it.target().filter(|it| !it.contains('$')))
        .collect();
    let Some(it) = cx.instruction().filter(|_| !targets.is_empty()) else {
        return;
    };
    // Who empties a cache on a condition knows why; another root has another cache.
    let usual = |it: &Command<'_>| !it.within().branch && !it.has_arg("--root");
    for command in cx.commands(it).filter(usual) {
        let place = match command.program().and_then(CacheUse::of) {
            Some(tool) => {
                let mount = targets
                    .iter()
                    .find(|target| tool.folders.iter().any(|it| target.contains(it)));
                mount.and_then(|mount| Some((defeat(tool, command, cx)?, *mount)))
            }
            None if command.program() == Some("rm") => removed(command, &targets, it, cx),
            None => None,
        };
        if let Some(((word, what, cut), mount)) = place {
            let fix = cut.map(|span| Fix::unchecked(format!("leave out {what}")).delete(span));
            cx.report(
                word,
                format!("{what} makes the cache mount `{}` useless", &**mount),
            )
            .label(mount.span, "mounted here")
            .help(format!("leave out {what}"))
            .fix(fix);
        }
    }
}

type Place = (Span, String, Option<Span>);

/// What in a call of the tool keeps it from its cache.
fn defeat(tool: &CacheUse, command: Command<'_>, cx: &Cx<'_, '_>) -> Option<Place> {
    let text = |it: ShellWord<'_>| it.cooked().to_owned();
    if let Some(word) = command.args().find(|it| tool.off.contains(&it.cooked())) {
        return Some((
            word.span(),
            format!("`{}`", text(word)),
            cx.cut_word(command, word),
        ));
    }
    let words: Vec<_> = command.args().map(ShellWord::cooked).collect();
    if tool
        .empties
        .iter()
        .any(|it| words.windows(it.len()).any(|words| words == *it))
    {
        let call = format!("`{} {}`", command.program()?, words.join(" "));
        return Some((command.span(), call, cx.cut_command(command)));
    }
    let set = cx.model().definition(tool.variable, cx.index())?;
    let installs = command.has_arg("install") || command.has_arg("sync");
    let on = match &set.binding {
        Binding::Set(value) => value.known().is_some_and(|it| !it.is_empty()),
        _ => false,
    };
    (installs && on).then(|| (set.span, format!("`{}`", tool.variable), None))
}

/// `rm` of the folder that is mounted, or of all that is in it.
fn removed<'w, 's>(
    command: Command<'_>,
    targets: &[&'w Word<'s>],
    it: &Instruction<'_>,
    cx: &Cx<'_, '_>,
) -> Option<(Place, &'w Word<'s>)> {
    command.args().find_map(|word| {
        let path = cx.shell_place(it, word)?;
        let path = path.trim_end_matches("/*");
        let mount = targets
            .iter()
            .find(|target| is_within(target.trim_end_matches('/'), path))?;
        let paths = command.args().filter(|it| !it.cooked().starts_with('-'));
        let cut = cx.cut_command(command).filter(|_| paths.count() == 1);
        Some(((word.span(), "`rm`".to_owned(), cut), *mount))
    })
}
