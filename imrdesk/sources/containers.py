"""Files that hold letters: zip files and saved e-mails, unpacked within bounds; CONTAINERS is the whole list."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from imrdesk.errors import SourceError

from . import mail, ole, packed
from .names import shown
from .reader import How
from .refusals import refusal
from .word import CONTENT_TYPES

DEEPEST = 4  # a letter in a mail in a box of them in a zip file
MOST_LETTERS = 200
READABLE = re.compile(r"\.(?:pdf|docx|docm|dotx|doc|rtf|txt|html?|eml|mbox|msg|zip|tiff?|png|jpe?g)$", re.IGNORECASE)

_OF_OTHER_PROGRAMS = frozenset(("mimetype", "Index/Document.iwa", "QuickLook/Preview.pdf"))  # OpenDocument, Pages


@dataclass(frozen=True, slots=True)
class Member:
    """A file that came alone or inside another; `origin` names what it came in, the outermost first."""

    name: str
    data: bytes
    origin: tuple[str, ...] = ()


Unpacked = Iterator[tuple[str, bytes | SourceError]]


@dataclass(frozen=True, slots=True)
class Container:
    """One kind of file that holds others: `claims` tells from its bytes, `unpack` gives names and bytes."""

    name: str
    claims: Callable[[bytes], bool]
    unpack: Callable[[bytes, How], Unpacked]


def _is_zip(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") and CONTENT_TYPES.encode() not in data


def _unzip(data: bytes, how: How) -> Unpacked:
    """The files of a zip file that can be letters; what systems leave beside them is passed over."""
    with packed.opened(data) as package:
        if package.names & _OF_OTHER_PROGRAMS:
            raise refusal("other_program", "file")
        for member in package.members:
            name = member.filename
            if member.is_dir() or name.startswith("__MACOSX") or PurePosixPath(name).name.startswith((".", "~$")):
                continue
            if READABLE.search(name):
                try:
                    yield name, package.read(name, how.passwords)
                except SourceError as refused:
                    yield name, refused


CONTAINERS: tuple[Container, ...] = (
    Container("zip", _is_zip, _unzip),
    Container("eml", mail.claims, mail.unpack),
    Container("mbox", mail.is_box, mail.unpack_box),
    Container("msg", ole.is_message, ole.unpack_message),
)


def members(name: str, data: bytes, how: How) -> Iterator[Member | SourceError]:
    """The file itself, or the letters in it, or why one of them cannot be had; never more than MOST_LETTERS."""
    for count, found in enumerate(_members(Member(shown(name), data), how)):
        if count == MOST_LETTERS:
            yield refusal("too_large", shown(name))
            return
        yield found


def _members(outer: Member, how: How) -> Iterator[Member | SourceError]:
    container = next((item for item in CONTAINERS if item.claims(outer.data)), None)
    if container is None:
        yield outer
        return
    if len(outer.origin) >= DEEPEST:
        yield refusal("too_large", outer.name)
        return
    empty = True
    try:
        for name, data in container.unpack(outer.data, how):
            empty = False
            if isinstance(data, SourceError):
                yield refusal(data.code, shown(name))
            else:
                yield from _members(Member(shown(name), data, (*outer.origin, outer.name)), how)
    except SourceError as refused:
        empty = False
        yield refusal(refused.code, outer.name)
    except MemoryError:
        raise
    except Exception:  # a foreign file may break its parser in any way; what came out of it before stays
        empty = False
        yield refusal("damaged", outer.name)
    if empty:
        yield refusal("not_a_letter", outer.name)
