//! Putting one file on top of another, as Compose does.
//!
//! Source: `override/merge.go` and `override/uncity.go` of compose-go.

use std::borrow::Cow;

use crate::yaml::Resolved;

use super::Expanded;
use super::mount::Mount;
use super::value::{Data, Field, MergeTag, Value};

/// Puts `over` on top of `base`. Both are whole files.
pub fn merge<'s>(base: Value<'s>, over: Value<'s>) -> Value<'s> {
    merge_at(base, over, &mut Vec::new())
}

/// Puts the service `over` on top of the service `base` that it extends.
pub fn merge_services<'s>(base: Value<'s>, over: Value<'s>) -> Value<'s> {
    merge_at(
        base,
        over,
        &mut vec![Cow::Borrowed("services"), Cow::Borrowed("")],
    )
}

/// How two values at a place are put together.
enum Rule {
    /// Mappings key by key, lists one behind the other, the rest replaced.
    Usual,
    Replace,
    /// Names with values, as a mapping or as a list of `NAME=value`.
    Pairs,
    /// A list of names is a mapping without values.
    Names,
    /// Text stands for this key of a mapping.
    Short(&'static str),
    Logging,
    /// A later item takes the place of an earlier one with the same key.
    Unique(fn(&Value<'_>) -> Option<String>),
}

fn rule(path: &[Cow<'_, str>]) -> Rule {
    let of_service = match path {
        [top, _, rest @ ..] if top == "services" => rest,
        [top, _, key] if top != "services" && key == "labels" => return Rule::Pairs,
        _ => return Rule::Usual,
    };
    let words: Vec<_> = of_service.iter().map(|it| &**it).collect();
    match words.as_slice() {
        ["command" | "entrypoint"] | ["healthcheck", "test"] | ["ulimits", _] => Rule::Replace,
        ["environment" | "labels" | "annotations" | "sysctls" | "extra_hosts"]
        | [
            "build",
            "args" | "labels" | "additional_contexts" | "extra_hosts",
        ]
        | ["deploy", "labels"] => Rule::Pairs,
        ["depends_on" | "networks" | "models"] => Rule::Names,
        ["build"] => Rule::Short("context"),
        ["logging"] => Rule::Logging,
        ["ports"] => Rule::Unique(port_key),
        ["volumes"] => Rule::Unique(mount_key),
        ["devices"] => Rule::Unique(device_key),
        ["secrets" | "configs"] => Rule::Unique(file_key),
        [
            "dns"
            | "dns_opt"
            | "dns_search"
            | "tmpfs"
            | "env_file"
            | "label_file"
            | "cap_add"
            | "cap_drop"
            | "expose"
            | "profiles"
            | "links"
            | "external_links"
            | "security_opt"
            | "group_add"
            | "device_cgroup_rules"
            | "volumes_from",
        ] => Rule::Unique(text_key),
        _ => Rule::Usual,
    }
}

fn merge_at<'s>(base: Value<'s>, over: Value<'s>, path: &mut Vec<Cow<'s, str>>) -> Value<'s> {
    match over.tag {
        Some(MergeTag::Override | MergeTag::Reset) => return over,
        None => {}
    }
    if over.is_null() {
        return base;
    }
    match rule(path) {
        Rule::Replace => over,
        Rule::Usual => usual(base, over, path),
        Rule::Pairs => fields(as_pairs(base), as_pairs(over), path, true),
        Rule::Names => fields(as_names(base), as_names(over), path, false),
        Rule::Short(key) => fields(as_mapping(base, key), as_mapping(over, key), path, false),
        Rule::Logging => {
            let driver = |value: &Value<'_>| {
                value
                    .get("driver")
                    .and_then(|it| it.text().map(str::to_owned))
            };
            match (driver(&base), driver(&over)) {
                (Some(old), Some(new)) if old != new => over,
                _ => fields(base, over, path, false),
            }
        }
        Rule::Unique(key) => unique(base, over, key),
    }
}

fn usual<'s>(base: Value<'s>, over: Value<'s>, path: &mut Vec<Cow<'s, str>>) -> Value<'s> {
    match (&base.data, &over.data) {
        (Data::Mapping(_), Data::Mapping(_)) => fields(base, over, path, false),
        (Data::Sequence(_), Data::Sequence(_)) => {
            let mut all = base;
            if let (Data::Sequence(items), Data::Sequence(more)) = (&mut all.data, over.data) {
                items.extend(more);
            }
            all
        }
        _ => over,
    }
}

/// Mappings key by key. With `replace`, values are not merged any further.
fn fields<'s>(
    base: Value<'s>,
    over: Value<'s>,
    path: &mut Vec<Cow<'s, str>>,
    replace: bool,
) -> Value<'s> {
    let mut all = base;
    let Data::Mapping(more) = over.data else {
        return over;
    };
    let Data::Mapping(known) = &mut all.data else {
        return Value {
            data: Data::Mapping(more),
            ..over
        };
    };
    for field in more {
        let at = known.iter().position(|it| it.key == field.key);
        match at.and_then(|at| known.get_mut(at)) {
            Some(old) if replace => *old = field,
            Some(old) => {
                path.push(field.key.clone());
                let before = std::mem::replace(&mut old.value.data, Data::Unknown);
                let base = Value {
                    data: before,
                    ..old.value.clone()
                };
                let is_replaced = !matches!(
                    (&base.data, &field.value.data),
                    (Data::Mapping(_), Data::Mapping(_)) | (Data::Sequence(_), Data::Sequence(_))
                );
                let is_null = field.value.is_null();
                old.value = merge_at(base, field.value, path);
                if is_replaced && !is_null {
                    old.key_place = field.key_place;
                }
                path.pop();
            }
            None => known.push(field),
        }
    }
    known.retain(|field| field.value.tag != Some(MergeTag::Reset));
    all
}

/// `[A=b, C]` as `{A: b, C: null}`.
fn as_pairs(value: Value<'_>) -> Value<'_> {
    by_key(value, |text, resolved| {
        let at = text.find('=');
        let (key, rest): (Cow<'_, str>, Cow<'_, str>) = match (&text, at) {
            (_, None) => (text, Cow::Borrowed("")),
            (Cow::Borrowed(text), Some(at)) => {
                let (key, rest) = text.split_at(at);
                (key.into(), rest.get(1..).unwrap_or_default().into())
            }
            (Cow::Owned(text), Some(at)) => {
                let (key, rest) = text.split_at(at);
                (
                    key.to_owned().into(),
                    rest.get(1..).unwrap_or_default().to_owned().into(),
                )
            }
        };
        let resolved = if at.is_some() {
            resolved
        } else {
            Resolved::Null
        };
        (key, rest, resolved)
    })
}

/// `[a, b]` as `{a: , b: }`.
fn as_names(value: Value<'_>) -> Value<'_> {
    by_key(value, |text, _| (text, Cow::Borrowed(""), Resolved::Null))
}

/// A list as a mapping: `split` makes a key and its value of the text of an item. Keys keep the
/// places of the items.
fn by_key<'s>(
    value: Value<'s>,
    split: impl Fn(Cow<'s, str>, Resolved) -> (Cow<'s, str>, Cow<'s, str>, Resolved),
) -> Value<'s> {
    let Data::Sequence(items) = value.data else {
        return value;
    };
    let fields = items.into_iter().filter_map(|item| {
        let Data::Scalar { text, resolved } = item.data else {
            return None;
        };
        let (key, text, resolved) = split(text, resolved);
        Some(Field {
            key,
            key_place: item.place,
            value: Value {
                place: item.place,
                alias: item.alias,
                data: Data::Scalar { text, resolved },
                tag: item.tag,
            },
            is_merged: false,
        })
    });
    Value {
        data: Data::Mapping(fields.collect()),
        place: value.place,
        alias: value.alias,
        tag: value.tag,
    }
}

/// Text as a mapping with one key.
fn as_mapping<'s>(value: Value<'s>, key: &'static str) -> Value<'s> {
    if !matches!(value.data, Data::Scalar { .. }) || value.is_null() {
        return value;
    }
    let field = Field {
        key: Cow::Borrowed(key),
        key_place: value.place,
        value: value.clone(),
        is_merged: false,
    };
    Value {
        data: Data::Mapping(vec![field]),
        ..value
    }
}

fn unique<'s>(
    base: Value<'s>,
    over: Value<'s>,
    key: fn(&Value<'_>) -> Option<String>,
) -> Value<'s> {
    let mut all = base;
    let list = |value: &mut Value<'s>| match std::mem::replace(&mut value.data, Data::Unknown) {
        Data::Sequence(items) => items,
        scalar @ Data::Scalar { .. } => vec![Value {
            data: scalar,
            ..value.clone()
        }],
        _ => Vec::new(),
    };
    let mut over = over;
    let mut items = list(&mut all);
    for item in list(&mut over) {
        let same = key(&item).and_then(|wanted| {
            items
                .iter()
                .position(|it| key(it).as_deref() == Some(&*wanted))
        });
        match same.and_then(|at| items.get_mut(at)) {
            Some(old) => *old = item,
            None => items.push(item),
        }
    }
    all.data = Data::Sequence(items);
    all
}

fn text_key(item: &Value<'_>) -> Option<String> {
    item.text()
        .or_else(|| item.get("path")?.text())
        .map(str::to_owned)
}

/// `ip:published:target/protocol`
#[allow(
    clippy::unnecessary_wraps,
    reason = "one of several functions of this form"
)]
fn port_key(item: &Value<'_>) -> Option<String> {
    if let Some(text) = item.text() {
        return Some(text.strip_suffix("/tcp").unwrap_or(text).to_owned());
    }
    let part = |key: &str| item.get(key).and_then(Value::text).unwrap_or_default();
    let protocol = match part("protocol") {
        "" | "tcp" => String::new(),
        other => format!("/{other}"),
    };
    let parts = [part("host_ip"), part("published"), part("target")];
    let parts: Vec<_> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    Some(parts.join(":") + &protocol)
}

/// The path inside the container.
fn mount_key(item: &Value<'_>) -> Option<String> {
    let target = match item.text() {
        Some(text) => {
            let text = Expanded::literal(text);
            Mount::parse(text.all()).ok()?.target.value?
        }
        None => item.get("target")?.text()?.to_owned(),
    };
    Some(target.trim_end_matches('/').to_owned())
}

fn device_key(item: &Value<'_>) -> Option<String> {
    match item.text() {
        Some(text) => text.split(':').nth(1).or(Some(text)).map(str::to_owned),
        None => item
            .get("target")
            .or_else(|| item.get("source"))?
            .text()
            .map(str::to_owned),
    }
}

fn file_key(item: &Value<'_>) -> Option<String> {
    let of_object = || item.get("target").or_else(|| item.get("source"))?.text();
    item.text().or_else(of_object).map(str::to_owned)
}
