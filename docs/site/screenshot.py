"""Draws what the pretty format looks like in a terminal: `docs/site/screenshot.svg`.

    python docs/site/screenshot.py target/release/plimsoll

The program runs on the files below, in a folder of their own. A test compares the picture with
what the program says today.
"""

import html
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PICTURE = Path(__file__).with_name("screenshot.svg")

FILES = {
    "Dockerfile": """\
FROM alpine:3.23
RUN apk add --no-cache curl=8.17.0-r1
RUN curl -fsS https://example.com/app.tgz | tar -xz -C /opt
USER 1000
CMD ["/opt/app/run"]
""",
    "compose.yaml": """\
services:
  web:
    build: .
    ports: ["8080:80"]
""",
    "compose.override.yaml": """\
services:
  adminer:
    image: adminer:4.8.1
    ports: ["8080:8080"]
""",
}

# Sizes in pixels. A letter of a monospaced font is 0.6 of its size wide.
SIZE, LINE, MARGIN, BAR = 14, 20, 20, 36
LETTER = SIZE * 0.6

COLOURS = {
    "31": "#ff7b72",
    "33": "#e3b341",
    "36": "#56d4dd",
    "38;5;9": "#ff7b72",
    "38;5;11": "#e3b341",
}


def run(program):
    """What the program writes about the files, with the codes that colour it."""
    with tempfile.TemporaryDirectory() as folder:
        # The search for a configuration ends here.
        Path(folder, ".git").mkdir()
        for name, text in FILES.items():
            Path(folder, name).write_text(text, encoding="utf-8", newline="\n")
        done = subprocess.run(
            [Path(program).resolve(), "--color", "always"],
            cwd=folder,
            env={},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
    return done.stdout


def runs(line):
    """The parts of a line that look the same: where each starts, its colour, if bold, its text."""
    column, colour, bold, out = 0, None, False, []
    for code, text in re.findall(r"\x1b\[([0-9;]*)m|([^\x1b]+)", line):
        if text:
            out.append((column, colour, bold, text))
            column += len(text)
        elif code == "0":
            colour, bold = None, False
        elif code == "1":
            bold = True
        else:
            # A code that is not here would be drawn wrong.
            colour = COLOURS[code]
    return out


def draw(output):
    """The picture of a terminal with this output."""
    lines = ["\x1b[36m$\x1b[0m \x1b[1mplimsoll\x1b[0m", *output.rstrip("\n").split("\n")]
    parts = [runs(line) for line in lines]
    columns = max(at + len(text) for line in parts for at, _, _, text in line)
    width = round(2 * MARGIN + columns * LETTER)
    height = BAR + len(lines) * LINE + MARGIN
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" role="img" aria-label="Findings of plimsoll">',
        "<style>text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas,"
        " 'DejaVu Sans Mono', monospace; white-space: pre; fill: #d1d7e0 }"
        " .b { font-weight: bold }</style>",
        f'<rect width="{width}" height="{height}" rx="8" fill="#151b23"/>',
    ]
    for at, colour in enumerate(("#ff5f57", "#febc2e", "#28c840")):
        out.append(f'<circle cx="{MARGIN + at * 20}" cy="18" r="6" fill="{colour}"/>')
    for row, line in enumerate(parts):
        y = BAR + row * LINE + SIZE
        for column, colour, bold, text in line:
            stripped = text.strip()
            if not stripped:
                continue
            column += len(text) - len(text.lstrip())
            x = MARGIN + column * LETTER
            # Whatever the font of the reader, columns stay columns.
            out.append(
                f'<text x="{x:.1f}" y="{y}" textLength="{len(stripped) * LETTER:.1f}"'
                + (' class="b"' if bold else "")
                + (f' style="fill: {colour}"' if colour else "")
                + f">{html.escape(stripped, quote=False)}</text>"
            )
    out.append("</svg>")
    return "\n".join(out) + "\n"


def main():
    PICTURE.write_text(draw(run(sys.argv[1])), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
