"""Guard: foreign files are read in worker processes with a clock and a memory limit, so that none can harm the desk."""

import logging
import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from imrdesk.errors import SourceError

from . import fence, workers
from .refusals import refusal

if TYPE_CHECKING:
    from pebble import ProcessPool

log = logging.getLogger(__name__)

T = TypeVar("T")
MOST_WORKERS = 4
FILES_A_WORKER = 500  # then it is replaced: what native libraries leave behind in memory goes with it
AHEAD = 3  # files for each worker that wait for it, so that none is ever idle
_GRACE = 10.0  # seconds after which a pool that does not answer counts as broken


class Named(Protocol):
    """A piece of work, named as a person knows it."""

    @property
    def name(self) -> str:
        """The file's name."""
        ...


N = TypeVar("N", bound=Named)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: seconds, bytes of memory; `workers` files at a time (0: one a processor)."""

    seconds: float = 30.0
    memory: int = 1024**3
    workers: int = 0

    @property
    def processes(self) -> int:
        """How many workers there are."""
        return self.workers or min(os.cpu_count() or 1, MOST_WORKERS)


class Guard:
    """A pool of workers, started when it is first needed and replaced where a file kills one.

    Safe to use from several threads. `preload` names the modules that the work needs: the process that workers are
    forked from imports them once.
    """

    def __init__(self, limits: Limits, *preload: str) -> None:
        self.limits = limits
        self._preload = preload
        self._pool: ProcessPool | None = None
        self._lock = threading.Lock()

    def each(self, work: Callable[[N], T], items: Iterable[N]) -> Generator[tuple[N, T | SourceError]]:
        """Every item with what the work made of it, or why it was refused, in order; only a few wait at a time."""
        waiting: deque[tuple[N, Future[T] | None]] = deque()
        try:
            for item in items:
                waiting.append((item, self._schedule(work, item)))
                if len(waiting) > AHEAD * self.limits.processes:
                    yield self._finished(work, *waiting.popleft())
            while waiting:
                yield self._finished(work, *waiting.popleft())
        finally:
            for _item, future in waiting:
                if future:
                    future.cancel()

    def warm(self) -> None:
        """Start the workers now, so that the first file need not wait for them."""
        list(self.each(_nothing, [Path(str(number)) for number in range(self.limits.processes)]))

    def close(self) -> None:
        """End the workers."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool:
            _end(pool)

    def __enter__(self) -> "Guard":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def _schedule(self, work: Callable[[N], T], item: N) -> "Future[T] | None":
        arguments = (work, self.limits.seconds, item)
        try:
            return self._running().schedule(fence.run, arguments, timeout=self.limits.seconds)
        except RuntimeError:  # the pool broke a moment ago
            return None

    def _finished(self, work: Callable[[N], T], item: N, future: "Future[T] | None") -> tuple[N, T | SourceError]:
        """The result of one item; where the whole pool broke over another, it gets a pool and a chance of its own."""
        for _chance in range(2):
            found = self._result(item, future) if future else None
            if found is not None:
                return found
            self._drop_broken()
            future = self._schedule(work, item)
        log.warning("a file broke the pool of readers twice")
        return item, refusal("crashed", item.name)

    def _result(self, item: N, future: "Future[T]") -> tuple[N, T | SourceError] | None:
        """What became of one item; None where the pool is broken."""
        from pebble import ProcessExpired

        patience = (AHEAD + 1) * (self.limits.seconds + _GRACE)
        try:
            return item, future.result(timeout=patience)
        except TimeoutError as late:
            return (item, refusal("timeout", item.name)) if late.args else None
        except ProcessExpired as expired:
            code = "memory" if expired.exitcode == fence.OUT_OF_MEMORY else "crashed"
            log.warning("a reader ended with exit code %s", expired.exitcode)
            return item, refusal(code, item.name)
        except fence.UnexpectedError as fault:
            log.error("a file could not be read: %s", fault)
            return item, refusal("crashed", item.name)
        except (BrokenProcessPool, CancelledError, EOFError, OSError):
            return None

    def _running(self) -> "ProcessPool":
        with self._lock:
            if self._pool is None:
                self._pool = self._started()
            return self._pool

    def _started(self) -> "ProcessPool":
        from pebble import ProcessPool

        context = workers.context(self._preload)
        return ProcessPool(self.limits.processes, FILES_A_WORKER, fence.enclose, (self.limits.memory,), context=context)

    def _drop_broken(self) -> None:
        """Let a broken pool go; the next file starts another."""
        with self._lock:
            pool = self._pool
            if pool is None or pool.active:
                return
            self._pool = None
        _end(pool)


def _end(pool: "ProcessPool") -> None:
    pool.stop()
    pool.join()


def _nothing(_item: Path) -> None:
    """What a worker does to be ready."""
