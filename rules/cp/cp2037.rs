//! CP2037 secret-file-world-readable-copy.

use crate::rule::prelude::*;

rule!(CP2037, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    let files: Vec<_> = cx.services().flat_map(|it| secret_files(it, cx)).collect();
    if files.is_empty() {
        return;
    }
    let mut mounted = Groups::default();
    for mount in cx.services().flat_map(|it| cx.mounts(it).to_vec()) {
        let folder = clean(&mount.source);
        if mount.is_path && !folder.is_empty() && folder != "." {
            mounted.add(folder.to_owned(), mount.place);
        }
    }
    for (path, place) in files {
        let file = clean(&path);
        let ends = file.match_indices('/').map(|(at, _)| at);
        let folders = ends.chain([file.len()]).filter_map(|end| file.get(..end));
        let shown = folders.filter_map(|it| mounted.of(&it.to_owned()).first());
        if let Some(shown) = shown.min_by_key(|it| (it.file, it.span.start)) {
            cx.report(place, format!("`{file}` is mounted as a plain file, too"))
                .help("keep files with secrets apart from those that are mounted");
            cx.label(*shown, "here");
        }
    }
}

/// Files with values that are secret.
fn secret_files(service: Service<'_, '_>, cx: &ComposeCx<'_, '_>) -> Vec<(String, Place)> {
    let mut files = Vec::new();
    let env_files = service.get("env_file").map(ComposeValue::one_or_many);
    for item in env_files.unwrap_or_default() {
        let value = item.get("path").unwrap_or(item);
        files.extend(known(value, cx).map(|path| (path.into_owned(), value.place)));
    }
    for reference in service.files("secrets") {
        let secret = cx.entry("secrets", reference.name);
        let path = secret.and_then(|it| known(it.value.get("file")?, cx));
        files.extend(path.map(|it| (it.into_owned(), reference.place)));
    }
    files
}

fn clean(path: &str) -> &str {
    path.trim_start_matches("./").trim_end_matches('/')
}
