"""What a worker that parses foreign files may not do, put up when it starts: much memory, writing, the network."""

import contextlib
import logging
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from . import job_object

T = TypeVar("T")

OUT_OF_MEMORY = 70  # exit code of a worker that ended itself over its memory
_WATCH_SECONDS = 0.01
_WALL = 1.25  # how far behind the watched limit the system's own stands: C code that runs into it cannot say why
_PLACES = 6  # lines of the program that a fault is told with
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "os.fork",
              "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
              "pty.", "webbrowser.", "urllib.", "ftplib.", "smtplib.", "winreg.")  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def enclose(memory: int, platform: str = sys.platform) -> None:
    """Shut this process in: a thread watches its `memory`, for it can say so; behind it stands a wall of the system."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # a parser that hangs never gets to Python's own handling
    sys.dont_write_bytecode = True
    os.environ["OMP_THREAD_LIMIT"] = "1"  # OCR on all processors at once is several times slower
    logging.disable()
    _silence()
    used = _address_space() if platform == "linux" else _resident()
    if wall := _WALLS.get(platform):
        wall(int(memory * _WALL))
    threading.Thread(target=_watch, args=(memory, used), daemon=True).start()
    sys.addaudithook(_refuse)


class UnexpectedError(Exception):
    """A fault of the program while it read a file: what and where, never the words of a letter."""


def run(work: Callable[..., T], seconds: float, *arguments: Any) -> T:
    """Do one piece of work; the kernel ends this process well after its time, even where nobody else is left to."""
    with _alarm(seconds):
        try:
            return work(*arguments)
        except MemoryError:
            os._exit(OUT_OF_MEMORY)  # what is left of this process is not to be trusted
        except Exception as error:
            places = traceback.extract_tb(error.__traceback__)[-_PLACES:]
            frames = [f"{Path(place.filename).name}:{place.lineno}" for place in places]
            raise UnexpectedError(f"{type(error).__name__} at {' > '.join(frames)}") from None


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds + 5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _silence() -> None:
    """Native libraries print what they think of a file; nobody reads it, and it may hold words of a letter."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _limit(memory: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _resident() -> Callable[[], int]:
    import psutil

    process = psutil.Process()
    return lambda: process.memory_info().rss


def _address_space() -> Callable[[], int]:
    """What the limit of Linux counts: all memory that was asked for."""
    statistics = os.open("/proc/self/statm", os.O_RDONLY)
    page = os.sysconf("SC_PAGE_SIZE")
    return lambda: int(os.pread(statistics, 32, 0).partition(b" ")[0]) * page


_WALLS: dict[str, Callable[[int], object]] = {"linux": _limit, "win32": job_object.confine}


def _watch(memory: int, resident: Callable[[], int]) -> None:
    while resident() < memory:
        time.sleep(_WATCH_SECONDS)
    os._exit(OUT_OF_MEMORY)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: whatever reaches out of the process fails before it happens."""
    if event == "open":
        mode, flags = arguments[1], arguments[2]
        if (isinstance(mode, str) and set("wax+") & set(mode)) or (isinstance(flags, int) and flags & _WRITING):
            raise PermissionError("a reader of foreign files writes none")
    elif event.startswith(_FORBIDDEN):
        raise PermissionError(f"a reader of foreign files does no {event}")
