//! DX1010 space-before-equals.

use crate::rule::prelude::*;

rule!(DX1010, on: [Env(check), Label(check)]);

fn check<'s>(pairs: &Pairs<'s>, cx: &mut Cx<'_, 's>) {
    let ([pair], true) = (&pairs.pairs[..], pairs.legacy) else {
        return;
    };
    let Some(value) = pair
        .value
        .strip_prefix('=')
        .filter(|it| !it.starts_with('='))
    else {
        return;
    };
    let meant = value.trim_start_matches([' ', '\t']);
    let start = value.len() - meant.len() + 1;
    let sign = cx.place(&pair.value, Range::new(0, 1));
    // Without quotes, the value ends at a blank.
    let inner = meant.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    let quoted = inner.is_some_and(|it| !it.contains(['"', '\\']));
    let one = !meant.is_empty() && (quoted || !meant.contains([' ', '\t', '"', '\'', '\\']));
    let first = cx.place(&pair.value, Range::new(start, start + 1)).start;
    let fix =
        Fix::unchecked("leave the blanks out").replace(Span::new(pair.key.span.end, first), "=");
    let message = format!(
        "the blank makes `=` a part of the value of `{}`",
        &*pair.key
    );
    cx.report(sign, message)
        .help("leave out the blanks around `=`")
        .fix(one.then_some(fix));
}
