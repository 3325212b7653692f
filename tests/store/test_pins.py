"""Pins of the appeal worksheet: kept in the order a person gives them, and every act in the audit."""

import pytest

from imrdesk.document.model import Span
from imrdesk.errors import StoreError
from imrdesk.record.changes import Action, Sign
from imrdesk.store import Pin

SIGN = Sign("Ana", "2026-01-06T17:30:00Z")


def pin(name: str, ground: str = "fact", problem: str = "") -> Pin:
    return Pin(name, ground, (Span(1, 2, 4), Span(1, 9, 12)), f"note {name}", SIGN.by, SIGN.at, problem)


@pytest.fixture
def record(store, letter):
    return letter().kept(store)


def stands(store, record) -> list[tuple[str, str]]:
    return [(item.ground, item.id) for item in store.pins(record.id)]


def test_pins_stay_in_the_order_they_were_put(store, record):
    made = [pin("a"), pin("b", "bias", "Two dates differ."), pin("c")]
    for item in made:
        store.add_pin(record.id, item, SIGN)
    assert store.pins(record.id) == made


def test_a_pin_moves_within_its_ground_and_to_another(store, record):
    for item in (pin("a"), pin("b"), pin("c")):
        store.add_pin(record.id, item, SIGN)
    store.move_pin(record.id, "c", "fact", 0, SIGN)
    assert stands(store, record) == [("fact", "c"), ("fact", "a"), ("fact", "b")]
    store.move_pin(record.id, "a", "bias", 5, SIGN)
    assert stands(store, record) == [("fact", "c"), ("fact", "b"), ("bias", "a")]


def test_every_act_is_in_the_audit_and_the_record_stays_as_it_is(store, record):
    store.add_pin(record.id, pin("a"), SIGN)
    store.add_pin(record.id, pin("b"), SIGN)
    store.note_pin(record.id, "a", "see exhibit A", SIGN)
    store.note_pin(record.id, "a", "see exhibit A", SIGN)
    store.move_pin(record.id, "a", "fact", 1, SIGN)
    store.move_pin(record.id, "a", "fact", 1, SIGN)
    store.remove_pin(record.id, "a", SIGN)
    acts = [event.change for event in store.history(record.id) if event.change.action is Action.PIN]
    assert len(acts) == 5
    assert "see exhibit A" in str(acts[2].new)
    assert ("fact, no. 1" in str(acts[3].old), "fact, no. 2" in str(acts[3].new)) == (True, True)
    assert acts[4].new is None
    assert store.verify_chain() is None
    assert store.replayed(record.id) == store.record(record.id) == record


def test_a_pin_that_is_gone_is_told(store, record):
    with pytest.raises(StoreError, match="no longer pinned"):
        store.remove_pin(record.id, "a", SIGN)
