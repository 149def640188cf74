"""The language server, in sessions of a real client over standard input and output."""

import json
import random
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from client import Client, applied, place, span, units
from support import binary

BAD = "FROM debian\nUSER 1000\n"
RELATED = {"textDocument": {"publishDiagnostics": {"relatedInformation": True}}}
MARKDOWN = {"textDocument": {"hover": {"contentFormat": ["markdown"]}}}
VERSIONED = {"workspace": {"workspaceEdit": {"documentChanges": True}}}
WATCHING = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}
BYTES = {"general": {"positionEncodings": ["utf-8", "utf-16"]}}


# 25 lines as people write them.
STAGE = """\
FROM debian:12-slim AS stage{n}
WORKDIR /src/{n}
ARG VERSION=1.{n}
ENV NAME=value \\
    OTHER=$VERSION
RUN apt-get update \\
    && apt-get install -y --no-install-recommends \\
        ca-certificates=2023* \\
        curl=7.88* \\
        git=1:2.39* \\
    && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \\
    npm ci && \\
    npm run build -- --out "dist/$VERSION"
COPY . .
RUN set -eux; \\
    for file in *.tar; do \\
        tar -xf "$file" -C /opt; \\
    done
# What the service needs at run time.
EXPOSE 8080
USER 1000
CMD ["node", "server.js"]

"""


class Session(unittest.TestCase):
    """A folder, and clients that work in it."""

    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name).resolve()
        # It ends the search for a configuration.
        (self.folder / ".git").mkdir()

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def client(self, *arguments, **capabilities):
        client = self.stranger(*arguments, **capabilities)
        client.start()
        return client

    def stranger(self, *arguments, **capabilities):
        """A client that has not said hello."""
        client = Client(self.folder, arguments, **capabilities)
        self.addCleanup(client.end)
        return client

    def leave(self, client):
        self.assertEqual(client.stop(), 0)


class Life(Session):
    """How a session begins and ends."""

    def test_what_the_server_can(self):
        client = self.stranger()
        answer = client.start()
        self.assertEqual(answer["serverInfo"]["name"], "plimsoll")
        can = answer["capabilities"]
        self.assertEqual(can["positionEncoding"], "utf-16")
        self.assertEqual(can["textDocumentSync"]["change"], 2)
        self.assertTrue(can["textDocumentSync"]["openClose"])
        self.assertTrue(can["hoverProvider"])
        self.assertIn("quickfix", can["codeActionProvider"]["codeActionKinds"])
        self.assertEqual(client.stop(), 0)

    def test_bytes_are_counted_if_they_are_offered(self):
        client = self.stranger(**BYTES)
        self.assertEqual(client.start()["capabilities"]["positionEncoding"], "utf-8")
        self.assertEqual(client.stop(), 0)

    def test_order_of_the_conversation(self):
        client = self.stranger()
        code = lambda answer: answer["error"]["code"]
        self.assertEqual(code(client.request("textDocument/hover", {})), -32002)
        client.open("Dockerfile", BAD)
        client.start()
        self.assertEqual(code(client.request("initialize", {})), -32600)
        self.assertEqual(code(client.request("textDocument/definition", {})), -32601)
        self.assertEqual(code(client.request("textDocument/hover", {"a": 1})), -32602)
        self.assertEqual(code(client.request("textDocument/codeAction", None)), -32602)
        client.notify("$/setTrace", {"value": "off"})
        client.notify("no/such/thing", [1])
        client.notify("textDocument/didOpen", {"textDocument": 1})
        client.notify("textDocument/didChange", {"textDocument": {"uri": "file:///no"}})
        # What came before the beginning counts for nothing.
        self.assertIsNone(client.diagnostics("Dockerfile"))
        self.assertIsNone(client.request("shutdown")["result"])
        self.assertEqual(code(client.request("textDocument/hover", {})), -32600)
        client.notify("exit")
        self.assertEqual(client.leave(), 0)

    def test_leaving_without_a_word_is_no_success(self):
        client = self.client()
        client.notify("exit")
        self.assertEqual(client.leave(), 1)
        self.assertEqual(self.client().leave(), 1)
        client = self.stranger()
        client.notify("exit")
        self.assertEqual(client.leave(), 1)

    def test_requests_can_be_cancelled(self):
        client = self.client()
        # While this is checked, what follows waits.
        client.open("Dockerfile", "FROM debian\n" + "RUN cd /x && echo $y\n" * 3000)
        hover = {"textDocument": {"uri": client.uri("Dockerfile")}, "position": place(0, 6)}
        frames = client.frame({"id": "a", "method": "textDocument/hover", "params": hover})
        frames += client.frame({"id": "b", "method": "textDocument/hover", "params": hover})
        frames += client.frame({"method": "$/cancelRequest", "params": {"id": "b"}})
        client.write(frames)
        self.assertIsNotNone(client.answer("a")["result"])
        answer = client.answer("b")
        self.assertEqual(answer["error"]["code"], -32800, answer)
        # One that was answered already cannot.
        client.notify("$/cancelRequest", {"id": "a"})
        self.leave(client)

    def test_malformed_messages_end_nothing(self):
        client = self.client()
        for data, code in [
            (b"Content-Length: 9\r\n\r\n{no json}", -32700),
            (b"Content-Length: 2\r\n\r\n[]", -32600),
            (b'Content-Length: 24\r\n\r\n{"jsonrpc":"2.0","id":7}', -32600),
            (b"Content-Length: 2\r\n\r\n\xff\xfe", -32700),
            (b"Content-Length: many\r\n\r\n", -32600),
            (b"hello there\r\n\r\n", -32600),
        ]:
            client.write(data)
            client.settle()
            answer = client.asked.pop()
            self.assertEqual(answer["error"]["code"], code, data)
            self.assertEqual(answer["id"], 7 if b"7}" in data else None)
        deep = b'{"method":' + b"[" * 100_000
        client.write(b"Content-Length: %d\r\n\r\n%s" % (len(deep), deep))
        client.open("Dockerfile", BAD)
        self.assertEqual(client.codes("Dockerfile"), ["DL3006"])
        self.leave(client)

    def test_option_that_editors_give(self):
        client = self.client("--stdio")
        client.open("Dockerfile", BAD)
        self.assertEqual(client.codes("Dockerfile"), ["DL3006"])
        self.leave(client)


class Diagnostics(Session):
    """What is shown of documents."""

    def test_all_parts(self):
        client = self.client()
        client.open("Dockerfile", BAD, version=4)
        (found,) = client.diagnostics("Dockerfile")
        self.assertEqual(client.shown[client.uri("Dockerfile")][0]["version"], 4)
        self.assertEqual(found["range"], span(0, 5, 0, 11))
        self.assertEqual(found["severity"], 2)
        self.assertEqual((found["source"], found["code"]), ("plimsoll", "DL3006"))
        self.assertRegex(found["codeDescription"]["href"], r"^https://.*DL3006")
        self.assertEqual(
            found["message"].split("\n"),
            ["image `debian` has no tag", "help: name the version, as in `debian:12`"],
        )
        self.assertEqual(found["data"]["name"], "untagged-image")
        self.assertEqual(found["data"]["level"], "warning")
        self.leave(client)

    def test_severities(self):
        client = self.client()
        text = "FROM debian\nMAINTAINER x\nRUN a\nRUN b\nFROM a as B\n"
        client.open("Dockerfile", text)
        found = {it["data"]["level"]: it["severity"] for it in client.diagnostics("Dockerfile")}
        want = {"error": 1, "warning": 2, "info": 3, "style": 4}
        self.assertGreaterEqual(want.items(), found.items())
        self.assertGreaterEqual(len(found), 3)
        self.leave(client)

    def test_same_findings_as_on_the_command_line(self):
        text = "FROM debian\r\n# 😀\r\nRUN echo '😀ä' && sudo x && cd y\r\nADD a b c\r\nADD a b\r\n"
        self.write("Dockerfile", text)
        run = [binary(), "--format", "json", "Dockerfile"]
        output = subprocess.run(run, cwd=self.folder, capture_output=True).stdout
        lines = text.split("\n")

        def at(line, column):
            return place(line - 1, units(lines[line - 1][: column - 1]))

        want = [
            (it["code"], at(it["line"], it["column"]), at(it["end_line"], it["end_column"]))
            for it in json.loads(output)
        ]
        client = self.client()
        client.open("Dockerfile", text)
        got = [
            (it["code"], it["range"]["start"], it["range"]["end"])
            for it in client.diagnostics("Dockerfile")
        ]
        self.assertGreater(len(got), 3)
        self.assertEqual(got, want)
        self.leave(client)

    def test_columns_behind_astral_characters(self):
        text = "FROM a:1\nRUN echo 😀 && sudo x\n"
        for capabilities, column in [({}, 15), (BYTES, 17)]:
            client = self.client(**capabilities)
            client.open("Dockerfile", text)
            found = [it for it in client.diagnostics("Dockerfile") if it["code"] == "DL3004"]
            self.assertEqual(found[0]["range"]["start"], place(1, column))
            self.leave(client)

    def test_other_places(self):
        text = "FROM a:1 AS x\nFROM a:1 AS x\n"
        client = self.client(**RELATED)
        client.open("Dockerfile", text)
        (found,) = client.diagnostics("Dockerfile")
        (label,) = found["relatedInformation"]
        self.assertEqual(label["location"]["uri"], client.uri("Dockerfile"))
        self.assertEqual(label["location"]["range"], span(0, 12, 0, 13))
        self.assertTrue(label["message"])
        self.leave(client)
        client = self.client()
        client.open("Dockerfile", text)
        self.assertNotIn("relatedInformation", client.diagnostics("Dockerfile")[0])
        self.leave(client)

    def test_languages_and_names(self):
        compose = "services:\n  web:\n    image: nginx\n"
        client = self.client()
        for name, language, text, want in [
            ("any", "dockerfile", BAD, ["DL3006"]),
            ("Dockerfile.dev", "plaintext", BAD, ["DL3006"]),
            ("x.yaml", "dockercompose", compose, ["CP2024"]),
            ("y.yaml", "yaml.docker-compose", compose, ["CP2024"]),
            ("compose.dev.yaml", "yaml", compose, ["CP2024"]),
            ("config.yaml", "yaml", compose, None),
            ("Dockerfile.j2", "dockerfile", BAD, None),
            ("notes.txt", "plaintext", BAD, None),
        ]:
            client.open(name, text, language)
            shown = client.diagnostics(name)
            codes = shown and [it["code"] for it in shown]
            self.assertEqual(codes, want, name)
        self.leave(client)

    def test_documents_that_are_no_files(self):
        client = self.client()
        uri = "untitled:Untitled-1"
        client.open("", BAD, uri=uri)
        self.assertEqual([it["code"] for it in client.diagnostics("", uri)], ["DL3006"])
        self.leave(client)

    def test_odd_names(self):
        client = self.client()
        name = "ä b/😀 [1]#?%/Dockerfile"
        self.write("ä b/.plimsoll.yaml", "ignore: [DL3006]\n")
        self.write(name, BAD)
        client.open(name, "FROM debian\nMAINTAINER x\n")
        self.assertEqual(client.codes(name), ["DL4000"])
        self.leave(client)

    def test_many_documents(self):
        client = self.client()
        for number in range(200):
            bad = "FROM debian\n" if number % 2 else "FROM debian:12\n"
            client.open(f"{number}/Dockerfile", "# x\n" * number + bad)
        client.settle()
        for number in range(200):
            shown = client.diagnostics(f"{number}/Dockerfile")
            lines = [it["range"]["start"]["line"] for it in shown]
            self.assertEqual(lines, [number] if number % 2 else [])
        self.leave(client)

    def test_odd_texts(self):
        client = self.client()
        texts = ["", "\0", "\ufeffFROM debian\n", "\r", "RUN <<E\n" * 50, "FROM a\\\n" * 999]
        for number, text in enumerate(texts):
            for language in ["dockerfile", "dockercompose"]:
                name = f"{number}.{language}"
                client.open(name, text, language)
                self.assertIsNotNone(client.diagnostics(name), text[:20])
        self.leave(client)


class Changes(Session):
    """What happens as documents change."""

    def test_ranges_and_whole_texts(self):
        client = self.client()
        client.open("Dockerfile", "FROM debian:12\r\nRUN echo 😀 ä\r\nUSER 1000\r\n")
        self.assertEqual(client.codes("Dockerfile"), [])
        client.change("Dockerfile", [{"range": span(0, 11, 0, 14), "text": ""}], 2)
        self.assertIn("DL3006", client.codes("Dockerfile"))
        client.change("Dockerfile", [{"range": span(1, 12, 1, 13), "text": "; sudo"}], 3)
        self.assertIn("DL3004", client.codes("Dockerfile"))
        # In one message each change is about the text after the one before.
        changes = [
            {"range": span(0, 11, 0, 11), "text": ":12\n"},
            {"range": span(2, 0, 3, 0), "text": ""},
            {"range": span(1, 0, 1, 0), "text": "RUN a\r\n"},
        ]
        client.change("Dockerfile", changes, 4)
        self.assertNotIn("DL3006", client.codes("Dockerfile"))
        self.assertNotIn("DL3004", client.codes("Dockerfile"))
        self.assertEqual(client.shown[client.uri("Dockerfile")][-1]["version"], 4)
        client.change("Dockerfile", [{"text": BAD}], 5)
        self.assertEqual(client.codes("Dockerfile"), ["DL3006"])
        client.close("Dockerfile")
        self.assertEqual(client.diagnostics("Dockerfile"), [])
        self.leave(client)

    def test_a_series_of_edits_is_as_good_as_a_new_document(self):
        dice = random.Random(7)
        pieces = ["😀", "ä", "\r\n", "\n", "RUN sudo ", "FROM a", " \\\n", "&& cd /x ", '"', " ", "<<E"]
        client = self.client()
        for name, language, text in [
            ("Dockerfile", "dockerfile", "FROM debian\r\nRUN echo 😀 && sudo x\r\nADD a b\r\n"),
            ("x.yaml", "dockercompose", "services:\n  a:\n    image: b # 😀\n    ports: [80:80]\n"),
        ]:
            client.open(name, text, language)
            for version in range(2, 62):
                changes = []
                for _ in range(dice.randint(1, 3)):
                    start = dice.randint(0, len(text))
                    end = min(len(text), start + dice.choice([0, 0, 1, 2, 9]))
                    # No client edits between the two halves of a line break.
                    if text[start - 1 : start + 1] == "\r\n" or text[end - 1 : end + 1] == "\r\n":
                        continue
                    new = dice.choice(pieces)
                    changes.append({"range": self.range_of(text, start, end), "text": new})
                    text = text[:start] + new + text[end:]
                client.change(name, changes, version)
                got = client.diagnostics(name)
                other = self.folder / f"{version}" / name
                client.open("", text, language, uri=other.as_uri())
                want = client.diagnostics("", other.as_uri())
                self.assertEqual(got, want, repr(text))
        self.leave(client)

    @staticmethod
    def range_of(text, start, end):
        def at(offset):
            before = text[:offset]
            return place(before.count("\n"), units(before.rsplit("\n", 1)[-1]))

        return {"start": at(start), "end": at(end)}

    def test_a_change_is_answered_at_once(self):
        text = "".join(STAGE.format(n=number) for number in range(40))
        self.assertEqual(text.count("\n"), 1000)
        client = self.client()
        client.open("Dockerfile", text)
        client.settle()
        before, times = client.seconds(), []
        for version in range(2, 42):
            began = time.perf_counter()
            change = {"range": span(500, 0, 500, 0), "text": "#"}
            client.change("Dockerfile", [change], version)
            client.settle()
            times.append(time.perf_counter() - began)
            self.assertEqual(client.shown[client.uri("Dockerfile")][-1]["version"], version)
        # Others may keep the machine busy: what counts is the time of the processor, if known.
        spent = min(times) if before is None else (client.seconds() - before) / len(times)
        print(f"\n1,000 lines: answered in {min(times) * 1000:.1f} ms, {spent * 1000:.1f} of work")
        if binary().parent.name != "debug":
            self.assertLess(spent, 0.05)
        self.leave(client)


class Hover(Session):
    """Cards."""

    def test_card_of_a_finding(self):
        client = self.client(**MARKDOWN)
        client.open("Dockerfile", BAD)
        shown = client.hover("Dockerfile", 0, 7)
        self.assertEqual(shown["range"], span(0, 5, 0, 11))
        self.assertEqual(shown["contents"]["kind"], "markdown")
        text = shown["contents"]["value"]
        self.assertRegex(text, r"^### \[DL3006\]\(https://.*\) untagged-image\n")
        self.assertIn("#### Why it matters", text)
        self.assertIn("```dockerfile\n", text)
        self.assertNotRegex(text, r"\]\([^h]")
        self.assertIsNone(client.hover("Dockerfile", 0, 2))
        self.assertIsNone(client.hover("Dockerfile", 1, 2))
        self.leave(client)

    def test_card_of_a_rule_that_a_comment_names(self):
        client = self.client()
        client.open("Dockerfile", "# plimsoll ignore=sudo,DL3006 why\nFROM debian\n")
        for column, code in [(19, "DL3004"), (27, "DL3006")]:
            shown = client.hover("Dockerfile", 0, column)
            self.assertEqual(shown["contents"]["kind"], "plaintext")
            self.assertTrue(shown["contents"]["value"].startswith(code))
        self.assertIsNone(client.hover("Dockerfile", 0, 4))
        self.leave(client)


class Actions(Session):
    """Fixes, and comments that ignore."""

    def by_title(self, actions):
        return {it["title"]: it for it in actions}

    def edits(self, client, action):
        return action["edit"]["changes"][client.uri(self.name)]

    def test_fixes(self):
        self.name = "Dockerfile"
        text = "FROM debian:12\nRUN apt-get install curl=1 😀 && sudo x\n"
        client = self.client()
        client.open("Dockerfile", text)
        found = {it["code"]: it for it in client.diagnostics("Dockerfile")}
        actions = self.by_title(client.actions("Dockerfile", place(1, 6)))
        safe = actions["Add `-y` (DL3014)"]
        self.assertEqual(safe["kind"], "quickfix")
        self.assertTrue(safe["isPreferred"])
        self.assertEqual(safe["diagnostics"], [found["DL3014"]])
        risky = actions["Add `--no-install-recommends` (DL3015)"]
        self.assertNotIn("isPreferred", risky)
        fixed = applied(text, self.edits(client, safe))
        self.assertIn("apt-get install -y curl=1 😀", fixed)
        client.change("Dockerfile", [{"text": fixed}], 2)
        self.assertNotIn("DL3014", client.codes("Dockerfile"))
        # Behind the astral character.
        at = found["DL3004"]["range"]["start"]
        action = self.by_title(client.actions("Dockerfile", place(1, at["character"] + 3)))
        fixed = applied(fixed, self.edits(client, action["Delete `sudo` (DL3004)"]))
        self.assertTrue(fixed.endswith("😀 && x\n"), fixed)
        self.leave(client)

    def test_diagnostics_that_the_client_names(self):
        client = self.client()
        client.open("Dockerfile", "FROM debian:12\nRUN apt-get install curl=1\n")
        found = client.diagnostics("Dockerfile")
        self.assertEqual(client.actions("Dockerfile", place(0, 0)), [])
        actions = client.actions("Dockerfile", place(0, 0), diagnostics=found)
        self.assertIn("Add `-y` (DL3014)", self.by_title(actions))
        foreign = [{**found[0], "code": "X1"}]
        self.assertEqual(client.actions("Dockerfile", place(0, 0), diagnostics=foreign), [])
        self.leave(client)

    def test_kinds(self):
        self.name = "Dockerfile"
        text = "FROM debian:12\nRUN apt-get install curl=1\nMAINTAINER 😀\n"
        client = self.client()
        client.open("Dockerfile", text)
        ask = lambda only: client.actions("Dockerfile", place(1, 6), only=only)
        self.assertEqual(ask(["refactor"]), [])
        self.assertTrue(ask(["quickfix"]))
        self.assertEqual({it["kind"] for it in ask([""])}, {"quickfix", "source.fixAll"})
        (action,) = ask(["source.fixAll"])
        fixed = applied(text, self.edits(client, action))
        self.assertIn("install -y", fixed)
        self.assertTrue(fixed.endswith('LABEL org.opencontainers.image.authors="😀"\n'), fixed)
        self.leave(client)

    def test_edits_for_a_version(self):
        client = self.client(**VERSIONED)
        client.open("Dockerfile", BAD, version=9)
        for action in client.actions("Dockerfile", place(0, 6)):
            (change,) = action["edit"]["documentChanges"]
            document = {"uri": client.uri("Dockerfile"), "version": 9}
            self.assertEqual(change["textDocument"], document)
        self.leave(client)

    def test_ignore_here(self):
        client = self.client()
        block = (
            "services:\n  a:\n    image: b:1\n    healthcheck:\n"
            "      test: |\n        cd /x\n        echo $$y\n"
        )
        for number, (language, text, code, line, want) in enumerate(
            [
                ("dockerfile", BAD, "DL3006", 0, "# plimsoll ignore=DL3006\n" + BAD),
                (
                    "dockerfile",
                    "FROM a:1\r\n  RUN x && \\\r\n    sudo y\r\n",
                    "DL3004",
                    2,
                    "FROM a:1\r\n  # plimsoll ignore=DL3004\r\n  RUN x && \\\r\n    sudo y\r\n",
                ),
                (
                    "dockerfile",
                    "\ufeff# syntax=docker/dockerfile:1\nFROM a:1\nRUN <<E\nsudo y\nE\n",
                    "DL3004",
                    3,
                    None,
                ),
                (
                    "dockerfile",
                    "FROM a:1\nRUN echo $x\n",
                    "SC2086",
                    1,
                    "FROM a:1\n# plimsoll ignore=SC2086\nRUN echo $x\n",
                ),
                (
                    "dockercompose",
                    "services:\n  a:\n    image: nginx\n",
                    "CP2024",
                    2,
                    "services:\n  a:\n    # plimsoll ignore=CP2024\n    image: nginx\n",
                ),
                (
                    "dockercompose",
                    block,
                    "SC2164",
                    5,
                    block.replace("      test", "      # plimsoll ignore=SC2164\n      test"),
                ),
            ]
        ):
            self.name = f"{number}.x"
            client.open(self.name, text, language)
            shown = client.diagnostics(self.name)
            found = [it for it in shown if it["code"] == code]
            self.assertTrue(found, f"no {code} in {text!r}: {client.codes(self.name)}")
            found = found[0]
            self.assertEqual(found["range"]["start"]["line"], line)
            actions = client.actions(self.name, found["range"]["start"], found["range"]["end"])
            action = self.by_title(actions)[f"Ignore {code} here"]
            self.assertEqual(action["kind"], "quickfix")
            self.assertNotIn("isPreferred", action)
            fixed = applied(text, self.edits(client, action))
            if want is not None:
                self.assertEqual(fixed, want)
            client.change(self.name, [{"text": fixed}], 2)
            self.assertNotIn(code, client.codes(self.name))
        self.leave(client)

    def test_nothing_is_ignored_where_comments_count_for_nothing(self):
        self.write(".plimsoll.yaml", "inline-ignores: false\n")
        client = self.client()
        client.open("Dockerfile", BAD)
        self.assertEqual(client.codes("Dockerfile"), ["DL3006"])
        self.assertEqual(client.actions("Dockerfile", place(0, 6)), [])
        self.leave(client)


class Configuration(Session):
    """`.plimsoll.yaml`, as the command line finds it."""

    def test_the_nearest_file_counts(self):
        self.write(".plimsoll.yaml", "severity:\n  DL3006: error\n")
        self.write("sub/.plimsoll.yaml", "ignore: [DL3006]\n")
        client = self.client()
        client.open("Dockerfile", BAD)
        client.open("sub/Dockerfile", BAD)
        client.open("sub/deep/Dockerfile", BAD)
        self.assertEqual(client.diagnostics("Dockerfile")[0]["severity"], 1)
        self.assertEqual(client.codes("sub/Dockerfile"), [])
        self.assertEqual(client.codes("sub/deep/Dockerfile"), [])
        self.leave(client)

    def test_it_is_read_anew(self):
        for tell in [
            ("workspace/didChangeConfiguration", {"settings": None}),
            ("workspace/didChangeWatchedFiles", {"changes": []}),
            ("textDocument/didSave", {"textDocument": {"uri": "file:///x"}}),
        ]:
            self.write(".plimsoll.yaml", "{}\n")
            client = self.client()
            client.open("Dockerfile", BAD)
            self.assertEqual(client.codes("Dockerfile"), ["DL3006"])
            self.write(".plimsoll.yaml", "ignore: [DL3006]\n")
            client.notify(*tell)
            self.assertEqual(client.codes("Dockerfile"), [], tell)
            self.leave(client)

    def test_files_are_watched_if_the_client_can(self):
        client = self.client(**WATCHING)
        client.settle()
        (asked,) = client.asked
        self.assertEqual(asked["method"], "client/registerCapability")
        (registration,) = asked["params"]["registrations"]
        self.assertEqual(registration["method"], "workspace/didChangeWatchedFiles")
        self.assertTrue(registration["registerOptions"]["watchers"])
        client.write(client.frame({"id": asked["id"], "result": None}))
        self.leave(client)

    def test_a_wrong_one_is_told_and_can_be_mended(self):
        client = self.client()
        client.open("Dockerfile", BAD)
        self.write(".plimsoll.yaml", "ignroe: []\n")
        client.notify("workspace/didChangeConfiguration", {"settings": None})
        (found,) = client.diagnostics("Dockerfile")
        self.assertEqual(found["severity"], 1)
        self.assertIn("did you mean `ignore`?", found["message"])
        self.assertIn(".plimsoll.yaml:1:1", found["message"])
        self.assertIsNone(client.hover("Dockerfile", 0, 6))
        self.write(".plimsoll.yaml", "")
        client.notify("workspace/didChangeConfiguration", {"settings": None})
        self.assertEqual(client.codes("Dockerfile"), ["DL3006"])
        self.leave(client)

    def test_what_it_leaves_out(self):
        self.write(".plimsoll.yaml", "exclude: [vendor/]\n")
        client = self.client()
        client.open("vendor/Dockerfile", BAD)
        client.open("Dockerfile", BAD)
        self.assertFalse(client.codes("vendor/Dockerfile"))
        self.assertEqual(client.codes("Dockerfile"), ["DL3006"])
        self.leave(client)

    def test_options(self):
        self.write("other.yaml", "ignore: [DL3006]\n")
        client = self.client("--config", str(self.folder / "other.yaml"))
        client.open("Dockerfile", BAD)
        self.assertEqual(client.codes("Dockerfile"), [])
        self.leave(client)


class Projects(Session):
    """Files that belong together."""

    def test_open_texts_go_before_those_on_the_disk(self):
        self.write("Dockerfile", "FROM a:1\nCOPY secret /x\n")
        self.write(".dockerignore", "")
        client = self.client()
        client.open("Dockerfile", "FROM a:1\nCOPY secret /x\n")
        self.assertNotIn("DX2009", client.codes("Dockerfile"))
        client.open(".dockerignore", "secret\n", "ignore")
        self.assertIn("DX2009", client.codes("Dockerfile"))
        client.close(".dockerignore")
        self.assertNotIn("DX2009", client.codes("Dockerfile"))
        self.leave(client)

    def test_a_compose_file_leads_to_others(self):
        main = "include: [other.yaml]\nservices:\n  a:\n    image: b:1\n    ports: ['8080:80']\n"
        other = "services:\n  c:\n    image: d:1\n    ports: ['8080:80']\n"
        self.write("other.yaml", other)
        client = self.client(**RELATED)
        client.open("compose.yaml", main, "dockercompose")
        (found,) = [it for it in client.diagnostics("compose.yaml") if it["code"] == "CP1215"]
        (label,) = found["relatedInformation"]
        self.assertEqual(label["location"]["uri"], client.uri("other.yaml"))
        self.assertEqual(label["location"]["range"]["start"], place(3, 12))
        # What is open goes before what is on the disk, and comes back when it is closed.
        free = other.replace("8080", "9090")
        client.open("other.yaml", free, "yaml")
        self.assertNotIn("CP1215", client.codes("compose.yaml"))
        client.change("other.yaml", [{"text": other}], 2)
        self.assertIn("CP1215", client.codes("compose.yaml"))
        client.change("other.yaml", [{"text": free}], 3)
        self.assertNotIn("CP1215", client.codes("compose.yaml"))
        client.close("other.yaml")
        self.assertIn("CP1215", client.codes("compose.yaml"))
        self.leave(client)

    def test_a_compose_file_says_how_a_dockerfile_is_built(self):
        dockerfile = "ARG BASE\nFROM $BASE\nUSER 1\n"
        compose = "services:\n  a:\n    build:\n      context: app\n      args:\n        BASE: "
        client = self.client()
        client.open("app/Dockerfile", dockerfile)
        self.assertNotIn("DL3006", client.codes("app/Dockerfile"))
        client.open("compose.yaml", compose + "debian\n", "dockercompose")
        self.assertIn("DL3006", client.codes("app/Dockerfile"))
        client.change("compose.yaml", [{"text": compose + "debian:12\n"}], 2)
        self.assertNotIn("DL3006", client.codes("app/Dockerfile"))
        client.change("compose.yaml", [{"text": compose + "debian\n"}], 3)
        self.assertIn("DL3006", client.codes("app/Dockerfile"))
        client.close("compose.yaml")
        self.assertNotIn("DL3006", client.codes("app/Dockerfile"))
        self.leave(client)

    def test_folders_come_and_go(self):
        client = self.stranger()
        client.start(folders=[self.folder / "one", self.folder / "two"])
        self.write("two/.plimsoll.yaml", "ignore: [DL3006]\n")
        client.open("one/Dockerfile", BAD)
        client.open("two/Dockerfile", BAD)
        client.open("three/Dockerfile", BAD)
        event = {"added": [{"uri": client.uri("three"), "name": "x"}], "removed": []}
        client.notify("workspace/didChangeWorkspaceFolders", {"event": event})
        self.assertEqual(client.codes("one/Dockerfile"), ["DL3006"])
        self.assertEqual(client.codes("two/Dockerfile"), [])
        self.assertEqual(client.codes("three/Dockerfile"), ["DL3006"])
        self.leave(client)


if __name__ == "__main__":
    unittest.main()
