//! DX6016 duplicate-expose.

use crate::rule::prelude::*;

rule!(DX6016, on: [Expose(check)]);

fn check<'s>(expose: &Expose<'s>, cx: &mut Cx<'_, 's>) {
    let Some(it) = cx.instruction() else { return };
    for (at, word) in expose.ports.iter().enumerate() {
        let Some(ports) = read(it, word, cx) else {
            continue;
        };
        let here = expose.ports.iter().take(at).rev().map(|word| (it, word));
        let stage = cx
            .before()
            .take_while(|it| !matches!(it.kind, Kind::From(_)));
        let earlier = stage.flat_map(|it| match &it.kind {
            Kind::Expose(other) => other.ports.iter().map(|word| (it, word)).collect(),
            _ => Vec::new(),
        });
        let holds = |other: (&Instruction<'s>, &Word<'s>)| {
            read(other.0, other.1, cx).is_some_and(|it| {
                it.first <= ports.first && ports.last <= it.last && it.protocol == ports.protocol
            })
        };
        let first = here
            .chain(earlier)
            .find(|it| holds(*it))
            .map(|(_, word)| word.span);
        if let Some(first) = first {
            let word_only = cx.cut_one_of(&expose.ports, at);
            let whole = || cx.cut_instruction(it).filter(|_| expose.ports.len() == 1);
            let fix = word_only.or_else(whole);
            let fix = fix.map(|span| Fix::safe("leave it out").delete(span));
            cx.report(word.span, format!("port `{}` is exposed already", &**word))
                .label(first, "here")
                .help("leave it out")
                .fix(fix);
        }
    }
}

struct Ports {
    first: u32,
    last: u32,
    protocol: String,
}

/// The ports of the container that a word of `EXPOSE` names.
fn read<'s>(it: &Instruction<'_>, word: &Word<'s>, cx: &Cx<'_, 's>) -> Option<Ports> {
    let value = cx.model().value(&word.text, it.index);
    let text = value.known().filter(|_| !value.is_overridable())?;
    let (ports, protocol) = text.split_once('/').unwrap_or((text, "tcp"));
    let ports = ports.rsplit(':').next()?;
    let (first, last) = ports.split_once('-').unwrap_or((ports, ports));
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    Some(Ports {
        first,
        last,
        protocol: protocol.to_ascii_lowercase(),
    })
}
