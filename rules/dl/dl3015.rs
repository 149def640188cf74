//! DL3015 apt-get-recommends.

use crate::rule::prelude::*;

rule!(DL3015, on: [Packages(&[Manager::AptGet], check)]);

fn check(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    // Who asks for them in so many words wants them.
    let flags = ["no-install-recommends", "install-recommends"];
    let set = call.args.has(&flags)
        || has_apt_option(call, "APT::Install-Recommends")
        || cx.is_set_before(call, PackageSetting::AptRecommends);
    let Some(verb) = call.verb.filter(|_| call.installs() && !set) else {
        return;
    };
    if call.args.is_open {
        return;
    }
    let option = "--no-install-recommends";
    let fix = insertion(call, verb, " --no-install-recommends")
        .map(|(at, text)| Fix::unchecked(format!("add `{option}`")).insert(at, text));
    let message = "`apt-get install` also installs what the packages only recommend";
    report_call(call, verb, cx, message)
        .help(format!("add `{option}`, and name what you need of it"))
        .fix(fix);
}
