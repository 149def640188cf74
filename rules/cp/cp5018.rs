//! CP5018 named-volume-keeps-old-files.

use crate::rule::prelude::*;

rule!(CP5018, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for point in cx.mount_points(built.plan.service) {
        let path = &point.path;
        if point.is_tmpfs || path == "/" || !is_filled_once(point.item, cx) {
            continue;
        }
        let Some(span) = filled_by(built, path) else {
            continue;
        };
        let message = format!("what later builds put into `{}` is not seen", brief(path));
        let finding = cx.report_part(point.place, point.range, message);
        finding
            .help("leave it out, or delete the volume after each build")
            .note("Docker fills a named volume from the image once, while it is empty.");
        built.label(finding, span, "the image has files there");
    }
}

/// True for a volume with a name, whose first content is that of the image.
fn is_filled_once(item: &ComposeValue<'_>, cx: &ComposeCx<'_, '_>) -> bool {
    let Some(name) = filled_volume(item, cx) else {
        return false;
    };
    let volume = resources(cx.root(), "volumes").find(|it| it.name == name);
    volume.is_some_and(|it| it.get("driver_opts").is_none())
}

/// What puts files at a path or below it. None for folders of data.
fn filled_by(built: &BuiltService<'_, '_>, path: &str) -> Option<Span> {
    let instructions = built.image_instructions();
    let is_data = |it: &&Instruction<'_>| match &it.kind {
        Kind::Volume(volume) => volume
            .paths
            .iter()
            .any(|word| word.trim_end_matches('/') == path),
        _ => false,
    };
    if instructions.iter().any(is_data) {
        return None;
    }
    let copied = instructions.iter().find_map(|it| {
        let (target, word) = built.copied_to(it)?;
        is_within(&target, path).then_some(word.span)
    });
    let installed = built.installed_folders();
    copied.or_else(|| {
        Some(
            installed
                .iter()
                .find(|it| is_within(&it.folder, path))?
                .span,
        )
    })
}
