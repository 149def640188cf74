//! CP1314 invalid-stop-signal.

use crate::rule::prelude::*;

rule!(CP1314, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(value) = service.get("stop_signal") else {
        return;
    };
    let Some(text) = known(value, cx).filter(|it| !it.is_empty() && !is_signal(it)) else {
        return;
    };
    let upper = text.trim().to_uppercase();
    let name = upper.strip_prefix("SIG").unwrap_or(&upper);
    let help = match nearest(name, SIGNALS) {
        Some(near) => format!("did you mean `SIG{near}`?"),
        None => "name a signal of Linux such as `SIGTERM`, or give its number".to_owned(),
    };
    cx.report(value.place, format!("`{}` is no signal", brief(&text)))
        .help(help);
}
