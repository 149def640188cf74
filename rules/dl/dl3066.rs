//! DL3066 non-numeric-user.

use crate::rule::prelude::*;

rule!(DL3066, on: [Dockerfile(check)]);

fn check(file: &Dockerfile<'_>, cx: &mut Cx<'_, '_>) {
    let model = cx.model();
    let mut last: Vec<usize> = model.outputs().filter_map(|stage| stage.end.user).collect();
    last.sort_unstable();
    last.dedup();
    last.retain(|index| !cx.is_windows(*index));
    for index in last {
        let Some(Kind::User(user)) = file.instructions.get(index).map(|it| &it.kind) else {
            continue;
        };
        let value = model.value(&user.value.text, index);
        let Some(text) = value.known() else { continue };
        let name = text.split(':').next().unwrap_or_default().trim();
        if !name.bytes().all(|byte| byte.is_ascii_digit()) {
            // Only the user counts, not the group behind the colon.
            let written = user.value.span;
            let same = user.value.starts_with(name) && written.len() as usize == user.value.len();
            let end = if same {
                written.start + offset(name.len())
            } else {
                written.end
            };
            let message =
                format!("the user `{name}` is a name; Kubernetes cannot tell whether it is root");
            cx.report(Span::new(written.start, end), message)
                .help("give the numeric id of the user");
        }
    }
}
