//! DX2006 undefined-variable.

use crate::rule::prelude::*;

rule!(DX2006, on: [Instruction(check)]);

/// Docker looks for these itself.
const CONTROLS: [&str; 2] = ["BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE"];

fn check<'s>(it: &Instruction<'s>, cx: &mut Cx<'_, 's>) {
    // What a trigger finds defined is for another build to say; `FROM` sees other names.
    let Some(stage) = cx.stage() else { return };
    if cx.in_onbuild() || matches!(it.kind, Kind::From(_)) {
        return;
    }
    for variable in cx.replaced_variables(it) {
        let name = variable.name.as_str();
        // What `FROM` sees: arguments in front of the first one, and platforms.
        let global = cx.model().lookup(name, stage.instructions.start) != Binding::Unset;
        let unset = match cx.model().lookup(name, it.index) {
            Binding::Unset => true,
            // Whoever gives a default knows that the image may not set it.
            Binding::Open if !variable.is_plain => false,
            Binding::Open => global || is_special(name) || !cx.may_be_inherited(name),
            Binding::Set(_) | Binding::Declared => false,
        };
        // Each name of an `ARG` sees the ones before it.
        let own = |arg: &Arg<'_>| arg.names.iter().any(|own| *own.name == *name);
        let own = matches!(&it.kind, Kind::Arg(arg) if own(arg));
        if !unset || own || name == "PATH" || CONTROLS.contains(&name) {
            continue;
        }
        let setter = setter(&variable, it);
        if setter.is_some_and(|it| !holds(it, &variable)) && variable.is_plain {
            // The same `ENV` sets it for others: DL3044 says so.
            continue;
        }
        if global {
            report_global(&variable, it, stage, cx);
        } else {
            report(&variable, setter.is_some(), cx);
        }
    }
}

/// True for parameters of the shell, such as `$1`.
fn is_special(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The pair of an `ENV` that sets the variable.
fn setter<'i, 's>(variable: &VariableUse, it: &'i Instruction<'s>) -> Option<&'i Pair<'s>> {
    let Kind::Env(env) = &it.kind else {
        return None;
    };
    let mut setters = env.pairs.iter().filter(|it| *it.key == *variable.name);
    let first = setters.clone().find(|it| !holds(it, variable));
    first.or_else(|| setters.next())
}

fn holds(pair: &Pair<'_>, variable: &VariableUse) -> bool {
    pair.key.span.start <= variable.span.start && variable.span.end <= pair.value.span.end
}

fn report(variable: &VariableUse, is_itself: bool, cx: &mut Cx<'_, '_>) {
    let name = variable.name.as_str();
    let help = match nearest(name, cx.model().scopes.some_names()) {
        Some(similar) if similar != name && !is_itself => format!("did you mean `{similar}`?"),
        _ if is_itself => "leave it out, or give it a value first".to_owned(),
        _ if is_special(name) => "escape the `$`, or quote it by `'`".to_owned(),
        _ => format!("declare it with `ARG {name}` or set it with `ENV`"),
    };
    cx.report(variable.span, format!("nothing sets `{name}` here"))
        .help(help);
}

fn report_global(
    variable: &VariableUse,
    it: &Instruction<'_>,
    stage: &Stage<'_>,
    cx: &mut Cx<'_, '_>,
) {
    let name = variable.name.as_str();
    let definition = cx.model().definition(name, stage.instructions.start);
    let start = it.keyword.span.start;
    let before = cx.text(Span::new(0, start)).trim_end_matches([' ', '\t']);
    let line_break = if before.ends_with("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let fix = Fix::unchecked(format!("declare it with `ARG {name}`"))
        .insert(start, format!("ARG {name}{line_break}"));
    let message = format!("`{name}` is not declared in this stage");
    let finding = cx.report(variable.span, message);
    if let Some(definition) = definition {
        finding.label(definition.span, "this one is for `FROM` only");
    }
    finding
        .help(format!("declare it with `ARG {name}` in the stage, too"))
        .fix(fix);
}
