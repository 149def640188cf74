//! DL3020 add-instead-of-copy.

use crate::rule::prelude::*;

rule!(DL3020, on: [Add(check)]);

fn check<'s>(add: &Add<'s>, cx: &mut Cx<'_, 's>) {
    let mut judged = add
        .sources
        .iter()
        .map(|source| (source, is_plain(source, cx)));
    let plain = judged.clone().find(|(_, plain)| *plain == Some(true));
    let all_plain = judged.all(|(_, plain)| plain == Some(true));
    let (Some((source, _)), Some(instruction)) = (plain, cx.instruction()) else {
        return;
    };
    let only_add = ["checksum", "keep-git-dir", "unpack"];
    let replaceable = all_plain && !only_add.iter().any(|it| instruction.flag(it).is_some());
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

/// Whether COPY does as well for a source. None if that is not known: a variable, or a pattern
/// that may stand for archives.
fn is_plain<'s>(source: &CopySource<'s>, cx: &Cx<'_, 's>) -> Option<bool> {
    if source.heredoc.is_some() {
        return Some(true);
    }
    let value = cx.value(&source.word.text);
    let text = value.known()?;
    if SourceKind::read(text) != SourceKind::Local || is_archive(text) {
        return Some(false);
    }
    let pattern = text.contains(['*', '?', '[']) && text.contains(".t");
    (!pattern).then_some(true)
}

/// The names of files that ADD unpacks.
fn is_archive(path: &str) -> bool {
    const SUFFIXES: [&str; 17] = [
        ".tar", ".Z", ".bz2", ".gz", ".lz", ".lzma", ".tZ", ".tb2", ".tbz", ".tbz2", ".tgz",
        ".tlz", ".tpz", ".txz", ".xz", ".zst", ".tzst",
    ];
    SUFFIXES.iter().any(|suffix| path.ends_with(suffix))
}
