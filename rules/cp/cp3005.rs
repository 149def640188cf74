//! CP3005 fixed-container-name.

use crate::rule::prelude::*;

rule!(CP3005, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    if let Some(field) = service.field("container_name") {
        let lines = own_lines(field.key_place, cx);
        let fix = lines.map(|it| Fix::unchecked("delete it").delete(it));
        let message = "a container with a fixed name can run only once";
        let finding = cx.report(field.key_place, message);
        finding
            .help("delete it: others find the service by its own name")
            .fix(fix);
    }
}
