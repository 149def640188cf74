"""The static program and tools from Debian, for the tests of what is released."""

import functools
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from support import root


@functools.lru_cache(maxsize=None)
def static():
    """The static program, built once."""
    if sys.platform != "linux":
        raise unittest.SkipTest("static programs are built on Linux")
    output = subprocess.run([root() / ".ci/static"], check=True, stdout=subprocess.PIPE, text=True)
    return Path(output.stdout.strip())


def target():
    """What the static program was built for."""
    name = static().parent.parent.name
    return name if "-linux-" in name else "x86_64-unknown-linux-musl"


def cargo():
    """Arguments and environment with which cargo finds everything built already."""
    release = static().parent
    inputs = release / "plimsoll.d"
    if not (inputs.is_file() and f"{root()}/src/main.rs" in inputs.read_text()):
        raise unittest.SkipTest(
            "PLIMSOLL_STATIC was not built from this checkout: cargo would compile everything again"
        )
    env = dict(os.environ, CARGO_TARGET_DIR=str(release.parent.parent))
    if target().endswith("gnu"):
        name = f"CARGO_TARGET_{target().upper().replace('-', '_')}_RUSTFLAGS"
        env[name] = "-C target-feature=+crt-static"
    return ["--target", target()], env


def debian(*packages):
    """Unpacks Debian's packages into a folder of their own. Nothing is installed."""
    folder = root() / "target/tools" / "+".join(packages)
    if folder.is_dir():
        return folder
    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        raise unittest.SkipTest(f"neither {packages[0]} nor apt-get to get it with")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as temp:
        fetch = ["apt-get", "download", *packages]
        fetched = subprocess.run(fetch, cwd=temp, capture_output=True, text=True)
        if fetched.returncode != 0 and os.getuid() == 0:
            subprocess.run(["apt-get", "update"], capture_output=True)
            fetched = subprocess.run(fetch, cwd=temp, capture_output=True, text=True)
        if fetched.returncode != 0:
            raise unittest.SkipTest(f"apt-get has no {packages[0]}: {fetched.stderr}")
        for package in Path(temp).glob("*.deb"):
            subprocess.run(["dpkg", "-x", package, Path(temp) / "root"], check=True)
        (Path(temp) / "root").rename(folder)
    return folder


def program(name, *packages):
    """A program on PATH, or else out of Debian's packages."""
    found = shutil.which(name)
    if found:
        return found
    folder = debian(*packages)
    for place in ("usr/bin", "usr/sbin", "bin", "sbin"):
        if (folder / place / name).is_file():
            return str(folder / place / name)
    raise AssertionError(f"no {name} in {packages}")
