"""The hooks of MkDocs that add the pages which are no files below `docs`.

Written for `mkdocs.yml`; the work is done in `pages.py`.
"""

from mkdocs.structure.files import File
from pygments.formatters import HtmlFormatter

import pages

SOURCES = {}


def on_config(config):
    """Makes anchors as GitHub does, so that links to them work in both places."""
    config.mdx_configs["toc"] = {
        "permalink": False,
        "slugify": lambda heading, separator: pages.slug(heading),
    }
    return config


def on_files(files, config):
    """Adds the generated pages and the colours of code."""
    SOURCES.clear()
    for path, (source, text) in pages.generated().items():
        SOURCES[path] = source
        files.append(File.generated(config, path, content=text))
    light = HtmlFormatter(style="default").get_style_defs(".codehilite")
    dark = HtmlFormatter(style="github-dark").get_style_defs("[data-bs-theme=dark] .codehilite")
    files.append(File.generated(config, "site/code.css", content=f"{light}\n{dark}\n"))
    return files


def on_page_markdown(markdown, page, config, files):
    """Leads links of files below `docs` to pages of the site; generated pages have that done."""
    path = page.file.src_uri
    source = SOURCES.get(path, f"docs/{path}")
    kind = "tree" if source == "docs/decisions" else "blob"
    page.edit_url = f"{pages.REPOSITORY}/{kind}/main/{source}"
    return markdown if path in SOURCES else pages.converted(markdown, source)
