"""A first look at a workspace: the same list as the store's, nothing touched, and none where it might be wrong."""

import pytest

import imrdesk.store
from imrdesk.paths import DATABASE
from imrdesk.store import Query, Store
from imrdesk.store.glance import LAST_STEP, glance
from imrdesk.store.migrations import STEPS


@pytest.fixture
def at_rest(folder, letter):
    """A workspace that was closed, with three letters."""
    with Store.open(folder) as store:
        for number in (1, 2, 3):
            letter(number).kept(store)
    return folder


def test_it_lists_what_the_store_does(at_rest):
    seen = glance(at_rest, Query(), 2)
    assert seen
    with Store.open(at_rest) as store:
        listed = store.first(Query(), 2)
        assert listed
        assert (seen.listed, seen.counts, seen.reviewers) == (listed, store.counts(), store.reviewers())
        assert seen.rows(listed.numbers) == store.rows(listed.numbers)
        assert seen.window(2, 5) == store.window(Query(), 2, 5)
        assert seen.rows([1]) == store.rows([1])
    seen.close()
    assert (seen.rows([1]), list(seen.window(2, 5))) == ([], [])


def test_it_leaves_no_trace(at_rest):
    before = {file: file.stat().st_mtime_ns for file in at_rest.rglob("*")}
    seen = glance(at_rest, Query(), 2)
    assert seen
    seen.close()
    assert {file: file.stat().st_mtime_ns for file in at_rest.rglob("*")} == before


def test_none_while_somebody_works_or_was_cut_off(at_rest):
    (at_rest / f"{DATABASE}-wal").write_bytes(b"")
    assert glance(at_rest, Query(), 2) is None


def test_none_of_a_workspace_that_must_be_brought_up_to_date(at_rest):
    with Store.open(at_rest) as store, store.database.writing() as db:
        db.execute("DELETE FROM _sqlite_migrations WHERE name = ?", (LAST_STEP,))
    assert glance(at_rest, Query(), 2) is None


@pytest.mark.parametrize("damage", [b"", b"Dear reader", None])
def test_none_of_what_is_no_database(at_rest, damage):
    file = at_rest / DATABASE
    file.write_bytes(file.read_bytes()[:100] + bytes(5000) if damage is None else damage)
    assert glance(at_rest, Query(), 2) is None


def test_none_where_there_is_no_workspace(folder):
    assert glance(folder, Query(), 2) is None


def test_its_last_step_is_the_last():
    assert STEPS[-1].__name__ == LAST_STEP


@pytest.mark.parametrize("name", imrdesk.store.__all__)
def test_every_name_of_the_store_is_found(name):
    assert getattr(imrdesk.store, name)


def test_no_other_name_is():
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = imrdesk.store.nothing_such
