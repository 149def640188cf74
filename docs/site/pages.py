"""Turns the Markdown of the repository into that of the site: rule pages, indexes, links, fences.

Nothing here knows MkDocs. A page is known by its path in the repository (`rules/dl/DL3059.md`) and
by its path in the site, which is the same without `docs/`.
"""

import posixpath
import re
from collections import namedtuple
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REPOSITORY = "https://github.com/plimsoll-lint/plimsoll"

# The families in the order of the index.
FAMILIES = {
    "dl": ("Dockerfiles, hadolint's codes", "Rules that hadolint has too, under the same codes."),
    "dx": (
        "Dockerfiles, more",
        "Rules of our own about Dockerfiles, and the checks of BuildKit. "
        "Numbers below 1000 are about the check itself.",
    ),
    "sc": ("The shell in them", "What ShellCheck finds in scripts, under the same codes."),
    "cp": (
        "Compose files",
        "Rules about Compose files. "
        "Codes from CP5001 on look at a service and at the Dockerfile that it builds.",
    ),
}

CATEGORIES = [
    "correctness",
    "security",
    "reproducibility",
    "efficiency",
    "maintainability",
    "style",
    "meta",
]

STATUS = {
    "stable": "on by default",
    "opt-in": "off by default: name it in `extend-select` to switch it on",
    "preview": "new: name it in `extend-select`, or run with `--preview`",
}

FIX = {
    "none": "none",
    "safe": "safe: the image and what it does stay as they are",
    "unsafe": "unsafe: probably what you want, look at it first",
    "manual": "shown only: something is left for you to fill in",
}

Card = namedtuple("Card", "path meta body")
Fence = namedtuple("Fence", "info text")


def cards():
    """The cards of all rules, sorted by code."""
    found = []
    for path in sorted(ROOT.glob("rules/*/*.md")):
        head, body = path.read_text(encoding="utf-8").removeprefix("---\n").split("\n---\n", 1)
        meta = dict(line.split(": ", 1) for line in head.splitlines())
        meta = {key: value.strip('"') for key, value in meta.items()}
        meta["family"] = path.parent.name
        found.append(Card(path.relative_to(ROOT).as_posix(), meta, body.strip() + "\n"))
    return found


def site_path(path):
    """Where a file of the repository is in the site; `None` if it is not there."""
    if path in ("README.md", "CHANGELOG.md"):
        return {"README.md": "index.md"}.get(path, path)
    if path == "rules/README.md":
        return "rules/index.md"
    if re.fullmatch(r"rules/\w+/\w+\.md", path):
        return path
    if path.startswith("docs/") and (path.endswith((".md", ".json")) or "/site/" in path):
        return path.removeprefix("docs/")
    return None


def pieces(text):
    """Splits Markdown into prose (`str`) and fenced blocks (`Fence`), in their order."""
    prose, lines, out = [], iter(text.splitlines(keepends=True)), []
    for line in lines:
        opening = re.match(r" *(`{3,})(.*)\n?$", line)
        if not opening:
            prose.append(line)
            continue
        out.append("".join(prose))
        prose, body = [], []
        for inner in lines:
            if inner.strip() == opening[1]:
                break
            body.append(inner)
        out.append(Fence(opening[2].strip(), "".join(body)))
    out.append("".join(prose))
    return out


def slug(heading):
    """The anchor of a heading, as GitHub makes it."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")


def relinked(prose, path):
    """Leads links, written for the repository, to where things are in the site."""
    here = posixpath.dirname(site_path(path))

    def moved(match):
        link, hash_, anchor = match[2].partition("#")
        if not link or re.match(r"[a-z]+:", link):
            return match[0]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
        place = site_path(target)
        if place:
            new = posixpath.relpath(place, here or ".")
        elif (ROOT / target).exists():
            kind = "tree" if (ROOT / target).is_dir() else "blob"
            new = f"{REPOSITORY}/{kind}/main/{target}"
        else:
            # MkDocs says so.
            return match[0]
        return f"{match[1]}{new}{hash_}{anchor})"

    return outside_code(prose, lambda text: re.sub(r"(\]\()([^)\s]+)\)", moved, text))


def outside_code(prose, change):
    """Changes what is not in backticks."""
    parts = re.split(r"(`+[^`]+`+)", prose)
    # A link may have code in its text: then the rest of the link is in the next part.
    return "".join(part if at % 2 else change(part) for at, part in enumerate(parts))


def bars(prose):
    """Takes the backslash from `\\|` in the code of tables, where Python-Markdown needs none."""
    lines = prose.split("\n")
    for at, line in enumerate(lines):
        if line.startswith("|"):
            lines[at] = re.sub(r"`[^`]+`", lambda code: code[0].replace("\\|", "|"), line)
    return "\n".join(lines)


def caption(words):
    """What the words behind the language of a card's fence mean to a reader."""
    lines = next((word.removeprefix("line=") for word in words if word.startswith("line=")), "")
    name = next((word.removeprefix("file=") for word in words if word.startswith("file=")), "")
    name = name or next(
        (word.removeprefix("title=").strip('"') for word in words if word.startswith("title=")), ""
    )
    if "bad" in words:
        numbers = lines.replace(",", ", ")
        where = f", line{'s' if ',' in lines else ''} {numbers}" if lines else ""
        return "bad", f"Reported{where}"
    if "good" in words:
        return "good", "Not reported"
    if "fixed" in words:
        return "good", "After the fix"
    if "config" in words:
        return "plain", ".plimsoll.yaml"
    return ("plain", name) if name else None


def fence(block):
    """A fenced block of a card, with a caption instead of words behind the language."""
    language, *words = block.info.split() or [""]
    lines = next((word.removeprefix("line=") for word in words if word.startswith("line=")), "")
    marks = f' hl_lines="{lines.replace(",", " ")}"' if lines else ""
    ticks = "````" if "```" in block.text else "```"
    shown = caption(words)
    head = f'<p class="caption {shown[0]}">{shown[1]}</p>\n\n' if shown else ""
    return f"{head}{ticks}{language}{marks}\n{block.text}{ticks}\n"


def converted(text, path):
    """A page of the repository as a page of the site."""
    return "".join(
        fence(piece) if isinstance(piece, Fence) else bars(relinked(piece, path))
        for piece in pieces(text)
    )


def rule_page(card):
    """The page of a rule."""
    meta = card.meta
    code, name = meta["code"], meta["name"]
    rows = [
        ("Severity", meta["severity"]),
        ("Category", meta["category"]),
        ("Status", f"{meta['status']}, {STATUS[meta['status']]}"),
        ("Fix", FIX[meta["fix"]]),
        ("Since", meta["since"]),
    ]
    if meta["upstream"] != "none":
        rows.append(("Also known as", meta["upstream"]))
    above = "key" if meta["family"] == "cp" else "instruction"
    rows.append(("To ignore it", f"`# plimsoll ignore={name} why` above the {above}"))
    table = "".join(f"| {key} | {value} |\n" for key, value in rows)
    return (
        f"---\ntitle: {code} {name}\n---\n\n# {code} {name}\n\n{meta['summary']}\n\n"
        f"| | |\n| --- | --- |\n{table}\n{converted(card.body, card.path)}"
    )


def family_page(family, all_cards):
    """The index of a family, by category."""
    title, about = FAMILIES[family]
    own = [card for card in all_cards if card.meta["family"] == family]
    out = [f"---\ntitle: {title}\n---\n\n# {family.upper()}: {title}\n\n{about}\n"]
    for category in CATEGORIES:
        rows = [card.meta for card in own if card.meta["category"] == category]
        if not rows:
            continue
        out.append(f"\n## {category.capitalize()}\n\n| code | name | what is wrong | severity |\n")
        out.append("| --- | --- | --- | --- |\n")
        for meta in rows:
            mark = "" if meta["status"] == "stable" else f", {meta['status']}"
            code = meta["code"]
            summary = meta["summary"].replace("|", "\\|")
            row = f"| [{code}]({code}.md) | {meta['name']} | {summary} | {meta['severity']}{mark} |"
            out.append(bars(row) + "\n")
    return "".join(out)


def rules_page(all_cards):
    """The index of families."""
    out = [
        "# Rules\n\n"
        "Search for a code, a name or a word at the top of any page, or look through a family.\n"
        "`plimsoll explain CODE` shows the same text in a terminal.\n\n"
        "| family | about | rules |\n| --- | --- | --- |\n"
    ]
    for family, (title, about) in FAMILIES.items():
        count = sum(card.meta["family"] == family for card in all_cards)
        out.append(f"| [{family.upper()}: {title}]({family}/index.md) | {about} | {count} |\n")
    out.append(
        "\nRules marked *opt-in* are off until [the configuration](../configuration.md) "
        "switches them on.\nThose marked *preview* are new and may still change.\n"
    )
    return "".join(out)


def decisions_page():
    """The index of decisions."""
    out = ["# Decisions\n\nWhy things are as they are.\n\n"]
    for path in sorted(ROOT.glob("docs/decisions/*.md")):
        title = path.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("# ")
        out.append(f"- [{title}]({path.name})\n")
    return "".join(out)


def generated():
    """The pages that are no files below `docs`: path in the site → path in the repository, text."""
    all_cards = cards()
    out = {card.path: (card.path, rule_page(card)) for card in all_cards}
    for family in FAMILIES:
        out[f"rules/{family}/index.md"] = ("rules/README.md", family_page(family, all_cards))
    out["rules/index.md"] = ("rules/README.md", rules_page(all_cards))
    out["decisions/index.md"] = ("docs/decisions", decisions_page())
    for path in ("README.md", "CHANGELOG.md"):
        text = (ROOT / path).read_text(encoding="utf-8")
        out[site_path(path)] = (path, converted(text, path))
    return out
