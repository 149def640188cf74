//! DX5112 secret-mount-copied.

use crate::rule::prelude::*;

rule!(DX5112, on: [Command(&["cat", "cp", "install", "mv", "tee"], check)]);

fn check(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let Some(it) = cx.instruction() else { return };
    let Kind::Run(run) = &it.kind else { return };
    let secrets: Vec<_> = run
        .mounts
        .iter()
        .filter(|mount| mount.kind() == MountKind::Secret)
        .map(target)
        .collect();
    let names = |text: &str| secrets.iter().any(|path| path == text);
    let mut words = command
        .args()
        .filter(|word| !word.cooked().starts_with('-'));
    let Some(source) = words.find(|word| names(word.cooked())) else {
        return;
    };
    let written = match command.program() {
        Some("cat") => command
            .redirections()
            .find(Redirection::writes)
            .map(|it| it.target),
        _ => words.last(),
    };
    let Some(written) = written else { return };
    let path = written.cooked();
    let gone = path.starts_with("/dev/") || names(path) || is_mounted(it, path);
    let deletes = |later: Command<'_>| {
        let deletes = matches!(later.program(), Some("rm" | "shred"));
        deletes && later.args().any(|word| is_deleted_by(path, word.cooked()))
    };
    if !gone && !command.later().any(deletes) && cx.is_shipped() {
        let message = format!("`{path}` keeps the secret of the mount in the image");
        cx.report(written.span(), message)
            .label(source.span(), "the secret")
            .help("let the program read the mounted file, or delete the copy in the same `RUN`");
    }
}

/// Where a secret is mounted.
fn target(mount: &Mount<'_>) -> String {
    match (mount.target(), mount.get(&["id"])) {
        (Some(target), _) => target.to_string(),
        (None, Some(id)) => format!("/run/secrets/{}", &**id),
        (None, None) => String::new(),
    }
}
