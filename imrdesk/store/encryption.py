"""Encrypting a workspace that has letters, and taking it back: copied, compared row by row, then exchanged. Where it is
cut off nothing is lost, and doing it once more finishes it."""

import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from imrdesk.errors import StoreError
from imrdesk.paths import written_whole

from . import backups, engine, keys, sealing, sources
from .engine import HEADER, PAGE_SIZE
from .faults import APPLICATION_ID, in_words
from .health import DATABASE
from .keys import Key

PLAIN, ENCRYPTED, PARTLY = "plain", "encrypted", "partly"
KEPT = "damaged"
DRAFTS = "drafts.json"
Progress = Callable[[int, int, str], None]
DATABASE_WORDS, FILES_WORDS = "The database", "Letters, backups and what else is kept"
THOUSAND = 1000  # parts that a copy is told in
_WATCHED_EVERY = 200_000  # steps of SQLite's between two looks
_BESIDE = ("-wal", "-shm", "-journal")
_INNOCENT = (keys.FILE_NAME, "imrdesk.lock", f"{DATABASE}-shm")  # hold no word of a letter
_AFRESH = ("altered", "The copy is not what it was made of, so nothing was changed.", "Check the disk, then try again.")


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a workspace is encrypted; `plain` are the files of it that are not."""

    state: str
    plain: tuple[Path, ...] = ()

    def sentence(self) -> str:
        """The state in words."""
        count = len(self.plain)
        files = "1 file is" if count == 1 else f"{count} files are"
        return {
            PLAIN: "The workspace is not encrypted.",
            ENCRYPTED: "The workspace is encrypted: database, letters and backups.",
            PARTLY: f"The workspace is not encrypted yet: {files} still plain. Encrypt it once more to finish.",
        }[self.state]


def standing(folder: Path, backups_in: Path | None = None) -> Standing:
    """Look at every file of a workspace and of its backups; "encrypted" is said where none is plain."""
    if not (folder / keys.FILE_NAME).exists():
        return Standing(PLAIN)
    plain = tuple(file for file in _every(folder, backups_in) if _is_plain(file))
    return Standing(PARTLY if plain else ENCRYPTED, plain)


def encrypt(folder: Path, backups_in: Path, passphrase: str, progress: Progress | None = None) -> Standing:
    """Encrypt database, letters, backups and what else is kept; the plain ones go once their copies are proven."""
    engine.cipher()
    if (folder / keys.FILE_NAME).exists():
        key = keys.unlock(folder / keys.FILE_NAME, passphrase)  # it was cut off: go on with the same key
    else:
        keys.refuse_weak(passphrase)
        key = keys.made()
        keys.write(key, passphrase, folder / keys.FILE_NAME)
    with _told(folder):
        _keep_key(folder, backups_in)
        _convert(folder, backups_in, key, progress)
    return standing(folder, backups_in)


def decrypt(folder: Path, backups_in: Path, passphrase: str, progress: Progress | None = None) -> Standing:
    """Take the encryption off again: the letters and backups first, the database next, its key file last."""
    keys.unlock(folder / keys.FILE_NAME, passphrase)
    with _told(folder):
        _convert(folder, backups_in, None, progress)
        for place in (backups_in, folder / backups.FOLDER, folder):
            (place / keys.FILE_NAME).unlink(missing_ok=True)
    return standing(folder, backups_in)


def change_passphrase(folder: Path, backups_in: Path, old: str, new: str) -> None:
    """Wrap the key anew; whatever it locks stays as it is."""
    key = keys.unlock(folder / keys.FILE_NAME, old)
    keys.refuse_weak(new)
    with _told(folder):
        keys.write(key, new, folder / keys.FILE_NAME)
        _keep_key(folder, backups_in)


def _keep_key(folder: Path, backups_in: Path) -> None:
    """The key file lies with the backups too, which are worth nothing without it."""
    backups_in.mkdir(mode=0o700, parents=True, exist_ok=True)
    for place in {backups_in, folder / backups.FOLDER}:
        if place.is_dir():
            with written_whole(place / keys.FILE_NAME) as part:
                shutil.copyfile(folder / keys.FILE_NAME, part)


def _convert(folder: Path, backups_in: Path, key: Key | None, progress: Progress | None) -> None:
    """Bring every file to the state that `key` asks for; files that are so already are left."""
    database = folder / DATABASE
    files = [file for file in _every(folder, backups_in) if not _is_of(file, database) and _is_plain(file) is bool(key)]
    work = [database, *files] if key else [*files, database]  # the database tells which state the workspace is in
    for number, file in enumerate(work):
        if progress:
            progress(number, len(work), DATABASE_WORDS if file == database else FILES_WORDS)
        _CONVERTERS[_kind(file, folder)](file, key, progress or _silent)


def _kind(file: Path, folder: Path) -> str:
    if file.is_relative_to(folder / KEPT):
        return "file"
    left = any(part.startswith(".") for part in (file.name, file.parent.name)) or file.name.endswith(_BESIDE)
    return "left" if left else "database" if file.suffix == ".db" else "file"


def _silent(_done: int, _total: int, _what: str) -> None:
    """Nobody watches."""


def _remove(file: Path, _key: Key | None, _progress: Progress) -> None:
    """A program that was cut off has left it."""
    file.unlink()


def _convert_backup_or_file(file: Path, key: Key | None, progress: Progress) -> None:
    """A damaged backup is no database any more, but it may hold words."""
    try:
        convert_database(file, key, progress)
    except StoreError as refused:
        if file.name == DATABASE or refused.code not in ("damaged", "not_a_database"):
            raise
        _convert_file(file, key, progress)


def convert_database(file: Path, key: Key | None, progress: Progress = _silent) -> None:
    """Exchange a database for a copy in the other state, once both say the same row by row."""
    if not file.exists() or (engine.key_of(file) is None) == (key is None):
        return
    with in_words(file):
        _settle(file)
        with written_whole(file) as part:
            part.unlink()  # SQLite makes it
            with closing(_opened(file)) as old:
                with _watched(old, file, part, progress):
                    _export(old, part, key)
                with closing(engine.connect(part, key=key)) as new:
                    _refuse_different(old, new, progress)
            part.chmod(0o600)
            for beside in _BESIDE:
                file.with_name(f"{file.name}{beside}").unlink(missing_ok=True)


@contextmanager
def _watched(old: sqlite3.Connection, file: Path, part: Path, progress: Progress) -> Iterator[None]:
    """Tell how far a copy is, by its size, while one statement makes it."""
    whole = max(file.stat().st_size, 1)

    def tell() -> None:
        progress(min(part.stat().st_size * THOUSAND // whole, THOUSAND), THOUSAND, f"Copying {file.name}")

    old.set_progress_handler(tell, _WATCHED_EVERY)
    try:
        yield
    finally:
        old.set_progress_handler(None, 0)


def _settle(file: Path) -> None:
    """Bring what stands in the log into the file itself; raises StoreError where somebody else reads it."""
    with closing(engine.connect(file, isolation_level=None)) as db:
        (held, *_pages) = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if held or db.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
            raise StoreError(
                "busy", f"Another program has {file.name} open.", "Close the other program, then try again."
            )


def _opened(file: Path) -> sqlite3.Connection:
    """A connection of SQLCipher's, also to a plain file."""
    if engine.key_of(file):
        return engine.connect(file, isolation_level=None)
    return engine.cipher().connect(str(file), isolation_level=None)


def _export(old: sqlite3.Connection, target: Path, key: Key | None) -> None:
    (version,) = old.execute("PRAGMA user_version").fetchone()
    spelled = engine.spelled(key) if key else ""
    old.execute("ATTACH DATABASE ? AS made KEY ?", (str(target), spelled))
    old.execute(f"PRAGMA made.{'cipher_' if key else ''}page_size = {PAGE_SIZE}")
    old.execute("SELECT sqlcipher_export('made')")
    old.execute(f"PRAGMA made.application_id = {APPLICATION_ID}")
    old.execute(f"PRAGMA made.user_version = {int(version)}")
    old.execute("DETACH DATABASE made")


def _refuse_different(old: sqlite3.Connection, new: sqlite3.Connection, progress: Progress) -> None:
    """Raise StoreError where two databases do not hold the same, row by row, or the new one is not sound."""
    progress(0, 0, "Checking each page of the copy")
    (said,) = new.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok" or _said(old, progress) != _said(new, progress):
        raise StoreError(*_AFRESH)


def _said(db: sqlite3.Connection, progress: Progress) -> dict[str, str]:
    """What a database holds: the wording of its schema, and a hash of the rows of each table."""
    sql = "SELECT name, type, coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
    found = db.execute(sql).fetchall()
    said = {f"{kind} {name}": text for name, kind, text in found}
    tables = [name for name, kind, text in found if kind == "table" and "VIRTUAL" not in text.upper()]
    for number, name in enumerate(tables):
        progress(number, len(tables), "Comparing the copy row by row")
        rows = hashlib.sha256()
        for row in db.execute(f'SELECT * FROM "{name}"'):
            rows.update(repr(row).encode("utf-8", "surrogatepass"))
        said[f"rows {name}"] = rows.hexdigest()
    return said


def _convert_file(file: Path, key: Key | None, _progress: Progress) -> None:
    """Write a file anew in the other state, proven by reading it back before the old one goes."""
    data = sealing.read(file)
    with written_whole(file) as part:
        part.write_bytes(sealing.sealed(data, file.name, key) if key else data)
        if sealing.opened(part.read_bytes(), file.name) != data:
            raise StoreError(*_AFRESH)


_CONVERTERS: dict[str, Callable[[Path, Key | None, Progress], None]] = {
    "database": _convert_backup_or_file,
    "file": _convert_file,
    "left": _remove,
}


def _every(folder: Path, backups_in: Path | None) -> Iterator[Path]:
    """The files of a workspace and of its backups, wherever those lie, in a steady order."""
    own = [folder / sources.FOLDER, folder / backups.FOLDER, folder / KEPT, *folder.glob(".*")]
    found = {file for place in own if place.is_dir() for file in place.rglob("*")}
    found |= {
        file for file in folder.iterdir() if _is_of(file, folder / DATABASE) or file.name.startswith((".", DRAFTS))
    }
    if backups_in and backups_in.is_dir():
        found |= set(backups_in.rglob("*"))
    return iter(sorted(file for file in found if file.is_file() and file.name not in _INNOCENT))


def _is_of(file: Path, database: Path) -> bool:
    return file.name.startswith(database.name) and file.parent == database.parent


def _is_plain(file: Path) -> bool:
    """Whether a file can be read without a key. What SQLite keeps beside a database is as the database is."""
    for beside in _BESIDE:
        if file.name.endswith(beside):
            database = file.with_name(file.name.removesuffix(beside))
            return file.stat().st_size > 0 and _is_plain(database)
    with file.open("rb") as opened:
        first = opened.read(len(sealing.MARK))
    if not first or first == sealing.MARK:
        return False
    return keys.file_for(file, first) is None or first == HEADER


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as cause:
        reason = cause.strerror or "the disk refused"
        message = f"{folder} cannot be changed: {reason}. Nothing is lost."
        raise StoreError("cannot_write", message, "Make room or mend the disk, then do it once more.") from cause
