//! CP5014 copy-source-not-in-context.

use crate::rule::prelude::*;

rule!(CP5014, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(context) = built.plan.context.path() else {
        return;
    };
    if !cx.is_whole() || cx.is_no_folder(&built.plan.context) {
        return;
    }
    let mut lacking = built.copied_by(&built.needed_stages());
    lacking.retain(|it| {
        let path = context.join(&it.path);
        let is_absent = it.path != "." && cx.is_absent(&path) && !is_made(&it.path);
        is_absent && built.leaves_out(&it.path) == Some(false)
    });
    let Some(first) = lacking.first() else { return };
    let build = built.plan.build;
    let place = build.context().map(|it| it.place);
    let place = place.or_else(|| Some(built.plan.service.field("build")?.key_place));
    let Some(place) = place else { return };
    let path = brief(&first.path);
    let message = match lacking.len() {
        1 => format!("the build copies `{path}`, which is not in this context"),
        all => format!("the build copies {all} paths that are not in this context"),
    };
    let beside = cx.resolve(place, &first.path);
    let is_beside = beside.is_some_and(|it| cx.exists(&it) == Some(true));
    let finding = cx.report(place, message);
    finding.help(if is_beside {
        "make the folder of this file the context, and give the path of `dockerfile` from there"
    } else {
        "choose the context in which they are, or put them right in the Dockerfile"
    });
    for source in lacking.iter().take(3) {
        built.label(finding, source.word.span, "there is no such file or folder");
    }
    soften(built.plan.service, finding);
}

/// True for what builds leave behind, and for keys and certificates: it may be there when it
/// counts.
fn is_made(path: &str) -> bool {
    let made = |part: &str| {
        matches!(
            part.to_ascii_lowercase().as_str(),
            "_build"
                | "artifacts"
                | "bin"
                | "build"
                | "dist"
                | "node_modules"
                | "obj"
                | "out"
                | "output"
                | "publish"
                | "release"
                | "target"
                | "tmp"
                | "vendor"
        )
    };
    let ending = last_part(path).rsplit_once('.').map(|(_, ending)| ending);
    let made_alone = [
        "cer", "crt", "csr", "dll", "ear", "exe", "gem", "jks", "key", "nupkg", "p12", "pem",
        "pfx", "so", "txz", "whl",
    ];
    path.split('/').any(made) || is_large(path) || ending.is_some_and(|it| made_alone.contains(&it))
}
