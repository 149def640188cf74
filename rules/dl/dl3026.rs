//! DL3026 untrusted-registry.

use crate::rule::prelude::*;

rule!(DL3026, on: [Image(check)]);

fn check(image: &ImageUse<'_>, cx: &mut Cx<'_, '_>) {
    let trusted = &cx.settings().trusted_registries;
    let known = image.value.known().is_some();
    // A name that is known and yet no image is a number without a stage.
    let is_image = image.base == Base::Image || (image.base == Base::Unknown && !known);
    if trusted.is_empty() || !is_image {
        return;
    }
    let Some(text) = known_start(&image.value) else {
        return;
    };
    let reference = ImageRef::read(text);
    let matches = |registry: &str| trusted.iter().any(|pattern| matches(pattern, registry));
    let fine = match reference.registry() {
        Some(registry) => matches(registry),
        None => matches("docker.io") || matches("hub.docker.com"),
    };
    if !fine {
        let registry = reference.registry().unwrap_or("docker.io");
        let name = if known { text } else { &image.word };
        let message = format!("image `{name}` comes from `{registry}`, which is not trusted");
        let help = format!("take it from {}", trusted.join(", "));
        cx.report(image.word.span, message).help(help);
    }
}

/// The text of an image as far as it is known. None if what is unknown may name a registry: a
/// variable behind the first slash or in the tag does not.
fn known_start<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    let start = value.prefix();
    let decided = value.known().is_some() || start.contains(['/', ':']);
    (decided && !start.is_empty()).then_some(start)
}

/// `*` at either end of a pattern stands for anything.
fn matches(pattern: &str, registry: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(suffix), _) => registry.ends_with(suffix),
        (None, Some(prefix)) => registry.starts_with(prefix),
        (None, None) => registry == pattern,
    }
}
