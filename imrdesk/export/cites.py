"""Where a value comes from, in the words a summary prints beside it."""

from imrdesk.document.locate import cite
from imrdesk.document.model import Document
from imrdesk.record.model import FieldValue, State

BY_HAND = "entered by hand"
INFERRED = "inferred by the program"
NOT_STATED = "not stated in the letter"
NOT_FOUND = "not found by the program"
NO_PLACE = "–"  # what stands where a cite would, so that one can be put there later


def is_stated(value: FieldValue) -> bool:
    """Whether there is a value at all: an empty list is none."""
    return value.value is not None and value.value not in ("", ())


def source(document: Document, value: FieldValue) -> str:
    """The cite of a value, or in words why it has none; nothing for an empty value."""
    if not is_stated(value):
        return ""
    place = cite(document, [item.span for item in value.evidence])
    if value.state is not State.EDITED:
        return place or INFERRED
    if not place:
        return BY_HAND
    pointed_out = not value.finding or value.evidence != value.finding.evidence
    return f"{place}, {BY_HAND}" if pointed_out else f"{BY_HAND}; cf. {place}"


def absence(value: FieldValue) -> str:
    """Why there is no value: a person says that the letter has none, or only the program."""
    a_person_says_so = value.state in (State.ABSENT, State.CONFIRMED, State.EDITED)
    return NOT_STATED if a_person_says_so else NOT_FOUND
