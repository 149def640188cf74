//! CP1409 duplicate-env-variable.

use crate::rule::prelude::*;

rule!(CP1409, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    for (what, values) in named_values(cx) {
        let pairs = pairs(values);
        for (at, pair) in pairs.iter().enumerate() {
            let later = pairs.get(at + 1..).unwrap_or_default();
            let same = |it: &&NamedValue<'_, '_>| {
                it.name == pair.name && it.name_place.file == pair.name_place.file
            };
            let Some(last) = later.iter().rev().find(same) else {
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
