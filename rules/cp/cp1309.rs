//! CP1309 invalid-volume-spec.

use crate::rule::prelude::*;

rule!(CP1309, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for item in service.items("volumes") {
        match item.data {
            Data::Scalar { .. } => short(item, cx),
            Data::Mapping(_) => long(item, cx),
            _ => {}
        }
    }
}

fn short(item: &ComposeValue<'_>, cx: &mut ComposeCx<'_, '_>) {
    if let Some(finding) = report_fault(item, cx, mount::Mount::parse) {
        finding.help("write it as `source:target` or `source:target:options`");
        return;
    }
    let Some(mount) = read_value(item, cx, mount::Mount::parse) else {
        return;
    };
    if mount.has_absolute_target() == Some(false) {
        let target = mount.target.value.unwrap_or_default();
        relative(item.place, mount.target.range, &target, cx);
    }
}

fn long(item: &ComposeValue<'_>, cx: &mut ComposeCx<'_, '_>) {
    let Some(target) = item.get("target") else {
        if let [only] = item.fields()
            && only.key.contains(['/', ' ', '$', '.'])
        {
            cx.report(
                item.place,
                "the mount is a mapping, because of the blank behind a colon",
            )
            .help("take out the blank, or put all of it in quotes");
        } else if let Some(first) = item.fields().first() {
            cx.report(first.key_place, "the mount has no `target`")
                .help("add `target`, the path in the container");
        }
        return;
    };
    let kind = item.get("type").and_then(ComposeValue::literal);
    if kind == Some("bind") && item.get("source").is_none() && cx.is_whole() {
        let field = item.field("type").map_or(item.place, |it| it.key_place);
        cx.report(field, "the bind mount has no `source`")
            .help("add `source`, the path on the host");
    }
    if let Some(text) = known(target, cx)
        && !text.is_empty()
        && !mount::is_absolute(&text)
        && kind != Some("npipe")
    {
        let whole = Range::new(0, target.text().unwrap_or_default().len());
        relative(target.place, whole, &text, cx);
    }
}

fn relative(place: Place, part: Range, target: &str, cx: &mut ComposeCx<'_, '_>) {
    let message = format!("the target `{}` is not an absolute path", brief(target));
    cx.report_part(place, part, message)
        .help("begin it with `/`, as it is a path in the container");
}
