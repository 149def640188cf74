//! CP1308 invalid-image-reference.

use crate::rule::prelude::*;

rule!(CP1308, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(value) = service.get("image") else {
        return;
    };
    let Some(text) = value.text() else {
        return;
    };
    let expanded = cx.expanded(text);
    let is_pulled = service.build().is_none();
    let Some(fault) = image_fault(expanded.text(), is_pulled) else {
        return;
    };
    let range = expanded.source(fault.range);
    let is_written = range.of(text) == fault.range.of(expanded.text());
    let fix = fault
        .instead
        .filter(|_| is_written && value.alias.is_none());
    let span = cx.part(value.place, range);
    let fix = fix.map(|new| Fix::unchecked(fault.help).replace(span, new));
    cx.report_part(value.place, range, fault.message)
        .help(fault.help)
        .fix(fix);
}
