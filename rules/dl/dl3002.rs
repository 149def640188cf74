//! DL3002 root-user.

use crate::rule::prelude::*;

rule!(DL3002, on: [Dockerfile(check)]);

fn check(file: &Dockerfile<'_>, cx: &mut Cx<'_, '_>) {
    let model = cx.model();
    // What counts is the user at the end of a stage that becomes an image.
    let mut last: Vec<usize> = model.outputs().filter_map(|stage| stage.end.user).collect();
    last.sort_unstable();
    last.dedup();
    for index in last {
        let Some(Kind::User(user)) = file.instructions.get(index).map(|it| &it.kind) else {
            continue;
        };
        let value = model.value(&user.value.text, index);
        if value.known().is_some_and(is_root) {
            cx.report(user.value.span, "the container runs as root")
                .help("end the stage with a `USER` that is not root");
        }
    }
}

/// `root` or a zero, with any group.
fn is_root(user: &str) -> bool {
    let name = user.split(':').next().unwrap_or_default().trim();
    name == "root" || (!name.is_empty() && name.bytes().all(|byte| byte == b'0'))
}
