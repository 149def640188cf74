//! DX1008 shell-syntax-in-exec-form.

use crate::rule::prelude::*;

rule!(
    DX1008,
    on: [Cmd(check), Entrypoint(check), Run(check_run), Healthcheck(check_health)]
);

const OPERATORS: [&str; 15] = [
    "&&", "||", "|", "|&", ">", ">>", "<", "<<", "&>", "2>", "2>>", "2>&1", ">&2", "1>&2", "&",
];

/// Programs that hand all their arguments to a shell, or have such operators of their own.
const READERS: [&str; 12] = [
    "[",
    "concurrently",
    "cut",
    "expr",
    "npx",
    "parallel",
    "ssh",
    "su",
    "test",
    "tr",
    "watch",
    "xargs",
];

fn check_run<'s>(run: &Run<'s>, cx: &mut Cx<'_, 's>) {
    check(&run.command, cx);
}

fn check_health<'s>(health: &Healthcheck<'s>, cx: &mut Cx<'_, 's>) {
    if let Some(command) = &health.command {
        check(command, cx);
    }
}

fn check<'s>(command: &Form<'s>, cx: &mut Cx<'_, 's>) {
    let Form::Exec(words) = command else { return };
    let is_operator = |word: &Word<'_>| OPERATORS.contains(&&**word);
    let Some(at) = words.iter().position(is_operator) else {
        return;
    };
    // `cmd` and PowerShell read the words as one line.
    let reads = |word: &Word<'_>| {
        let base = word.rsplit('/').next().unwrap_or_default();
        let dialect = Dialect::of_program(word);
        matches!(dialect, Dialect::Cmd | Dialect::PowerShell) || READERS.contains(&base)
    };
    // The value of an option, such as a separator.
    let value = at.checked_sub(1).and_then(|before| words.get(before));
    let is_value = value.is_some_and(|it| it.len() == 2 && it.starts_with('-'));
    let Some(word) = words.get(at).filter(|_| at > 0 && !is_value) else {
        return;
    };
    if !words.iter().any(reads) {
        let message = format!(
            "`{}` is an ordinary word here: no shell reads a JSON array",
            &**word
        );
        let fix = with_shell(words);
        cx.report(word.span, message)
            .help("put all of it into one string behind `\"sh\", \"-c\"`")
            .fix(fix);
    }
}

/// Makes one script of the words. None if the shell would take them apart in another way.
fn with_shell(words: &[Word<'_>]) -> Option<Fix> {
    let given = match words {
        [shell, option, rest @ ..] if Dialect::of_program(shell).is_posix_like() => {
            (&**option == "-c").then_some(rest)?
        }
        _ => words,
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || "./_-:@%+,=".contains(c);
    let safe = |word: &Word<'_>| word.chars().all(plain) || OPERATORS.contains(&&**word);
    let (first, last) = (given.first()?, given.last()?);
    let text: Vec<_> = given.iter().map(|word| &*word.text).collect();
    let start = if given.len() < words.len() {
        ""
    } else {
        "sh\", \"-c\", \""
    };
    let span = Span::new(first.span.start, last.span.end);
    let fix = Fix::unchecked("let a shell read it");
    let all = given.iter().all(safe);
    all.then(|| fix.replace(span, format!("{start}{}", text.join(" "))))
}
