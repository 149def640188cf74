//! DL3049 missing-label.

use crate::rule::prelude::*;

rule!(DL3049, on: [Stage(check)]);

fn check(stage: &Stage<'_>, cx: &mut Cx<'_, '_>) {
    let schema = &cx.settings().label_schema;
    if schema.is_empty() || !cx.model().is_output(stage) {
        return;
    }
    let mut given = std::collections::HashSet::new();
    for it in cx
        .model()
        .chain(stage.index)
        .flat_map(|stage| cx.instructions(stage))
    {
        if let Kind::Label(label) = &it.kind {
            let keys = label
                .pairs
                .iter()
                .map(|pair| cx.model().value(&pair.key.text, it.index));
            given.extend(keys.filter_map(|key| key.known().map(str::to_owned)));
        }
    }
    let span = stage
        .image
        .as_ref()
        .map_or(cx.keyword(), |image| image.span);
    for label in schema.keys().filter(|label| !given.contains(*label)) {
        cx.report(span, format!("the image has no label `{label}`"))
            .help(format!("add `LABEL {label}=…` to the stage"));
    }
}
