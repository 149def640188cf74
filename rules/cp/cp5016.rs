//! CP5016 platform-pinned-in-dockerfile.

use crate::rule::prelude::*;

rule!(CP5016, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let service = built.plan.service;
    let platforms = built.plan.build.get("platforms");
    let platforms = platforms.map(ComposeValue::items).unwrap_or_default();
    let wanted: Vec<_> = service
        .get("platform")
        .into_iter()
        .chain(platforms)
        .collect();
    let chain = built.chain();
    let (Some(root), false) = (chain.last(), wanted.is_empty()) else {
        return;
    };
    // The empty image is for every platform.
    let from = built.instructions(root).first();
    let Some(from) = from.filter(|_| root.base != Base::Scratch) else {
        return;
    };
    let Some((file, flag)) = built.dockerfile().zip(from.flag("platform")) else {
        return;
    };
    let Some(word) = flag.word() else { return };
    let value = file.document.model.value(&word.text, from.index);
    let Some(pinned) = value.known().and_then(usual_platform) else {
        return;
    };
    for value in wanted {
        let platform = known(value, cx).and_then(|it| usual_platform(&it));
        let Some(platform) = platform.filter(|it| *it != pinned) else {
            continue;
        };
        let message = format!("the base image is fixed to `{pinned}`, not `{platform}`");
        let finding = cx.report(value.place, message);
        finding.help("take `--platform` out of `FROM`, or build for that platform only");
        built.label(finding, flag.span, "it is fixed here");
    }
}
