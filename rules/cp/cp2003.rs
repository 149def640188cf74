//! CP2003 writable-host-system-path.

use crate::rule::prelude::*;

rule!(CP2003, on: [Service(check)], options: Options);

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    /// Also report what lies below `/etc` and `/root` and may belong to one program.
    strict: bool,
}

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let strict = cx.options::<Options>().is_some_and(|it| it.strict);
    for mounted in cx.mounts(service).iter() {
        let path = &mounted.source;
        let is_socket = engine_socket(path).is_some();
        let counts = gives_root(path) || (strict && is_of_root(path));
        if !mounted.is_path || mounted.read_only != Some(false) || is_socket || !counts {
            continue;
        }
        let message = format!("who can write to `{path}` of the host is root there");
        let fix = read_only(mounted, cx);
        cx.report_part(mounted.place, mounted.range, message)
            .help("add `:ro`, or mount only the file that is needed")
            .fix(fix);
    }
}

/// Adds `ro` to the short form.
fn read_only(mounted: &Mounted, cx: &ComposeCx<'_, '_>) -> Option<Fix> {
    let text = cx.mapped(mounted.place)?;
    let is_short = mounted.range.end < text.len() && text.as_str().matches(':').count() == 1;
    let end = text.end_offset(text.len());
    is_short.then(|| Fix::unchecked("mount it read-only").insert(end, ":ro"))
}
