//! DX1007 variable-in-exec-form.

use crate::rule::prelude::*;

rule!(
    DX1007,
    on: [Cmd(check), Entrypoint(check), Run(check_run), Healthcheck(check_health)]
);

/// Programs that hand their arguments to a shell, or expand variables and code themselves.
const READERS: [&str; 24] = [
    "awk",
    "caddy",
    "concurrently",
    "docker-gen",
    "envsubst",
    "expect",
    "foreman",
    "forego",
    "gawk",
    "honcho",
    "jq",
    "make",
    "nodemon",
    "npm",
    "npx",
    "parallel",
    "perl",
    "php",
    "pnpm",
    "ruby",
    "sed",
    "ssh",
    "watch",
    "yarn",
];

/// Tools that know patterns only as the shell expands them.
const FILE_TOOLS: [&str; 8] = ["cat", "chmod", "chown", "cp", "ls", "mv", "rm", "touch"];

fn check_run<'s>(run: &Run<'s>, cx: &mut Cx<'_, 's>) {
    check(&run.command, cx);
}

fn check_health<'s>(check_of: &Healthcheck<'s>, cx: &mut Cx<'_, 's>) {
    if let Some(command) = &check_of.command {
        check(command, cx);
    }
}

fn check<'s>(command: &Form<'s>, cx: &mut Cx<'_, 's>) {
    let Form::Exec(words) = command else { return };
    let base = |word: &Word<'_>| word.rsplit('/').next().unwrap_or_default().to_owned();
    let reads = |word: &Word<'_>| {
        Dialect::of_program(word) != Dialect::Other || READERS.contains(&base(word).as_str())
    };
    let is_cmd = cx
        .instruction()
        .is_some_and(|it| matches!(it.kind, Kind::Cmd(_)));
    // An entrypoint may do anything with its arguments.
    if words.iter().any(reads) || (is_cmd && entrypoint_in_force(cx).is_some()) {
        return;
    }
    let tool = words
        .first()
        .is_some_and(|it| FILE_TOOLS.contains(&base(it).as_str()));
    for (at, word) in words.iter().enumerate() {
        let code = word.contains(char::is_whitespace) || word.contains(['\'', '"', ';', '\\']);
        let option = at.checked_sub(1).and_then(|before| words.get(before));
        let is_code = option.is_some_and(|it| {
            matches!(
                &**it,
                "-c" | "-e" | "-r" | "-exec" | "--eval" | "--execute" | "--command"
            )
        });
        if code || is_code {
            continue;
        }
        let Some(range) = expansion(word, at == 0 || tool, tool && at > 0) else {
            continue;
        };
        let span = cx.place(word, range);
        let message = format!(
            "`{}` stays as it is: no shell expands a JSON array",
            range.of(&word.text)
        );
        cx.report(span, message)
            .help("use `[\"sh\", \"-c\", \"exec …\"]`, or shell form");
    }
}

/// The first place that a shell would replace: a variable in capitals, a command, the home folder,
/// a pattern.
fn expansion(word: &Word<'_>, is_path: bool, globs: bool) -> Option<Range> {
    if is_path && (word.starts_with("~/") || &**word == "~") {
        return Some(Range::new(0, 1));
    }
    let text = &*word.text;
    if globs && let Some(at) = text.find('*') {
        return Some(Range::new(at, at + 1));
    }
    // Java frameworks replace `${…}` in properties.
    let property = text.starts_with('-') && text.contains("=${");
    shell_expansion(text).filter(|_| !property)
}
