//! The shell scripts of a service: in its health check, its command, its entrypoint, its hooks.

use crate::compose::command::split;
use crate::compose::model::Service;
use crate::compose::value::Value;
use crate::compose::{Expanded, Piece};
use crate::project::Embedded;
use crate::project::compose::Project;
use crate::shell::{Dialect, Origin, Script, Setting, shell_call};
use crate::text::{MappedText, Range};

use super::compose_strings::commands;

/// A script in a Compose file.
#[derive(Debug)]
pub struct ServiceScript<'s> {
    /// The number of its text among those that are checked.
    pub file: usize,
    /// The script.
    pub script: Script<'s>,
    /// Its text again, with the parts that come from variables.
    pub text: Embedded<'s>,
}

/// What the shells of a service are set to.
struct Finder<'p, 'v, 's> {
    project: &'p Project<'s>,
    service: Service<'v, 's>,
    found: Vec<ServiceScript<'s>>,
}

/// The scripts of a service. `shell` is what runs the shell form of its image; none if that is not
/// known.
pub fn service_scripts<'s>(
    project: &Project<'s>,
    service: Service<'_, 's>,
    shell: Option<Dialect>,
) -> Vec<ServiceScript<'s>> {
    let mut finder = Finder {
        project,
        service,
        found: Vec::new(),
    };
    if let Some(test) = service.at(&["healthcheck", "test"]) {
        finder.test(test, shell);
    }
    for value in commands(service) {
        finder.command(value);
    }
    // The entrypoint ends with `sh -c`, and the first word of the command is the script.
    if let Some(script) = service.items("command").first() {
        let words = service.items("entrypoint").iter().map(Value::text);
        let words = words.map(Option::unwrap_or_default).chain([""]);
        let words: Vec<&str> = words.collect();
        if let Some((setting, at)) = shell_call(&words)
            && at + 1 == words.len()
        {
            finder.item(script, setting, Origin::Cmd);
        }
    }
    finder.found
}

impl<'s> Finder<'_, '_, 's> {
    fn test(&mut self, test: &Value<'s>, shell: Option<Dialect>) {
        if test.text().is_some() {
            if let Some(shell) = shell {
                self.item(test, shell.into(), Origin::Healthcheck);
            }
            return;
        }
        match (test.items(), shell) {
            ([kind, script], Some(shell)) if kind.text() == Some("CMD-SHELL") => {
                self.item(script, shell.into(), Origin::Healthcheck);
            }
            ([kind, words @ ..], _) if kind.text() == Some("CMD") => {
                self.words(words, Origin::Healthcheck);
            }
            _ => {}
        }
    }

    /// A command that no shell runs, but that may be a shell itself.
    fn command(&mut self, value: &Value<'s>) {
        if value.text().is_none() {
            return self.words(value.items(), Origin::Cmd);
        }
        let Some(text) = self.project.embedded(value) else {
            return;
        };
        let literal = Expanded::literal(text.text.as_str());
        let all: Piece<'_> = literal.all();
        let Ok(words) = split(all) else { return };
        let texts = words.words.iter().map(|word| word.value.as_deref());
        let texts: Vec<&str> = texts.map(Option::unwrap_or_default).collect();
        if let Some((setting, at)) = shell_call(&texts)
            && let Some(word) = words.words.get(at)
        {
            let script = unquoted(&text.slice(word.range));
            self.push(value, script, setting, Origin::Cmd);
        }
    }

    fn words(&mut self, words: &[Value<'s>], origin: Origin) {
        let texts = words.iter().map(Value::text);
        let texts: Vec<&str> = texts.map(Option::unwrap_or_default).collect();
        if let Some((setting, at)) = shell_call(&texts)
            && let Some(script) = words.get(at)
        {
            self.item(script, setting, origin);
        }
    }

    fn item(&mut self, value: &Value<'s>, setting: Setting, origin: Origin) {
        if let Some(text) = self.project.embedded(value) {
            self.push(value, text, setting, origin);
        }
    }

    fn push(
        &mut self,
        value: &Value<'s>,
        text: Embedded<'s>,
        mut setting: Setting,
        origin: Origin,
    ) {
        let Some(file) = self.project.file(value.place) else {
            return;
        };
        setting.origin = origin;
        let script = text.text.as_str();
        let mentioned = self.service.environment().into_iter().map(|it| it.name);
        let mentioned = mentioned.filter(|name| script.contains('$') && script.contains(name));
        setting.names = mentioned.map(str::to_owned).collect();
        self.found.push(ServiceScript {
            file: file.source,
            script: Script::parse(text.text.clone(), &setting),
            text,
        });
    }
}

/// A word of a command without its quotes and backslashes, as Compose takes them out.
fn unquoted<'s>(word: &Embedded<'s>) -> Embedded<'s> {
    let raw = word.text.as_str();
    let mut out = MappedText::build(word.text.file(), word.text.offset(0));
    let mut open: Vec<Range> = Vec::new();
    let mut len = 0;
    let mut quote = None;
    let mut chars = raw.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match (c, quote) {
            ('\'' | '"', None) => {
                quote = Some(c);
                continue;
            }
            (c, Some(opened)) if c == opened => {
                quote = None;
                continue;
            }
            _ => {}
        }
        let escaped = (c == '\\' && quote != Some('\''))
            .then(|| chars.next())
            .flatten();
        let end = escaped.map_or(at + c.len_utf8(), |(at, next)| at + next.len_utf8());
        let range = Range::new(at, end);
        let start = len;
        if let Some((_, next)) = escaped {
            let next = match next {
                't' => '\t',
                'n' => '\n',
                other => other,
            };
            out.push_decoded(next.encode_utf8(&mut [0; 4]), word.text.span(range));
            len += next.len_utf8();
        } else {
            out.push_part(&word.text, range);
            len += c.len_utf8();
        }
        if word.is_open(range) {
            match open.last_mut() {
                Some(last) if last.end as usize == start => {
                    *last = Range::new(last.start as usize, len);
                }
                _ => open.push(Range::new(start, len)),
            }
        }
    }
    Embedded {
        text: out.finish(),
        open,
    }
}
