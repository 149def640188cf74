//! DL3050 superfluous-label.

use crate::rule::prelude::*;

rule!(DL3050, on: [Label(check)]);

fn check<'s>(label: &Pairs<'s>, cx: &mut Cx<'_, 's>) {
    let settings = cx.settings();
    if !settings.strict_labels {
        return;
    }
    for pair in &label.pairs {
        let key = cx.value(&pair.key.text);
        if let Some(key) = key
            .known()
            .filter(|key| !settings.label_schema.contains_key(*key))
        {
            cx.report(
                pair.key.span,
                format!("the label `{key}` is not in the schema"),
            )
            .help("drop it, or add it to `label-schema`");
        }
    }
}
