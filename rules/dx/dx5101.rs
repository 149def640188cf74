//! DX5101 secret-literal.

use crate::rule::prelude::*;

rule!(DX5101, on: [Arg(check_arg), Env(check_env), Instruction(check)]);

fn check(it: &Instruction<'_>, cx: &mut Cx<'_, '_>) {
    // A trigger comes by itself.
    if matches!(it.kind, Kind::Onbuild(_)) {
        return;
    }
    for (what, range) in tokens(it.text.as_str()) {
        report(what, it.text.span(range), cx);
    }
    for heredoc in &it.heredocs {
        let text = heredoc.text(cx.tree().text);
        for (what, range) in tokens(text.as_str()) {
            report(what, text.span(range), cx);
        }
    }
}

fn report(what: &str, span: Span, cx: &mut Cx<'_, '_>) {
    let message = format!("{what}, for everyone who has the file or the image");
    cx.report(span, message)
        .help("revoke it, and use a secret mount: `RUN --mount=type=secret,id=…`");
}

fn check_arg<'s>(arg: &Arg<'s>, cx: &mut Cx<'_, 's>) {
    // What `docker build` warns of as well is left to DL3064.
    let known = cx.state().stage.is_some();
    for name in &arg.names {
        if let Some(value) = &name.default
            && !(known && sounds_secret(&name.name))
        {
            check_pair(&name.name, value, cx);
        }
    }
}

fn check_env<'s>(env: &Pairs<'s>, cx: &mut Cx<'_, 's>) {
    for pair in env.pairs.iter().filter(|pair| !sounds_secret(&pair.key)) {
        check_pair(&pair.key, &pair.value, cx);
    }
}

fn check_pair<'s>(name: &Word<'s>, value: &Word<'s>, cx: &mut Cx<'_, 's>) {
    if !is_secret_name(name) || value.contains('$') || !cx.is_shipped() {
        return;
    }
    let text = cx.value(&value.text);
    let is_secret = |text: &str| is_literal_secret(text) && tokens(text).is_empty();
    if text.known().is_some_and(is_secret) {
        let message = format!("`{}` is set for everyone to read", &**name);
        cx.report(value.span, message)
            .help("set it when the container starts, or use a secret mount in `RUN`");
    }
}
