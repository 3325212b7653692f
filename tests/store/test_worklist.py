"""The list shows the cases one asks for, in the order one asks for."""

from array import array

import pytest

from imrdesk.record import changes as acts
from imrdesk.record.changes import Sign
from imrdesk.record.model import Path, Status
from imrdesk.store import CaseRow, Listed, Query


@pytest.fixture
def cases(store, letter, sign):
    """Four letters: new, in review and flagged, reviewed by Bo, reopened after Cy."""
    records = [letter(number, items=number).kept(store) for number in range(1, 5)]

    def act(number, function, *arguments, by="Ana", reason="so"):
        changes = function(records[number - 1], *arguments, Sign(by, f"2026-05-0{number}T08:00:00+00:00", reason))
        store.save(changes)
        records[number - 1] = changes.after

    act(2, acts.set_flag, "two patients?")
    act(2, acts.set_value, Path("outcome"), "upheld")
    act(2, acts.set_value, Path("decision_date"), "2014-01-01")
    act(2, acts.second_look, Path("outcome"), True)
    act(3, acts.mark_reviewed, by="Bo")
    act(4, acts.mark_reviewed, by="Cy")
    act(4, acts.reopen, by="Cy")
    return records


QUERIES = [
    (Query(), [4, 3, 2, 1]),
    (Query(descending=False), [1, 2, 3, 4]),
    (Query(status=Status.NEW), [1]),
    (Query(status=Status.REOPENED), [4]),
    (Query(outcome="upheld"), [2]),
    (Query(outcome="overturned", descending=False), [1, 3, 4]),
    (Query(flagged=True), [2]),
    (Query(flagged=False), [4, 3, 1]),
    (Query(reviewer="Bo"), [3]),
    (Query(reviewer="Dee"), []),
    (Query(decided_to="2014-01-01"), [2]),
    (Query(decided_from="2014-01-02"), [4, 3, 1]),
    (Query(decided_from="2014-01-01", decided_to="2014-12-31", order="case_number"), [2]),
    (Query(second_look=True), [2]),
    (Query(second_look=False, descending=False), [1, 3, 4]),
    (Query(problems=True, order="case_number"), [4, 3, 2, 1]),
    (Query(problems=False), []),
    (Query(order="case_number", descending=False), [1, 2, 3, 4]),
    (Query(order="decision_date", descending=False), [2, 1, 3, 4]),
    (Query(order="issues"), [4, 3, 2, 1]),
    (Query(order="reviewed_by", descending=False), [1, 2, 4, 3]),
    (Query(text="lumbar", status=Status.IN_REVIEW), [2]),
    (Query(text="0000003", outcome="overturned"), [3]),
]


@pytest.mark.parametrize(("query", "numbers"), QUERIES)
def test_cases_are_filtered_and_ordered(store, cases, query, numbers):
    assert store.ids(query) == array("q", numbers)


@pytest.mark.parametrize("far", [0, 20_000])
@pytest.mark.parametrize(("query", "numbers"), QUERIES)
def test_any_stretch_of_a_list_is_that_of_the_whole_list(store, cases, monkeypatch, query, numbers, far):
    monkeypatch.setattr("imrdesk.store.worklist._FAR", far)
    for start in range(5):
        for most in (1, 2, 9):
            assert store.window(query, start, most) == array("q", numbers[start : start + most])


def test_a_stretch_near_the_end_of_a_list_is_walked_to_from_there(store, cases, monkeypatch):
    monkeypatch.setattr("imrdesk.store.worklist._FAR", 1)
    asked = []
    with store.database.connection.tracer(lambda sql, values: asked.append((sql, values))):
        store.window(Query(), 3, 1)
    assert [values for sql, values in asked if "OFFSET" in sql] == [(1, 0)]


@pytest.mark.parametrize(("query", "numbers"), [item for item in QUERIES if not item[0].text])
@pytest.mark.parametrize("most", [1, 2, 4, 5])
def test_a_list_begins_at_once_and_is_as_long_as_it_is(store, cases, query, numbers, most):
    listed = store.first(query, most)
    assert (list(listed.numbers), listed.count) == (numbers[:most], len(numbers))
    assert listed.whole is (len(numbers) < most)


@pytest.mark.parametrize(("text", "numbers"), [("lumbar", [4, 3, 2, 1]), ("0000003", [3]), ("--", None),
                                               ("outcome:upheld", [2]), ('"the injection is" 000*', [4, 3, 2, 1]),
                                               ("conserv* outcome:upheld", [2])])  # fmt: skip
def test_words_find_the_newest_letters_at_once(store, cases, text, numbers):
    assert (numbers or []) == list(store.ids(Query(text=text)))
    listed = store.first(Query(text=text), 3)
    assert listed == (numbers and Listed(array("q", numbers[:3]), len(numbers[:3]), whole=len(numbers) < 3))
    in_review = store.first(Query(text=text, status=Status.IN_REVIEW), 3)
    assert in_review == (numbers and Listed(array("q", [2][: 2 in numbers]), int(2 in numbers), whole=True))
    assert store.first(Query(text=text, order="outcome"), 3) is None


def test_words_that_hardly_ever_fit_the_filters_are_left_to_the_whole_list(store, cases, monkeypatch):
    monkeypatch.setattr("imrdesk.store.worklist._MOST_LOOKED_AT", 2)
    assert store.first(Query(text="lumbar", flagged=True), 1) is None


@pytest.mark.parametrize("order", sorted(set(CaseRow.__dataclass_fields__) - {"summary_older"}))
@pytest.mark.parametrize("descending", [True, False])
def test_every_column_orders(store, cases, order, descending):
    rows = store.rows(store.ids(Query(order=order, descending=descending)))
    keys = [(value is not None, value, row.number) for row in rows for value in [getattr(row, order)]]
    assert keys == sorted(keys, reverse=descending)


def test_an_order_that_is_no_column_is_a_fault(store):
    with pytest.raises(ValueError, match="no order"):
        store.ids(Query(order="number; DROP TABLE cases"))


def test_rows_come_as_asked_for(store, cases):
    rows = store.rows([3, 1])
    assert [row.number for row in rows] == [3, 1]
    record = cases[2]
    assert rows[0] == CaseRow(
        number=3,
        id=record.id,
        case_number=record.case_number,
        status=Status.REVIEWED,
        flag=None,
        outcome="overturned",
        decision_date="2016-11-23",
        issues=3,
        problems=rows[0].problems,
        to_review=0,
        file_name="letter 3.txt",
        reviewed_by="Bo",
        reviewed_at="2026-05-03T08:00:00+00:00",
        imported_at=record.imported_at,
    )
    assert store.rows([]) == []


def test_rows_are_one_query(store, cases):
    asked = []
    with store.database.connection.tracer(lambda sql, _values: asked.append(sql)):
        store.rows(range(1, 300))
    assert len([sql for sql in asked if sql.startswith("WITH")]) == 1
    assert len(asked) <= 2


@pytest.mark.parametrize("query", [query for query, _numbers in QUERIES if not query.text])
def test_a_list_never_reads_the_wide_rows(store, query):
    asked = []
    with store.database.connection.tracer(lambda sql, values: asked.append((sql, values))):
        store.ids(query)
        store.first(query, 1)
    questions = [(sql, values) for sql, values in asked if "FROM cases" in sql]
    assert len(questions) >= 2
    for sql, values in questions:
        plan = store.database.connection.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
        assert [step for *_ids, step in plan if "SCAN cases" in step or "SEARCH cases" in step]
        assert all("COVERING INDEX" in step for *_ids, step in plan if " cases" in step)
        assert not [step for *_ids, step in plan if "TEMP B-TREE" in step]


def test_counts_are_by_status(store, cases):
    assert store.counts() == {"new": 1, "in review": 1, "reviewed": 1, "reopened": 1}


def test_an_empty_workspace_has_nothing(store):
    assert store.ids(Query()) == array("q")
    assert set(store.counts().values()) == {0}


def test_a_case_is_named_by_id_beginning_or_number(store, cases):
    record = cases[0]
    assert store.resolve(record.id) == [record.id]
    assert store.resolve(f" {record.id[:13].upper()} ") == [record.id]
    assert store.resolve(record.case_number or "") == [record.id]
    assert store.resolve("cm16-0000001") == [record.id]
    assert store.resolve("CM16") == []
    assert store.resolve("") == []
    assert store.resolve("%") == []


def test_two_letters_of_one_case_are_both_named(store, cases, sign):
    changes = acts.set_value(cases[1], Path("case_number"), cases[0].case_number, sign)
    store.save(changes)
    assert store.resolve(cases[0].case_number or "") == [cases[0].id, cases[1].id]
