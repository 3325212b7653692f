"""What searches look in is made anew where it is missing, and is then what it would have been."""

import pytest

from imrdesk.record import changes as acts
from imrdesk.record.model import Path
from imrdesk.store import Query, Store, indexing

LETTERS = 7


@pytest.fixture
def kept(folder, letter, sign):
    """Letters with and without items, one of them changed by a person."""
    with Store.open(folder) as store:
        *_others, record = [letter(number, items=number % 3).kept(store) for number in range(1, LETTERS + 1)]
        changed = acts.set_value(record, Path("occupation"), "crane operator", sign)
        store.save(changed)
        store.save(acts.set_flag(changed.after, "two patients?", sign))
        yield store


def all_tags(store):
    return store.database.connection.execute("SELECT rowid, tags FROM tag_search ORDER BY rowid").fetchall()


def take_away(store, after):
    """Leave the indexes only the first letters, as in a workspace that was being brought up to date."""
    with store.database.writing() as db:
        db.execute("DELETE FROM tag_search WHERE rowid >= ?", ((after + 1) << indexing.ITEM_BITS,))
        db.execute("DROP TABLE word_search")
        text = db.execute("SELECT sql FROM sqlite_master WHERE name = 'value_search'").fetchone()[0]
        db.execute(text.replace("value_search", "word_search").replace("text,", "text, content = '', detail = none,"))
        indexing._fill_words(db, 0, after)


@pytest.mark.parametrize("after", [0, 3])
def test_indexes_are_filled_on_opening_and_say_so(folder, kept, after, monkeypatch):
    monkeypatch.setattr(indexing, "PIECE", 2)
    before, told = all_tags(kept), []
    take_away(kept, after)
    with Store.open(folder, progress=lambda *said: told.append(said)) as store:
        assert all_tags(store) == before
        for typed in ("naproxen", "napr*", "decision:overturned", "occupation:crane", "flag:patients"):
            assert store.ids(Query(text=typed)) == kept.ids(Query(text=typed))
        assert list(store.ids(Query(text="occupation:crane"))) == [LETTERS]
        assert len(store.search("napro*")) == LETTERS
    words, values = ([done for done, total, what in told if name in what] for name in ("words", "values"))
    assert words == values == list(range(after, LETTERS, 2))
    with Store.open(folder, progress=lambda *said: told.append(said)):
        assert len(told) == 2 * len(words)


def test_filling_that_is_stopped_goes_on_where_it_was(folder, kept, monkeypatch):
    monkeypatch.setattr(indexing, "PIECE", 2)
    take_away(kept, 0)

    def stop(done, _total, _what):
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Store.open(folder, progress=stop)
    told = []
    with Store.open(folder, progress=lambda done, _total, what: told.append((what[-5:], done))) as store:
        assert len(store.search("naproxen")) == LETTERS
    assert told[0] == ("words", 4)


def test_a_workspace_that_is_only_read_is_left_as_it_is(folder, kept):
    take_away(kept, 2)
    with Store.open(folder, read_only=True) as store:
        assert len(store.search("naproxen")) == 2
