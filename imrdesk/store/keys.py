"""The key of an encrypted workspace: kept in a file, wrapped by the passphrase, so that a new passphrase rewrites
nothing else; and the keys that have been unlocked since the program started."""

import hashlib
import hmac
import json
import os
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path

from imrdesk.errors import StoreError
from imrdesk.paths import written_whole

FILE_NAME = "imrdesk.key"
ID_BYTES = 16
LEAST_LETTERS = 12  # of a passphrase, spaces too
_FORMAT = "imrdesk key 1"
_SCRYPT = {"n": 2**17, "r": 8, "p": 1}  # 128 MB and a third of a second for each guess
_MEMORY = 256 * 1024 * 1024
_UP = 4  # folders above a file in which its key may lie
MISSING = StoreError(
    "no_encryption",
    "The part of imrdesk that encrypts is not installed on this computer.",
    "Install it: pip install 'imrdesk[encryption]'",
)


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """The secret of one workspace; its `id` stands first in every file that it locks, and is none."""

    id: bytes
    secret: bytes

    def derived(self, purpose: bytes) -> bytes:
        """A secret of its own for one purpose (HKDF-Expand of one block)."""
        return hmac.digest(self.secret, purpose + b"\x01", "sha256")


_unlocked: dict[bytes, Key] = {}


def made() -> Key:
    """A new key, unlocked."""
    key = Key(os.urandom(ID_BYTES), os.urandom(32))
    _unlocked[key.id] = key
    return key


def forget() -> None:
    """Lock everything again."""
    _unlocked.clear()


def known(key_id: bytes) -> Key | None:
    """The unlocked key of that id."""
    return _unlocked.get(key_id)


def write(key: Key, passphrase: str, file: Path) -> None:
    """Keep a key in a file that only the passphrase opens."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(16), os.urandom(12)
    head = {"format": _FORMAT, "id": key.id.hex(), "kdf": "scrypt", **_SCRYPT, "salt": _text(salt)}
    wrapped = AESGCM(_wrapping(passphrase, head)).encrypt(nonce, key.secret, _bound(head))
    with written_whole(file) as part:
        part.write_text(json.dumps(head | {"nonce": _text(nonce), "wrapped": _text(wrapped)}, indent=2), "utf-8")


def unlock(file: Path, passphrase: str) -> Key:
    """The key of a key file; raises StoreError in words where the passphrase is not its own."""
    try:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ImportError as cause:
        raise MISSING from cause
    said = _read(file)
    head = {name: said[name] for name in said if name not in ("nonce", "wrapped")}
    try:
        wrapping = AESGCM(_wrapping(passphrase, head))
        secret = wrapping.decrypt(b64decode(said["nonce"]), b64decode(said["wrapped"]), _bound(head))
    except InvalidTag as cause:
        raise StoreError(
            "wrong_passphrase", "That is not the passphrase of this workspace.", "Mind capitals and spaces, try again."
        ) from cause
    except (KeyError, ValueError, TypeError, MemoryError) as cause:
        raise _damaged(file) from cause
    key = Key(bytes.fromhex(head["id"]), secret)
    _unlocked[key.id] = key
    return key


def id_in(file: Path) -> bytes:
    """The id of the key that a key file holds."""
    try:
        return bytes.fromhex(_read(file)["id"])
    except (KeyError, ValueError, TypeError) as cause:
        raise _damaged(file) from cause


def of(folder: Path) -> Key | None:
    """The key of a workspace; none where it is not encrypted. Raises StoreError where nobody gave its passphrase."""
    file = folder / FILE_NAME
    if not file.exists():
        return None
    if key := known(id_in(file)):
        return key
    raise StoreError("encrypted", "The workspace is encrypted.", "Give its passphrase.")


def refuse_weak(passphrase: str) -> None:
    """Raise StoreError where a passphrase is too short to protect anything."""
    if len(passphrase.strip()) < LEAST_LETTERS:
        message = f"A passphrase has at least {LEAST_LETTERS} letters."
        raise StoreError("weak_passphrase", message, "Take four or five words that nobody would put together.")


def file_for(locked: Path, key_id: bytes) -> Path | None:
    """The key file of a locked file: beside it, or in a folder above, or among the backups there."""
    for place in list(locked.parents)[:_UP]:
        for found in (place / FILE_NAME, place / "backups" / FILE_NAME):
            try:
                if found.is_file() and id_in(found) == key_id:
                    return found
            except StoreError:
                continue
    return None


def bring(locked: Path, key: Key, folder: Path) -> None:
    """Keep the key file of a locked file in another folder too: without it no backup opens."""
    found, target = file_for(locked, key.id), folder / FILE_NAME
    if found and (found != target or not target.exists()):
        with written_whole(target) as part:
            part.write_bytes(found.read_bytes())


def bring_back(locked: Path, kept_in: Path) -> None:
    """Copy the key file that a workspace has lost from its backups; nothing where there is none to lose."""
    target, kept = locked.with_name(FILE_NAME), kept_in / FILE_NAME
    if target.exists() or not kept.is_file() or not locked.is_file():
        return
    with locked.open("rb") as opened:
        if opened.read(ID_BYTES) == id_in(kept):
            with written_whole(target) as part:
                part.write_bytes(kept.read_bytes())


def _read(file: Path) -> dict:
    try:
        said = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as cause:
        raise _damaged(file) from cause
    if not isinstance(said, dict) or said.get("format") != _FORMAT:
        raise _damaged(file)
    return said


def _damaged(file: Path) -> StoreError:
    message = f"The key file {file.name} cannot be read."
    return StoreError("key_damaged", message, f"Put back {FILE_NAME} from the folder of the backups.")


def _wrapping(passphrase: str, head: dict) -> bytes:
    """What the passphrase makes, slowly, so that guessing is dear."""
    typed = unicodedata.normalize("NFC", passphrase).encode()
    cost = {name: min(int(head[name]), most) for name, most in (("n", 2**18), ("r", 8), ("p", 4))}
    return hashlib.scrypt(typed, salt=b64decode(head["salt"]), maxmem=_MEMORY * 2, dklen=32, **cost)


def _bound(head: dict) -> bytes:
    return json.dumps(head, sort_keys=True).encode()


def _text(data: bytes) -> str:
    return b64encode(data).decode()
