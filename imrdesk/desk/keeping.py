"""Keeping a workspace safe: one desk at a time, backups while people work, a look at its health, bringing it back."""

import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from imrdesk.errors import InputError, StoreError
from imrdesk.settings import Settings
from imrdesk.store import Progress, Store, archive, backups, encryption, engine, health, keys, recovery, sealing
from imrdesk.store.backups import ASKED, ROLLING, Backup, Counts
from imrdesk.store.encryption import ENCRYPTED, PARTLY, PLAIN, Standing
from imrdesk.store.health import DATABASE, Damage, Health
from imrdesk.store.holding import Hold, Holder
from imrdesk.store.recovery import Recovered
from imrdesk.store.whereabouts import warning

log = logging.getLogger(__name__)
LOOK_EVERY = 60.0  # seconds between two looks whether a backup is due


def backups_folder(folder: Path, chosen: Settings) -> Path:
    """Where the backups of a workspace go: a folder of its own where the settings name one, else inside it."""
    if not chosen.backup_folder:
        return folder / backups.FOLDER
    return Path(chosen.backup_folder).expanduser() / folder.resolve().name


class Keeper:
    """Holds a workspace while a desk is open, and backs it up by and by; reading only where another has it."""

    def __init__(self, folder: Path, chosen: Settings, user: str, *, looking: bool = False) -> None:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as cause:
            reason = cause.strerror or "the disk refused"
            message = f"{folder} cannot be used as a workspace: {reason}."
            raise StoreError("cannot_open", message, "Choose another folder.") from cause
        self.folder = folder
        self.backups = backups_folder(folder, chosen)
        keys.bring_back(folder / DATABASE, self.backups)
        self._hold = None if looking else Hold(folder, user)
        ended_badly = self._hold is not None and self._hold.ended_badly and self.held_by is None
        self.lost_log = health.lost_log(folder, ended_badly=ended_badly)
        self.failure: StoreError | OSError | None = None  # why the last backup by itself was not made
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="backups", daemon=True)

    @property
    def held_by(self) -> Holder | None:
        """Who else has the workspace."""
        return self._hold.held_by if self._hold else None

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed: another has it, or it was only opened to look."""
        return self._hold is None or self._hold.held_by is not None

    @property
    def locked(self) -> str:
        """Why nothing can be changed here, as it is said where something is not offered; empty where all can be."""
        if not self.read_only:
            return ""
        return f"{self.held_by or 'Another program'} has this workspace open: here it can only be read."

    def open(self, progress: Progress | None = None) -> Store:
        """The store of the workspace; from now on backups are made as they come due. `progress` is told where an older
        workspace is brought up to date."""
        try:
            store = Store.open(self.folder, self.backups, read_only=self.read_only, progress=progress)
        except BaseException:
            self._release()
            raise
        if not self.read_only:
            self._thread.start()
        return store

    def warnings(self) -> list[str]:
        """What a person should know before working here."""
        place = warning(self.folder)
        return [*([place] if place else []), *self.pressing()]

    def pressing(self) -> list[str]:
        """What nobody may overlook: another has it open, or something was lost."""
        told = []
        if self.held_by:
            told.append(f"{self.held_by} has this workspace open. Here it can only be read.")
        if self.lost_log:
            told.append(f"{self.lost_log.message} The newest changes may be lost: see imrdesk check.")
        return told

    def back_up(self, why: str = ASKED) -> Backup:
        """Make a backup now, and let old ones go; raises StoreError."""
        with self._lock:
            made = backups.take(self.folder / DATABASE, self.backups, why)
            if not self.backups.resolve().is_relative_to(self.folder.resolve()):
                backups.mirror(self.folder / "sources", self.backups / "sources")
            backups.thin(self.backups)
        return made

    def back_up_if_due(self) -> Backup | None:
        """Make a backup where there is work that none has; a failure is logged, the work goes on."""
        try:
            made = self.back_up(ROLLING) if backups.is_due(self.folder / DATABASE, self.backups) else None
            self.failure = None
            return made
        except (StoreError, OSError) as error:
            self.failure = error
            log.warning("no backup: %s", getattr(error, "code", type(error).__name__))
            return None

    def close(self, *, changed: bool) -> None:
        """Give the workspace back, after a backup where one is due."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()
        if changed:
            self.back_up_if_due()
        self._release()

    def _release(self) -> None:
        if self._hold:
            self._hold.release()

    def _run(self) -> None:
        while not self._stopped.wait(LOOK_EVERY):
            self.back_up_if_due()


def check(
    folder: Path,
    *,
    quick: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Health:
    """What is wrong with a workspace; nothing is changed by looking. A look at everything can be stopped, and then
    raises StoreError."""
    _refuse_absent(folder)
    engine.key_of(folder / DATABASE)  # raises where it is still locked
    return health.quick(folder) if quick else health.full(folder, health.Watch(progress, cancelled))


def is_locked(folder: Path) -> bool:
    """Whether a workspace is encrypted and nobody has given its passphrase since the program started."""
    try:
        engine.key_of(folder / DATABASE)
    except StoreError as refused:
        return refused.code == "encrypted"
    except OSError:
        return False
    return False


def write_private(file: Path, data: bytes) -> None:
    """Write a file of the workspace whole, locked as its database is."""
    sealing.write(file, data, engine.key_of(file.with_name(DATABASE)))


def read_private(file: Path) -> bytes:
    """What such a file holds; raises OSError, and StoreError where it is locked or was altered."""
    return sealing.read(file)


def has_letters(folder: Path) -> bool:
    """Whether any letter's file lies in a workspace; a look at one, however many there are."""
    try:
        with os.scandir(folder / "sources") as found:
            return next(found, None) is not None
    except OSError:
        return False


def is_encrypted(folder: Path) -> bool:
    """Whether a workspace has a key, so that its passphrase is asked for; `standing` looks at every file."""
    return (folder / keys.FILE_NAME).exists()


def unlock(folder: Path, passphrase: str) -> None:
    """Open an encrypted workspace's key, until the program ends; raises StoreError for another passphrase."""
    keys.unlock(folder / keys.FILE_NAME, passphrase)


def standing(folder: Path, chosen: Settings) -> Standing:
    """Whether a workspace and its backups are encrypted, by a look at every file."""
    return encryption.standing(folder, backups_folder(folder, chosen))


def encrypt(
    folder: Path, chosen: Settings, passphrase: str, user: str, progress: encryption.Progress | None = None
) -> Standing:
    """Encrypt everything that is kept of a workspace, which nobody may have open; a second time finishes a first."""
    _refuse_absent(folder)
    with alone(folder, user, "encrypting"):
        return encryption.encrypt(folder, backups_folder(folder, chosen), passphrase, progress)


def decrypt(
    folder: Path, chosen: Settings, passphrase: str, user: str, progress: encryption.Progress | None = None
) -> Standing:
    """Take the encryption off again."""
    _refuse_plain(folder)
    with alone(folder, user, "decrypting"):
        return encryption.decrypt(folder, backups_folder(folder, chosen), passphrase, progress)


def change_passphrase(folder: Path, chosen: Settings, old: str, new: str) -> None:
    """Take another passphrase; nothing else is rewritten."""
    _refuse_plain(folder)
    encryption.change_passphrase(folder, backups_folder(folder, chosen), old, new)


@dataclass(frozen=True, slots=True)
class Prospects:
    """What is damaged, and what can be done: the newest good backup and what it holds, and how many letters' files
    there are to begin anew from."""

    damages: tuple[Damage, ...]
    backup: Backup | None
    counts: Counts | None
    files: int


def prospects(folder: Path, chosen: Settings, found: Health | None = None) -> Prospects:
    """Look at a damaged workspace and at its backups; nothing is changed by looking."""
    damages = (found or check(folder, quick=True)).damages
    backup, counts = newest_good(backups_folder(folder, chosen))
    place = folder / "sources"
    files = sum(1 for file in place.iterdir() if "." not in file.name) if place.is_dir() else 0
    return Prospects(damages, backup, counts, files)


def newest_good(kept_in: Path) -> tuple[Backup | None, Counts | None]:
    """The newest backup whose every page is sound, and what it holds."""
    for backup in backups.every(kept_in):
        with suppress(StoreError):
            return backup, backup.verify()
    return None, None


def unpacked(file: Path) -> Path:
    """The workspace of a packed file that is opened: the folder of its name beside it, made where there is none."""
    folder = file.with_suffix("")
    if not folder.exists():
        archive.unpack(file, folder)
    return folder


def restore(folder: Path, chosen: Settings, name: str, user: str) -> Recovered:
    """Put back the backup that a person names: the newest, one of the list, or a file."""
    with alone(folder, user):
        return recovery.restore(folder, find_backup(folder, chosen, name))


def restore_newest_good(folder: Path, chosen: Settings, user: str) -> Recovered:
    """Put back the newest backup that is sound; raises InputError where there is none."""
    with alone(folder, user):
        backup, _counts = newest_good(backups_folder(folder, chosen))
        if backup is None:
            raise InputError("no_such_backup", "There is no backup that can be read.")
        return recovery.restore(folder, backup)


def rescue(folder: Path, user: str) -> Recovered:
    """Bring over every letter that can still be read into a new database."""
    _refuse_absent(folder)
    with alone(folder, user):
        return recovery.rescue(folder)


def begin_anew(folder: Path, user: str) -> list[Path]:
    """Put everything aside; gives the letters' files, to be imported again."""
    _refuse_absent(folder)
    with alone(folder, user):
        return recovery.begin_anew(folder)


def find_backup(folder: Path, chosen: Settings, name: str) -> Backup:
    """A backup by "newest", its file name or its path; raises InputError where there is none such."""
    file = Path(name)
    known = backups.every(backups_folder(folder, chosen))
    if file.parent.is_dir() and file.is_file():
        known = backups.every(file.parent)
    for backup in known:
        if name == "newest" or backup.file.name in (file.name, f"{file.name}.db"):
            return backup
    raise InputError("no_such_backup", f"There is no backup “{name}”.", "See: imrdesk backup --list")


@contextmanager
def alone(folder: Path, user: str, work: str = "recovering") -> Iterator[None]:
    """Hold a workspace for a change of its files; raises StoreError where somebody has it open."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    hold = Hold(folder, user, work)
    try:
        if hold.held_by:
            raise StoreError("held", f"{hold.held_by} has this workspace open.", "Close it there first.")
        yield
    finally:
        hold.release()


def _refuse_absent(folder: Path) -> None:
    if not folder.is_dir():
        raise InputError("no_workspace", f"There is no workspace in {folder}.", "Name its folder with -w.")


def _refuse_plain(folder: Path) -> None:
    _refuse_absent(folder)
    if not (folder / keys.FILE_NAME).exists():
        raise InputError("not_encrypted", f"The workspace {folder} is not encrypted.")


__all__ = [
    "DATABASE",
    "ENCRYPTED",
    "PARTLY",
    "PLAIN",
    "Backup",
    "Counts",
    "Damage",
    "Health",
    "Keeper",
    "Recovered",
    "Standing",
    "archive",
    "backups",
    "warning",
]
