//! CP2032 logging-disabled.

use crate::rule::prelude::*;

rule!(CP2032, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(field) = service.field("logging") else {
        return;
    };
    let Some(value) = field.value.get("driver") else {
        return;
    };
    if known(value, cx).is_some_and(|driver| driver == "none") {
        let name = service.name;
        let fix = delete_block(field, cx);
        cx.report(value.place, format!("nothing that `{name}` says is kept"))
            .help("drop it, or use the driver `local`, which limits what is kept")
            .fix(fix);
    }
}

/// Deletes the lines of a key and what is below it.
fn delete_block(field: &Field<'_>, cx: &ComposeCx<'_, '_>) -> Option<Fix> {
    let (key, value) = (field.key_place, &field.value);
    let text = cx.file(key)?.tree.text;
    let is_here = key.file == value.place.file && value.alias.is_none() && !field.is_merged;
    let start = text.get(..key.span.start as usize)?.rfind('\n')? + 1;
    let indent = text.get(start..key.span.start as usize)?;
    let end = value.span().end as usize;
    let rest = text.get(end..)?;
    let line = rest.find('\n').map_or(rest.len(), |at| at + 1);
    let alone = indent.bytes().all(|it| it == b' ') && rest.get(..line)?.trim().is_empty();
    let span = Span::new(offset(start), offset(end + line));
    (is_here && alone).then(|| Fix::unchecked("delete it").delete(span))
}
