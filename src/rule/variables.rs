//! The variables that Docker itself replaces.

use std::collections::HashSet;

use crate::dockerfile::ast::{Copy, Flag, Instruction, Kind};
use crate::dockerfile::lex::{self, Lexing};
use crate::text::{MappedText, Span, Word};

use super::Cx;

/// A variable in a word.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct VariableUse {
    /// Its name.
    pub name: String,
    /// The place of the whole reference, from `$` on.
    pub span: Span,
    /// It stands without an operator such as `:-`.
    pub is_plain: bool,
}

impl<'s> Cx<'_, 's> {
    /// The variables that Docker would replace in a word of the instruction being looked at. Those
    /// inside operands are among them.
    pub fn variables(&self, word: &Word<'s>) -> Vec<VariableUse> {
        self.instruction()
            .map(|it| read(&it.text, word, self.lexing()))
            .unwrap_or_default()
    }

    /// The variables that Docker would replace in the value of a flag.
    pub fn flag_variables(&self, flag: &Flag<'s>) -> Vec<VariableUse> {
        let Some(value) = &flag.value else {
            return Vec::new();
        };
        read(value, &value.word(value.all()), self.lexing())
    }

    /// All variables that Docker replaces in an instruction of a stage, but for those of `EXPOSE`,
    /// where it says nothing about ones that are not set. Of a name that stands several times in
    /// one word, the first.
    pub fn replaced_variables(&self, it: &Instruction<'s>) -> Vec<VariableUse> {
        let mut found = Vec::new();
        let bodies = || it.heredocs.iter().map(|it| self.text(it.body));
        if !it.text.as_str().contains('$') && !bodies().any(|body| body.contains('$')) {
            return found;
        }
        let mut add = |text: &MappedText<'s>, word: &Word<'s>, lexing: Lexing| {
            if word.contains('$') {
                let mut seen = HashSet::new();
                let mut uses = read(text, word, lexing);
                uses.retain(|it| seen.insert(it.name.clone()));
                found.extend(uses);
            }
        };
        let lexing = self.lexing();
        match &it.kind {
            Kind::Env(pairs) | Kind::Label(pairs) => {
                for pair in &pairs.pairs {
                    add(&it.text, &pair.key, lexing);
                    add(&it.text, &pair.value, lexing);
                }
            }
            Kind::Arg(arg) => {
                for default in arg.names.iter().filter_map(|name| name.default.as_ref()) {
                    add(&it.text, default, lexing);
                }
            }
            Kind::Copy(copy) | Kind::Add(copy) => {
                for word in words(copy) {
                    add(&it.text, word, lexing);
                }
                for name in ["chown", "chmod", "checksum"] {
                    if let Some(value) = it.flag(name).and_then(|flag| flag.value.as_ref()) {
                        add(value, &value.word(value.all()), lexing);
                    }
                }
                let body = Lexing {
                    escape: '\\',
                    quotes: false,
                };
                for heredoc in it.heredocs.iter().filter(|heredoc| heredoc.expands) {
                    let text = heredoc.text(self.tree().text);
                    add(&text, &text.word(text.all()), body);
                }
            }
            Kind::Run(run) => {
                for mount in &run.mounts {
                    let fields = mount.fields.iter();
                    for field in fields.filter(|it| !it.key.eq_ignore_ascii_case("from")) {
                        if let Some(value) = &field.value {
                            add(&mount.value, value, lexing);
                        }
                    }
                }
            }
            Kind::User(argument) | Kind::Workdir(argument) | Kind::Stopsignal(argument) => {
                add(&it.text, &argument.value, lexing);
            }
            Kind::Volume(volume) => {
                for path in &volume.paths {
                    add(&it.text, path, lexing);
                }
            }
            _ => {}
        }
        found
    }

    fn lexing(&self) -> Lexing {
        Lexing {
            escape: self.tree().escape,
            quotes: true,
        }
    }
}

/// Sources that are paths, and the destination.
fn words<'c, 's>(copy: &'c Copy<'s>) -> impl Iterator<Item = &'c Word<'s>> {
    let paths = copy.sources.iter().filter(|it| it.heredoc.is_none());
    paths.map(|it| &it.word).chain(&copy.destination)
}

fn read<'s>(text: &MappedText<'s>, word: &Word<'s>, lexing: Lexing) -> Vec<VariableUse> {
    let mut found = Vec::new();
    if let Ok(parts) = lex::read(&word.text, lexing) {
        // JSON strings are decoded, so that their offsets say nothing; the word must do.
        let plain = word.range.of(text.as_str()) == &*word.text;
        lex::variables(&parts, &mut |variable| {
            let range = variable.range.shift(word.range.start);
            let span = if plain { text.span(range) } else { word.span };
            found.push(VariableUse {
                name: variable.name.of(&word.text).to_owned(),
                span,
                is_plain: variable.operator.is_none(),
            });
        });
    }
    found
}
