//! CP5021 healthcheck-tool-not-in-image.

use crate::rule::prelude::*;

rule!(CP5021, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(test) = built.plan.service.at(&["healthcheck", "test"]) else {
        return;
    };
    let Some(missing) = built.missing_in_check(cx) else {
        return;
    };
    let MissingTool { name, base, span } = missing;
    let message = format!("nothing installs `{name}`, and `{base}` does not have it");
    let finding = cx.report_span(test.place.file, span, message);
    finding.help(format!(
        "install `{name}`, or check with something that the image has"
    ));
    if let Some(from) = built.known_root().and_then(|it| it.image.as_ref()) {
        built.label(finding, from.span, "the image starts from this");
    }
}
