"""Builds resources/manual from docs/manual, and what the documents take from the tables of the code.

python packaging/make_manual.py             # tables and pages
python packaging/make_manual.py --pictures  # and pictures, taken from the real window on the sample letters
python packaging/make_manual.py --check     # say what is out of date, and change nothing
"""

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[1]
SOURCES, BUILT = ROOT / "docs" / "manual", ROOT / "resources" / "manual"
PICTURES = "../../resources/manual/images/"  # where a page of docs/manual finds them
README_PICTURE_TAKEN, README_PICTURE = "readme", ROOT / "docs" / "images" / "window.png"
GENERATED = re.compile(r"(<!-- (\w+) from the code -->\n).*?(<!-- end -->)", re.DOTALL)
PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{title} - imrdesk</title>
<link rel="stylesheet" type="text/css" href="style.css"></head>
<body>
{body}{next}</body>
</html>
"""
STYLE = """:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; }
img { max-width: 100%; border: 1px solid #8884; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 4px 12px 4px 0; border-bottom: 1px solid #8884; }
pre { overflow-x: auto; padding: 8px 12px; background: #8881; }
"""
LETTERS = (".pdf", ".docx", ".txt")
ORDER = ("index", "nurse", "paralegal", "worklist", "source", "form", "problems", "searching", "comparable", "figures",
         "exporting", "fields", "checks", "states", "second", "safety", "privacy", "keys", "words", "layouts",
         "trouble")  # fmt: skip


def main() -> int:
    """Build, or look what is out of date."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", action="store_true")
    parser.add_argument("--check", action="store_true")
    wanted = parser.parse_args()
    if wanted.pictures:
        take_pictures(BUILT / "images")
    stale = [path for path, text in everything() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        print(f"{'out of date: ' if wanted.check else ''}{path.relative_to(ROOT).as_posix()}")
    if wanted.check:
        return 1 if stale else 0
    for path, text in everything():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


def everything() -> Iterator[tuple[Path, str]]:
    """Each file that is made, and what belongs into it."""
    sources = {name: renewed((SOURCES / f"{name}.md").read_text(encoding="utf-8")) for name in ORDER}
    for name, text in sources.items():
        yield SOURCES / f"{name}.md", text
    for path in (ROOT / "docs" / "architecture.md", ROOT / "docs" / "glossary.md"):
        yield path, renewed(path.read_text(encoding="utf-8"))
    titles = [[name, title_of(text)] for name, text in sources.items()]
    yield BUILT / "pages.json", json.dumps(titles, indent=1, ensure_ascii=False) + "\n"
    yield BUILT / "style.css", STYLE
    for place, (name, text) in enumerate(sources.items()):
        following = titles[place + 1] if place + 1 < len(titles) else None
        yield BUILT / f"{name}.html", page(text, following)


def renewed(text: str) -> str:
    """A document with the tables that the code has now."""
    return GENERATED.sub(lambda match: f"{match[1]}{TABLES[match[2]]()}{match[3]}", text)


def title_of(text: str) -> str:
    """The heading of a page."""
    return text.partition("\n")[0].removeprefix("# ")


def page(text: str, following: list[str] | None) -> str:
    """One page as HTML; only what Qt can show too."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    text = re.sub(r"<!--.*?-->\n?", "", text).replace(PICTURES, "images/")
    tokens = parser.parse(re.sub(r"\]\((\w+)\.md", r"](\1.html", text))
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", anchor(tokens[place + 1]))
    more = f'<p class="next">Next: <a href="{following[0]}.html">{following[1]}</a></p>\n' if following else ""
    return PAGE.format(title=title_of(text), body=parser.renderer.render(tokens, parser.options, {}), next=more)


def anchor(heading: Token) -> str:
    """The name by which a heading is linked to, as GitHub makes it."""
    return re.sub(r"[^\w -]", "", heading.content.lower()).replace(" ", "-")


def rows(head: str, body: Iterator[str]) -> str:
    """A table in Markdown."""
    columns = head.count("|") - 1
    return "\n".join([head, "|" + "---|" * columns, *body]) + "\n"


def cell(text: str) -> str:
    """Words as they stand in a table."""
    return text.replace("|", "\\|").replace("\n", " ")


def field_table() -> str:
    """What each field means, section by section."""
    from imrdesk.record.fields import FIELDS, SECTIONS

    kinds = {"words": "list", "long text": "long text", "flag": "yes or no"}

    def told(section: str) -> str:
        body = (
            f"| **{item.label}**{' *' if item.required else ''} | {cell(item.help)}"
            f"{' One of: ' + ', '.join(item.choices) + '.' if item.choices else ''} "
            f"| {kinds.get(item.kind.value, item.kind.value)} | `{item.key}` |"
            for item in FIELDS
            if item.section == section
        )
        return f"## {section}\n\n" + rows("| Field | Means | Kind | Name in files |", body)

    return "\n" + "\n".join(told(section) for section in SECTIONS)


def check_table() -> str:
    """What each check compares."""
    from imrdesk.extract.checks import CHECKS

    return rows("| What it says | Name |", (f"| {cell(check.help)} | `{check.code}` |" for check in CHECKS))


def key_table() -> str:
    """All keys, as the key sheet has them."""
    from itertools import groupby
    from operator import itemgetter

    from imrdesk.gui.keys import key_rows

    def told(group: str, entries: Iterator[tuple[str, str, str]]) -> str:
        return f"## {group}\n\n" + rows("| Key | What it does |", (f"| {cell(k)} | {cell(w)} |" for _, k, w in entries))

    return "\n" + "\n".join(told(group, entries) for group, entries in groupby(key_rows(), key=itemgetter(0)))


def filter_table() -> str:
    """The names of filters, and what they look in."""
    from imrdesk.record.fields import FIELDS
    from imrdesk.store.language import FILTERS

    labels = {item.key: item.label for item in FIELDS}
    beside = {"status": "Status", "reviewed_by": "Who reviewed it", "file_name": "Name of the file", "flag": "Flag"}
    body = (
        f"| `{name}:` | {', '.join((labels | beside)[key] for key in keys)} |"
        for name, keys in FILTERS.items()
        if name not in labels or len(name) < 11
    )
    return rows("| Filter | Looks in |", body)


def state_table() -> str:
    """The marks of values, as the window draws them."""
    from imrdesk.gui.theme import STATE_MARKS

    means = {
        "to review": "Something speaks against this value, or the program is not sure enough. Look at it.",
        "proposed": "The program found it; nobody has looked yet.",
        "confirmed": "A person agreed, with the place in the letter on the screen.",
        "edited": "A person gave this value; what the program had found is kept beside it.",
        "accepted unseen": "It was taken over without anybody looking at its place.",
        "absent": "A person says that the letter does not state it.",
        "problem": "A check found that something does not fit together.",
    }
    return rows(
        "| Mark | Called | Means |", (f"| {m.glyph} | {m.label} | {means[k]} |" for k, m in STATE_MARKS.items())
    )


def setting_table() -> str:
    """What may be chosen."""
    from imrdesk.settings import SETTINGS

    return rows("| Setting | Group | Means |", (f"| {s.label} | {s.group} | {cell(s.help)} |" for s in SETTINGS))


def vocabulary_table() -> str:
    """The files of words."""
    import tomllib

    told = []
    for path in sorted((ROOT / "resources" / "vocabularies").glob("*.toml")):
        tables = list(tomllib.loads(path.read_text(encoding="utf-8")))
        told.append(f"| `{path.name}` | {', '.join(f'`{table}`' for table in tables[:8])} |")
    return rows("| File | Tables in it |", iter(told))


def layers() -> str:
    """Who may import whom, drawn from the contracts of import-linter."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {one["name"]: one for one in project["tool"]["importlinter"]["contracts"]}

    def drawn(name: str) -> str:
        lines = ["```mermaid", "graph TD"]
        ranks = [[part.strip(" ()") for part in rank.split("|")] for rank in contracts[name]["layers"]]
        for number, rank in enumerate(ranks):
            lines.append(f'    l{number}["{" · ".join(rank)}"]')
        lines.append("    " + " --> ".join(f"l{number}" for number in range(len(ranks))))
        return "\n".join([*lines, "```"])

    inside = (f"Inside `{name}`:\n\n{drawn(f'Inside {name} imports point down')}\n" for name in ("desk", "gui"))
    return "\n".join((f"\n{drawn('Imports point down')}\n\nModules in one box do not import each other.\n", *inside))


def glossary_fields() -> str:
    """The fields in one table, by the names that files have."""
    from imrdesk.record.fields import FIELDS

    body = (f"| **{item.label}** | {cell(item.help)} | `{item.key}` |" for item in FIELDS)
    return rows("| In the window | Means | In files |", body)


TABLES: dict[str, Callable[[], str]] = {
    "fields": field_table,
    "checks": check_table,
    "keys": key_table,
    "filters": filter_table,
    "states": state_table,
    "settings": setting_table,
    "vocabularies": vocabulary_table,
    "layers": layers,
    "glossary": glossary_fields,
}


def take_pictures(folder: Path) -> None:
    """Take the pictures of the manual, with as few colours as they need."""
    from PIL import Image

    from imrdesk.gui import screenshots
    from imrdesk.workflow import Desk

    samples = [path for path in sorted((ROOT / "resources" / "samples").iterdir()) if path.suffix in LETTERS]
    with tempfile.TemporaryDirectory() as away, Desk.open(Path(away) / "workspace") as desk:
        desk.import_paths(samples, "Ana Reyes, RN")
        taken = screenshots.take_for_manual(desk, Path(away) / "pictures")
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.png"):
            old.unlink()
        for path in taken:
            target = README_PICTURE if path.stem == README_PICTURE_TAKEN else folder / path.name
            small = Image.open(path).convert("RGB").quantize(128, dither=Image.Dither.NONE)
            small.save(target, optimize=True)
            print(f"{target.relative_to(ROOT).as_posix()}: {target.stat().st_size // 1024} KB")


if __name__ == "__main__":
    sys.exit(main())
