"""Where a value comes from, in words."""

from dataclasses import replace

import pytest

from imrdesk.document.locate import cite
from imrdesk.document.model import Document
from imrdesk.export.cites import BY_HAND, INFERRED, NOT_FOUND, NOT_STATED, absence, source
from imrdesk.record import reasons
from imrdesk.record.changes import Sign, confirm, set_value
from imrdesk.record.finding import located
from imrdesk.record.model import FieldValue, Path, Record, State

SIGN = Sign("Jane Doe, RN", "2026-01-06T17:30:00+00:00")
INJURY = Path("date_of_injury")


def test_a_machine_value_is_cited_by_page_and_line(record: Record, document: Document) -> None:
    assert source(document, record.at(INJURY)) == "p. 1, l. 2"


def test_a_confirmed_value_keeps_its_cite(record: Record, document: Document) -> None:
    assert source(document, confirm(record, [INJURY], SIGN).after.at(INJURY)) == "p. 1, l. 2"


def test_a_value_without_a_place_says_so(record: Record, document: Document) -> None:
    assert source(document, record.at(Path("outcome"))) == INFERRED


def test_a_typed_value_says_so_and_where_the_program_had_read(record: Record, document: Document) -> None:
    typed = set_value(record, INJURY, "2015-03-17", SIGN).after
    assert source(document, typed.at(INJURY)) == "entered by hand; cf. p. 1, l. 2"


def test_a_value_taken_from_the_source_has_the_new_place(record: Record, document: Document) -> None:
    places = record.at(Path("injury_date_in_summary")).evidence
    taken = set_value(record, INJURY, "2015-03-17", SIGN, places).after
    assert source(document, taken.at(INJURY)) == "p. 1, l. 11, entered by hand"


def test_a_typed_value_without_any_place(document: Document) -> None:
    assert source(document, FieldValue("left", State.EDITED)) == BY_HAND


def test_an_empty_value_has_no_cite(document: Document, record: Record) -> None:
    assert source(document, FieldValue((), evidence=record.at(INJURY).evidence)) == ""
    assert source(document, FieldValue(None)) == ""


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.PROPOSED, NOT_FOUND),
        (State.ACCEPTED_UNSEEN, NOT_FOUND),
        (State.ABSENT, NOT_STATED),
        (State.CONFIRMED, NOT_STATED),
    ],
)
def test_only_a_person_says_that_the_letter_has_no_such_value(state: State, words: str) -> None:
    assert absence(FieldValue(None, state)) == words


def test_words_are_found_across_a_line_break(record: Record, document: Document) -> None:
    evidence = record.issues[0].values["rationale"].evidence
    spans = located("The request for MRI of the right knee is not medically necessary.", evidence)
    assert [document.quote(span) for span in spans] == [
        "The request for MRI of\nthe right knee is not medically necessary."
    ]


def test_words_are_found_across_a_page_break(record: Record, document: Document) -> None:
    first, last = record.issues[1].values["rationale"].evidence, record.issues[2].values["rationale"].evidence
    spans = located("are medically necessary and appropriate. Ongoing opioid treatment", first + last)
    assert [span.page for span in spans] == [2, 3]
    assert cite(document, spans) == "p. 2, l. 17"


def test_a_sentence_that_stands_twice_is_found_in_its_own_item(record: Record, document: Document) -> None:
    twice = "is not medically necessary."
    places = [located(twice, record.issues[index].values["rationale"].evidence) for index in (0, 2)]
    assert [cite(document, spans) for spans in places] == ["p. 2, l. 8", "p. 3, l. 6"]


def test_a_hyphen_at_a_line_end_does_not_hide_words(record: Record) -> None:
    evidence = record.issues[0].values["rationale"].evidence[0]
    broken = replace(evidence, quote="it is well-\nestablished practice")
    assert located("well-established practice", [broken])


def test_other_words_are_not_found(record: Record) -> None:
    evidence = record.issues[0].values["rationale"].evidence
    assert located("The request for MRI of the left knee", evidence) == ()
    assert located("", evidence) == ()


def test_every_rationale_of_the_letter_has_its_verdict_in_the_source(record: Record) -> None:
    for issue in record.issues:
        for reason in reasons.of_issue(record, issue).deciding:
            assert reasons.places(reason, issue.values["rationale"])
