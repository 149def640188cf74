//! What rules about the practice of Compose projects share.

use crate::compose::model::{Reference, Service, names};
use crate::compose::mount::{Mount, MountKind};
use crate::compose::value::{Field, Place, Value};
use crate::text::{Span, offset};
use crate::yaml::Kind;

use super::ComposeCx;
use super::compose_practice::indentation;

/// Keys that take a boolean.
const FLAGS: [&str; 23] = [
    "attach",
    "attachable",
    "create_host_path",
    "disable",
    "enable_ipv4",
    "enable_ipv6",
    "external",
    "init",
    "initial_sync",
    "internal",
    "no_cache",
    "nocopy",
    "oom_kill_disable",
    "per_replica",
    "privileged",
    "provenance",
    "pull",
    "read_only",
    "required",
    "sbom",
    "stdin_open",
    "tty",
    "use_api_socket",
];

/// Mappings whose keys the user chooses.
const FREE: [&str; 9] = [
    "environment",
    "labels",
    "annotations",
    "sysctls",
    "storage_opt",
    "options",
    "args",
    "driver_opts",
    "additional_contexts",
];

/// True for a path whose value is a boolean.
pub fn is_flag(path: &[&str]) -> bool {
    let Some((last, above)) = path.split_last() else {
        return false;
    };
    let is_free = above.last().is_some_and(|it| FREE.contains(it));
    let restarts = *last == "restart" && above.contains(&"depends_on");
    !is_free && (FLAGS.contains(last) || restarts)
}

/// True for a path whose value Compose turns from text into a boolean.
pub fn is_cast_flag(path: &[&str]) -> bool {
    match path {
        ["services", _, key] => {
            let own = [
                "init",
                "oom_kill_disable",
                "privileged",
                "read_only",
                "stdin_open",
                "tty",
            ];
            own.contains(key)
        }
        ["services", _, "depends_on", _, key] => matches!(*key, "required" | "restart"),
        ["services", _, "healthcheck", "disable"]
        | ["services", _, "volumes", "read_only"]
        | ["services", _, "volumes", "volume", "nocopy"] => true,
        ["networks" | "volumes" | "secrets" | "configs", _, key] => {
            let own = [
                "attachable",
                "enable_ipv4",
                "enable_ipv6",
                "external",
                "internal",
            ];
            own.contains(key)
        }
        _ => false,
    }
}

/// A text for a message: on one line, without backticks, not too long.
pub fn short_name(text: &str) -> String {
    const MOST: usize = 24;
    let clean = |c: char| match c {
        '`' => '\'',
        c if c.is_control() => ' ',
        c => c,
    };
    let mut out: String = text.chars().take(MOST).map(clean).collect();
    if text.chars().nth(MOST).is_some() {
        out.push('…');
    }
    out
}

/// True if all of the project is known, and no service waits for another file to be put on top of
/// it.
pub fn is_complete(cx: &ComposeCx<'_, '_>) -> bool {
    cx.is_whole() && cx.all_run()
}

/// True if a service has a health check of its own, false if it switches off that of its image.
/// None if it says nothing about it, or that depends on a variable.
pub fn has_healthcheck(service: Service<'_, '_>) -> Option<bool> {
    let check = service.get("healthcheck").filter(|it| !it.is_null())?;
    if let Some(disable) = check.get("disable")
        && disable.bool()?
    {
        return Some(false);
    }
    let test = check.get("test")?;
    let first = test.items().first().unwrap_or(test).literal();
    Some(first != Some("NONE"))
}

/// The condition of a dependency, if it is this one.
pub fn condition<'v, 's>(reference: &Reference<'v, 's>, wanted: &str) -> Option<&'v Value<'s>> {
    let condition = reference.settings.and_then(|it| it.get("condition"));
    condition.filter(|it| it.literal() == Some(wanted))
}

/// The dash of an item and the blanks in front of it, if a mapping can stand there: further in than
/// its key.
pub fn dash_of<'c>(
    item: Place,
    field: &Field<'_>,
    cx: &ComposeCx<'c, '_>,
) -> Option<(Span, &'c str)> {
    let tree = &cx.file(item)?.tree;
    let parent = tree.node(item.node).parent?;
    let Kind::Sequence(items) = &tree.node(parent).kind else {
        return None;
    };
    let dash = items.iter().find(|it| it.value == item.node)?.dash?;
    let blanks = indentation(Place { span: dash, ..item }, cx)?;
    let key = indentation(field.key_place, cx)?;
    (field.key_place.file == item.file && blanks.len() > key.len()).then_some((dash, blanks))
}

/// The names of the resources of one kind that services use. None if that is not known.
pub fn used_resources(kind: &str, cx: &ComposeCx<'_, '_>) -> Option<Vec<String>> {
    let mut used = Vec::new();
    let add = |used: &mut Vec<String>, list: Option<&Value<'_>>| -> Option<()> {
        let Some(list) = list else { return Some(()) };
        for reference in names(list) {
            used.push(reference.name.to_owned());
        }
        for item in list.items() {
            let source = match item.text() {
                Some(_) => Some(item),
                None => item.get("source"),
            };
            let text = source.and_then(Value::text).unwrap_or_default();
            used.push(cx.expanded(text).known()?.to_owned());
        }
        Some(())
    };
    for service in cx.services() {
        match kind {
            "volumes" => {
                let items = service.items("volumes");
                for item in items {
                    add_volume(item, cx, &mut used)?;
                }
            }
            "secrets" => {
                add(&mut used, service.get("secrets"))?;
                add(&mut used, service.at(&["build", "secrets"]))?;
            }
            "configs" => {
                add(&mut used, service.get("configs"))?;
                let spec = service.at(&["credential_spec", "config"]);
                used.extend(spec.and_then(Value::text).map(str::to_owned));
            }
            _ => {
                add(&mut used, service.get(kind))?;
                // The name of a network can stand here, too.
                used.extend(service.literal("network_mode").map(str::to_owned));
            }
        }
    }
    Some(used)
}

/// Adds the named volume of a mount, if it has one. None if that is not known.
fn add_volume(item: &Value<'_>, cx: &ComposeCx<'_, '_>, used: &mut Vec<String>) -> Option<()> {
    let Some(text) = item.text() else {
        // Without it, this is no mount but something gone wrong.
        item.get("type")?;
        let source = item.get("source").and_then(Value::text).unwrap_or_default();
        used.push(cx.expanded(source).known()?.to_owned());
        return Some(());
    };
    let expanded = cx.expanded(text);
    let mount = Mount::parse(expanded.all()).ok()?;
    match mount.kind {
        MountKind::Bind | MountKind::Anonymous => {}
        MountKind::Volume => used.push(mount.source?.value?),
        MountKind::Unknown => return None,
    }
    Some(())
}

/// The paths in the container at which something is mounted, with their places. None if one of
/// them is not known.
pub fn mount_targets<'c>(
    service: Service<'c, '_>,
    cx: &ComposeCx<'c, '_>,
) -> Option<Vec<(String, Place)>> {
    let mut found = Vec::new();
    for item in service.items("volumes") {
        let target = match item.text() {
            Some(text) => {
                let expanded = cx.expanded(text);
                Mount::parse(expanded.all()).ok()?.target.value?
            }
            None => cx.expanded(item.get("target")?.text()?).known()?.to_owned(),
        };
        found.push((target.trim_end_matches('/').to_owned(), item.place));
    }
    for item in service
        .get("tmpfs")
        .map(Value::one_or_many)
        .unwrap_or_default()
    {
        let path = item.literal()?.split(':').next()?;
        found.push((path.trim_end_matches('/').to_owned(), item.place));
    }
    Some(found)
}

/// Where a line with a new key can stand in a service: the place of its first key, if that is at
/// the start of a line.
pub fn new_key<'c>(service: Service<'c, '_>, cx: &ComposeCx<'c, '_>) -> Option<(Span, &'c str)> {
    let first = service.value().fields().iter().find(|it| !it.is_merged)?;
    let blanks = indentation(first.key_place, cx)?;
    let at = first.key_place.span.start - offset(blanks.len());
    let is_own = service.field.value.alias.is_none();
    let inside = service.field.value.span().covers(first.key_place.span);
    (is_own && inside).then(|| (Span::at(at), blanks))
}
