//! CP3020 file-name.

use crate::rule::prelude::*;

rule!(CP3020, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let name = file
        .path
        .file_name()
        .and_then(|it| it.to_str())
        .unwrap_or_default();
    if !matches!(name, "docker-compose.yml" | "docker-compose.yaml") {
        return;
    }
    let better = "compose.yaml";
    let first = file.tree.documents.iter().find_map(|it| it.root);
    let Some(pair) = first.and_then(|root| file.tree.pairs(root).first()) else {
        return;
    };
    let span = file.tree.span(pair.key);
    let message = format!("`{name}` is the name of old: Compose prefers `{better}`");
    cx.report_span(number, span, message)
        .help(format!("rename it to `{better}`"));
}
