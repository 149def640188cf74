//! CP1213 watch-incomplete.

use crate::rule::prelude::*;

rule!(CP1213, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let watch = service.at(&["develop", "watch"]);
    for item in watch.map(ComposeValue::items).unwrap_or_default() {
        if let Some(path) = item.get("path")
            && path.text().is_some_and(|it| it.trim().is_empty())
        {
            cx.report(path.place, "nothing is watched: the path is blank")
                .help("name a file or folder");
        }
        let Some(action) = item.get("action") else {
            continue;
        };
        let lacks = |key: &str| item.get(key).is_none_or(|it| !is_set(it));
        let (missing, help) = match action.literal() {
            Some("sync" | "sync+restart" | "sync+exec") if lacks("target") => {
                ("target", "say where the files go in the container")
            }
            Some("sync+exec") if lacks("exec") => ("exec", "say what to run in the container"),
            _ => continue,
        };
        let name = action.text().unwrap_or_default();
        cx.report(action.place, format!("`{name}` has no `{missing}`"))
            .help(help);
    }
}
