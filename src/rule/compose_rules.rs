//! What rules about Compose files share.

use crate::compose::model::{Reference, Service};
use crate::compose::schema::{self, Misfit, MisfitKind, Repair};
use crate::compose::shown;
use crate::compose::value::{Data, Place, Value};
use crate::finding::{Finding, Fix, Severity};
use crate::yaml::Tree;

use super::ComposeCx;
use super::yaml_edits::{
    has_neighbours, quoted, without_item, without_pair, wrapped, written_text,
};

/// Reports everything in the shape of the project that is wrong in one way.
pub fn report_misfits(kind: MisfitKind, cx: &mut ComposeCx<'_, '_>) {
    for misfit in cx.misfits().iter().filter(|it| it.kind == kind) {
        let file = cx.file(misfit.place);
        // What is wrong with a key that is no text is another matter.
        if file.is_none_or(|file| !file.tree.is_odd_key(misfit.place.node)) {
            report_misfit(misfit, cx);
        }
    }
}

/// Reports one of the things that are wrong in the shape of the project.
pub fn report_misfit<'x>(misfit: &Misfit, cx: &'x mut ComposeCx<'_, '_>) -> &'x mut Finding {
    let repair = misfit.repair.as_ref();
    let fix = repair.and_then(|repair| repaired(repair, misfit.place, cx));
    let first = misfit.first.filter(|it| it.file == misfit.place.file);
    let finding = cx.report(misfit.place, misfit.message.clone());
    finding.help.clone_from(&misfit.help);
    if let Some(first) = first {
        finding.label(first.span, "it stands here first");
    }
    finding.fix(fix)
}

/// The edits that a repair stands for.
fn repaired(repair: &Repair, place: Place, cx: &ComposeCx<'_, '_>) -> Option<Fix> {
    let tree = &cx.file(place)?.tree;
    let old = place.span.of(tree.text);
    Some(match repair {
        Repair::Rename(new) => Fix::unchecked(format!("write `{new}`"))
            .replace(written_text(tree, place.node)?, new.as_str()),
        Repair::Quote => Fix::safe("put it in quotes").replace(place.span, quoted(old)?),
        Repair::Wrap => Fix::safe("make it a list").replace(place.span, wrapped(old)?),
        // An empty mapping would be wrong, too.
        Repair::DeleteKey if !has_neighbours(tree, place.node) => return None,
        Repair::DeleteKey => {
            Fix::unchecked("delete the key").delete(without_pair(tree, place.node)?)
        }
        Repair::DeleteItem => Fix::safe("delete the item").delete(without_item(tree, place.node)?),
    })
}

/// Reports a name that the mapping `kind` at the top does not have, once for each name. Silent
/// where not all of the project is known.
pub fn report_undefined<'x>(
    service: Service<'_, '_>,
    kind: &str,
    what: &str,
    reference: &Reference<'_, '_>,
    cx: &'x mut ComposeCx<'_, '_>,
) -> Option<&'x mut Finding> {
    let name = reference.name;
    if name.is_empty() || name.contains('$') || !is_undefined(kind, name, cx) {
        return None;
    }
    let near = cx.similar(kind, name);
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("define it under `{kind}`"),
    };
    let message = format!("there is no {what} {}", shown(name));
    // One definition ends it for all who use the name. A name that is wrong is so everywhere.
    let is_defined_once = near.is_none() && !name.contains('/');
    if is_defined_once && cx.has_said(&message, reference.place) {
        return None;
    }
    let finding = cx.report_reference(reference, message);
    finding.help(help);
    soften(service, finding);
    Some(finding)
}

/// Reports secrets or configs in their long form that do not say which one they are.
pub fn report_without_source(list: &Value<'_>, what: &str, cx: &mut ComposeCx<'_, '_>) {
    for item in list.items().iter().filter(|it| it.get("source").is_none()) {
        if let Some(first) = item.fields().first() {
            let message = format!("a {what} has no `source` here");
            cx.report(first.key_place, message)
                .help(format!("add `source`, the name of the {what}"));
        }
    }
}

/// True if the mapping `kind` at the top surely lacks a name.
fn is_undefined(kind: &str, name: &str, cx: &ComposeCx<'_, '_>) -> bool {
    let known = cx.root().get(kind);
    let is_there = match known.map(|it| &it.data) {
        Some(Data::Unknown | Data::Sequence(_)) => true,
        _ => cx.entry(kind, name).is_some(),
    };
    !is_there && cx.is_whole() && !cx.is_overlay()
}

/// Makes an error a warning in a service that only runs on demand: the rest works without it.
pub fn soften(service: Service<'_, '_>, finding: &mut Finding) {
    if let Some(profile) = service.profiles().next()
        && finding.severity == Severity::Error
    {
        finding.severity = Severity::Warning;
        finding.note(format!(
            "Compose fails once the profile `{profile}` is active."
        ));
    }
}

/// True if a file is a template that other programs fill in first: no YAML, and it shows.
pub fn is_template(tree: &Tree<'_>) -> bool {
    !tree.is_complete() && tree.text.contains("{%")
}

/// All that is wrong with the shape of a project.
pub(super) fn misfits(root: &Value<'_>) -> Vec<schema::Misfit> {
    schema::check(root)
}
