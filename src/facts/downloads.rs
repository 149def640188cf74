//! Downloads: what `curl`, `wget` and `aria2c` fetch, and where it goes. Source: their manuals.

use crate::shell::{Arguments, Command, Redirection, Word};
use crate::text::Span;

use super::options::{ARIA2, CURL, WGET};

/// A program that downloads files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Downloader {
    /// `curl`
    Curl,
    /// `wget`
    Wget,
    /// `aria2c`
    Aria2,
}

/// Where a download goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// To the standard output.
    Stdout,
    /// To the file of this name, variables written as `$NAME`.
    File(String),
    /// To nowhere: `/dev/null`.
    Nowhere,
    /// To a file whose name is not known.
    Unknown,
}

/// One call of a downloader.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Download<'s> {
    /// Which one.
    pub tool: Downloader,
    /// The whole command.
    pub command: Command<'s>,
    /// Its options and operands.
    pub args: Arguments<'s>,
}

/// Programs that unpack what they read.
const UNPACKERS: &[&str] = &[
    "tar", "bsdtar", "gtar", "unzip", "funzip", "gunzip", "zcat", "bunzip2", "unxz", "xz", "xzcat",
    "zstd", "unzstd", "cpio", "dpkg", "gzip", "bzip2", "lz4", "7z",
];

impl<'s> Download<'s> {
    /// The programs that [`Self::read`] knows.
    pub const PROGRAMS: &'static [&'static str] = &["curl", "wget", "aria2c"];

    /// Reads a command. None if it calls no downloader.
    pub fn read(command: Command<'s>) -> Option<Self> {
        let (tool, syntax) = match command.program()? {
            "curl" => (Downloader::Curl, &CURL),
            "wget" => (Downloader::Wget, &WGET),
            "aria2c" => (Downloader::Aria2, &ARIA2),
            _ => return None,
        };
        Some(Self {
            tool,
            command,
            args: Arguments::read(command, syntax),
        })
    }

    /// The name of the program.
    pub fn name(&self) -> &'static str {
        match self.tool {
            Downloader::Curl => "curl",
            Downloader::Wget => "wget",
            Downloader::Aria2 => "aria2c",
        }
    }

    /// True if it fetches something to keep or use: it does not just ask for headers, send
    /// something or show its version.
    pub fn loads(&self) -> bool {
        let args = &self.args;
        let sends = match self.tool {
            Downloader::Curl => {
                let posts = ["d", "data", "data-raw", "data-binary", "json", "F", "form"];
                let post = args.has(&posts) && !args.has(&["G", "get"]);
                let other = ["I", "head", "T", "upload-file", "V", "version"];
                post || args.has(&other)
            }
            Downloader::Wget => args.has(&[
                "spider",
                "post-data",
                "post-file",
                "body-data",
                "body-file",
                "V",
                "version",
            ]),
            Downloader::Aria2 => args.has(&["v", "version", "dry-run"]),
        };
        let method = args.flag(&["X", "request", "method"]);
        let gets = method.is_none_or(|flag| flag.value == Some("GET"));
        let input = args.has(&["i", "input-file", "K", "config"]);
        !sends && gets && (self.urls().next().is_some() || input)
    }

    /// The words that say what to fetch.
    pub fn urls(&self) -> impl Iterator<Item = Word<'s>> {
        let options = self.args.flags.iter().filter(|flag| flag.name == "url");
        // The value is the word behind the option, or stands in it.
        let value = |word: Word<'s>| {
            let mut words = self.command.args();
            if word.cooked().contains('=') {
                return Some(word);
            }
            words.find(|it| it.range().start > word.range().start)
        };
        let options = options.filter_map(move |flag| value(flag.word));
        self.args.operands.iter().copied().chain(options)
    }

    /// The place of what it fetches, or of its name if that is not one word.
    pub fn span(&self) -> Span {
        // Variables may hold options.
        let plain = |word: &Word<'_>| !word.cooked().starts_with('$');
        let all: Vec<_> = self.urls().collect();
        let mut clear = all.iter().filter(|it| plain(it));
        match (all.as_slice(), clear.next(), clear.next()) {
            ([one], _, _) | (_, Some(one), None) => one.span(),
            _ => {
                let name = self.command.name_word();
                name.map_or(self.command.span(), Word::span)
            }
        }
    }

    /// Where each URL goes. `resolve` gives the text of a word with what is known of its variables.
    pub fn outputs(&self, resolve: &dyn Fn(&str) -> String) -> Vec<(Word<'s>, Output)> {
        let file = self
            .command
            .own_redirections()
            .filter(Redirection::takes_output)
            .last();
        let stdout = match file {
            Some(file) => named(&resolve(file.target.cooked())),
            None => Output::Stdout,
        };
        let folder = self
            .args
            .flag(&["output-dir", "P", "directory-prefix", "d", "dir"])
            .filter(|flag| self.tool != Downloader::Curl || flag.name == "output-dir")
            .and_then(|flag| flag.value)
            .map(resolve);
        let place = |name: &str| match &folder {
            Some(folder) if !name.starts_with('/') => {
                named(&format!("{}/{name}", folder.trim_end_matches('/')))
            }
            _ => named(name),
        };
        let to = |value: Option<&str>| match value {
            Some("-") => stdout.clone(),
            Some(value) => place(&resolve(value)),
            None => Output::Unknown,
        };
        let by_name = |word: Word<'s>, keeps_query| {
            let url = resolve(word.cooked());
            match default_name(&url, keeps_query) {
                Some(name) => place(name),
                None => Output::Unknown,
            }
        };
        match self.tool {
            Downloader::Curl => {
                let is_output = |name: &str| matches!(name, "o" | "output" | "O" | "remote-name");
                let mut flags = self.args.flags.iter().filter(|flag| is_output(flag.name));
                let all = self.args.has(&["remote-name-all"]);
                let renamed = self.args.has(&["J", "remote-header-name"]);
                let output = |word| match flags.next() {
                    Some(flag) if matches!(flag.name, "o" | "output") => to(flag.value),
                    Some(_) if renamed => Output::Unknown,
                    Some(_) => by_name(word, false),
                    None if all => by_name(word, false),
                    None => stdout.clone(),
                };
                let mut output = output;
                self.urls().map(|word| (word, output(word))).collect()
            }
            Downloader::Wget => {
                let given = self.args.flag(&["O", "output-document"]);
                let renamed = self
                    .args
                    .has(&["content-disposition", "r", "recursive", "m"]);
                let output = |word| match given {
                    Some(flag) => to(flag.value),
                    None if renamed => Output::Unknown,
                    None => by_name(word, true),
                };
                self.urls().map(|word| (word, output(word))).collect()
            }
            Downloader::Aria2 => {
                let given = self.args.flag(&["o", "out"]);
                let output = |word| match given {
                    Some(flag) => to(flag.value),
                    None => by_name(word, false),
                };
                self.urls().map(|word| (word, output(word))).collect()
            }
        }
    }

    /// The commands that its output goes through, wrappers taken off.
    pub fn pipeline(&self) -> impl Iterator<Item = Command<'s>> {
        std::iter::successors(self.command.piped_to(), |it| it.piped_to())
    }

    /// True if what it writes to the standard output is unpacked or installed at once.
    pub fn is_unpacked(&self) -> bool {
        let unpacks = |it: Command<'_>| it.program().is_some_and(|it| UNPACKERS.contains(&it));
        self.pipeline().any(unpacks)
    }

    /// True if the program itself fails on an error of the server.
    pub fn fails(&self) -> bool {
        let fail = ["f", "fail", "fail-with-body"];
        self.tool != Downloader::Curl || self.args.has(&fail)
    }
}

fn named(name: &str) -> Output {
    match name {
        "/dev/null" => Output::Nowhere,
        "/dev/stdout" => Output::Stdout,
        "" => Output::Unknown,
        _ if name.contains("$(") || name.contains('`') || name.ends_with('/') => Output::Unknown,
        _ => Output::File(name.to_owned()),
    }
}

/// The name under which a downloader saves a URL by default. None if nobody can tell.
fn default_name(url: &str, keeps_query: bool) -> Option<&str> {
    let url = url.split('#').next()?;
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let query = if keeps_query { None } else { rest.find('?') };
    let rest = rest.get(..query.unwrap_or(rest.len()))?;
    let (_, name) = rest.rsplit_once('/')?;
    let globs = ['{', '[', '('];
    (!name.is_empty() && !name.contains(globs)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::{Dialect, Script};
    use crate::text::{MappedText, offset};

    fn with<T>(text: &str, look: impl Fn(Command<'_>) -> T) -> T {
        let text = MappedText::plain(text, Span::new(0, offset(text.len())));
        let script = Script::parse(text, &Dialect::Bash.into());
        let last = script.commands().last().unwrap();
        look(last)
    }

    #[test]
    fn outputs() {
        let show = |text: &str| {
            with(text, |command| {
                let download = Download::read(command).unwrap();
                if !download.loads() {
                    return "nothing".to_owned();
                }
                let outputs = download.outputs(&str::to_owned).into_iter();
                let outputs: Vec<_> = outputs.map(|(_, it)| format!("{it:?}")).collect();
                outputs.join(" ")
            })
        };
        for (text, want) in [
            ("curl https://x/a.sh", "Stdout"),
            ("curl -fsSLo /tmp/a https://x/b", "File(\"/tmp/a\")"),
            ("curl -O https://x/a.tgz?x=1", "File(\"a.tgz\")"),
            (
                "curl -o a https://x/1 -O https://x/b",
                "File(\"a\") File(\"b\")",
            ),
            ("curl https://x/a > b 2> c", "File(\"b\")"),
            ("curl -o - https://x/a", "Stdout"),
            ("curl -so /dev/null https://x/a", "Nowhere"),
            ("curl --url=https://x/a", "Stdout"),
            ("curl -OJ https://x/a", "Unknown"),
            ("curl -I https://x/a", "nothing"),
            ("curl -X POST https://x/a", "nothing"),
            ("wget https://x/a.tgz", "File(\"a.tgz\")"),
            ("wget -qO- https://x/a.tgz", "Stdout"),
            ("wget -q https://x/ -P /tmp", "Unknown"),
            ("wget -P /tmp/ https://x/a", "File(\"/tmp/a\")"),
            ("wget -nv -O \"$F\" https://x/a", "File(\"$F\")"),
            ("wget $URL", "Unknown"),
            ("wget --spider https://x/a", "nothing"),
            ("aria2c -x 4 -d /d https://x/a", "File(\"/d/a\")"),
        ] {
            assert_eq!(show(text), want, "{text}");
        }
    }
}
