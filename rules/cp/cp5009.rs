//! CP5009 user-not-in-image.

use crate::rule::prelude::*;

rule!(CP5009, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(value) = built.plan.service.get("user") else {
        return;
    };
    let Some(name) = value.literal().and_then(|it| it.split(':').next()) else {
        return;
    };
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
    if is_number || name == "root" || !built.root_is(|image| lacks_account(image, name)) {
        return;
    }
    let instructions = built.image_instructions();
    if instructions.iter().any(|it| may_create(it, name, built)) {
        return;
    }
    let Some(root) = built.known_root() else {
        return;
    };
    let (near, from) = (
        created(built, &instructions),
        root.image.as_ref().map(|it| it.span),
    );
    let message = format!(
        "the image of `{}` has no user `{}`",
        built.name(),
        brief(name)
    );
    let finding = cx.report_part(value.place, Range::new(0, name.len()), message);
    finding.help(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "create it in the Dockerfile, or write the number of a user".to_owned(),
    });
    if let Some(span) = from {
        built.label(finding, span, "nothing from here on creates it");
    }
}

/// True if an instruction may add the user, or does what nobody knows.
fn may_create<'c>(it: &Instruction<'c>, name: &str, built: &BuiltService<'c, '_>) -> bool {
    match &it.kind {
        Kind::Run(_) => {
            let makes = |it: &Command<'_>| {
                let tools = ["useradd", "adduser", "usermod", "newusers", "sed"];
                tools.iter().any(|tool| it.program() == Some(*tool))
            };
            let open = |it: Command<'_>| {
                installs_unknown(it) || makes(&it) && it.args().any(ShellWord::is_dynamic)
            };
            built.names(it, name)
                || built.stands_in(it, &["passwd"])
                || built.commands_of(it).any(open)
        }
        Kind::Copy(copy) | Kind::Add(copy) => {
            let target = copy.destination.as_deref().unwrap_or_default();
            let folder = target.trim_end_matches(['/', '.']);
            let is_tree = it.flag("from").is_some() || matches!(it.kind, Kind::Add(_));
            built.stands_in(it, &["passwd"]) || is_tree && matches!(folder, "" | "/etc")
        }
        _ => false,
    }
}

/// The only user that the Dockerfile creates.
fn created<'c>(built: &BuiltService<'c, '_>, instructions: &[&Instruction<'c>]) -> Option<String> {
    let runs = instructions.iter().flat_map(|it| built.commands_of(it));
    let mut names = runs.filter_map(created_user).map(str::to_owned);
    names.next().filter(|_| names.next().is_none())
}
