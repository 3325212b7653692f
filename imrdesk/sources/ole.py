"""Files in Microsoft's older container: Outlook messages, which hold letters, and what has to be refused."""

import io
from collections.abc import Iterator
from typing import Any

from imrdesk.errors import SourceError

from .reader import How, Read
from .refusals import refusal

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MEDIA_TYPE = "application/x-ole-storage"
_MESSAGE = "__properties_version1.0"
_STREAMS = {"EncryptedPackage": "password", "WordDocument": "old_word"}


def claims(data: bytes) -> bool:
    """Whether these are the bytes of such a file."""
    return data.startswith(MAGIC)


def is_message(data: bytes) -> bool:
    """Whether it is an Outlook message."""
    try:
        return claims(data) and _has(data, _MESSAGE)
    except SourceError:
        return False


def read(data: bytes, _how: How) -> tuple[Read, ...]:
    """Refuse it for the right reason: none of these can be read as a letter."""
    for stream, code in _STREAMS.items():
        if _has(data, stream):
            raise refusal(code, "file")
    raise refusal("not_a_letter", "file")


def unpack_message(data: bytes, _how: How) -> Iterator[tuple[str, bytes]]:
    """What is attached to a message; the message itself where nothing is."""
    from oxmsg import Message

    message = _loaded(Message, data)
    found = False
    for attachment in message.attachments:
        payload = attachment.file_bytes
        if payload and not (attachment.mime_type or "").startswith("image/"):
            found = True
            yield attachment.file_name or "attachment", payload
    if not found:
        if message.body and message.body.strip():
            yield "message.txt", message.body.encode("utf-8", "replace")
        elif message.html_body:
            yield "message.html", message.html_body.encode("utf-8", "replace")


def _loaded(message: Any, data: bytes) -> Any:
    try:
        return message.load(io.BytesIO(data))
    except Exception as cause:  # a foreign file may break its parser in any way
        raise refusal("damaged", "file") from cause


def _has(data: bytes, stream: str) -> bool:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            return bool(file.exists(stream))
    except Exception as cause:
        raise refusal("damaged", "file") from cause
