//! DX5108 password-set-in-run.

use crate::rule::prelude::*;

rule!(DX5108, on: [
    Command(&["chpasswd", "passwd"], check_input),
    Command(&["useradd", "usermod"], check_option),
]);

fn check_input(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let args = Arguments::read(
        command,
        &Syntax {
            short: "crRsP",
            ..Syntax::default()
        },
    );
    let chpasswd = command.program() == Some("chpasswd");
    let reads = chpasswd || !args.operands.is_empty() || args.has(&["stdin"]);
    let locks = [
        "d",
        "delete",
        "l",
        "lock",
        "u",
        "unlock",
        "S",
        "status",
        "e",
        "encrypted",
    ];
    if !reads || args.has(&locks) || args.is_open || !cx.is_shipped() {
        return;
    }
    let account = args.operands.first().and_then(|it| it.text());
    let given = command
        .redirections()
        .find(|it| it.kind == RedirectionKind::Text);
    let words: Vec<_> = match (given, command.piped_from()) {
        (Some(given), _) => vec![given.target],
        (None, Some(from)) if matches!(from.program(), Some("echo" | "printf")) => from
            .args()
            .filter(|word| !word.cooked().starts_with('-'))
            .collect(),
        _ => return,
    };
    for word in words
        .iter()
        .filter(|word| !word.cooked().contains(['`', '%']))
    {
        let lines = word.cooked().lines().flat_map(|line| line.split("\\n"));
        let literal = |line: &str| match line.split_once(':') {
            Some((user, password)) if chpasswd => {
                (!password.is_empty() && !password.contains('$')).then(|| user.to_owned())
            }
            None if !chpasswd && !line.is_empty() && !line.contains('$') => {
                Some(account.unwrap_or("user").to_owned())
            }
            _ => None,
        };
        if let Some(user) = lines.map(str::trim).find_map(literal) {
            report(&user, word.span(), cx);
            return;
        }
    }
}

fn check_option(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let args = Arguments::read(command, &USERADD);
    let (Some(flag), Some(user)) = (args.flag(&["p", "password"]), args.operands.last()) else {
        return;
    };
    let value = flag.value.unwrap_or_default();
    let start = flag.word.range().start;
    let mut words = command.args().skip_while(|word| word.range().start < start);
    let Some(word) = words.find(|word| word.cooked().ends_with(value)) else {
        return;
    };
    // `*` and `!` are no passwords; what a program computes is known only if it is a hash of
    // something that stands there.
    let computed = value.starts_with("$(openssl passwd ") && !value.contains("$(cat");
    let known = if word.is_dynamic() {
        computed && !value.get(2..).unwrap_or_default().contains(['$', '`'])
    } else {
        value.len() > 2 && !value.starts_with(['*', '!'])
    };
    if known && cx.is_shipped() {
        report(user.text().unwrap_or("user"), word.span(), cx);
    }
}

fn report(user: &str, span: Span, cx: &mut Cx<'_, '_>) {
    let user = if user.contains('$') { "user" } else { user };
    cx.report(
        span,
        format!("the password of `{user}` is the same in every container"),
    )
    .help("set it when the container starts, or let the account have none");
}
