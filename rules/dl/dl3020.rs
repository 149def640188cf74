//! DL3020 add-instead-of-copy.

use crate::rule::prelude::*;

rule!(DL3020, on: [Add(check)]);

fn check<'s>(add: &Add<'s>, cx: &mut Cx<'_, 's>) {
    let mut plain = None;
    let mut needs_add = false;
    let mut unsure = false;
    for source in &add.sources {
        let value = cx.value(&source.word.text);
        match (source.heredoc.is_some(), value.known()) {
            (true, _) => plain = plain.or(Some(source)),
            (false, None) => unsure = true,
            (false, Some(text)) if SourceKind::read(text) != SourceKind::Local => needs_add = true,
            (false, Some(text)) if is_archive(text) => needs_add = true,
            // A pattern may stand for archives.
            (false, Some(text)) if text.contains(['*', '?', '[']) && text.contains(".t") => {
                unsure = true;
            }
            (false, Some(_)) => plain = plain.or(Some(source)),
        }
    }
    let (Some(source), Some(instruction)) = (plain, cx.instruction()) else {
        return;
    };
    let only_add = ["checksum", "keep-git-dir", "unpack"];
    let replaceable =
        !needs_add && !unsure && !only_add.iter().any(|it| instruction.flag(it).is_some());
    let keyword = instruction.keyword.clone();
    let fix = replaceable.then(|| {
        let lower = keyword.chars().all(char::is_lowercase);
        let copy = if lower { "copy" } else { "COPY" };
        Fix::safe("use `COPY`").replace(keyword.span, copy)
    });
    let message = format!(
        "`ADD` of `{}`, which is neither archive nor URL",
        source.word.text
    );
    cx.report(keyword.span, message)
        .help("use `COPY`")
        .label(source.word.span, "plain source")
        .fix(fix);
}

/// The names of files that ADD unpacks.
fn is_archive(path: &str) -> bool {
    const SUFFIXES: [&str; 17] = [
        ".tar", ".Z", ".bz2", ".gz", ".lz", ".lzma", ".tZ", ".tb2", ".tbz", ".tbz2", ".tgz",
        ".tlz", ".tpz", ".txz", ".xz", ".zst", ".tzst",
    ];
    SUFFIXES.iter().any(|suffix| path.ends_with(suffix))
}
