"""Splitting and merging items: nothing is lost, what is unsure is to be looked at, one undo takes it back."""

import pytest

from imrdesk.document.model import Document, Page, Span
from imrdesk.errors import InputError
from imrdesk.record import changes as acts
from imrdesk.record.changes import Sign
from imrdesk.record.finding import Evidence, Extraction, Finding
from imrdesk.record.model import Record, State, record_from
from imrdesk.record.reshaping import OWN, merge_issues, split_issue

SIGN = Sign("Ana", "2026-01-02T03:04:05.000Z")
PLACE = (Evidence(Span(1, 0, 4), "left"),)


def sure(value, evidence=PLACE) -> Finding:
    return Finding(value, None, 0.99, False, None, "rule", evidence)


@pytest.fixture
def record() -> Record:
    document = Document("a.txt", "0" * 64, "text/plain", "text", (Page(1, "left knee, right knee"),))
    first = {"treatment": sure("MRI and EMG"), "disputed_treatment": sure("MRI and EMG"), "decision": sure("upheld"),
             "body_parts": sure(("knee",)), "rationale": sure("Not shown."), "side": sure("left")}  # fmt: skip
    second = {**first, "decision": sure("overturned"), "body_parts": sure(("knee", "hip")), "side": sure(None)}
    return record_from(document, Extraction(issues=(first, second)))


def undone(changed):
    return acts.revert(changed, changed.after, SIGN).after.issues


def test_a_split_item_has_the_same_values_and_asks_for_what_is_its_own(record):
    changed = split_issue(record, record.issues[0].id, SIGN)
    first, second, third = changed.after.issues
    assert (first, third) == record.issues
    assert {key: value.value for key, value in second.values.items()} == {
        key: value.value for key, value in first.values.items()
    }
    asked = {key for key, value in second.values.items() if value.needs_review and value.value is not None}
    assert asked == {"disputed_treatment", "body_parts", "side"}
    assert asked <= set(OWN)
    assert "item 1" in (second.values["side"].finding.reason or "")
    assert second.values["decision"].finding == first.values["decision"].finding
    assert undone(changed) == record.issues


def test_a_persons_value_is_split_as_it_stands(record):
    path = record.path("issues[0].side")
    edited = acts.set_value(record, path, "right", SIGN).after
    second = split_issue(edited, path.issue, SIGN).after.issues[1]
    assert (second.values["side"].value, second.values["side"].state) == ("right", State.PROPOSED)


def test_merged_items_keep_what_is_alike_and_offer_what_is_not(record):
    changed = merge_issues(record, record.issues[1].id, SIGN)
    (merged,) = changed.after.issues
    values = merged.values
    assert values["rationale"] == record.issues[0].values["rationale"]
    assert values["side"].value == "left"
    assert values["body_parts"].value == ("knee", "hip")
    assert values["decision"].needs_review
    assert (values["decision"].value, values["decision"].finding.alternatives[0].value) == ("upheld", "overturned")
    assert undone(changed) == record.issues


def test_merged_texts_are_joined_and_looked_at(record):
    path = record.path("issues[1].treatment")
    other = acts.set_value(record, path, "EMG", SIGN).after
    value = merge_issues(other, path.issue, SIGN).after.issues[0].values["treatment"]
    assert value.value == "MRI and EMG\n\nEMG"
    assert value.needs_review
    assert [item.value for item in value.finding.alternatives] == ["MRI and EMG", "EMG"]


def test_the_first_item_has_none_before_it(record):
    with pytest.raises(InputError, match="no item before"):
        merge_issues(record, record.issues[0].id, SIGN)
