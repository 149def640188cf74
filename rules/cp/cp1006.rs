//! CP1006 unknown-tag.

use crate::rule::prelude::*;

rule!(CP1006, on: [ComposeFile(check)]);

/// The tags that mean something to Compose.
const OWN: [&str; 2] = ["!reset", "!override"];

/// The types that its YAML knows.
const TYPES: [&str; 10] = [
    "binary",
    "bool",
    "float",
    "int",
    "map",
    "merge",
    "null",
    "seq",
    "str",
    "timestamp",
];

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    for (_, node) in file.tree.nodes() {
        let Some(tag) = &node.tag else { continue };
        let near = match tag.core.as_deref() {
            Some(name) if TYPES.contains(&name) => continue,
            Some(name) => nearest(name, TYPES).map(|near| format!("!!{near}")),
            // `!` alone says that the value is what it looks like.
            None if tag.text == "!" || OWN.contains(&tag.text) => continue,
            None => nearest(tag.text, OWN).map(str::to_owned),
        };
        let finding = cx.report_span(
            number,
            tag.span,
            format!("the tag {} means nothing to Compose", shown(tag.text)),
        );
        match near {
            Some(near) => finding
                .help(format!("did you mean `{near}`?"))
                .fix(Fix::unchecked(format!("write `{near}`")).replace(tag.span, near)),
            None => finding.help("delete it, or write `!reset` or `!override`"),
        };
    }
}
