//! CP3010 log-rotation-missing.

use crate::rule::prelude::*;

rule!(CP3010, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let logging = service.field("logging");
    let driver = logging.and_then(|it| it.value.get("driver"));
    let is_json = driver.is_none_or(|it| it.text() == Some("json-file"));
    let limit = service.at(&["logging", "options", "max-size"]);
    if is_json && limit.is_none() && is_complete(cx) && !service.has("provider") {
        let place = logging.map_or(service.field.key_place, |it| it.key_place);
        let message = format!("the log of `{}` grows without end", service.name);
        cx.report(place, message)
            .help("set the option `max-size`, or use the driver `local`");
    }
}
