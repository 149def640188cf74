//! CP5024 entrypoint-drops-cmd.

use crate::rule::prelude::*;

rule!(CP5024, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let service = built.plan.service;
    let entrypoint = service.get("entrypoint").filter(|it| is_said(Some(it)));
    let Some(entrypoint) = entrypoint.filter(|_| !service.has("command")) else {
        return;
    };
    let Some(cmd) = built.image_cmd() else { return };
    let words = words_of(entrypoint);
    let words: Vec<&str> = words.iter().map(|word| word.text).collect();
    let is_same = built
        .image_entrypoint()
        .is_some_and(|it| exec_words(it) == words);
    if !(is_same || wants_arguments(&words)) {
        return;
    }
    let finding = cx.report(entrypoint.place, "this drops the `CMD` of the image");
    finding.help(if is_same {
        "drop it, the image starts the same program"
    } else {
        "repeat the `CMD` as `command`"
    });
    built.label(finding, cmd.head, "it is not passed on");
}

/// True for a program that starts another one, and gets no word about which.
fn wants_arguments(words: &[&str]) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return false;
    };
    let inits = ["tini", "dumb-init", "catatonit", "gosu", "su-exec"];
    match words.len() {
        1 => inits.contains(&last_part(first)) || last_part(first).contains("entrypoint"),
        _ => inits.contains(&last_part(first)) && *last == "--",
    }
}
