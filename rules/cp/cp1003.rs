//! CP1003 undefined-anchor.

use crate::rule::prelude::*;

rule!(CP1003, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let tree = &file.tree;
    // The anchor may be in what could not be read.
    if !tree.is_complete() {
        return;
    }
    let documents = anchors(tree);
    for document in &documents {
        for alias in document.aliases.iter().filter(|it| it.target.is_none()) {
            let later = document
                .anchors
                .iter()
                .find(|(_, it)| it.name == alias.name);
            let message = match later {
                Some(_) => format!("the anchor {} comes only behind this", shown(alias.name)),
                None => format!("there is no anchor {}", shown(alias.name)),
            };
            let names = document.anchors.iter().map(|(_, it)| &*it.name);
            let near = nearest(alias.name, names).map(str::to_owned);
            let is_elsewhere = documents
                .iter()
                .any(|other| other.anchors.iter().any(|(_, it)| it.name == alias.name));
            let is_pattern = alias.name.contains(['.', '/', '*', '?']);
            let finding = cx.report_span(number, alias.span, message);
            if let Some((_, anchor)) = later {
                finding.label(anchor.span, "here");
                finding.help("move the anchor in front of its aliases");
            } else if is_pattern {
                let quoted = format!("\"{}\"", alias.span.of(tree.text));
                finding.help("put it in quotes: `*` begins an alias");
                finding.fix(Fix::unchecked("put it in quotes").replace(alias.span, quoted));
            } else if let Some(near) = near {
                finding.help(format!("did you mean `*{near}`?"));
            } else if is_elsewhere {
                finding.help("define it in this document: anchors end with theirs");
            } else {
                finding.help("define it above, or put the value in quotes if it is text");
            }
        }
    }
}
