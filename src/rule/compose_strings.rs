//! What rules about the commands of services share.

use crate::compose::model::Service;
use crate::compose::value::Value;

/// A text that is part of a command.
#[derive(Clone, Copy, Debug)]
pub struct CommandText<'v, 's> {
    /// The text.
    pub value: &'v Value<'s>,
    /// A shell in the container runs it.
    pub in_shell: bool,
}

const SHELLS: [&str; 6] = ["sh", "bash", "ash", "dash", "ksh", "zsh"];

/// True for the name or path of a shell.
pub fn is_shell(program: &str) -> bool {
    SHELLS.contains(&program.rsplit('/').next().unwrap_or(program))
}

/// True for `-c`, also together with other letters.
pub fn is_script_flag(word: &str) -> bool {
    word.starts_with('-') && !word.starts_with("--") && word.ends_with('c')
}

/// The commands of a service that are split into words if they are one text: `command`,
/// `entrypoint` and those of hooks.
pub fn commands<'v, 's>(service: Service<'v, 's>) -> Vec<&'v Value<'s>> {
    let mut found: Vec<_> = ["entrypoint", "command"]
        .into_iter()
        .filter_map(|key| service.command(key))
        .collect();
    found.extend(service.hooks().filter_map(|hook| hook.get("command")));
    found
}

/// True if the entrypoint is a shell with `-c` at its end: the command is its script.
pub fn takes_script(service: Service<'_, '_>) -> bool {
    let items = service.items("entrypoint");
    let text = |item: Option<&Value<'_>>, fits: fn(&str) -> bool| {
        item.and_then(Value::text).is_some_and(fits)
    };
    text(items.first(), is_shell) && text(items.last(), is_script_flag)
}

/// All texts of the commands of a service, and of its health check.
pub fn command_texts<'v, 's>(service: Service<'v, 's>) -> Vec<CommandText<'v, 's>> {
    let mut found = Vec::new();
    for value in commands(service) {
        if let Some(text) = value.text() {
            let mut words = text.split_whitespace();
            let in_shell = words.next().is_some_and(is_shell) && words.any(is_script_flag);
            found.push(CommandText { value, in_shell });
        }
        found.extend(of_list(value.items()));
    }
    if takes_script(service) {
        for text in &mut found {
            text.in_shell = true;
        }
    }
    if let Some(test) = service.at(&["healthcheck", "test"]) {
        let in_shell = true;
        if test.text().is_some() {
            let value = test;
            found.push(CommandText { value, in_shell });
        }
        match test.items() {
            [kind, rest @ ..] if kind.text() == Some("CMD") => found.extend(of_list(rest)),
            [_, rest @ ..] => {
                found.extend(rest.iter().map(|value| CommandText { value, in_shell }));
            }
            [] => {}
        }
    }
    found
}

fn of_list<'v, 's>(items: &'v [Value<'s>]) -> impl Iterator<Item = CommandText<'v, 's>> {
    let is_shell = items.first().and_then(Value::text).is_some_and(is_shell);
    let mut in_shell = false;
    items.iter().map(move |value| {
        let text = CommandText { value, in_shell };
        in_shell |= is_shell && value.text().is_some_and(is_script_flag);
        text
    })
}
