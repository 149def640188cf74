//! CP5003 build-target-missing.

use crate::rule::prelude::*;

rule!(CP5003, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let (Some(target), Some(value)) = (&built.plan.inputs.target, built.plan.build.get("target"))
    else {
        return;
    };
    let Some(file) = built.dockerfile() else {
        return;
    };
    let model = &file.document.model;
    let Some(last) = model.stages.last() else {
        return;
    };
    if model.target_stage(target).is_some() {
        return;
    }
    let names = model.stages.iter().filter_map(|it| it.name.as_deref());
    let near = nearest(&target.to_lowercase(), names.clone());
    let all: Vec<_> = names.take(6).map(|it| format!("`{it}`")).collect();
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if all.is_empty() => format!("name the stage: `FROM … AS {}`", brief(target)),
        None => format!("name one of its stages: {}", all.join(", ")),
    };
    let fix = near.and_then(|near| rewrite(value, near, cx));
    let message = format!("the Dockerfile has no stage `{}`", brief(target));
    let finding = cx.report(value.place, message).help(help).fix(fix);
    let stage = near
        .and_then(|near| model.stage_named(near))
        .unwrap_or(last);
    let from = built.instructions(stage).first().map(|it| &it.kind);
    let Some(Kind::From(from)) = from else {
        return;
    };
    let Some(word) = from.alias.as_ref().or(from.image.as_ref()) else {
        return;
    };
    let text = if near.is_some() {
        "this stage looks like it"
    } else {
        "this is the last stage"
    };
    built.label(finding, word.span, text);
}
