//! DX5105 root-final-user.

use crate::rule::prelude::*;

rule!(DX5105, on: [Dockerfile(check)]);

fn check(_: &Dockerfile<'_>, cx: &mut Cx<'_, '_>) {
    let Some(stage) = cx.model().stages.last() else {
        return;
    };
    let root = cx.model().chain(stage.index).last().unwrap_or(stage);
    let as_root = root
        .value
        .known()
        .is_some_and(|it| starts_as_root(&ImageRef::read(it)));
    if !as_root || root.base != Base::Image || stage.end.user.is_some() {
        return;
    }
    // An image without a program of its own is there to be built on.
    let start = Start::of(stage, cx);
    let Some(it) = start
        .instruction()
        .filter(|_| start.plain_program(cx).is_some())
    else {
        return;
    };
    if Start::may_change_user(cx) {
        return;
    }
    let image = root
        .image
        .as_ref()
        .map_or(it.keyword.span, |word| word.span);
    cx.report(
        it.keyword.span,
        "the container runs as root, for there is no `USER`",
    )
    .label(image, "starts as root")
    .help("create a user, and name it with `USER`");
}
