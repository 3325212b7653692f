"""What is kept beside a record: where it was exported to, and words that must not leave."""

from imrdesk.store import Exported


def test_the_export_log_gives_the_newest_first(store, letter):
    record = letter().kept(store)
    first = Exported(0, "docx", "/somewhere/a.docx", False, "Ana", "2026-01-06T17:30:00Z")
    second = Exported(3, "csv", "/somewhere/b.csv", True, "Ben", "2026-01-07T17:30:00Z")
    for exported in (first, second):
        store.add_export(record.id, exported)
    assert store.exports(record.id) == [second, first]


def test_the_list_of_terms_is_replaced_whole(store, letter):
    record = letter().kept(store)
    store.set_terms(record.id, ["Jane Roe", "WC-1", "Jane Roe"])
    assert store.terms(record.id) == ["Jane Roe", "WC-1"]
    store.set_terms(record.id, ["X"])
    assert store.terms(record.id) == ["X"]
