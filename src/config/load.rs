//! Finding configuration files and reading what they extend.

use std::path::{Path, PathBuf};

use crate::project::Host;

use super::hadolint::HadolintSettings;
use super::{ConfigError, Layer, file};

/// Our own names, then hadolint's.
const NAMES: [&str; 4] = [
    ".plimsoll.yaml",
    ".plimsoll.yml",
    ".hadolint.yaml",
    ".hadolint.yml",
];

/// Files that one configuration may consist of.
const MAX_LAYERS: usize = 64;

/// A configuration file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
}

/// The configuration for files in `folder`: the nearest one from there up to the root of the
/// repository, the folder that holds `.git`. Ours goes before hadolint's in the same search: only
/// where no folder has one of ours is hadolint's read.
pub fn find(folder: &Path, host: &dyn Host) -> Option<Found> {
    let mut folders: Vec<&Path> = Vec::new();
    for folder in folder.ancestors() {
        folders.push(folder);
        if host.exists(&folder.join(".git")) {
            break;
        }
    }
    for names in NAMES.chunks(2) {
        for folder in &folders {
            for name in names {
                let path = folder.join(name);
                if host.exists(&path) {
                    return Some(Found { path });
                }
            }
        }
    }
    None
}

/// Reads a configuration file and those it extends. Gives the layers, the strongest last.
///
/// # Errors
/// A file cannot be read, or says something that is not understood; files extend each other in a
/// circle.
pub fn load(path: &Path, host: &dyn Host) -> Result<Vec<Layer>, ConfigError> {
    let mut layers = Vec::new();
    let mut open = Vec::new();
    read(path, host, &mut open, &mut layers)?;
    Ok(layers)
}

fn read(
    path: &Path,
    host: &dyn Host,
    open: &mut Vec<PathBuf>,
    layers: &mut Vec<Layer>,
) -> Result<(), ConfigError> {
    let name = path.display().to_string();
    let error = |message: &str| ConfigError::new(&name, None, message.to_owned());
    if open.iter().any(|other| other == path) {
        return Err(error("the file extends itself"));
    }
    if layers.len() >= MAX_LAYERS {
        return Err(error("too many files extend each other"));
    }
    let bytes = match host.read(path) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Err(error("there is no such file")),
        Err(reason) => return Err(error(&format!("cannot be read: {reason}"))),
    };
    let file_name = path.file_name().unwrap_or_default().to_string_lossy();
    let layer = if file_name.contains("hadolint") {
        HadolintSettings::read(&name, &bytes)?.layer(&name)
    } else {
        file::read(&name, &bytes)?
    };
    open.push(path.to_owned());
    for other in &layer.extends {
        let other = path.parent().unwrap_or(Path::new("")).join(other);
        read(&normal(&other), host, open, layers)?;
    }
    open.pop();
    layers.push(layer);
    Ok(())
}

/// The path without `.` and, as far as it can be told from the text, without `..`.
fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir if out.file_name().is_some() => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}
