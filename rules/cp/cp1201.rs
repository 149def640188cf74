//! CP1201 no-image-or-build.

use crate::rule::prelude::*;

rule!(CP1201, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    if !is_addition(service) || service.value().fields().is_empty() || !cx.is_whole() {
        return;
    }
    let name = service.name;
    // A file that is no project of its own may add to a service of another file. A name that is
    // there but empty says that an image is wanted.
    let empty = service.field("image").filter(|it| !is_set(&it.value));
    let is_only_base = service.profiles().next().is_some() && is_extended(name, cx.project());
    if is_only_base || empty.is_none() && !cx.has_main_name() {
        return;
    }
    let place = empty.map_or(service.field.key_place, |it| it.key_place);
    cx.report(place, format!("service `{name}` has no image"))
        .help("give it an `image` or a `build`");
}
