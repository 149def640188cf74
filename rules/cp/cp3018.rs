//! CP3018 service-name-not-a-hostname.

use crate::rule::prelude::*;

rule!(CP3018, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let name = service.name;
    let found = |c: &(usize, char)| c.1 == '_' || c.1.is_ascii_uppercase();
    if let Some((at, c)) = name.char_indices().find(found) {
        let part = Range::new(at, at + c.len_utf8());
        let message = match c {
            '_' => format!("`{}` is no host name because of the `_`", short_name(name)),
            _ => format!(
                "host names have no capitals, and `{}` has `{c}`",
                short_name(name)
            ),
        };
        let finding = cx.report_part(service.field.key_place, part, message);
        finding.help("use small letters, digits and `-`");
    }
}
