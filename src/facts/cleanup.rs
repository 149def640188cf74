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
/// for `x` in any home folder. Who removes something that is but one variable is believed.
pub fn is_removed_behind(command: Command<'_>, folder: &str) -> bool {
    command.later().any(|later| removes(later, folder))
}

/// True if the command removes `folder` or what is in it, as [`is_removed_behind`] sees it.
pub fn removes(command: Command<'_>, folder: &str) -> bool {
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
            let mut paths = braces(text);
            if word.is_dynamic() {
                let (literal, tail) = literals(text);
                let single = text.matches('$').count() <= 1 && !text.contains("HOME");
                if single && !literal.contains(|c: char| c.is_alphanumeric()) {
                    return true;
                }
                paths.push(tail);
            }
            paths.iter().any(|path| covers(path, folder))
        })
}

/// A word without its expansions, and what stands behind the last one.
fn literals(text: &str) -> (String, String) {
    let (mut all, mut tail) = (String::new(), String::new());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = match (c, rest.get(1..2)) {
            ('$', Some("{")) => rest.find('}').map(|at| at + 1),
            ('$', Some("(")) => rest.rfind(')').map(|at| at + 1),
            ('$', _) => rest
                .get(1..)
                .map(|it| 1 + it.find(|c| !name(c)).unwrap_or(it.len())),
            ('`', _) => rest.rfind('`').map(|at| at + 1),
            _ => None,
        };
        if end.is_some() {
            tail.clear();
        } else {
            all.push(c);
            tail.push(c);
        }
        rest = rest.get(end.unwrap_or(c.len_utf8())..).unwrap_or_default();
    }
    (all, tail)
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
pub(super) fn braces(text: &str) -> Vec<String> {
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
    use crate::shell::{Dialect, Script};
    use crate::text::{MappedText, Span, offset};

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
    fn removals_with_variables() {
        let removes = |text: &str, folder: &str| {
            let text = MappedText::plain(text, Span::new(0, offset(text.len())));
            let script = Script::parse(text, &Dialect::Sh.into());
            script.commands().any(|command| removes(command, folder))
        };
        for (text, want) in [
            ("rm -rf $CACHES", true),
            ("rm -rf \"${CACHES[@]}\"/*", true),
            ("rm -rf $ROOT/var/lib/apt", true),
            ("rm -rf x-$V.tgz", false),
            ("rm -rf $A/$B", false),
            ("rm -rf $JAVA_HOME/lib", false),
            ("find $ROOT/var/lib -delete", true),
            ("echo /var/lib/apt", false),
        ] {
            assert_eq!(removes(text, "/var/lib/apt/lists"), want, "{text}");
        }
        assert!(removes("rm -rf $HOME/.cache", "~/.cache/pip"));
        assert!(!removes("rm -rf $HOME/.npm", "~/.cache/pip"));
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
