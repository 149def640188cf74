"""The hooks of pre-commit, run by pre-commit itself."""

import itertools
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import yaml

from support import binary, root, tool, version

MANIFEST = root() / ".pre-commit-hooks.yaml"
GOOD = "FROM debian:12\nRUN make\n"
BAD = "FROM debian\nRUN make\n"
GOOD_COMPOSE = "services:\n  web:\n    image: nginx:1.27\n"
BAD_COMPOSE = "services:\n  web:\n    image: nginx:1.27\n    port: 80\n"


def hooks():
    return {hook["id"]: hook for hook in yaml.safe_load(MANIFEST.read_text())}


def git(folder, *arguments):
    """Runs git, without the settings of whoever runs the tests."""
    name = ["-c", "user.name=test", "-c", "user.email=test@example.com"]
    done = subprocess.run(
        ["git", "-C", str(folder), *name, "-c", "commit.gpgsign=false", *arguments],
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise AssertionError(f"git {arguments}: {done.stderr}")
    return done.stdout


def repository(folder, files):
    """Makes a repository with these files."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    git(folder.parent, "init", "-q", "-b", "main", str(folder))
    git(folder, "add", "-A", "-f")
    git(folder, "commit", "-q", "-m", "all")


class PreCommit(unittest.TestCase):
    """Each test has a project of its own; all have one clone of ours, as it is on disk."""

    @classmethod
    def setUpClass(cls):
        held = tempfile.TemporaryDirectory(prefix="plimsoll-precommit-")
        cls.addClassCleanup(held.cleanup)
        cls.temp = Path(held.name)
        cls.clone = cls.temp / "plimsoll"
        names = git(root(), "ls-files", "-co", "--exclude-standard", "-z").split("\0")
        for name in filter(None, names):
            if (root() / name).is_file():
                target = cls.clone / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(root() / name, target)
        repository(cls.clone, {})
        git(cls.clone, "tag", f"v{version()}")
        # On PATH is a program that tells how it was called, and then is plimsoll.
        cls.calls = cls.temp / "calls"
        cls.bin = cls.temp / "bin"
        cls.bin.mkdir()
        stand_in = cls.bin / "plimsoll"
        stand_in.write_text(f'#!/bin/sh\necho "$@" >> "{cls.calls}"\nexec "{binary()}" "$@"\n')
        stand_in.chmod(0o755)
        cls.env = {
            **os.environ,
            "HOME": str(cls.temp),
            "PRE_COMMIT_HOME": str(cls.temp / "cache"),
            "PATH": f"{cls.bin}{os.pathsep}{os.environ['PATH']}",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "PRE_COMMIT_COLOR": "never",
        }
        # The toolchain stays where it is.
        for name, folder in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")]:
            cls.env.setdefault(name, str(Path.home() / folder))

    def project(self, files):
        folder = Path(tempfile.mkdtemp(dir=self.temp)) / "project"
        repository(folder, files)
        return folder

    def run_in(self, folder, *arguments, **env):
        self.calls.write_text("")
        return subprocess.run(
            [tool("pre-commit"), *arguments],
            cwd=folder,
            env={**self.env, **env},
            capture_output=True,
            text=True,
        )

    def try_repo(self, hook, files, **env):
        arguments = ["try-repo", str(self.clone), hook, "--all-files", "--verbose"]
        return self.run_in(self.project(files), *arguments, **env)

    def check_hook(self, hook):
        """A project with good files passes, one with bad ones does not."""
        good = {
            "Dockerfile": GOOD,
            "compose.yaml": GOOD_COMPOSE,
            # None of these is ours.
            "Dockerfile.j2": BAD,
            "Dockerfile.dockerignore": "*\n",
            "other.yaml": "services: [\n",
            "README.md": BAD,
        }
        done = self.try_repo(hook, good)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("Passed", done.stdout)
        bad = {"a b/Dockerfile": BAD, "docker-compose.dev.yml": BAD_COMPOSE}
        done = self.try_repo(hook, good | bad)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn("Failed", done.stdout)
        self.assertIn("a b/Dockerfile:1:6", done.stdout)
        self.assertIn("DL3006", done.stdout)
        self.assertIn("docker-compose.dev.yml:4:5", done.stdout)
        for name in good:
            self.assertNotIn(f" {name}:", done.stdout)

    def test_manifest_is_valid(self):
        done = self.run_in(root(), "validate-manifest", str(MANIFEST))
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(set(hooks()), {"plimsoll", "plimsoll-system", "plimsoll-docker"})

    def test_hooks_look_at_the_same_files(self):
        self.assertEqual(len({hook["files"] for hook in hooks().values()}), 1)

    def test_image_is_that_of_the_version(self):
        image = f"ghcr.io/plimsoll-lint/plimsoll:{version()}"
        self.assertEqual(hooks()["plimsoll-docker"]["entry"], f"{image} plimsoll")

    def test_installed_program(self):
        self.check_hook("plimsoll-system")

    def test_many_files_are_one_call(self):
        files = {f"{number}/Dockerfile": GOOD for number in range(60)}
        done = self.try_repo("plimsoll-system", files)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        calls = self.calls.read_text().splitlines()
        self.assertEqual(len(calls), 1, calls)
        self.assertEqual(calls[0].count("Dockerfile"), 60)

    def test_commit_is_refused(self):
        """As in everyday use: a configuration, `pre-commit install`, `git commit`."""
        config = {
            "repos": [
                {
                    "repo": str(self.clone),
                    "rev": f"v{version()}",
                    "hooks": [{"id": "plimsoll-system", "args": ["--fail-on", "error"]}],
                }
            ]
        }
        folder = self.project({".pre-commit-config.yaml": yaml.safe_dump(config)})
        installed = self.run_in(folder, "install")
        self.assertEqual(installed.returncode, 0, installed.stdout + installed.stderr)

        def commit(text):
            (folder / "Dockerfile").write_text(text)
            git(folder, "add", "-A")
            name = ["-c", "user.name=test", "-c", "user.email=test@example.com"]
            command = ["git", *name, "commit", "-m", "change"]
            return subprocess.run(command, cwd=folder, env=self.env, capture_output=True, text=True)

        refused = commit("FROM debian:12\nRUN sudo make\n")
        self.assertEqual(refused.returncode, 1, refused.stderr)
        self.assertIn("DL3004", refused.stdout + refused.stderr)
        # A warning is none of the errors that were asked for.
        made = commit(BAD)
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertEqual(git(folder, "rev-list", "--count", "HEAD").strip(), "2")

    def test_image(self):
        """The call of Docker: image, user, mount and folder are for Docker, the rest for us."""
        docker = self.bin / "docker"
        docker.write_text(
            "#!/bin/bash\n"
            f'echo "$@" >> "{self.calls}"\n'
            # Asked about itself, it has nothing to say.
            "[ \"$1\" = run ] || { echo '{}'; exit; }\n"
            'while [ "$1" != ghcr.io/plimsoll-lint/plimsoll:' + version() + " ]; do\n"
            "  shift || exit 125\n"
            "done\n"
            'shift\nexec "$@"\n'
        )
        docker.chmod(0o755)
        self.addCleanup(docker.unlink)
        self.check_hook("plimsoll-docker")

    @unittest.skipUnless(
        os.environ.get("PLIMSOLL_SLOW"), "builds plimsoll from scratch: set PLIMSOLL_SLOW"
    )
    def test_built_from_source(self):
        self.check_hook("plimsoll")
        self.assertEqual(self.calls.read_text(), "", "the program on PATH was run")


class Names(unittest.TestCase):
    """The hooks are called for the files that plimsoll finds itself, and for no others."""

    STEMS = (
        "Dockerfile dockerfile DOCKERFILE Containerfile containerfile DockerFile Dockerfiles "
        "MyDockerfile app.Dockerfile app.dockerfile app.DOCKERFILE app.Containerfile "
        "app.containerfile .dockerfile .Dockerfile Dockerfile.dockerfile xdockerfile "
        "compose docker-compose Compose DOCKER-COMPOSE Docker-Compose docker-docker-compose "
        "dockercompose docker_compose composer decompose my.compose compose-dev compose_dev "
        "compose.override docker-compose.prod compose. compose- composed "
        "Dockerfile~ README docker-compose-Dockerfile"
    ).split()
    ENDINGS = (
        "~ .dockerignore .j2 .jinja .jinja2 .jinja3 .in .tmpl .tpl .template .erb .m4 .ejs "
        ".mustache .hbs .gotmpl .md .yaml .yml .yaml.yml .YAML .Yml .yaml.j2 .yaml~ .json .sh "
        ".swp .orig .J2 .MD .dev .prod.j2 .in.dev -alpine _alpine .yamlx .yaml.bak in md sh"
    ).split() + [""]

    def test_names_are_those_of_discovery(self):
        pattern = re.compile(hooks()["plimsoll"]["files"])
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for stem, ending in itertools.product(self.STEMS, self.ENDINGS):
                # What is on this line is wrong in every file of ours.
                (folder / (stem + ending)).write_text("FROM debian\n")
            below = folder / "Dockerfile.d" / "compose.yaml"
            below.mkdir(parents=True)
            (below / "README").write_text("FROM debian\n")
            (below / "a.dockerfile").write_text("FROM debian\n")
            done = subprocess.run(
                [binary(), "--format", "json"], cwd=folder, capture_output=True, text=True
            )
            found = {finding["file"] for finding in json.loads(done.stdout)}
            every = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
        meant = {path for path in every if pattern.search(path)}
        self.assertEqual(meant, found)
        # The table itself is no good if one side of it is empty.
        self.assertGreater(len(found), 100)
        self.assertGreater(len(every - found), 1000)


if __name__ == "__main__":
    unittest.main()
