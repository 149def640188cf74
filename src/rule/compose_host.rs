//! What of the host, and which volumes, a service sees.

use crate::compose::model::Service;
use crate::compose::mount::{Mount, MountKind, is_absolute};
use crate::compose::value::{Place, Value};
use crate::facts::host_path;
use crate::text::Range;

use super::ComposeCx;
use super::compose_values::{flag, known};

/// A mount of a service, whichever way it is written.
#[derive(Clone, Debug)]
pub struct Mounted {
    /// The clean path on the host, or the name of the volume. A part that is not known is left as
    /// it is written.
    pub source: String,
    /// The source is a path on the host.
    pub is_path: bool,
    /// The path in the container, if it is known.
    pub target: Option<String>,
    /// The container cannot write to it; none if that is not known.
    pub read_only: Option<bool>,
    /// How mounts below it spread, if that is said, and where.
    pub propagation: Option<(String, Place, Range)>,
    /// Where the source is written.
    pub place: Place,
    /// The source in the text there.
    pub range: Range,
}

/// The mounts of a service that have a source: paths of the host and named volumes. A volume that
/// stands for a path of the host counts as that path, and so do files of secrets and configs that
/// lie outside of the project.
pub(super) fn mounts(service: Service<'_, '_>, cx: &ComposeCx<'_, '_>) -> Vec<Mounted> {
    let mut all = Vec::new();
    for item in service.items("volumes") {
        let mounted = match item.text() {
            Some(text) => short(item, text, cx),
            None => long(item, cx),
        };
        all.extend(mounted.map(|it| behind_volume(it, cx)));
    }
    for kind in ["secrets", "configs"] {
        for reference in service.files(kind) {
            let resource = cx.entry(kind, reference.name);
            let path = resource.and_then(|it| known(it.value.get("file")?, cx));
            if let Some(path) = path.filter(|path| path.starts_with(['/', '~'])) {
                all.push(Mounted {
                    source: host_path(&path).into_owned(),
                    is_path: true,
                    target: None,
                    read_only: Some(true),
                    propagation: None,
                    place: reference.place,
                    range: reference.range,
                });
            }
        }
    }
    all
}

/// `source:target:options`
fn short(item: &Value<'_>, text: &str, cx: &ComposeCx<'_, '_>) -> Option<Mounted> {
    let expanded = cx.expanded(text);
    let mount = Mount::parse(expanded.all()).ok()?;
    let slot = mount.source.as_ref()?;
    let written = slot.known().map_or(slot.range.of(text), String::as_str);
    let is_path = mount.kind == MountKind::Bind
        || (mount.kind == MountKind::Unknown && written.contains('/'));
    let options = mount.options.iter().flatten();
    let spread = |it: &&crate::compose::mount::MountOption| {
        let text = it.text.known().map_or("", String::as_str);
        ["shared", "slave", "private"]
            .iter()
            .any(|end| text.ends_with(end))
    };
    let propagation = { options }
        .find(spread)
        .and_then(|it| Some((it.text.known()?.clone(), item.place, it.text.range)));
    Some(Mounted {
        source: source(written, is_path),
        is_path,
        target: mount.target.known().cloned(),
        read_only: mount.is_read_only(),
        propagation,
        place: item.place,
        range: slot.range,
    })
}

/// The mapping with `type`, `source` and `target`.
fn long(item: &Value<'_>, cx: &ComposeCx<'_, '_>) -> Option<Mounted> {
    let value = item.get("source")?;
    let text = value.text()?;
    let expanded = cx.expanded(text);
    let known_source = expanded.known();
    let written = known_source.unwrap_or(text);
    let kind = item.get("type").and_then(|it| known(it, cx));
    let is_path = match kind.as_deref() {
        Some("bind" | "npipe") => true,
        Some("volume") | None => is_absolute(written),
        _ => return None,
    };
    let read_only = match item.get("read_only") {
        None => Some(false),
        Some(value) => flag(value, cx),
    };
    let propagation = item.at(&["bind", "propagation"]).and_then(|it| {
        let text = known(it, cx)?.into_owned();
        Some((text, it.place, Range::new(0, it.text()?.len())))
    });
    Some(Mounted {
        source: source(written, is_path),
        is_path,
        target: item
            .get("target")
            .and_then(|it| known(it, cx))
            .map(Into::into),
        read_only,
        propagation,
        place: value.place,
        range: Range::new(0, text.len()),
    })
}

fn source(written: &str, is_path: bool) -> String {
    if is_path {
        host_path(written).into_owned()
    } else {
        written.to_owned()
    }
}

/// A volume of the local driver can be a path of the host under another name.
fn behind_volume(mounted: Mounted, cx: &ComposeCx<'_, '_>) -> Mounted {
    if mounted.is_path {
        return mounted;
    }
    let volume = cx.entry("volumes", &mounted.source);
    let device = volume.and_then(|volume| {
        let options = volume.value.get("driver_opts")?;
        let of_none = known(options.get("type")?, cx)? == "none";
        let device = known(options.get("device")?, cx)?;
        (of_none && device.starts_with('/')).then_some(device)
    });
    match device {
        Some(device) => Mounted {
            source: host_path(&device).into_owned(),
            is_path: true,
            ..mounted
        },
        None => mounted,
    }
}
