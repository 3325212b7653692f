"""What is kept beside a record: where it was exported to, pins, and words that must not leave."""

from imrdesk.document.model import Span
from imrdesk.store import Exported, Pin


def test_the_export_log_gives_the_newest_first(store, letter):
    record = letter().kept(store)
    first = Exported(0, "docx", "/somewhere/a.docx", False, "Ana", "2026-01-06T17:30:00Z")
    second = Exported(3, "csv", "/somewhere/b.csv", True, "Ben", "2026-01-07T17:30:00Z")
    for exported in (first, second):
        store.add_export(record.id, exported)
    assert store.exports(record.id) == [second, first]


def test_pins_come_in_the_order_of_the_letter_and_go(store, letter):
    record = letter().kept(store)
    late = Pin("b", "bias", Span(1, 9, 12), "look", "Ana", "2026-01-06T17:30:00Z")
    early = Pin("a", "fact", Span(1, 2, 4), "", "Ana", "2026-01-06T17:31:00Z")
    for pin in (late, early):
        store.add_pin(record.id, pin)
    assert store.pins(record.id) == [early, late]
    store.remove_pin(record.id, "a")
    assert store.pins(record.id) == [late]


def test_the_list_of_terms_is_replaced_whole(store, letter):
    record = letter().kept(store)
    store.set_terms(record.id, ["Jane Roe", "WC-1", "Jane Roe"])
    assert store.terms(record.id) == ["Jane Roe", "WC-1"]
    store.set_terms(record.id, ["X"])
    assert store.terms(record.id) == ["X"]
