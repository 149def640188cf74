//! CP2033 tmpfs-exec-suid.

use crate::rule::prelude::*;

rule!(CP2033, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for item in service
        .get("tmpfs")
        .map(ComposeValue::one_or_many)
        .unwrap_or_default()
    {
        let Some((text, at)) = item.text().and_then(|it| Some((it, it.find(':')? + 1))) else {
            continue;
        };
        let mut start = at;
        for option in text.get(at..).unwrap_or_default().split(',') {
            let range = Range::new(start, start + option.len());
            start += option.len() + 1;
            let what = match option {
                "exec" => "programs",
                "suid" => "programs with the rights of their owner",
                "dev" => "devices",
                _ => continue,
            };
            // With the sign in front of it.
            let whole = Range::new(range.start as usize - 1, range.end as usize);
            let is_first = range.start as usize == at && start <= text.len();
            let cut = if is_first {
                Range::new(range.start as usize, start)
            } else {
                whole
            };
            let fix = Fix::unchecked("delete it").delete(cx.part(item.place, cut));
            let message = format!("`{option}` allows {what} in a place that anyone can write to");
            cx.report_part(item.place, range, message)
                .help("drop the option")
                .fix(fix);
        }
    }
}
