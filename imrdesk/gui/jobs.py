"""Work off the GUI thread: named lanes of one thread each, results brought back to the GUI thread; the only threads."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar
from weakref import ref

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

LANES = ("read", "page", "store", "write", "find")  # foreign files, page images, the database, exports, searches
log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(slots=True, eq=False)
class _Job:
    """One piece of work, and who wants its result."""

    work: Callable[[], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    owner: Callable[[], QObject | None]
    silenced: bool = False

    def wanted(self) -> bool:
        """Whether anybody is still there to be told."""
        owner = self.owner()
        return not self.silenced and owner is not None and shiboken6.isValid(owner)


class Jobs(QObject):
    """Runs work in lanes and tells its owner, on the GUI thread, how it ended."""

    _arrived = Signal(object)  # a call to make on the GUI thread
    failed = Signal(object)  # the exception of a job that had no `failed` of its own

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = {lane: ThreadPoolExecutor(1, thread_name_prefix=lane) for lane in LANES}
        self._newest: dict[str, _Job] = {}
        self._open = 0
        self._stopped = threading.Event()
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        lane: str,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        owner: QObject,
        replace: str | None = None,
    ) -> None:
        """Do `work` in a lane, then call `done` or `failed` unless the owner is gone or a newer `replace` came."""
        if self._stopped.is_set():
            return
        job = _Job(work, done, failed, ref(owner))
        if replace:
            if older := self._newest.get(replace):
                older.silenced = True
            self._newest[replace] = job
        self._open += 1
        self._lanes[lane].submit(self._work, job)

    def tell(self, call: Callable[[Any], None], value: object, owner: QObject) -> None:
        """Call `call(value)` on the GUI thread, from any thread: how work in a lane says how far it has come."""
        self._send(_Job(_nothing, call, None, ref(owner)), value)

    def busy(self) -> bool:
        """Whether any work is waiting, running or not yet delivered."""
        return self._open > 0

    def stop(self) -> None:
        """Take no more work and deliver nothing more; what was asked for is done, but files not begun are not read."""
        self._stopped.set()
        for name, lane in self._lanes.items():
            lane.shutdown(wait=True, cancel_futures=name == "read")
        self._newest.clear()
        self._open = 0

    def stopped(self) -> bool:
        """Whether the program is closing: long work asks this and ends early."""
        return self._stopped.is_set()

    def _work(self, job: _Job) -> None:
        """On the lane's thread."""
        if job.silenced:
            self._send(job, None, finished=True)
            return
        try:
            result = job.work()
        except Exception as error:
            log.info("job failed: %s", type(error).__name__)
            self._send(job, error, finished=True)
        else:
            self._send(job, result, finished=True)

    def _send(self, job: _Job, result: object, *, finished: bool = False) -> None:
        if not self._stopped.is_set():
            self._arrived.emit((job, result, finished))

    @Slot(object)
    def _deliver(self, arrival: tuple[_Job, object, bool]) -> None:
        """On the GUI thread."""
        job, result, finished = arrival
        self._open -= finished
        if self._stopped.is_set() or not job.wanted():
            return
        if isinstance(result, Exception):
            (self.failed.emit if job.failed is None else job.failed)(result)
        elif job.done is not None:
            job.done(result)


def _nothing() -> None:
    """The work of a message."""
