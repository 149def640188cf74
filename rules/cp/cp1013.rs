//! CP1013 legacy-v1-format.

use crate::rule::prelude::*;

rule!(CP1013, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    for misfit in cx.misfits().iter() {
        if misfit.kind == MisfitKind::LegacyFormat {
            let file = cx.file(misfit.place);
            let fix = file.and_then(|file| indented(&file.tree));
            report_misfit(misfit, cx).fix(fix);
        }
    }
}

/// Moves the whole file below `services`, if there is nothing but services in it.
fn indented(tree: &Tree<'_>) -> Option<Fix> {
    let [document] = tree.documents.as_slice() else {
        return None;
    };
    let root = document.root.filter(|_| tree.is_complete())?;
    let pairs = tree.pairs(root);
    let is_service = |value: NodeId| {
        ["image", "build"]
            .iter()
            .any(|key| tree.get(value, key).is_some())
    };
    if !pairs.iter().all(|pair| is_service(pair.value)) {
        return None;
    }
    let first = tree.span(pairs.first()?.key).start;
    let (before, text) = tree.text.split_at_checked(first as usize)?;
    let before = before.trim_start_matches('\u{feff}');
    if !(before.is_empty() || before.ends_with('\n')) || text.contains("\n...") {
        return None;
    }
    let head = format!("services:{}  ", line_break(tree.text));
    let mut fix = Fix::unchecked("move them below `services`").insert(first, head);
    let mut at = first;
    for line in text.split_inclusive('\n') {
        if at > first && !line.trim().is_empty() {
            fix = fix.insert(at, "  ");
        }
        at += offset(line.len());
    }
    Some(fix)
}
