"""The program's log: what happened and why, never the text of a letter."""

import logging
from pathlib import Path

from imrdesk import paths

FILE_NAME = "imrdesk.log"
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def default_file() -> Path:
    """Where this user's log is."""
    return paths.home() / "logs" / FILE_NAME


class _File(logging.Handler):
    """The file, and what rotates it, which is loaded with the first thing there is to say."""

    def __init__(self, target: Path) -> None:
        super().__init__()
        self._target = target
        self._handler: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        if self._handler is None:
            from logging.handlers import RotatingFileHandler

            made = RotatingFileHandler(self._target, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True)
            made.setFormatter(logging.Formatter(_FORMAT))
            self._handler = made
        self._handler.handle(record)

    def flush(self) -> None:
        """Write what is kept back."""
        if self._handler:
            self._handler.flush()

    def close(self) -> None:
        """Let the file go."""
        if self._handler:
            self._handler.close()
        super().close()


def start(folder: Path, *, verbose: bool = False) -> Path:
    """Send the log to a small rotating file in `folder`; with `verbose` to standard error too."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / FILE_NAME
    root = logging.getLogger("imrdesk")
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    root.propagate = False
    for old in list(root.handlers):
        root.removeHandler(old)
        old.close()
    root.addHandler(_File(target))
    if verbose:
        root.addHandler(logging.StreamHandler())
    return target
