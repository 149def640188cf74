//! CP1401 command-drops-shell-syntax.

use crate::rule::prelude::*;

rule!(CP1401, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for value in commands(service) {
        let Some(text) = value.text() else { continue };
        let expanded = cx.expanded(text);
        let stop = command::split(expanded.all()).ok().and_then(|it| it.stop);
        let Some(stop) = stop else { continue };
        // Nothing is lost.
        if matches!(stop.dropped.of(text).trim(), ";" | "&") {
            continue;
        }
        let first = text.split_whitespace().next().unwrap_or_default();
        let fix = in_quotes(text).filter(|_| is_on_one_line(value.place, cx) && !is_shell(first));
        let fix = fix.map(|script| {
            let list = format!("[\"sh\", \"-c\", {script}]");
            Fix::unchecked("run it in a shell").replace(value.span(), list)
        });
        let operator = &stop.operator;
        let message = format!("no shell runs this, so Compose drops `{operator}` and what follows");
        let finding = cx.report_part(value.place, stop.range, message);
        finding
            .help("run it in a shell: `[\"sh\", \"-c\", \"…\"]`")
            .fix(fix);
    }
}
