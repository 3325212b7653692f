"""One desk at a time: who has a workspace open, by a lock that the system lets go when the program ends."""

import json
import os
import platform
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from imrdesk.errors import StoreError

FILE_NAME = "imrdesk.lock"
_LOCKED_AT = 1 << 20  # beyond the text, so that others may read it where locks bind


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a workspace open: the person, the computer, the program's process, and since when (UTC)."""

    user: str
    computer: str
    process: int
    since: str
    work: str = ""  # what is done to its files, where it is no desk

    @property
    def is_here(self) -> bool:
        """Whether that is this very program."""
        return (self.process, self.computer) == (os.getpid(), platform.node())

    def __str__(self) -> str:
        who = f"{self.user} on {self.computer}"
        try:
            since = datetime.fromisoformat(self.since).astimezone()
        except ValueError:
            return who
        return f"{who} (since {since:%m/%d/%Y %H:%M})"


class Hold:
    """A workspace held: `held_by` says who has it where it is not ours."""

    def __init__(self, folder: Path, user: str, work: str = "") -> None:
        self.file = folder / FILE_NAME
        self._handle: IO[bytes] | None = None
        self.held_by: Holder | None = None
        before = holder(folder)
        self.ended_badly = bool(_text(self.file)) and not (before and before.work)  # a desk closed well leaves it empty
        self._take(Holder(user, platform.node(), os.getpid(), datetime.now(UTC).isoformat(timespec="seconds"), work))

    def _take(self, us: Holder) -> None:
        try:
            handle = self.file.open("ab+")
        except OSError as cause:
            reason = cause.strerror or "the disk refused"
            message = f"{self.file.parent} cannot be used as a workspace: {reason}."
            raise StoreError("cannot_open", message, "Choose another folder.") from cause
        if not _lock(handle):
            handle.close()
            found = holder(self.file.parent) or Holder("somebody", "another computer", 0, "")
            self.held_by = None if found.is_here else found
            return
        handle.truncate(0)
        handle.write(json.dumps(asdict(us)).encode())
        handle.flush()
        self._handle = handle

    def release(self) -> None:
        """Give the workspace back."""
        if self._handle:
            with suppress(OSError):
                self._handle.truncate(0)
            self._handle.close()
            self._handle = None


def holder(folder: Path) -> Holder | None:
    """Who said last that the workspace is theirs."""
    try:
        return Holder(**json.loads(_text(folder / FILE_NAME)))
    except (ValueError, TypeError):
        return None


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: IO[bytes]) -> bool:
        handle.seek(_LOCKED_AT)
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(handle: IO[bytes]) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a disk without locks; `whereabouts` warns of it
        return True
