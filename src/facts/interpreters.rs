//! Commands that run scripts: shells and interpreters of other languages.

use crate::shell::{Command, Dialect, RedirectionKind, Word};

/// True if the command runs what it reads from its standard input: a shell or another interpreter
/// that is told no other script.
pub fn runs_stdin(command: Command<'_>) -> bool {
    let Some(program) = command.program().filter(|it| is_interpreter(it)) else {
        return false;
    };
    let shell = is_shell(program);
    for word in command.args() {
        let text = word.cooked();
        let Some(options) = text.strip_prefix(['-', '+']) else {
            if shell && matches!(text, "pipefail" | "errexit") {
                continue;
            }
            return text == "/dev/stdin";
        };
        let long = options.starts_with('-');
        match options {
            "" | "-" => return true,
            _ if long => {}
            _ if shell && options.contains('s') => return true,
            // `-c`, `-e`, `-m`, `-n`, `-p` and `-r` give the program in another way.
            _ if shell && options.contains('c') => return false,
            _ if !shell && options.contains(['c', 'e', 'E', 'm', 'n', 'p', 'r']) => return false,
            _ => {}
        }
    }
    true
}

/// True if the command runs the script in a file, which `is_file` recognises by a word.
pub fn runs_file(command: Command<'_>, is_file: &dyn Fn(Word<'_>) -> bool) -> bool {
    let Some(program) = command.program() else {
        return false;
    };
    if !is_interpreter(program) && !matches!(program, "." | "source") {
        return false;
    }
    let input = command
        .own_redirections()
        .find(|it| it.kind == RedirectionKind::Read)
        .is_some_and(|it| is_file(it.target));
    let mut options = command.args();
    let script = options.find(|word| !word.cooked().starts_with(['-', '+']));
    let inline = |word: Word<'_>| {
        let options = word.cooked().strip_prefix('-').unwrap_or_default();
        !options.starts_with('-') && options.contains(['c', 'm'])
    };
    let first = command.args().next();
    !first.is_some_and(inline) && (input || script.is_some_and(is_file))
}

/// True if the command runs the text that a substitution gives: `sh -c "$(…)"`, `bash <(…)`,
/// `eval "$(…)"`. `word` is the one that holds the substitution.
pub fn runs_word(command: Command<'_>, word: Word<'_>) -> bool {
    let Some(program) = command.program() else {
        return false;
    };
    let (raw, text) = (word.raw(), word.cooked());
    let file = raw.starts_with("<(");
    let whole = (text.starts_with("$(") && text.ends_with(')'))
        || (text.starts_with('`') && text.ends_with('`'));
    if let Some(redirect) = command
        .own_redirections()
        .find(|it| it.target.range() == word.range())
    {
        let given = match redirect.kind {
            RedirectionKind::Text => whole,
            RedirectionKind::Read => file,
            _ => false,
        };
        return given && runs_stdin(command);
    }
    match program {
        "eval" => whole,
        "." | "source" => file,
        _ if is_interpreter(program) => {
            let front = command
                .args()
                .take_while(|it| it.range().start < word.range().start);
            let before = front.last();
            let option = before.map_or("", |it| it.cooked());
            let options = option.strip_prefix('-').unwrap_or_default();
            let inline = !options.starts_with('-') && options.contains(['c', 'e', 'r']);
            (whole && inline) || (file && before.is_none_or(|it| it.cooked().starts_with('-')))
        }
        _ => false,
    }
}

fn is_shell(program: &str) -> bool {
    Dialect::of_program(program).is_posix_like()
}

/// True for shells and for interpreters of other languages.
fn is_interpreter(program: &str) -> bool {
    let languages = ["python", "pypy", "perl", "ruby", "php"];
    let versioned = |name: &str| {
        let rest = program.strip_prefix(name);
        rest.is_some_and(|rest| rest.bytes().all(|byte| !byte.is_ascii_alphabetic()))
    };
    is_shell(program)
        || matches!(program, "node" | "nodejs" | "Rscript" | "lua" | "pwsh")
        || languages.iter().any(|it| versioned(it))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::Script;
    use crate::text::{MappedText, Span, offset};

    fn with<T>(text: &str, look: impl Fn(Command<'_>) -> T) -> T {
        let text = MappedText::plain(text, Span::new(0, offset(text.len())));
        let script = Script::parse(text, &Dialect::Bash.into());
        let last = script.commands().last().unwrap();
        look(last)
    }

    #[test]
    fn scripts_that_are_run() {
        for (text, want) in [
            ("bash", true),
            ("bash -", true),
            ("bash -s -- -y", true),
            ("bash -eo pipefail -s x", true),
            ("sh /dev/stdin a", true),
            ("sh a.sh", false),
            ("bash -c x", false),
            ("python3 -", true),
            ("python3 -m json.tool", false),
            ("php -- --dir=x", true),
            ("perl -pe s/a/b/", false),
            ("tar x", false),
        ] {
            assert_eq!(with(text, runs_stdin), want, "{text}");
        }
        let file = |word: Word<'_>| word.cooked() == "a.sh";
        for (text, want) in [
            ("sh a.sh x", true),
            ("sh -e a.sh", true),
            ("sh b.sh a.sh", false),
            (". a.sh", true),
            ("sh < a.sh", true),
            ("chmod +x a.sh", false),
        ] {
            assert_eq!(with(text, |it| runs_file(it, &file)), want, "{text}");
        }
    }
}
