"""One guarded worker that is asked directly, without the threads of a pool: for what a person waits for."""

import logging
import pickle
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from imrdesk.errors import SourceError

from . import fence, workers
from .guard import Limits, Named
from .refusals import refusal

log = logging.getLogger(__name__)

N = TypeVar("N", bound=Named)
T = TypeVar("T")
_SHORT = 0.5  # seconds; work that takes no longer is not worth a worker when nobody wants it any more
_GLANCE = 0.05  # seconds between looks at whether it is wanted
_SHARED = 16 * 1024**2  # bytes that both sides see: through a pipe, pictures come in a hundred pieces


class Solo:
    """A worker that does one thing after the other, started when it is first needed and again where a file kills it.

    Safe to use from several threads. `preload` as the Guard has it.
    """

    def __init__(self, limits: Limits, *preload: str) -> None:
        self.limits = limits
        self._preload = preload
        self._lock = threading.Lock()
        self._process: Any = None
        self._line: Connection | None = None
        self._shared: Any = None

    def one(self, work: Callable[[N], T], item: N, unwanted: threading.Event) -> T:
        """What the work makes of an item; raises SourceError where it is refused, or once it is `unwanted`."""
        with self._lock:
            line = self._line or self._started()
            try:
                if unwanted.is_set():
                    raise refusal("timeout", item.name)
                line.send((work, item))
                if not self._answered(line, unwanted):
                    self._end()
                    raise refusal("timeout", item.name)
                found = _received(line, self._shared)
            except (EOFError, OSError):
                raise refusal(self._cause(), item.name) from None
        if isinstance(found, fence.UnexpectedError):
            log.error("a page could not be drawn: %s", found)
            raise refusal("crashed", item.name)
        if isinstance(found, SourceError):
            raise found
        return found

    def warm(self) -> None:
        """Start the worker now."""
        with self._lock:
            if self._line is None:
                self._started()

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            self._end()

    def _answered(self, line: Connection, unwanted: threading.Event) -> bool:
        """Whether the answer came, or the end of the worker, while there was time and somebody wanted it."""
        started = time.monotonic()
        if line.poll(min(_SHORT, self.limits.seconds)):
            return True
        while time.monotonic() - started < self.limits.seconds and not unwanted.is_set():
            if line.poll(_GLANCE):
                return True
        return False

    def _started(self) -> Connection:
        context = workers.context(self._preload)
        ours, theirs = context.Pipe()
        if self._shared is None:
            self._shared = context.RawArray("B", _SHARED)
        process = context.Process(target=_serve, args=(theirs, self._shared, self.limits), daemon=True)
        process.start()
        theirs.close()
        self._process, self._line = process, ours
        return ours

    def _cause(self) -> str:
        """Why the worker is gone."""
        process = self._process
        process.join(_SHORT)
        log.warning("a reader ended with exit code %s", process.exitcode)
        code = "memory" if process.exitcode == fence.OUT_OF_MEMORY else "crashed"
        self._end()
        return code

    def _end(self) -> None:
        process, line, self._process, self._line = self._process, self._line, None, None
        if line:
            line.close()
        if process:
            process.kill()
            process.join()
            process.close()


def _serve(line: Connection, shared: Any, limits: Limits) -> None:
    """The worker: answers until the line is closed."""
    fence.enclose(limits.memory)
    while True:
        try:
            work, item = line.recv()
        except EOFError:
            return
        try:
            _send(line, shared, fence.run(work, limits.seconds, item))
        except fence.UnexpectedError as fault:
            _send(line, shared, fault)


def _send(line: Connection, shared: Any, found: object) -> None:
    """Send what was found, its large parts by the shared memory where they have room there."""
    large: list[pickle.PickleBuffer] = []
    head = pickle.dumps(found, protocol=5, buffer_callback=large.append)
    parts = [part.raw() for part in large]
    if sum(map(len, parts)) > _SHARED:
        head, parts = pickle.dumps(found, protocol=5), []
    at = 0
    for part in parts:
        memoryview(shared).cast("B")[at : at + len(part)] = part
        at += len(part)
    line.send(([len(part) for part in parts], head))


def _received(line: Connection, shared: Any) -> Any:
    """What `_send` sent."""
    sizes, head = line.recv()
    parts: list[bytes] = []
    at = 0
    for size in sizes:
        parts.append(bytes(memoryview(shared)[at : at + size]))
        at += size
    return pickle.loads(head, buffers=parts)
