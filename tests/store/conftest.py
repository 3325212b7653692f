"""Small fictional letters, as reading and extraction give them, and a store to keep them in."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from imrdesk.document.geometry import Rect
from imrdesk.document.locate import fold
from imrdesk.document.model import Document, Note, Page, Span, Word
from imrdesk.record.changes import Sign
from imrdesk.record.finding import (
    Alternative,
    Evidence,
    Extraction,
    Finding,
    Problem,
    Recognition,
    Severity,
    evidence,
)
from imrdesk.record.model import Record, record_from
from imrdesk.record.values import Citation
from imrdesk.store import Store

NOON = "2026-05-04T12:00:00+00:00"
SIGN = Sign("Ana Reyes", NOON)

HEAD = """Case Number: {case_number}
Date Assigned: 11/23/2016   Date of Injury: 10/16/2014
Priority: Standard
The injured worker is a 47 year old female with chronic pain of the lumbar
spine and lumbar radiculopathy. Medications include naproxen.
"""
ITEM = """Lumbar epidural steroid injection number {number}: Overturned
Decision based on MTUS Low Back Complaints 2004.
The records show café-au-lait spots and failed
conservative care, so the injection is medically necessary.
"""


@dataclass(frozen=True, slots=True)
class Letter:
    """All that `Store.add` takes."""

    record: Record
    document: Document
    data: bytes

    def kept(self, store: Store, sign: Sign = SIGN) -> Record:
        """The record, once the store has it."""
        store.add(self.record, self.document, self.data, sign)
        return self.record


def place(document: Document, words: str, page: int) -> tuple[Evidence, ...]:
    start = document.page(page).text.index(words)
    return evidence(document, [Span(page, start, start + len(words))])


def found(document: Document, words: str, page: int, value=None, **more) -> Finding:
    return Finding(fold(words) if value is None else value, fold(words), 0.99, False, None, "test.words",
                   place(document, words, page), **more)  # fmt: skip


def make_document(number: int, items: int) -> tuple[Document, bytes]:
    first = HEAD.format(case_number=f"CM16-{number:07}")
    words = (Word(0, 4, Rect(72.0, 70.5, 96.25, 82.0), 0.91), Word(5, 9, Rect(100.0, 70.5, 120.0, 82.0)))
    pages = [Page(1, first, 612.0, 792.0, words, 0.95, "i")]
    pages += [Page(2 + item, ITEM.format(number=item + 1), 612.0, 792.0) for item in range(items)]
    data = "".join(page.text for page in pages).encode()
    sha256 = hashlib.sha256(data).hexdigest()
    notes = (Note("fonts", "Two fonts were missing.", (Span(1, 0, 4),), warning=True),)
    return Document(f"letter {number}.txt", sha256, "text/plain", "text", tuple(pages), notes), data


def make_issue(document: Document, page: int) -> dict[str, Finding]:
    heading = document.page(page).text.split(":")[0]
    rationale = document.page(page).text[document.page(page).text.index("The records") :].strip()
    citation = (Citation("MTUS", "Low Back Complaints", 2004, ("Injections", "Imaging")), Citation("none"))
    return {
        "treatment": found(document, heading, page),
        "disputed_treatment": found(document, heading, page),
        "decision": found(document, "Overturned", page, "overturned"),
        "category": found(document, "injection", page, "Injection"),
        "body_parts": found(document, "Lumbar", page, ("low back",)),
        "retrospective": Finding(False, None, 0.9, True, "Not said: check it.", "test.absent"),
        "imr_guideline": found(document, "Decision based on MTUS Low Back Complaints 2004.", page),
        "imr_citations": found(document, "MTUS Low Back Complaints 2004", page, citation),
        "rationale": found(document, rationale, page),
    }


def make_letter(number: int = 1, items: int = 2) -> Letter:
    document, data = make_document(number, items)
    fields = {
        "case_number": found(document, f"CM16-{number:07}", 1),
        "decision_date": found(document, "11/23/2016", 1, "2016-11-23"),
        "date_of_injury": found(
            document,
            "10/16/2014",
            1,
            "2014-10-16",
            alternatives=(Alternative("2016-11-23", place(document, "11/23/2016", 1)), Alternative(None)),
        ),
        "outcome": Finding("overturned", None, 0.999, False, None, "test.outcome"),
        "patient_age": found(document, "47 year old", 1, 47),
        "patient_sex": found(document, "female", 1),
        "occupation": Finding(None, None, 0.5, True, "Nothing found.", "test.not_stated"),
        "diagnoses": found(document, "chronic pain of the lumbar\nspine", 1, ("lumbar pain", "radiculopathy")),
        "clinical_summary": found(document, document.page(1).text[document.page(1).text.index("The inj") :].strip(), 1),
    }
    problems = (
        Problem(
            "odd_item",
            Severity.WARNING,
            "The last item reads oddly.",
            (f"issues[{items - 1}].side", "patient_age") if items else (),
            place(document, "47 year old", 1),
        ),
    )
    extraction = Extraction(
        Recognition("test", "Test layout", 0.7431),
        fields,
        tuple(make_issue(document, 2 + item) for item in range(items)),
        problems,
    )
    return Letter(record_from(document, extraction, imported_at=NOON), document, data)


@pytest.fixture(scope="session")
def letter() -> Callable[..., Letter]:
    """Makes a letter: `letter(number, items)`."""
    return make_letter


@pytest.fixture(scope="session")
def sign() -> Sign:
    return SIGN


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def store(folder) -> Iterator[Store]:
    with Store.open(folder) as opened:
        yield opened
