"""A runner of GitHub Actions, as far as a composite action sees it, and a server of releases."""

import hashlib
import http.server
import io
import os
import re
import subprocess
import tarfile
import tempfile
import threading
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from support import binary, root


@dataclass
class Result:
    """What a step leaves behind."""

    status: int
    log: str
    outputs: dict
    summary: str
    # Workflow commands: name, properties, message.
    commands: list = field(default_factory=list)

    def annotations(self):
        kinds = ("error", "warning", "notice")
        return [it for it in self.commands if it[0] in kinds]


class Runner:
    """Runs `uses:` for the action in a folder, by the text of its action.yml."""

    def __init__(self, workspace, action=None, **env):
        self.workspace = Path(workspace)
        self.action = Path(action or root())
        self.env = env

    def uses(self, **inputs):
        """The step with these inputs, with `_` for `-`."""
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        with tempfile.TemporaryDirectory(prefix="plimsoll-runner-") as name:
            return self.step(Path(name), given)

    def step(self, folder, given):
        action = yaml.safe_load((self.action / "action.yml").read_text())
        unknown = set(given) - set(action["inputs"])
        if unknown:
            raise AssertionError(f"the action has no inputs {unknown}")
        values = {name: it.get("default", "") for name, it in action["inputs"].items()} | given
        (run,) = action["runs"]["steps"]
        files = {name: folder / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in files.values():
            path.touch()
        (folder / "temp").mkdir()
        script = folder / "script.sh"
        script.write_text(run["run"])
        env = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_ACTION_PATH": str(self.action),
            "RUNNER_OS": "Linux",
            "RUNNER_ARCH": "X64",
            "RUNNER_TEMP": str(folder / "temp"),
            **{name: str(path) for name, path in files.items()},
            **{name: expand(value, values) for name, value in run["env"].items()},
            **{name: str(value) for name, value in self.env.items()},
        }
        # GitHub's own words for `shell: bash`.
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
            cwd=self.workspace,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        log = done.stdout.decode("utf-8", "replace")
        lines = files["GITHUB_OUTPUT"].read_text().splitlines()
        outputs = dict(line.split("=", 1) for line in lines)
        # Outputs of the step become those of the action.
        names = {
            name: re.fullmatch(r"\$\{\{ steps\.plimsoll\.outputs\.(.+) \}\}", it["value"])[1]
            for name, it in action["outputs"].items()
        }
        outputs = {name: outputs[inner] for name, inner in names.items() if inner in outputs}
        summary = files["GITHUB_STEP_SUMMARY"].read_text()
        return Result(done.returncode, log, outputs, summary, commands(log))


def expand(text, inputs):
    """Fills in `${{ inputs.name }}`, the only expression that the action has."""
    return re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda it: inputs[it[1]], str(text))


def commands(log):
    """Reads the workflow commands in a log, as a runner does."""
    found, stopped = [], None
    for line in log.splitlines():
        if stopped is not None:
            if line == f"::{stopped}::":
                stopped = None
            continue
        match = re.match(r"\s*::([a-z-]+)(?: (.*?))?::(.*)$", line)
        if match and match[1] == "stop-commands":
            stopped = match[3]
        elif match:
            pairs = (pair.split("=", 1) for pair in (match[2] or "").split(",") if pair)
            properties = {name: plain(value) for name, value in pairs}
            found.append((match[1], properties, plain(match[3])))
        elif "##[" in line:
            # The old form counts wherever it stands.
            found.append(("##", {}, line))
    return found


def plain(text):
    for escaped, character in [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")]:
        text = text.replace(escaped, character)
    return text.replace("%25", "%")


def archive(version, target, program):
    """The name and the bytes of an archive of a release."""
    folder = f"plimsoll-{version}-{target}"
    out = io.BytesIO()
    if "windows" in target:
        name = f"{folder}.zip"
        with zipfile.ZipFile(out, "w") as writer:
            info = zipfile.ZipInfo(f"{folder}/plimsoll.exe")
            info.external_attr = 0o755 << 16
            writer.writestr(info, program)
    else:
        name = f"{folder}.tar.gz"
        with tarfile.open(fileobj=out, mode="w:gz", compresslevel=1) as writer:
            info = tarfile.TarInfo(f"{folder}/plimsoll")
            info.mode, info.size = 0o755, len(program)
            writer.addfile(info, io.BytesIO(program))
    return name, out.getvalue()


class Releases:
    """A server with releases. `with Releases() as releases:` starts and stops it."""

    def __init__(self):
        # By path: bytes, or the number of a status.
        self.files = {}
        self.asked = []

    def add(self, version, *targets, latest=False, program=None):
        """Adds a release for these targets. Returns the folder of it.

        Without a program, its archives have a small one that runs the program under test.
        """
        program = program or f'#!/bin/sh\nexec "{binary()}" "$@"\n'.encode()
        folder = "/latest/download" if latest else f"/download/v{version}"
        sums = ""
        for target in targets:
            name, data = archive(version, target, program)
            self.files[f"{folder}/{name}"] = data
            sums += f"{hashlib.sha256(data).hexdigest()}  {name}\n"
        self.files[f"{folder}/SHA256SUMS"] = sums.encode()
        return folder

    def __enter__(self):
        releases = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                releases.asked.append(self.path)
                file = releases.files.get(self.path, 404)
                self.send_response(200 if isinstance(file, bytes) else file)
                self.end_headers()
                self.wfile.write(file if isinstance(file, bytes) else b"no such page")

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
