"""Files that are locked by the workspace's key: whole, authenticated, each bound to its own name."""

import hashlib
import os
from pathlib import Path

from imrdesk.errors import StoreError
from imrdesk.paths import written_whole

from . import keys
from .keys import ID_BYTES, Key

MARK = b"imrdesk sealed 1"
_NONCE = 12
_PURPOSE = b"imrdesk files"


def sealed(data: bytes, name: str, key: Key) -> bytes:
    """The bytes of a locked file of that name."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    head, nonce = MARK + key.id, os.urandom(_NONCE)
    return head + nonce + AESGCM(key.derived(_PURPOSE)).encrypt(nonce, data, head + name.encode())


def is_sealed(file: Path) -> bool:
    """Whether a file is locked."""
    with file.open("rb") as opened:
        return opened.read(len(MARK)) == MARK


def read(file: Path) -> bytes:
    """What a file holds, locked or not; raises StoreError where its key is not there, or it was altered."""
    return opened(file.read_bytes(), file.name)


def opened(data: bytes, name: str) -> bytes:
    """What the bytes of a file of that name say, locked or not; raises StoreError as `read` does."""
    if not data.startswith(MARK):
        return data
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    start = len(MARK) + ID_BYTES
    head, nonce, locked = data[:start], data[start : start + _NONCE], data[start + _NONCE :]
    key = keys.known(head[len(MARK) :])
    if key is None:
        raise StoreError("encrypted", "A file of the workspace is encrypted.", "Give the passphrase of its workspace.")
    try:
        return AESGCM(key.derived(_PURPOSE)).decrypt(nonce, locked, head + name.encode())
    except (InvalidTag, ValueError) as cause:
        raise StoreError("altered", "An encrypted file of the workspace was altered.", "See: imrdesk check") from cause


def write(file: Path, data: bytes, key: Key | None) -> None:
    """Write a file whole, locked where there is a key; what is written can be read back when this returns."""
    with written_whole(file) as part:
        part.write_bytes(sealed(data, file.name, key) if key else data)


def digest(file: Path) -> str:
    """The SHA-256 of what a file holds."""
    if is_sealed(file):
        return hashlib.sha256(read(file)).hexdigest()
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
