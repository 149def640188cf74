//! DX6006 incomplete-apt-cache-mount.

use crate::rule::prelude::*;

rule!(DX6006, on: [Run(check)]);

/// Official images that go back to Docker's Debian and Ubuntu images.
const DEBIAN: &[&str] = &[
    "buildpack-deps",
    "cassandra",
    "debian",
    "eclipse-temurin",
    "elixir",
    "erlang",
    "gcc",
    "golang",
    "gradle",
    "haproxy",
    "haskell",
    "httpd",
    "julia",
    "mariadb",
    "maven",
    "nginx",
    "node",
    "openjdk",
    "perl",
    "php",
    "postgres",
    "pypy",
    "python",
    "redis",
    "ruby",
    "rust",
    "swift",
    "tomcat",
    "ubuntu",
];

fn check<'s>(run: &Run<'s>, cx: &mut Cx<'_, 's>) {
    let is_of_apt = |mount: &&Mount<'_>| {
        let target = mount.target().map(|it| it.trim_end_matches('/'));
        mount.kind() == MountKind::Cache
            && matches!(
                target,
                Some(
                    "/var/cache/apt"
                        | "/var/cache/apt/archives"
                        | "/var/lib/apt"
                        | "/var/lib/apt/lists"
                )
            )
    };
    let mut mounts = run.mounts.iter().filter(is_of_apt).peekable();
    let Some(it) = cx.instruction().filter(|_| mounts.peek().is_some()) else {
        return;
    };
    let is_apt = |call: PackageCall<'_>| {
        matches!(call.manager, Manager::AptGet | Manager::Apt)
            && (call.installs() || call.verb() == "update")
    };
    if !cx.commands(it).filter_map(PackageCall::read).any(is_apt) {
        return;
    }
    let empties = is_emptied(it, cx);
    for mount in mounts {
        let place = mount.target().map_or(mount.span, |it| it.span);
        if empties
            && mount
                .target()
                .is_some_and(|it| it.starts_with("/var/cache"))
        {
            cx.report(
                place,
                "`docker-clean`, a setting in the image, empties this cache after each install",
            )
            .help("run `rm -f /etc/apt/apt.conf.d/docker-clean` first");
        }
        let sharing = mount.get(&["sharing"]);
        if sharing.is_none_or(|it| it.eq_ignore_ascii_case("shared")) {
            let plain = !cx.text(mount.span).contains(['"', '\'']);
            let fix = Fix::safe("add `sharing=locked`");
            let fix = match sharing {
                Some(word) => fix.replace(word.span, "locked"),
                None => fix.insert(mount.span.end, ",sharing=locked"),
            };
            cx.report(
                place,
                "builds that run at once get in each other's way in this cache of APT",
            )
            .help("add `sharing=locked`")
            .fix(plain.then_some(fix));
        }
    }
}

/// True if the image surely has Docker's setting that deletes packages, and nobody touched it.
fn is_emptied<'c, 's>(it: &'c Instruction<'s>, cx: &Cx<'c, 's>) -> bool {
    let Some(root) = cx.stage().and_then(|it| cx.model().chain(it.index).last()) else {
        return false;
    };
    let image = root.value.known().map(ImageRef::read);
    let official = image.is_some_and(|image| {
        let name = image
            .name()
            .strip_prefix("library/")
            .unwrap_or(image.name());
        let hub = image.registry().is_none_or(|it| it == "docker.io");
        hub && (DEBIAN.contains(&name) || name == "nvidia/cuda")
    });
    let marks = ["docker-clean", "Keep-Downloaded-Packages", "apt.conf"];
    let has_mark = |text: &str| marks.iter().any(|it| text.contains(it));
    let touched = std::iter::once(it).chain(cx.before()).any(|it| {
        let mut scripts = cx.scripts(it).iter();
        has_mark(it.text.as_str()) || scripts.any(|it| has_mark(it.text.as_str()))
    });
    root.base == Base::Image && official && !touched
}
