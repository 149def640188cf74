//! DX5004 tls-verification-off.

use crate::rule::prelude::*;

rule!(DX5004, on: [Instruction(check), Command(Download::PROGRAMS, check_download)]);

static MARKS: [Mark; 16] = [
    Mark::new("strict-ssl", MarkSetting::Off),
    Mark::new("--no-strict-ssl", MarkSetting::Alone),
    Mark::new("npm_config_strict_ssl", MarkSetting::Off),
    Mark::new("enablestrictssl", MarkSetting::Off),
    Mark::new("sslverify", MarkSetting::Off),
    Mark::new("ssl_verify", MarkSetting::Off),
    Mark::new("verify-peer", MarkSetting::Off),
    Mark::new("check_certificate", MarkSetting::Off),
    Mark::new("trusted-host", MarkSetting::Any),
    Mark::new("pip_trusted_host", MarkSetting::Any),
    Mark::new("node_tls_reject_unauthorized", MarkSetting::Off),
    Mark::new("pythonhttpsverify", MarkSetting::Off),
    Mark::new("git_ssl_no_verify", MarkSetting::On),
    Mark::new("perl_lwp_ssl_verify_hostname", MarkSetting::Off),
    Mark::new("--insecure-skip-tls-verify", MarkSetting::Alone),
    Mark::new("disable-tls", MarkSetting::On),
];

const MESSAGE: &str = "this switches off the check of certificates";
const HELP: &str = "install the certificate of the authority that is missing instead";

fn check<'s>(it: &Instruction<'s>, cx: &mut Cx<'_, 's>) {
    for found in cx.settings_in(it, &MARKS) {
        // Who trusts a host of the own network knows why.
        let host = found.value.split([':', '/']).next().unwrap_or_default();
        if found.mark.setting != MarkSetting::Any || !is_private_host(host) {
            cx.report(found.span, MESSAGE).help(HELP);
        }
    }
}

fn check_download(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let Some(download) = Download::read(command) else {
        return;
    };
    let flag = match download.tool {
        Downloader::Curl => download.args.flag(&["k", "insecure"]),
        Downloader::Wget => download.args.flag(&["no-check-certificate"]),
        Downloader::Aria2 => download
            .args
            .flag(&["check-certificate"])
            .filter(|it| it.value == Some("false")),
    };
    let Some(flag) = flag else { return };
    let private = |word: ShellWord<'_>| {
        let url = cx.resolve(word.cooked());
        let plain = url.starts_with("http://") || url.starts_with("ftp://");
        plain
            || urls(&url)
                .next()
                .is_some_and(|url| is_private_host(url.host) && !url.host.contains('$'))
    };
    let mut all = download.urls().peekable();
    // What a digest covers, no one can change.
    let needless = all.peek().is_some() && all.all(private);
    if !needless && !cx.may_check("") {
        let message = format!(
            "`{}` does not check the certificate of the server",
            download.name()
        );
        cx.report(flag.word.span(), message).help(HELP);
    }
}
