"""The site builds without a warning, and has a page for each rule."""

import html
import json
import re
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from support import binary, root

sys.path.insert(0, str(root() / "docs" / "site"))
import pages  # noqa: E402


class Site(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        held = tempfile.TemporaryDirectory(prefix="plimsoll-site-")
        cls.addClassCleanup(held.cleanup)
        cls.site = Path(held.name, "site")
        start = time.monotonic()
        done = cls.build()
        cls.seconds = time.monotonic() - start
        if done.returncode:
            raise AssertionError(done.stderr)

    @classmethod
    def build(cls):
        """A link that leads nowhere is a warning, and a warning fails: but not with `--quiet`."""
        return subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", cls.site],
            cwd=root(),
            capture_output=True,
            text=True,
        )

    def page(self, path):
        return (self.site / path).read_text("utf-8")

    def test_it_is_quick(self):
        self.assertLess(self.seconds, 60)

    def test_every_rule_has_a_page(self):
        """Where its address in JSON and SARIF says, below the folder `rules`."""
        listed = subprocess.run(
            [binary(), "rules", "--format", "json"], capture_output=True, text=True, check=True
        )
        rules = json.loads(listed.stdout)
        self.assertEqual(len(rules), len(pages.cards()))
        prefix = f"{pages.REPOSITORY}/blob/main/"
        for rule in rules:
            with self.subTest(rule["code"]):
                path = rule["url"].removeprefix(prefix)
                self.assertTrue((root() / path).is_file(), rule["url"])
                page = self.page(path.replace(".md", ".html"))
                self.assertIn(f"{rule['code']} {rule['name']}</h1>", page)
                body = page.split('role="main"')[1].split("<footer")[0]
                text = html.unescape(re.sub(r"<[^>]*>", "", body))
                self.assertIn(rule["summary"].replace("`", ""), text)
                for key in ("severity", "category", "status"):
                    self.assertRegex(text, rf"(?i){key}\n{rule[key]}\b")
                for upstream in rule["upstream"]:
                    self.assertIn(upstream, text)
                # Nothing of the card is lost, and no Markdown is left.
                for heading in re.findall(r"(?m)^## (.*)", rule["card"]):
                    self.assertIn(f"{heading}</h2>", page)
                self.assertEqual(body.count("<pre>"), rule["card"].count("\n```") // 2)
                self.assertNotIn("```", body)
                self.assertNotRegex(text, r"\]\(\S+\)")

    def test_indexes_lead_to_every_rule(self):
        for card in pages.cards():
            family, name = card.path.split("/")[1:]
            self.assertIn(f'href="{name[:-3]}.html"', self.page(f"rules/{family}/index.html"))
            self.assertIn(f'href="{family}/index.html"', self.page("rules/index.html"))

    def test_a_search_finds_a_rule_by_code_and_name(self):
        entries = json.loads(self.page("search/search_index.json"))["docs"]
        titles = {it["location"]: it["title"] for it in entries}
        self.assertEqual(titles["rules/dl/DL3059.html"], "DL3059 consecutive-run")

    def test_lists_and_tables_are_such(self):
        """GitHub needs no empty line in front of them, MkDocs does."""
        for path in self.site.rglob("*.html"):
            text = path.read_text("utf-8")
            self.assertNotRegex(text, r"<p>[^<]*\n(- |\| |\d+\. )", path)

    def test_links_and_anchors_lead_somewhere(self):
        """Also those in the pages that MkDocs does not see as Markdown files."""
        texts = {path: path.read_text("utf-8") for path in self.site.rglob("*.html")}
        anchors = {path: set(re.findall(r'\bid="([^"]*)"', text)) for path, text in texts.items()}
        for path, text in texts.items():
            if path.name == "404.html":
                continue
            for link in re.findall(r'\b(?:href|src)="([^"]*)"', text):
                place, _, anchor = html.unescape(link).partition("#")
                if re.match(r"[a-z]+:", place):
                    self.assertTrue(place.startswith("https://"), link)
                    continue
                target = (path.parent / place).resolve() if place else path
                self.assertTrue(target.exists(), f"{path}: {link}")
                if anchor and target in anchors:
                    self.assertIn(anchor, anchors[target], f"{path}: {link}")

    def test_it_needs_nothing_from_elsewhere(self):
        """Scripts, styles and pictures are its own."""
        for path in self.site.rglob("*.html"):
            loading = r'<(?:script|link|img)[^>]*(?:src|href)="(https?:[^"]*)"'
            self.assertEqual(re.findall(loading, self.page(path)), [], path)


class Pages(unittest.TestCase):
    def test_a_link_is_led_to_the_page_of_the_site(self):
        for path, link, wanted in [
            ("docs/suppression.md", "../rules/dx/DX0003.md", "rules/dx/DX0003.md"),
            ("docs/decisions/0002-dependencies.md", "0006-shell-linter.md", "0006-shell-linter.md"),
            ("rules/dl/DL3059.md", "../../docs/output.md#sarif", "../../output.md#sarif"),
            ("README.md", "rules/README.md", "rules/index.md"),
            ("README.md", "docs/site/screenshot.svg", "site/screenshot.svg"),
            ("README.md", "LICENSE-MIT", f"{pages.REPOSITORY}/blob/main/LICENSE-MIT"),
            ("docs/ARCHITECTURE.md", "../src", f"{pages.REPOSITORY}/tree/main/src"),
            ("README.md", "https://docs.docker.com/", "https://docs.docker.com/"),
            ("README.md", "#install", "#install"),
        ]:
            with self.subTest(link):
                self.assertEqual(pages.relinked(f"[`a`]({link})", path), f"[`a`]({wanted})")

    def test_code_is_left_alone(self):
        self.assertEqual(pages.relinked("`[a](b.md)`", "README.md"), "`[a](b.md)`")

    def test_captions_say_what_words_behind_a_fence_mean(self):
        page = pages.converted("```yaml bad line=3,5\na: b\n```\n", "rules/cp/CP1001.md")
        self.assertIn("Reported, lines 3, 5", page)
        self.assertIn('```yaml hl_lines="3 5"\na: b\n```', page)


if __name__ == "__main__":
    unittest.main()
