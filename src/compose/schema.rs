//! Whether a Compose file has the shape that Compose wants.
//!
//! Source: the schema and the type checks of the reference loader, compose-go.

use crate::text::{Span, nearest};
use crate::yaml::Resolved;

use super::shapes::{self, Object, Shape, Shapes};
use super::value::{Data, Field, Place, Value};

/// What is wrong with the shape of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// What kind of mistake it is.
    pub kind: MisfitKind,
    /// Where.
    pub place: Place,
    /// The bytes to change.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Where the same item stands for the first time.
    pub first: Option<Span>,
}

/// The kinds of mistakes in the shape of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MisfitKind {
    /// A key at the top that Compose does not know.
    UnknownTopLevelKey,
    /// A key that Compose does not know in its place.
    UnknownKey,
    /// A value of another type than Compose takes.
    WrongType,
    /// Nothing is written where a value is needed.
    Null,
    /// A word that is not in a closed list.
    Enum,
    /// A key that must be there is not.
    Missing,
    /// The same item twice in a list of different ones.
    DuplicateItem,
    /// A name that Compose does not allow.
    Name,
}

/// Checks a file, or several merged ones, from the top.
pub fn check(root: &Value<'_>) -> Vec<Misfit> {
    let shapes = Shapes::get();
    let mut checker = Checker {
        shapes,
        found: Vec::new(),
    };
    checker.object(root, shapes.object(shapes.top), "the file", None);
    checker.found
}

struct Checker {
    shapes: &'static Shapes,
    found: Vec<Misfit>,
}

impl Checker {
    fn report(&mut self, kind: MisfitKind, place: Place, message: String) -> &mut Misfit {
        let span = place.span;
        self.found.push(Misfit {
            kind,
            place,
            span,
            message,
            help: None,
            first: None,
        });
        let last = self.found.len() - 1;
        // Something was pushed just now.
        #[allow(clippy::indexing_slicing, reason = "the last one is there")]
        &mut self.found[last]
    }

    /// `field` is the key the value stands behind; none for items of lists.
    fn value(&mut self, value: &Value<'_>, shape: &Shape, name: &str, field: Option<&Field<'_>>) {
        let key = field.map_or(value.place, |it| it.key_place);
        match &value.data {
            Data::Unknown => {}
            _ if shape.any => {}
            Data::Scalar { .. } if value.is_null() => {
                if !shape.null {
                    let message = format!("`{name}` has no value");
                    self.report(MisfitKind::Null, key, message).help =
                        Some("write a value, or delete the key".to_owned());
                }
            }
            Data::Scalar { text, resolved } => self.scalar(value, text, *resolved, shape, name),
            Data::Sequence(items) => match shape.list {
                Some((item_shape, unique)) => {
                    let item_shape = self.shapes.shape(item_shape);
                    for item in items {
                        self.value(item, item_shape, name, None);
                    }
                    if unique {
                        self.unique(items, name);
                    }
                }
                None => self.wrong(value, shape, name, "a list"),
            },
            Data::Mapping(_) => match shape.object {
                Some(object) => self.object(value, self.shapes.object(object), name, field),
                None => self.wrong(value, shape, name, "a mapping"),
            },
        }
    }

    fn scalar(
        &mut self,
        value: &Value<'_>,
        text: &str,
        resolved: Resolved,
        shape: &Shape,
        name: &str,
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
            let kind = match resolved {
                Resolved::Bool(_) => "a boolean",
                Resolved::Int(_) | Resolved::Float(_) => "a number",
                _ => "text",
            };
            self.wrong(value, shape, name, kind);
        } else if !shape.words.is_empty() && !has_variable && !shape.words.contains(&text) {
            let mut words = shape.words.iter().map(|word| format!("`{word}`"));
            let last = words.next_back().unwrap_or_default();
            let all = words.collect::<Vec<_>>().join(", ");
            let one_of = if all.is_empty() {
                last
            } else {
                format!("{all} or {last}")
            };
            let near = nearest(text, shape.words.iter().copied()).map(str::to_owned);
            let message = format!("`{text}` is no value of `{name}`");
            self.report(MisfitKind::Enum, value.place, message).help = Some(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write {one_of}"),
            });
        }
    }

    fn wrong(&mut self, value: &Value<'_>, shape: &Shape, name: &str, got: &str) {
        let wanted = shape.wanted();
        let message = format!("`{name}` takes {wanted}, not {got}");
        let help = match value.data {
            Data::Scalar { .. } if shape.text && got != "text" => {
                Some("put it in quotes".to_owned())
            }
            Data::Scalar { .. } if shape.list.is_some() => {
                Some("write it as an item of a list".to_owned())
            }
            _ => None,
        };
        let mut place = value.place;
        if !matches!(value.data, Data::Scalar { .. }) {
            // The first line shows what it is.
            place.span = Span::new(place.span.start, place.span.end);
        }
        self.report(MisfitKind::WrongType, place, message).help = help;
    }

    fn unique(&mut self, items: &[Value<'_>], name: &str) {
        for (at, item) in items.iter().enumerate() {
            let Some(text) = item.text() else { continue };
            let earlier = items.get(..at).unwrap_or_default();
            // Long lists are not of this kind.
            let first = earlier.iter().take(1000).find(|it| it.text() == Some(text));
            if let Some(first) = first {
                let message = format!("`{name}` has this item already");
                let first = first.span();
                let misfit = self.report(MisfitKind::DuplicateItem, item.place, message);
                misfit.first = Some(first);
                misfit.help = Some("delete it".to_owned());
            }
        }
    }

    fn object(
        &mut self,
        value: &Value<'_>,
        object: &Object,
        name: &str,
        field: Option<&Field<'_>>,
    ) {
        for field in value.fields() {
            let key = &*field.key;
            if let Some(known) = object.keys.iter().find(|it| it.name == key) {
                self.value(&field.value, &known.shape, key, Some(field));
                continue;
            }
            if object.extensions && key.starts_with("x-") {
                continue;
            }
            let Some((shape, is_named)) = &object.rest else {
                self.unknown(field, object, name);
                continue;
            };
            if *is_named && !is_name(key) {
                let message = format!("`{key}` is no name for a {}", singular(name));
                let help = if key.contains("${") {
                    "write a name: variables are not replaced in keys"
                } else {
                    "use letters, digits, `.`, `_` and `-`"
                };
                self.report(MisfitKind::Name, field.key_place, message).help =
                    Some(help.to_owned());
            }
            self.value(&field.value, shape, key, Some(field));
        }
        let is_there = |key: &&str| value.fields().iter().any(|field| field.key == **key);
        for key in object
            .keys
            .iter()
            .filter(|it| it.is_required)
            .map(|it| it.name)
        {
            if !is_there(&key) {
                let place = field.map_or(value.place, |it| it.key_place);
                let message = format!("`{name}` needs `{key}`");
                self.report(MisfitKind::Missing, place, message).help =
                    Some(format!("add `{key}`"));
            }
        }
    }

    fn unknown(&mut self, field: &Field<'_>, object: &Object, name: &str) {
        let key = &*field.key;
        let is_top = std::ptr::eq(object, self.shapes.object(self.shapes.top));
        let (kind, message) = if is_top {
            (
                MisfitKind::UnknownTopLevelKey,
                format!("Compose knows no `{key}` at the top"),
            )
        } else {
            (
                MisfitKind::UnknownKey,
                format!("`{name}` has no key `{key}`"),
            )
        };
        let near = nearest(key, object.keys.iter().map(|it| it.name)).map(str::to_owned);
        let home = shapes::home(key).filter(|_| !is_top);
        let help = near
            .map(|near| format!("did you mean `{near}`?"))
            .or_else(|| home.map(|home| format!("move it to `{home}`")));
        self.report(kind, field.key_place, message).help = help;
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

fn singular(name: &str) -> &str {
    name.strip_suffix('s').unwrap_or(name)
}
