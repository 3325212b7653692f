"""The leak check: words that must not leave the desk are looked for in everything a finished file holds."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import unescape

from imrdesk.errors import ExportError

_ENDS = re.compile(r"</w:p>|</w:tc>|<w:br/>|<w:tab/>|</si>|</c>|</row>|</dc:\w+>|</cp:\w+>")
_MARKUP = re.compile(r"<[^>]*>")
_ATTRIBUTES = re.compile(r'="([^"]*)"')
_ESCAPED = re.compile(r"\\[ntr]")
PLACES = (("comments", "a comment"), ("header", "a page header"), ("footer", "a page footer"),
          ("docProps", "the file's properties"))  # fmt: skip


def check(part: Path, name: str, forbidden: Sequence[re.Pattern[str]]) -> None:
    """Raise ExportError where the finished file holds one of these words, saying where but not which."""
    if not forbidden:
        return
    for where, text in _texts(part):
        for pattern in forbidden:
            if pattern.search(text):
                place = next((words for part_of, words in PLACES if part_of in where), "the text")
                raise ExportError(
                    "leak",
                    f"{name} still held a name, a number or a term of the case's list in {place}, so it was not kept.",
                    "Correct the value in the letter, or add the exact words to the case's list of terms.",
                )


def _texts(part: Path) -> Iterator[tuple[str, str]]:
    """Each member of the file with its words; a text file is one."""
    if not zipfile.is_zipfile(part):
        yield "", _ESCAPED.sub(" ", part.read_text("utf-8", errors="replace"))
        return
    with zipfile.ZipFile(part) as package:
        for member in package.namelist():
            raw = package.read(member).decode("utf-8", errors="replace")
            said = " ".join(_ATTRIBUTES.findall(raw))
            yield member, unescape(f"{_MARKUP.sub('', _ENDS.sub(' ', raw))} {said}", {"&quot;": '"', "&apos;": "'"})
