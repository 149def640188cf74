//! Commands that load the dependencies which files of a project list.

use crate::shell::{Arguments, Command, Syntax, Word};

use super::packages::{Manager, PackageCall};

/// A call such as `npm ci`, which loads what files name.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Restore<'s> {
    /// The command.
    pub command: Command<'s>,
    /// The words that make it one: `npm ci`.
    pub name: String,
    /// The files it reads.
    pub files: Vec<&'s str>,
}

/// How a tool is called.
struct Tool {
    names: &'static [&'static str],
    /// The words of the call behind the name, options left out; empty for a bare call.
    calls: &'static [&'static [&'static str]],
    files: &'static [&'static str],
}

const TOOLS: [Tool; 21] = [
    tool(
        &["npm"],
        &[&["ci"], &["clean-install"], &["install"], &["i"]],
        &["package.json", "package-lock.json"],
    ),
    tool(
        &["yarn", "yarnpkg"],
        &[&[], &["install"]],
        &["package.json", "yarn.lock"],
    ),
    tool(
        &["pnpm"],
        &[&["install"], &["i"]],
        &["package.json", "pnpm-lock.yaml"],
    ),
    tool(
        &["bun"],
        &[&["install"], &["i"]],
        &["package.json", "bun.lock"],
    ),
    tool(&["bower"], &[&["install"]], &["bower.json"]),
    tool(
        &["pipenv"],
        &[&["install"], &["sync"]],
        &["Pipfile", "Pipfile.lock"],
    ),
    tool(
        &["poetry"],
        &[&["install"]],
        &["pyproject.toml", "poetry.lock"],
    ),
    tool(
        &["pdm"],
        &[&["install"], &["sync"]],
        &["pyproject.toml", "pdm.lock"],
    ),
    tool(&["uv"], &[&["sync"]], &["pyproject.toml", "uv.lock"]),
    tool(
        &["bundle", "bundler"],
        &[&["install"]],
        &["Gemfile", "Gemfile.lock"],
    ),
    tool(
        &["composer"],
        &[&["install"]],
        &["composer.json", "composer.lock"],
    ),
    tool(&["go"], &[&["mod", "download"]], &["go.mod", "go.sum"]),
    tool(&["cargo"], &[&["fetch"]], &["Cargo.toml", "Cargo.lock"]),
    tool(
        &["mvn", "mvnw", "./mvnw"],
        &[&["dependency:go-offline"], &["dependency:resolve"]],
        &["pom.xml"],
    ),
    tool(
        &["gradle", "gradlew", "./gradlew"],
        &[&["dependencies"]],
        &["build.gradle"],
    ),
    tool(&["dotnet"], &[&["restore"]], &["*.csproj"]),
    tool(&["mix"], &[&["deps.get"]], &["mix.exs", "mix.lock"]),
    tool(
        &["dart", "flutter"],
        &[&["pub", "get"]],
        &["pubspec.yaml", "pubspec.lock"],
    ),
    tool(&["carton"], &[&["install"]], &["cpanfile"]),
    tool(&["lein"], &[&["deps"]], &["project.clj"]),
    tool(&["sbt"], &[&["update"]], &["build.sbt"]),
];

/// Options with which nothing is loaded, or something else.
const OTHER: &[&str] = &[
    "g",
    "global",
    "offline",
    "local",
    "help",
    "version",
    "list",
    "package-lock-only",
];

/// Options of these tools that take the next word.
const VALUES: Syntax = Syntax {
    short: "jPfC",
    long: &[
        "directory",
        "dir",
        "extra",
        "filter",
        "frozen",
        "group",
        "jobs",
        "loglevel",
        "network-timeout",
        "omit",
        "only",
        "prefix",
        "project",
        "python",
        "registry",
        "retry",
        "runtime",
        "source",
        "with",
        "without",
        "working-dir",
        "cwd",
        "configfile",
    ],
    single_dash: false,
};

const fn tool(
    names: &'static [&'static str],
    calls: &'static [&'static [&'static str]],
    files: &'static [&'static str],
) -> Tool {
    Tool {
        names,
        calls,
        files,
    }
}

impl<'s> Restore<'s> {
    /// The folder, from that in which it runs, into which it puts what it loads. None where that
    /// lies elsewhere, or an option names it.
    pub fn folder(&self) -> Option<&'static str> {
        const ELSEWHERE: [&str; 6] = [
            "--prefix",
            "--cwd",
            "-C",
            "--dir",
            "--working-dir",
            "--directory",
        ];
        let moved = |word: Word<'_>| ELSEWHERE.iter().any(|it| word.cooked().starts_with(it));
        let folder = match self.name.split(' ').next()? {
            "npm" | "yarn" | "yarnpkg" | "pnpm" | "bun" => "node_modules",
            "bower" => "bower_components",
            "composer" => "vendor",
            "uv" => ".venv",
            "mix" => "deps",
            _ => return None,
        };
        (!self.command.args().any(moved)).then_some(folder)
    }

    /// Reads a command. None if it loads nothing, or needs more than the files that list it.
    pub fn read(command: Command<'s>) -> Option<Self> {
        let program = command.program()?;
        if let Some(call) = PackageCall::read(command).filter(|it| it.manager == Manager::Pip) {
            return Self::of_pip(&call);
        }
        let tool = TOOLS.iter().find(|tool| tool.names.contains(&program))?;
        let args = Arguments::read(command, &VALUES);
        // A project of .NET is named.
        let operands = args
            .operands
            .iter()
            .filter(|it| !it.cooked().ends_with("proj"));
        let words: Option<Vec<_>> = operands.map(|it| it.text()).collect();
        let call = tool
            .calls
            .iter()
            .find(|call| Some(**call) == words.as_deref())?;
        if args.is_open || args.has(OTHER) {
            return None;
        }
        let name = std::iter::once(&program).chain(call.iter()).copied();
        Some(Self {
            command,
            name: name.collect::<Vec<_>>().join(" "),
            files: tool.files.to_vec(),
        })
    }

    /// `pip install -r file`, with nothing else to install but by name.
    fn of_pip(call: &PackageCall<'s>) -> Option<Self> {
        let is_list = |name: &str| matches!(name, "r" | "requirement");
        let lists = call.args.flags.iter().filter(|flag| is_list(flag.name));
        let files: Vec<_> = lists.filter_map(|flag| flag.value).collect();
        let is_local = |word: Word<'_>| {
            let is_file =
                |it: &str| it.starts_with('.') || it.contains('/') || ends(it, &[".whl", "gz"]);
            word.text().is_none_or(is_file)
        };
        let sources = call
            .args
            .has(&["e", "editable", "no-index", "f", "find-links"])
            || call.packages().any(is_local);
        let named = files.iter().all(|it| !it.contains(['$', '`', ':', '*']));
        let fits = call.verb() == "install" && named && !sources;
        let first = *files.first()?;
        fits.then(|| Self {
            command: call.command,
            name: format!(
                "{} -r {}",
                call.name(),
                first.rsplit('/').next().unwrap_or_default()
            ),
            files,
        })
    }
}

fn ends(name: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| name.ends_with(ending))
}

impl PackageCall<'_> {
    /// True if it installs packages of the system, named one by one.
    pub fn loads_by_name(&self) -> bool {
        let is_name = |it: &str| !it.contains('/') && !ends(it, &[".deb", ".rpm"]);
        let named = |word: Word<'_>| word.text().is_some_and(is_name);
        let mut packages = self.packages().peekable();
        let system = matches!(self.manager.family(), "apt" | "apk" | "rpm");
        system && self.installs() && packages.peek().is_some() && packages.all(named)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::{Dialect, Script};
    use crate::text::{MappedText, Span, offset};

    #[test]
    fn restores_are_recognised() {
        let show = |text: &str| {
            let text = MappedText::plain(text, Span::new(0, offset(text.len())));
            let script = Script::parse(text, &Dialect::Sh.into());
            let found = script.commands().filter_map(Restore::read);
            found
                .map(|it| format!("{}: {}", it.name, it.files.join(" ")))
                .collect::<Vec<_>>()
                .join("; ")
        };
        for (text, want) in [
            (
                "npm ci --omit dev",
                "npm ci: package.json package-lock.json",
            ),
            ("npm install -g pnpm; npm install x; npm run build", ""),
            ("yarn --frozen-lockfile", "yarn: package.json yarn.lock"),
            ("yarn build; yarn --offline; yarn --version", ""),
            (
                "pip install -r a.txt -r b.txt wheel",
                "pip install -r a.txt: a.txt b.txt",
            ),
            (
                "pip install -r a.txt . ; pip install -e . -r a.txt; pip install x",
                "",
            ),
            ("go mod download", "go mod download: go.mod go.sum"),
            (
                "dotnet restore src/a.csproj; cargo build",
                "dotnet restore: *.csproj",
            ),
            ("pip install -r a.txt x==1.2", "pip install -r a.txt: a.txt"),
        ] {
            assert_eq!(show(text), want, "{text}");
        }
    }
}
