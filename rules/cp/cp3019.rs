//! CP3019 depends-on-repeated-by-links.

use crate::rule::prelude::*;

rule!(CP3019, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let links = service.links("links");
    let dependencies = service.depends_on();
    for link in &links {
        let text = cx.mapped(link.place);
        let has_alias = text.is_some_and(|it| it.len() != link.range.end);
        let Some(other) = dependencies.iter().find(|it| it.name == link.name) else {
            continue;
        };
        if has_alias || link.name.is_empty() {
            continue;
        }
        let place = match links.as_slice() {
            [_] => service.field("links").map_or(link.place, |it| it.key_place),
            _ => link.place,
        };
        let lines = own_lines(place, cx);
        let fix = lines.map(|it| Fix::safe("delete the link").delete(it));
        let message = format!("`depends_on` names `{}` already", link.name);
        cx.report_reference(link, message)
            .help("delete the link")
            .fix(fix);
        cx.label(other.place, "here");
    }
}
