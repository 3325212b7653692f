"""Word letters: every visible word of the body, in document order, read from the XML itself."""

import re
from collections.abc import Iterator
from typing import Any

from imrdesk.document.model import Note, Page

from . import packed
from .clean import cleaned
from .numbering import Numbering
from .packed import Package
from .reader import How, Read
from .refusals import refusal
from .wordml import Story, hidden_styles

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CONTENT_TYPES = "[Content_Types].xml"
_ROOT_RELATIONS = "_rels/.rels"
_MAIN = "word/document.xml"
_WORD = re.compile(rb"wordprocessingml|ms-word")
_DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E", re.IGNORECASE)
_BESIDE = re.compile(r"(header|footer|footnotes|endnotes)\d*\.xml$", re.IGNORECASE)
ASIDE = "headers, footers and notes"


def claims(data: bytes) -> bool:
    """Whether these are the bytes of an Office package; what is in it shows on reading."""
    return data.startswith(b"PK\x03\x04")


def read(data: bytes, _how: How) -> tuple[Read, ...]:
    """The body as one page, for Word files have no pages until they are laid out; headers, footers and notes apart."""
    with packed.opened(data) as package:
        if CONTENT_TYPES not in package.names or not _WORD.search(package.read(CONTENT_TYPES)):
            raise refusal("not_a_letter", "file")
        main = _main_part(package)
        folder = main.rpartition("/")[0]
        styles = _part(package, f"{folder}/styles.xml")
        hidden = hidden_styles(styles) if styles is not None else frozenset[str]()
        story = Story(hidden, Numbering(_part(package, f"{folder}/numbering.xml"), styles))
        body = _story(story, package, main)
        beside = (name for name in sorted(package.names) if name.startswith(folder) and _BESIDE.search(name))
        aside = "\n".join(filter(None, (_story(story, package, name) for name in beside)))
    texts = [cleaned(text) for text in (body, aside)]
    pages = tuple(Page(number, text, label=ASIDE if number > 1 else "") for number, (text, _) in enumerate(texts, 1))
    notes = tuple(dict.fromkeys(note for _text, found in texts for note in found))
    return (Read(pages if aside else pages[:1], notes + tuple(_notes(story))),)


def _main_part(package: Package) -> str:
    """Where the body is, as the package itself says."""
    if _ROOT_RELATIONS in package.names:
        for relation in _parsed(package, _ROOT_RELATIONS):
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                name = str(relation.get("Target", "")).lstrip("/")
                if name in package.names:
                    return name
    if _MAIN not in package.names:
        raise refusal("damaged", "file")
    return _MAIN


def _part(package: Package, name: str) -> Any:
    return _parsed(package, name) if name in package.names else None


def _story(story: Story, package: Package, name: str) -> str:
    return "".join(story.pieces(_parsed(package, name))).strip("\n")


def _parsed(package: Package, name: str) -> Any:
    """The root of an XML part; entities, other files and the network are out of its reach."""
    import lxml.etree

    data = package.read(name)
    if _DOCTYPE.search(data):
        raise refusal("damaged", "file")  # no honest Word file declares a document type
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return lxml.etree.fromstring(data, parser)


def _notes(story: Story) -> Iterator[Note]:
    """What a person should know of words that were left out."""
    if words := " ".join("".join(story.hidden).split()):
        shown = words if len(words) <= 80 else f"{words[:80]}…"
        yield Note("hidden_text", f"Words that cannot be seen in Word were left out: “{shown}”.", warning=True)
    if story.foreign:
        message = (
            "A part of the letter is stored as another file inside it and was not read. Open it in Word to see it."
        )
        yield Note("embedded", message, warning=True)
