//! CP5004 build-arg-not-declared.

use crate::rule::prelude::*;

rule!(CP5004, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let args = built.plan.build.args();
    if args.is_empty() {
        return;
    }
    let Some(declared) = built.declared_args() else {
        return;
    };
    for pair in &args {
        let name = pair.name;
        if name.is_empty() || name.contains('$') || is_builder_argument(name) {
            continue;
        }
        let takes = |it: &&DeclaredArg<'_>| it.is_needed && it.name == name;
        if declared.iter().any(|it| takes(&it)) || is_taken_elsewhere(pair, built, cx) {
            continue;
        }
        let elsewhere = declared.iter().find(|it| it.name == name);
        let is_free =
            |it: &&DeclaredArg<'_>| it.is_needed && args.iter().all(|other| other.name != it.name);
        let free = declared.iter().filter(is_free);
        let near = nearest(name, free.clone().map(|it| it.name));
        let near = near.filter(|_| elsewhere.is_none());
        let near = near.and_then(|near| free.clone().find(|it| it.name == near));
        let span = cx.part(pair.name_place, pair.name_range);
        let message = format!("no `ARG` of the Dockerfile takes `{}`", brief(name));
        let finding = cx.report_part(pair.name_place, pair.name_range, message);
        if let Some(near) = near {
            let fix = Fix::unchecked(format!("write `{}`", near.name));
            finding
                .help(format!("did you mean `{}`?", near.name))
                .fix(fix.replace(span, near.name));
            built.label(finding, near.span, "this one looks like it");
        } else if let Some(other) = elsewhere {
            finding.help("declare it in a stage that is built, too, or drop it");
            built.label(finding, other.span, "this stage is not built");
        } else {
            finding.help(format!(
                "add `ARG {}` to the Dockerfile, or drop it",
                brief(name)
            ));
            built.label_stage(finding, "this stage is built");
        }
    }
}

/// True if another service shares the text, and its Dockerfile may take the argument.
fn is_taken_elsewhere<'c, 's>(
    pair: &NamedValue<'c, 's>,
    built: &BuiltService<'c, 's>,
    cx: &ComposeCx<'c, 's>,
) -> bool {
    let others = cx.builds().iter().filter(|it| it.name() != built.name());
    let shares = |it: &&BuiltService<'_, '_>| {
        let mut args = it.plan.build.args().into_iter();
        args.any(|it| it.name_place == pair.name_place)
    };
    others.filter(shares).any(|it| {
        let declared = it.declared_args();
        declared.is_none_or(|it| it.iter().any(|it| it.is_needed && it.name == pair.name))
    })
}
