//! Services and what they use, whichever way they are written.

use std::borrow::Cow;

use crate::text::Range;

use super::value::{Field, Place, Value};

/// A service.
#[derive(Clone, Copy, Debug)]
pub struct Service<'v, 's> {
    /// Its name.
    pub name: &'v str,
    /// Its key and value.
    pub field: &'v Field<'s>,
}

/// A network, volume, secret, config or model at the top.
#[derive(Clone, Copy, Debug)]
pub struct Resource<'v, 's> {
    /// Its name.
    pub name: &'v str,
    /// Its key and value.
    pub field: &'v Field<'s>,
}

/// A name that leads to something else, such as a service in `depends_on`.
#[derive(Clone, Debug)]
pub struct Reference<'v, 's> {
    /// The name.
    pub name: &'v str,
    /// Where it is written.
    pub place: Place,
    /// Its place in the text of the value there.
    pub range: Range,
    /// The settings beside it; none in short forms.
    pub settings: Option<&'v Value<'s>>,
}

/// A name with a value: of an environment, of labels, of build arguments.
#[derive(Clone, Debug)]
pub struct Pair<'v, 's> {
    /// The name.
    pub name: &'v str,
    /// Where the name is written.
    pub name_place: Place,
    /// Where the name stands in the text there.
    pub name_range: Range,
    /// The value as it is written; none for a name alone.
    pub value: Option<&'v str>,
    /// Where the value is written.
    pub value_place: Place,
    /// Where the value stands in the text there.
    pub value_range: Range,
    /// It is written as an item `NAME=value`.
    pub is_item: bool,
    /// The item, or the key with its value.
    pub whole: &'v Value<'s>,
}

/// How an image is built.
#[derive(Clone, Copy, Debug)]
pub struct Build<'v, 's> {
    /// All of `build`.
    pub value: &'v Value<'s>,
}

/// The services of a project.
pub fn services<'v, 's>(root: &'v Value<'s>) -> impl Iterator<Item = Service<'v, 's>> {
    let fields = root.get("services").map(Value::fields).unwrap_or_default();
    fields.iter().map(|field| Service {
        name: &field.key,
        field,
    })
}

/// The entries of one of the other mappings at the top.
pub fn resources<'v, 's>(
    root: &'v Value<'s>,
    kind: &str,
) -> impl Iterator<Item = Resource<'v, 's>> {
    let fields = root.get(kind).map(Value::fields).unwrap_or_default();
    let named = fields.iter().filter(|field| !field.key.starts_with("x-"));
    named.map(|field| Resource {
        name: &field.key,
        field,
    })
}

impl<'v, 's> Service<'v, 's> {
    /// Its settings.
    pub fn value(self) -> &'v Value<'s> {
        &self.field.value
    }

    /// The value of a key.
    pub fn get(self, key: &str) -> Option<&'v Value<'s>> {
        self.value().get(key)
    }

    /// A key with its value.
    pub fn field(self, key: &str) -> Option<&'v Field<'s>> {
        self.value().field(key)
    }

    /// The value behind several keys, one inside the other.
    pub fn at(self, path: &[&str]) -> Option<&'v Value<'s>> {
        self.value().at(path)
    }

    /// The text of a key in which no variable can be replaced.
    pub fn literal(self, key: &str) -> Option<&'v str> {
        self.get(key).and_then(Value::literal)
    }

    /// The items of a list; empty if it is not there, or is none.
    pub fn items(self, key: &str) -> &'v [Value<'s>] {
        self.get(key).map(Value::items).unwrap_or_default()
    }

    /// Its hooks, in the order in which they run.
    pub fn hooks(self) -> impl Iterator<Item = &'v Value<'s>> {
        let keys = ["pre_start", "post_start", "pre_stop"].into_iter();
        keys.flat_map(move |key| self.items(key))
    }

    /// True if a key is there and not `null`.
    pub fn has(self, key: &str) -> bool {
        self.get(key).is_some_and(|value| !value.is_null())
    }

    /// The variables of `environment`.
    pub fn environment(self) -> Vec<Pair<'v, 's>> {
        self.get("environment").map(pairs).unwrap_or_default()
    }

    /// How its image is built, if it is.
    pub fn build(self) -> Option<Build<'v, 's>> {
        let value = self.get("build").filter(|value| !value.is_null())?;
        Some(Build { value })
    }

    /// The services whose images its build uses.
    pub fn contexts(self) -> Vec<Reference<'v, 's>> {
        let build = self.build();
        build.map(Build::context_services).unwrap_or_default()
    }

    /// The services that it names in `depends_on`.
    pub fn depends_on(self) -> Vec<Reference<'v, 's>> {
        self.get("depends_on").map(names).unwrap_or_default()
    }

    /// The networks that it names.
    pub fn networks(self) -> Vec<Reference<'v, 's>> {
        self.get("networks").map(names).unwrap_or_default()
    }

    /// The secrets or configs (`key`) that it names.
    pub fn files(self, key: &str) -> Vec<Reference<'v, 's>> {
        self.get(key).map(file_uses).unwrap_or_default()
    }

    /// The profiles it belongs to; empty if it always runs.
    pub fn profiles(self) -> impl Iterator<Item = &'v str> {
        self.items("profiles").iter().filter_map(Value::text)
    }

    /// How often it runs: `deploy.replicas`, else `scale`, else once. None if it is not known.
    pub fn replicas(self) -> Option<f64> {
        match self
            .at(&["deploy", "replicas"])
            .or_else(|| self.get("scale"))
        {
            Some(value) => value.number(),
            None => Some(1.0),
        }
    }

    /// The service whose namespace a key such as `network_mode` shares: `service:name`.
    pub fn shared(self, key: &str) -> Option<Reference<'v, 's>> {
        let value = self.get(key)?;
        let text = value.literal()?;
        let name = text.strip_prefix("service:")?;
        let start = text.len() - name.len();
        Some(Reference {
            name,
            place: value.place,
            range: Range::new(start, text.len()),
            settings: None,
        })
    }

    /// Every service that must be there for this one: `depends_on`, `links`, `volumes_from`, shared
    /// namespaces.
    pub fn dependencies(self) -> Vec<Reference<'v, 's>> {
        let mut all = self.depends_on();
        all.extend(self.links("links"));
        all.extend(self.links("volumes_from"));
        let namespaces = ["network_mode", "ipc", "pid", "uts", "cgroup"];
        all.extend(namespaces.into_iter().filter_map(|key| self.shared(key)));
        all
    }

    /// The services in `links` or `volumes_from`, without what stands behind a colon.
    pub fn links(self, key: &str) -> Vec<Reference<'v, 's>> {
        let items = self.items(key);
        let reference = |item: &'v Value<'s>| {
            let text = item.literal()?;
            let name = text.split(':').next().unwrap_or_default();
            // A container from outside the project.
            (key != "volumes_from" || name != "container" || !text.contains(':')).then(|| {
                Reference {
                    name,
                    place: item.place,
                    range: Range::new(0, name.len()),
                    settings: None,
                }
            })
        };
        items.iter().filter_map(reference).collect()
    }

    /// The words or the text of a command: `command`, `entrypoint`.
    pub fn command(self, key: &str) -> Option<&'v Value<'s>> {
        self.get(key).filter(|value| !value.is_null())
    }
}

impl<'v, 's> Resource<'v, 's> {
    /// Its settings.
    pub fn value(self) -> &'v Value<'s> {
        &self.field.value
    }

    /// The value of a key.
    pub fn get(self, key: &str) -> Option<&'v Value<'s>> {
        self.value().get(key)
    }

    /// True if it is made elsewhere. None if that depends on a variable.
    pub fn is_external(self) -> Option<bool> {
        match self.get("external") {
            None => Some(false),
            Some(value) if !value.fields().is_empty() => Some(true),
            Some(value) if value.is_null() => Some(false),
            Some(value) => value.bool(),
        }
    }
}

impl<'v, 's> Build<'v, 's> {
    /// The folder that is sent to the builder: `.` where nothing is said.
    pub fn context(self) -> Option<&'v Value<'s>> {
        match self.value.text() {
            Some(_) => Some(self.value),
            None => self.value.get("context"),
        }
    }

    /// The value of a key of the long form.
    pub fn get(self, key: &str) -> Option<&'v Value<'s>> {
        self.value.get(key)
    }

    /// The build arguments.
    pub fn args(self) -> Vec<Pair<'v, 's>> {
        self.get("args").map(pairs).unwrap_or_default()
    }

    /// The secrets that it names.
    pub fn secrets(self) -> Vec<Reference<'v, 's>> {
        self.get("secrets").map(file_uses).unwrap_or_default()
    }

    /// The services that `additional_contexts` names, as `service:name`.
    pub fn context_services(self) -> Vec<Reference<'v, 's>> {
        let contexts = self
            .get("additional_contexts")
            .map(pairs)
            .unwrap_or_default();
        let services = contexts.into_iter().filter_map(|pair| {
            let value = pair.value.filter(|it| !it.contains('$'))?;
            let name = value.strip_prefix("service:")?;
            let start = pair.value_range.start as usize + value.len() - name.len();
            Some(Reference {
                name,
                place: pair.value_place,
                range: Range::new(start, start + name.len()),
                settings: None,
            })
        });
        services.collect()
    }
}

/// The names with values of a mapping, or of a list of `NAME=value`.
pub fn pairs<'v, 's>(value: &'v Value<'s>) -> Vec<Pair<'v, 's>> {
    let of_field = |field: &'v Field<'s>| {
        let text = match &field.value.data {
            super::value::Data::Scalar { text, .. } => text,
            _ => &Cow::Borrowed(""),
        };
        // Merging turns items into fields that keep their place.
        let is_item = field.key_place == field.value.place;
        let name = field.key.len();
        let shift = if is_item { name + 1 } else { 0 };
        Pair {
            name: &field.key,
            name_place: field.key_place,
            name_range: Range::new(0, name),
            value: (!field.value.is_null()).then_some(&**text),
            value_place: field.value.place,
            value_range: Range::new(shift, shift + text.len()),
            is_item,
            whole: &field.value,
        }
    };
    let of_item = |item: &'v Value<'s>| {
        let text = item.text()?;
        let name = text.split('=').next().unwrap_or_default();
        let value = text.get(name.len() + 1..);
        Some(Pair {
            name,
            name_place: item.place,
            name_range: Range::new(0, name.len()),
            value,
            value_place: item.place,
            value_range: Range::new((name.len() + 1).min(text.len()), text.len()),
            is_item: true,
            whole: item,
        })
    };
    let fields = value.fields().iter().map(of_field);
    fields
        .chain(value.items().iter().filter_map(of_item))
        .collect()
}

/// The names of a list, or the keys of a mapping.
pub fn names<'v, 's>(value: &'v Value<'s>) -> Vec<Reference<'v, 's>> {
    let of_field = |field: &'v Field<'s>| Reference {
        name: &field.key,
        place: field.key_place,
        range: Range::new(0, field.key.len()),
        settings: Some(&field.value),
    };
    let of_item = |item: &'v Value<'s>| {
        let name = item.literal()?;
        Some(Reference {
            name,
            place: item.place,
            range: Range::new(0, name.len()),
            settings: None,
        })
    };
    let fields = value.fields().iter().map(of_field);
    fields
        .chain(value.items().iter().filter_map(of_item))
        .collect()
}

/// Secrets or configs that are used, in their short and long form.
fn file_uses<'v, 's>(value: &'v Value<'s>) -> Vec<Reference<'v, 's>> {
    let of_item = |item: &'v Value<'s>| {
        let source = match item.text() {
            Some(_) => item,
            None => item.get("source")?,
        };
        let name = source.literal()?;
        Some(Reference {
            name,
            place: source.place,
            range: Range::new(0, name.len()),
            settings: item.text().is_none().then_some(item),
        })
    };
    value.items().iter().filter_map(of_item).collect()
}
