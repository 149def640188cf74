//! What does not stay in the layer: folders that a mount covers, files that are removed again.

use crate::dockerfile::MountKind;
use crate::dockerfile::ast::{Instruction, Kind};
use crate::shell::Command;

/// True if a mount of type `cache` or `tmpfs` covers `folder`, so that nothing written there gets
/// into the layer. `~/x` stands for `x` in any home folder.
pub fn is_mounted(instruction: &Instruction<'_>, folder: &str) -> bool {
    let Kind::Run(run) = &instruction.trigger().kind else {
        return false;
    };
    run.mounts.iter().any(|mount| {
        let kept_out = matches!(mount.kind(), MountKind::Cache | MountKind::Tmpfs);
        kept_out && mount.target().is_some_and(|target| covers(target, folder))
    })
}

/// True if a command behind this one in its script removes `folder` or what is in it. `~/x` stands
/// for `x` in any home folder. Who removes something that only a variable names is believed.
pub fn is_removed_behind(command: Command<'_>, folder: &str) -> bool {
    command.later().any(|later| removes(later, folder))
}

/// True if the command removes `folder` or what is in it.
fn removes(command: Command<'_>, folder: &str) -> bool {
    let deletes = match command.program() {
        Some("rm" | "rmdir" | "unlink" | "shred") => true,
        Some("find") => command
            .args()
            .any(|word| matches!(word.cooked(), "-delete" | "-exec")),
        _ => false,
    };
    deletes
        && command.args().any(|word| {
            let text = word.cooked();
            let unknown = word.is_dynamic() && !text.contains("HOME");
            unknown || braces(text).iter().any(|path| covers(path, folder))
        })
}

/// True if `path` is `folder`, lies in it, or has it inside. A pattern at the end stands for all.
fn covers(path: &str, folder: &str) -> bool {
    let path = path.trim_end_matches(['*', '/', '.']);
    if path.is_empty() {
        return false;
    }
    let inside = |outer: &str, inner: &str| {
        inner
            .strip_prefix(outer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    match folder.strip_prefix("~/") {
        None => inside(path, folder) || inside(folder, path),
        Some(in_home) => {
            let mut parents = in_home
                .match_indices('/')
                .filter_map(|(at, _)| in_home.get(..at));
            let ends = |part: &str| path.ends_with(part);
            path.contains(in_home) || parents.any(ends) || matches!(path, "/root" | "~" | "$HOME")
        }
    }
}

/// `a{b,c}d` as `abd` and `acd`. At most a few levels, as people write them.
fn braces(text: &str) -> Vec<String> {
    let mut done = Vec::new();
    let mut open = vec![text.to_owned()];
    while let Some(next) = open.pop() {
        let parts = next
            .split_once('{')
            .and_then(|(before, rest)| Some((before, rest.split_once('}')?)));
        match parts {
            Some((before, (inner, behind)))
                if inner.contains(',') && !before.ends_with('$') && open.len() < 64 =>
            {
                open.extend(
                    inner
                        .split(',')
                        .map(|part| format!("{before}{part}{behind}")),
                );
            }
            _ => done.push(next),
        }
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_cover_folders() {
        for (path, folder, want) in [
            ("/var/lib/apt/lists/*", "/var/lib/apt/lists", true),
            ("/var/lib/apt/lists/", "/var/lib/apt/lists", true),
            ("/var/lib/apt", "/var/lib/apt/lists", true),
            ("/var/lib/apt/lists/partial", "/var/lib/apt/lists", true),
            ("/var/lib/aptitude", "/var/lib/apt/lists", false),
            ("/tmp/*", "/var/lib/apt/lists", false),
            ("/root/.cache", "~/.cache/pip", true),
            ("/home/me/.cache/pip/*", "~/.cache/pip", true),
            ("/root/.npm", "~/.cache/pip", false),
        ] {
            assert_eq!(covers(path, folder), want, "{path} {folder}");
        }
    }

    #[test]
    fn braces_are_expanded() {
        let mut all = braces("/var/{lib/{apt,x}/lists,tmp}/*");
        all.sort();
        assert!(braces("a{b,c}").contains(&"ac".to_owned()));
        assert!(!all.is_empty());
        assert_eq!(braces("${a,b}"), ["${a,b}"]);
    }
}
