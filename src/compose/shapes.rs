//! The shapes that Compose knows, read from a table.
//!
//! Source: the schema of compose-go and the casts of its loader.

use std::collections::HashMap;
use std::sync::OnceLock;

const TABLE: &str = include_str!("schema.txt");

/// What a value can be.
#[derive(Clone, Debug, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a type that a value can have"
)]
pub(super) struct Shape {
    pub text: bool,
    pub int: bool,
    pub number: bool,
    pub bool: bool,
    pub null: bool,
    /// Text is turned into what else the shape takes.
    pub cast: bool,
    /// It can be anything.
    pub any: bool,
    /// If not empty, the only texts.
    pub words: Vec<&'static str>,
    /// The shape of the items of a list, and whether no item stands twice.
    pub list: Option<(Id, bool)>,
    pub object: Option<Id>,
}

/// The number of a shape or an object.
pub(super) type Id = usize;

/// The keys of a mapping.
#[derive(Debug, Default)]
pub(super) struct Object {
    pub keys: Vec<Key>,
    /// Keys beginning with `x-` hold anything.
    pub extensions: bool,
    /// The shape behind other keys, and whether they are names that the user chooses.
    pub rest: Option<(Shape, bool)>,
}

impl Object {
    /// True for the long form of a mount.
    pub(super) fn is_mount(&self) -> bool {
        self.keys.iter().any(|key| key.name == "bind")
    }
}

#[derive(Debug)]
pub(super) struct Key {
    pub name: &'static str,
    pub is_required: bool,
    pub shape: Shape,
}

/// All shapes.
#[derive(Debug, Default)]
#[allow(clippy::struct_field_names, reason = "they are the shapes")]
pub(super) struct Shapes {
    shapes: Vec<Shape>,
    objects: Vec<Object>,
    pub top: Id,
    pub service: Id,
}

impl Shapes {
    /// The shapes of Compose, read on first use.
    pub(super) fn get() -> &'static Self {
        static SHAPES: OnceLock<Shapes> = OnceLock::new();
        SHAPES.get_or_init(|| Self::read(TABLE))
    }

    pub(super) fn shape(&self, id: Id) -> &Shape {
        static NONE: OnceLock<Shape> = OnceLock::new();
        self.shapes
            .get(id)
            .unwrap_or_else(|| NONE.get_or_init(Shape::default))
    }

    pub(super) fn object(&self, id: Id) -> &Object {
        static NONE: OnceLock<Object> = OnceLock::new();
        self.objects
            .get(id)
            .unwrap_or_else(|| NONE.get_or_init(Object::default))
    }

    fn read(table: &'static str) -> Self {
        let lines = || {
            let lines = table.lines().map(str::trim);
            lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
        };
        let mut names = Names::default();
        for line in lines() {
            if let Some(name) = object_name(line) {
                names.objects.insert(name, names.objects.len());
            } else if let Some((name, text)) = line.split_once(" = ") {
                names.shapes.insert(name, (names.shapes.len(), text));
            }
        }
        let mut shapes = Self::default();
        for line in lines() {
            if object_name(line).is_some() {
                shapes.objects.push(Object {
                    extensions: true,
                    ..Object::default()
                });
            } else if let Some((_, text)) = line.split_once(" = ") {
                shapes.shapes.push(names.shape(text));
            } else if let Some(object) = shapes.objects.last_mut() {
                names.key(line, object);
            }
        }
        let object = |name: &str| names.objects.get(name).copied().unwrap_or_default();
        shapes.top = object("top");
        shapes.service = object("service");
        shapes
    }
}

/// `[name]`
fn object_name(line: &'static str) -> Option<&'static str> {
    line.strip_prefix('[')?.strip_suffix(']')
}

/// What the table defines.
#[derive(Default)]
struct Names {
    shapes: HashMap<&'static str, (Id, &'static str)>,
    objects: HashMap<&'static str, Id>,
}

impl Names {
    /// Reads a line of an object.
    fn key(&self, line: &'static str, object: &mut Object) {
        let (name, text) = line.split_once(' ').unwrap_or((line, ""));
        match name {
            "no-extensions" => object.extensions = false,
            "*" | "@" => object.rest = Some((self.shape(text), name == "@")),
            _ => object.keys.push(Key {
                name: name.trim_end_matches('!'),
                is_required: name.ends_with('!'),
                shape: self.shape(text),
            }),
        }
    }

    /// Reads alternatives.
    fn shape(&self, text: &'static str) -> Shape {
        let mut shape = Shape::default();
        for word in text.split_whitespace() {
            self.alternative(word, &mut shape);
        }
        shape
    }

    fn alternative(&self, word: &'static str, shape: &mut Shape) {
        let plain = word.trim_end_matches('~');
        shape.cast |= plain != word;
        if let Some((kind, item)) = plain.split_once(':') {
            let id = self.shapes.get(item).map(|(id, _)| *id);
            shape.list = id.map(|id| (id, kind == "set"));
        } else if let Some(name) = plain.strip_prefix('{').and_then(|it| it.strip_suffix('}')) {
            shape.object = self.objects.get(name).copied();
        } else if let Some(words) = plain.strip_prefix('=') {
            shape.text = true;
            shape.words = words.split(',').collect();
        } else if let Some((_, text)) = self.shapes.get(plain).filter(|it| it.1 != plain) {
            for word in text.split_whitespace() {
                self.alternative(word, shape);
            }
        } else {
            match plain {
                "text" => shape.text = true,
                "int" => shape.int = true,
                "number" => shape.number = true,
                "bool" => shape.bool = true,
                "null" => shape.null = true,
                "any" => shape.any = true,
                _ => {}
            }
        }
    }
}

impl Shape {
    /// In words, behind "takes".
    pub(super) fn wanted(&self) -> String {
        let mut parts = Vec::new();
        if self.text && self.words.is_empty() {
            parts.push("text");
        }
        if !self.words.is_empty() {
            parts.push("one of a few words");
        }
        if self.number {
            parts.push("a number");
        } else if self.int {
            parts.push("a whole number");
        }
        if self.bool {
            parts.push("true or false");
        }
        if self.list.is_some() {
            parts.push("a list");
        }
        if self.object.is_some() {
            parts.push("a mapping");
        }
        match parts.pop() {
            Some(last) if parts.is_empty() => last.to_owned(),
            Some(last) => format!("{} or {last}", parts.join(", ")),
            None => "nothing".to_owned(),
        }
    }
}

/// Where a key that stands in the wrong place belongs.
pub(super) fn home(key: &str) -> Option<&'static str> {
    Some(match key {
        "replicas" | "resources" | "restart_policy" | "placement" | "update_config"
        | "endpoint_mode" => "deploy",
        "dockerfile" | "context" | "args" | "target" | "dockerfile_inline" => "build",
        "interval" | "retries" | "timeout" | "start_period" | "test" => "healthcheck",
        "driver" | "driver_opts" => "the network or volume itself",
        "condition" => "an entry of `depends_on`",
        "limits" | "reservations" => "deploy.resources",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that the table names is defined, and every word is known.
    #[test]
    fn the_table_is_whole() {
        let shapes = Shapes::get();
        let mut words = 0;
        for line in TABLE
            .lines()
            .map(str::trim)
            .filter(|it| !it.starts_with('#'))
        {
            let text = line.split_once(" = ").map_or_else(
                || line.split_once(' ').map_or("", |(_, text)| text),
                |(_, text)| text,
            );
            for word in text.split_whitespace() {
                words += 1;
                let name = word.trim_end_matches('~');
                let name = name.split_once(':').map_or(name, |(_, item)| item);
                let known = match name.strip_prefix('{') {
                    Some(object) => TABLE.contains(&format!("\n[{}\n", object.replace('}', "]"))),
                    None => {
                        name.starts_with('=')
                            || ["text", "int", "number", "bool", "null", "any"].contains(&name)
                            || TABLE.contains(&format!("\n{name} = "))
                    }
                };
                assert!(known, "{line}: {word}");
            }
        }
        assert!(words > 300);
        assert_eq!(shapes.object(shapes.service).keys.len(), 93);
        assert_eq!(shapes.object(shapes.top).keys.len(), 9);
        let ports = &shapes
            .object(shapes.service)
            .keys
            .iter()
            .find(|it| it.name == "ports");
        let (item, unique) = ports.unwrap().shape.list.unwrap();
        assert!(unique && shapes.shape(item).number && shapes.shape(item).object.is_some());
    }
}
