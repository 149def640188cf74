//! DL3064 secret-in-environment.

use crate::rule::prelude::*;

rule!(DL3064, on: [Arg(check_arg), Env(check_env)]);

fn check_arg<'s>(arg: &Arg<'s>, cx: &mut Cx<'_, 's>) {
    // In front of the first FROM no image is there to keep it.
    if cx.state().stage.is_some() {
        for name in &arg.names {
            report(&name.name, &name.name, "ARG", cx);
        }
    }
}

fn check_env<'s>(env: &Pairs<'s>, cx: &mut Cx<'_, 's>) {
    for pair in &env.pairs {
        let name = cx.value(&pair.key.text);
        report(name.prefix(), &pair.key, "ENV", cx);
    }
}

fn report(name: &str, word: &Word<'_>, keyword: &str, cx: &mut Cx<'_, '_>) {
    if sounds_secret(name) {
        cx.report(
            word.span,
            format!("`{keyword} {name}` looks like a secret, and stays in the image"),
        )
        .help("use a secret mount: `RUN --mount=type=secret,id=…`");
    }
}
