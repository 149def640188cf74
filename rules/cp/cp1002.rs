//! CP1002 duplicate-key.

use crate::rule::prelude::*;

rule!(CP1002, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let tree = &file.tree;
    // The branches of a template look like doublets.
    if is_template(tree) {
        return;
    }
    for (_, node) in tree.nodes() {
        let NodeKind::Mapping(pairs) = &node.kind else {
            continue;
        };
        let mut seen = std::collections::HashMap::new();
        for pair in pairs {
            let is_merge = tree.is_merge(pair.key);
            let Some(key) = tree.text_of(pair.key) else {
                continue;
            };
            let Some(first) = seen.insert((key, is_merge), *pair) else {
                continue;
            };
            let (help, fix) = if is_merge {
                ("merge a list: `<<: [*a, *b]`", joined(first, *pair, tree))
            } else {
                let first = without_pair(tree, first.key);
                let fix = first.map(|it| Fix::unchecked("delete the first one").delete(it));
                ("delete one of the two", fix)
            };
            let message = format!("the key {} stands here twice", shown(key));
            cx.report_span(number, tree.visible(pair.key), message)
                .label(tree.visible(first.key), "it stands here first")
                .help(help)
                .fix(fix);
        }
    }
}

/// Makes a list of what two merge keys merge.
fn joined(first: NodePair, second: NodePair, tree: &Tree<'_>) -> Option<Fix> {
    let alias = |pair: NodePair| match tree.node(pair.value).kind {
        NodeKind::Alias(_) => Some(tree.span(pair.value)),
        _ => None,
    };
    let (a, b) = (alias(first)?, alias(second)?);
    let both = format!("[{}, {}]", a.of(tree.text), b.of(tree.text));
    let fix = Fix::unchecked("merge a list").replace(a, both);
    Some(fix.delete(without_pair(tree, second.key)?))
}
