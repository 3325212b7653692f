"""What an export is made of: letters, and how their summaries are to be."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from imrdesk.document.model import Document
from imrdesk.record.deadlines import Mailing
from imrdesk.record.model import Record

BRIEF, DETAILED = "brief", "detailed"
CONFIDENTIAL = "CONFIDENTIAL - ATTORNEY WORK PRODUCT"  # at the foot of each page


@dataclass(frozen=True, slots=True)
class Letter:
    """One record, the source its cites point into, and how to read its bytes where they may leave the desk."""

    record: Record
    document: Document
    source_bytes: Callable[[], bytes] | None = None
    pins: tuple[Mapping[str, Any], ...] = ()  # for whole records alone, as the terms below
    terms: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What people call the letter: its case number, or its file where that is not known."""
        return self.record.case_number or self.record.source.file_name


@dataclass(frozen=True, slots=True)
class Chosen:
    """One disputed item that goes into a digest, with what a person noted of it."""

    record_id: str
    issue_id: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SummaryOptions:
    """Choices for an export.

    `sections` names entries of SECTIONS in order (empty: those of `kind`), `tables` those of COMPARISONS that stand
    before several cases; `confidential` prints the work-product notice on each page, `comments` says in Word comments
    what a person changed; `template` is a firm's own base; `mailings` holds by record id when letters were mailed;
    `fresh` writes a file anew that is there instead of keeping what a person did to it; `forbidden` are words that must
    not be anywhere in the finished file; `chosen` are the items of a digest in order (empty: all), under a `title`.
    """

    kind: str = DETAILED
    sections: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    confidential: bool = True
    comments: bool = True
    template: Path | None = None
    mailings: Mapping[str, Mailing] = field(default_factory=dict)
    fresh: bool = False
    forbidden: tuple[re.Pattern[str], ...] = ()
    chosen: tuple[Chosen, ...] = ()
    title: str = ""
