//! CP3009 restart-without-limit.

use crate::rule::prelude::*;

rule!(CP3009, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(restart) = service.get("restart") else {
        return;
    };
    if restart.literal() == Some("on-failure") {
        let text = "on-failure".len();
        let end = cx.part(restart.place, Range::new(0, text)).end;
        let fix = Fix::unchecked("stop after five times").insert(end, ":5");
        let message = "a service that always fails is started again without end";
        cx.report(restart.place, message)
            .help("write `on-failure:5`")
            .fix(fix);
    }
}
