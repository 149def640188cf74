//! Files and folders that builds need, and whether they are there.

use std::path::{Component, Path};

use super::ComposeCx;

impl ComposeCx<'_, '_> {
    /// True for a folder that is there.
    pub fn is_folder(&self, path: &Path) -> bool {
        self.exists(path) == Some(true) && self.files.host().is_folder(path)
    }

    /// True if a file or folder of a build surely is missing: it is not made later, no submodule
    /// brings it along, and it is not there for who names another folder of the project.
    pub fn is_absent(&self, path: &Path) -> bool {
        self.is_missing(path) && !self.is_further_up(path) && !self.is_in_submodule(path)
    }

    /// True for what is at the same path below a folder around that of the project: with
    /// `--project-directory` and with another file in front of this one it is found.
    fn is_further_up(&self, path: &Path) -> bool {
        let folder = self.project().folder();
        let Ok(rest) = path.strip_prefix(folder) else {
            return false;
        };
        let mut above = folder.ancestors().skip(1);
        above.any(|above| self.exists(&above.join(rest)) == Some(true))
    }

    /// True in a folder that Git fills with another repository.
    fn is_in_submodule(&self, path: &Path) -> bool {
        path.ancestors().skip(1).any(|folder| {
            let text = self.read_text(&folder.join(".gitmodules"));
            let text = text.unwrap_or_default();
            let mut paths = text.lines().filter_map(|line| {
                let rest = line.trim().strip_prefix("path")?.trim_start();
                Some(rest.strip_prefix('=')?.trim())
            });
            paths.any(|own| path.starts_with(folder.join(own)))
        })
    }
}

/// The way from a folder to a file, with slashes. None if it cannot be told.
pub fn way(folder: &Path, file: &Path) -> Option<String> {
    let is_plain = |it: &Component<'_>| matches!(it, Component::Normal(_));
    let (from, to): (Vec<_>, Vec<_>) = (folder.components().collect(), file.components().collect());
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from.get(common..)?;
    let down = to.get(common..)?;
    if !up.iter().chain(down).all(is_plain) {
        return None;
    }
    let up = up.iter().map(|_| "..".to_owned());
    let down = down
        .iter()
        .map(|it| it.as_os_str().to_string_lossy().into_owned());
    Some(up.chain(down).collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::way;

    #[test]
    fn ways_go_up_and_down() {
        for (folder, file, want) in [
            ("", "a/b", Some("a/b")),
            ("a", "a/b", Some("b")),
            ("a/b", "a/c/d", Some("../c/d")),
            ("a", "b", Some("../b")),
            ("..", "b", None),
        ] {
            let found = way(Path::new(folder), Path::new(file));
            assert_eq!(found.as_deref(), want, "{folder} {file}");
        }
    }
}
