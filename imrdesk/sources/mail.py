"""Saved e-mails (.eml, and .mht pages) and boxes of them (.mbox): their attachments, or the message itself where there
are none."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

from .reader import How

MOST_PARTS = 200
_HEADER = re.compile(rb"([A-Za-z][A-Za-z-]*):")
_OF_MAIL = {b"mime-version", b"message-id", b"received", b"return-path", b"x-mailer", b"delivered-to"}
_ENVELOPE = {b"from", b"to", b"subject", b"date", b"content-type"}
_MESSAGE = re.compile(rb"(?:\A|\r?\n\r?\n)From [^\n]*\n(?=[A-Za-z][A-Za-z-]*:)")  # how each begins in a box
_PICTURES = "image/"
_OWN_TYPES = ("text/plain", "text/html")


def claims(data: bytes) -> bool:
    """Whether the file begins with the headers of an e-mail."""
    if not _HEADER.match(data[:80].lstrip(b"\r\n")):
        return False
    names: set[bytes] = set()
    for line in data[:16384].lstrip(b"\r\n").splitlines():
        if not line.strip():
            break
        if match := _HEADER.match(line):
            names.add(match[1].lower())
        elif line[:1] not in b" \t":
            return False
    page_of_word = {b"mime-version", b"content-type"} <= names and b"multipart/related" in data[:1024]
    return page_of_word or (bool(names & _OF_MAIL) and len(names & _ENVELOPE) >= 2)


def is_box(data: bytes) -> bool:
    """Whether the file is a box of e-mails, as mail programs keep and export them."""
    line, _end, message = data[:16384].partition(b"\n")
    return line.startswith(b"From ") and claims(message)


def unpack_box(data: bytes, _how: How) -> Iterator[tuple[str, bytes]]:
    """Each message of a box."""
    for number, start in enumerate(found := [match.end() for match in _MESSAGE.finditer(data)]):
        end = data.rfind(b"From ", start, found[number + 1]) if number + 1 < len(found) else len(data)
        yield f"message {number + 1}.eml", data[start:end]


def unpack(data: bytes, _how: How) -> Iterator[tuple[str, bytes]]:
    """What is attached; the message itself where nothing is."""
    message = message_from_bytes(data, policy=policy.default)
    found = False
    for count, part in enumerate(message.walk()):
        if count == MOST_PARTS:
            break
        if attached := _attached(part):
            found = True
            yield attached
    if not found and (own := _body(message)):
        yield own


def _attached(part: EmailMessage) -> tuple[str, bytes] | None:
    """A part that is a file; pictures set into the text are none."""
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0) if isinstance(part.get_payload(), list) else None
        return ("message.eml", inner.as_bytes()) if isinstance(inner, EmailMessage) else None
    if part.is_multipart():
        return None
    name = part.get_filename()
    in_text = part.get("Content-ID") or part.get_content_disposition() == "inline"
    if not name or (in_text and part.get_content_type().startswith(_PICTURES)):
        return None
    payload = part.get_payload(decode=True)
    return (name, payload) if isinstance(payload, bytes) and payload.strip() else None


def _body(message: EmailMessage) -> tuple[str, bytes] | None:
    """The text of the message, as the file of its kind."""
    for kind in _OWN_TYPES:
        for part in message.walk():
            if part.get_content_type() == kind and isinstance(payload := part.get_payload(decode=True), bytes):
                text = payload.decode(_charset(part), errors="replace")
                if text.strip():
                    return ("message.txt" if kind == "text/plain" else "message.html"), text.encode("utf-8", "replace")
    return None


def _charset(part: EmailMessage) -> str:
    name = part.get_content_charset() or "utf-8"
    try:
        b"".decode(name)
    except LookupError:
        return "cp1252"
    return name
