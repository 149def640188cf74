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
    let used: std::collections::HashSet<_> = tree
        .nodes()
        .filter_map(|(_, node)| match node.kind {
            YamlKind::Alias(target) => target,
            _ => None,
        })
        .collect();
    let roots = tree.documents.iter().filter_map(|it| it.root);
    for pair in roots.flat_map(|root| tree.pairs(root)) {
        let key = tree.text_of(pair.key).unwrap_or_default();
        if !key.starts_with("x-") || KNOWN.iter().any(|it| key.starts_with(it)) {
            continue;
        }
        let own = tree.whole(pair.value);
        let mut inside = tree.nodes().filter(|(_, node)| own.covers(node.span));
        if !inside.any(|(id, _)| used.contains(&id)) {
            let message = format!("nothing in the file uses `{}`", short_name(key));
            cx.report_span(number, tree.span(pair.key), message)
                .help("delete it");
        }
    }
}
