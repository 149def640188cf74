//! DL3026 untrusted-registry.

use crate::rule::prelude::*;

rule!(DL3026, on: [Image(check)]);

fn check(image: &ImageUse<'_>, cx: &mut Cx<'_, '_>) {
    let trusted = &cx.settings().trusted_registries;
    if trusted.is_empty() || image.base != Base::Image {
        return;
    }
    // A registry in a variable is not known; one in front of a variable is.
    let Some(text) = image.value.known() else {
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
        let message = format!("image `{text}` comes from `{registry}`, which is not trusted");
        let help = format!("take it from {}", trusted.join(", "));
        cx.report(image.word.span, message).help(help);
    }
}

/// `*` at either end of a pattern stands for anything.
fn matches(pattern: &str, registry: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(suffix), _) => registry.ends_with(suffix),
        (None, Some(prefix)) => registry.starts_with(prefix),
        (None, None) => registry == pattern,
    }
}
