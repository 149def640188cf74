//! CP1205 external-name-mapping.

use crate::rule::prelude::*;

rule!(CP1205, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    for kind in ["networks", "volumes", "secrets", "configs"] {
        for resource in resources(cx.root(), kind) {
            check_resource(&resource, cx);
        }
    }
}

fn check_resource(resource: &Resource<'_, '_>, cx: &mut ComposeCx<'_, '_>) {
    let Some(external) = resource.value().field("external") else {
        return;
    };
    let Some(inner) = external.value.field("name") else {
        return;
    };
    if let Some(name) = resource.value().field("name") {
        let message = "`external.name` and `name` both name it";
        cx.report(inner.key_place, message)
            .help("write `external: true`");
        cx.label(name.key_place, "this is the name of today");
        return;
    }
    let fix = fix(external, inner, cx);
    cx.report(external.key_place, "`name` below `external` is outdated")
        .help("write `external: true`, and `name` beside it")
        .fix(fix);
}

/// `external: true` with the name beside it, where both are written as blocks.
fn fix(external: &Field<'_>, inner: &Field<'_>, cx: &ComposeCx<'_, '_>) -> Option<Fix> {
    let (outer, name) = (external.key_place, inner.key_place);
    let text = cx.file(outer)?.tree.text;
    let (place, value) = (external.value.place, inner.value.place);
    let is_plain = place.file == outer.file
        && value.file == outer.file
        && external.value.fields().len() == 1
        && external.value.alias.is_none()
        && inner.value.alias.is_none()
        && outer.span.end < name.span.start;
    let between = Span::new(outer.span.end, name.span.start).of(text);
    // Nothing but a colon, a line break and blanks: no comment, tag or brace.
    let is_block = between.starts_with(':')
        && between.contains('\n')
        && between.get(1..)?.trim().is_empty()
        && place.span.end == value.span.end;
    let line = text.get(..outer.span.start as usize)?.rsplit('\n').next()?;
    if !is_plain || !is_block || !line.trim().is_empty() {
        return None;
    }
    let end = if between.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let written = Span::new(outer.span.end, name.span.start);
    let title = "write `external: true` and `name`";
    Some(Fix::safe(title).replace(written, format!(": true{end}{line}")))
}
