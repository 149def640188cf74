"""What docs/ci.md shows: valid for the service it is for, and run."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import textwrap
import unittest
from pathlib import Path

import yaml

from runner import Releases, Runner
from support import binary, root, tool, version

PAGE = root() / "docs" / "ci.md"
LINUX = "x86_64-unknown-linux-musl"
# Its expressions are older than the stricter kind.
VARIANT = ["--regex-variant", "nonunicode"]
SCHEMAS = {
    ".gitlab-ci.yml": ["vendor.gitlab-ci", "--data-transform", "gitlab-ci"],
    ".circleci/config.yml": ["vendor.circle-ci"],
    "azure-pipelines.yml": ["vendor.azure-pipelines", "--data-transform", "azure-pipelines"] + VARIANT,
}


def blocks(language):
    """The fences of a language: title and text."""
    fence = rf'^```{language}(?: title="([^"\n]*)")?\n(.*?)^```$'
    return re.findall(fence, PAGE.read_text(), re.MULTILINE | re.DOTALL)


def block(language, title):
    (text,) = [text for name, text in blocks(language) if name == title]
    return text


def workflows():
    titled = [(name, text) for name, text in blocks("yaml") if name.startswith(".github/")]
    return {name: yaml.safe_load(text) for name, text in titled}


def steps(workflow):
    (job,) = workflow["jobs"].values()
    return job["steps"]


class Page(unittest.TestCase):
    def test_blocks_are_valid(self):
        with tempfile.TemporaryDirectory() as name:
            checked = 0
            for number, (title, text) in enumerate(blocks("yaml")):
                with self.subTest(title):
                    path = Path(name) / str(number) / title
                    path.parent.mkdir(parents=True)
                    path.write_text(text)
                    if title == ".pre-commit-config.yaml":
                        command = [tool("pre-commit"), "validate-config"]
                    else:
                        schema = SCHEMAS.get(title)
                        if title.startswith(".github/workflows/"):
                            schema = ["vendor.github-workflows"]
                        self.assertIsNotNone(schema, f"nothing is known of {title}")
                        command = [tool("check-jsonschema"), "--builtin-schema", *schema]
                    done = subprocess.run(
                        [*command, str(path)],
                        capture_output=True,
                        text=True,
                        env={**os.environ, "PRE_COMMIT_HOME": name},
                    )
                    self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                    checked += 1
            self.assertGreaterEqual(checked, 9)

    def test_versions_are_ours(self):
        """Of Plimsoll, that is; those of others have no fixed place."""
        text = PAGE.read_text()
        pattern = r"(?:plimsoll-|plimsoll@v|rev: v|download/v)(\d[\w.]*?)(?=[-\s\"'])"
        found = re.findall(pattern, text)
        self.assertEqual(set(found), {version()})
        self.assertGreater(len(found), 10)

    def test_tables_are_those_of_the_action(self):
        action = yaml.safe_load((root() / "action.yml").read_text())
        text = PAGE.read_text()
        for kind in ("input", "output"):
            table = re.search(rf"^\| {kind} \|.*\n\| ---.*\n((?:\|.*\n)+)", text, re.MULTILINE)[1]
            cells = [row.split("|")[1] for row in table.splitlines()]
            names = re.findall(r"`([a-z-]+)`", " ".join(cells))
            self.assertEqual(sorted(names), sorted(action[f"{kind}s"]))

    def test_hooks_are_there(self):
        manifest = yaml.safe_load((root() / ".pre-commit-hooks.yaml").read_text())
        ids = {hook["id"] for hook in manifest}
        rows = re.findall(r"^\| `(plimsoll[a-z-]*)` \|", PAGE.read_text(), re.MULTILINE)
        self.assertEqual(set(rows), ids)
        for title, text in blocks("yaml"):
            if title == ".pre-commit-config.yaml":
                (repo,) = yaml.safe_load(text)["repos"]
                self.assertLessEqual({hook["id"] for hook in repo["hooks"]}, ids)

    def test_links_lead_somewhere(self):
        for link in re.findall(r"\]\((?!http)([^)#]+)", PAGE.read_text()):
            self.assertTrue((PAGE.parent / link).is_file(), link)
        for link in re.findall(r"plimsoll/blob/main/([^)]+)\)", PAGE.read_text()):
            self.assertTrue((root() / link).is_file(), link)


class Run(unittest.TestCase):
    """Each recipe runs in a project with one bad file, then in a good one."""

    def setUp(self):
        held = tempfile.TemporaryDirectory(prefix="plimsoll-ci-")
        self.addCleanup(held.cleanup)
        self.temp = Path(held.name)
        self.releases = Releases()
        self.releases.__enter__()
        self.addCleanup(self.releases.__exit__)
        self.folder = self.releases.add(version(), LINUX)

    def project(self, base):
        folder = Path(tempfile.mkdtemp(dir=self.temp)) / "project"
        for name in ("Dockerfile", "services/api/Dockerfile"):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"FROM {base}\n")
        (folder / "services/api/compose.yaml").write_text("services:\n  api:\n    build: .\n")
        (folder / ".git").mkdir()
        return folder

    def here(self, text):
        """Loads from the server of the test what a script would load from GitHub."""
        there = "https://github.com/plimsoll-lint/plimsoll/releases"
        return str(text).replace(there, self.releases.url)

    def check(self, scripts, variables, shell, report=None):
        """Runs the scripts of a job, one after the other."""
        for base, status in [("debian", 1), ("debian:12", 0)]:
            folder = self.project(base)
            variables = {name: self.here(value) for name, value in variables.items()}
            env = {"PATH": os.environ["PATH"], "HOME": str(folder), **variables}
            log = ""
            for number, script in enumerate(scripts):
                done = subprocess.run(
                    [*shell, self.here(script)], cwd=folder, env=env, capture_output=True, text=True
                )
                log += done.stdout + done.stderr
                if number + 1 < len(scripts):
                    self.assertEqual(done.returncode, 0, log)
            self.assertEqual(done.returncode, status, log)
            self.assertIn(f"{LINUX}.tar.gz: OK", log)
            self.assertEqual("Dockerfile:1:6: warning DL3006" in log, status == 1, log)
            if report:
                text = (folder / report).read_text()
                self.assertEqual("DL3006" in text, status == 1, text)
        # What is not what was released does not run.
        sums = f"{'0' * 64}  plimsoll-{version()}-{LINUX}.tar.gz\n"
        self.releases.files[f"{self.folder}/SHA256SUMS"] = sums.encode()
        folder = self.project("debian")
        env["HOME"] = str(folder)
        done = subprocess.run(
            [*shell, self.here(scripts[0])], cwd=folder, env=env, capture_output=True, text=True
        )
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("FAILED", done.stdout)
        self.assertNotIn("DL3006", done.stdout)

    def test_shell(self):
        ((_, script),) = blocks("sh")
        self.check([script], {}, ["sh", "-e", "-c"])

    def test_gitlab(self):
        job = yaml.safe_load(block("yaml", ".gitlab-ci.yml"))["plimsoll"]
        report = job["artifacts"]["reports"]["codequality"]
        script = "\n".join(job["before_script"] + job["script"])
        self.check([script], job["variables"], ["sh", "-e", "-c"], report)

    def test_circle(self):
        job = yaml.safe_load(block("yaml", ".circleci/config.yml"))["jobs"]["plimsoll"]
        scripts = [it["run"]["command"] for it in job["steps"] if "run" in it]
        (results,) = [it["store_test_results"] for it in job["steps"] if "store_test_results" in it]
        shell = ["bash", "-eo", "pipefail", "-c"]
        self.check(scripts, job["environment"], shell, results["path"] + "/plimsoll.xml")

    def test_azure(self):
        job = yaml.safe_load(block("yaml", "azure-pipelines.yml"))
        scripts = [it["script"] for it in job["steps"] if "script" in it]
        (task,) = [it for it in job["steps"] if "task" in it]
        shell = ["bash", "--noprofile", "--norc", "-c"]
        self.check(scripts, job["variables"], shell, task["inputs"]["testResultsFiles"])

    def test_jenkins(self):
        text = block("groovy", "Jenkinsfile")
        (script,) = re.findall(r"sh '''\n(.*?)'''", text, re.DOTALL)
        # Groovy reads such a text first, and has its own mind about backslashes.
        self.assertNotIn("\\", script)
        variables = dict(re.findall(r"^        ([A-Z]+) = '(.*)'$", text, re.MULTILINE))
        self.assertEqual(text.count("{"), text.count("}"))
        (report,) = re.findall(r"sarif\(pattern: '(.*)'\)", text)
        self.check([textwrap.dedent(script)], variables, ["sh", "-xe", "-c"], report)

    def test_actions(self):
        seen = 0
        for title, workflow in workflows().items():
            for step in steps(workflow):
                if not step.get("uses", "").startswith("plimsoll-lint/plimsoll@"):
                    continue
                with self.subTest(title):
                    seen += 1
                    ref = step["uses"].split("@")[1]
                    action = self.temp / "_actions" / "plimsoll-lint" / "plimsoll" / ref
                    if not action.exists():
                        shutil.copytree(root() / ".github" / "action", action / ".github/action")
                        shutil.copy(root() / "action.yml", action)
                        shutil.copy(root() / "Cargo.toml", action)
                    folder = self.project("debian")
                    inputs = {k.replace("-", "_"): v for k, v in step.get("with", {}).items()}
                    runner = Runner(folder, action, PLIMSOLL_RELEASES=self.releases.url)
                    done = runner.uses(**inputs)
                    # Two of them ask for errors only.
                    self.assertEqual(done.status, 0 if "fail_on" in inputs else 1, done.log)
                    self.assertIn("DL3006", {it["title"] for _, it, _ in done.annotations()})
                    if "sarif_file" in inputs:
                        text = (folder / done.outputs["sarif"]).read_text()
                        self.assertEqual(json.loads(text)["version"], "2.1.0")
                    if "args" in inputs:
                        self.assertTrue((folder / "plimsoll.xml").is_file())
        self.assertEqual(seen, 3)

    def test_matcher_step(self):
        workflow = workflows()[".github/workflows/matcher.yml"]
        (script,) = [step["run"] for step in steps(workflow) if "run" in step]
        (matcher,) = re.findall(r"::add-matcher::(\S+?)\"", script)
        self.assertTrue((root() / matcher).is_file())
        folder = self.project("debian")
        bin = self.temp / "bin"
        bin.mkdir()
        (bin / "plimsoll").symlink_to(binary())
        done = subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=folder,
            env={"PATH": f"{bin}{os.pathsep}{os.environ['PATH']}"},
            capture_output=True,
            text=True,
        )
        self.assertEqual(done.returncode, 1)
        self.assertIn("Dockerfile:1:6: warning DL3006", done.stdout)


if __name__ == "__main__":
    unittest.main()
