//! DL3042 pip-cache.

use crate::rule::prelude::*;

rule!(DL3042, on: [Run(check)]);

static CACHE: Cache = Cache {
    folders: &["~/.cache/pip"],
    fills: |call| {
        // Options may be cut short.
        let has = |start: &str| call.args.flags.iter().any(|it| it.name.starts_with(start));
        let kept = !call.args.is_open && !has("no-cache") && !has("cache-dir");
        call.manager == Manager::Pip && call.installs() && kept
    },
    empties: |call| call.manager == Manager::Pip && call.verb() == "cache",
};

fn check<'s>(_: &Run<'s>, cx: &mut Cx<'_, 's>) {
    let left = CACHE.left(cx);
    if left.is_empty() || is_off(cx) {
        return;
    }
    for call in left {
        cx.report(call.span(), "`pip install` leaves its cache in the layer")
            .help("add `--no-cache-dir`")
            .fix(call.insert("--no-cache-dir"));
    }
}

/// True if a variable or a setting switches the cache off, or moves it somewhere else.
fn is_off(cx: &Cx<'_, '_>) -> bool {
    let variables = ["PIP_NO_CACHE_DIR", "PIP_CACHE_DIR"];
    let set = |name: &str| match cx.model().lookup(name, cx.index()) {
        Binding::Set(value) => value.known() != Some(""),
        _ => false,
    };
    let scripts = cx.instruction().map_or(&[][..], |it| cx.scripts(it));
    scripts.iter().any(|script| {
        let text = script.text.as_str();
        let assigned = variables.iter().any(|name| {
            text.match_indices(name).any(|(at, _)| {
                let behind = text.get(at + name.len()..).unwrap_or_default();
                behind
                    .strip_prefix('=')
                    .is_some_and(|it| !it.starts_with([' ', '\n', ';']))
            })
        });
        assigned || text.contains(".no-cache-dir ")
    }) || variables.iter().any(|name| set(name))
}
