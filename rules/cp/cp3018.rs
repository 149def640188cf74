//! CP3018 service-name-not-a-hostname.

use crate::rule::prelude::*;

rule!(CP3018, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let name = service.name;
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if let Some((at, c)) = name.char_indices().find(|(_, c)| !fits(*c)) {
        let part = Range::new(at, at + c.len_utf8());
        let message = format!(
            "`{}` is no host name because of the `{c}`",
            short_name(name)
        );
        let finding = cx.report_part(service.field.key_place, part, message);
        finding.help("use small letters, digits and `-`");
    }
}
