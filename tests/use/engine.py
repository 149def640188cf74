"""Something that builds and runs images: Docker, one started for the tests, or runc.

PLIMSOLL_ENGINE takes one of them: docker, dockerd, runc.
"""

import json
import os
import shutil
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from builds import debian, program
from support import root

TAG = "plimsoll-test"


def engine():
    """The first that works, or the test is skipped and says why not."""
    kinds = {"docker": Docker, "dockerd": OwnDocker, "runc": Runc}
    chosen = os.environ.get("PLIMSOLL_ENGINE")
    reasons = []
    for name, kind in kinds.items():
        if chosen in (None, name):
            try:
                return kind()
            except (AssertionError, OSError, subprocess.SubprocessError, unittest.SkipTest) as no:
                reasons.append(f"{name}: {no}")
    raise unittest.SkipTest("nothing here can build and run an image: " + "; ".join(reasons))


def call(command, **options):
    options = {"capture_output": True, "text": True, "timeout": 300, **options}
    return subprocess.run(command, **options)


class Docker:
    """Docker as it is."""

    def __init__(self, client=None, **env):
        self.temp = tempfile.TemporaryDirectory()
        self.client = client or shutil.which("docker")
        if not self.client:
            raise AssertionError("there is no client")
        # Nobody's settings and logins.
        self.env = dict(os.environ, DOCKER_CONFIG=f"{self.temp.name}/config", **env)
        if client is None:
            found = self.docker("info")
            if found.returncode != 0:
                self.temp.cleanup()
                raise AssertionError(found.stderr.strip())

    def docker(self, *arguments, **options):
        return call([self.client, *arguments], env=self.env, **options)

    def build(self, script, env):
        """Builds the image with the script of the project."""
        path = f"{Path(self.client).parent}:{self.env['PATH']}"
        found = call([script, TAG], env=dict(self.env, PATH=path, **env), cwd=root())
        assert found.returncode == 0, found.stdout + found.stderr

    def run(self, *words, options=(), mounts=None, **more):
        for here, there in (mounts or {}).items():
            options = [*options, "--volume", f"{here}:{there}"]
        command = ["run", "--rm", "--interactive", "--network", "none", *options, TAG, *words]
        return self.docker(*command, **more)

    def config(self):
        return json.loads(self.docker("image", "inspect", TAG).stdout)[0]["Config"]

    def close(self):
        self.docker("image", "rm", "--force", TAG)
        self.temp.cleanup()


class OwnDocker(Docker):
    """Docker's engine from Debian's package, not installed, for as long as the tests run."""

    def __init__(self):
        if os.getuid() != 0:
            raise AssertionError("only root can start the engine")
        folder = debian("docker.io", "containerd", "runc", "libdevmapper1.02.1")
        work = tempfile.TemporaryDirectory(prefix="plimsoll-")
        self.work = work
        # The address of a socket is short.
        socket = f"unix://{work.name}/s"
        places = [f"{folder}/usr/bin", f"{folder}/usr/sbin", os.environ["PATH"]]
        libraries = f"{folder}/lib/x86_64-linux-gnu:{folder}/usr/lib/x86_64-linux-gnu"
        env = dict(os.environ, PATH=":".join(places), LD_LIBRARY_PATH=libraries)
        self.log = open(f"{work.name}/log", "w+")
        command = [f"{folder}/usr/sbin/dockerd", "--data-root", f"{work.name}/data"]
        command += ["--exec-root", f"{work.name}/exec", "-H", socket, "-p", f"{work.name}/pid"]
        command += ["--iptables=false", "--ip6tables=false", "--ip-forward=false"]
        command += ["--ip-masq=false", "--bridge=none", "--storage-driver", "vfs"]
        command += ["--userland-proxy=false"]
        self.engine = subprocess.Popen(command, env=env, stdout=self.log, stderr=self.log)
        client = f"{folder}/usr/bin/docker"
        try:
            super().__init__(client, DOCKER_HOST=socket, DOCKER_BUILDKIT="1")
            self.wait()
        except BaseException:
            self.stop()
            raise

    def wait(self):
        end = time.monotonic() + 60
        while self.docker("version").returncode != 0:
            if self.engine.poll() is not None or time.monotonic() > end:
                self.log.seek(0)
                raise AssertionError("the engine does not start: " + self.log.read()[-2000:])
            time.sleep(0.2)

    def stop(self):
        self.engine.terminate()
        try:
            self.engine.wait(30)
        except subprocess.TimeoutExpired:
            self.engine.kill()
            self.engine.wait()
        self.log.close()
        shutil.rmtree(self.work.name, ignore_errors=True)
        # The folder is gone, as far as it goes.
        self.work._finalizer.detach()

    def close(self):
        super().close()
        self.stop()


class Runc:
    """buildah builds, umoci unpacks, runc runs: the same image without an engine."""

    def __init__(self):
        if os.getuid() != 0:
            raise AssertionError("only root can do without an engine")
        tools = ["buildah", "umoci", "runc"]
        if not all(shutil.which(it) for it in tools):
            install = ["apt-get", "install", "--yes", "--no-install-recommends", *tools]
            found = call(install)
            if found.returncode != 0:
                raise AssertionError(found.stderr)
        self.temp = tempfile.TemporaryDirectory()
        self.bundle = f"{self.temp.name}/bundle"
        storage = {"STORAGE_DRIVER": "vfs", "BUILDAH_ISOLATION": "chroot"}
        self.env = dict(os.environ, **storage)
        self.count = 0

    def buildah(self, *arguments):
        storage = ["--root", f"{self.temp.name}/data", "--runroot", f"{self.temp.name}/run"]
        found = call(["buildah", *storage, *arguments], env=self.env, cwd=root())
        assert found.returncode == 0, found.stderr
        return found.stdout

    def build(self, script, env):
        # The script calls `docker build`: buildah takes the same arguments.
        fake = Path(self.temp.name) / "docker"
        storage = f"--root {self.temp.name}/data --runroot {self.temp.name}/run"
        fake.write_text(f'#!/bin/sh\nshift\nexec buildah {storage} bud "$@"\n')
        fake.chmod(0o755)
        path = f"{fake.parent}:{self.env['PATH']}"
        found = call([script, TAG], env=dict(self.env, PATH=path, **env), cwd=root())
        assert found.returncode == 0, found.stdout + found.stderr
        self.buildah("push", TAG, f"oci:{self.temp.name}/oci:{TAG}")
        unpack = ["umoci", "unpack", "--image", f"{self.temp.name}/oci:{TAG}", self.bundle]
        found = call(unpack)
        assert found.returncode == 0, found.stderr
        self.plain = Path(self.bundle, "config.json").read_text()

    def run(self, *words, options=(), mounts=None, **more):
        settings = json.loads(self.plain)
        process = settings["process"]
        process["terminal"] = False
        if words:
            process["args"] = list(words)
        options = list(options)
        while options:
            option = options.pop(0)
            if option == "--user":
                user, group = options.pop(0).split(":")
                process["user"] = {"uid": int(user), "gid": int(group)}
            elif option == "--env":
                process["env"].append(options.pop(0))
            elif option == "--read-only":
                settings["root"]["readonly"] = True
            else:
                raise AssertionError(option)
        for here, there in (mounts or {}).items():
            mount = {"type": "bind", "source": str(here), "destination": there}
            settings["mounts"].append({**mount, "options": ["rbind", "rw"]})
        Path(self.bundle, "config.json").write_text(json.dumps(settings))
        self.count += 1
        name = f"plimsoll-{os.getpid()}-{self.count}"
        command = [program("runc", "runc"), "--root", f"{self.temp.name}/state"]
        return call([*command, "run", "--bundle", self.bundle, name], **more)

    def config(self):
        return json.loads(self.buildah("inspect", "--type", "image", TAG))["OCIv1"]["config"]

    def close(self):
        self.temp.cleanup()
