"""The next dates as a calendar file."""

from pathlib import Path

from imrdesk.record.deadlines import Mailing
from imrdesk.record.model import Record

from . import writing
from .next_dates import calendar


def write(record: Record, mailing: Mailing, target: Path) -> Path:
    """Write the file, whole or not at all; raises ExportError where it cannot be written."""
    with writing(target) as part:
        part.write_text(calendar(record, mailing), encoding="utf-8", newline="")
    return target
