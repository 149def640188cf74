"""The image: built and run for real."""

import functools
import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import builds
from engine import TAG, Docker, engine
from support import root, version

FILE = "FROM debian\n"
CLEAN = "FROM debian:12\nRUN true\n"


@functools.lru_cache(maxsize=None)
def built():
    """Something that runs the image, which it has built."""
    works = engine()
    unittest.addModuleCleanup(works.close)
    works.build(root() / ".ci/image", env={"PLIMSOLL_STATIC": str(builds.static())})
    return works


class Image(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.engine = built()
        # Others may read it: the image runs as nobody in particular.
        temp = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temp.cleanup)
        cls.folder = Path(temp.name)
        cls.folder.chmod(0o755)
        (cls.folder / "Dockerfile").write_text(FILE)
        (cls.folder / "compose.yaml").write_text("services:\n  a:\n    image: debian\n  b: {}\n")

    def run_image(self, *words, status=1, **options):
        found = self.engine.run(*words, **options)
        self.assertEqual(found.returncode, status, found.stdout + found.stderr)
        # The summary goes there; so would complaints.
        self.assertNotRegex(found.stderr, "(plimsoll|hadolint): ")
        return found.stdout

    def test_standard_input(self):
        found = self.run_image(input=FILE)
        self.assertIn("warning[DL3006]: image `debian` has no tag", found)
        self.assertIn("-:1:6", found)
        self.run_image(input=CLEAN, status=0)

    def test_a_folder(self):
        mounts = {self.folder: "/work"}
        for words in (["check"], ["plimsoll", "check"], ["plimsoll"], ["/bin/plimsoll"]):
            found = self.run_image(*words, "--format", "short", mounts=mounts)
            self.assertRegex(found, r"(?m)^Dockerfile:1:6: warning DL3006 ")
            self.assertRegex(found, r"(?m)^compose\.yaml:4:3: error CP1201 ")

    def test_other_commands(self):
        self.assertIn("DL3006", self.run_image("plimsoll", "explain", "DL3006", status=0))
        self.assertIn("Usage: plimsoll check", self.run_image("check", "--help", status=0))
        found = self.run_image("plimsoll", "--version", status=0)
        self.assertEqual(found, f"plimsoll {version()}\n")

    def test_in_place_of_hadolint(self):
        found = json.loads(self.run_image("hadolint", "-f", "json", "-", input=FILE))
        self.assertEqual([(it["code"], it["level"]) for it in found], [("DL3006", "warning")])
        found = self.run_image("hadolint", "--no-color", "-", input=FILE)
        self.assertRegex(found, r"^-:1 DL3006 warning: ")
        self.run_image("/bin/hadolint", "-", input=CLEAN, status=0)

    def test_any_user_and_nothing_to_write_to(self):
        mounts = {self.folder: "/work"}
        for options in (
            ["--user", "1234:1234"],
            ["--user", "0:0"],
            ["--read-only"],
            ["--env", "HOME="],
            ["--env", "HOME=/nowhere"],
            ["--user", "1234:1234", "--read-only", "--env", "HOME="],
        ):
            with self.subTest(options=options):
                found = self.run_image("check", mounts=mounts, options=options)
                self.assertIn("warning[DL3006]", found)
        self.run_image(input=FILE, options=options)
        self.run_image("hadolint", "-", input=FILE, options=options)

    def test_a_file_that_it_may_not_read(self):
        with tempfile.TemporaryDirectory() as temp:
            Path(temp).chmod(0o755)
            (Path(temp) / "Dockerfile").write_text(FILE)
            (Path(temp) / "Dockerfile").chmod(0o600)
            found = self.engine.run("check", mounts={temp: "/work"})
            self.assertEqual(found.returncode, 2)
            self.assertIn("Dockerfile", found.stderr)
            owner = ["--user", f"{os.getuid()}:{os.getgid()}"]
            self.run_image("check", mounts={temp: "/work"}, options=owner)

    def test_what_it_says_of_itself(self):
        config = self.engine.config()
        self.assertEqual(config["User"], "65532:65532")
        self.assertEqual(config["WorkingDir"], "/work")
        self.assertEqual(config["Cmd"], ["/bin/plimsoll", "-"])
        self.assertFalse(config.get("Entrypoint"))
        prefix = "org.opencontainers.image."
        labels = {
            name[len(prefix) :]: text
            for name, text in config["Labels"].items()
            if name.startswith(prefix)
        }
        head = subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=root(), capture_output=True, text=True
        ).stdout.strip()
        self.assertEqual(
            labels,
            {
                "title": "Plimsoll",
                "description": "A linter for Dockerfiles and Compose files",
                "source": "https://github.com/plimsoll-lint/plimsoll",
                "licenses": "MIT OR Apache-2.0",
                "version": version(),
                "revision": head,
            },
        )


class Engine(unittest.TestCase):
    """What only Docker's engine can tell."""

    @classmethod
    def setUpClass(cls):
        cls.engine = built()
        if not isinstance(cls.engine, Docker):
            raise unittest.SkipTest("there is no engine of Docker's")

    def docker(self, *words, **options):
        found = self.engine.docker(*words, **options)
        self.assertEqual(found.returncode, 0, found.stderr)
        return found.stdout.strip()

    def test_nothing_else_is_in_it(self):
        name = self.docker("create", TAG)
        self.addCleanup(self.docker, "rm", name)
        listing = subprocess.run(
            ["tar", "--list"],
            input=self.engine.docker("export", name, text=False).stdout,
            capture_output=True,
            check=True,
        ).stdout.decode()
        files = {line for line in listing.splitlines() if not line.endswith("/")}
        # What the engine puts into every container.
        made = {f"etc/{it}" for it in ("hostname", "hosts", "mtab", "resolv.conf")}
        made |= {".dockerenv", "dev/console"}
        self.assertEqual(
            files - made,
            {
                *("bin/plimsoll", "bin/hadolint", "bin/check", "licenses/LICENSE-MIT"),
                *("licenses/LICENSE-APACHE", "licenses/THIRD-PARTY.md"),
            },
        )

    def test_other_images_take_hadolint_out_of_it(self):
        text = f'FROM scratch\nCOPY --from={TAG} /bin/hadolint /hadolint\nCMD ["/hadolint", "-"]\n'
        other = f"{TAG}-other"
        with tempfile.TemporaryDirectory() as temp:
            Path(temp, "Dockerfile").write_text(text)
            self.docker("build", "--quiet", "--tag", other, temp)
        self.addCleanup(self.docker, "image", "rm", other)
        found = self.engine.docker("run", "--rm", "-i", "--network", "none", other, input=FILE)
        self.assertEqual(found.returncode, 1, found.stderr)
        self.assertIn("DL3006", found.stdout)

    def test_both_architectures(self):
        """The engine says which it builds for, and the Dockerfile takes the program for that."""
        other = f"{TAG}-arm64"
        with tempfile.TemporaryDirectory() as temp:
            for name in ("Dockerfile", ".dockerignore"):
                shutil.copy(root() / name, temp)
            for name in ("amd64", "arm64"):
                folder = Path(temp, "dist", name)
                folder.mkdir(parents=True)
                (folder / f"is-{name}").touch()
            self.docker("build", "--quiet", "--platform", "linux/arm64", "--tag", other, temp)
        self.addCleanup(self.docker, "image", "rm", other)
        self.assertEqual(self.docker("image", "inspect", "-f", "{{.Architecture}}", other), "arm64")
        name = self.docker("create", "--platform", "linux/arm64", other)
        self.addCleanup(self.docker, "rm", name)
        self.docker("cp", f"{name}:/is-arm64", "-")


class Dockerfile(unittest.TestCase):
    def test_it_passes_every_rule(self):
        command = [builds.static(), "check", "--select", "all", "--preview", "--format", "json"]
        command += ["--fail-on", "style", "Dockerfile"]
        found = subprocess.run(command, cwd=root(), capture_output=True, text=True)
        self.assertEqual((found.returncode, found.stderr), (0, ""), found.stdout)
        # Nothing is ignored to get there.
        self.assertEqual(json.loads(found.stdout), [])


if __name__ == "__main__":
    unittest.main()
