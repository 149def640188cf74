//! Files by their names: what kind they are, which words mean them, and what checks them.

use crate::shell::{Command, Word};

use super::cleanup::braces;

/// What a file is, as far as its name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text that an interpreter runs.
    Script,
    /// Files packed into one, or one that is compressed.
    Archive,
    /// A package or program.
    Program,
    /// A key or certificate.
    Key,
    /// A signature or digest of another file.
    Signature,
    /// Something else.
    Other,
}

const SCRIPTS: &[&str] = &[
    ".sh", ".bash", ".zsh", ".py", ".pl", ".rb", ".js", ".ps1", ".php", ".lua", ".r",
];
const ARCHIVES: &[&str] = &[
    ".tar", ".gz", ".tgz", ".bz2", ".tbz", ".tbz2", ".xz", ".txz", ".zst", ".tzst", ".lz", ".lzma",
    ".z", ".zip", ".7z", ".rar", ".whl", ".crate", ".cpio",
];
const PROGRAMS: &[&str] = &[
    ".deb",
    ".rpm",
    ".apk",
    ".jar",
    ".war",
    ".ear",
    ".exe",
    ".msi",
    ".appimage",
    ".phar",
    ".run",
    ".bin",
    ".so",
    ".dll",
    ".pex",
    ".gem",
    ".nupkg",
    ".vsix",
    ".wasm",
];
const KEYS: &[&str] = &[".key", ".gpg", ".pgp", ".pub", ".pem", ".crt", ".cer"];
const SIGNATURES: &[&str] = &[
    ".asc",
    ".sig",
    ".sign",
    ".minisig",
    ".sha1",
    ".sha256",
    ".sha512",
    ".md5",
    ".sha1sum",
    ".sha256sum",
    ".sha512sum",
    ".md5sum",
    ".digest",
    ".digests",
    ".sum",
    ".sums",
];

/// Endings of files that hold data, whatever they are packed with.
const DATA: &[&str] = &[
    ".fastq", ".fq", ".fna", ".fa", ".fasta", ".faa", ".gff", ".gtf", ".gbff", ".vcf", ".bed",
    ".sam", ".bam", ".txt", ".csv", ".tsv", ".json", ".xml", ".sql", ".dat", ".mmdb", ".log",
];

impl Content {
    /// Reads the name of a file, or a URL.
    pub fn of(name: &str) -> Self {
        let path = name.split(['?', '#']).next().unwrap_or_default();
        // SourceForge puts a word behind the name.
        let path = path.strip_suffix("/download").unwrap_or(path);
        let base = base(path).to_ascii_lowercase();
        let ends = |endings: &[&str]| endings.iter().any(|it| base.ends_with(it));
        let sums = [
            "shasums",
            "sha256sums",
            "sha512sums",
            "md5sums",
            "checksums",
        ];
        let packed = [".gz", ".bz2", ".xz", ".zst"];
        let inner = packed.iter().find_map(|it| base.strip_suffix(it));
        let data = inner.is_some_and(|it| DATA.iter().any(|data| it.ends_with(data)));
        if data {
            Self::Other
        } else if ends(SIGNATURES) || sums.iter().any(|it| base.contains(it)) {
            Self::Signature
        } else if ends(ARCHIVES) {
            Self::Archive
        } else if ends(PROGRAMS) {
            Self::Program
        } else if ends(SCRIPTS) {
            Self::Script
        } else if ends(KEYS) {
            Self::Key
        } else {
            Self::Other
        }
    }
}

/// The last part of a path.
pub fn base(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// True if a word, with variables resolved, means the file at `path` or may stand for it: by its
/// path, its name, or a pattern. Files of one name in two known folders differ.
pub fn means_file(word: &str, path: &str) -> bool {
    let name = base(path);
    if name.is_empty() {
        return false;
    }
    let one = |word: &str| {
        if word.starts_with('/') && path.starts_with('/') {
            return matches(word, path);
        }
        let at = word.len().checked_sub(name.len());
        let tail = at.and_then(|at| word.split_at_checked(at));
        let ends = tail.is_some_and(|(front, tail)| {
            tail == name && (front.is_empty() || front.ends_with(['/', '=', ':', '@', '<', '"']))
        });
        ends || matches(base(word), name)
    };
    if word.contains('{') {
        braces(word).iter().any(|it| one(it))
    } else {
        one(word)
    }
}

/// True if `text` fits a pattern with `*` and `?`.
pub fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut at, mut in_text) = (0, 0);
    // Where the last `*` stood, and how much of the text it takes.
    let mut star: Option<(usize, usize)> = None;
    while in_text < text.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, in_text));
                at += 1;
            }
            Some(byte) if *byte == b'?' || text.get(in_text) == Some(byte) => {
                at += 1;
                in_text += 1;
            }
            _ => {
                let Some((from, taken)) = star else {
                    return false;
                };
                star = Some((from, taken + 1));
                at = from + 1;
                in_text = taken + 1;
            }
        }
    }
    pattern
        .get(at..)
        .is_some_and(|rest| rest.iter().all(|byte| *byte == b'*'))
}

/// True if a command checks the digest or signature of files.
pub fn is_check(command: Command<'_>) -> bool {
    let Some(program) = command.program() else {
        return false;
    };
    let has = |words: &[&str]| {
        command
            .args()
            .map(Word::cooked)
            .any(|it| words.contains(&it))
    };
    match program {
        "gpg" | "gpg2" => has(&["--verify", "--decrypt", "--verify-files"]),
        "gpgv" | "gpgv2" | "cosign" | "minisign" | "signify" | "shasum" | "rhash" | "sqv" => true,
        "openssl" => has(&["dgst", "sha256", "sha1", "sha512", "md5", "smime", "cms"]),
        "rpm" | "rpmkeys" => has(&["--checksig", "-K"]),
        _ => mentions_check(program),
    }
}

/// True if a text speaks of digests or signatures.
pub fn mentions_check(text: &str) -> bool {
    const WORDS: [&str; 18] = [
        "sha1",
        "sha224",
        "sha256",
        "sha384",
        "sha512",
        "shasum",
        "md5",
        "b2sum",
        "b3sum",
        "checksum",
        "verif",
        "cosign",
        "minisign",
        "signify",
        "hashlib",
        "hash_file",
        "checksig",
        "digest",
    ];
    let lower = text.to_ascii_lowercase();
    let verified = memchr::memmem::find(lower.as_bytes(), b"gpgv").is_some();
    let mut words = WORDS.iter();
    verified || words.any(|word| memchr::memmem::find(lower.as_bytes(), word.as_bytes()).is_some())
}

/// True if an address has the digest of what it names in it, such as that of a Git commit.
pub fn is_addressed_by_content(url: &str) -> bool {
    let mut runs = url.split(|c: char| !c.is_ascii_hexdigit());
    runs.any(|run| matches!(run.len(), 40 | 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_files() {
        for (name, want) in [
            ("https://x/a.tar.gz", Content::Archive),
            ("https://x/a.zip/download", Content::Archive),
            ("https://x/a.tgz?raw=true", Content::Archive),
            ("a.deb", Content::Program),
            ("a.tar.gz.asc", Content::Signature),
            ("SHASUMS256.txt", Content::Signature),
            ("get-pip.py", Content::Script),
            ("a.gpg", Content::Key),
            ("reads.fastq.gz", Content::Other),
            ("a", Content::Other),
        ] {
            assert_eq!(Content::of(name), want, "{name}");
        }
    }

    #[test]
    fn words_mean_files() {
        for (word, path, want) in [
            ("/tmp/a.tgz", "a.tgz", true),
            ("a.tgz", "/tmp/a.tgz", true),
            ("/opt/a.tgz", "/tmp/a.tgz", false),
            ("/tmp/*", "/tmp/a.tgz", true),
            ("*.tgz", "a.tgz", true),
            ("/tmp/*.zip", "/tmp/a.tgz", false),
            ("--file=a.tgz", "a.tgz", true),
            ("aa.tgz", "a.tgz", false),
            ("a-$V.tgz", "a-$V.tgz", true),
            ("{a,b}.tgz", "b.tgz", true),
            ("a?tgz", "a.tgz", true),
        ] {
            assert_eq!(means_file(word, path), want, "{word} {path}");
        }
        assert!(is_addressed_by_content(&format!(
            "https://x/{}/a",
            "0f".repeat(20)
        )));
        assert!(!is_addressed_by_content("https://x/v1.2.3/a"));
    }
}
