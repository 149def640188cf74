//! Files that hold secrets, by their names.

/// Why a file is none for an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretFile {
    /// A private key.
    Key,
    /// Names and passwords of services.
    Credentials,
    /// A configuration that may have a password in it, such as `.npmrc`.
    Settings,
    /// All versions of all files: `.git`.
    History,
}

impl SecretFile {
    /// What it is, for a message.
    pub fn what(self) -> &'static str {
        match self {
            Self::Key => "a private key",
            Self::Credentials => "credentials",
            Self::Settings => "settings with credentials",
            Self::History => "the whole history of the project",
        }
    }
}

/// Words in the name of a key that say that it is public, or no real one.
const HARMLESS: [&str; 23] = [
    "apt", "archive", "demo", "dummy", "example", "fake", "fallback", "gpg", "insecure", "keyring",
    "mock", "pgp", "pub", "release", "repomd", "rpm", "sample", "signing", "snakeoil", "template",
    "test", "vagrant", "yum",
];

/// What a path names, by its last parts, if that is a file or folder with secrets.
pub fn secret_file(path: &str) -> Option<SecretFile> {
    let path = path.trim_matches(['"', '\'']).trim_end_matches('/');
    let path = path.strip_suffix("/.").unwrap_or(path);
    let (folder, base) = path.rsplit_once('/').unwrap_or(("", path));
    let parent = folder.rsplit('/').next().unwrap_or_default();
    let lower = base.to_ascii_lowercase();
    match (&*lower, parent) {
        (
            ".netrc" | "_netrc" | ".pypirc" | ".git-credentials" | ".pgpass" | ".dockercfg"
            | ".dockerconfigjson" | ".vault-token" | "terraform.tfstate" | "credentials.json"
            | "credentials" | ".aws" | ".kube" | ".ssh" | ".gnupg",
            _,
        )
        | ("config.json", ".docker")
        | ("config", ".kube")
        | ("auth.json", ".composer" | "composer") => {
            // Programs have packages of this name, and the AWS folder a file.
            let plain = lower != "credentials" || parent == ".aws";
            return plain.then_some(SecretFile::Credentials);
        }
        (".npmrc" | ".yarnrc.yml" | "pip.conf" | "nuget.config" | "settings.xml", _) => {
            return Some(SecretFile::Settings);
        }
        (".git", _) => return Some(SecretFile::History),
        _ => {}
    }
    if is_harmless_key(&lower) {
        return None;
    }
    if is_key(&lower) {
        return Some(SecretFile::Key);
    }
    let service = (lower.starts_with("service-account")
        || lower.starts_with("service_account")
        || lower.starts_with("serviceaccount"))
        && has_extension(&lower, &["json"]);
    let environment = matches!(
        &*lower,
        ".env" | ".env.local" | ".env.prod" | ".env.production" | ".env.staging"
    );
    (service || environment).then_some(SecretFile::Credentials)
}

/// True for the name of a key that is public, or no real one.
pub fn is_harmless_key(name: &str) -> bool {
    let base = name
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    HARMLESS.iter().any(|word| base.contains(word))
}

fn is_key(base: &str) -> bool {
    let of_ssh = [
        "id_rsa",
        "id_dsa",
        "id_ecdsa",
        "id_ed25519",
        "id_ecdsa_sk",
        "id_ed25519_sk",
    ];
    let private = base.contains("priv") || base.contains("key");
    of_ssh.iter().any(|name| base.ends_with(name))
        || has_extension(base, &["key", "pfx", "p12", "ppk", "kdbx"])
        || has_extension(base, &["pem"]) && private
}

fn has_extension(base: &str, extensions: &[&str]) -> bool {
    base.rsplit_once('.')
        .is_some_and(|(stem, extension)| !stem.is_empty() && extensions.contains(&extension))
}

/// True if deleting `removed` deletes the file `path`: the same path, a folder it lies in, or a
/// pattern. Where a path is relative, names are compared without folders.
pub fn is_deleted_by(path: &str, removed: &str) -> bool {
    let (path, removed) = (in_home(path), in_home(removed));
    let rooted = |path: &str| path.starts_with(['/', '~']);
    let base = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let (path, removed) = if rooted(&path) && rooted(&removed) {
        (path, removed)
    } else {
        (base(&path), base(removed.trim_end_matches('/')))
    };
    match removed.split_once('*') {
        Some((start, _)) => !start.is_empty() && path.starts_with(start),
        None => path
            .strip_prefix(removed.trim_end_matches('/'))
            .is_some_and(|rest| !removed.is_empty() && (rest.is_empty() || rest.starts_with('/'))),
    }
}

/// A path in a home folder with `~` for that.
fn in_home(path: &str) -> String {
    let path = path.trim_matches(['"', '\'']);
    let path = path.strip_prefix("./").unwrap_or(path);
    for home in ["$HOME/", "${HOME}/", "/root/"] {
        if let Some(rest) = path.strip_prefix(home) {
            return format!("~/{rest}");
        }
    }
    match path
        .strip_prefix("/home/")
        .and_then(|rest| rest.split_once('/'))
    {
        Some((_, rest)) => format!("~/{rest}"),
        None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_with_secrets() {
        use SecretFile::{Credentials, Key, Settings};
        for (path, want) in [
            ("id_rsa", Some(Key)),
            ("deploy/ssh/id_ed25519", Some(Key)),
            ("id_rsa.pub", None),
            ("insecure_id_rsa", None),
            ("tls/server.key", Some(Key)),
            ("*.key", Some(Key)),
            ("RPM-GPG.key", None),
            ("a.repomd.xml.key", None),
            ("privkey.pem", Some(Key)),
            ("server-key.pem", Some(Key)),
            ("ca.pem", None),
            ("app.pfx", Some(Key)),
            (".env", Some(Credentials)),
            ("app/.env.production", Some(Credentials)),
            (".env.example", None),
            ("x.env", None),
            (".ssh/", Some(Credentials)),
            (".aws/credentials", Some(Credentials)),
            ("src/credentials", None),
            (".docker/config.json", Some(Credentials)),
            ("config.json", None),
            ("service-account-prod.json", Some(Credentials)),
            (".npmrc", Some(Settings)),
            ("package.json", None),
        ] {
            assert_eq!(secret_file(path), want, "{path}");
        }
    }

    #[test]
    fn deletions() {
        for (path, removed, want) in [
            ("/root/.npmrc", "~/.npmrc", true),
            ("/root/.ssh/id_rsa", "/root/.ssh", true),
            (".npmrc", "/app/.npmrc", true),
            ("/app/.npmrc", "/root/.npmrc", false),
            ("/tmp/id_rsa", "/tmp/id_rsa*", true),
            ("/tmp/id_rsa", "/tmp/id", false),
            ("/tmp/id_rsa", "", false),
        ] {
            assert_eq!(is_deleted_by(path, removed), want, "{path} {removed}");
        }
    }
}
