//! DL3034 zypper-without-yes.

use crate::rule::prelude::*;

rule!(DL3034, on: [Packages(&[Manager::Zypper], check)]);

fn check(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    let asks = matches!(
        call.verb(),
        "install" | "in" | "remove" | "rm" | "source-install" | "si" | "patch"
    );
    let yes = ["n", "non-interactive", "y", "no-confirm"];
    let silent = call.args.has(&yes) || call.args.is_open || is_answered(call);
    let (Some(program), Some(verb)) = (call.command.name_word(), call.verb) else {
        return;
    };
    if asks && !silent {
        let fix = insertion(call, program, " --non-interactive")
            .map(|(at, text)| Fix::unchecked("add `--non-interactive`").insert(at, text));
        let message = format!("`{}` stops to ask whether to go on", call.name());
        report_call(call, verb, cx, message)
            .help("add `--non-interactive` behind `zypper`")
            .fix(fix);
    }
}
