//! Whether a Compose file has the shape that Compose wants.
//!
//! Source: the schema and the type checks of the reference loader, compose-go.

use std::fmt;

use crate::text::{is_slip, nearest};
use crate::yaml::Resolved;

pub use super::misfit::{Misfit, MisfitKind, Repair};
use super::piece::shown;
use super::shapes::{self, Object, Shape, Shapes};
use super::value::{Data, Field, Place, Value};

/// Checks a file, or several merged ones, from the top.
pub fn check(root: &Value<'_>) -> Vec<Misfit> {
    let shapes = Shapes::get();
    let top = shapes.object(shapes.top);
    let mut checker = Checker {
        shapes,
        is_legacy: is_legacy(root, top),
        found: Vec::new(),
    };
    checker.object(root, top, Name::File, None);
    checker.found
}

/// What a value is called in messages.
#[derive(Clone, Copy)]
enum Name<'n> {
    /// All of the file.
    File,
    /// What stands behind a key.
    Key(&'n str),
    /// What stands behind a name that the user chose.
    Entry(&'n str),
    /// An item of the list behind a key.
    Item(&'n str),
}

impl<'n> Name<'n> {
    fn key(self) -> &'n str {
        match self {
            Self::File => "",
            Self::Key(key) | Self::Entry(key) | Self::Item(key) => key,
        }
    }
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => f.write_str("the file"),
            Self::Key(key) | Self::Entry(key) => f.write_str(&shown(key)),
            Self::Item(key) => write!(f, "an item of {}", shown(key)),
        }
    }
}

struct Checker {
    shapes: &'static Shapes,
    /// Services stand at the top.
    is_legacy: bool,
    found: Vec<Misfit>,
}

impl Checker {
    fn report(&mut self, kind: MisfitKind, place: Place, message: String) -> &mut Misfit {
        self.found.push(Misfit {
            kind,
            place,
            message,
            help: None,
            first: None,
            repair: None,
        });
        let last = self.found.len() - 1;
        // Something was pushed just now.
        #[allow(clippy::indexing_slicing, reason = "the last one is there")]
        &mut self.found[last]
    }

    /// `field` is the key the value stands behind; none for items of lists.
    fn value(
        &mut self,
        value: &Value<'_>,
        shape: &Shape,
        name: Name<'_>,
        field: Option<&Field<'_>>,
    ) {
        match &value.data {
            Data::Unknown => {}
            _ if shape.any => {}
            Data::Scalar { .. } if value.is_null() => {
                if !shape.null {
                    self.null(value, shape, name, field);
                }
            }
            Data::Scalar { text, resolved } => self.scalar(value, text, *resolved, shape, name),
            Data::Sequence(items) => match shape.list {
                Some((item_shape, unique)) => {
                    let item_shape = self.shapes.shape(item_shape);
                    for item in items {
                        let item_name = Name::Item(name.key());
                        self.value(item, item_shape, item_name, None);
                        self.explain_item(item, shape);
                    }
                    if unique {
                        self.unique(items, name);
                    }
                }
                None => self.wrong(value, shape, name, field),
            },
            Data::Mapping(_) if is_broken_text(value, shape, name) => {
                let message = format!("the `: ` makes a mapping of {name}");
                self.report(MisfitKind::WrongType, value.place, message)
                    .help = Some("put the item in quotes".to_owned());
            }
            Data::Mapping(_) => match shape.object {
                Some(object) => self.object(value, self.shapes.object(object), name, field),
                None => self.wrong(value, shape, name, field),
            },
        }
    }

    fn null(
        &mut self,
        value: &Value<'_>,
        shape: &Shape,
        name: Name<'_>,
        field: Option<&Field<'_>>,
    ) {
        let help = match name {
            Name::Item(_) => "write a value, or delete the dash",
            Name::Entry(_) => "write below it what it is, or delete it",
            _ if shape.list.is_some() => "delete the key, or write `[]` for none",
            _ if shape.object.is_some() && !shape.text => "delete the key, or write `{}` for none",
            _ => "write a value, or delete the key",
        };
        let place = field.map_or(value.place, |it| it.key_place);
        let message = format!("{name} has no value");
        let misfit = self.report(MisfitKind::Null, place, message);
        misfit.help = Some(help.to_owned());
        misfit.repair = field
            .filter(|it| !it.is_merged && matches!(name, Name::Key(_)))
            .map(|_| Repair::DeleteKey);
    }

    fn scalar(
        &mut self,
        value: &Value<'_>,
        text: &str,
        resolved: Resolved,
        shape: &Shape,
        name: Name<'_>,
    ) {
        let has_variable = text.contains('$');
        let fits = match resolved {
            Resolved::Null => true,
            Resolved::Bool(_) => shape.bool,
            Resolved::Int(_) => shape.int || shape.number,
            // A whole number can be written with an exponent or a point.
            Resolved::Float(it) => shape.number || shape.int && it.fract() == 0.0,
            Resolved::Text | Resolved::Time => {
                shape.text
                    || has_variable && (shape.cast || shape.bool || shape.int || shape.number)
                    || shape.cast && fits_cast(text, shape)
            }
        };
        if !fits {
            self.wrong(value, shape, name, None);
        } else if !shape.words.is_empty() && !has_variable && !shape.words.contains(&text) {
            let near = meant(text, &shape.words);
            let message = format!("{} is no value of {name}", shown(text));
            let misfit = self.report(MisfitKind::Enum, value.place, message);
            misfit.help = Some(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write {}", list(&shape.words)),
            });
            misfit.repair = near
                .filter(|_| value.alias.is_none())
                .map(|near| Repair::Rename(near.to_owned()));
        }
    }

    fn wrong(
        &mut self,
        value: &Value<'_>,
        shape: &Shape,
        name: Name<'_>,
        field: Option<&Field<'_>>,
    ) {
        // A template in braces: its keys are no text, and that is said elsewhere.
        if value.fields().iter().any(|field| field.key.is_empty()) {
            return;
        }
        let resolved = value.resolved();
        let got = match (&value.data, resolved) {
            (Data::Sequence(_), _) => "a list",
            (Data::Mapping(_), _) => "a mapping",
            (_, Some(Resolved::Bool(_))) => "true or false",
            (_, Some(Resolved::Int(_) | Resolved::Float(_))) => "a number",
            _ => "text",
        };
        let message = format!("{name} takes {}, not {got}", shape.wanted());
        let (help, repair) = match (&value.data, name) {
            (Data::Scalar { .. }, _) if shape.text && shape.words.is_empty() => {
                (Some("put it in quotes"), Some(Repair::Quote))
            }
            (Data::Scalar { .. }, _) if shape.list.is_some() && shape.object.is_some() => {
                (Some("write a list, or a mapping with `NAME: value`"), None)
            }
            (Data::Scalar { .. }, _) if shape.list.is_some() => (
                Some("write it as an item of a list"),
                Some(Repair::Wrap).filter(|_| takes(shape, resolved, self.shapes)),
            ),
            (Data::Mapping(_), Name::Item(_)) if shape.text => {
                (Some("put the item in quotes"), None)
            }
            (Data::Mapping(_), _) if shape.list.is_some() => {
                (Some("write a list, with a `-` in front of each item"), None)
            }
            (Data::Sequence(_), _) if shape.object.is_some() => (
                Some("write each item as a key with a colon, without a `-`"),
                None,
            ),
            _ => (None, None),
        };
        let is_include = matches!(name, Name::Key("include")) && shape.list.is_some();
        let kind = if is_include {
            MisfitKind::Include
        } else {
            MisfitKind::WrongType
        };
        // The key tells more than the lines below it.
        let place = field.map_or(value.place, |it| it.key_place);
        let misfit = self.report(kind, place, message);
        misfit.help = help.map(str::to_owned);
        misfit.repair = repair.filter(|_| value.alias.is_none());
    }

    /// Says more about an item that is a mapping where text is wanted.
    fn explain_item(&mut self, item: &Value<'_>, list: &Shape) {
        let is_pairs = list.object.is_some() && !item.fields().is_empty();
        if let Some(last) = self.found.last_mut().filter(|last| {
            is_pairs && last.kind == MisfitKind::WrongType && last.place == item.place
        }) {
            last.help = Some("write `- NAME=value`, or leave out the dashes".to_owned());
        }
    }

    fn unique(&mut self, items: &[Value<'_>], name: Name<'_>) {
        for (at, item) in items.iter().enumerate() {
            let Some(text) = item.text() else { continue };
            let earlier = items.get(..at).unwrap_or_default();
            // Long lists are not of this kind.
            let first = earlier.iter().take(1000).find(|it| it.text() == Some(text));
            if let Some(first) = first {
                let message = format!("{name} has the item {} already", shown(text));
                let first = first.place;
                let misfit = self.report(MisfitKind::DuplicateItem, item.place, message);
                misfit.first = Some(first);
                misfit.help = Some("delete it".to_owned());
                misfit.repair = item.alias.is_none().then_some(Repair::DeleteItem);
            }
        }
    }

    fn object(
        &mut self,
        value: &Value<'_>,
        object: &Object,
        name: Name<'_>,
        field: Option<&Field<'_>>,
    ) {
        for field in value.fields() {
            let key = &*field.key;
            if let Some(known) = object.keys.iter().find(|it| it.name == key) {
                self.value(&field.value, &known.shape, Name::Key(key), Some(field));
                continue;
            }
            if object.extensions && key.starts_with("x-") {
                continue;
            }
            let Some((shape, is_named)) = &object.rest else {
                self.unknown(value, field, object, name);
                continue;
            };
            if *is_named && !is_name(key) {
                self.name(field, name);
            }
            let entry = if *is_named {
                Name::Entry(key)
            } else {
                Name::Key(key)
            };
            self.value(&field.value, shape, entry, Some(field));
        }
        let required = object.keys.iter().filter(|it| it.is_required);
        let mut missing: Vec<_> = required
            .map(|it| it.name)
            .filter(|key| value.field(key).is_none())
            .collect();
        if object.is_mount() && value.get("type").and_then(Value::literal) == Some("bind") {
            missing.extend(
                ["source"]
                    .into_iter()
                    .filter(|it| value.field(it).is_none()),
            );
        }
        if !missing.is_empty() {
            let place = field.map_or_else(|| first_key(value), |it| it.key_place);
            let keys: Vec<_> = missing.iter().map(|key| format!("`{key}`")).collect();
            let keys = keys.join(" and ");
            let message = format!("{name} needs {keys}");
            self.report(MisfitKind::Missing, place, message).help = Some(format!("add {keys}"));
        }
    }

    fn name(&mut self, field: &Field<'_>, name: Name<'_>) {
        let key = &*field.key;
        let of = name.key();
        let of = of.strip_suffix('s').unwrap_or(of);
        let message = format!("{} is no name for a {of}", shown(key));
        let help = if key.contains("${") {
            "write a name: variables are not replaced in keys"
        } else {
            "use letters, digits, `.`, `_` and `-`"
        };
        self.report(MisfitKind::Name, field.key_place, message).help = Some(help.to_owned());
    }

    fn unknown(&mut self, all: &Value<'_>, field: &Field<'_>, object: &Object, name: Name<'_>) {
        let key = &*field.key;
        let is_top = matches!(name, Name::File);
        if is_top && self.is_legacy {
            // One for all of them.
            let is_first = self
                .found
                .iter()
                .all(|it| it.kind != MisfitKind::LegacyFormat);
            if is_first {
                let message = format!("the service {} stands at the top", shown(key));
                self.report(MisfitKind::LegacyFormat, field.key_place, message)
                    .help = Some("move all services below the key `services`".to_owned());
            }
            return;
        }
        let near = nearest(key, object.keys.iter().map(|it| it.name));
        let is_free = near.is_some_and(|near| all.field(near).is_none());
        let (kind, message, help) = if is_top {
            (
                MisfitKind::UnknownTopLevelKey,
                format!("there is no key {} at the top", shown(key)),
                Some(self.home_of_top(field, all).to_owned()),
            )
        } else {
            (
                MisfitKind::UnknownKey,
                format!("{name} has no key {}", shown(key)),
                shapes::home(key).map(|home| format!("move it to `{home}`")),
            )
        };
        let misfit = self.report(kind, field.key_place, message);
        misfit.help = match near {
            Some(near) if is_free => Some(format!("did you mean `{near}`?")),
            Some(near) => Some(format!("move what it holds to `{near}`")),
            None => help,
        };
        misfit.repair = near
            .filter(|near| is_free && !field.is_merged && is_slip(key, near))
            .map(|near| Repair::Rename(near.to_owned()));
    }

    /// What to do with a key at the top that is like no other one.
    fn home_of_top(&self, field: &Field<'_>, all: &Value<'_>) -> &'static str {
        let key = &*field.key;
        let service = self.shapes.object(self.shapes.service);
        if is_service(&field.value) && all.field("services").is_some() {
            "indent it below `services`"
        } else if service.keys.iter().any(|it| it.name == key) {
            "move it into a service"
        } else {
            "delete it, or begin its name with `x-` if it is your own"
        }
    }
}

/// True if nothing but services stands at the top, as before there were other things.
fn is_legacy(root: &Value<'_>, top: &Object) -> bool {
    let is_known =
        |key: &str| key.starts_with("x-") || top.keys.iter().any(|known| known.name == key);
    let mut others = root
        .fields()
        .iter()
        .filter(|it| !is_known(&it.key))
        .peekable();
    root.field("services").is_none()
        && others.peek().is_some()
        && others.all(|field| is_service(&field.value))
}

/// True for what has the marks of a service.
fn is_service(value: &Value<'_>) -> bool {
    ["image", "build"]
        .iter()
        .any(|key| value.field(key).is_some())
}

/// True for text with a `: ` that nobody meant: an item whose keys are no words.
fn is_broken_text(value: &Value<'_>, shape: &Shape, name: Name<'_>) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    let is_odd = |field: &Field<'_>| !field.key.is_empty() && !field.key.bytes().all(is_word);
    let has_keys = !value.fields().is_empty();
    matches!(name, Name::Item(_)) && shape.text && has_keys && value.fields().iter().all(is_odd)
}

/// The first key of a mapping, which stands for all of it.
fn first_key(value: &Value<'_>) -> Place {
    let first = value.fields().iter().find(|it| !it.is_merged);
    first.map_or(value.place, |it| it.key_place)
}

/// True if a list of this shape takes such a scalar as an item.
fn takes(shape: &Shape, resolved: Option<Resolved>, shapes: &Shapes) -> bool {
    let item = shape.list.map(|(item, _)| shapes.shape(item));
    item.is_some_and(|item| match resolved {
        Some(Resolved::Text | Resolved::Time) => item.text,
        Some(Resolved::Int(_)) => item.int || item.number,
        Some(Resolved::Float(_)) => item.number,
        _ => false,
    })
}

/// The word of a closed list that was meant.
fn meant(text: &str, words: &[&'static str]) -> Option<&'static str> {
    let lower = text.to_ascii_lowercase();
    let mut longer = words
        .iter()
        .filter(|word| text.len() > 3 && word.contains(&lower));
    match (longer.next(), longer.next()) {
        (Some(only), None) => Some(only),
        _ => nearest(&lower, words.iter().copied()),
    }
}

/// `a`, `b` or `c`
fn list(words: &[&str]) -> String {
    let mut words = words.iter().map(|word| format!("`{word}`"));
    let last = words.next_back().unwrap_or_default();
    let all = words.collect::<Vec<_>>().join(", ");
    if all.is_empty() {
        last
    } else {
        format!("{all} or {last}")
    }
}

/// True for text that is cast to what the shape wants after variables are replaced.
fn fits_cast(text: &str, shape: &Shape) -> bool {
    let text = text.trim();
    if shape.bool {
        let lower = text.to_ascii_lowercase();
        if ["true", "false", "yes", "no", "y", "n", "on", "off"].contains(&lower.as_str()) {
            return true;
        }
    }
    shape.int && text.parse::<i64>().is_ok() || shape.number && text.parse::<f64>().is_ok()
}

/// True for names of services, networks and so on.
pub fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}
