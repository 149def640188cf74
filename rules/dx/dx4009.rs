//! DX4009 tilde-not-expanded.

use crate::rule::prelude::*;

rule!(DX4009, on: [Instruction(check)]);

fn check<'s>(it: &Instruction<'s>, cx: &mut Cx<'_, 's>) {
    let lists = matches!(it.kind, Kind::Env(_) | Kind::Arg(_));
    let paths = matches!(
        it.kind,
        Kind::Add(_) | Kind::Copy(_) | Kind::Volume(_) | Kind::Workdir(_)
    );
    if !(lists || paths) || !it.text.as_str().contains('~') {
        return;
    }
    for (_, word) in expanded_words(it) {
        if let Some(at) = tilde(&word.text, lists) {
            let span = cx.place(word, Range::new(at, at + 1));
            cx.report(
                span,
                "`~` is an ordinary character here, not the home folder",
            )
            .help("write the path of the home folder, such as `/root`");
        }
    }
}

/// The first `~` that a shell would take for the home folder: at the start, or behind a `:` of a
/// list, and in front of a `/`.
fn tilde(text: &str, is_list: bool) -> Option<usize> {
    let mut all = text.match_indices('~').map(|(at, _)| at);
    all.find(|at| {
        let before = text.get(..*at).unwrap_or_default();
        let behind = text.get(at + 1..).unwrap_or_default();
        let starts = matches!(before, "" | "\"" | "'") || (is_list && before.ends_with(':'));
        starts && (behind.starts_with(['/', ':']) || matches!(behind, "" | "\"" | "'"))
    })
}
