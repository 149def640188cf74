//! CP1011 invalid-merge-value.

use crate::rule::prelude::*;

rule!(CP1011, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let tree = &file.tree;
    for (_, node) in tree.nodes() {
        let NodeKind::Mapping(pairs) = &node.kind else {
            continue;
        };
        for pair in pairs.iter().filter(|pair| tree.is_merge(pair.key)) {
            let Some(mut bad) = misfit(pair.value, tree) else {
                continue;
            };
            // An alias is wrong, not what it leads to.
            if tree.follow(pair.value) != pair.value {
                bad = pair.value;
            }
            let target = tree.follow(bad);
            let what = match &tree.node(target).kind {
                NodeKind::Sequence(_) => "a list",
                _ if tree.is_null(target) => "nothing",
                _ => "text",
            };
            let anchor = tree.node(target).anchor.as_ref().map(|it| it.span);
            let message = format!("`<<` merges mappings, not {what}");
            let finding = cx.report_span(number, tree.visible(bad), message);
            if let Some(anchor) = anchor.filter(|_| target != bad) {
                finding.label(anchor, format!("this is {what}"));
            }
            finding.help(if what == "a list" {
                "write it as a mapping, `NAME: value`, or use the list as a whole"
            } else {
                "merge the alias of a mapping, or delete the key"
            });
        }
    }
}

/// What is not to be merged: the value, or one of the items of a list.
fn misfit(value: NodeId, tree: &Tree<'_>) -> Option<NodeId> {
    match &tree.node(tree.follow(value)).kind {
        NodeKind::Sequence(items) => {
            let mut items = items.iter().map(|it| it.value);
            items.find(|it| !is_mapping(*it, tree))
        }
        _ => Some(value).filter(|it| !is_mapping(*it, tree)),
    }
}

/// True for mappings, and for what is not known.
fn is_mapping(id: NodeId, tree: &Tree<'_>) -> bool {
    let target = tree.follow(id);
    matches!(
        tree.node(target).kind,
        NodeKind::Mapping(_) | NodeKind::Alias(_)
    )
}
