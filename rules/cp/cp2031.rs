//! CP2031 api-socket.

use crate::rule::prelude::*;

rule!(CP2031, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    if let Some(value) = service
        .get("use_api_socket")
        .filter(|it| it.bool() == Some(true))
    {
        let name = service.name;
        let message =
            format!("`{name}` gets control of Docker, and your credentials for registries");
        cx.report(value.place, message)
            .help("drop it, or put a proxy in between that lets through only what is needed");
    }
}
