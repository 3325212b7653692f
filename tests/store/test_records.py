"""Everything that is kept comes back exactly, from this session or a later one."""

import pytest

from imrdesk.document.model import Span
from imrdesk.errors import StoreError
from imrdesk.record import changes as acts
from imrdesk.record.fields import CASE_FIELDS, FIELDS, ISSUE_FIELDS
from imrdesk.record.finding import Evidence, Finding, evidence
from imrdesk.record.model import FieldValue, Issue, Path, State, Status, new_id
from imrdesk.record.values import Citation, Kind
from imrdesk.store import Query, Store

SAMPLES = {
    Kind.TEXT: "O’Brien & Söhne 😀",
    Kind.LONG_TEXT: "One.\nTwo, “quoted”.\n\n  Three.",
    Kind.DATE: "2016-02-29",
    Kind.NUMBER: 0,
    Kind.CHOICE: "as read, not one of the choices",
    Kind.FLAG: False,
    Kind.WORDS: ("left knee; medial", 'a "b" c', ""),
    Kind.CITATIONS: (Citation("MTUS", "Low Back", 2004, ("A", "B")), Citation("none")),
}


def saved(store, changes):
    store.save(changes)
    return changes.after


def test_a_new_letter_comes_back_as_it_was(folder, letter):
    made = letter()
    with Store.open(folder) as store:
        made.kept(store)
        assert store.record(made.record.id) == made.record
    with Store.open(folder) as store:
        assert store.record(made.record.id) == made.record
        assert store.document(made.record.id) == made.document
        assert store.source_path(made.record.id).read_bytes() == made.data


def test_a_letter_of_an_unknown_layout_can_be_filled_by_hand(store, letter, sign):
    made = letter(items=0)
    record = made.kept(store)
    record = saved(store, acts.add_issue(record, sign))
    assert store.record(record.id) == record
    assert all(value == FieldValue() for value in record.issues[0].values.values())


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.key)
@pytest.mark.parametrize("empty", [False, True], ids=["a value", "nothing"])
def test_every_field_keeps_what_a_person_enters(store, letter, sign, field, empty):
    record = letter().kept(store)
    path = Path(field.key, record.issues[1].id if field in ISSUE_FIELDS else "")
    record = saved(store, acts.set_value(record, path, None if empty else SAMPLES[field.kind], sign))
    assert store.record(record.id) == record
    assert record.at(path).finding == store.record(record.id).at(path).finding
    record = saved(store, acts.restore(record, path, sign))
    assert store.record(record.id) == record


def test_a_value_of_the_wrong_kind_is_a_fault(store, letter, sign):
    record = letter().kept(store)
    with pytest.raises(TypeError, match="patient_age"):
        store.save(acts.set_value(record, Path("patient_age"), "47", sign))
    assert store.record(record.id) == record


def test_a_long_text_that_only_quotes_the_letter_takes_no_room_of_its_own(store, letter, sign):
    record = letter().kept(store)
    db = store.database.connection
    assert db.execute("SELECT clinical_summary FROM cases").fetchone() == (None,)
    (shown,) = db.execute("SELECT clinical_summary FROM v_cases").fetchone()
    assert shown == record.fields["clinical_summary"].value
    saved(store, acts.set_value(record, Path("clinical_summary"), "In my words.", sign))
    assert db.execute("SELECT clinical_summary FROM cases").fetchone() == ("In my words.",)
    assert db.execute("SELECT clinical_summary FROM v_cases").fetchone() == ("In my words.",)


def test_new_evidence_is_kept(store, letter, sign):
    made = letter()
    record = made.kept(store)
    places = evidence(made.document, [Span(1, 5, 9), Span(2, 0, 6)])
    record = saved(store, acts.set_value(record, Path("occupation"), "roofer", sign, places))
    assert store.record(record.id).fields["occupation"].evidence == places


@pytest.mark.parametrize("span", [Span(1, 5, 9), Span(0, 0, 5), Span(9, 0, 5)], ids=["other words", "page 0", "page 9"])
def test_evidence_that_says_something_else_is_refused(store, letter, sign, span):
    record = letter().kept(store)
    changes = acts.set_value(record, Path("occupation"), "roofer", sign, (Evidence(span, "roofer"),))
    with pytest.raises(StoreError) as refused:
        store.save(changes)
    assert refused.value.code == "evidence"
    assert store.record(record.id) == record


def test_issues_are_added_moved_removed_and_put_back(folder, letter, sign):
    with Store.open(folder) as store:
        record = letter(items=3).kept(store)
        first = record.issues[0].id
        record = saved(store, acts.set_value(record, Path("side", first), "left", sign))
        removal = acts.remove_issue(record, first, sign)
        record = saved(store, removal)
        assert store.record(record.id) == record
        record = saved(store, acts.add_issue(record, sign, 1))
        record = saved(store, acts.move_issue(record, record.issues[2].id, 0, sign))
        assert store.record(record.id) == record
        record = saved(store, acts.revert(removal, record, sign))
        assert record.issues[0].values["side"].value == "left"
    with Store.open(folder) as store:
        assert store.record(record.id) == record
        assert store.rows(store.ids(Query()))[0].issues == 4


def test_an_added_issue_keeps_findings_of_its_own(store, letter, sign):
    made = letter()
    record = made.kept(store)
    values = {**record.issues[0].values}
    values["side"] = FieldValue("left", State.PROPOSED, Finding("left", "left", 0.5, rule="test.split"))
    record = saved(store, acts.add_issue(record, sign, 0, Issue(new_id(), values)))
    assert store.record(record.id) == record
    record = saved(store, acts.set_value(record, Path("side", record.issues[0].id), "right", sign))
    assert store.record(record.id) == record


def test_status_flag_and_reviewer_are_kept(store, letter, sign):
    record = letter().kept(store)
    record = saved(store, acts.set_flag(record, "two patients?", sign))
    record = saved(store, acts.mark_reviewed(record, acts.Sign("Bo Ng", "2026-05-05T08:00:00+00:00", "checked")))
    assert store.record(record.id) == record
    (row,) = store.rows(store.ids(Query()))
    assert (row.status, row.flag, row.reviewed_by) == (Status.REVIEWED, "two patients?", "Bo Ng")
    record = saved(store, acts.reopen(record, sign))
    assert store.record(record.id) == record
    assert store.rows(store.ids(Query()))[0].reviewed_by is None


def test_a_change_to_an_older_record_is_refused(store, letter, sign):
    record = letter().kept(store)
    mine = acts.set_value(record, Path("occupation"), "roofer", sign)
    theirs = acts.set_value(record, Path("patient_age"), 50, sign)
    store.save(theirs)
    with pytest.raises(StoreError) as refused:
        store.save(mine)
    assert refused.value.code == "stale"
    assert store.record(record.id) == theirs.after
    assert len(store.history(record.id)) == 1 + len(theirs.items)


def test_an_act_that_changes_nothing_is_no_event(store, letter, sign):
    record = letter().kept(store)
    store.save(acts.reopen(record, sign))
    assert len(store.history(record.id)) == 1


def test_the_same_letter_twice_is_told(store, letter, sign):
    made = letter()
    made.kept(store)
    again = letter()
    with pytest.raises(StoreError) as refused:
        again.kept(store)
    assert refused.value.code == "duplicate"
    assert store.by_sha256(made.document.sha256) == made.record.id
    assert len(store.ids(Query())) == 1


def test_only_a_new_record_can_be_added(store, letter, sign):
    made = letter()
    changed = acts.set_value(made.record, Path("occupation"), "roofer", sign).after
    with pytest.raises(ValueError, match="machine proposes"):
        store.add(changed, made.document, made.data, sign)


def test_a_letter_that_is_not_here_is_told(store, letter, sign):
    made = letter()
    for ask in (store.record, store.document, store.source_path, store.history):
        with pytest.raises(StoreError, match="not in the workspace"):
            ask(made.record.id)
    with pytest.raises(StoreError, match="not in the workspace"):
        store.save(acts.set_flag(made.record, "odd", sign))


def test_text_that_no_database_takes_is_refused_in_words(store, letter, sign):
    record = letter().kept(store)
    with pytest.raises(StoreError) as refused:
        store.save(acts.set_value(record, Path("occupation"), "half a \ud83d", sign))
    assert refused.value.code == "characters"
    assert store.record(record.id) == record


def test_counts_follow_the_record(store, letter, sign):
    record = letter().kept(store)
    (before,) = store.rows(store.ids(Query()))
    assert before.to_review == len(record.to_review())
    record = saved(store, acts.set_value(record, Path("case_number"), None, sign))
    (after,) = store.rows(store.ids(Query()))
    assert after.problems == before.problems + 1
    assert after.case_number is None
    record = saved(store, acts.confirm(record, record.to_review(), sign))
    assert store.rows(store.ids(Query()))[0].to_review == 0


def test_columns_hold_what_a_person_can_query(store, letter):
    letter().kept(store)
    db = store.database.connection
    assert db.execute("SELECT patient_age, diagnoses, decision_date FROM cases").fetchone() == (
        47,
        '["lumbar pain","radiculopathy"]',
        "2016-11-23",
    )
    item, category, retrospective = db.execute("SELECT item, category, retrospective FROM v_issues").fetchone()
    assert (item, category, retrospective) == (1, "Injection", 0)
    assert len(db.execute("SELECT * FROM v_values").fetchall()) == len(CASE_FIELDS) + 2 * len(ISSUE_FIELDS)
    assert db.execute("SELECT rule, confidence FROM v_values WHERE key = 'outcome'").fetchone() == (
        "test.outcome",
        0.999,
    )
