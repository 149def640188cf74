//! Paths as addresses.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use lsp_types::Uri;

/// The path of a file. None for documents that are elsewhere, or nowhere yet.
pub(super) fn path(uri: &str) -> Option<PathBuf> {
    let scheme = uri.get(..7)?;
    let rest = scheme
        .eq_ignore_ascii_case("file://")
        .then(|| uri.get(7..))??;
    let rest = rest.split(['?', '#']).next()?;
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    let bytes = decoded(rest);
    if cfg!(windows) {
        return Some(windows(&String::from_utf8(bytes).ok()?));
    }
    bytes.starts_with(b"/").then(|| native(bytes))
}

/// `/c:/folder`, or `server/share`.
fn windows(text: &str) -> PathBuf {
    let text = text.replace('/', "\\");
    PathBuf::from(match text.strip_prefix('\\') {
        Some(drive) => drive.to_owned(),
        None => format!("\\\\{text}"),
    })
}

#[cfg(unix)]
fn native(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn native(bytes: Vec<u8>) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(&bytes).into_owned())
}

fn decoded(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let mut ahead = bytes.clone();
        let digits = [ahead.next(), ahead.next()].map(|it| char::from(it?).to_digit(16));
        match (byte, digits) {
            (b'%', [Some(high), Some(low)]) => {
                out.extend(u8::try_from(high * 16 + low));
                bytes = ahead;
            }
            _ => out.push(byte),
        }
    }
    out
}

/// The address of an absolute path.
pub(super) fn address(path: &Path) -> Option<Uri> {
    let mut text = "file://".to_owned();
    let path = path.as_os_str().as_encoded_bytes();
    if !path.starts_with(b"/") {
        text.push('/');
    }
    for byte in path {
        match byte {
            b'\\' if cfg!(windows) => text.push('/'),
            b'/' | b'-' | b'_' | b'.' | b'~' => text.push(char::from(*byte)),
            byte if byte.is_ascii_alphanumeric() => text.push(char::from(*byte)),
            byte => {
                let _ = write!(text, "%{byte:02X}");
            }
        }
    }
    text.parse().ok()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for (uri, want) in [
            ("file:///a/b", Some("/a/b")),
            ("FILE://localhost/a%20b%2Bc", Some("/a b+c")),
            ("file:///%C3%A4%F0%9F%98%80", Some("/ä😀")),
            ("file:///a%2", Some("/a%2")),
            ("file:///a%zz?q#f", Some("/a%zz")),
            ("untitled:Untitled-1", None),
            ("git:/a/b?ref", None),
            ("file:a", None),
            ("", None),
        ] {
            assert_eq!(path(uri), want.map(PathBuf::from), "{uri}");
        }
        let place = Path::new("/a b/ä[1]#?%:\\/Dockerfile");
        let back = address(place).and_then(|it| path(it.as_str()));
        assert_eq!(back.as_deref(), Some(place));
    }
}
