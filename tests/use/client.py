"""A client of the language server protocol, as small as it can be."""

import json
import os
import queue
import subprocess
import threading
from pathlib import Path

from support import binary

PATIENCE = 20


class Client:
    """A session with `plimsoll lsp` in a folder."""

    def __init__(self, folder, arguments=(), **capabilities):
        self.folder = Path(folder)
        self.process = subprocess.Popen(
            [binary(), "lsp", *arguments],
            cwd="/",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.inbox = queue.Queue()
        self.shown = {}
        self.asked = []
        self.last = 0
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()
        self.capabilities = capabilities

    def start(self, folders=None):
        """Says hello, and gives the answer."""
        folders = [self.folder] if folders is None else folders
        listed = [{"uri": Path(it).as_uri(), "name": "x"} for it in folders]
        params = {
            "processId": None,
            "rootUri": None,
            "capabilities": self.capabilities,
            "workspaceFolders": listed,
        }
        answer = self.request("initialize", params)["result"]
        self.notify("initialized", {})
        return answer

    def _listen(self):
        out = self.process.stdout
        while True:
            length = None
            while line := out.readline():
                if line == b"\r\n":
                    break
                name, value = line.decode().strip().split(": ")
                assert name == "Content-Length", line
                length = int(value)
            if length is None:
                self.inbox.put(None)
                return
            self.inbox.put(json.loads(out.read(length)))

    def write(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    @staticmethod
    def frame(message):
        body = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode()
        return b"Content-Length: %d\r\n\r\n" % len(body) + body

    def notify(self, method, params=None):
        self.write(self.frame({"method": method, "params": params}))

    def ask(self, method, params=None):
        """Sends a request, and gives its number."""
        self.last += 1
        self.write(self.frame({"id": self.last, "method": method, "params": params}))
        return self.last

    def request(self, method, params=None):
        return self.answer(self.ask(method, params))

    def answer(self, number):
        """The answer to a request. What comes before is noted."""
        for message in self.asked:
            if message.get("id") == number and "method" not in message:
                self.asked.remove(message)
                return message
        while True:
            message = self.inbox.get(timeout=PATIENCE)
            assert message is not None, "the server has ended: " + self.errors()
            assert message["jsonrpc"] == "2.0"
            if "method" not in message and message["id"] == number:
                return message
            self._note(message)

    def _note(self, message):
        if message.get("method") == "textDocument/publishDiagnostics":
            params = message["params"]
            self.shown.setdefault(params["uri"], []).append(params)
        else:
            self.asked.append(message)

    def errors(self):
        self.process.kill()
        return self.process.stderr.read().decode()

    def settle(self):
        """Waits until all that was sent is dealt with."""
        params = {"textDocument": {"uri": "file:///none"}, "position": place(0, 0)}
        assert self.request("textDocument/hover", params)["result"] is None

    # Documents

    def uri(self, name):
        return (self.folder / name).as_uri()

    def open(self, name, text, language="dockerfile", version=1, uri=None):
        item = {
            "uri": uri or self.uri(name),
            "languageId": language,
            "version": version,
            "text": text,
        }
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, name, changes, version):
        document = {"uri": self.uri(name), "version": version}
        params = {"textDocument": document, "contentChanges": changes}
        self.notify("textDocument/didChange", params)

    def close(self, name):
        self.notify("textDocument/didClose", {"textDocument": {"uri": self.uri(name)}})

    def diagnostics(self, name, uri=None):
        """What is shown of a document by now."""
        self.settle()
        shown = self.shown.get(uri or self.uri(name))
        return shown[-1]["diagnostics"] if shown else None

    def codes(self, name):
        return [it.get("code") for it in self.diagnostics(name) or []]

    def hover(self, name, line, column):
        document = {"uri": self.uri(name)}
        params = {"textDocument": document, "position": place(line, column)}
        return self.request("textDocument/hover", params)["result"]

    def actions(self, name, start, end=None, only=None, diagnostics=()):
        context = {"diagnostics": list(diagnostics)}
        if only is not None:
            context["only"] = only
        params = {
            "textDocument": {"uri": self.uri(name)},
            "range": {"start": start, "end": end or start},
            "context": context,
        }
        return self.request("textDocument/codeAction", params)["result"]

    # The end

    def stop(self):
        """Leaves as one should, and gives the status of the server."""
        answer = self.request("shutdown")
        assert "result" in answer and answer["result"] is None, answer
        self.notify("exit")
        return self.leave()

    def leave(self):
        """Hangs up, and gives the status of the server, which has said nothing to stderr."""
        self.process.stdin.close()
        status = self.process.wait(timeout=PATIENCE)
        errors = self.process.stderr.read().decode()
        self.end()
        assert not errors, errors
        return status

    def end(self):
        """Ends what has not ended."""
        self.process.kill()
        self.process.wait()
        self.listener.join()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            stream.close()

    def seconds(self):
        """The processor time that the server has taken; none where that cannot be told."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            return None
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def place(line, column):
    return {"line": line, "character": column}


def span(start_line, start, end_line, end):
    return {"start": place(start_line, start), "end": place(end_line, end)}


def units(text):
    """Columns of a text as they are counted by default."""
    return len(text.encode("utf-16-le")) // 2


def applied(text, edits):
    """A text after edits that do not touch each other."""
    lines = text.split("\n")

    def offset(at):
        line = lines[at["line"]].encode("utf-16-le")
        column = line[: at["character"] * 2].decode("utf-16-le")
        return sum(len(it) + 1 for it in lines[: at["line"]]) + len(column)

    for edit in sorted(edits, key=lambda it: offset(it["range"]["start"]), reverse=True):
        start, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        text = text[:start] + edit["newText"] + text[end:]
    return text
