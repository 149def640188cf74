//! What `FROM` says in a build without arguments.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::dockerfile::Dockerfile;
use crate::dockerfile::ast::Kind;
use crate::dockerfile::lex::Lexing;
use crate::dockerfile::model::{Binding, PREDEFINED, Value, expand};

/// The global arguments with their defaults. Those without one are not set.
#[derive(Debug)]
pub(super) struct Defaults<'s> {
    lexing: Lexing,
    names: HashMap<Cow<'s, str>, Binding<'s>>,
    /// A default cannot be expanded, at which the build ends.
    broken: bool,
}

impl<'s> Defaults<'s> {
    pub(super) fn read(tree: &Dockerfile<'s>) -> Self {
        let mut defaults = Self {
            lexing: Lexing {
                escape: tree.escape,
                quotes: true,
            },
            names: HashMap::new(),
            broken: false,
        };
        for it in &tree.instructions {
            match &it.kind {
                Kind::Arg(arg) => {
                    for name in &arg.names {
                        let default = name.default.as_ref().map(|it| defaults.value(&it.text));
                        let binding = match default {
                            None => continue,
                            Some(Some(value)) => Binding::Set(value),
                            Some(None) => {
                                defaults.broken = true;
                                Binding::Unset
                            }
                        };
                        defaults.names.insert(name.name.text.clone(), binding);
                    }
                }
                Kind::From(_) => break,
                _ => {}
            }
        }
        defaults
    }

    pub(super) fn value(&self, text: &Cow<'s, str>) -> Option<Value<'s>> {
        if self.broken {
            return None;
        }
        let lookup = |name: &str| match self.names.get(name) {
            Some(binding) => binding.clone(),
            // It is set to something that depends on the machine.
            None if PREDEFINED.contains(&name) => Binding::Set(Value::unknown()),
            None => Binding::Unset,
        };
        expand::expand(text, self.lexing, &lookup).ok()
    }
}
