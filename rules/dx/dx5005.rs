//! DX5005 package-signature-off.

use crate::rule::prelude::*;

rule!(DX5005, on: [Instruction(check), Packages(&[Manager::Apk], check_apk)]);

static MARKS: [Mark; 13] = [
    Mark::new("--allow-unauthenticated", MarkSetting::Alone),
    Mark::new("--allow-insecure-repositories", MarkSetting::Alone),
    Mark::new("--force-yes", MarkSetting::Alone),
    Mark::new("allowunauthenticated", MarkSetting::On),
    Mark::new("allowinsecurerepositories", MarkSetting::On),
    Mark::new("trusted=yes", MarkSetting::Alone),
    Mark::new("trusted: yes", MarkSetting::Alone),
    Mark::new("--nogpgcheck", MarkSetting::Alone),
    Mark::new("--no-gpgcheck", MarkSetting::Alone),
    Mark::new("--no-gpg-checks", MarkSetting::Alone),
    Mark::new("--nosignature", MarkSetting::Alone),
    Mark::new("gpgcheck", MarkSetting::Off),
    Mark::new("siglevel", MarkSetting::Off),
];

const MESSAGE: &str = "this switches off the check of package signatures";
const HELP: &str = "leave it out, and import the key of whoever signs the packages";

fn check<'s>(it: &Instruction<'s>, cx: &mut Cx<'_, 's>) {
    for found in cx.settings_in(it, &MARKS) {
        // A repository made in this build is as good as the build.
        let own = ["file:", "localhost", "127.0.0.1"];
        // Who removes packages installs none.
        let removes = [" purge", " remove", " autoremove", " autoclean"];
        let fine = own.iter().chain(&removes);
        if !fine.into_iter().any(|it| found.line.contains(it)) {
            cx.report(found.span, MESSAGE).help(HELP);
        }
    }
}

/// Packages that were built here have no signature that counts. Those from elsewhere have.
fn check_apk(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    let Some(flag) = call.args.flag(&["allow-untrusted"]) else {
        return;
    };
    let own = cx.commands_behind(0);
    let downloads = own.iter().filter_map(|it| Download::read(*it));
    let files: Vec<_> = downloads.flat_map(|it| cx.outputs(&it)).collect();
    let downloaded = |word: ShellWord<'_>| {
        files.iter().any(|(_, output)| match output {
            Output::File(path) => cx.is_file(word, path),
            _ => false,
        })
    };
    let foreign = |word: ShellWord<'_>| {
        let name = word.cooked();
        let local = name.contains(['/', '*', '$']) || has_ending(name, &[".apk"]);
        !local || name.contains("://") || downloaded(word)
    };
    if call.packages().any(foreign) && !cx.may_check("") {
        cx.report(flag.word.span(), MESSAGE)
            .help("put the key of whoever signs the packages into `/etc/apk/keys`");
    }
}
