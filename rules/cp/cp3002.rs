//! CP3002 project-name-missing.

use crate::rule::prelude::*;

rule!(CP3002, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    let is_main = cx.project().files.first().is_some_and(|file| {
        let name = file.path.file_stem().and_then(|it| it.to_str());
        !name.unwrap_or_default().ends_with("override")
    });
    if let Some(services) = cx.root().field("services").filter(|_| is_main)
        && cx.root().get("name").is_none()
    {
        let message = "the project has no name, so the name of its folder is taken";
        cx.report(services.key_place, message)
            .help("add `name: …` at the top");
    }
}
