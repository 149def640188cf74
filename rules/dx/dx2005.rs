//! DX2005 undeclared-base-argument.

use crate::rule::prelude::*;

rule!(DX2005, on: [From(check)]);

fn check<'s>(from: &From<'s>, cx: &mut Cx<'_, 's>) {
    let image = from.image.as_ref();
    if let Some(image) = image.filter(|it| it.contains('$') && !cx.is_refused(it.span)) {
        report(cx.variables(image), cx);
    }
    let platform = cx.instruction().and_then(|it| it.flag("platform"));
    if let Some(flag) = platform.filter(|flag| !cx.is_refused(flag.span)) {
        report(cx.flag_variables(flag), cx);
    }
}

fn report(variables: Vec<VariableUse>, cx: &mut Cx<'_, '_>) {
    let mut seen = std::collections::HashSet::new();
    for variable in variables {
        let name = variable.name;
        let declared = cx.model().lookup(&name, cx.index()) != Binding::Unset;
        if declared || !seen.insert(name.clone()) {
            continue;
        }
        let known = cx.model().scopes.some_global_names().chain(PREDEFINED);
        let help = match nearest(&name, known) {
            Some(similar) => format!("did you mean `{similar}`?"),
            None => format!("declare it with `ARG {name}` in front of the first `FROM`"),
        };
        let message = format!("`{name}` is not declared in front of the first `FROM`");
        cx.report(variable.span, message).help(help);
    }
}
