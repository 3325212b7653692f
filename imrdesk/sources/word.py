"""Word letters (.docx): every visible word of the body, in document order."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from imrdesk.document.model import Page

from .refusals import refusal

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HIDDEN = {f"{_W}del", f"{_W}moveFrom", f"{_W}rPr", f"{_W}pPr", f"{_W}instrText", _FALLBACK}
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def claims(data: bytes) -> bool:
    """Whether these are the bytes of an Office package; what is in it shows on reading."""
    return data.startswith(b"PK\x03\x04")


def read(data: bytes, _password: str | None) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """The whole body as one page: Word files have no pages until they are laid out."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if "word/document.xml" not in package.namelist():
                raise refusal("not_a_letter", "file")
        body = docx.Document(io.BytesIO(data)).element.body
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError) as cause:
        raise refusal("damaged", "file") from cause
    text = "".join(_pieces(body)).strip("\n")
    return (Page(1, text),), ()


def _pieces(element: Any) -> Iterator[str]:
    """The text of an element: a paragraph ends its line, the cells of a row stand on one."""
    for child in element.iterchildren():
        tag = child.tag
        if tag in _HIDDEN:
            continue
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag in _BREAKS:
            yield _BREAKS[tag]
        elif tag == f"{_W}tr":
            cells = ("".join(_pieces(cell)).strip("\n") for cell in child.iter(f"{_W}tc") if _row(cell) is child)
            yield "\t".join(cells) + "\n"
        elif tag == f"{_W}r":
            if not _vanishes(child):
                yield from _pieces(child)
        else:
            yield from _pieces(child)
            if tag == f"{_W}p":
                yield "\n"


def _row(cell: Any) -> Any:
    """The row a cell belongs to; content controls may stand between."""
    return next(cell.iterancestors(f"{_W}tr"))


def _vanishes(run: Any) -> bool:
    """Whether a run is set as hidden text."""
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val", "true") not in ("0", "false", "off")
