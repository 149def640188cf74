//! DL3010 copied-archive.

use crate::rule::prelude::*;

rule!(DL3010, on: [Stage(check)]);

fn check(stage: &Stage<'_>, cx: &mut Cx<'_, '_>) {
    let mut copied = std::collections::HashMap::<String, Vec<Span>>::new();
    for it in cx.instructions(stage) {
        match &it.kind {
            Kind::Copy(copy) if it.flag("from").is_none() => {
                for (name, span) in archives(copy) {
                    copied.entry(name).or_default().push(span);
                }
            }
            Kind::Run(_) if !copied.is_empty() => {
                let scripts = cx.scripts(it).iter();
                for command in scripts.flat_map(Script::commands).filter(|it| unpacks(*it)) {
                    for word in command.args() {
                        for span in copied.remove(&base(word.cooked())).unwrap_or_default() {
                            cx.report(span, "this archive is copied, and unpacked later")
                                .label(command.span(), "unpacked here")
                                .help("use `ADD`, which unpacks it");
                        }
                    }
                }
            }
            _ => {}
        }
    }
}

/// The names that archives have in the image, and where they stand in the `COPY`.
fn archives(copy: &Copy<'_>) -> Vec<(String, Span)> {
    let sources = copy.sources.iter().filter(|it| it.heredoc.is_none());
    let found = sources.map(|it| (base(&it.word), it.word.span));
    let mut found: Vec<_> = found.filter(|(name, _)| is_archive(name)).collect();
    if let Some(target) = &copy.destination
        && is_archive(&base(target))
    {
        let span = found.first().map_or(target.span, |(_, span)| *span);
        found = vec![(base(target), span)];
    }
    found
}

/// The last part of a path or of `--option=path`. `${V}` and `$V` are the same.
fn base(path: &str) -> String {
    let path = path.trim_matches(['"', '\'']);
    let base = path.rsplit(['/', '\\', '=']).next().unwrap_or_default();
    base.replace("${", "$").replace('}', "")
}

/// What ADD unpacks if it is a tar archive.
fn is_archive(name: &str) -> bool {
    const SUFFIXES: [&str; 10] = [
        ".tar", ".bz2", ".gz", ".tb2", ".tbz", ".tbz2", ".tgz", ".tpz", ".txz", ".xz",
    ];
    SUFFIXES.iter().any(|suffix| name.ends_with(suffix))
}

/// True for `tar -x`, unless it does what ADD cannot do.
fn unpacks(command: Command<'_>) -> bool {
    const TAR: Syntax = Syntax {
        short: "CFHIKLNTVXbfg",
        long: &["directory", "file", "use-compress-program"],
        single_dash: false,
    };
    const MORE: &[&str] = &[
        "exclude",
        "exclude-from",
        "strip",
        "strip-components",
        "transform",
        "wildcards",
        "xform",
        "X",
    ];
    if !matches!(command.program(), Some("tar" | "bsdtar" | "gtar")) {
        return false;
    }
    // The first word may do without the dash.
    let old = command.args().next().is_some_and(|word| {
        let word = word.cooked();
        word.contains('x') && word.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    let args = Arguments::read(command, &TAR);
    (old || args.has(&["x", "extract", "get"])) && !args.has(MORE)
}
