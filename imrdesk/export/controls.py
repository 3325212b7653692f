"""Content controls: each exported value sits in one, so that it is known again when the file comes back edited.

The tag of a control names record, item, value and a fingerprint of the text written. LibreOffice drops tags but
keeps bookmarks, so a hidden bookmark around each control says the same.
"""

import hashlib
import re
from dataclasses import dataclass
from itertools import count
from xml.sax.saxutils import quoteattr, unescape

from imrdesk.document.locate import fold

from .characters import printable
from .ooxml import Xml, joined, paragraph, run

ID = 8  # characters of an id that tell records, or items of one, apart
NO_ITEM = "-"
LABEL = 60  # characters: Word takes 64
PROBLEM = "problem."  # what the keys of problems begin with

PASSAGE = "quote."  # what those of passages begin with
_PASSING = {PROBLEM: "p", PASSAGE: "q"}

_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(?:br|tab)/>")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands in a summary: its record, its item and the field with the part of it, `side.s`."""

    record: str
    item: str
    key: str

    @property
    def name(self) -> str:
        """The name of the place without its record."""
        return f"{self.item}/{self.key}"

    @property
    def mark(self) -> str:
        """The name in eight signs, for bookmarks."""
        return mark_of(self.name)


def place(record_id: str, issue_id: str, key: str) -> Place:
    """The place of a value; `issue_id` is empty for a value of the case."""
    return Place(record_id[:ID], issue_id[:ID] or NO_ITEM, key)


def fingerprint(text: str) -> str:
    """Eight figures that change with the words of a text, not with its white space."""
    return hashlib.blake2b(fold(text).encode(), digest_size=4).hexdigest()


def mark_of(name: str) -> str:
    """The name of a place in eight signs; those of problems and of passages, which come and go, begin with p and q."""
    figures = fingerprint(name)
    return next((f"{sign}{figures[1:]}" for word, sign in _PASSING.items() if f"/{word}" in name), figures)


def plain(content: str) -> str:
    """The words of runs, a space for each break."""
    return "".join(unescape(match[1]) if match[1] is not None else " " for match in _TEXT.finditer(content))


def tag(where: Place, text: str) -> str:
    """What the control is tagged with."""
    return f"imr/{where.record}/{where.name}/{fingerprint(text)}"


def bookmark(where: Place, text: str) -> str:
    """What the hidden bookmark around the control is called."""
    return f"_imr_{where.record}_{where.mark}_{fingerprint(text)}"


_TAG = re.compile(r"imr/([^/]+)/([^/]+/[^/]+)/([0-9a-f]{8})")
_BOOKMARK = re.compile(r"_imr_([^_]+)_([0-9a-fpq]{8})_([0-9a-f]{8})")


@dataclass(frozen=True, slots=True)
class Known:
    """What a tag or a bookmark says: the record, the place's mark, and the fingerprint of what was written."""

    record: str
    mark: str
    written: str


def known(name: str) -> Known | None:
    """What a tag or a bookmark's name says; None where it is none of ours."""
    if match := _TAG.fullmatch(name):
        return Known(match[1], mark_of(match[2]), match[3])
    return Known(*match.groups()) if (match := _BOOKMARK.fullmatch(name)) else None


class Marks:
    """What is counted across one file: bookmarks, and comments with their words."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.comments: list[Xml] = []

    def control(self, where: Place, label: str, content: Xml) -> Xml:
        """Runs in a content control of their own."""
        text, number = plain(content), next(self._numbers)
        look = f"<w:alias w:val={quoteattr(printable(label)[:LABEL])}/><w:tag w:val={quoteattr(tag(where, text))}/>"
        return Xml(
            f'<w:bookmarkStart w:id="{number}" w:name="{bookmark(where, text)}"/>'
            f"<w:sdt><w:sdtPr>{look}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
            f'<w:bookmarkEnd w:id="{number}"/>'
        )

    def commented(self, content: Xml, comment: "Comment") -> Xml:
        """The same with a comment on it."""
        number = len(self.comments)
        self.comments.append(comment.xml(number))
        return joined(
            (
                Xml(f'<w:commentRangeStart w:id="{number}"/>'),
                content,
                Xml(f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'),
            )
        )


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark beside a value: who changed it, when (ISO), and what the program had found."""

    author: str
    at: str
    words: str

    @property
    def initials(self) -> str:
        """The author in short."""
        return "".join(word[0] for word in re.findall(r"\w+", self.author))[:3].upper() or "?"

    def xml(self, number: int) -> Xml:
        """The comment as the comments part holds it."""
        who = f"w:author={quoteattr(printable(self.author))} w:initials={quoteattr(self.initials)}"
        when = f" w:date={quoteattr(self.at[:19] + 'Z')}" if _MOMENT.match(self.at) else ""
        body = paragraph(run(self.words))
        return Xml(f'<w:comment w:id="{number}" {who}{when}>{body}</w:comment>')


_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
