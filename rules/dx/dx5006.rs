//! DX5006 credentials-in-url.

use crate::rule::prelude::*;

rule!(DX5006, on: [Instruction(check)]);

const HELP: &str = "pass it with `RUN --mount=type=secret`";

fn check<'s>(it: &Instruction<'s>, cx: &mut Cx<'_, 's>) {
    let mut found = Vec::new();
    cx.urls_in(it, &mut |found_url, span| {
        let url = found_url.url;
        let Some(user) = url.user else { return };
        let (secret, is_token) = login_secret(user);
        let named = url.host.contains(['.', '$']);
        let message = match secret.strip_prefix('$') {
            Some(variable) => of_variable(variable, is_token, cx),
            None if is_token && is_known_token(secret) => Some("a token in this URL".to_owned()),
            None if !is_token && named && !is_sample_password(secret, user) => {
                Some("a password in this URL".to_owned())
            }
            None => None,
        };
        if let Some(message) = message {
            let inner = url.text.find(secret).unwrap_or_default();
            let start = url.start + inner;
            found.push((span(Range::new(start, start + secret.len())), message));
        }
    });
    for (span, message) in found {
        cx.report(span, message).help(HELP);
    }
}

/// What is wrong with a variable as password: the file itself says what it is, or the image keeps
/// what it was. A token has to be called one.
fn of_variable(text: &str, is_token: bool, cx: &Cx<'_, '_>) -> Option<String> {
    let text = text.trim_start_matches('{');
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let (name, rest) = text.split_at_checked(end.unwrap_or(text.len()))?;
    let upper = name.to_ascii_uppercase();
    let secret = ["TOKEN", "PASS", "SECRET", "PAT", "PWD", "KEY", "CRED"];
    let called = secret.iter().any(|it| upper.contains(it));
    if name.is_empty() || !matches!(rest, "" | "}") || (is_token && !called) {
        return None;
    }
    let definition = cx.model().definition(name, cx.index())?;
    let kept = cx.in_onbuild() || cx.stage().is_none_or(|it| cx.model().is_shipped(it));
    match (&definition.binding, definition.by) {
        (Binding::Set(value), _) if value.known().is_some_and(|it| !is_sample_password(it, "")) => {
            Some(format!(
                "the value of `{name}` in this URL stands in the file"
            ))
        }
        (Binding::Declared, DefinedBy::Arg) if kept => Some(format!(
            "the history of the image keeps the build argument `{name}`"
        )),
        _ => None,
    }
}
