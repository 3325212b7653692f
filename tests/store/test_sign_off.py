"""A review binds name, time and a hash of the record; any later edit voids it."""

import pytest

from imrdesk.record import changes as acts
from imrdesk.record.changes import Sign
from imrdesk.record.model import Path, Status
from imrdesk.record.signing import fingerprint
from imrdesk.store import Store

LATER = Sign("Ben Ortiz", "2026-05-05T09:00:00Z", "a second letter came")
GOOD = Sign("Ana Reyes", "2026-05-04T13:00:00Z", "the letter has no more")


def reviewed(store, letter):
    record = letter().kept(store)
    done = acts.mark_reviewed(record, GOOD)
    store.save(done, "RN, CCM")
    return done.after


def test_a_review_binds_name_time_reason_and_the_record(store, letter):
    record = reviewed(store, letter)
    signed = store.sign_off(record.id)
    assert signed
    assert (signed.sign, signed.credentials, signed.record, signed.holds) == (
        GOOD,
        "RN, CCM",
        fingerprint(record),
        True,
    )
    assert signed.event == store.audit_head()
    assert store.verify_chain() is None
    assert store.history(record.id)[-1].change.new is Status.REVIEWED


@pytest.mark.parametrize(
    "act",
    [
        lambda record: acts.set_value(record, Path("patient_age"), 83, LATER),
        lambda record: acts.add_issue(record, LATER),
        lambda record: acts.remove_issue(record, record.issues[0].id, LATER),
        lambda record: acts.reopen(record, LATER),
        lambda record: acts.restore(record, Path("patient_age"), LATER),
    ],
)
def test_any_later_edit_voids_it_visibly(store, letter, act):
    record = reviewed(store, letter)
    store.save(act(record))
    after = store.record(record.id)
    signed = store.sign_off(record.id)
    assert signed
    assert not signed.holds
    assert after.status is Status.REOPENED
    assert store.history(record.id)[-1].change.new is Status.REOPENED


def test_a_record_changed_behind_the_programs_back_is_not_what_was_signed(folder, letter):
    with Store.open(folder) as store:
        record = reviewed(store, letter)
        store.database.connection.execute("UPDATE cases SET patient_age = 12")
        signed = store.sign_off(record.id)
        assert signed
        assert not signed.holds


def test_a_letter_that_nobody_reviewed_has_no_sign_off(store, letter):
    assert store.sign_off(letter().kept(store).id) is None


def test_undoing_an_edit_does_not_bring_the_signature_back(store, letter):
    record = reviewed(store, letter)
    edit = acts.set_value(record, Path("patient_age"), 83, LATER)
    store.save(edit)
    store.save(acts.set_value(edit.after, Path("patient_age"), 47, LATER))
    signed = store.sign_off(record.id)
    assert signed
    assert not signed.holds
