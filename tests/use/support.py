"""What the tests of ways of use share."""

import os
import re
import shutil
import sys
from pathlib import Path


def root():
    """The repository."""
    return Path(__file__).resolve().parents[2]


def binary():
    """The program under test."""
    given = os.environ.get("PLIMSOLL")
    builds = [root() / "target" / kind / "plimsoll" for kind in ("release", "debug")]
    for path in [Path(given)] if given else builds:
        if path.is_file():
            return path.resolve()
    raise AssertionError("no plimsoll: run `cargo build --release`, or set PLIMSOLL")


def tool(name):
    """A program that requirements.txt brings, beside the Python that runs, or else on PATH."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.is_file() else shutil.which(name)
    if not found:
        raise AssertionError(f"no {name}: run `pip install -r tests/use/requirements.txt`")
    return found


def version():
    """The version in Cargo.toml."""
    text = (root() / "Cargo.toml").read_text()
    return re.search(r'^version = "(.+)"$', text, re.MULTILINE)[1]
