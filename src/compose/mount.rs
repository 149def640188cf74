//! Mounts in the short form.
//!
//! ```text
//! mount = [ source ":" ] target [ ":" option { "," option } ]
//! ```
//!
//! A `:` behind a section of one letter belongs to a Windows drive.

use super::piece::{Fault, Piece, Slot, shown};

/// An item of `volumes`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// What is mounted.
    pub kind: MountKind,
    /// The path on the host or the name of the volume. `None` for an anonymous volume.
    pub source: Option<Slot<String>>,
    /// The path in the container.
    pub target: Slot<String>,
    /// The options behind the target. `None` if there surely are none; without entries if a
    /// variable that is not known may bring some along (`/data${MODE}`).
    pub options: Option<Vec<MountOption>>,
}

/// What a mount puts into the container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MountKind {
    /// A path of the host.
    Bind,
    /// A volume with a name, to be declared at the top level.
    Volume,
    /// A new volume without a name.
    Anonymous,
    /// A variable that is not known decides.
    Unknown,
}

/// An option of a mount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MountOption {
    /// What is written.
    pub text: Slot<String>,
    /// What it asks for; none if it is not known.
    pub kind: Option<OptionKind>,
}

/// What an option asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// `ro`
    ReadOnly,
    /// `rw`
    ReadWrite,
    /// `nocopy`
    NoCopy,
    /// `z`: a label shared with other containers.
    SelinuxShared,
    /// `Z`: a label for this container only.
    SelinuxPrivate,
    /// `shared`, `rslave` and so on.
    Propagation,
    /// `cached`, `delegated`, `consistent`: without effect today.
    Consistency,
    /// Compose ignores it without a word.
    Unrecognised,
}

impl OptionKind {
    fn of(text: &str) -> Self {
        match text {
            "ro" => Self::ReadOnly,
            "rw" => Self::ReadWrite,
            "nocopy" => Self::NoCopy,
            "z" => Self::SelinuxShared,
            "Z" => Self::SelinuxPrivate,
            "private" | "rprivate" | "shared" | "rshared" | "slave" | "rslave" => Self::Propagation,
            "cached" | "delegated" | "consistent" => Self::Consistency,
            _ => Self::Unrecognised,
        }
    }
}

impl Mount {
    /// Reads an item of `volumes`.
    pub fn parse(item: Piece<'_>) -> Result<Self, Fault> {
        let text = item.text();
        if text.is_empty() {
            return Err(item.fault("the mount is empty"));
        }
        // The loader does not look into texts of up to two bytes.
        let sections = if text.len() <= 2 {
            vec![item]
        } else {
            sections(item)
        };
        if let Some(empty) = sections.iter().find(|it| it.is_empty()) {
            let message = format!("a part of the mount {} is empty", shown(text));
            return Err(empty.fault(message));
        }
        match *sections.as_slice() {
            [only] => Ok(Self::alone(only)),
            [source, target] => Ok(Self::of(source, target, None)),
            [source, target, options] => Ok(Self::of(source, target, Some(options))),
            [_, _, _, ref more @ ..] => {
                let message = format!("{} has more than three parts", shown(text));
                Err(more.first().copied().unwrap_or(item).fault(message))
            }
            [] => Err(item.fault("the mount is empty")),
        }
    }

    /// One section. A variable there may be anything.
    fn alone(target: Piece<'_>) -> Self {
        let is_open = target.starts_unknown();
        Self {
            kind: if is_open {
                MountKind::Unknown
            } else {
                MountKind::Anonymous
            },
            source: is_open.then(|| target.slot(None)),
            target: target.text_slot(),
            options: target.ends_unknown().then(Vec::new),
        }
    }

    fn of(source: Piece<'_>, target: Piece<'_>, options: Option<Piece<'_>>) -> Self {
        let options = match options {
            Some(options) => Some(options.split(',').map(option).collect()),
            None => target.ends_unknown().then(Vec::new),
        };
        Self {
            kind: kind(source),
            source: Some(source.text_slot()),
            target: target.text_slot(),
            options,
        }
    }

    /// True if the container cannot write to it, false if it can; none if that is not known. The
    /// last word counts.
    pub fn is_read_only(&self) -> Option<bool> {
        let Some(options) = &self.options else {
            return Some(false);
        };
        if options.is_empty() {
            return None;
        }
        let mut read_only = false;
        for option in options {
            match option.kind? {
                OptionKind::ReadOnly => read_only = true,
                OptionKind::ReadWrite => read_only = false,
                _ => {}
            }
        }
        Some(read_only)
    }

    /// True if the target is an absolute path, also of Windows; none if that is not known.
    pub fn has_absolute_target(&self) -> Option<bool> {
        self.target.known().map(|target| is_absolute(target))
    }

    /// Options that Compose ignores without a word.
    pub fn unrecognised(&self) -> impl Iterator<Item = &Slot<String>> {
        let options = self.options.iter().flatten();
        options
            .filter(|it| it.kind == Some(OptionKind::Unrecognised))
            .map(|it| &it.text)
    }
}

/// True for `/a`, `C:\a`, `\\host`.
pub fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || path.starts_with('\\') || is_drive(path)
}

/// True for a path that starts with the letter of a Windows drive, as in `C:\a` or `c:/a`.
pub fn is_drive(path: &str) -> bool {
    let mut chars = path.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next() == Some(':')
}

fn kind(source: Piece<'_>) -> MountKind {
    let text = source.text();
    if source.starts_unknown() {
        // A volume cannot have a slash in its name.
        return if text.contains(['/', '\\']) {
            MountKind::Bind
        } else {
            MountKind::Unknown
        };
    }
    if text.starts_with(['.', '/', '~']) || text.starts_with(r"\\") || is_drive(text) {
        MountKind::Bind
    } else {
        MountKind::Volume
    }
}

fn option(piece: Piece<'_>) -> MountOption {
    MountOption {
        text: piece.text_slot(),
        kind: piece.known().map(OptionKind::of),
    }
}

/// The parts between colons that belong to no drive. Stops at the fifth: four are too many.
fn sections(item: Piece<'_>) -> Vec<Piece<'_>> {
    let text = item.text();
    let mut found = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(':') {
        let section = text.get(start..at).unwrap_or_default();
        let mut chars = section.chars();
        let is_letter = chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none();
        if is_letter {
            continue;
        }
        found.push(item.slice(start, at));
        start = at + 1;
        if found.len() == 5 {
            return found;
        }
    }
    found.push(item.slice(start, text.len()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::{Expanded, Lookup};

    fn read(text: &str) -> Result<Mount, (String, String)> {
        let expanded = Expanded::of(text, &|_| Lookup::Unknown);
        Mount::parse(expanded.all())
            .map_err(|fault| (fault.range.of(text).to_owned(), fault.message))
    }

    #[test]
    fn mounts_are_read() {
        use MountKind::{Anonymous, Bind, Unknown, Volume};
        // Kind, source, target, options, read-only; `-` is not there, `?` is not known.
        let table = [
            ("/data", Anonymous, "-", "/data", "-", Some(false)),
            ("mydata", Anonymous, "-", "mydata", "-", Some(false)),
            ("d:/data", Anonymous, "-", "d:/data", "-", Some(false)),
            ("a:", Anonymous, "-", "a:", "-", Some(false)),
            ("data:/x", Volume, "data", "/x", "-", Some(false)),
            ("data/db:/x", Volume, "data/db", "/x", "-", Some(false)),
            ("./a:/b:ro", Bind, "./a", "/b", "ro", Some(true)),
            ("/a:/b:rw,z", Bind, "/a", "/b", "rw z", Some(false)),
            ("~/a:/b", Bind, "~/a", "/b", "-", Some(false)),
            (r"C:\a:/b", Bind, r"C:\a", "/b", "-", Some(false)),
            (r"C:\a:D:\b:ro", Bind, r"C:\a", r"D:\b", "ro", Some(true)),
            (
                r"\\.\pipe\x:/b",
                Bind,
                r"\\.\pipe\x",
                "/b",
                "-",
                Some(false),
            ),
            (
                "./a:/b:readonly",
                Bind,
                "./a",
                "/b",
                "readonly",
                Some(false),
            ),
            ("./a:/b:ro,rw", Bind, "./a", "/b", "ro rw", Some(false)),
            ("${A}:/b", Unknown, "?", "/b", "-", Some(false)),
            ("${A}/x:/b", Bind, "?", "/b", "-", Some(false)),
            ("./${A}:/b", Bind, "?", "/b", "-", Some(false)),
            ("${A:-./a}:/b", Bind, "./a", "/b", "-", Some(false)),
            ("${A:-ab:/b}:ro", Volume, "ab", "/b", "ro", Some(true)),
            ("./a:/b:${M}", Bind, "./a", "/b", "?", None),
            ("./a:/b:${M:-ro}", Bind, "./a", "/b", "ro", Some(true)),
            ("./a:/b${M}", Bind, "./a", "?", "", None),
            ("${A}", Unknown, "?", "?", "", None),
            ("/var/${A}", Anonymous, "-", "?", "", None),
        ];
        for (text, kind, source, target, options, read_only) in table {
            let mount = read(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
            let show = |slot: &Slot<String>| slot.value.clone().unwrap_or("?".to_owned());
            let shown = |slots: &[MountOption]| {
                let texts: Vec<_> = slots.iter().map(|it| show(&it.text)).collect();
                texts.join(" ")
            };
            assert_eq!(mount.kind, kind, "{text}");
            let found = mount.source.as_ref().map_or("-".to_owned(), show);
            assert_eq!(found, source, "{text}");
            assert_eq!(show(&mount.target), target, "{text}");
            let found = mount.options.as_deref().map_or("-".to_owned(), shown);
            assert_eq!(found, options, "{text}");
            assert_eq!(mount.is_read_only(), read_only, "{text}");
        }
    }

    #[test]
    fn faults_are_placed() {
        let table = [
            ("", "", "the mount is empty"),
            (":/data", ":", "a part of the mount `:/data` is empty"),
            ("./a:", ":", "a part of the mount `./a:` is empty"),
            ("./a::ro", ":", "a part of the mount `./a::ro` is empty"),
            (
                "./a:/b:ro:z",
                "z",
                "`./a:/b:ro:z` has more than three parts",
            ),
            ("${A:-}:/b", "${A:-}", "a part of the mount `:/b` is empty"),
        ];
        for (text, place, message) in table {
            let fault = (place.to_owned(), message.to_owned());
            assert_eq!(read(text), Err(fault), "{text}");
        }
    }

    #[test]
    fn ignored_options_are_listed() {
        let text = "./a:/b:readonly,z,cached,RO";
        let mount = read(text).unwrap();
        let found: Vec<_> = mount.unrecognised().map(|it| it.range.of(text)).collect();
        assert_eq!(found, ["readonly", "RO"]);
    }
}
