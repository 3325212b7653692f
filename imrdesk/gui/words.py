"""Errors as a person reads them, and faults of the program as they may be passed on."""

import logging
import traceback
from pathlib import Path

from imrdesk import __version__
from imrdesk.errors import ImrdeskError

UNEXPECTED = "Something unexpected went wrong inside imrdesk. The program's log has the cause."
PACKAGE = Path(__file__).parents[2]
log = logging.getLogger(__name__)


def in_words(error: BaseException) -> str:
    """What happened and what to do; a fault of the program goes into the log, without what it was about."""
    if isinstance(error, ImrdeskError):
        return str(error)
    log_fault(error)
    return UNEXPECTED


def log_fault(error: BaseException) -> None:
    """Log where a fault was raised; never its message, which may quote a letter."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s\n%s", type(error).__name__, frames)


def report_of(error: BaseException) -> str:
    """A fault as it may be sent to somebody: versions, kinds and places; no message, which may quote a letter."""
    import platform

    lines = [f"imrdesk {__version__}, Python {platform.python_version()}, {platform.platform()}"]
    while error:
        lines += ["", type(error).__name__]
        lines += [f"  {_place(frame)}" for frame in traceback.extract_tb(error.__traceback__)]
        if not (cause := error.__cause__ or error.__context__):
            break
        error = cause
    return "\n".join(lines)


def _place(frame: traceback.FrameSummary) -> str:
    """File, line and function; outside the program the file's name alone, for its folder names a person."""
    path = Path(frame.filename)
    shown = path.relative_to(PACKAGE).as_posix() if path.is_relative_to(PACKAGE) else path.name
    return f"{shown}:{frame.lineno} {frame.name}"
