"""The action of GitHub, run as a runner does, and its problem matcher."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import yaml

from runner import Releases, Runner
from support import binary, root, tool, version

ACTION = root() / "action.yml"
SCRIPTS = sorted((root() / ".github" / "action").glob("*.sh"))
GOOD = "FROM debian:12\nRUN make\n"
BAD = "FROM debian\nRUN sudo make\n"
LINUX = "x86_64-unknown-linux-musl"


class Folder(unittest.TestCase):
    """Each test has a workspace with a repository in it."""

    def setUp(self):
        held = tempfile.TemporaryDirectory(prefix="plimsoll-action-")
        self.addCleanup(held.cleanup)
        self.temp = Path(held.name)
        self.workspace = self.temp / "work space"
        (self.workspace / ".git").mkdir(parents=True)

    def write(self, name, text):
        path = self.workspace / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def program(self, name, text):
        """Puts a script first on PATH. Returns the PATH."""
        folder = self.temp / "bin"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text("#!/bin/sh\n" + text)
        (folder / name).chmod(0o755)
        return f"{folder}{os.pathsep}{os.environ['PATH']}"


class Files(unittest.TestCase):
    """What can be said without running anything."""

    def test_action_is_valid(self):
        schema = ["--builtin-schema", "vendor.github-actions"]
        done = subprocess.run(
            [tool("check-jsonschema"), *schema, str(ACTION)], capture_output=True, text=True
        )
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_scripts_are_clean(self):
        done = subprocess.run([tool("shellcheck"), *SCRIPTS], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout)
        for script in SCRIPTS:
            text = script.read_text()
            self.assertIn("\nset -euo pipefail\n", text)
            self.assertNotRegex(text, r"\beval\b")

    def test_inputs_come_by_the_environment(self):
        action = yaml.safe_load(ACTION.read_text())
        (step,) = action["runs"]["steps"]
        self.assertNotIn("${{", step["run"])
        env = {f"INPUT_{name.upper().replace('-', '_')}": name for name in action["inputs"]}
        self.assertEqual(step["env"], {k: "${{ inputs." + v + " }}" for k, v in env.items()})
        used = set(re.findall(r"\bINPUT_[A-Z_]+", "".join(it.read_text() for it in SCRIPTS)))
        self.assertEqual(used, set(env))


class Linting(Folder):
    """The action with a program that is there."""

    def uses(self, **inputs):
        return Runner(self.workspace).uses(binary=str(binary()), **inputs)

    def test_nothing_found(self):
        self.write("Dockerfile", GOOD)
        done = self.uses()
        self.assertEqual((done.status, done.log), (0, ""))
        self.assertEqual(done.outputs, {"findings": "0", "exit-code": "0"})
        self.assertEqual(done.summary, "### Plimsoll: nothing found\n\n")

    def test_findings(self):
        self.write("app/Dockerfile", BAD)
        done = self.uses()
        self.assertEqual(done.status, 1)
        self.assertEqual(done.outputs, {"findings": "2", "exit-code": "1"})
        kinds = [(kind, it["file"], it["line"], it["title"]) for kind, it, _ in done.annotations()]
        self.assertEqual(
            kinds,
            [
                ("error", "app/Dockerfile", "2", "DL3004"),
                ("warning", "app/Dockerfile", "1", "DL3006"),
            ],
        )
        self.assertEqual(
            done.summary,
            "### Plimsoll: 2 findings\n"
            "\n"
            "| error | warning | info | style |\n"
            "| ---: | ---: | ---: | ---: |\n"
            "| 1 | 1 | 0 | 0 |\n"
            "\n"
            "| level | place | rule | what |\n"
            "| --- | --- | --- | --- |\n"
            "| error | app/Dockerfile:2 | DL3004 | <code>sudo</code> is of no use in a build, "
            "and behaves unpredictably |\n"
            "| warning | app/Dockerfile:1 | DL3006 | image <code>debian</code> has no tag |\n"
            "\n",
        )

    def test_threshold(self):
        self.write("Dockerfile", "FROM debian\n")
        for inputs, status in [
            ({}, 1),
            ({"fail_on": "warning"}, 1),
            ({"fail_on": "error"}, 0),
            ({"fail_on": "never"}, 0),
            ({"failure_threshold": "error"}, 0),
            ({"failure_threshold": "none"}, 0),
            ({"failure_threshold": "style"}, 1),
            ({"no_fail": "true"}, 0),
            ({"no_fail": "false"}, 1),
            ({"fail_on": "warning", "no_fail": "true"}, 1),
        ]:
            with self.subTest(inputs):
                done = self.uses(**inputs)
                self.assertEqual(done.status, status, done.log)
                self.assertEqual(done.outputs["exit-code"], str(status))
                self.assertEqual(len(done.annotations()), 1)

    def test_paths(self):
        for name in ("a/Dockerfile", "b b/Dockerfile", "c/Dockerfile"):
            self.write(name, "FROM debian\n")
        for inputs, names in [
            ({"paths": "a"}, ["a/Dockerfile"]),
            ({"paths": "a\r\n\n./b b/Dockerfile\n"}, ["a/Dockerfile", "b b/Dockerfile"]),
            ({"dockerfile": "c/Dockerfile"}, ["c/Dockerfile"]),
            ({"paths": ".", "args": "--exclude a --exclude 'b b'"}, ["c/Dockerfile"]),
        ]:
            with self.subTest(inputs):
                found = [it["file"] for _, it, _ in self.uses(**inputs).annotations()]
                self.assertEqual(found, names)

    def test_two_paths_on_a_line(self):
        self.write("a/Dockerfile", GOOD)
        done = self.uses(paths="a/Dockerfile a/Dockerfile")
        self.assertEqual(done.status, 2)
        self.assertIn("each path has a line of its own", done.annotations()[0][2])

    def test_working_directory(self):
        """Paths are told from it; annotations and SARIF name files from the repository's root."""
        self.write("services/api/Dockerfile", BAD)
        self.write("services/api/ci/plimsoll.yaml", "ignore: [DL3004]\n")
        self.write("Dockerfile", BAD)
        for folder in ("services/api", "./services/api/"):
            with self.subTest(folder):
                done = self.uses(
                    working_directory=folder, sarif_file="out/a.sarif", config="ci/plimsoll.yaml"
                )
                ((kind, it, _),) = done.annotations()
                self.assertEqual((kind, it["file"]), ("warning", "services/api/Dockerfile"))
                self.assertEqual(done.outputs["sarif"], "services/api/out/a.sarif")
                text = (self.workspace / done.outputs["sarif"]).read_text()
                (result,) = json.loads(text)["runs"][0]["results"]
                (location,) = result["locations"]
                uri = location["physicalLocation"]["artifactLocation"]["uri"]
                self.assertEqual(uri, "services/api/Dockerfile")
                self.assertIn("| services/api/Dockerfile:1 |", done.summary)

    def test_repository_below_the_workspace(self):
        self.write("checkout/.git/HEAD", "")
        self.write("checkout/app/Dockerfile", "FROM debian\n")
        done = self.uses(working_directory="checkout/app")
        self.assertEqual(done.annotations()[0][1]["file"], "app/Dockerfile")

    def test_no_working_directory(self):
        done = self.uses(working_directory="nowhere")
        self.assertEqual(done.status, 2)
        self.assertIn("there is no folder nowhere", done.log)

    def test_baseline_and_ignore(self):
        self.write("app/Dockerfile", BAD)
        command = [binary(), "--write-baseline", "known.json", "--ignore", "DL3006", "app"]
        subprocess.run(command, cwd=self.workspace, check=True, capture_output=True)
        done = self.uses(baseline="known.json")
        self.assertEqual([it["title"] for _, it, _ in done.annotations()], ["DL3006"])
        done = self.uses(ignore="DL3006,sudo")
        self.assertEqual((done.status, done.outputs["findings"]), (0, "0"))

    def test_other_formats(self):
        self.write("Dockerfile", BAD)
        for name, shown in [
            ("short", "Dockerfile:2:5: error DL3004"),
            ("pretty", "error[DL3004]"),
            ("json", '"code":"DL3004"'),
        ]:
            with self.subTest(name):
                done = self.uses(format=name)
                self.assertEqual(done.status, 1)
                self.assertIn(shown, done.log)
                self.assertEqual(done.annotations(), [])
                self.assertEqual(done.outputs["findings"], "2")
        done = self.uses(format="nonsense")
        self.assertEqual(done.status, 2)
        self.assertIn("nonsense", done.annotations()[0][2])

    def test_more_output(self):
        self.write("Dockerfile", BAD)
        self.uses(args="--format junit --output 'my report.xml'")
        self.assertIn("<testsuites", (self.workspace / "my report.xml").read_text())

    def test_quotes_in_args(self):
        self.write("Dockerfile", BAD)
        done = self.uses(args="--ignore 'DL3006,sudo'\n--preview")
        self.assertEqual(done.status, 0, done.log)
        done = self.uses(args="--ignore 'DL3006")
        self.assertEqual(done.status, 2)
        self.assertIn("a quote that is not closed", done.annotations()[0][2])

    def test_unreadable_file_hides_nothing(self):
        self.write("Dockerfile", "FROM debian\n")
        done = self.uses(paths="Dockerfile\nmissing")
        self.assertEqual((done.status, done.outputs["exit-code"]), (2, "2"))
        self.assertEqual(done.outputs["findings"], "1")
        warning, error = done.annotations()
        self.assertEqual(warning[1]["title"], "DL3006")
        self.assertEqual(error[2], "plimsoll: missing: there is no such file")
        self.assertIn("could not check everything", done.summary)
        self.assertIn("missing: there is no such file", done.summary)
        self.assertIn("| warning | Dockerfile:1 | DL3006 |", done.summary)

    def test_wrong_configuration(self):
        self.write("Dockerfile", GOOD)
        self.write(".plimsoll.yaml", "nonsense: 1\n")
        done = self.uses(sarif_file="a.sarif")
        self.assertEqual(done.status, 2)
        self.assertIn("nonsense", done.annotations()[0][2])
        self.assertNotIn("sarif", done.outputs)

    def test_summary_is_short(self):
        self.write("Dockerfile", "FROM debian:12\n" + "RUN cd /a && make\n" * 24 + "RUN sudo b\n")
        done = self.uses()
        rows = [line for line in done.summary.splitlines() if "Dockerfile:" in line]
        self.assertEqual(len(rows), 20)
        self.assertTrue(rows[0].startswith("| error | Dockerfile:26 | DL3004 |"))
        more = int(done.outputs["findings"]) - 20
        self.assertGreater(more, 4)
        self.assertIn(f"\nThe log has {more} more.\n", done.summary)
        self.assertEqual(self.uses(summary="false").summary, "")

    def test_inputs_are_never_run(self):
        self.write("Dockerfile", GOOD)
        action = yaml.safe_load(ACTION.read_text())
        hostile = '$(touch pwned)`touch pwned`"; touch pwned; \'\ntouch pwned\n#'
        for name in action["inputs"]:
            with self.subTest(name):
                inputs = {"binary": str(binary()), name.replace("-", "_"): hostile}
                Runner(self.workspace, PLIMSOLL_RELEASES="http://127.0.0.1:1").uses(**inputs)
                self.assertEqual(list(self.temp.rglob("pwned")), [])

    def test_names_are_no_commands(self):
        """Whoever names a file must not command the runner, nor draw in the summary."""
        for name in ("::error::a", "##[error]b", "c|<b>_d_[e](f)`g`&lt;$h$@i"):
            self.write(f"{name}/Dockerfile", "FROM debian\n")
            self.write(f"{name}/compose.yaml", "nonsense: [::error::x, '##[error]y']\n")
        for kind in ("short", "pretty", "tty", "json"):
            with self.subTest(kind):
                done = self.uses(format=kind, paths=".")
                self.assertEqual(done.status, 1)
                self.assertEqual(done.commands, [])
        done = self.uses(format="short", paths="##[warning]missing\n.")
        self.assertEqual([kind for kind, _, _ in done.commands], ["error"])
        # In annotations names are properties, and those are escaped.
        files = {it["file"] for _, it, _ in self.uses().annotations()}
        self.assertIn("::error::a/Dockerfile", files)
        row = next(line for line in done.summary.splitlines() if "DL3006" in line and "h&#36;" in line)
        self.assertIn(
            "c&#124;&lt;b&gt;&#95;d&#95;&#91;e&#93;(f)<code>g</code>&amp;lt;&#36;h&#36;&#64;i", row
        )
        self.assertEqual(row.count("|"), 5)


class Installing(Folder):
    """The action with releases on a server of the test."""

    def setUp(self):
        super().setUp()
        self.write("Dockerfile", BAD)
        self.releases = Releases()
        self.releases.__enter__()
        self.addCleanup(self.releases.__exit__)

    def uses(self, ref=None, env=None, **inputs):
        """The step as `uses: plimsoll-lint/plimsoll@REF`, or as a local action."""
        action = self.temp / (f"_actions/plimsoll-lint/plimsoll/{ref}" if ref else "action")
        if not action.exists():
            shutil.copytree(root() / ".github" / "action", action / ".github" / "action")
            shutil.copy(ACTION, action)
            shutil.copy(root() / "Cargo.toml", action)
        env = {"PLIMSOLL_RELEASES": self.releases.url, **(env or {})}
        return Runner(self.workspace, action, **env).uses(**inputs)

    def cargo(self):
        """A Rust that builds in no time. Returns the environment with it."""
        self.program("rustc", 'echo "rustc 1.195.0 (somewhere)"\n')
        built = '"$5/${CARGO_BUILD_TARGET:+other/}release"'
        path = self.program(
            "cargo",
            f'echo "cargo $* in $PWD"\nmkdir -p {built} && ln -sf "{binary()}" {built}/plimsoll\n',
        )
        return {"PATH": path}

    def check_ran(self, done):
        self.assertEqual(done.status, 1, done.log)
        self.assertEqual(done.outputs["findings"], "2")

    def check_failed(self, done, words):
        self.assertEqual(done.status, 2, done.log)
        self.assertEqual(done.outputs, {})
        ((kind, _, message),) = done.annotations()
        self.assertEqual(kind, "error")
        self.assertRegex(message, words)

    def test_version_that_is_asked_for(self):
        folder = self.releases.add("9.8.7", LINUX, program=binary().read_bytes())
        for asked in ("9.8.7", "v9.8.7"):
            self.releases.asked.clear()
            self.check_ran(self.uses("v1", version=asked))
            archive = f"{folder}/plimsoll-9.8.7-{LINUX}.tar.gz"
            self.assertEqual(self.releases.asked, [f"{folder}/SHA256SUMS", archive])

    def test_version_that_is_missing(self):
        done = self.uses("v1", version="9.8.7", env=self.cargo())
        self.check_failed(done, r"there is no release v9\.8\.7 for Linux on X64")

    def test_latest(self):
        self.releases.add("9.8.7", "aarch64-apple-darwin", LINUX, latest=True)
        self.check_ran(self.uses("v1", version="latest"))

    def test_nonsense_version(self):
        for asked in ("main", "1.2", "../../x", "1.2.3/../x", "*"):
            with self.subTest(asked):
                self.check_failed(self.uses("v1", version=asked), "write 1.2.3, latest or source")
        done = self.uses("v1", version="1\n::warning::x")
        self.assertEqual([kind for kind, _, _ in done.commands], ["error"])
        self.assertEqual(self.releases.asked, [])

    def test_release_of_the_ref(self):
        self.releases.add(version(), LINUX)
        for ref in (f"v{version()}", "v1", "0123456789abcdef0123456789abcdef01234567"):
            with self.subTest(ref):
                done = self.uses(ref)
                self.check_ran(done)
                self.assertIn(f"this is the release v{version()}", done.log)

    def test_ref_without_a_release(self):
        """A branch and a checkout on disk are not what was released; a tag may be on its way."""
        env = self.cargo()
        for ref in ("v1", "main", "feature/v2", None):
            with self.subTest(ref):
                done = self.uses(ref, env=env)
                self.check_ran(done)
                action = f"_actions/plimsoll-lint/plimsoll/{ref}" if ref else "action"
                self.assertRegex(
                    done.log,
                    r"cargo build --release --locked --target-dir \S+ in "
                    + re.escape(f"{self.temp}/{action}\n"),
                )
        self.assertEqual(self.releases.asked, [f"/download/v{version()}/SHA256SUMS"])

    def test_release_without_an_archive_for_the_runner(self):
        self.releases.add(version(), "aarch64-apple-darwin")
        self.check_ran(self.uses("v1", env=self.cargo()))
        done = self.uses("v1", version=version())
        self.check_failed(done, "there is no release")

    def test_source_that_is_asked_for(self):
        self.releases.add(version(), LINUX)
        env = {"CARGO_BUILD_TARGET": "wasm32-wasip1", **self.cargo()}
        self.check_ran(self.uses("v1", version="source", env=env))
        self.assertEqual(self.releases.asked, [])

    def test_old_rust(self):
        env = self.cargo()
        self.program("rustc", 'echo "rustc 1.70.0 (somewhere)"\n')
        self.program("rustup", 'echo "rustup $*"\n')
        done = self.uses(env=env)
        self.check_ran(done)
        self.assertRegex(done.log, r"rustup toolchain install 1\.\d+ --profile minimal")
        self.program("rustc", 'echo "rustc 1.195.0 (somewhere)"\n')
        self.assertNotIn("rustup", self.uses(env=env).log)

    def test_no_rust(self):
        folder = self.temp / "bin"
        folder.mkdir()
        for name in "bash sh cut dirname mktemp sed touch".split():
            (folder / name).symlink_to(shutil.which(name))
        done = self.uses(env={"PATH": str(folder)})
        self.check_failed(done, "needs Cargo")

    def test_build_that_fails(self):
        env = self.cargo()
        self.program("cargo", "exit 101\n")
        self.check_failed(self.uses(env=env), "cannot be built")

    def test_wrong_checksum(self):
        folder = self.releases.add(version(), LINUX)
        self.releases.files[f"{folder}/plimsoll-{version()}-{LINUX}.tar.gz"] += b"x"
        for inputs in ({}, {"version": version()}):
            done = self.uses("v1", env=self.cargo(), **inputs)
            self.check_failed(done, "has the checksum .* but SHA256SUMS says")
            self.assertNotIn("building", done.log)

    def test_archive_that_is_missing(self):
        folder = self.releases.add(version(), LINUX)
        del self.releases.files[f"{folder}/plimsoll-{version()}-{LINUX}.tar.gz"]
        self.check_failed(self.uses("v1", env=self.cargo()), "which its SHA256SUMS names")

    def test_archive_that_is_broken(self):
        name = f"plimsoll-9.8.7-{LINUX}.tar.gz"
        sums = f"{hashlib.sha256(b'no archive').hexdigest()}  {name}\n"
        self.releases.files["/download/v9.8.7/SHA256SUMS"] = sums.encode()
        self.releases.files[f"/download/v9.8.7/{name}"] = b"no archive"
        self.check_failed(self.uses("v1", version="9.8.7"), "cannot be unpacked")

    def test_server_that_fails(self):
        self.releases.files[f"/download/v{version()}/SHA256SUMS"] = 403
        done = self.uses("v1", env=self.cargo())
        self.check_failed(done, "cannot be loaded: the server says 403")

    def test_server_that_is_down(self):
        env = {"PLIMSOLL_RELEASES": "http://127.0.0.1:1", **self.cargo()}
        self.check_failed(self.uses("v1", env=env), "cannot be loaded")

    def test_every_runner(self):
        for system, machine, target in [
            ("Linux", "X64", LINUX),
            ("Linux", "X64", "x86_64-unknown-linux-gnu"),
            ("Linux", "ARM64", "aarch64-unknown-linux-musl"),
            ("macOS", "X64", "x86_64-apple-darwin"),
            ("macOS", "ARM64", "aarch64-apple-darwin"),
            ("Windows", "X64", "x86_64-pc-windows-msvc"),
            ("Windows", "ARM64", "x86_64-pc-windows-msvc"),
        ]:
            with self.subTest(system=system, machine=machine):
                self.releases.files.clear()
                folder = self.releases.add("9.8.7", target)
                # Other tools write checksums with a star and with Windows' ends of lines.
                sums = self.releases.files[f"{folder}/SHA256SUMS"]
                if system == "Windows":
                    sums = sums.replace(b"  ", b" *").replace(b"\n", b"\r\n")
                self.releases.files[f"{folder}/SHA256SUMS"] = b"0" * 64 + b"  other\n" + sums
                env = {"RUNNER_OS": system, "RUNNER_ARCH": machine}
                self.check_ran(self.uses("v1", env=env, version="9.8.7"))
        env = {"RUNNER_ARCH": "S390X"}
        self.check_failed(self.uses("v1", env=env, version="9.8.7"), "for Linux on S390X")

    @unittest.skipUnless(
        os.environ.get("PLIMSOLL_SLOW"), "builds plimsoll from scratch: set PLIMSOLL_SLOW"
    )
    def test_real_build(self):
        homes = {name: str(Path.home() / name) for name in (".cargo", ".rustup")}
        env = {"CARGO_HOME": homes[".cargo"], "RUSTUP_HOME": homes[".rustup"]}
        done = Runner(self.workspace, **{**env, **pick("CARGO_HOME", "RUSTUP_HOME")}).uses()
        self.assertIn("building from source", done.log)
        self.check_ran(done)


def pick(*names):
    return {name: os.environ[name] for name in names if name in os.environ}


class Matcher(unittest.TestCase):
    """The problem matcher reads the format `short`."""

    def matchers(self):
        text = (root() / ".github" / "plimsoll-matcher.json").read_text()
        return json.loads(text)["problemMatcher"]

    def read(self, line):
        """What a runner makes of a line: the finding, if exactly one matcher knows it."""
        found = []
        for matcher in self.matchers():
            (pattern,) = matcher["pattern"]
            # The runner's expressions are those of ECMAScript.
            match = re.search(pattern["regexp"], line, re.ASCII)
            if match:
                names = ("file", "line", "column", "severity", "code", "message")
                it = {name: match[pattern[name]] for name in names if name in pattern}
                found.append({"severity": matcher.get("severity"), **it})
        return found[0] if len(found) == 1 else None

    def test_real_output(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            count = 0
            # The examples of all cards make all messages.
            for card in sorted((root() / "rules").glob("*/*.md")):
                fences = re.findall(
                    r"^```(dockerfile|yaml) bad[^\n]*\n(.*?)^```$",
                    card.read_text(),
                    re.MULTILINE | re.DOTALL,
                )
                for language, text in fences:
                    file = "Dockerfile" if language == "dockerfile" else "compose.yaml"
                    below = folder / f"{card.stem} {count}"
                    below.mkdir()
                    (below / file).write_text(text)
                    count += 1
            done = subprocess.run(
                [binary(), "--select", "all", "--preview", "--format", "short"]
                + ["--output", "-", "--format", "json", "--output", "all.json"],
                cwd=folder,
                capture_output=True,
                text=True,
            )
            findings = json.loads((folder / "all.json").read_text())
        lines = done.stdout.splitlines()
        self.assertEqual(len(lines), len(findings))
        levels = {"info": "notice", "style": "notice"}
        for line, finding in zip(lines, findings, strict=True):
            want = {name: str(finding[name]) for name in ("file", "line", "column", "code")}
            want["severity"] = levels.get(finding["level"], finding["level"])
            got = self.read(line)
            self.assertIsNotNone(got, line)
            got.pop("message")
            self.assertEqual(got, want, line)
        self.assertEqual({it["level"] for it in findings}, {"error", "warning", "info", "style"})
        self.assertGreater(len({it["code"] for it in findings}), 150)

    def test_other_lines_are_none(self):
        for line in ["FROM debian:12", "a:1:2: note DL3006 x", "12:30:05: warning: x", ""]:
            self.assertIsNone(self.read(line), line)

    def test_file_is_as_the_runner_wants_it(self):
        owners = [it["owner"] for it in self.matchers()]
        self.assertEqual(len(owners), len(set(owners)))
        for matcher in self.matchers():
            self.assertIn(matcher.get("severity"), (None, "error", "warning", "notice"))
            for pattern in matcher["pattern"]:
                groups = re.compile(pattern["regexp"]).groups
                numbers = sorted(it for it in pattern.values() if isinstance(it, int))
                self.assertEqual(numbers, list(range(1, groups + 1)))


if __name__ == "__main__":
    unittest.main()
