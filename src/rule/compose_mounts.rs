//! What is mounted into containers, and where.

use crate::compose::model::Service;
use crate::compose::mount::Mount;
use crate::compose::value::{Place, Value};
use crate::text::Range;

use super::ComposeCx;
use super::compose_conflicts::whole_range;

/// A place in the container at which something is mounted.
#[derive(Clone, Debug)]
pub struct MountPoint<'v, 's> {
    /// The path without what does not count in it.
    pub path: String,
    /// Where it is written.
    pub place: Place,
    /// Where it stands in the text there.
    pub range: Range,
    /// It is an item of `tmpfs`.
    pub is_tmpfs: bool,
    /// The item.
    pub item: &'v Value<'s>,
}

impl<'s> ComposeCx<'_, 's> {
    /// The mount points of `tmpfs` and `volumes`, in this order. Those that depend on a variable
    /// are told apart by how they are written.
    pub fn mount_points<'v>(&self, service: Service<'v, 's>) -> Vec<MountPoint<'v, 's>> {
        let items = |key: &str| service.get(key).map(Value::one_or_many).unwrap_or_default();
        let tmpfs = items("tmpfs").iter().filter_map(|item| {
            let text = item.literal()?;
            let path = text.split(':').next()?;
            Some(MountPoint {
                path: clean(path),
                place: item.place,
                range: Range::new(0, path.len()),
                is_tmpfs: true,
                item,
            })
        });
        let volumes = items("volumes").iter().filter_map(|item| {
            let (value, range, path) = if let Some(text) = item.text() {
                let mount = Mount::parse(self.expanded(text).all()).ok()?;
                let target = mount.target;
                let written = target.range.of(text);
                // A default is only part of what is written.
                let is_settled = target.is_known() && !target.is_default;
                if !is_settled && !written.contains("${") {
                    return None;
                }
                (item, target.range, written.to_owned())
            } else {
                let target = item.get("target")?;
                let text = target.text()?;
                (target, whole_range(text), text.to_owned())
            };
            Some(MountPoint {
                path: clean(&path),
                place: value.place,
                range,
                is_tmpfs: false,
                item,
            })
        });
        tmpfs.chain(volumes).collect()
    }
}

/// A path without doubled and final slashes and single dots.
fn clean(path: &str) -> String {
    let is_rooted = path.starts_with('/');
    let parts: Vec<_> = path
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
        .collect();
    let rest = parts.join("/");
    if is_rooted { format!("/{rest}") } else { rest }
}
