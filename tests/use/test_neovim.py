"""The language server with Neovim's built-in client."""

import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from support import binary, root


def neovim():
    """The editor, installed if that is possible."""
    if not shutil.which("nvim") and os.geteuid() == 0 and shutil.which("apt-get"):
        install = ["apt-get", "install", "-y", "--no-install-recommends", "neovim"]
        subprocess.run(install, capture_output=True, timeout=300)
    return shutil.which("nvim")


class Neovim(unittest.TestCase):
    def test_diagnostics_hover_and_actions(self):
        editor = neovim()
        if editor is None:
            self.skipTest("there is no nvim, and it cannot be installed: not root, or no apt-get")
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder).resolve()
            (folder / "Dockerfile").write_text("FROM debian:12\nRUN echo 😀 && sudo x\n")
            # A home of its own: nothing of the user is read or written.
            env = {
                "PATH": os.environ["PATH"],
                "HOME": str(folder),
                "LC_ALL": "C.UTF-8",
                "PLIMSOLL": str(binary()),
                "FOLDER": str(folder),
                "NAME": "Dockerfile",
            }
            script = root() / "tests" / "use" / "neovim.lua"
            command = [editor, "--headless", "--clean", "-c", f"luafile {script}"]
            run = subprocess.run(command, env=env, capture_output=True, timeout=60)
        self.assertEqual(run.returncode, 0, run.stderr.decode())
        seen = json.loads(run.stdout)
        # Neovim counts bytes from 0, and has translated.
        (found,) = [it for it in seen["opened"] if "DL3004" in it]
        line, column, end, severity, source, message, _ = found
        self.assertEqual((line, column, end), (1, 17, 21))
        self.assertEqual((severity, source), (1, "plimsoll"))
        self.assertTrue(message.startswith("`sudo` is of no use"), message)
        self.assertIn("sudo", json.dumps(seen["hover"]))
        self.assertTrue(seen["actions"])
        self.assertEqual(seen["text"][1], "# plimsoll ignore=DL3004")
        self.assertFalse([it for it in seen["ignored"] if "DL3004" in it])


if __name__ == "__main__":
    unittest.main()
