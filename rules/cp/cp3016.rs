//! CP3016 obsolete-mount-option.

use crate::rule::prelude::*;

rule!(CP3016, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for item in service.items("volumes") {
        if let Some(field) = item.field("consistency") {
            let message = "`consistency` has no effect any more";
            let lines = own_lines(field.key_place, cx).filter(|_| !field.is_merged);
            let fix = lines.map(|it| Fix::safe("delete it").delete(it));
            cx.report(field.key_place, message)
                .help("delete it")
                .fix(fix);
        }
        let Some(text) = item.text() else { continue };
        let expanded = cx.expanded(text);
        let options = mount::Mount::parse(expanded.all())
            .ok()
            .and_then(|it| it.options);
        for option in options.iter().flatten() {
            let Some(name) = option.text.known() else {
                continue;
            };
            if option.kind != Some(mount::OptionKind::Consistency) || option.text.is_default {
                continue;
            }
            let range = option.text.range;
            let end = range.end as usize;
            // With the comma behind it, or what stands in front of it.
            let part = match text.get(end..end + 1) {
                Some(",") => Range::new(range.start as usize, end + 1),
                _ => Range::new((range.start as usize).saturating_sub(1), end),
            };
            let fix = Fix::safe("delete it").delete(cx.part(item.place, part));
            let finding = cx.report_part(
                item.place,
                range,
                format!("`{name}` has no effect any more"),
            );
            finding.help("delete it").fix(fix);
        }
    }
}
