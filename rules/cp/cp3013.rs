//! CP3013 expose-has-no-effect.

use crate::rule::prelude::*;

rule!(CP3013, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let items = service.items("expose");
    if items.is_empty() {
        return;
    }
    let ports = published_ports(service, cx);
    for item in items {
        let number = item
            .literal()
            .and_then(|it| it.strip_suffix("/tcp").unwrap_or(it).parse().ok());
        let Some(number) = number else { continue };
        let is_it = |it: &OpenPort| it.container.is_some_and(|it| it.contains(number));
        if ports.iter().any(is_it) {
            let place = match items {
                // The key goes with its last item.
                [_] => service
                    .field("expose")
                    .map_or(item.place, |it| it.key_place),
                _ => item.place,
            };
            let lines = own_lines(place, cx);
            let fix = lines.map(|it| Fix::safe("delete it").delete(it));
            let message = format!("`ports` publishes {number} already");
            cx.report(item.place, message).help("delete it").fix(fix);
        }
    }
}
