"""The wheel: built by maturin, installed by pip, run."""

import subprocess
import sys
import tarfile
import tempfile
import unittest
import zipfile
from pathlib import Path

import builds
from support import root, tool, version


class Wheel(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temp = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.temp.cleanup)
        cls.folder = Path(cls.temp.name)
        arguments, env = builds.cargo()
        command = [tool("maturin"), "build", "--release", "--locked", *arguments]
        command += ["--out", cls.folder]
        if builds.target().endswith("musl"):
            command += ["--compatibility", "manylinux2014", "musllinux_1_1"]
        # As release.yml does.
        notices = root() / "dist/THIRD-PARTY.md"
        notices.parent.mkdir(exist_ok=True)
        with notices.open("w") as out:
            subprocess.run([root() / ".ci/notices", builds.target()], check=True, stdout=out)
        built = subprocess.run(command, cwd=root(), env=env, capture_output=True, text=True)
        if built.returncode != 0:
            raise AssertionError(built.stderr)
        cls.said = built.stderr
        (cls.wheel,) = cls.folder.glob("*.whl")

    def test_nothing_is_compiled_twice(self):
        self.assertNotIn("Compiling", self.said)

    def test_its_name_and_contents(self):
        # Any Python 3 on any Linux: nothing of the system is needed.
        self.assertRegex(self.wheel.name, rf"^plimsoll-{version()}-py3-none-manylinux.*\.whl$")
        if builds.target().endswith("musl"):
            self.assertIn(".musllinux_1_1_", self.wheel.name)
        with zipfile.ZipFile(self.wheel) as wheel:
            names = wheel.namelist()
            info = f"plimsoll-{version()}.dist-info"
            metadata = wheel.read(f"{info}/METADATA").decode()
        self.assertIn(f"plimsoll-{version()}.data/scripts/plimsoll", names)
        self.assertIn(f"{info}/licenses/LICENSE-MIT", names)
        self.assertIn(f"{info}/licenses/LICENSE-APACHE", names)
        self.assertIn(f"{info}/licenses/dist/THIRD-PARTY.md", names)
        self.assertIn(f"\nVersion: {version()}\n", metadata)
        self.assertIn("\nSummary: A linter for Dockerfiles and Compose files\n", metadata)
        self.assertIn("\nLicense-Expression: MIT OR Apache-2.0\n", metadata)
        self.assertIn("# Plimsoll", metadata)

    def test_it_installs_and_runs(self):
        venv = self.folder / "venv"
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        pip = [venv / "bin/pip", "install", "--quiet", "--no-index", "--no-deps", self.wheel]
        subprocess.run(pip, check=True, capture_output=True)
        program = venv / "bin/plimsoll"
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
        self.assertEqual(said.stdout, f"plimsoll {version()}\n")
        command = [program, "--format", "short", "-"]
        found = subprocess.run(command, input="FROM debian\n", capture_output=True, text=True)
        self.assertEqual(found.returncode, 1)
        self.assertIn("-:1:6: warning DL3006 ", found.stdout)
        pip = [venv / "bin/pip", "uninstall", "--quiet", "--yes", "plimsoll"]
        subprocess.run(pip, check=True, capture_output=True)
        self.assertFalse(program.exists())


class Sources(unittest.TestCase):
    """The source distribution, for systems without a wheel."""

    def test_it_has_all_that_a_build_needs(self):
        with tempfile.TemporaryDirectory() as temp:
            command = [tool("maturin"), "sdist", "--out", temp]
            subprocess.run(command, cwd=root(), check=True, capture_output=True)
            (path,) = Path(temp).glob("*.tar.gz")
            with tarfile.open(path) as archive:
                names = {name.split("/", 1)[1] for name in archive.getnames()}
        self.assertEqual(path.name, f"plimsoll-{version()}.tar.gz")
        for name in ("PKG-INFO", "pyproject.toml", "Cargo.toml", "Cargo.lock", "src/main.rs"):
            self.assertIn(name, names)
        cards = {str(it.relative_to(root())) for it in (root() / "rules").rglob("*.md")}
        self.assertEqual(cards - names, set())


if __name__ == "__main__":
    unittest.main()
