//! CP2009 no-new-privileges-missing.

use crate::rule::prelude::*;

rule!(CP2009, on: [Service(check)]);

const HELP: &str = "add `no-new-privileges:true` under `security_opt`";

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let options = service.get("security_opt");
    let items = options.map(ComposeValue::items).unwrap_or_default();
    let says = |item: &ComposeValue<'_>| {
        known(item, cx).is_none_or(|text| text.trim().starts_with("no-new-privileges"))
    };
    if !is_all_there(service, cx) || is_privileged(service, cx) || items.iter().any(says) {
        return;
    }
    let fix = options.is_none().then(|| {
        let lines = ["security_opt:", "  - no-new-privileges:true"];
        added_lines(service, &lines, "add it", cx)
    });
    let name = service.name;
    let message = format!("programs in `{name}` can gain rights by setuid");
    cx.report(service.field.key_place, message)
        .help(HELP)
        .fix(fix.flatten());
}
