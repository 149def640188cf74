//! Values of single instructions: ports, signals, modes, checksums, paths, platforms.

use crate::dockerfile::ast::{Copy, CopySource, Expose, Instruction, Volume};
use crate::dockerfile::model::Value;
use crate::dockerfile::remote::{SourceKind, unknown_query_key};
use crate::image::is_digest;
use crate::text::{Range, Span, Word};

use super::{Transfer, Verifier, fixed, is_literal, ports};

/// Signal names of Linux without `SIG` and the real-time ones.
pub const SIGNALS: [&str; 36] = [
    "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL",
    "PIPE", "POLL", "PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP",
    "TTIN", "TTOU", "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ", "RTMIN", "RTMAX",
];

impl<'a> Verifier<'_, 'a> {
    pub(super) fn signal(&mut self, it: &Instruction<'a>, word: &Word<'a>) {
        let value = self.expand(it, &it.text, word);
        if word.is_empty() {
            return;
        }
        if let Some(text) = fixed(&value).filter(|text| !is_signal(text)) {
            let message = format!("`{text}` is no signal");
            let help = "name a Linux signal such as `SIGTERM`, or give its number";
            self.refuse_with("bad-signal", word.span, message, help);
        }
    }

    pub(super) fn expose(&mut self, it: &Instruction<'a>, expose: &Expose<'a>) {
        for word in &expose.ports {
            let value = self.expand(it, &it.text, word);
            let Some(text) = fixed(&value) else { continue };
            let literal = is_literal(&word.text, self.file.escape);
            // The result of an expansion is split again.
            for part in text.split_whitespace() {
                if let Some(fault) = ports::fault(part) {
                    let range = fault.range.shift(word.range.start);
                    let span = if literal {
                        it.text.span(range)
                    } else {
                        word.span
                    };
                    let comment = word.starts_with('#');
                    if comment {
                        let help = "put the comment on a line of its own";
                        self.refuse_with(fault.id, span, fault.message, help);
                        return;
                    }
                    self.refuse(fault.id, span, fault.message);
                }
            }
        }
    }

    pub(super) fn volume(&mut self, it: &Instruction<'a>, volume: &Volume<'a>) {
        for word in volume.paths.iter().filter(|word| !word.trim().is_empty()) {
            let value = self.expand(it, &it.text, word);
            if fixed(&value).is_some_and(|text| text.trim().is_empty()) {
                let message = "the path of the volume is empty after expansion";
                self.refuse("empty-volume", word.span, message);
            }
        }
    }

    pub(super) fn copy(&mut self, it: &Instruction<'a>, copy: &Copy<'a>, transfer: Transfer) {
        self.heredoc_bodies(it);
        self.expand_flag(it, "chown");
        if let Some((word, value)) = self.expand_flag(it, "chmod")
            && let Some(text) = fixed(&value).filter(|text| !text.is_empty() && !is_mode(text))
        {
            let message = format!("`{text}` is no file mode");
            let help = "write an octal mode such as `755`, or a symbolic one such as `u+x`";
            self.refuse_with("bad-chmod", word.span, message, help);
        }
        for source in copy
            .sources
            .iter()
            .filter(|source| source.heredoc.is_none())
        {
            let value = self.expand(it, &it.text, &source.word);
            self.source(it, source, &value, transfer);
            self.windows_path(it, &source.word, &value);
        }
        if let Some(word) = &copy.destination {
            let value = self.expand(it, &it.text, word);
            self.windows_path(it, word, &value);
        }
        if transfer == Transfer::Add {
            self.checksum(it, copy);
        }
    }

    fn source(
        &mut self,
        it: &Instruction<'a>,
        source: &CopySource<'a>,
        value: &Value<'a>,
        transfer: Transfer,
    ) {
        let Some(text) = fixed(value) else { return };
        let kind = SourceKind::read(text);
        if kind != SourceKind::Local && transfer == Transfer::Copy && it.flag("from").is_none() {
            let message = "`COPY` takes no URLs";
            self.refuse_with("url-in-copy", source.word.span, message, "use `ADD`");
        } else if kind == SourceKind::Git
            && let Some(key) = unknown_query_key(text)
        {
            let message = format!("Docker knows no `{key}` in a Git URL");
            self.refuse("bad-git-query", source.word.span, message);
        }
    }

    fn checksum(&mut self, it: &Instruction<'a>, add: &Copy<'a>) {
        let Some((word, value)) = self.expand_flag(it, "checksum") else {
            return;
        };
        let Some(flag) = it.flag("checksum").filter(|_| !word.is_empty()) else {
            return;
        };
        let [only] = add.sources.as_slice() else {
            let message = "`--checksum` works with one source only";
            return self.refuse("checksum-sources", flag.span, message);
        };
        let source = self.model.value(&only.word.text, it.index);
        let Some(text) = fixed(&source) else { return };
        match SourceKind::read(text) {
            SourceKind::Local => {
                let message = "`--checksum` works with URLs only";
                self.refuse("checksum-sources", flag.span, message);
            }
            SourceKind::Http => {
                let Some(digest) = fixed(&value) else { return };
                if !(digest.starts_with("sha256:") && is_digest(digest)) {
                    let message = format!("`{digest}` is no SHA-256 digest");
                    let help = "write `sha256:` and 64 hexadecimal digits";
                    self.refuse_with("bad-digest", word.span, message, help);
                }
            }
            SourceKind::Git => {}
        }
    }

    /// Windows containers have the drive `C:` only.
    pub(super) fn windows_path(
        &mut self,
        it: &Instruction<'a>,
        word: &Word<'a>,
        value: &Value<'a>,
    ) {
        let Some(stage) = self.model.stage_of(it.index) else {
            return;
        };
        let Some(from) = self.file.instructions.get(stage.instructions.start) else {
            return;
        };
        let platform = from
            .flag("platform")
            .map(super::super::ast::Flag::text)
            .unwrap_or_default();
        if !platform.to_ascii_lowercase().starts_with("windows/") {
            return;
        }
        let Some(text) = fixed(value) else { return };
        let mut chars = text.chars();
        if let (Some(drive), Some(':')) = (chars.next(), chars.next())
            && drive.is_ascii_alphabetic()
            && !drive.eq_ignore_ascii_case(&'c')
        {
            let message = format!("a Windows container has no drive `{drive}:`");
            self.refuse("foreign-drive", word.span, message);
        }
    }

    /// `--platform` of a FROM.
    pub(super) fn platform(&mut self, it: &Instruction<'a>) {
        let Some((word, value)) = self.expand_flag(it, "platform") else {
            return;
        };
        let Some(text) = fixed(&value).filter(|_| !word.is_empty()) else {
            return;
        };
        if text.is_empty() {
            let message = "the platform is empty after expansion";
            return self.refuse("bad-platform", word.span, message);
        }
        if let Some(range) = platform_fault(text) {
            let literal = is_literal(&word.text, self.file.escape);
            let start = word.span.start;
            let span = Span::new(start + range.start, start + range.end);
            let span = if literal && word.span.len() as usize == text.len() {
                span
            } else {
                word.span
            };
            let message = format!("`{text}` is no platform");
            let help = "write it as `os/architecture`, for example `linux/arm64`";
            self.refuse_with("bad-platform", span, message, help);
        }
    }
}

/// True for what the engine takes as a signal: a name with or without `SIG`, or a number.
pub fn is_signal(text: &str) -> bool {
    if let Ok(number) = text.parse::<i64>() {
        return number != 0;
    }
    let upper = text.to_ascii_uppercase();
    let name = upper.strip_prefix("SIG").unwrap_or(&upper);
    let real_time = |base: &str, sign: char, most: u32| {
        let number = name
            .strip_prefix(base)
            .and_then(|rest| rest.strip_prefix(sign));
        number
            .and_then(|it| it.parse::<u32>().ok())
            .is_some_and(|it| (1..=most).contains(&it))
    };
    SIGNALS.contains(&name) || real_time("RTMIN", '+', 15) || real_time("RTMAX", '-', 14)
}

/// An octal mode, or a list of symbolic changes such as `u+x,go-w`.
fn is_mode(text: &str) -> bool {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return u32::from_str_radix(text, 8).is_ok_and(|mode| mode <= 0o7777);
    }
    text.split(',').all(|clause| {
        let changes = clause.trim_start_matches(['u', 'g', 'o', 'a']);
        changes.starts_with(['+', '-', '=']) && changes.chars().all(|c| "+-=rwxXstugo".contains(c))
    })
}

/// Operating systems that platforms can name.
pub const SYSTEMS: [&str; 20] = [
    "aix",
    "android",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "js",
    "linux",
    "macos",
    "nacl",
    "netbsd",
    "openbsd",
    "plan9",
    "solaris",
    "wasip1",
    "windows",
    "zos",
    "any",
];

/// Architectures that platforms can name, those with other names included.
pub const ARCHITECTURES: [&str; 33] = [
    "386",
    "aarch64",
    "aarch64_be",
    "amd64",
    "amd64p32",
    "arm",
    "arm64",
    "arm64be",
    "armbe",
    "armel",
    "armhf",
    "i386",
    "loong64",
    "mips",
    "mips64",
    "mips64le",
    "mips64p32",
    "mips64p32le",
    "mipsle",
    "ppc",
    "ppc64",
    "ppc64le",
    "riscv",
    "riscv64",
    "s390",
    "s390x",
    "sparc",
    "sparc64",
    "wasm",
    "x86-64",
    "x86_64",
    "armv7l",
    "armv6l",
];

/// The part of a platform that Docker cannot read.
pub fn platform_fault(text: &str) -> Option<Range> {
    let all = Some(Range::new(0, text.len()));
    let parts: Vec<_> = text.split('/').collect();
    if text.contains('*') || parts.len() > 3 {
        return all;
    }
    let word = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
    };
    let mut at = 0;
    for (index, part) in parts.iter().enumerate() {
        let system = part.split('(').next().unwrap_or_default();
        let part_word = if index == 0 && part.ends_with(')') {
            system
        } else {
            part
        };
        if !word(part_word) {
            return Some(Range::new(at, at + part.len()))
                .filter(|range| !range.is_empty())
                .or(all);
        }
        at += part.len() + 1;
    }
    let lower = text.to_ascii_lowercase();
    let alone = lower.split('(').next().unwrap_or_default();
    let known = SYSTEMS.contains(&alone) || ARCHITECTURES.contains(&alone) || alone == "local";
    if parts.len() == 1 && !known {
        all
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signals() {
        for good in [
            "9",
            "-1",
            "99",
            "SIGTERM",
            "term",
            "SigRtMin+15",
            "RTMAX-14",
            "RTMIN",
        ] {
            assert!(is_signal(good), "{good}");
        }
        for bad in [
            "0",
            "SIGFOO",
            "RTMIN+16",
            "RTMAX-15",
            "RTMIN+0",
            "TERM KILL",
        ] {
            assert!(!is_signal(bad), "{bad}");
        }
    }

    #[test]
    fn modes() {
        for good in ["0", "755", "7777", "u+x", "a=rX,go-w", "+x", "u=rw,g=u"] {
            assert!(is_mode(good), "{good}");
        }
        for bad in ["888", "17777", "rwx", "u", "u+y", "0o755"] {
            assert!(!is_mode(bad), "{bad}");
        }
    }

    #[test]
    fn platforms() {
        for good in [
            "linux/amd64",
            "linux/arm/v7",
            "windows(10.0.17763)/amd64",
            "linux",
            "arm64",
            "x86_64",
        ] {
            assert_eq!(platform_fault(good), None, "{good}");
        }
        for bad in ["a/b/c/d", "nope", "linux/*", "linux/", "linux/ä"] {
            assert!(platform_fault(bad).is_some(), "{bad}");
        }
    }
}
