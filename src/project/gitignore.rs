//! What Git leaves out.

use std::path::Path;

use ignore::gitignore::GitignoreBuilder;

/// True if a file is left out by one of the texts of `.gitignore` files, each with its folder, the
/// innermost first.
pub fn is_git_ignored<'t>(
    path: &Path,
    files: impl IntoIterator<Item = (&'t Path, String)>,
) -> bool {
    for (folder, text) in files {
        let Ok(relative) = path.strip_prefix(folder) else {
            continue;
        };
        let mut builder = GitignoreBuilder::new("");
        for line in text.lines() {
            // A line that is no pattern says nothing.
            let _ = builder.add_line(None, line);
        }
        let Ok(patterns) = builder.build() else {
            continue;
        };
        match patterns.matched_path_or_any_parents(relative, false) {
            ignore::Match::None => {}
            found => return found.is_ignore(),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_file_decides() {
        let is_ignored = |path: &str, files: &[(&'static str, &str)]| {
            let own =
                |(folder, text): &(&'static str, &str)| (Path::new(*folder), (*text).to_owned());
            is_git_ignored(Path::new(path), files.iter().map(own))
        };
        assert!(is_ignored(".env", &[("", "*.log\n.env\n")]));
        assert!(is_ignored("a/data/x", &[("a", "/data"), ("", "")]));
        assert!(!is_ignored("a/.env", &[("a", "!.env"), ("", ".env")]));
        assert!(!is_ignored("a.env", &[("", ".env")]));
    }
}
