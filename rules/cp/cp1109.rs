//! CP1109 unresolved-extends.

use crate::rule::prelude::*;

rule!(CP1109, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    let project = cx.project();
    let place = |gap: &&Gap| (gap.place.file, gap.place.span);
    let circles = project
        .gaps
        .iter()
        .filter(|it| it.kind == GapKind::ExtendsCycle);
    // Each service of a circle finds it.
    let circle = circles.min_by_key(place).map(|gap| gap.place);
    for gap in &project.gaps {
        let name = shown(&gap.name);
        let (message, help) = match gap.kind {
            GapKind::NoService => (
                format!("there is no service {name} to extend"),
                "define it, or say in which `file` it is",
            ),
            GapKind::NoExtendedFile => (
                format!("there is no file {name}"),
                "write the path from the folder of this file",
            ),
            GapKind::ExtendsCycle if Some(gap.place) == circle => (
                format!("extending {name} here leads in a circle"),
                "delete one `extends` of the circle",
            ),
            _ => continue,
        };
        let span = cx
            .file(gap.place)
            .and_then(|file| written_text(&file.tree, gap.place.node));
        let finding = cx.report(gap.place, message);
        match (&gap.near, span) {
            (Some(near), Some(span)) => finding
                .help(format!("did you mean `{near}`?"))
                .fix(Fix::unchecked(format!("write `{near}`")).replace(span, near.as_str())),
            _ => finding.help(help),
        };
    }
}
