"""Opening a workspace's database: made where there is none, brought up to date where it is of an older version."""

from collections.abc import Callable
from pathlib import Path

from . import engine
from .database import BUSY_SECONDS, Database
from .engine import PAGE_SIZE
from .faults import APPLICATION_ID, in_words, refusal, refuse_foreign
from .keys import Key


def open_database(
    file: Path,
    before: Callable[[], object] | None = None,
    *,
    read_only: bool = False,
    progress: Callable[[int, int, str], None] | None = None,
    key: Key | None = None,
) -> Database:
    """Open the file, or make it where there is none, encrypted where a `key` is given; refuses in words what is not
    a database of imrdesk. `before` is called before the tables of a database with letters change, `progress` while
    they do."""
    from .migrations import migrate, silent

    database = Database(file, read_only=read_only)
    try:
        with in_words(file):
            if not refuse_foreign(file):
                _begin(file, key)
            migrate(database, before, progress or silent)
    except BaseException:
        database.close()
        raise
    return database


def _begin(file: Path, key: Key | None) -> None:
    """Make a new file and mark it as ours; refuses where letters lie beside a file that is gone."""
    sources = file.with_name("sources")
    if sources.is_dir() and any(sources.iterdir()):
        raise refusal("emptied", file)
    file.touch(mode=0o600)
    fresh = engine.connect(file, key=key, timeout=BUSY_SECONDS)
    fresh.execute(f"PRAGMA page_size = {PAGE_SIZE}")
    fresh.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    fresh.close()
