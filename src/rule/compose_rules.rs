//! What rules about Compose files share.

use crate::compose::model::Reference;
use crate::compose::schema::{self, MisfitKind};
use crate::compose::value::Value;
use crate::text::nearest;

use super::ComposeCx;

/// Reports everything in the shape of the project that is wrong in one way.
pub fn report_misfits(kind: MisfitKind, cx: &mut ComposeCx<'_, '_>) {
    for misfit in cx.misfits().iter().filter(|it| it.kind == kind) {
        let finding = cx.report(misfit.place, misfit.message.clone());
        finding.help.clone_from(&misfit.help);
        if let Some(first) = misfit.first {
            finding.label(first, "it stands here first");
        }
    }
}

/// Reports a name that the mapping `kind` at the top does not have. Silent where not all of the
/// project is known.
pub fn report_undefined(
    kind: &str,
    what: &str,
    reference: &Reference<'_, '_>,
    cx: &mut ComposeCx<'_, '_>,
) {
    let name = reference.name;
    if !cx.is_whole() || name.is_empty() || name.contains('$') {
        return;
    }
    let known = cx.root().get(kind).map(Value::fields).unwrap_or_default();
    if known.iter().any(|field| field.key == name) {
        return;
    }
    let near = nearest(name, known.iter().map(|field| &*field.key)).map(str::to_owned);
    let finding = cx.report_reference(reference, format!("there is no {what} `{name}`"));
    if let Some(near) = near {
        finding.help(format!("did you mean `{near}`?"));
    } else {
        finding.help(format!("define it under `{kind}`"));
    }
}

/// All that is wrong with the shape of a project.
pub(super) fn misfits(root: &Value<'_>) -> Vec<schema::Misfit> {
    schema::check(root)
}
