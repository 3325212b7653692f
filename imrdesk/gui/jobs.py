"""Work off the GUI thread: named lanes of one thread each, results brought back to the GUI thread; the only threads."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeVar
from weakref import ref

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

LANES = ("read", "page", "store", "write", "find", "check")  # foreign files, page images, the database, exports,
# searches, looks at the health of the workspace
log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(slots=True, eq=False)
class _Job:
    """One piece of work, or a message, and who wants its result."""

    work: Callable[[], Any] | None  # None for a message
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    owner: Callable[[], QObject | None]
    name: str | None = None  # a newer one of the same name silences it
    result: Any = None
    silenced: bool = False

    def do(self) -> None:
        """On the lane's thread."""
        if self.silenced or self.work is None:
            return
        try:
            self.result = self.work()
        except Exception as error:
            log.info("job failed: %s", type(error).__name__)
            self.result = error

    def wanted(self) -> bool:
        """Whether anybody is still there to be told."""
        owner = self.owner()
        return not self.silenced and owner is not None and shiboken6.isValid(owner)


class Jobs(QObject):
    """Runs work in lanes and tells its owner, on the GUI thread, how it ended.

    Work, callbacks and results hold widgets and documents, and whoever drops them last destroys them. So they are kept
    here and dropped on the GUI thread; a lane is given a number, and holds nothing of its job when it tells the number.
    """

    _arrived = Signal(object)  # the number of a job that has come to its end
    failed = Signal(object)  # the exception of a job that had no `failed` of its own

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = {lane: ThreadPoolExecutor(1, thread_name_prefix=lane) for lane in LANES}
        self._numbers = count()
        self._kept: dict[int, _Job] = {}
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
        job = _Job(work, done, failed, ref(owner), replace)
        if replace:
            if older := self._newest.get(replace):
                older.silenced = True
            self._newest[replace] = job
        self._open += 1
        self._lanes[lane].submit(self._work, self._keep(job))

    def tell(self, call: Callable[[Any], None], value: object, owner: QObject) -> None:
        """Call `call(value)` on the GUI thread, from any thread: how work in a lane says how far it has come."""
        if not self._stopped.is_set():
            self._arrived.emit(self._keep(_Job(None, call, None, ref(owner), result=value)))

    def busy(self) -> bool:
        """Whether any work is waiting, running or not yet delivered."""
        return self._open > 0

    def stop(self) -> None:
        """Take no more work and deliver nothing more; what was asked for is done, but files not begun are not read."""
        self._stopped.set()
        for name, lane in self._lanes.items():
            lane.shutdown(wait=True, cancel_futures=name == "read")
        self._newest.clear()
        self._kept.clear()
        self._open = 0

    def stopped(self) -> bool:
        """Whether the program is closing: long work asks this and ends early."""
        return self._stopped.is_set()

    def _keep(self, job: _Job) -> int:
        number = next(self._numbers)
        self._kept[number] = job
        return number

    def _work(self, number: int) -> None:
        """On the lane's thread."""
        self._kept[number].do()
        if not self._stopped.is_set():
            self._arrived.emit(number)

    @Slot(object)
    def _deliver(self, number: int) -> None:
        """On the GUI thread."""
        job = self._kept.pop(number, None)
        if job is None:
            return
        result, job.result = job.result, None  # an exception's frames hold the job
        self._open -= job.work is not None
        if job.name and self._newest.get(job.name) is job:
            del self._newest[job.name]
        if self._stopped.is_set() or not job.wanted():
            return
        if isinstance(result, Exception):
            (self.failed.emit if job.failed is None else job.failed)(result)
        elif job.done is not None:
            job.done(result)
