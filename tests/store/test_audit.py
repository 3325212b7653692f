"""The audit gives every record again, and shows whether anybody touched it."""

import itertools
import sqlite3
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imrdesk.document.model import Span
from imrdesk.errors import InputError
from imrdesk.record import changes as acts
from imrdesk.record.changes import Action, Sign
from imrdesk.record.fields import field
from imrdesk.record.finding import evidence
from imrdesk.record.model import Path, Status
from imrdesk.record.reshaping import merge_issues, split_issue
from imrdesk.record.validation import check
from imrdesk.record.values import Citation, Kind
from imrdesk.store import Store, audit

NUMBERS = itertools.count(1)
TEXTS = st.one_of(
    st.none(), st.sampled_from(["roofer", "“quoted” & <b>", "naïve 😀", "two\nlines"]), st.text(max_size=20)
)
CITATIONS = st.builds(Citation, st.sampled_from(["MTUS", "ODG"]), TEXTS, st.one_of(st.none(), st.integers(1990, 2030)))
VALUES = {
    Kind.NUMBER: st.one_of(st.none(), st.integers(0, 120)),
    Kind.FLAG: st.one_of(st.none(), st.booleans()),
    Kind.WORDS: st.one_of(st.none(), st.lists(st.text(max_size=8), max_size=3).map(tuple)),
    Kind.CITATIONS: st.one_of(st.none(), st.lists(CITATIONS, max_size=2).map(tuple)),
}
SPANS = st.builds(Span, st.integers(1, 3), st.integers(0, 80), st.integers(80, 120))
SIGNS = st.builds(
    Sign, st.sampled_from(["Ana Reyes", "B. Ng"]), st.just("2026-05-04T13:00:00+00:00"), st.sampled_from([None, "late"])
)


def any_path(draw, record):
    return draw(st.sampled_from(list(record.paths())))


def any_issue(draw, record):
    return draw(st.sampled_from(record.issues)).id


def a_value(draw, record, sign, document):
    path = any_path(draw, record)
    places = evidence(document, draw(st.lists(SPANS, max_size=2)))
    return acts.set_value(record, path, draw(VALUES.get(field(path.key).kind, TEXTS)), sign, places)


def a_confirmation(draw, record, sign, _document):
    paths = draw(st.lists(st.sampled_from(list(record.paths()))))
    return acts.confirm(record, paths, sign, seen=draw(st.booleans()))


def a_dismissal(draw, record, sign, _document):
    problems = check(record)
    why = Sign(sign.by, sign.at, draw(st.sampled_from(["no fault", "as the letter says"])))
    return acts.dismiss(record, draw(st.sampled_from(problems)), why) if problems else acts.set_flag(record, "x", sign)


ACTS = {
    "set": a_value,
    "confirm": a_confirmation,
    "restore": lambda draw, record, sign, _: acts.restore(record, any_path(draw, record), sign),
    "add": lambda draw, record, sign, _: acts.add_issue(record, sign, draw(st.integers(0, len(record.issues)))),
    "remove": lambda draw, record, sign, _: acts.remove_issue(record, any_issue(draw, record), sign),
    "move": lambda draw, record, sign, _: acts.move_issue(
        record, any_issue(draw, record), draw(st.integers(0, 5)), sign
    ),
    "review": lambda draw, record, sign, _: acts.mark_reviewed(record, Sign(sign.by, sign.at, "all the same")),
    "reopen": lambda draw, record, sign, _: acts.reopen(record, sign),
    "flag": lambda draw, record, sign, _: acts.set_flag(record, draw(TEXTS), sign),
    "comment": lambda draw, record, sign, _: acts.comment(record, any_path(draw, record), draw(TEXTS), sign),
    "second look": lambda draw, record, sign, _: acts.second_look(
        record, any_path(draw, record), draw(st.booleans()), sign
    ),
    "dismiss": a_dismissal,
    "split": lambda draw, record, sign, _: split_issue(record, any_issue(draw, record), sign),
    "merge": lambda draw, record, sign, _: merge_issues(record, any_issue(draw, record), sign),
}
NEED_ISSUE = ("remove", "move", "split", "merge")


def any_act(draw, document, record, done):
    """One act on a record as it stands, as a person might do it; the last one may be undone."""
    sign = draw(SIGNS)
    kinds = [kind for kind in ACTS if record.issues or kind not in NEED_ISSUE]
    kind = draw(st.sampled_from([*kinds, "undo"] if done else kinds))
    return acts.revert(done.pop(), record, sign) if kind == "undo" else ACTS[kind](draw, record, sign, document)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    with Store.open(tmp_path_factory.mktemp("audit")) as store:
        yield store


@settings(max_examples=40, deadline=None)
@given(data=st.data(), count=st.integers(1, 12))
def test_the_events_replay_to_exactly_the_record(kept, letter, data, count):
    made = letter(next(NUMBERS))
    record, done, items = made.kept(kept), [], []
    for _turn in range(count):
        with suppress(InputError):
            changes = any_act(data.draw, made.document, record, done)
            kept.save(changes)
            record = changes.after
            done = [*done, changes] if changes.items else done
            items += changes.items
    assert kept.record(record.id) == record
    assert audit.replay(kept, record.id) == record
    assert [event.change for event in kept.history(record.id)][1:] == items
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
