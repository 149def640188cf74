//! `--baseline` and `--write-baseline`.

use std::path::{Component, Path, PathBuf};

use plimsoll::engine::{Baseline, Compared};
use plimsoll::finding::Finding;
use plimsoll::text::Source;

use super::Failure;
use super::configs::normal;

/// Writes a baseline with these findings. Returns how many they are.
pub(super) fn write(
    path: &Path,
    findings: &[Finding],
    sources: &[Source],
) -> Result<usize, Failure> {
    let folder = folder(path)?;
    let baseline = Baseline::new(findings, sources, |source| name(source, &folder));
    std::fs::write(path, baseline.to_text()).map_err(|error| {
        Failure::Usage(format!("{} cannot be written: {error}", path.display()))
    })?;
    Ok(baseline.len())
}

/// Takes the findings away that a baseline knows.
pub(super) fn compare(
    path: &Path,
    findings: Vec<Finding>,
    sources: &[Source],
) -> Result<Compared, Failure> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| {
        let hint = match error.kind() {
            std::io::ErrorKind::NotFound => "; `--write-baseline` writes one",
            _ => "",
        };
        Failure::Usage(format!("{shown} cannot be read: {error}{hint}"))
    })?;
    let baseline = Baseline::read(&text)
        .map_err(|error| Failure::Usage(format!("{shown} is no baseline: {error}")))?;
    let folder = folder(path)?;
    Ok(baseline.compare(findings, sources, |source| name(source, &folder)))
}

/// The folder of the baseline, from which files are named.
fn folder(path: &Path) -> Result<PathBuf, Failure> {
    let path = std::path::absolute(path)
        .map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?;
    Ok(normal(path.parent().unwrap_or(&path)))
}

/// The name of a file in a baseline: its path from the folder of the baseline, with slashes, so
/// that it does not matter from where the program is called.
fn name(source: &Source, folder: &Path) -> String {
    let path =
        std::path::absolute(source.name()).map_or_else(|_| source.name().into(), |it| normal(&it));
    let mut above = folder;
    let mut name = String::new();
    loop {
        if let Ok(rest) = path.strip_prefix(above) {
            let parts = rest.components().map(Component::as_os_str);
            let parts: Vec<_> = parts.map(|part| part.to_string_lossy()).collect();
            return name + &parts.join("/");
        }
        match above.parent() {
            Some(parent) => above = parent,
            // Another drive.
            None => return path.to_string_lossy().replace('\\', "/"),
        }
        name.push_str("../");
    }
}
