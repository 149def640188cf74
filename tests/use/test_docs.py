"""What the documentation shows is true: commands run, examples are read, links lead somewhere."""

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema
import yaml

from support import binary, root, version

sys.path.insert(0, str(root() / "docs" / "site"))
import pages  # noqa: E402
import screenshot  # noqa: E402

# Commands that are shown and not run here, and why. The first that fits counts.
NOT_RUN = [
    (r"git clone ", "needs the network"),
    (r"cargo (install|build|test) ", "takes minutes; CI runs it before this"),
    (r"cargo binstall ", "needs a release"),
    (r"RUSTFLAGS=\S+ cargo build ", "takes minutes; the test of the image builds so"),
    (r"PLIMSOLL_CORPUS=", "takes minutes, and a folder of real files"),
    (r"\.ci/run$", "it is what runs this"),
    (r"(sudo )?(docker|podman|buildah) ", "the test of the image runs it"),
    (r"\.ci/(image|static|archive) ?", "the test of releases runs it"),
    (r"pre-commit ", "the test of the hooks runs it"),
    (r"python3 -m venv |\.venv/bin/", "is how this test came to run"),
    (r"PLIMSOLL=\S+ \S+ -m unittest ", "it is what runs this"),
    (r"grep \S+ SHA256SUMS|tar -xzf \"\$name", "needs a release"),
    (r"(pip|pipx|uv|uvx|npm|npx|brew|scoop|winget|apt|apt-get|apk|nix) ", "needs a release"),
    (r"(curl|wget|gh) ", "needs the network"),
    (r"(nvim|emacs|hx|zed|code) ", "is an editor"),
    (r"mkdocs ", "the test of the site runs it"),
    (r"(git|maturin|minisign|cosign|sha256sum) ", "is about a release"),
]

# The folder in which commands run. Findings in it are wanted.
PROJECT = {
    "Dockerfile": "FROM debian\nRUN apt-get update\nRUN apt-get install curl\n",
    "other/Dockerfile": "FROM debian:12\nRUN make\n",
    "app/Dockerfile": "FROM debian:12\nRUN make\n",
    "compose.yaml": "services:\n  web:\n    build: .\n    ports: ['8080:80']\n",
    "compose.prod.yaml": "services:\n  web:\n    restart: always\n",
}

OUR_KEYS = set(json.loads((root() / "docs/config.schema.json").read_text())["properties"])
# Keys that files of others have at the top.
KEYS_OF_OTHERS = {"services", "repos", "jobs", "on", "hooks", "stages", "steps", "pipelines"}


def documents():
    """The pages for users: path in the repository → text."""
    found = [root() / "README.md", *sorted((root() / "docs").rglob("*.md"))]
    return {path.relative_to(root()).as_posix(): path.read_text("utf-8") for path in found}


def all_markdown():
    """All Markdown of the repository."""
    skipped = {"target", "node_modules"}
    found = {}
    for folder, folders, files in os.walk(root()):
        folders[:] = [it for it in folders if it not in skipped and it not in (".git", ".venv")]
        # Another repository or a virtual environment inside of ours.
        if Path(folder) != root() and {".git", "pyvenv.cfg"} & {*files, *folders}:
            folders[:] = []
            continue
        for name in files:
            if name.endswith(".md"):
                path = Path(folder, name)
                found[path.relative_to(root()).as_posix()] = path.read_text("utf-8")
    return found


def fences(*languages):
    """The fenced blocks of the documentation in these languages: page, info, text."""
    for path, text in documents().items():
        for piece in pages.pieces(text):
            if isinstance(piece, pages.Fence) and piece.info.split(" ")[0] in languages:
                yield path, piece.info, piece.text


def scratch(test):
    """A folder with the example project, and an environment where `plimsoll` is on PATH."""
    held = tempfile.TemporaryDirectory(prefix="plimsoll-docs-")
    test.addCleanup(held.cleanup)
    folder = Path(held.name).resolve()
    (folder / ".git").mkdir()
    for name, text in PROJECT.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    case = folder / "tests/cases/Dockerfile"
    case.parent.mkdir(parents=True)
    case.write_text((root() / "tests/cases/Dockerfile").read_text())
    release = f"plimsoll-{version()}-x86_64-unknown-linux-musl"
    for place in (folder / it / "plimsoll" for it in ("bin", "target/release", release)):
        place.parent.mkdir(parents=True)
        place.symlink_to(binary())
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return folder, {"PATH": path, "HOME": str(folder), "LC_ALL": "C.UTF-8"}


def run(command, folder, env):
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def joined(text):
    """The commands of a script: a line each, without comments, continued lines put together."""
    lines = re.sub(r" *\\\n *", " ", text).splitlines()
    lines = [re.sub(r"(^| +)# .*$", "", line).strip() for line in lines]
    return [line for line in lines if line]


def parts(command):
    """What is behind `&&` and pipes on its own, so that each part can be looked up."""
    return [part.strip() for part in re.split(r"&&|\|(?!\|)", command) if part.strip()]


def not_run(command):
    """Why a command is not run; `None` if it is."""
    for part in parts(command):
        for pattern, reason in NOT_RUN:
            if re.match(pattern, part):
                return reason
    return None


class Commands(unittest.TestCase):
    def check(self, command, done):
        """The command did what it is shown for: it may find something, but is not refused."""
        self.assertIn(done.returncode, (0, 1), f"{command}: {done.stderr}")
        self.assertNotIn("Usage:", done.stderr, command)
        self.assertNotIn("command not found", done.stderr)

    def test_scripts_run(self):
        count = 0
        for path, _, text in fences("sh", "bash", "shell"):
            folder, env = scratch(self)
            settings = ""
            for command in joined(text):
                if not_run(command):
                    continue
                with self.subTest(f"{path}: {command}"):
                    if re.fullmatch(r"\w+=\S+", command):
                        settings += f"{command}; "
                    count += 1
                    self.check(command, run(settings + command, folder, env))
        self.assertGreater(count, 5)

    def test_sessions_run_and_print_what_is_shown(self):
        count = 0
        for path, _, text in fences("console", "text"):
            if not text.startswith("$ "):
                continue
            folder, env = scratch(self)
            for session in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
                command, _, shown = session.partition("\n")
                if not_run(command):
                    continue
                with self.subTest(f"{path}: {command}"):
                    count += 1
                    done = run(command, folder, env)
                    self.check(command, done)
                    self.compare(shown.strip("\n"), done.stdout + done.stderr)
        self.assertGreater(count, 2)

    def compare(self, shown, printed):
        """What is shown is what is printed; a line of `…` stands for any lines."""
        if not shown:
            return
        kept = [re.escape(part.strip("\n")) for part in re.split(r"(?m)^…$", shown)]
        self.assertRegex(printed, r"\A" + r"(?s:.*?)".join(kept) + r"\n*\Z")

    def test_commands_in_the_text_have_options_that_exist(self):
        """`plimsoll …` between backticks: the command and each option are in the help."""
        _, env = scratch(self)
        helps = {}

        def help_of(command):
            if command not in helps:
                done = run(f"plimsoll {command} --help", "/", env)
                helps[command] = done.stdout
            return helps[command]

        count = 0
        for path, text in documents().items():
            prose = "".join(it for it in pages.pieces(text) if isinstance(it, str))
            for command in re.findall(r"`plimsoll ([^`]+)`", prose):
                if not command.isascii():
                    continue
                count += 1
                words = shlex.split(command)
                name = words[0] if re.fullmatch(r"[a-z]+", words[0]) else ""
                with self.subTest(f"{path}: plimsoll {command}"):
                    # `plimsoll ignore=` is a comment.
                    if "=" in words[0]:
                        continue
                    # What is no command is taken for a file, and has the help of `check`.
                    usage = rf"Usage: (plimsoll )?{name}\b" if name else "Usage: plimsoll "
                    self.assertRegex(help_of(name), usage)
                    for word in words:
                        option = re.match(r"(--[a-z-]+|-[a-zA-Z])(=|$)", word)
                        if option:
                            self.assertRegex(help_of(name), rf"{re.escape(option[1])}\b")
        self.assertGreater(count, 5)

    def test_options_in_the_text_exist(self):
        """An option between backticks on the pages about the program itself is one of its own."""
        _, env = scratch(self)
        known = "".join(
            run(f"plimsoll {it} --help", "/", env).stdout for it in ("check", "rules", "hadolint")
        )
        # Options of Docker, of programs in examples, of hadolint.
        foreign = {"--build-arg", "--target", "--check", "--from", "--install-recommends"}
        for path in ["configuration", "compose", "output", "suppression"]:
            for option in re.findall(r"`(--[a-z][a-z-]*)", documents()[f"docs/{path}.md"]):
                with self.subTest(f"{path}: {option}"):
                    self.assertTrue(option in foreign or re.search(rf"{option}\b", known))


class Examples(unittest.TestCase):
    def plimsoll(self, *arguments, text=None):
        return subprocess.run(
            [binary(), *arguments], input=text, capture_output=True, text=True, encoding="utf-8"
        )

    def test_configurations_are_taken(self):
        """By the program and by the schema."""
        schema = json.loads((root() / "docs/config.schema.json").read_text())
        count = 0
        for path, _, text in fences("yaml", "yml"):
            with self.subTest(f"{path}: {text[:60]}"):
                values = list(yaml.safe_load_all(text))
                keys = set(values[0]) if isinstance(values[0], dict) else KEYS_OF_OTHERS
                # A misspelt key on these is no configuration of something else.
                own_page = path in ("README.md", "docs/configuration.md")
                if keys & KEYS_OF_OTHERS or not (keys & OUR_KEYS or own_page):
                    continue
                count += 1
                jsonschema.Draft7Validator(schema).validate(values[0])
                with tempfile.TemporaryDirectory() as folder:
                    inner = Path(folder, "a", ".plimsoll.yaml")
                    inner.parent.mkdir()
                    inner.write_text(text, encoding="utf-8")
                    for other in yaml_list(values[0].get("extends")):
                        extended = inner.parent / other
                        extended.parent.mkdir(exist_ok=True)
                        extended.touch()
                    done = self.plimsoll("config", "-c", str(inner))
                self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertGreater(count, 2)

    def test_dockerfiles_are_read(self):
        for path, _, text in fences("dockerfile", "Dockerfile", "docker"):
            with self.subTest(f"{path}: {text[:60]}"):
                done = self.plimsoll("--select", "DL1000", "-f", "short", "-", text=text)
                self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_compose_files_are_read(self):
        for path, _, text in fences("yaml", "yml"):
            value = next(yaml.safe_load_all(text))
            if not isinstance(value, dict) or "services" not in value:
                continue
            with self.subTest(f"{path}: {text[:60]}"):
                name = ["--stdin-name", "compose.yaml", "--ignore", "unused-ignore"]
                rules = "correctness"
                if "plimsoll ignore" in text:
                    # It shows how something is ignored that is not there.
                    rules = "yaml-syntax,wrong-type,unknown-top-level-key"
                done = self.plimsoll(*name, "--select", rules, "-f", "short", "-", text=text)
                self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_json_is_json(self):
        for path, _, text in fences("json"):
            with self.subTest(f"{path}: {text[:60]}"):
                json.loads(text)


def yaml_list(value):
    return [value] if isinstance(value, str) else value or []


class Links(unittest.TestCase):
    @staticmethod
    def links(text):
        """The links of a page, outside of code."""
        prose = "".join(it for it in pages.pieces(text) if isinstance(it, str))
        found = []
        plain = re.sub(r"`+[^`]*`+", "", prose)
        found += re.findall(r"\]\(([^)]*)\)", plain)
        found += re.findall(r"(?m)^\[[^\]]+\]: *(\S+)", plain)
        found += re.findall(r"(?:href|src)=\"([^\"]*)\"", plain)
        found += re.findall(r"<(https?:[^>]*)>", plain)
        return found

    @staticmethod
    def anchors(text):
        """The anchors that the headings of a page make."""
        prose = "".join(it for it in pages.pieces(text) if isinstance(it, str))
        found = set()
        for heading in re.findall(r"(?m)^#{1,6} +(.*?) *#*$", prose):
            anchor = name = pages.slug(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading))
            number = 0
            while anchor in found:
                number += 1
                anchor = f"{name}-{number}"
            found.add(anchor)
        return found

    def test_links_lead_somewhere(self):
        markdown = all_markdown()
        self.assertGreater(len(markdown), 500)
        count = 0
        for path, text in markdown.items():
            for link in self.links(text):
                count += 1
                with self.subTest(f"{path}: {link}"):
                    self.assertNotRegex(link, r"\s")
                    if re.match(r"[a-z]+:", link):
                        parts = urlsplit(link)
                        self.assertEqual(parts.scheme, "https")
                        self.assertRegex(parts.netloc, r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")
                        continue
                    place, _, anchor = link.partition("#")
                    target = (root() / path).parent / place if place else root() / path
                    self.assertTrue(target.exists(), "nothing is there")
                    self.assertTrue(target.resolve().is_relative_to(root()))
                    if anchor:
                        name = target.resolve().relative_to(root()).as_posix()
                        self.assertIn(anchor, self.anchors(markdown[name]))
        self.assertGreater(count, 1000)

    def test_a_text_with_a_link_has_it_outside_of_code(self):
        """The finder of links works: it sees these, and no others."""
        text = "[a](x.md) `[b](y.md)`\n\n```sh\n[c](z.md)\n```\n\n[`d`](w.md#e)\n"
        text += "\n## E, f `g`\n\n## E, f `g`\n"
        self.assertEqual(self.links(text), ["x.md", "w.md#e"])
        self.assertEqual(self.anchors(text), {"e-f-g", "e-f-g-1"})

    def test_every_page_can_be_found(self):
        """From the README, by links."""
        markdown = all_markdown()
        seen, todo = set(), ["README.md"]
        while todo:
            path = todo.pop()
            if path in seen or path not in markdown:
                continue
            seen.add(path)
            for link in self.links(markdown[path]):
                target = (root() / path).parent / link.partition("#")[0]
                if not re.match(r"[a-z]+:", link) and target.is_file():
                    todo.append(target.resolve().relative_to(root()).as_posix())
        for path in markdown:
            if path.startswith(("docs/", "rules/")) and "decisions" not in path:
                self.assertTrue(path in seen, f"nothing leads to {path}")


class Screenshot(unittest.TestCase):
    def test_it_is_fresh(self):
        drawn = screenshot.draw(screenshot.run(binary()))
        again = "run `python docs/site/screenshot.py target/release/plimsoll`, and look at it"
        self.assertEqual(screenshot.PICTURE.read_text("utf-8"), drawn, again)

    def test_it_shows_both_languages(self):
        text = screenshot.PICTURE.read_text("utf-8")
        self.assertIn("Dockerfile:", text)
        self.assertIn("compose.yaml:", text)

    def test_the_readme_has_it_with_a_text(self):
        readme = (root() / "README.md").read_text("utf-8")
        self.assertRegex(readme, r"!\[[^\]]{40,}\]\(docs/site/screenshot\.svg\)")


if __name__ == "__main__":
    unittest.main()
