//! DX5102 secret-arg-used-in-run.

use crate::rule::prelude::*;

rule!(DX5102, on: [Stage(check)]);

fn check(stage: &Stage<'_>, cx: &mut Cx<'_, '_>) {
    let declares = |it: &Instruction<'_>| match &it.kind {
        Kind::Arg(arg) => arg.names.iter().any(|name| is_ours(&name.name)),
        _ => false,
    };
    if !cx.instructions(stage).iter().any(declares) || !cx.model().is_shipped(stage) {
        return;
    }
    let mut seen: Vec<Span> = Vec::new();
    for it in cx.instructions(stage) {
        if !matches!(it.kind, Kind::Run(_)) {
            continue;
        }
        for script in cx.scripts(it) {
            for (name, range) in variables(script.text.as_str()).filter(|(name, _)| is_ours(name)) {
                let Some(definition) = cx.model().definition(name, it.index) else {
                    continue;
                };
                let declared = definition.span;
                if definition.by != DefinedBy::Arg || seen.contains(&declared) {
                    continue;
                }
                seen.push(declared);
                let id = name.to_ascii_lowercase();
                let message = format!("the value of `{name}` stays in the history of the image");
                cx.report(script.text.span(range), message)
                    .label(declared, "build argument")
                    .help(format!("use `RUN --mount=type=secret,id={id},env={name}`"));
            }
        }
    }
}

/// What sounds secret to `docker build`, too, is reported by DL3064 where it is declared.
fn is_ours(name: &str) -> bool {
    is_secret_name(name) && !sounds_secret(name)
}

/// The variables in a script, each with its place, from `$` on.
fn variables(text: &str) -> impl Iterator<Item = (&str, Range)> {
    text.match_indices('$').filter_map(move |(at, _)| {
        let escaped = text.get(..at)?.ends_with('\\');
        let braced = text.get(at + 1..)?.starts_with('{');
        let start = at + 1 + usize::from(braced);
        let rest = text.get(start..)?;
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let len = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let closed = rest.get(len..)?.starts_with('}');
        let end = start + len + usize::from(braced && closed);
        (len > 0 && !escaped).then(|| (rest.get(..len).unwrap_or_default(), Range::new(at, end)))
    })
}
