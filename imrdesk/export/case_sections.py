"""A section for each case of a Word file: its pages carry a header of their own that names the case."""

from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from .draft import Draft
from .ooxml import Xml, joined, run

if TYPE_CHECKING:
    from docx.document import Document

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W, _R = f"{{{_WORD}}}", f"{{{_LINKS}}}"
_KIND = f"{_LINKS}/header"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_EMPTY = f'<w:hdr xmlns:w="{_WORD}" xmlns:r="{_LINKS}">'
_END = "</w:hdr>"
_THIN = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'  # the break takes no room of its own
TYPES, LINKS = "[Content_Types].xml", "word/_rels/document.xml.rels"
KEY = "case_number.p"  # of the case in its header


class CaseSections:
    """The sections of one file; what a firm's template has in its header stands above the case on every page."""

    def __init__(self, document: "Document") -> None:
        self._headers: list[Xml] = []
        self._last = document.element.body.get_or_add_sectPr()
        self._plain = deepcopy(self._last)
        self._firm, self._firm_links = _EMPTY, b""
        for reference in self._plain.findall(f"{_W}headerReference"):
            if reference.get(f"{_W}type") == "default":
                part = document.part.related_parts[reference.get(f"{_R}id")]
                self._firm = part.blob.decode("utf-8").rpartition(_END)[0] or _EMPTY
                self._firm_links = part.rels.xml if part.rels else b""

    def head(self, draft: Draft, number: int, count: int) -> None:
        """The header of the next case."""
        words = joined((page_head(draft), run(f"  ·  case {number} of {count}", "Source")))
        self._headers.append(Xml(f'<w:p><w:pPr><w:pStyle w:val="Note"/><w:jc w:val="right"/></w:pPr>{words}</w:p>'))

    def end(self, number: int = 0) -> Xml:
        """What ends the section of a case, or that of the contents (0), and turns the page."""
        from lxml.etree import tostring

        look = tostring(self._of_case(number) if number else self._plain, encoding="unicode")
        return Xml(f"<w:p><w:pPr>{_THIN}{look}</w:pPr></w:p>")

    def close(self) -> None:
        """Give the section that ends the file the header of the last case."""
        last = self._of_case(len(self._headers))
        self._last.getparent().replace(self._last, last)
        self._last = last

    def added(self, name: str) -> str:
        """What a part of the package says of the headers, before its end."""
        numbers = range(1, len(self._headers) + 1)
        if name == TYPES:
            return "".join(f'<Override PartName="/{_part(at)}" ContentType="{_CONTENT}"/>' for at in numbers)
        if name == LINKS:
            return "".join(
                f'<Relationship Id="{_id(at)}" Type="{_KIND}" Target={quoteattr(_part(at).removeprefix("word/"))}/>'
                for at in numbers
            )
        return ""

    def parts(self) -> Iterator[tuple[str, bytes]]:
        """The headers themselves, with what a firm's own rests on."""
        for number, paragraph in enumerate(self._headers, 1):
            yield _part(number), f"{self._firm}{paragraph}{_END}".encode()
            if self._firm_links:
                yield f"word/_rels/{_part(number).removeprefix('word/')}.rels", self._firm_links

    def _of_case(self, number: int) -> Any:
        from lxml.etree import Element

        look = deepcopy(self._plain)
        for old in look.findall(f"{_W}headerReference"):
            if old.get(f"{_W}type") == "default":
                look.remove(old)
        reference = Element(f"{_W}headerReference", {f"{_W}type": "default", f"{_R}id": _id(number)})
        look.insert(0, reference)
        return look


def page_head(draft: Draft) -> Xml:
    """What the case is called, as its header has it."""
    return draft.control(KEY, "Case", run(draft.letter.name, "Strong"))


def _part(number: int) -> str:
    return f"word/header_case{number}.xml"


def _id(number: int) -> str:
    return f"rIdCase{number}"
