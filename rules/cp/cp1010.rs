//! CP1010 non-string-key.

use crate::rule::prelude::*;

rule!(CP1010, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let tree = &file.tree;
    if is_template(tree) {
        return;
    }
    // Keys inside of keys: the outer one is enough.
    let mut end = 0;
    for (_, node) in tree.nodes().filter(|(id, _)| !tree.is_odd_key(*id)) {
        let NodeKind::Mapping(pairs) = &node.kind else {
            continue;
        };
        for pair in pairs {
            let key = tree.span(pair.key);
            if key.start < end {
                continue;
            }
            if tree.is_odd_key(pair.key) {
                end = key.end;
            }
            let what = match tree.resolved(pair.key) {
                Some(Resolved::Null) => "nothing",
                Some(Resolved::Bool(_)) => "true or false",
                Some(Resolved::Int(_) | Resolved::Float(_)) => "a number",
                Some(Resolved::Time) => "a date",
                None if tree.is_mapping(pair.key) => "a mapping",
                None if tree.is_sequence(pair.key) => "a list",
                Some(Resolved::Text) | None => continue,
            };
            report(*pair, what, file, number, cx);
        }
    }
}

fn report<'c, 's>(
    pair: NodePair,
    what: &str,
    file: &'c ComposeFile<'s>,
    number: usize,
    cx: &mut ComposeCx<'c, 's>,
) {
    let tree = &file.tree;
    let key = tree.span(pair.key);
    let is_text = tree.scalar(pair.key).is_some() && !tree.is_null(pair.key);
    let fix = quoted(key.of(tree.text)).filter(|_| is_text);
    let is_template = what == "a mapping" && key.of(tree.text).starts_with('{');
    cx.report_span(
        number,
        tree.visible(pair.key),
        format!("this key is {what}, not text"),
    )
    .help(if is_template {
        "put the whole text with the braces in quotes"
    } else if is_text {
        "put the key in quotes"
    } else {
        "write text as the key"
    })
    .fix(fix.map(|fix| Fix::safe("put the key in quotes").replace(key, fix)));
}
