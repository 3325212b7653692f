"""How safe a workspace is: what a person should know about its disk, its backups and its place, and how it stands."""

import importlib.util
import math
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from imrdesk.desk import keeping
from imrdesk.desk.keeping import DATABASE, Backup, Counts, Keeper, Standing, backups
from imrdesk.errors import StoreError
from imrdesk.settings import Settings
from imrdesk.store import whereabouts

ENOUGH = 2 * 1024**3  # bytes free on a disk that nobody need think about
COPIES = 2  # of the database that should find room: a backup, and one while it is made
OLD = timedelta(days=1)  # of work that no backup has
_GB = 1024**3


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to know: `words` in a line, `remedy` what to do. Once dismissed it comes back when `state` changes."""

    code: str
    words: str
    remedy: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Safety:
    """How a workspace stands: what to know, whether it is encrypted, its newest backup and what that holds."""

    folder: Path
    cautions: tuple[Caution, ...]
    standing: Standing
    backups_in: Path
    newest: Backup | None
    counts: Counts | None
    can_encrypt: bool


def look(keeper: Keeper, chosen: Settings) -> Safety:
    """Look at all of it; every file's first bytes are read, so that many letters take a while."""
    newest = next(iter(backups.every(keeper.backups)), None)
    counts = None
    with suppress(StoreError):
        counts = newest.counts() if newest else None
    found = tuple(cautions(keeper))
    standing = keeping.standing(keeper.folder, chosen)
    return Safety(keeper.folder, found, standing, keeper.backups, newest, counts, can_encrypt())


def can_encrypt() -> bool:
    """Whether the parts that encrypt are installed."""
    return all(importlib.util.find_spec(name) for name in ("sqlcipher3", "cryptography"))


def cautions(keeper: Keeper, now: datetime | None = None) -> Iterator[Caution]:
    """What a person should know, the most pressing first; nothing of a workspace without letters."""
    yield from _disk(keeper)
    if place := whereabouts.trouble(keeper.folder):
        yield Caution("place", *place, state=str(keeper.folder))
    if keeping.has_letters(keeper.folder):
        yield from _backups(keeper, now or datetime.now(UTC))
        yield from _shared_fate(keeper)


def _disk(keeper: Keeper) -> Iterator[Caution]:
    needed = max(ENOUGH, COPIES * _size(keeper.folder / DATABASE))
    places = {"disk": keeper.folder, "backup_disk": _there(keeper.backups)}
    if _device(keeper.folder) == _device(places["backup_disk"]):
        del places["backup_disk"]
    for code, place in places.items():
        free = shutil.disk_usage(place).free
        if free < needed:
            whose = "The disk" if code == "disk" else "The disk of the backups"
            yield Caution(
                code,
                f"{whose} is nearly full: {free / _GB:.1f} GB are left.",
                f"Make room on the disk of {place}. When it is full, changes can no longer be saved.",
                state=str(int(math.log2(free // 1024**2 + 1))),  # it comes back when half of that is left
            )


def _backups(keeper: Keeper, now: datetime) -> Iterator[Caution]:
    if not (keeper.failure or keeper.read_only):
        return  # the next one is made within a minute
    newest = next(iter(backups.every(keeper.backups)), None)
    why = f" The last try failed: {keeper.failure}" if keeper.failure else ""
    if newest is None:
        yield Caution("no_backup", "There is no backup of this workspace.",
                      f"Make one now, and look whether {keeper.backups} can be written.{why}", why)  # fmt: skip
    elif now - newest.at > OLD and backups.is_due(keeper.folder / DATABASE, keeper.backups, now):
        days = (now - newest.at).days
        yield Caution(
            "old_backup",
            f"The newest backup is {'1 day' if days == 1 else f'{days} days'} old, and there is newer work.",
            f"Make one now, and look whether {keeper.backups} can be written.{why}",
            state=f"{newest.at:%Y-%m-%d} {days // 7}",
        )


def _shared_fate(keeper: Keeper) -> Iterator[Caution]:
    remedy = "Choose a folder on another disk for them in Settings: the letters' files are then copied there too."
    if keeper.backups.resolve().is_relative_to(keeper.folder.resolve()):
        words = "Backups lie inside the workspace: if this disk breaks, they are gone with it."
        yield Caution("backups_inside", words, remedy, str(keeper.backups))
    elif _device(keeper.folder) == _device(_there(keeper.backups)):
        words = "Backups lie on the same disk as the workspace: if it breaks, they are gone with it."
        yield Caution("same_disk", words, remedy, str(keeper.backups))


def _there(folder: Path) -> Path:
    """The folder, or the nearest above it that there is."""
    return next(place for place in (folder, *folder.absolute().parents) if place.exists())


def _device(folder: Path) -> int:
    return folder.stat().st_dev


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
