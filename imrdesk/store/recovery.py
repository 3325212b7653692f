"""Bringing a damaged workspace back: from a backup, or what can still be read of it. What was there is kept."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from imrdesk.errors import StoreError
from imrdesk.paths import written_whole

from . import encryption, engine, keys, salvage, sources
from .backups import Backup, Counts
from .faults import in_words
from .health import DATABASE

KEPT = "damaged"
_BESIDE = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a recovery gave: how much there is now, where the damaged file is kept, what could not be saved."""

    counts: Counts
    kept: Path | None
    lost: tuple[str, ...] = ()

    @property
    def gap(self) -> str:
        """What is to be known of the audit where letters were lost, in words."""
        return "The audit has a gap where they were, which a check names from now on." if self.lost else ""


def restore(folder: Path, backup: Backup) -> Recovered:
    """Put a backup in the database's place, once it is checked; the file that was there is kept beside."""
    counts = backup.verify()
    new = folder / f"{DATABASE}.restored"
    with _in_words(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with written_whole(new) as part:
            shutil.copyfile(backup.file, part)
        if key := engine.key_of(new):
            keys.bring(backup.file, key, folder)
        encryption.convert_database(new, keys.of(folder))
        kept = _exchange(folder, new)
        _bring_back_sources(folder, backup.file.parent / sources.FOLDER)
    return Recovered(counts, kept)


def rescue(folder: Path) -> Recovered:
    """Make a new database of every letter that can be read whole; the damaged one is kept beside."""
    target = folder / f"{DATABASE}.salvaged"
    with _in_words(folder):
        target.unlink(missing_ok=True)
        found = salvage.salvage(folder / DATABASE, target)
    if not found.counts.letters:
        target.unlink(missing_ok=True)
        raise StoreError(
            "nothing_left", f"Nothing of {DATABASE} can be read any more.", "Put back a backup, or import the letters."
        )
    with _in_words(folder):
        return Recovered(found.counts, _exchange(folder, target), found.lost)


def begin_anew(folder: Path) -> list[Path]:
    """Put the database and the letters' files aside; gives those files, to be imported into a new database."""
    with _in_words(folder):
        place = _put_aside(folder) or _new_place(folder)
        old = folder / sources.FOLDER
        if old.is_dir():
            old.rename(place / sources.FOLDER)
        return sorted((place / sources.FOLDER).glob("[0-9a-f]*"))


def _exchange(folder: Path, new: Path) -> Path | None:
    kept = _put_aside(folder)
    new.replace(folder / DATABASE)
    return kept


def _put_aside(folder: Path) -> Path | None:
    """Move the database and all that SQLite keeps beside it into a folder of their own; gives that folder."""
    found = [file for file in _files(folder) if file.exists()]
    if not found:
        return None
    place = _new_place(folder)
    for file in reversed(found):  # the database last: where this is cut off it is still there
        file.rename(place / file.name)
    return place


def _new_place(folder: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    place = folder / KEPT / stamp
    place.mkdir(mode=0o700, parents=True)
    return place


def _files(folder: Path) -> Iterator[Path]:
    yield folder / DATABASE
    yield from (folder / f"{DATABASE}{beside}" for beside in _BESIDE)


def _bring_back_sources(folder: Path, mirrored: Path) -> None:
    """Copy the letters' files that the workspace lost and the backups' folder has."""
    (folder / sources.FOLDER).mkdir(mode=0o700, exist_ok=True)
    for file in mirrored.iterdir() if mirrored.is_dir() else ():
        if not (folder / sources.FOLDER / file.name).exists():
            with written_whole(folder / sources.FOLDER / file.name) as part:
                shutil.copyfile(file, part)


@contextmanager
def _in_words(folder: Path) -> Iterator[None]:
    try:
        with in_words(folder / DATABASE):
            yield
    except OSError as cause:
        reason = cause.strerror or "the disk refused"
        raise StoreError("cannot_recover", f"{folder} cannot be changed: {reason}.", "Check the disk.") from cause
