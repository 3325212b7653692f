"""The program's log: what happened and why, never the text of a letter."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from imrdesk import paths

FILE_NAME = "imrdesk.log"
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def default_file() -> Path:
    """Where this user's log is."""
    return paths.home() / "logs" / FILE_NAME


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
    file_handler = RotatingFileHandler(target, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True)
    file_handler.setFormatter(logging.Formatter(_FORMAT))
    root.addHandler(file_handler)
    if verbose:
        root.addHandler(logging.StreamHandler())
    return target
