//! Images that services pull.

use crate::compose::Expanded;
use crate::compose::model::Service;
use crate::compose::value::Place;
use crate::facts::{KnownImage, is_official_name};

use super::ComposeCx;
use super::compose_values::{known, sees_processes};

/// The image of a service that is not built here.
#[derive(Clone, Debug)]
pub struct PulledImage<'c> {
    /// Its name, variables replaced.
    pub expanded: Expanded<'c>,
    /// Where it is written.
    pub place: Place,
}

/// The image of a service, if it comes from a registry: nothing in the project builds it, it may be
/// pulled, and a name without a slash is that of an official image.
pub fn pulled_image<'c>(
    service: Service<'c, '_>,
    cx: &ComposeCx<'_, '_>,
) -> Option<PulledImage<'c>> {
    let value = service.get("image")?;
    let text = value.text()?;
    let policy = service.get("pull_policy").and_then(|it| known(it, cx));
    let is_local = policy.is_some_and(|policy| matches!(&*policy, "never" | "build"));
    let expanded = cx.expanded(text);
    let is_own = expanded.known().is_some_and(|text| {
        let image = KnownImage::read(text);
        image.is_official() && !is_official_name(image.repository())
    });
    if is_local || is_own || service.build().is_some() || cx.is_built(text) {
        return None;
    }
    Some(PulledImage {
        expanded,
        place: value.place,
    })
}

/// Reports capabilities that a service adds and that stand in a table with what they allow. A rule
/// about those that take the processes of the host is silent about `SYS_PTRACE` where the service
/// does not see them, and the other way round.
pub fn report_capabilities<'c, 's>(
    service: Service<'c, 's>,
    table: &[(&str, &str)],
    of_host: bool,
    help: &str,
    cx: &mut ComposeCx<'c, 's>,
) {
    for item in service.items("cap_add") {
        let Some(name) = known(item, cx).map(|it| capability(&it)) else {
            continue;
        };
        if name == "SYS_PTRACE" && sees_processes(service, cx) != of_host {
            continue;
        }
        if let Some((name, what)) = table.iter().find(|(known, _)| *known == name) {
            cx.report(item.place, format!("`{name}` allows {what}"))
                .help(help);
        }
    }
}

/// The name of a capability: capital letters, without `CAP_`.
pub fn capability(written: &str) -> String {
    let upper = written.trim().to_ascii_uppercase();
    upper
        .strip_prefix("CAP_")
        .map_or(upper.clone(), str::to_owned)
}
