//! CP1409 duplicate-env-variable.

use crate::rule::prelude::*;

rule!(CP1409, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    for (what, values) in named_values(cx) {
        let pairs = pairs(values);
        let key = |it: &NamedValue<'_, '_>| (it.name.to_owned(), it.name_place.file);
        let last: std::collections::HashMap<_, _> = pairs.iter().map(|it| (key(it), it)).collect();
        for pair in &pairs {
            let Some(last) = last.get(&key(pair)).filter(|it| !std::ptr::eq(**it, pair)) else {
                continue;
            };
            // Behind an anchor the item itself may come again.
            if pair.name.contains('$') || last.name_place == pair.name_place {
                continue;
            }
            let title = "delete the one that does not count";
            let fix = own_lines(pair.name_place, cx).map(|lines| {
                let fix = if last.value == pair.value {
                    Fix::safe(title)
                } else {
                    Fix::unchecked(title)
                };
                fix.delete(lines)
            });
            let name = short_name(pair.name);
            let message = format!("the {what} `{name}` is set again below, so this does not count");
            let finding = cx.report(pair.name_place, message);
            finding.help("delete one of the two").fix(fix);
            cx.label(last.name_place, "this one counts");
        }
    }
}
