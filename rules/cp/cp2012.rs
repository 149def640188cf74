//! CP2012 explicit-root-user.

use crate::rule::prelude::*;

rule!(CP2012, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(value) = service.get("user").filter(|_| !prepares(service, cx)) else {
        return;
    };
    if known(value, cx).is_some_and(|user| is_root(&user)) {
        let name = service.name;
        cx.report(value.place, format!("`{name}` runs as root"))
            .help("name a user that may only do what it has to, such as `1000:1000`");
    }
}

/// True for a service that gives folders to others, goes on as another user, or ends.
fn prepares(service: Service<'_, '_>, cx: &ComposeCx<'_, '_>) -> bool {
    // A word in quotes is the script of a shell.
    let all = command_words(service);
    let words: Vec<_> = { all.iter().flatten() }
        .flat_map(|word| word.text.split_whitespace().map(base))
        .collect();
    let gives = |word: &&str| matches!(*word, "chmod" | "chown") || goes_on(word);
    // What runs in place of the shell goes on as root.
    let stays = |pair: &[&str]| matches!(pair, ["exec", next] if !goes_on(next));
    let is_done = words.iter().any(gives) && !words.windows(2).any(stays);
    is_done || cx.is_job(service)
}

/// True for a program that runs another one as another user.
fn goes_on(program: &str) -> bool {
    matches!(program, "gosu" | "runuser" | "setpriv" | "su" | "su-exec")
}
