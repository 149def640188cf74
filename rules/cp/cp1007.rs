//! CP1007 tag-without-effect.

use crate::rule::prelude::*;

rule!(CP1007, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let tree = &file.tree;
    for (id, node) in tree.nodes() {
        let Some(tag) = &node.tag else { continue };
        let is_override = tag.text == "!override";
        if !is_override && tag.text != "!reset" {
            continue;
        }
        let is_item = node.parent.is_some_and(|parent| tree.is_sequence(parent));
        let (message, help) = if is_item {
            (
                "has no effect on an item of a list",
                "put it in front of the list",
            )
        } else if is_first(file, id) {
            ("has no effect: nothing comes before this file", "delete it")
        } else {
            continue;
        };
        let fix = Fix::safe("delete the tag").delete(without_mark(tree, tag.span));
        cx.report_span(number, tag.span, format!("`{}` {message}", tag.text))
            .help(help)
            .fix(Some(fix).filter(|_| is_override && !is_item));
    }
}

/// True if nothing that Compose reads before can have the value of a node: the file is the first
/// one by its name, and includes and extends nothing there.
fn is_first(file: &ComposeFile<'_>, id: NodeId) -> bool {
    let tree = &file.tree;
    let first = tree.documents.first().and_then(|document| document.root);
    let above = |id: &NodeId| tree.node(*id).parent;
    let path: Vec<_> = std::iter::successors(Some(id), above).collect();
    let is_open = |id: &NodeId| {
        // What has an anchor can also stand elsewhere.
        tree.node(*id).anchor.is_some()
            || tree.get(*id, "extends").is_some()
            || tree.get(*id, "include").is_some()
    };
    file.role == Role::Main
        && is_main(&file.path)
        && path.last() == first.as_ref()
        && !path.iter().any(is_open)
}
