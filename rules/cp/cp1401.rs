//! CP1401 command-drops-shell-syntax.

use crate::rule::prelude::*;

rule!(CP1401, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for value in commands(service) {
        let Some(text) = value.text() else { continue };
        let expanded = cx.expanded(text);
        let stop = command::split(expanded.all()).ok().and_then(|it| it.stop);
        let Some(stop) = stop else { continue };
        // Nothing is lost: the engine reads both streams, and nothing runs beside it.
        if matches!(stop.dropped.of(text).trim(), ";" | "&" | "2>&1") {
            continue;
        }
        let first = text.split_whitespace().next().unwrap_or_default();
        let script = in_quotes(text).filter(|_| is_on_one_line(value.place, cx));
        // The entrypoint is a shell that wants its script as one word.
        let (list, help) = if takes_script(service) && value.place == place_of_command(service) {
            (
                script.map(|it| format!("[{it}]")),
                "make it the one item of a list: `- |`",
            )
        } else {
            let list = script.filter(|_| !is_shell(first));
            let list = list.map(|it| format!("[\"sh\", \"-c\", {it}]"));
            (list, "run it in a shell: `[\"sh\", \"-c\", \"…\"]`")
        };
        let fix = list.map(|it| Fix::unchecked("give it to a shell").replace(value.span(), it));
        let operator = &stop.operator;
        let message =
            format!("no shell reads this, so Compose drops `{operator}` and what follows");
        let finding = cx.report_part(value.place, stop.range, message);
        finding.help(help).fix(fix);
    }
}

fn place_of_command(service: Service<'_, '_>) -> Place {
    let command = service.command("command");
    command.map_or(service.field.key_place, |it| it.place)
}
