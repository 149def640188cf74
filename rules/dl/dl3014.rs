//! DL3014 apt-get-without-yes.

use crate::rule::prelude::*;

rule!(DL3014, on: [Packages(&[Manager::AptGet], check)]);

fn check(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    let yes = call.args.has(&["y", "yes", "assume-yes"]);
    // Twice quiet means yes.
    let quiet = call.args.count(&["q", "quiet"]) >= 2
        || ["-q=2", "--quiet=2"]
            .iter()
            .any(|text| call.command.has_arg(text));
    // Nothing is done, nothing is asked.
    let dry = call.args.has(&[
        "s",
        "simulate",
        "just-print",
        "dry-run",
        "recon",
        "no-act",
        "print-uris",
    ]);
    let set = has_apt_option(call, "APT::Get::Assume-Yes")
        || cx.is_set_before(call, PackageSetting::AptYes);
    if call.installs()
        && !(yes || quiet || dry || set)
        && let Some(verb) = call.verb
    {
        report_prompt(call, verb, cx);
    }
}
