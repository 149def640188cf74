"""The JSON Schemas of configuration and output say what the program does."""

import concurrent.futures
import json
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import jsonschema
import yaml

from support import binary, root

sys.path.insert(0, str(root() / "docs" / "site"))
import pages  # noqa: E402

CONFIG = json.loads((root() / "docs/config.schema.json").read_text())
OUTPUT = json.loads((root() / "docs/output.schema.json").read_text())
SARIF = json.loads((root() / "tests/cases/sarif-2.1.0.schema.json").read_text())

# Configurations that are fine, and some that are not. The program and the schema agree on each.
VALID = [
    "",
    "# only a comment\n",
    "fail-on: never\n",
    "extends: [a.yaml, b.yaml]\n",
    "extends: a.yaml\n",
    "select: [all, DL, sc, security, DL3059, consecutive-run, JSONArgsRecommended]\n",
    "extend-select: [no-duplicate-container-names]\n",
    "severity: {CP: info, latest-tag: error}\n",
    "label-schema: {a.b: url}\nstrict-labels: true\n",
    "build-args: {A: '1.2', B: 1.20, C: true}\ntarget: release\ncontext: ..\n",
    "rules: {CP2023: {allow: [80, 8080]}, indentation: {width: 4, lists: flush}}\n",
    "overrides:\n- files: [a/**]\n  ignore: [DL]\n  rules: {long-syntax: {depends_on: short}}\n",
]
INVALID = [
    "nonsense: 1\n",
    "- a list\n",
    "fail-on: fatal\n",
    "preview: maybe\n",
    "exclude: vendor\n",
    "extends: {a: b}\n",
    "ignore: DL3059\n",
    "ignore: [3059]\n",
    "ignore: ['no rule of this name']\n",
    "severity: {DL3059: note}\n",
    "severity: [DL3059]\n",
    "label-schema: {a.b: number}\n",
    "build-args: {VERSION: [1.2]}\n",
    "target: [release]\n",
    "rules: {DL3059: {allow: []}}\n",
    "rules: {CP2023: {allow: [70000]}}\n",
    "rules: {CP2023: {allow: 80}}\n",
    "rules: {CP4011: {form: mapping}}\n",
    "rules: {DL3001: {allow: [vim], deny: [ssh]}}\n",
    "overrides: [{ignore: [DL]}]\n",
    "overrides: [{files: [a], select: [DL]}]\n",
    "overrides: {files: [a]}\n",
]

# Something to report in every way there is: with fixes, labels, two files, letters of two bytes.
PROJECT = {
    "Dockerfile": "FROM debian\nRUN cd /ä && sudo apt-get install x\n"
    "RUN echo é | grep $x\nmaintainer me\n",
    "compose.yaml": "services:\n  a:\n    image: nginx\n    ports: ['80:80']\n"
    "  b:\n    image: nginx:1.27\n    ports: ['80:80']\n    foo: 1\n",
}


def plimsoll(*arguments, cwd=None):
    done = subprocess.run(
        [binary(), *arguments], cwd=cwd, capture_output=True, text=True, encoding="utf-8"
    )
    if done.returncode not in (0, 1, 2):
        raise AssertionError(done.stderr)
    return done


def complaint(text):
    """What the program says about a configuration; `None` if it takes it."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("a.yaml", "b.yaml"):
            Path(folder, name).touch()
        Path(folder, "config.yaml").write_text(text, encoding="utf-8")
        done = plimsoll("config", "-c", "config.yaml", cwd=folder)
    return done.stderr if done.returncode else None


def known_keys(text):
    """The keys that the program lists where one is not known."""
    listed = re.search(r"there is no key `[^`]*`; known are (.*)", complaint(text) or "")
    return listed and set(listed[1].split(", "))


def documents(value):
    """Documents that stand behind each other, with or without NUL in between."""
    decoder, out = json.JSONDecoder(), []
    while value := value.lstrip("\0\n "):
        document, end = decoder.raw_decode(value)
        out.append(document)
        value = value[end:]
    return out


class Configuration(unittest.TestCase):
    validator = jsonschema.Draft7Validator(CONFIG)

    def test_the_schema_is_one(self):
        jsonschema.Draft7Validator.check_schema(CONFIG)

    def test_it_has_the_keys_of_the_program(self):
        self.assertEqual(known_keys("nonsense-key: 1\n"), set(CONFIG["properties"]))
        own = CONFIG["definitions"]["override"]["properties"]
        self.assertEqual(known_keys("overrides: [{nonsense-key: 1}]\n"), set(own))

    def test_it_has_the_options_of_all_rules(self):
        rules = json.loads(plimsoll("rules", "--format", "json").stdout)
        with concurrent.futures.ThreadPoolExecutor() as pool:
            found = pool.map(
                lambda rule: known_keys(f"rules: {{{rule['code']}: {{nonsense-key: 1}}}}\n"), rules
            )
        options = {rule["code"]: keys for rule, keys in zip(rules, found) if keys}
        self.assertGreater(len(options), 10)
        by_code = {rule["code"]: rule for rule in rules}
        named = CONFIG["definitions"]["options"]["properties"]
        self.assertEqual(
            set(named), {name for code in options for name in (code, by_code[code]["name"])}
        )
        for code, keys in options.items():
            with self.subTest(code):
                rule, definition = by_code[code], CONFIG["definitions"][code]
                self.assertEqual(keys, set(definition["properties"]))
                self.assertEqual(definition["title"], f"{code} {rule['name']}")
                self.assertEqual(definition["description"], rule["url"])
                self.assertEqual(named[code], {"$ref": f"#/definitions/{code}"})
                self.assertEqual(named[rule["name"]], named[code])
                card = rule["card"].split("## Options")[1]
                for key in keys:
                    self.assertIn(f"`{key}`", card)

    def test_every_option_takes_what_the_schema_says(self):
        """Each word, default and limit is taken, and what is next to it is not."""
        for code, definition in CONFIG["definitions"].items():
            for name, schema in definition.get("properties", {}).items():
                if not re.fullmatch(r"[A-Z]{2}\d{4}", code):
                    continue
                good = [schema["default"], *schema.get("enum", [])]
                good += [schema[key] for key in ("minimum", "maximum") if key in schema]
                items, bad = schema.get("items", {}), ["nonsense", {}, 1.5, [{}]]
                if "maximum" in items:
                    good.append([items["minimum"], items["maximum"]])
                    bad += [[items["minimum"] - 1], [items["maximum"] + 1]]
                for value in good + bad:
                    with self.subTest(f"{code} {name} {value}"):
                        text = json.dumps({"rules": {code: {name: value}}})
                        self.agree(text, value in good)

    def test_examples(self):
        for text, fine in [(it, True) for it in VALID] + [(it, False) for it in INVALID]:
            with self.subTest(text):
                self.agree(text, fine)

    def agree(self, text, fine):
        errors = [error.message for error in self.validator.iter_errors(yaml.safe_load(text))]
        says = complaint(text)
        self.assertEqual(not errors, fine, errors)
        self.assertEqual(says is None, fine, says)

    def test_configurations_in_cards_are_fine(self):
        count = 0
        for card in pages.cards():
            for piece in pages.pieces(card.body):
                if isinstance(piece, pages.Fence) and piece.info == "yaml config":
                    count += 1
                    with self.subTest(card.path):
                        self.validator.validate(yaml.safe_load(piece.text))
        self.assertGreater(count, 10)

    def test_every_key_is_described(self):
        for name, definition in [("the file", CONFIG), *CONFIG["definitions"].items()]:
            for key, schema in definition.get("properties", {}).items():
                with self.subTest(f"{name}: {key}"):
                    self.assertTrue({"description", "$ref"} & set(schema) or key == "files")


class Output(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        held = tempfile.TemporaryDirectory(prefix="plimsoll-output-")
        cls.addClassCleanup(held.cleanup)
        cls.folder = Path(held.name)
        (cls.folder / ".git").mkdir()
        for name, text in PROJECT.items():
            (cls.folder / name).write_text(text, encoding="utf-8")

    def output(self, form, *arguments):
        done = plimsoll("--format", form, "--extend-select", "all", *arguments, cwd=self.folder)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(done.stderr, "")
        return done.stdout

    def test_json_fits_its_schema(self):
        jsonschema.Draft202012Validator.check_schema(OUTPUT)
        findings = json.loads(self.output("json"))
        jsonschema.Draft202012Validator(OUTPUT).validate(findings)
        # The project shows all that there is.
        self.assertEqual({it["file"] for it in findings}, set(PROJECT))
        self.assertEqual({it["level"] for it in findings}, {"error", "warning", "info", "style"})
        for key in ("fixes", "labels", "help"):
            self.assertTrue(any(it[key] for it in findings), key)
        none = plimsoll("--select", "DL1000", "--format", "json", cwd=self.folder)
        self.assertEqual(json.loads(none.stdout), [])

    def test_json_that_lacks_something_does_not_fit(self):
        finding = json.loads(self.output("json"))[0]
        for key in finding:
            less = {name: value for name, value in finding.items() if name != key}
            self.assertFalse(jsonschema.Draft202012Validator(OUTPUT).is_valid([less]), key)

    def test_sarif_fits_the_schema_of_oasis(self):
        log = json.loads(self.output("sarif"))
        jsonschema.Draft7Validator(SARIF).validate(log)
        self.assertGreater(len(log["runs"][0]["results"]), 5)

    # These three have no public schema: the fields are those that the services document.

    def test_code_climate_and_gitlab(self):
        schema = {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "minLength": 1},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": "^(?!\\./)"},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": {"begin": {"type": "integer", "minimum": 1}},
                        },
                    },
                },
            },
        }
        report = json.loads(self.output("gitlab_codeclimate"))
        jsonschema.validate(report, {"type": "array", "minItems": 5, "items": schema})
        self.assertEqual(len(report), len({it["fingerprint"] for it in report}))
        text = self.output("codeclimate")
        issues = documents(text)
        self.assertEqual(text.count("\0"), len(issues))
        self.assertEqual(len(issues), len(report))
        for issue in issues:
            self.assertEqual(issue["type"], "issue")
            self.assertTrue(issue["categories"])

    def test_sonarqube(self):
        place = {"type": "integer", "minimum": 0}
        issue = {
            "type": "object",
            "required": ["ruleId", "engineId", "severity", "type", "primaryLocation"],
            "properties": {
                "severity": {"enum": ["BLOCKER", "CRITICAL", "MAJOR", "MINOR", "INFO"]},
                "type": {"enum": ["BUG", "CODE_SMELL", "VULNERABILITY"]},
                "primaryLocation": {
                    "type": "object",
                    "required": ["message", "filePath", "textRange"],
                    "properties": {
                        "textRange": {
                            "type": "object",
                            "required": ["startLine"],
                            "additionalProperties": False,
                            "properties": {
                                "startLine": {"type": "integer", "minimum": 1},
                                "endLine": place,
                                "startColumn": place,
                                "endColumn": place,
                            },
                        }
                    },
                },
            },
        }
        issues = {"type": "array", "minItems": 5, "items": issue}
        schema = {"type": "object", "required": ["issues"], "properties": {"issues": issues}}
        jsonschema.validate(json.loads(self.output("sonarqube")), schema)

    def test_codacy(self):
        found = documents(self.output("codacy"))
        schema = {
            "type": "object",
            "required": ["filename", "line", "message", "patternId"],
            "properties": {"line": {"type": "integer", "minimum": 1}},
        }
        jsonschema.validate(found, {"type": "array", "minItems": 5, "items": schema})

    def test_xml(self):
        for form, name in [("checkstyle", "checkstyle"), ("junit", "testsuites")]:
            self.assertEqual(ElementTree.fromstring(self.output(form)).tag, name)


if __name__ == "__main__":
    unittest.main()
