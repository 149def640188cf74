//! Which shell language a script is written in.

/// The language of a shell, as far as it matters here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// `/bin/sh` of unknown make: POSIX.
    #[default]
    Sh,
    /// Debian's `dash`.
    Dash,
    /// The `ash` of busybox.
    Ash,
    /// `bash`
    Bash,
    /// `ksh` and `mksh`
    Ksh,
    /// `zsh`
    Zsh,
    /// PowerShell, Windows or not.
    PowerShell,
    /// The Windows command prompt.
    Cmd,
    /// Something that is no known shell, such as Python.
    Other,
}

impl Dialect {
    /// Reads a program name or path, such as `/bin/bash` or `powershell.exe`.
    pub fn of_program(program: &str) -> Self {
        let base = program.rsplit(['/', '\\']).next().unwrap_or_default();
        let base = base.to_ascii_lowercase();
        match base.strip_suffix(".exe").unwrap_or(&base) {
            "sh" => Self::Sh,
            "dash" => Self::Dash,
            "ash" | "busybox" => Self::Ash,
            "bash" => Self::Bash,
            "ksh" | "mksh" | "ksh93" => Self::Ksh,
            "zsh" => Self::Zsh,
            "pwsh" | "powershell" => Self::PowerShell,
            "cmd" => Self::Cmd,
            _ => Self::Other,
        }
    }

    /// Reads the first line of a script. None if it is no `#!` line.
    pub fn of_shebang(script: &str) -> Option<Self> {
        let line = script
            .strip_prefix("#!")?
            .lines()
            .next()
            .unwrap_or_default();
        let mut words = line.split_whitespace();
        let program = words.next()?;
        if program.rsplit('/').next() != Some("env") {
            return Some(Self::of_program(program));
        }
        let program = words.find(|word| !word.starts_with('-') && !word.contains('='))?;
        Some(Self::of_program(program))
    }

    /// True for languages with the grammar of the Bourne shell.
    pub fn is_posix_like(self) -> bool {
        !matches!(self, Self::PowerShell | Self::Cmd | Self::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::Dialect;

    #[test]
    fn shebangs() {
        for (script, want) in [
            ("#!/bin/bash -e\nx", Some(Dialect::Bash)),
            ("#!/usr/bin/env -S bash -e\n", Some(Dialect::Bash)),
            ("#! /bin/sh\r\n", Some(Dialect::Sh)),
            ("#!/usr/bin/env python3\n", Some(Dialect::Other)),
            ("#!C:\\x\\PowerShell.exe", Some(Dialect::PowerShell)),
            ("echo x", None),
        ] {
            assert_eq!(Dialect::of_shebang(script), want, "{script}");
        }
    }
}
