//! CP1407 single-letter-volume.

use crate::rule::prelude::*;

rule!(CP1407, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for item in service.items("volumes") {
        let Some(text) = item.literal() else { continue };
        let Some((name, target)) = text.split_once(":/") else {
            continue;
        };
        let is_letter = name.len() == 1 && name.bytes().all(|it| it.is_ascii_alphabetic());
        // A path behind the first one makes it the path of a Windows host.
        let options = target.split_once(':').map(|(_, options)| options);
        let only_options = options.is_none_or(|it| it.split(',').all(|it| MODES.contains(&it)));
        let declared = cx.entry("volumes", name).is_some();
        let is_windows = name.bytes().all(|it| it.is_ascii_uppercase()) && !declared;
        if !is_letter || !only_options || is_windows {
            continue;
        }
        let form = format!("{{type: volume, source: {name}, target: \"/{target}\"}}");
        let can_fix = options.is_none() && is_on_one_line(item.place, cx);
        let fix = Fix::unchecked("use the long form").replace(item.span(), form);
        let message = format!("`{name}:` is a Windows drive to Compose, not a volume");
        let finding = cx.report_part(item.place, Range::new(0, 1), message);
        finding.help("give the volume a longer name, or use the long form");
        finding.fix(can_fix.then_some(fix));
    }
}

const MODES: [&str; 6] = ["ro", "rw", "z", "Z", "nocopy", "cached"];
