//! CP2002 container-socket-mount.

use crate::rule::prelude::*;

rule!(CP2002, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for mounted in cx.mounts(service).iter().filter(|it| it.is_path) {
        let Some(engine) = engine_socket(&mounted.source) else {
            continue;
        };
        let path = &mounted.source;
        let message = if holds_socket(path) {
            format!("`{path}` holds the socket of {engine}: who reaches it is root on the host")
        } else {
            format!("who reaches the socket of {engine} is root on the host")
        };
        cx.report_part(mounted.place, mounted.range, message)
            .help("drop it, or put a proxy in between that lets through only what is needed")
            .note("`ro` changes nothing: it protects the file, not what is said through it.");
    }
}
