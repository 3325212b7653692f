"""The audit gives every record again, and shows whether anybody touched it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imrdesk.record import changes as acts
from imrdesk.record.changes import Action, Sign
from imrdesk.record.model import Path, Status
from imrdesk.store import Store, audit, encoding, health
from tests.store import acting


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    with Store.open(tmp_path_factory.mktemp("audit")) as store:
        yield store


@settings(max_examples=40, deadline=None)
@given(data=st.data(), count=st.integers(1, 12))
def test_the_events_replay_to_exactly_the_record(kept, data, count):
    acting.replayed(kept, data.draw, count)
    assert kept.verify_chain() is None


def test_the_import_is_the_first_event(store, letter, sign):
    record = letter().kept(store)
    (event,) = store.history(record.id)
    assert (event.change.action, event.record_id, event.revision, event.sign) == (Action.IMPORT, record.id, 0, sign)


def test_changes_of_one_act_share_a_revision_and_a_sign(store, letter):
    record = letter().kept(store)
    changes = acts.mark_reviewed(record, Sign("Ana Reyes", "2026-05-04T13:00:00+00:00", "no date anywhere"))
    store.save(changes)
    events = store.history(record.id)[1:]
    assert {(event.revision, event.sign) for event in events} == {(changes.after.revision, changes.sign)}
    assert events[-1].change.new is Status.REVIEWED


def test_the_audit_keeps_the_value_before(store, letter, sign):
    record = letter().kept(store)
    store.save(acts.set_value(record, Path("occupation"), "roofer", sign))
    old, new = store.database.connection.execute("SELECT old, new FROM events WHERE key = 'occupation'").fetchone()
    assert '"value":null' in old
    assert '"value":"roofer"' in new


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET by = 'nobody'",
        "DELETE FROM events",
        "INSERT OR REPLACE INTO events SELECT * FROM events",
        "UPDATE field_values SET machine_value = '1' WHERE key = 'patient_age'",
        "DELETE FROM field_values",
        "UPDATE page_texts SET text = ''",
        "DELETE FROM page_texts",
    ],
)
def test_what_is_kept_for_ever_cannot_be_changed(store, letter, statement):
    letter().kept(store)
    with pytest.raises(sqlite3.IntegrityError, match=r"added to|for ever|never changes"):
        store.database.connection.execute(statement)


TAMPERING = {
    "an altered event": ("events_not_changed", "UPDATE events SET by = 'Nobody' WHERE seq = 2", 2),
    "a removed event": ("events_not_deleted", "DELETE FROM events WHERE seq = 2", 3),
    "swapped events": ("events_not_changed", "UPDATE events SET seq = -seq; UPDATE events SET seq = 6 + seq", 1),
    "a broken link": ("events_not_changed", "UPDATE events SET previous = '' WHERE seq = 2", 2),
    "an altered finding": (
        "field_values_finding_kept",
        "UPDATE field_values SET machine_value = '48' WHERE key = 'patient_age'",
        1,
    ),
    "altered page text": ("page_texts_kept", "UPDATE page_texts SET text = replace(text, 'failed', 'had no')", 1),
    "another record": ("events_not_changed", "UPDATE cases SET id = 'another'", 1),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_tampering_is_found(store, letter, sign, how):
    record = letter().kept(store)
    for key in ("occupation", "priority", "patient_sex"):
        changes = acts.confirm(record, [Path(key)], sign)
        store.save(changes)
        record = changes.after
    assert store.verify_chain() is None
    trigger, statements, first_broken = TAMPERING[how]
    store.database.connection.execute(f"DROP TRIGGER {trigger}")
    for statement in statements.split(";"):
        store.database.connection.execute(statement)
    assert store.verify_chain() == first_broken


COLUMNS = ("seq", "id", "case_row", "issue_id", "revision", "at", "by", "action", "key", "old", "new", "reason",
           "previous", "hash")  # fmt: skip


@pytest.fixture(scope="module")
def chain(tmp_path_factory, letter):
    """A small chain: two letters, each changed in every way that has a value before and after."""
    with Store.open(tmp_path_factory.mktemp("chain") / "desk") as store:
        for number in (1, 2):
            record = letter(number).kept(store)
            for turn, act in enumerate((
                lambda record, sign: acts.set_value(record, Path("occupation"), "roofer", sign),
                lambda record, sign: acts.set_value(record, Path("occupation"), "mason", sign),
                lambda record, sign: acts.set_flag(record, "two patients?", sign),
                acts.mark_reviewed,
            )):  # fmt: skip
                changes = act(record, Sign("Ana", f"2026-05-04T13:0{turn}:00+00:00", "so"))
                store.save(changes)
                record = changes.after
        assert store.verify_chain() is None
        yield store


def count_of(chain) -> int:
    return chain.database.connection.execute("SELECT count(*) FROM events").fetchone()[0]


@contextmanager
def meddled(chain: Store, *statements: str) -> Iterator[bool]:
    """With the triggers gone and something done to the file; whether that is found, in the chain or in the records."""
    db = chain.database.connection
    db.execute("BEGIN")
    db.execute("PRAGMA defer_foreign_keys = ON")
    try:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            db.execute(statement)
        yield _broken(db) or any(_differs(db, number) for number in (1, 2))
    finally:
        db.execute("ROLLBACK")


def _broken(db) -> bool:
    try:
        return audit.first_broken(db) is not None
    except health.unreadable():
        return True


def _differs(db, number: int) -> bool:
    try:
        return bool(list(health._of_record(db, number, "letter")))
    except health.unreadable():
        return True


def test_nothing_is_found_where_nothing_was_done(chain):
    with meddled(chain) as found:
        assert not found


def test_every_event_that_is_altered_in_any_column_is_found(chain):
    missed = []
    for seq in range(1, count_of(chain) + 1):
        for column in COLUMNS:
            new = (
                f"{column} + 1000"
                if column in ("seq", "revision")
                else "3 - case_row"
                if column == "case_row"
                else "'x'"
            )
            with meddled(chain, f"UPDATE events SET {column} = {new} WHERE seq = {seq}") as found:
                missed += [] if found else [(seq, column)]
    assert missed == []


def test_every_event_that_is_taken_out_is_found(chain):
    count = count_of(chain)
    missed = []
    for seq in range(1, count + 1):
        with meddled(chain, f"DELETE FROM events WHERE seq = {seq}") as found:
            missed += [] if found else [seq]
        for also in (f"UPDATE events SET seq = seq - 1 WHERE seq > {seq}",
                     f"UPDATE sqlite_sequence SET seq = {count - 1} WHERE name = 'events'"):  # fmt: skip
            with meddled(chain, f"DELETE FROM events WHERE seq = {seq}", also) as found:
                missed += [] if found else [(seq, also)]
    assert missed == []


def test_all_events_from_one_on_taken_out_are_found(chain):
    count = count_of(chain)
    for first in range(2, count + 1):
        own = f"UPDATE sqlite_sequence SET seq = {first - 1} WHERE name = 'events'"
        with meddled(chain, f"DELETE FROM events WHERE seq >= {first}", own) as found:
            assert found, first


def test_any_two_events_that_change_places_are_found(chain):
    count = count_of(chain)
    missed = []
    for one in range(1, count):
        for other in range(one + 1, count + 1):
            moves = ((one, -1), (other, one), (-1, other))
            with meddled(chain, *(f"UPDATE events SET seq = {to} WHERE seq = {seq}" for seq, to in moves)) as found:
                missed += [] if found else [(one, other)]
    assert missed == []


def test_any_event_that_is_there_twice_is_found(chain):
    others = ", ".join(COLUMNS[1:])
    for seq in range(1, count_of(chain) + 1):
        for place in (seq + 1, count_of(chain) + 1):
            room = (
                f"UPDATE events SET seq = -seq - 1 WHERE seq >= {place}",
                "UPDATE events SET seq = -seq WHERE seq < 0",
            )
            copied = f"INSERT INTO events (seq, {others}) SELECT {place}, {others} FROM events WHERE seq = {seq}"
            with meddled(chain, *room, copied) as found:
                assert found, (seq, place)


ELSEWHERE = (
    "UPDATE cases SET outcome = 'upheld' WHERE number = 2",
    "UPDATE cases SET status = 'new' WHERE number = 1",
    "UPDATE cases SET flag = NULL WHERE number = 1",
    "UPDATE cases SET reviewed_by = 'Nobody' WHERE number = 1",
    "UPDATE issues SET decision = 'upheld' WHERE case_row = 2",
    "UPDATE issues SET position = 1 - position WHERE case_row = 1",
    "UPDATE issues SET position = NULL WHERE number = 1",
    "UPDATE field_values SET state = 'edited' WHERE key = 'priority'",
    "UPDATE field_values SET confidence = 1 WHERE key = 'patient_age'",
    "UPDATE field_values SET needs_review = 0 WHERE needs_review",
    "DELETE FROM field_values WHERE key = 'patient_age' AND case_row = 2",
    "UPDATE page_texts SET text = text || ' ' WHERE case_row = 2 AND page = 3",
    "DELETE FROM page_texts WHERE case_row = 1 AND page = 1",
)


@pytest.mark.parametrize("statement", ELSEWHERE)
def test_a_record_that_is_altered_beside_its_audit_is_found(chain, statement):
    with meddled(chain, statement) as found:
        assert found


KEYS = {"cases": ("number",), "issues": ("number",), "sources": ("number",), "events": ("seq",),
        "field_values": ("case_row", "issue_row", "key"), "page_texts": ("case_row", "page"),
        "remarks": ("case_row", "kind", "issue_id", "key", "problem")}  # fmt: skip
"""The tables that matter: a letter, what was found in it, what was said of it and what was done to it."""


def cells(store: Store) -> Iterator[tuple[str, str, str, Any]]:
    """Each column of the tables that matter in two rows of theirs, of values one without a finding: table, column,
    which row, and what stands there."""
    db = store.database.connection
    for table, keys in KEYS.items():
        names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        rows = db.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY {', '.join(keys)}").fetchall()
        bare = [row for row in rows if table == "field_values" and row[names.index("rule")] is None]
        for row in (rows[-1], *(bare or rows)[:1]):
            where = " AND ".join(f"{key} IS {spelled(row[names.index(key)])}" for key in keys)
            yield from ((table, name, where, value) for name, value in zip(names, row, strict=True))


def spelled(value: Any) -> str:
    """A value as SQL has it."""
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int | float) else "'" + value.replace("'", "''") + "'"


def others(value: Any) -> list[str]:
    """What somebody may write in its place."""
    if value is None:
        return ["'x'", "'[]'", "2"]
    return [str(value + 1), "NULL", "'x'"] if isinstance(value, int | float) else ["'x'", "NULL", "''"]


@pytest.fixture(scope="module")
def remarked(tmp_path_factory, letter, sign):
    """Two letters, changed, commented and reviewed."""
    with Store.open(tmp_path_factory.mktemp("remarked") / "desk") as store:
        for number in (1, 2):
            record = letter(number).kept(store)
            for act in (
                partial(acts.set_value, path=Path("occupation"), value="roofer"),
                partial(acts.comment, path=Path("occupation"), text="as the letter says"),
                acts.mark_reviewed,
            ):
                changes = act(record, sign=sign)
                store.save(changes)
                record = changes.after
        assert health.full(store.folder).is_whole
        yield store


def test_any_column_altered_in_any_table_that_matters_is_found(remarked):
    missed, tried = [], 0
    for table, column, where, value in cells(remarked):
        for written in others(value):
            if written == spelled(value):
                continue
            try:
                with meddled(remarked, f"UPDATE {table} SET {column} = {written} WHERE {where}") as found:
                    missed += [] if found else [(table, column, where, value, written)]
                    tried += 1
            except sqlite3.IntegrityError:
                pass  # the database itself refuses it
    assert missed == []
    assert tried > 400


def test_letters_of_a_version_that_did_not_bind_their_file_are_whole(folder, letter, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(audit, "dumps", lambda data: encoding.dumps(without_file(data)))
        with Store.open(folder) as store:
            letter(1).kept(store)
    with Store.open(folder) as store:
        (event,) = store.database.connection.execute("SELECT new FROM events").fetchone()
        assert '"file"' not in event
        assert store.verify_chain() is None


def without_file(data: Any) -> Any:
    return {key: value for key, value in data.items() if key != "file"} if isinstance(data, dict) else data


@settings(max_examples=60, deadline=None)
@given(
    seq=st.integers(1, 10), column=st.sampled_from([name for name in COLUMNS if name != "seq"]),
    text=st.one_of(st.none(), st.text(max_size=30), st.integers(-5, 5), st.sampled_from(["{}", "null", '{"value":1}'])),
)  # fmt: skip
def test_whatever_is_written_into_an_event_is_found(chain, seq, column, text):
    db = chain.database.connection
    before = db.execute(f"SELECT {column} FROM events WHERE seq = ?", (seq,)).fetchone()[0]
    try:
        written = "NULL" if text is None else str(text)
        if isinstance(text, str):
            written = f"CAST(X'{text.encode().hex()}' AS TEXT)"  # whatever it holds, quotes and NUL too
        with meddled(chain, f"UPDATE events SET {column} = {written} WHERE seq = {seq}") as found:
            after = db.execute(f"SELECT {column} FROM events WHERE seq = ?", (seq,)).fetchone()[0]
            assert found or (after, type(after)) == (before, type(before))
    except (sqlite3.IntegrityError, sqlite3.OperationalError, UnicodeEncodeError):
        pass  # the database itself refuses it


def test_an_event_says_whether_rule_or_person_gave_the_value(store, letter, sign):
    record = letter().kept(store)
    done = acts.set_value(record, Path("patient_age"), 83, sign)
    store.save(done)
    store.save(acts.revert(done, done.after, sign))
    found = {event.source for event in store.history(record.id)}
    assert {"machine", "person", "rule test.words"} <= found
