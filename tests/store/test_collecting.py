"""Collections and saved searches: kept in order, with notes, and with what was done to them."""

import sqlite3

import pytest

from imrdesk.errors import InputError
from imrdesk.record import changes as acts
from imrdesk.store import Collected, SavedSearch, Sheet, Store, collecting, recovery

SHEET = Sheet("c1", "Lumbar injections", "Ana", "2026-05-04T12:00:00+00:00")
AT = "2026-05-05T08:00:00+00:00"


def item(record, place=0) -> Collected:
    return Collected(record.id, record.issues[place].id, "", "Ana", AT, None)


@pytest.fixture
def two(store, letter):
    records = [letter(number).kept(store) for number in (1, 2)]
    store.finder.make(SHEET)
    store.finder.collect("c1", [item(records[0]), item(records[1]), item(records[1], 1)])
    return records


def listed(store: Store) -> list[str]:
    return [held.issue_id for held in store.finder.members("c1")]


def test_items_keep_their_order_and_stand_in_it_once(store, two):
    first, second = two
    assert store.finder.collect("c1", [item(first)]) == 0
    assert listed(store) == [first.issues[0].id, second.issues[0].id, second.issues[1].id]
    store.finder.order("c1", store.finder.members("c1")[::-1], "Ana", AT)
    assert listed(store) == [second.issues[1].id, second.issues[0].id, first.issues[0].id]
    assert store.finder.sheet("lumbar INJECTIONS").count == 3


def test_notes_are_kept_and_every_deed_is_told(store, two):
    held = store.finder.members("c1")[0]
    store.finder.change("c1", (held.record_id, held.issue_id), collecting.annotate, "ask Dr. Roe", "Ben", AT)
    store.finder.change("c1", (held.record_id, held.issue_id), collecting.remove, "Ben", AT)
    assert [deed.action for deed in store.finder.history("c1")] == ["new", "add", "add", "add", "note", "remove"]
    assert store.finder.history("c1")[-1].old == "ask Dr. Roe"
    with pytest.raises(InputError, match="not in the collection"):
        store.finder.change("c1", (held.record_id, held.issue_id), collecting.remove, "Ben", AT)


def test_what_was_done_cannot_be_rewritten(store, two):
    for sql in ("DELETE FROM collection_log", "UPDATE collection_log SET by = 'x'"):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
            store.database.connection.execute(sql)


def test_a_name_is_taken_once(store, two):
    with pytest.raises(InputError, match="already"):
        store.finder.make(Sheet("c2", "LUMBAR injections", "Ana", AT))
    store.finder.rename("c1", "Hearing in May", "Ana", AT)
    with pytest.raises(InputError, match="Hearing in May"):
        store.finder.sheet("Lumbar injections")
    store.finder.delete("c1", "Ana", AT)
    assert store.finder.sheets() == []
    assert store.finder.history("c1")[-1].action == "delete"


def test_an_item_taken_from_its_letter_stays_listed_without_a_row(store, two, sign):
    store.save(acts.remove_issue(two[1], two[1].issues[0].id, sign))
    assert [held.row is None for held in store.finder.members("c1")] == [False, True, False]
    with pytest.raises(InputError, match="not in its letter"):
        store.finder.collect("c1", [item(two[1])])


def test_saved_searches_are_known_by_name(store):
    store.finder.save_search(SavedSearch("Overturned", "decision:overturned", "Ana", AT))
    store.finder.save_search(SavedSearch("overturned", "decision:overturned date:2016", "Ben", AT))
    assert [saved.text for saved in store.finder.saved()] == ["decision:overturned date:2016"]
    with pytest.raises(InputError, match="There are: overturned"):
        store.finder.saved_search("upheld")
    store.finder.drop_search("OVERTURNED")
    assert store.finder.saved() == []


def test_they_come_through_a_rescue(folder, letter):
    with Store.open(folder) as store:
        record = letter(1).kept(store)
        store.finder.make(SHEET)
        store.finder.collect("c1", [item(record)])
        store.finder.save_search(SavedSearch("All", "decision:overturned", "Ana", AT))
    recovery.rescue(folder)
    with Store.open(folder) as store:
        assert [held.issue_id for held in store.finder.members("c1")] == [record.issues[0].id]
        assert [saved.name for saved in store.finder.saved()] == ["All"]
        assert [deed.action for deed in store.finder.history("c1")] == ["new", "add"]
        assert len(store.finder.rows("injection")) == 2


@pytest.mark.parametrize("name", ["", "  "])
def test_a_collection_needs_a_name(store, two, name):
    with pytest.raises(InputError) as refused:
        store.finder.rename("c1", name, "Ana", AT)
    assert refused.value.code == "no_name"
    assert store.finder.sheet("c1").name == SHEET.name
