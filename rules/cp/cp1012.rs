//! CP1012 alias-cycle-or-bomb.

use crate::rule::prelude::*;

rule!(CP1012, on: [ComposeFile(check)]);

/// How many values Compose looks at before it gives up.
const MAX_VALUES: u64 = 100_000;

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let tree = &file.tree;
    let mut has_alias = false;
    for alias in anchors(tree).iter().flat_map(|document| &document.aliases) {
        has_alias = true;
        if alias.is_cycle(tree) {
            let message = format!("the alias {} leads into itself", shown(alias.name));
            let finding = cx.report_span(number, alias.span, message);
            let anchor = alias.target.and_then(|it| tree.node(it).anchor.as_ref());
            if let Some(anchor) = anchor {
                finding.label(anchor.span, "it stands inside of this");
            }
            finding.help("delete the alias, or write out what is meant");
        }
    }
    if has_alias && let Some(alias) = bomb(tree) {
        let message = format!("the aliases up to here stand for more than {MAX_VALUES} values");
        cx.report_span(number, tree.span(alias), message)
            .help("use fewer aliases of aliases");
    }
}

/// The alias with which a file stands for too many values.
fn bomb(tree: &Tree<'_>) -> Option<NodeId> {
    let mut keys = std::collections::HashSet::new();
    for (_, node) in tree.nodes() {
        if let NodeKind::Mapping(pairs) = &node.kind {
            keys.extend(pairs.iter().map(|pair| pair.key));
        }
    }
    // The values each node stands for, as far as they are known: all of those of an alias, because
    // its anchor ends in front of it.
    let mut sizes: std::collections::HashMap<NodeId, u64> = std::collections::HashMap::new();
    let mut all = 0_u64;
    for (id, node) in tree.nodes().filter(|(id, _)| !keys.contains(id)) {
        let (size, is_alias) = match node.kind {
            NodeKind::Alias(Some(target)) => (sizes.get(&target).copied().unwrap_or(1), true),
            _ => (1, false),
        };
        all = all.saturating_add(size);
        if all > MAX_VALUES && is_alias {
            return Some(id);
        }
        let parent = |id: &NodeId| tree.node(*id).parent;
        for above in std::iter::successors(Some(id), parent) {
            let sum = sizes.entry(above).or_default();
            *sum = sum.saturating_add(size);
        }
    }
    None
}
