//! DX5109 key-generated-at-build.

use crate::rule::prelude::*;

rule!(DX5109, on: [
    Command(
        &["ssh-keygen", "openssl", "make-ssl-cert", "dpkg-reconfigure", "keytool", "wg", "mkcert"],
        check,
    ),
]);

fn check(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let Some((what, file)) = made(command) else {
        return;
    };
    // A key whose place is not known may be one that is sent elsewhere.
    let elsewhere = file.is_some_and(|file| {
        let file = file.cooked();
        file == "-"
            || is_harmless_key(file)
            || file.starts_with("/dev/")
            || command.later().any(|it| deletes(it, file))
    });
    let hosts = file.is_none() && command.later().any(|it| deletes(it, "/etc/ssh/ssh_host_x"));
    let printed = file.is_none() && command.within().substitution;
    if elsewhere || hosts || printed || !cx.is_shipped() {
        return;
    }
    let name = command.name_word().map_or(command.span(), ShellWord::span);
    cx.report(name, format!("every container of the image has {what}"))
        .help("make it when the container starts, if it is not there yet");
}

/// What a command makes, and the word that names the file for it.
fn made(command: Command<'_>) -> Option<(&'static str, Option<ShellWord<'_>>)> {
    let words: Vec<_> = command.args().collect();
    let has = |wanted: &[&str]| words.iter().any(|it| wanted.contains(&it.cooked()));
    let behind = |wanted: &[&str]| {
        let at = words.iter().position(|it| wanted.contains(&it.cooked()))?;
        words.get(at + 1).copied()
    };
    let first = words.first().map_or("", |it| it.cooked());
    match command.program()? {
        "ssh-keygen" => {
            let other = |word: &str| {
                let letters = word.strip_prefix('-').unwrap_or_default();
                letters.starts_with(|c: char| "BDFHIKLMQRUYceiklprsy".contains(c))
            };
            let makes = has(&["-A", "-t", "-N", "-f"]);
            let makes = makes && !words.iter().any(|it| other(it.cooked()));
            let what = if has(&["-A"]) {
                "the same SSH host keys"
            } else {
                "the same SSH key"
            };
            makes.then(|| (what, behind(&["-f"]).filter(|_| !has(&["-A"]))))
        }
        "openssl" => {
            let makes = match first {
                "genrsa" | "genpkey" | "gendsa" => true,
                "ecparam" => has(&["-genkey"]),
                "req" => has(&["-newkey"]) || (has(&["-x509", "-new"]) && has(&["-keyout"])),
                _ => false,
            };
            let what = "the same private key";
            makes.then(|| (what, behind(&["-keyout", "-out"])))
        }
        "make-ssl-cert" => Some(("the same certificate", None)),
        "dpkg-reconfigure" if has(&["openssh-server"]) => Some(("the same SSH host keys", None)),
        "keytool" if has(&["-genkey", "-genkeypair"]) => {
            Some(("the same private key", behind(&["-keystore"])))
        }
        "wg" if first == "genkey" => Some(("the same private key", None)),
        "mkcert" if !has(&["-install", "-CAROOT"]) => Some(("the same certificate", None)),
        _ => None,
    }
}

/// True if a command deletes a file, or moves it who knows where.
fn deletes(command: Command<'_>, file: &str) -> bool {
    let takes = matches!(command.program(), Some("rm" | "shred" | "mv"));
    takes
        && command
            .args()
            .any(|word| is_deleted_by(file, word.cooked()))
}
