//! CP1406 decimal-file-mode.

use crate::rule::prelude::*;

rule!(CP1406, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let lists: [(&[&str], &[&str]); 4] = [
        (&["secrets"], &["mode"]),
        (&["configs"], &["mode"]),
        (&["build", "secrets"], &["mode"]),
        (&["volumes"], &["tmpfs", "mode"]),
    ];
    for (list, path) in lists {
        let items = service
            .at(list)
            .map(ComposeValue::items)
            .unwrap_or_default();
        for mode in items.iter().filter_map(|item| item.at(path)) {
            let Some(text) = mode.text().filter(|text| looks_octal(text)) else {
                continue;
            };
            let Some(Resolved::Int(value)) = mode.resolved() else {
                continue;
            };
            let fix = Fix::unchecked("make it octal").replace(mode.span(), format!("0o{text}"));
            let message = format!("`{text}` is a decimal number: as a mode it is 0{value:o}");
            let finding = cx.report(mode.place, message);
            finding.help(format!("write `0o{text}`")).fix(fix);
        }
    }
}

/// True if the digits make sense as the mode of a file: the owner may at least read, and nobody
/// has more rights than those in front of him.
fn looks_octal(text: &str) -> bool {
    let rights = match text.as_bytes() {
        [b'1'..=b'7', rest @ ..] if rest.len() == 3 => rest,
        rest => rest,
    };
    match rights {
        [owner, group, other] => {
            (b'4'..=b'7').contains(owner)
                && owner >= group
                && group >= other
                && [group, other]
                    .into_iter()
                    .all(|it| b"01457".contains(it) || it == owner)
                && (*owner == b'7' || ![group, other].contains(&&b'1'))
        }
        _ => false,
    }
}
