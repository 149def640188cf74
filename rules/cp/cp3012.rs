//! CP3012 unused-extension.

use crate::rule::prelude::*;

rule!(CP3012, on: [ComposeFile(check)]);

/// Extensions that other programs read.
const KNOWN: [&str; 9] = [
    "x-aws",
    "x-azure",
    "x-bake",
    "x-casaos",
    "x-develop",
    "x-docker",
    "x-podman",
    "x-portainer",
    "x-umbrel",
];

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let tree = &file.tree;
    // The values at the top in which nodes are used.
    let mut used = std::collections::HashSet::new();
    for (_, node) in tree.nodes() {
        if let YamlKind::Alias(Some(target)) = node.kind {
            let above = |id: &NodeId| tree.node(*id).parent;
            let mut at = target;
            while let Some(next) = above(&at).filter(|it| above(it).is_some()) {
                at = next;
            }
            used.insert(at);
        }
    }
    let roots = tree.documents.iter().filter_map(|it| it.root);
    for pair in roots.flat_map(|root| tree.pairs(root)) {
        let key = tree.text_of(pair.key).unwrap_or_default();
        if !key.starts_with("x-") || KNOWN.iter().any(|it| key.starts_with(it)) {
            continue;
        }
        if !used.contains(&pair.value) {
            let message = format!("nothing in the file uses `{}`", short_name(key));
            cx.report_span(number, tree.span(pair.key), message)
                .help("delete it");
        }
    }
}
