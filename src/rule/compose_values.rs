//! Values of Compose files as rules want them: known, with variables replaced.

use std::borrow::Cow;

use crate::compose::model::{Pair, Service};
use crate::compose::value::{Data, Place, Value};
use crate::facts::KnownImage;
use crate::finding::Fix;
use crate::text::{Range, Span, offset};

use super::ComposeCx;

/// The text of a scalar with its variables replaced, if all of it is known.
pub fn known<'v>(value: &'v Value<'_>, cx: &ComposeCx<'_, '_>) -> Option<Cow<'v, str>> {
    known_text(value.text()?, cx)
}

/// A text with its variables replaced, if all of it is known.
pub fn known_text<'t>(text: &'t str, cx: &ComposeCx<'_, '_>) -> Option<Cow<'t, str>> {
    if !text.contains('$') {
        return Some(Cow::Borrowed(text));
    }
    let expanded = cx.expanded(text);
    expanded.known().map(|known| Cow::Owned(known.to_owned()))
}

/// True or false, also behind a variable with a default.
pub fn flag(value: &Value<'_>, cx: &ComposeCx<'_, '_>) -> Option<bool> {
    if let Some(value) = value.bool() {
        return Some(value);
    }
    match known(value, cx)?.to_ascii_lowercase().as_str() {
        "true" | "yes" | "y" | "on" | "1" => Some(true),
        "false" | "no" | "n" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// The value of a pair with its variables replaced, if all of it is known.
pub fn pair_value<'v>(pair: &Pair<'v, '_>, cx: &ComposeCx<'_, '_>) -> Option<Cow<'v, str>> {
    known_text(pair.value?, cx)
}

/// Where a part of the value of a pair stands.
pub fn in_pair(pair: &Pair<'_, '_>, part: Range) -> Range {
    part.shift(pair.value_range.start)
}

/// Calls `see` on every scalar in a value.
pub fn each_scalar<'v, 's>(value: &'v Value<'s>, see: &mut dyn FnMut(&'v str, Place)) {
    match &value.data {
        Data::Scalar { .. } => {
            if let Some(text) = value.text() {
                see(text, value.place);
            }
        }
        Data::Mapping(fields) => {
            for field in fields {
                each_scalar(&field.value, see);
            }
        }
        Data::Sequence(items) => {
            for item in items {
                each_scalar(item, see);
            }
        }
        Data::Unknown => {}
    }
}

/// True if it is a service of its own, and not a part that is put on top of another one: it says
/// where its image comes from.
pub fn is_own_service(service: Service<'_, '_>) -> bool {
    service.has("image") || service.build().is_some()
}

/// True if what a service does not say is missing.
pub fn is_all_there(service: Service<'_, '_>, cx: &ComposeCx<'_, '_>) -> bool {
    cx.is_whole() && is_own_service(service) && !service.has("extends") && !service.has("provider")
}

/// True if the service has full control of the host.
pub fn is_privileged(service: Service<'_, '_>, cx: &ComposeCx<'_, '_>) -> bool {
    service
        .get("privileged")
        .is_some_and(|it| flag(it, cx) == Some(true))
}

/// True if the service sees the processes of the host.
pub(super) fn sees_processes(service: Service<'_, '_>, cx: &ComposeCx<'_, '_>) -> bool {
    let mode = service.get("pid").and_then(|it| known(it, cx));
    mode.is_some_and(|mode| mode == "host")
}

/// True if a user is root: by name or number, with or without a group.
pub fn is_root(user: &str) -> bool {
    let name = user.split(':').next().unwrap_or_default().trim();
    let number = name.parse::<i64>();
    name == "root" || number == Ok(0)
}

/// Does something with the image of a service, if its name is known.
pub fn with_image<T>(
    service: Service<'_, '_>,
    cx: &ComposeCx<'_, '_>,
    see: impl FnOnce(&KnownImage<'_>) -> T,
) -> Option<T> {
    let text = known(service.get("image")?, cx)?;
    Some(see(&KnownImage::read(&text)))
}

/// Adds lines to a service that is written as a block: keys with their values, each line behind
/// the indentation of a key.
pub fn added_lines(
    service: Service<'_, '_>,
    lines: &[&str],
    title: &str,
    cx: &ComposeCx<'_, '_>,
) -> Option<Fix> {
    let value = service.value();
    let file = cx.file(value.place).filter(|_| value.alias.is_none())?;
    let text = file.tree.text;
    let own = |key: Place| key.file == value.place.file && value.span().covers(key.span);
    let fields = value.fields().iter();
    let first = fields
        .filter(|field| own(field.key_place) && !field.is_merged)
        .min_by_key(|field| field.key_place.span.start)?;
    let start = first.key_place.span.start as usize;
    let before = text.get(..start)?;
    let indent = before.get(before.rfind('\n')? + 1..)?;
    if !indent.bytes().all(|byte| byte == b' ') || indent.is_empty() {
        return None;
    }
    let ending = if before.ends_with(&format!("\r\n{indent}")) {
        "\r\n"
    } else {
        "\n"
    };
    // Behind a first line such as `image: nginx` the keys look less odd than in front of it.
    let end = first.value.span().end as usize;
    let is_line = first.value.text().is_some()
        && !first.value.span().is_empty()
        && text
            .get(start..end)
            .is_some_and(|line| !line.contains('\n'));
    let behind = text.get(end..)?.find('\n').filter(|_| is_line);
    let join = |start: &str, end: &str| {
        let put = |line: &&str| format!("{start}{line}{end}");
        lines.iter().map(put).collect::<String>()
    };
    let (at, put) = if let Some(at) = behind {
        (end + at + 1, join(indent, ending))
    } else {
        (start, join("", &format!("{ending}{indent}")))
    };
    Some(Fix::unchecked(title).replace(Span::at(offset(at)), put))
}
