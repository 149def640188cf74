//! CP5026 build-arg-only-at-run-time.

use crate::rule::prelude::*;

rule!(CP5026, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let service = built.plan.service;
    let (args, variables) = (built.plan.build.args(), service.environment());
    let is_given = |name: &str| {
        let is_proxy = name.to_ascii_lowercase().ends_with("_proxy");
        is_proxy || args.iter().any(|it| it.name == name)
    };
    for pair in variables.iter().filter(|it| !is_given(it.name)) {
        let value = pair_value(pair, cx);
        let Some(span) = wanted_by_build(built, pair.name, value.as_deref()) else {
            continue;
        };
        let name = brief(pair.name);
        let message = format!("the build wants `{name}`, and only the container gets it");
        let finding = cx.report_part(pair.name_place, pair.name_range, message);
        finding.help("give it under `build.args`");
        built.label(finding, span, "no argument of this name is given");
    }
    let is_set = |name: &str| variables.iter().any(|it| it.name == name);
    if service.has("env_file") || service.has("command") || service.has("entrypoint") {
        return;
    }
    for arg in args.iter().filter(|it| !is_set(it.name)) {
        let Some(it) = starts_with_variable(built, arg.name) else {
            continue;
        };
        let name = brief(arg.name);
        let message = format!("`{name}` is gone when the container starts and uses it");
        let finding = cx.report_part(arg.name_place, arg.name_range, message);
        finding.help(format!("add `ENV {name}=${name}` to the Dockerfile"));
        built.label(finding, it.head, "it is not set here");
    }
}

/// The `ARG` without a value that a stage uses later on. What bundlers write into files is used by
/// any build.
fn wanted_by_build<'c>(
    built: &BuiltService<'c, '_>,
    name: &str,
    value: Option<&str>,
) -> Option<Span> {
    let prefixes = ["VITE_", "REACT_APP_", "NEXT_PUBLIC_", "VUE_APP_", "GATSBY_"];
    let is_bundled = prefixes.iter().any(|it| name.starts_with(it));
    built.needed_stages().into_iter().find_map(|stage| {
        let declared = built.argument_of(stage, name)?;
        let is_open = declared.binding == Binding::Declared;
        // The default is the same.
        if let Binding::Set(default) = &declared.binding
            && default.known() == value
        {
            return None;
        }
        let all = built.instructions(stage).iter();
        let later: Vec<_> = all.filter(|it| it.index > declared.instruction).collect();
        let text = |it: &Instruction<'_>| it.text.as_str().contains(name);
        let passed_on = later
            .iter()
            .any(|it| matches!(it.kind, Kind::Env(_)) && text(it));
        let uses = |it: &Instruction<'c>| match &it.kind {
            Kind::Run(_) if is_bundled => built.commands_of(it).any(builds),
            Kind::Run(_) => is_open && !passed_on && uses_variable(it.text.as_str(), name),
            _ => false,
        };
        later.iter().any(|it| uses(it)).then_some(declared.span)
    })
}

/// True for `npm run build` and its like.
fn builds(command: Command<'_>) -> bool {
    let is_build = |word: ShellWord<'_>| {
        let text = word.cooked();
        text == "build" || text.starts_with("build:") || text.ends_with(":build")
    };
    command.args().any(is_build)
}

/// What the container starts, if a shell replaces a variable in it that the image does not set.
fn starts_with_variable<'b, 'c>(
    built: &'b BuiltService<'c, '_>,
    name: &str,
) -> Option<&'b Instruction<'c>> {
    let it = built.image_entrypoint().or(built.image_cmd())?;
    let is_open = built.image_env(name).is_none() && !built.may_inherit(name);
    let declared = built
        .chain()
        .into_iter()
        .any(|it| built.argument_of(it, name).is_some());
    let uses = exec_words(it).is_empty() && uses_variable(it.text.as_str(), name);
    (declared && is_open && uses).then_some(it)
}
