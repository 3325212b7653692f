"""What reviewing costs is kept without a word of a letter, and each reviewer sees their own."""

from imrdesk.record import changes as acts
from imrdesk.record.changes import Sign
from imrdesk.record.model import Path
from imrdesk.store import FieldPace, Spent

AT = "2026-05-04T13:00:00+00:00"
ANA = Sign("Ana Reyes", AT)


def test_a_reviewers_pace_counts_letters_keys_and_changes(store, letter):
    first, second = letter(1).kept(store), letter(2).kept(store)
    store.add_effort(first.id, "Ana Reyes", AT, [Spent("patient_age", 2.0, 3), Spent("", 10.0, 1)])
    store.add_effort(second.id, "Ana Reyes", AT, [Spent("patient_age", 4.0, 5), Spent("occupation", 20.0, 11)])
    store.add_effort(second.id, "B. Ng", AT, [Spent("patient_age", 100.0, 100)])
    changes = acts.set_value(first, Path("patient_age"), 48, ANA)
    store.save(changes)
    store.save(acts.confirm(changes.after, [Path("case_number")], ANA))
    store.save(acts.confirm(second, [Path("patient_age")], ANA))
    found = store.pace("Ana Reyes")
    assert (found.letters, found.reviewed, found.seconds, found.keys) == (2, 0, 18.0, 10.0)
    assert (found.looked_at, found.changed) == (3, 1)
    assert found.fields[0] == FieldPace("patient_age", 2, 1, 3.0)
    assert {item.key for item in found.fields} == {"patient_age", "occupation", "case_number"}


def test_who_has_done_nothing_has_no_pace(store):
    found = store.pace("Nobody")
    assert (found.letters, found.seconds, found.fields, found.changed) == (0, 0.0, (), 0)


def test_what_is_accepted_unseen_is_not_looked_at(store, letter):
    record = letter().kept(store)
    store.save(acts.confirm(record, record.paths(), ANA, seen=False))
    assert store.pace("Ana Reyes").looked_at == 0
