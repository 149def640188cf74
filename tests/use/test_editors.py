"""The settings in docs/editors.md: read, and run where that is possible."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import tomllib
import unittest
from pathlib import Path

from support import binary, root
from test_neovim import neovim

BAD = "FROM debian\nRUN echo 😀 && sudo x\n"


def blocks(language):
    """The blocks of a language, in order."""
    text = (root() / "docs" / "editors.md").read_text()
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


class Editors(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name).resolve()
        (self.folder / "Dockerfile").write_text(BAD)
        # The settings call the program by its name.
        (self.folder / "bin").mkdir()
        (self.folder / "bin" / "plimsoll").symlink_to(binary())
        path = f"{self.folder / 'bin'}:{os.environ['PATH']}"
        self.env = {"PATH": path, "HOME": str(self.folder), "LC_ALL": "C.UTF-8"}

    def run_tool(self, *command):
        return subprocess.run(
            command, cwd=self.folder, env=self.env, capture_output=True, timeout=60
        )

    def test_settings_are_well_formed(self):
        self.assertEqual(len(blocks("json")), 3)
        for block in blocks("json"):
            json.loads(block)
        (block,) = blocks("toml")
        self.assertEqual(tomllib.loads(block)["language-server"]["plimsoll"]["args"], ["lsp"])

    def test_task_of_visual_studio_code(self):
        (task,) = [json.loads(it) for it in blocks("json") if "problemMatcher" in it]
        (task,) = task["tasks"]
        lines = self.run_tool(task["command"], *task["args"]).stdout.decode().splitlines()
        pattern = task["problemMatcher"]["pattern"]
        found = [re.match(pattern["regexp"], line) for line in lines]
        self.assertTrue(found and all(found), lines)
        parts = ["file", "line", "column", "severity", "code"]
        seen = [[it[pattern[part]] for part in parts] for it in found]
        self.assertIn(["Dockerfile", "1", "6", "warning", "DL3006"], seen)
        self.assertIn(["Dockerfile", "2", "15", "error", "DL3004"], seen)

    def test_neovim(self):
        editor = neovim()
        if editor is None:
            self.skipTest("there is no nvim, and it cannot be installed: not root, or no apt-get")
        sources = blocks("lua")
        self.assertEqual(len(sources), 3)
        for number, source in enumerate(sources):
            (self.folder / f"{number}.lua").write_text(source)
        (self.folder / "all.lua").write_text(
            """
            for number = 0, 2 do
              assert(loadfile(number .. ".lua"))
            end
            -- nvim-lint, as far as the definition needs it.
            local lint = { linters = {}, linters_by_ft = {} }
            package.loaded.lint = lint
            dofile("2.lua")
            vim.cmd("edit Dockerfile")
            local linter = lint.linters[lint.linters_by_ft.dockerfile[1]]
            local command = { linter.cmd }
            for _, it in ipairs(linter.args) do
              table.insert(command, type(it) == "function" and it() or it)
            end
            local lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
            local output = vim.fn.system(command, table.concat(lines, "\\n") .. "\\n")
            io.stdout:write(vim.json.encode(linter.parser(output, 0)))
            vim.cmd("qall!")
            """
        )
        run = self.run_tool(editor, "--headless", "--clean", "-c", "luafile all.lua")
        self.assertEqual(run.returncode, 0, run.stderr.decode())
        found = {it["code"]: it for it in json.loads(run.stdout)}
        sudo = found["DL3004"]
        place = [sudo[it] for it in ("lnum", "col", "end_lnum", "end_col", "severity")]
        self.assertEqual(place, [1, 17, 1, 21, 1])

    def test_vim(self):
        editor = shutil.which("vim") or neovim()
        if editor is None:
            self.skipTest("there is neither vim nor nvim")
        (_, make) = blocks("vim")
        (self.folder / "make.vim").write_text(make)
        script = [
            "source make.vim",
            "edit Dockerfile",
            "setfiletype dockerfile",
            "doautocmd FileType dockerfile",
            "silent make!",
            "call writefile([json_encode(getqflist())], 'found.json')",
            "qall!",
        ]
        arguments = [word for line in script for word in ("-c", line)]
        quiet = ["-es"] if "nvim" not in editor else ["--headless"]
        run = self.run_tool(editor, *quiet, "-u", "NONE", "-i", "NONE", *arguments)
        self.assertTrue((self.folder / "found.json").is_file(), run)
        found = json.loads((self.folder / "found.json").read_text())
        seen = [(it["lnum"], it["col"], it["type"]) for it in found]
        self.assertIn((1, 6, "w"), seen)
        self.assertIn((2, 15, "e"), seen)
        self.assertTrue(all(it["valid"] for it in found), found)

    def test_emacs(self):
        editor = shutil.which("emacs")
        if editor is None:
            self.skipTest("there is no emacs; it is large, and so not installed for this")
        lisp = "\n".join(blocks("elisp"))
        (self.folder / "settings.el").write_text(lisp)
        (self.folder / "run.el").write_text(
            """
            (with-temp-buffer
              (insert-file-contents "settings.el")
              (while (progn (forward-comment (buffer-size)) (not (eobp))) (read (current-buffer))))
            (require 'compile)
            (setq compilation-auto-jump-to-first-error nil)
            (with-current-buffer (compile "plimsoll --quiet --format short")
              (while (get-buffer-process (current-buffer)) (accept-process-output nil 0.1))
              (goto-char (point-min))
              (compilation-next-error 1)
              (let ((loc (compilation--message->loc (get-text-property (point) 'compilation-message))))
                (princ (format "line %s" (compilation--loc->line loc)))))
            """
        )
        run = self.run_tool(editor, "--batch", "-Q", "-l", "run.el")
        self.assertEqual(run.stdout.decode(), "line 1", run.stderr.decode())


if __name__ == "__main__":
    unittest.main()
