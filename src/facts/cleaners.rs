//! Commands that do nothing but clean up.

use crate::shell::{Arguments, Command, Syntax, Word};

use super::packages::{Manager, PackageCall};

/// Folders that package managers fill, and their families.
const FOLDERS: [(&str, &str); 5] = [
    ("/var/lib/apt/lists", "apt"),
    ("/var/cache/apt", "apt"),
    ("/var/cache/apk", "apk"),
    ("/var/cache/yum", "rpm"),
    ("/var/cache/dnf", "rpm"),
];

impl Manager {
    /// A name for those that share their files.
    pub fn family(self) -> &'static str {
        match self {
            Self::AptGet | Self::Apt | Self::Aptitude => "apt",
            Self::Apk => "apk",
            Self::Yum | Self::Dnf | Self::Microdnf => "rpm",
            Self::Zypper => "zypper",
            _ => "",
        }
    }
}

impl PackageCall<'_> {
    /// True if it removes packages.
    pub fn uninstalls(&self) -> bool {
        self.does(&["autopurge", "autoremove", "del", "erase", "purge", "remove"])
    }
}

/// The families of package managers whose files a command removes, perhaps none. None if it does
/// something else than to clean up.
pub fn cleaned(command: Command<'_>) -> Option<Vec<&'static str>> {
    if matches!(command.program(), Some("rm" | "rmdir")) {
        let paths = Arguments::read(command, &Syntax::default()).operands;
        let holds = |folder: &str| paths.iter().any(|it| Word::cooked(*it).starts_with(folder));
        let found = FOLDERS.iter().filter(|(folder, _)| holds(folder));
        return Some(found.map(|(_, family)| *family).collect());
    }
    let call = PackageCall::read(command)?;
    let cleans = call.uninstalls() || call.does(&["autoclean", "clean", "distclean"]);
    cleans.then(|| vec![call.manager.family()])
}
