//! Where the package lists of APT are.

use crate::dockerfile::ast::{Instruction, Kind};
use crate::dockerfile::model::Stage;
use crate::facts::{Manager, PackageCall, is_mounted, removes};
use crate::image::ImageRef;
use crate::shell::{Command, Script, Status, Word};

use super::Cx;

const LISTS: &str = "/var/lib/apt/lists";

/// Official images on Debian or Ubuntu. They come without package lists. Source: their Dockerfiles.
const ON_DEBIAN: [&str; 17] = [
    "buildpack-deps",
    "debian",
    "elixir",
    "erlang",
    "gcc",
    "golang",
    "httpd",
    "mariadb",
    "nginx",
    "node",
    "perl",
    "php",
    "postgres",
    "python",
    "ruby",
    "rust",
    "ubuntu",
];

/// Marks of tags with another system in them.
const OTHER_SYSTEMS: [&str; 5] = ["alpine", "windows", "nano", "servercore", "ubi"];

/// Commands that do not update the lists of APT, and do not install anything with them.
const BYSTANDERS: &str = " : [ a2dismod a2enmod a2ensite addgroup adduser apt-config \
    apt-key apt-mark awk base64 basename bundle bunzip2 bzip2 cat cd chgrp chmod chown chpasswd \
    chsh command composer corepack cp curl cut date debconf-set-selections deluser dirname \
    docker-php-ext-configure docker-php-ext-enable docker-php-ext-install dpkg dpkg-divert \
    dpkg-query dpkg-reconfigure du echo egrep env exit export false fc-cache fgrep find getent \
    git gosu gpg grep groupadd groupmod gunzip gzip hash head hostname id install java javac \
    ldconfig locale-gen localedef ls md5sum mkdir mktemp mv npm passwd pear pecl pip2 \
    pnpm printf pwd read readlink realpath rm rmdir rustup sed set setcap sha1sum sha256sum \
    sha512sum shift sleep sort ssh-keygen ssh-keyscan stat strip sudo sync tail tar tee test time \
    timeout touch tr true type umask uname uniq unset unxz unzip update-alternatives \
    update-ca-certificates update-locale useradd userdel usermod wait wc wget which whoami xargs \
    xz zcat zip ";

/// What a command does to the lists.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Effect {
    Nothing,
    Uses,
    Updates,
    Removes,
    Unknown,
}

/// True if a call surely finds no package lists: the base image has none, no command in front of it
/// gets them, or a command has removed them again.
pub fn lacks_apt_lists(call: &PackageCall<'_>, cx: &Cx<'_, '_>) -> bool {
    let (Some(it), Some(stage)) = (cx.instruction(), cx.stage()) else {
        return false;
    };
    let mut stages: Vec<_> = cx.model().chain(stage.index).collect();
    let at = call.command.span().start;
    let ready = updates(call) || last_effect(it, at, cx) == Effect::Updates;
    if cx.in_onbuild() || ready || is_mounted(it, LISTS) {
        return false;
    }
    let mut lacking = stages.last().is_some_and(|root| has_no_lists(root, call));
    stages.reverse();
    for it in stages.iter().flat_map(|stage| cx.instructions(stage)) {
        match effect_of(it, at, cx) {
            _ if it.index > cx.index() => break,
            Effect::Removes => lacking = true,
            Effect::Updates | Effect::Unknown => lacking = false,
            Effect::Nothing | Effect::Uses => {}
        }
    }
    lacking && !is_installed(call, &stages, cx)
}

/// True if the stages name all packages of a call in front of it. They may be installed already.
fn is_installed(call: &PackageCall<'_>, stages: &[&Stage<'_>], cx: &Cx<'_, '_>) -> bool {
    let at = call.command.span().start;
    let instructions = stages.iter().flat_map(|stage| cx.instructions(stage));
    let runs = instructions.filter(|it| matches!(it.kind, Kind::Run(_)) && it.span.start < at);
    let scripts = runs.flat_map(|it| cx.scripts(it));
    let calls = scripts.flat_map(|script| script.commands().filter_map(PackageCall::read));
    let before: Vec<_> = calls
        .filter(|it| it.installs() && it.command.span().start < at)
        .flat_map(|it| it.args.operands)
        .map(Word::cooked)
        .collect();
    let mut packages = call.packages();
    packages.all(|word| before.contains(&word.cooked()))
}

/// What an instruction does to the lists. In one with the offset `at`, what stands in front of that
/// counts.
fn effect_of(it: &Instruction<'_>, at: u32, cx: &Cx<'_, '_>) -> Effect {
    match &it.kind {
        Kind::Run(_) if !is_mounted(it, LISTS) => last_effect(it, at, cx),
        Kind::Copy(copy) | Kind::Add(copy) => {
            let target = copy.destination.as_deref().unwrap_or_default();
            if LISTS.starts_with(target.trim_end_matches('/')) {
                Effect::Unknown
            } else {
                Effect::Nothing
            }
        }
        _ => Effect::Nothing,
    }
}

/// What the last command of a `RUN` does that changes the lists and stands in front of the offset
/// `at`.
fn last_effect(it: &Instruction<'_>, at: u32, cx: &Cx<'_, '_>) -> Effect {
    let all = cx.tree().instructions.get(it.index);
    let scripts = all.map_or(&[][..], |it| cx.scripts(it));
    if scripts.iter().any(|it| it.status != Status::Parsed) {
        return Effect::Unknown;
    }
    let mut last = (0, Effect::Nothing);
    for command in scripts.iter().flat_map(Script::commands) {
        let start = command.span().start;
        let found = effect(command);
        let counts = !matches!(found, Effect::Nothing | Effect::Uses);
        if counts && start < at && start >= last.0 {
            last = (start, found);
        }
    }
    last.1
}

/// True if surely nothing behind a call in its `RUN` uses the lists, or removes them.
pub fn leaves_lists_unused(call: &PackageCall<'_>, cx: &Cx<'_, '_>) -> bool {
    let Some(it) = cx.instruction().filter(|it| !is_mounted(it, LISTS)) else {
        return false;
    };
    let scripts = cx.scripts(it);
    let start = call.command.span().start;
    let behind = scripts.iter().flat_map(Script::commands);
    let mut behind = behind.filter(|command| command.span().start > start);
    scripts.iter().all(|it| it.status == Status::Parsed)
        && behind.all(|it| matches!(effect(it), Effect::Nothing | Effect::Updates))
}

fn effect(command: Command<'_>) -> Effect {
    if let Some(call) = PackageCall::read(command) {
        return of_call(&call);
    }
    let Some(name) = command.program() else {
        return Effect::Unknown;
    };
    if removes(command, LISTS) {
        return Effect::Removes;
    }
    // The script of a shell is read by itself, if it stands there as it is.
    let scripts = command.script().nested();
    let mut ends = scripts.map(|(_, range)| range.end);
    let is_shell = matches!(name, "sh" | "bash" | "dash")
        && ends.any(|end| end < command.range().end && end > command.range().start);
    let python = name.starts_with("python") && !command.args().any(|it| it.raw().contains("deps"));
    let bystander = BYSTANDERS.split_ascii_whitespace().any(|it| it == name);
    if is_shell || python || bystander {
        Effect::Nothing
    } else {
        Effect::Unknown
    }
}

/// True if a call gets the lists, on its own or before it does something else.
fn updates(call: &PackageCall<'_>) -> bool {
    call.verb() == "update" || call.args.has(&["update", "U"])
}

fn of_call(call: &PackageCall<'_>) -> Effect {
    let apt = matches!(
        call.manager,
        Manager::AptGet | Manager::Apt | Manager::Aptitude
    );
    let apk = call.manager == Manager::Apk;
    match call.verb() {
        _ if !apt && !apk => Effect::Nothing,
        "" => Effect::Unknown,
        _ if updates(call) => Effect::Updates,
        "distclean" | "dist-clean" => Effect::Removes,
        "clean" | "autoclean" | "autoremove" => Effect::Nothing,
        _ => Effect::Uses,
    }
}

/// True if the image that a stage starts from has no lists, and not all that the call names
/// already.
fn has_no_lists(root: &Stage<'_>, call: &PackageCall<'_>) -> bool {
    let Some(name) = root.value.known() else {
        return false;
    };
    let image = ImageRef::read(name);
    let name = image.name();
    let name = name.strip_prefix("library/").unwrap_or(name);
    let tag = image.tag().unwrap_or_default();
    let hub = image.registry().is_none_or(|it| it == "docker.io");
    let other = OTHER_SYSTEMS.iter().any(|mark| tag.contains(mark));
    let bare = matches!(name, "debian" | "ubuntu") || tag.contains("slim");
    let mut packages = call.packages();
    let news = bare || !packages.all(|word| is_in_full_images(word.cooked()));
    hub && !other && ON_DEBIAN.contains(&name) && news
}

/// True for a package that is part of the full variants of official images, at least of some.
fn is_in_full_images(package: &str) -> bool {
    let name = package.split('=').next().unwrap_or_default();
    let tools = [
        "autoconf",
        "automake",
        "build-essential",
        "bzip2",
        "ca-certificates",
        "curl",
        "dpkg-dev",
        "file",
        "g++",
        "gcc",
        "git",
        "gnupg",
        "imagemagick",
        "libtool",
        "make",
        "mercurial",
        "netbase",
        "openssh-client",
        "openssl",
        "patch",
        "perl",
        "pkg-config",
        "procps",
        "python3",
        "subversion",
        "tzdata",
        "unzip",
        "wget",
        "xz-utils",
    ];
    tools.contains(&name) || (name.starts_with("lib") && name.ends_with("-dev"))
}
