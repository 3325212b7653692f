"""Letters saved as web pages or as the body of an e-mail."""

import re
from collections.abc import Iterator
from typing import Any

from imrdesk.document.model import Note, Page

from .clean import cleaned
from .reader import How, Read
from .refusals import refusal
from .text import decoded

MEDIA_TYPE = "text/html"
_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div|p|meta|center)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_SKIPPED = frozenset(("head", "script", "style", "template", "noscript", "title", "object", "svg", "math"))
_BLOCKS = frozenset(("address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset",
                     "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol",
                     "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul"))  # fmt: skip
_CELLS = frozenset(("td", "th"))
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:px|pt)?\s*(?:;|$)|mso-hide\s*:\s*all"
    r"|(?<![-\w])color\s*:\s*(?:white|#fff(?:fff)?)\s*(?:;|$)(?!.*background)",
    re.IGNORECASE,
)


def claims(data: bytes) -> bool:
    """Whether these are the bytes of a web page."""
    head = data[:8192]
    return bool(_START.match(head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")))


def read(data: bytes, _how: How) -> tuple[Read, ...]:
    """The words a person sees, blocks as lines, the cells of a row on one."""
    raw, notes = _decoded(data)
    left_out: list[str] = []
    text, odd = cleaned("".join(_pieces(_parsed(raw), left_out)))
    lines = (re.sub(r"[ \t\f\xa0]*\t[ \t\f\xa0]*", "\t", line).strip(" \t") for line in text.split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n\t ")
    return (Read((Page(1, text),), (*notes, *odd, *_hidden(left_out))),)


def _decoded(data: bytes) -> tuple[str, tuple[Note, ...]]:
    """The page as text; what it says of its own encoding counts where the bytes leave it open."""
    text, notes = decoded(data)
    declared = _CHARSET.search(data[:4096])
    if notes and declared:
        try:
            return data.decode(declared[1].decode("ascii"), errors="replace"), ()
        except LookupError:
            return text, notes
    return text, notes


def _parsed(text: str) -> Any:
    from lxml import html

    text = re.sub(r"^\s*<\?xml[^>]*>", "", text).replace("\0", " ")
    parser = html.HTMLParser(no_network=True, huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise refusal("damaged", "file")  # nested deeper than anybody means: the parser has let the rest go
    return root


def _pieces(root: Any, left_out: list[str]) -> Iterator[str]:
    """The text in document order, without recursion: pages of strangers nest as deep as they like."""
    import lxml.etree

    skipping: Any = None
    for event, element in lxml.etree.iterwalk(root, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        if skipping is not None:
            if event == "end" and element is skipping:
                skipping = None
                yield _flow(element.tail)
            continue
        if event == "start":
            if name in _SKIPPED or not name:
                skipping = element
            elif _unseen(element):
                skipping = element
                left_out.append("".join(element.itertext()))
            else:
                yield _opening(name) + _own(element, name)
        else:
            yield ("\t" if name in _CELLS else "\n" if name in _BLOCKS else "") + _flow(element.tail)


def _opening(name: str) -> str:
    return "\n" if name in _BLOCKS or name == "br" else ""


def _own(element: Any, name: str) -> str:
    if name == "input":
        return str(element.get("value") or "") if element.get("type", "text") in ("text", "date", "number") else ""
    return (element.text or "") if name in ("pre", "textarea") else _flow(element.text)


def _flow(text: str | None) -> str:
    """Running text: white space of the file means nothing."""
    return re.sub(r"[ \t\r\n\f]+", " ", text) if text else ""


def _unseen(element: Any) -> bool:
    return element.get("hidden") is not None or bool(_UNSEEN.search(element.get("style") or ""))


def _hidden(left_out: list[str]) -> Iterator[Note]:
    if words := " ".join(" ".join(left_out).split()):
        shown = words if len(words) <= 80 else f"{words[:80]}…"
        yield Note("hidden_text", f"Words that cannot be seen on the page were left out: “{shown}”.", warning=True)
