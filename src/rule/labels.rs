//! Labels that the configured schema knows.

use crate::dockerfile::ast::Pairs;

use super::{Cx, LabelType};

/// Judges the values of labels that the schema lists: those of type `wanted`, or all. `judge` gives
/// an error for a wrong value: why it is wrong, as a sentence, or nothing more than `what` says.
/// A value that depends on an unknown variable is not judged.
pub fn check_labels<'s>(
    label: &Pairs<'s>,
    cx: &mut Cx<'_, 's>,
    wanted: Option<LabelType>,
    what: &str,
    judge: impl Fn(&str) -> Result<(), Option<String>>,
) {
    let schema = &cx.settings().label_schema;
    for pair in label.pairs.iter().filter(|_| !schema.is_empty()) {
        let key = cx.value(&pair.key.text);
        let Some(key) = key.known() else { continue };
        let kind = schema.get(key).copied();
        if kind.is_none() || (wanted.is_some() && kind != wanted) {
            continue;
        }
        let value = cx.value(&pair.value.text);
        if let Some(Err(why)) = value.known().map(&judge) {
            // An empty value has no place of its own.
            let span = if pair.value.is_empty() {
                pair.key.span
            } else {
                pair.value.span
            };
            let finding = cx.report(span, format!("the label `{key}` {what}"));
            finding.notes.extend(why);
        }
    }
}
