//! DX2004 inconsistent-keyword-case.

use crate::rule::prelude::*;

rule!(DX2004, on: [Dockerfile(check)]);

fn check(file: &Dockerfile<'_>, cx: &mut Cx<'_, '_>) {
    // Words that are no instructions say nothing about the taste of the author.
    if file.refusal().is_some() {
        return;
    }
    let is_from = |it: &Instruction<'_>| matches!(it.kind, Kind::From(_));
    let stages = || file.instructions.iter().skip_while(|it| !is_from(it));
    let count = |case: fn(&char) -> bool| {
        let all = |it: &&Instruction<'_>| it.keyword.chars().all(|c| case(&c));
        stages().filter(all).count()
    };
    let lower = count(char::is_ascii_lowercase) > count(char::is_ascii_uppercase);
    for it in stages() {
        let wanted = if lower {
            it.keyword.to_ascii_lowercase()
        } else {
            it.keyword.to_ascii_uppercase()
        };
        if *wanted != *it.keyword {
            let fix = Fix::safe(format!("write `{wanted}`"));
            let fix = fix.replace(it.keyword.span, wanted.as_str());
            let message = format!("`{}` is not in the letter case of the others", &*it.keyword);
            cx.report(it.keyword.span, message)
                .help(format!("write `{wanted}`"))
                .fix(fix);
        }
    }
}
