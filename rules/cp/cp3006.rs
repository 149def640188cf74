//! CP3006 restart-policy-missing.

use crate::rule::prelude::*;

rule!(CP3006, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let has_policy = service.has("restart") || service.at(&["deploy", "restart_policy"]).is_some();
    let is_tool = service.profiles().next().is_some();
    if has_policy || is_tool || !is_complete(cx) || service.has("provider") || cx.is_job(service) {
        return;
    }
    let line_break = line_break_at(service.field.key_place, cx);
    let fix = new_key(service, cx).map(|(at, indent)| {
        let text = format!("{indent}restart: unless-stopped{line_break}");
        Fix::unchecked("add `restart: unless-stopped`").insert(at.start, text)
    });
    let message = format!(
        "`{}` stays down when it fails: it has no `restart`",
        service.name
    );
    let finding = cx.report(service.field.key_place, message);
    finding.help("add `restart: unless-stopped`").fix(fix);
}
