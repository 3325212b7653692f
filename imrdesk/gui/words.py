"""Errors as a person reads them."""

import logging
import traceback

from imrdesk.errors import ImrdeskError

UNEXPECTED = "Something unexpected went wrong inside imrdesk. The program's log has the cause."
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
