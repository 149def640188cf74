//! CP1201 no-image-or-build.

use crate::rule::prelude::*;

rule!(CP1201, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let is_mapping = matches!(service.value().data, Data::Mapping(_));
    if !is_mapping || service.has("build") || service.has("provider") || !cx.is_whole() {
        return;
    }
    let place = match service.field("image") {
        // An image that is there but empty is wanted, whatever other files say.
        Some(image) if image.value.text() == Some("") => image.key_place,
        // A file that is no project of its own may add to a service of another file.
        None if cx.has_main_name() && !cx.is_template(service) => service.field.key_place,
        _ => return,
    };
    cx.report(place, format!("service `{}` has no image", service.name))
        .help("give it an `image` or a `build`");
}
