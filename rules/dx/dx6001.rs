//! DX6001 left-archive.

use crate::rule::prelude::*;

rule!(DX6001, on: [Command(Download::PROGRAMS, check)]);

/// Programs that unpack or install what is in a file.
const READERS: &[&str] = &[
    "tar", "bsdtar", "gtar", "unzip", "7z", "7za", "7zr", "unrar", "dpkg", "rpm", "apt-get", "apt",
    "yum", "dnf", "microdnf", "apk", "gdebi", "alien", "cpio", "rpm2cpio", "zypper",
];

fn check(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let shipped = cx.stage().is_none_or(|stage| is_shipped(stage, cx));
    if !(shipped || cx.in_onbuild()) || command.within().function {
        return;
    }
    let Some(download) = Download::read(command).filter(Download::loads) else {
        return;
    };
    for (_, output) in cx.outputs(&download) {
        let Output::File(path) = output else { continue };
        let package = has_ending(&path, &[".deb", ".rpm", ".apk"]);
        if Content::of(&path) != Content::Archive && !package {
            continue;
        }
        if let Some(reader) = unpacked(command, &path, cx) {
            let message = format!("`{}` stays in the layer after it was unpacked", base(&path));
            cx.report(download.span(), message)
                .label(reader, "unpacked here")
                .help("remove it in the same `RUN`, or pipe it into what unpacks it");
        }
    }
}

/// True if an image that someone will use has the layers of a stage. Nobody ships tests, even if
/// they come last.
fn is_shipped(stage: &Stage<'_>, cx: &Cx<'_, '_>) -> bool {
    let tests = |it: &&Stage<'_>| it.name.as_ref().is_some_and(|name| name.contains("test"));
    let outputs = cx.model().outputs().filter(|it| !tests(it));
    let mut layers = outputs.flat_map(|it| cx.model().chain(it.index));
    layers.any(|it| it.index == stage.index)
}

/// Where the file is unpacked, if it is, and then stays in the layer.
fn unpacked(command: Command<'_>, path: &str, cx: &Cx<'_, '_>) -> Option<Span> {
    let run = cx.instruction()?;
    let unread = |it: &Script<'_>| matches!(it.status, Status::Broken | Status::Cut);
    let scripts = cx.scripts(run);
    let full = cx.full_path(command, path);
    let mounted = match (&run.kind, &full) {
        (Kind::Run(_), Some(full)) => is_mounted(run, full),
        (Kind::Run(run), None) => run
            .mounts
            .iter()
            .any(|it| matches!(it.kind(), MountKind::Cache | MountKind::Tmpfs)),
        _ => true,
    };
    if mounted || scripts.iter().any(unread) {
        return None;
    }
    let behind = cx.commands_behind(command.span().start);
    let reads = |it: &&Command<'_>| {
        it.program().is_some_and(|it| READERS.contains(&it)) && cx.uses_file(**it, path)
    };
    let reader = behind.iter().find(reads)?;
    let goes = behind
        .iter()
        .any(|it| may_remove(*it, path, full.as_deref(), cx));
    (!goes).then(|| reader.span())
}

/// True if the command removes the file, moves it, or does something that may.
fn may_remove(command: Command<'_>, path: &str, full: Option<&str>, cx: &Cx<'_, '_>) -> bool {
    let hidden = |word: ShellWord<'_>| word.cooked().contains("rm ");
    let name = command.program().unwrap_or("$");
    match name {
        "rm" | "unlink" | "shred" | "rmdir" | "del" => {
            let covers = |word: ShellWord<'_>| {
                let text = cx.resolve(word.cooked());
                let Some(full) = full else {
                    return !text.starts_with("/var/");
                };
                let folder = text.trim_end_matches(['*', '/', '.']);
                let above = full
                    .strip_prefix(folder)
                    .is_some_and(|it| it.starts_with('/'));
                text.contains('$') || (above && !folder.is_empty())
            };
            let recursive = command.args().any(|it| it.cooked().starts_with('-'));
            let mut words = command.args().filter(|it| !it.cooked().starts_with('-'));
            words.any(|word| cx.is_file(word, path) || (recursive && covers(word)))
        }
        "mv" | "gunzip" | "bunzip2" | "unxz" | "xz" | "gzip" | "bzip2" => {
            cx.uses_file(command, path)
        }
        "find" => command
            .args()
            .any(|it| it.cooked() == "-delete" || it.cooked() == "-exec"),
        _ => name.contains("clean") || name.contains('$') || command.args().any(hidden),
    }
}
