//! Whether the shell linter has to look at a script at all.
//!
//! Most scripts of Dockerfiles are a few plain commands, about which no rule has anything to say.
//! To see that costs a fraction of what the linter takes. When in doubt the answer is yes.

use super::{Command, Script, Status};

/// Commands that some rule is about, whatever their arguments.
const LISTENED: [&str; 63] = [
    ".", "[", "[[", "alias", "awk", "break", "cat", "cd", "continue", "declare", "do", "done",
    "else", "esac", "eval", "exec", "exit", "expr", "export", "fgrep", "egrep", "fi", "find",
    "for", "function", "getopts", "grep", "if", "in", "jobs", "let", "ln", "local", "ls", "mkdir",
    "popd", "printf", "ps", "pushd", "read", "readonly", "return", "select", "set", "shift",
    "source", "ssh", "su", "tempfile", "test", "then", "time", "tr", "trap", "type", "typeset",
    "ulimit", "unset", "until", "wait", "which", "while", "xargs",
];

/// Words that are syntax where a command starts, and probably a slip elsewhere.
const KEYWORDS: [&str; 9] = [
    "do", "done", "else", "esac", "fi", "for", "if", "then", "while",
];

/// True if a rule of the shell linter may have something to say.
pub(super) fn may_speak(script: &Script<'_>, names: &[String]) -> bool {
    let text = script.text.as_str();
    script.status != Status::Parsed
        || script.has_assignments
        || script.commands().next().is_none()
        || odd_text(text)
        || odd_redirects(text)
        || script.commands().any(|command| odd_command(command, names))
}

/// Characters that carry syntax beyond plain commands, words and variables.
fn odd_text(text: &str) -> bool {
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '`' | '(' | '{' | '}' | '<' | '!' | '~' if c != '{' || before != '$' => {
                // The end of `${x}` is fine; it is seen with the word.
                if c != '}' {
                    return true;
                }
            }
            _ if !c.is_ascii() => return true,
            _ => {}
        }
        before = c;
    }
    text.contains("||") || text.contains("= ") || text.contains(" #") || text.contains("|&")
}

/// Redirections other than a single plain one, and those to nowhere.
fn odd_redirects(text: &str) -> bool {
    let rest = text.replace(">/dev/null", "").replace("> /dev/null", "");
    rest.contains('>') || rest.matches('&').count() != 2 * rest.matches("&&").count()
}

fn odd_command(command: Command<'_>, names: &[String]) -> bool {
    let within = command.within();
    let Some(name) = command.program() else {
        return true;
    };
    if within.negated || within.condition || within.looped || within.branch || within.function {
        return true;
    }
    if LISTENED.contains(&name) || name.contains(['=', ']', '[']) {
        return true;
    }
    let mut words = command.args();
    if matches!(name, "echo" | "rm" | "sudo" | "sed" | "chmod") {
        let odd =
            |text: &str| text.contains(['\\', '$']) || (name == "echo" && text.starts_with('-'));
        if command.args().any(|word| odd(word.raw())) || (name == "echo" && is_piped(command)) {
            return true;
        }
    }
    words.any(|word| odd_word(word.raw(), names))
}

fn is_piped(command: Command<'_>) -> bool {
    !command.script().pipes.is_empty()
}

fn odd_word(raw: &str, names: &[String]) -> bool {
    KEYWORDS.contains(&raw)
        || raw.starts_with(['*', '?', '=', ']'])
        || raw.contains(['[', '\\'])
        || (raw.contains(['{', '}']) && !raw.contains("${"))
        || odd_quotes(raw)
        || odd_variables(raw, names)
}

/// Quotes that do not simply stand around a word or the value of an option.
fn odd_quotes(raw: &str) -> bool {
    let Some(first) = raw.find(['"', '\'']) else {
        return false;
    };
    let quote = raw.get(first..=first).unwrap_or_default();
    let inner = raw.get(first + 1..).unwrap_or_default();
    let before = raw.get(..first).unwrap_or_default();
    let closes_at_end = inner.find(quote) == Some(inner.len().saturating_sub(1));
    let other = if quote == "'" { '"' } else { '\'' };
    let dollar_in_single = quote == "'" && inner.contains('$');
    !closes_at_end || inner.contains(other) || dollar_in_single || before.contains('$')
}

/// A variable that is not one of those known to be set.
fn odd_variables(raw: &str, names: &[String]) -> bool {
    let mut rest = raw;
    while let Some(at) = rest.find('$') {
        let behind = rest.get(at + 1..).unwrap_or_default();
        let (name, after) = match behind.strip_prefix('{') {
            Some(inner) => match inner.split_once('}') {
                Some(parts) => parts,
                None => return true,
            },
            None => {
                let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
                let end = behind.find(|c| !is_part(c)).unwrap_or(behind.len());
                behind.split_at(end)
            }
        };
        if !names.iter().any(|known| known == name) {
            return true;
        }
        rest = after;
    }
    false
}
