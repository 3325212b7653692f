"""A whole workspace as one file: a zip file of the database, every letter's file, and a list of both."""

import hashlib
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from imrdesk.errors import StoreError
from imrdesk.paths import written_whole

from . import backups, engine, keys, sealing, sources
from .backups import Counts
from .faults import in_words, refuse_foreign
from .health import DATABASE

_LIST = "workspace.json"
_FORMAT = "imrdesk workspace 1"
_LETTER = re.compile(rf"{sources.FOLDER}/[0-9a-f]{{64}}")
_OWN = (DATABASE, keys.FILE_NAME)
_NO_ARCHIVE = ("This is no file of a whole workspace, or it is damaged.", "Choose a file that `imrdesk pack` wrote.")
Progress = Callable[[int, int, str], None]


def pack(folder: Path, target: Path, progress: Progress | None = None) -> Counts:
    """Write a workspace into one file, while others may work on it."""
    with (
        _told(target),
        in_words(folder / DATABASE),
        tempfile.TemporaryDirectory(dir=_existing(target.parent), prefix=".packing-") as place,
        written_whole(target) as part,
    ):
        every = (folder / sources.FOLDER).iterdir()
        letters = sorted(file for file in every if re.fullmatch("[0-9a-f]{64}", file.name))
        copied = Path(place) / DATABASE
        counts = backups.copy(folder / DATABASE, copied)
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            known = {
                "format": _FORMAT,
                "letters": counts.letters,
                "events": counts.events,
                "sha256": _hash(copied),
                "files": {file.name: _hash(file) for file in letters if sealing.is_sealed(file)},
            }
            archive.writestr(_LIST, json.dumps(known, indent=2))
            archive.write(copied, DATABASE)
            if engine.key_of(copied):
                archive.write(folder / keys.FILE_NAME, keys.FILE_NAME)
            for number, file in enumerate(letters):
                if progress:
                    progress(number, len(letters), file.name)
                archive.write(file, f"{sources.FOLDER}/{file.name}")
    return counts


def unpack(archive: Path, folder: Path, progress: Progress | None = None) -> Counts:
    """Make the workspace of a file again in a folder that has none; everything is checked before it is there."""
    if folder.exists() and any(folder.iterdir()):
        raise StoreError("not_empty", f"{folder} is not empty.", "Choose a folder that does not exist yet.")
    with _told(folder), tempfile.TemporaryDirectory(dir=_existing(folder.parent), prefix=".unpacking-") as made:
        place = Path(made) / "workspace"
        (place / sources.FOLDER).mkdir(parents=True)
        try:
            with zipfile.ZipFile(archive) as opened:
                known = json.loads(opened.read(_LIST))
                names = [name for name in opened.namelist() if _LETTER.fullmatch(name) or name in _OWN]
                for number, name in enumerate(names):
                    if progress:
                        progress(number, len(names), name)
                    with opened.open(name) as packed, (place / name).open("wb") as file:
                        shutil.copyfileobj(packed, file)
        except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as cause:
            raise StoreError("no_archive", *_NO_ARCHIVE) from cause
        counts = _checked(place, known)
        if folder.exists():
            folder.rmdir()
        place.chmod(0o700)
        place.rename(folder)
    return counts


def _checked(place: Path, known: dict[str, object]) -> Counts:
    """The counts of an unpacked workspace; raises StoreError where a file is not what the list or its name says. What
    is encrypted is compared as it is, and needs no passphrase."""
    file, files = place / DATABASE, known.get("files")
    said = files if isinstance(files, dict) else {}
    if not file.is_file() or known.get("format") != _FORMAT or known.get("sha256") != _hash(file):
        raise StoreError("no_archive", *_NO_ARCHIVE)
    if any(_hash(letter) != said.get(letter.name, letter.name) for letter in (place / sources.FOLDER).iterdir()):
        raise StoreError("no_archive", *_NO_ARCHIVE)
    if (place / keys.FILE_NAME).exists():
        return Counts(int(str(known["letters"])), int(str(known["events"])))
    with in_words(file):
        refuse_foreign(file)
        return backups.counted(file)


def _hash(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _existing(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def _told(place: Path):
    try:
        yield
    except OSError as cause:
        reason = cause.strerror or "the disk refused"
        raise StoreError("cannot_write", f"{place} cannot be used: {reason}.", "Choose another place.") from cause
