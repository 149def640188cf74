//! CP2025 moving-image-tag.

use crate::rule::prelude::*;

rule!(CP2025, on: [Service(check)], options: Options);

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    /// The tags that move.
    tags: Vec<String>,
    /// Also report tags that are the default of a variable.
    defaults: bool,
}

impl Default for Options {
    fn default() -> Self {
        let tags = [
            "latest", "stable", "edge", "nightly", "dev", "main", "master", "beta", "canary",
            "lts", "test", "next",
        ];
        Self {
            tags: tags.map(str::to_owned).to_vec(),
            defaults: false,
        }
    }
}

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(image) = pulled_image(service, cx) else {
        return;
    };
    let text = image.expanded.text();
    let reference = ImageRef::read(text);
    let (Some(range), None, Some(options)) =
        (reference.tag, reference.digest, cx.options::<Options>())
    else {
        return;
    };
    let tag = image
        .expanded
        .all()
        .slice(range.start as usize, range.end as usize);
    let is_listed = |tag: &str| options.tags.iter().any(|it| it.eq_ignore_ascii_case(tag));
    if tag.known().is_some_and(is_listed) && (options.defaults || !tag.is_default()) {
        let (name, tag) = (reference.name(), tag.text());
        let part = image.expanded.source(range);
        let message = format!("`{name}:{tag}` is another image after each release");
        cx.report_part(image.place, part, message)
            .help("name the version, as in `nginx:1.27`");
    }
}
