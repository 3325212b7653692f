"""How worker processes start: never as a copy of this one, whose threads would not come along, and without the script
that the desk is used from, which may read letters at its top level or have no file of its own."""

import multiprocessing
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import spawn
from typing import Any

_BASE: Any = multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn")
_STARTING = threading.Lock()
_PRELOADED = ("pypdfium2", "pikepdf")  # slow to import, and needed for most files


class Worker(_BASE.Process):
    """A process that does not import the main script."""

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802
        with _alone():
            return _BASE.Process._Popen(process_obj)  # noqa: SLF001


class Context(type(_BASE)):
    """The way of starting processes that a pool is given."""

    Process = Worker


def context(preload: Sequence[str]) -> Any:
    """The way of starting workers; where they are forked, from a process that has imported `preload` once for all."""
    made: Any = Context()
    if sys.platform == "linux":
        made.set_forkserver_preload([*preload, *_PRELOADED])
    return made


def begin(preload: Sequence[str]) -> None:
    """Have the process that workers are forked from import what they need, while the desk does other things."""
    if sys.platform == "linux":
        from multiprocessing import forkserver

        context(preload)
        with _alone():
            forkserver.ensure_running()


@contextmanager
def _alone() -> Iterator[None]:
    """Leave the main script out of what a new process prepares."""
    prepare = spawn.get_preparation_data

    def without_main(name: str) -> dict[str, object]:
        return {key: value for key, value in prepare(name).items() if not key.startswith("init_main")}

    with _STARTING:
        spawn.get_preparation_data = without_main
        try:
            yield
        finally:
            spawn.get_preparation_data = prepare
