//! CP2037 secret-file-world-readable-copy.

use crate::rule::prelude::*;

rule!(CP2037, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let mut files = Vec::new();
    for item in service
        .get("env_file")
        .map(ComposeValue::one_or_many)
        .unwrap_or_default()
    {
        let value = item.get("path").unwrap_or(item);
        files.extend(known(value, cx).map(|path| (path.into_owned(), value.place)));
    }
    for reference in service.files("secrets") {
        let path = cx.root().at(&["secrets", reference.name, "file"]);
        files.extend(
            path.and_then(|it| known(it, cx))
                .map(|it| (it.into_owned(), reference.place)),
        );
    }
    if files.is_empty() {
        return;
    }
    let clean = |path: &str| {
        path.trim_start_matches("./")
            .trim_end_matches('/')
            .to_owned()
    };
    let all: Vec<_> = cx.services().flat_map(|it| mounts(it, cx)).collect();
    for (path, place) in files {
        let file = clean(&path);
        let shows = |mounted: &&Mounted| {
            let folder = clean(&mounted.source);
            let inside = file
                .strip_prefix(&folder)
                .is_some_and(|it| it.starts_with('/'));
            mounted.is_path && !folder.is_empty() && folder != "." && (file == folder || inside)
        };
        if let Some(mounted) = all.iter().find(shows) {
            cx.report(place, format!("`{file}` is mounted as a plain file, too"))
                .help("keep files with secrets apart from those that are mounted");
            cx.label(mounted.place, "here");
        }
    }
}
