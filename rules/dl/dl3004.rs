//! DL3004 sudo.

use crate::rule::prelude::*;

rule!(DL3004, on: [Command(&["sudo"], check)]);

fn check(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let Some(word) = command.name_word() else {
        return;
    };
    let mut words = command.words().skip(1);
    // Options of sudo are left alone: they may be why it is there.
    let next = words.next().filter(|next| !next.cooked().starts_with('-'));
    let fix = next.map(|next| {
        Fix::unchecked("delete `sudo`").delete(Span::new(word.span().start, next.span().start))
    });
    cx.report(
        word.span(),
        "`sudo` is of no use in a build, and behaves unpredictably",
    )
    .help("run the command as it is, or switch with `USER`")
    .fix(fix);
}
