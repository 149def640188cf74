//! DX3001 eol-base-image.

use crate::rule::prelude::*;

rule!(DX3001, on: [Image(check)]);

fn check<'s>(image: &ImageUse<'s>, cx: &mut Cx<'_, 's>) {
    if matches!(image.base, Base::Stage(_) | Base::Scratch) {
        return;
    }
    let text = image_text(&image.value);
    let known = KnownImage::read(&text);
    let mut ended = known.ended();
    let Some(first) = ended.next() else { return };
    // DX3002 speaks of images that nobody looks after, whatever their tag.
    if known.successor().is_some() && !first.is_main {
        return;
    }
    let mut message = ended_in(&first);
    let mut range = first.range;
    for also in ended {
        let (name, end) = (name(&also), also.line.end);
        message = format!("{message}, that of {name} in {end}");
        range.end = range.end.max(also.range.end);
    }
    let span = part_of_image(image, range, cx);
    let help = suggestion(&first, first.range.of(&text), known.repository());
    cx.report(span, message).help(help);
    if image.place == ImagePlace::From {
        cx.label_defaults(&image.word);
    }
}

fn ended_in(ended: &Ended) -> String {
    // Of these, longer support is for sale.
    let sold = matches!(ended.product.distro, Some(Distro::Ubuntu | Distro::Oracle));
    let support = if sold { "standard support" } else { "support" };
    format!("{support} of {} ended in {}", name(ended), ended.line.end)
}

fn name(ended: &Ended) -> String {
    let codename = match ended.line.codename {
        "" => String::new(),
        codename => format!(" ({codename})"),
    };
    format!("{} {}{codename}", ended.product.name, ended.line.version)
}

/// Names a supported line in the way the old one is written.
fn suggestion(ended: &Ended, part: &str, repository: &str) -> String {
    let product = ended.product;
    let line = product.line(product.current);
    let version = line.map_or(product.current, |line| line.version);
    let codename = line.map_or("", |line| line.codename);
    let is_number = part.starts_with(|c: char| c.is_ascii_digit());
    let prefixed = !product.prefix.is_empty() && part.starts_with(product.prefix);
    let tag = match () {
        () if is_number || codename.is_empty() && !prefixed => version.to_owned(),
        () if prefixed => format!("{}{version}", product.prefix),
        () => codename.to_owned(),
    };
    let tag = match product.current {
        current if current.contains(':') => return format!("take a maintained one: `{current}`"),
        current if line.is_none() => current.to_owned(),
        _ => tag,
    };
    if ended.is_main {
        format!("take a supported release, such as `{repository}:{tag}`")
    } else {
        format!("take a supported release, such as `{tag}`")
    }
}
