//! CP1318 invalid-project-name.

use crate::rule::prelude::*;

rule!(CP1318, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    let Some(value) = cx.root().get("name") else {
        return;
    };
    let Some(text) = known(value, cx).filter(|it| !it.is_empty()) else {
        return;
    };
    let kept = |c: &char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-');
    let usual: String = text.to_lowercase().chars().filter(kept).collect();
    let usual = usual.trim_start_matches(['_', '-']);
    if usual == text {
        return;
    }
    let fix = rewrite(value, usual, cx).filter(|_| !usual.is_empty());
    let fix = fix.map(|fix| Fix {
        applicability: Applicability::Safe,
        ..fix
    });
    let message = if usual.is_empty() {
        format!("nothing is left of the name `{}`", brief(&text))
    } else {
        format!("the name `{}` becomes `{}`", brief(&text), brief(usual))
    };
    cx.report(value.place, message)
        .help("use lower-case letters, digits, `_` and `-`, a letter or digit first")
        .fix(fix);
}
