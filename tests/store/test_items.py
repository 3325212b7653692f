"""Disputed items found by words, values and whole values; counted by facets; shown with their place."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imrdesk.errors import InputError
from imrdesk.record import changes as acts
from imrdesk.record.model import Path
from imrdesk.store import FACETS, Clause, Store
from imrdesk.store.clauses import clauses, switched, written
from imrdesk.store.matching import HIT_END, HIT_START


@pytest.fixture
def stocked(store, letter):
    """Three letters with one, two and no items."""
    records = [letter(number, items).kept(store) for number, items in ((1, 1), (2, 2), (3, 0))]
    return store, records


def found(store: Store, text: str):
    return store.finder.shown(store.finder.rows(text), text)


def counts(store: Store, text: str, facet: str) -> dict[str, int]:
    return {item.value: item.count for item in store.finder.facets(text).counts[facet]}


def change(store, record, key, value, sign, issue=None):
    path = Path(key, record.issues[issue].id if issue is not None else "")
    done = acts.set_value(record, path, value, sign)
    store.save(done)
    return done.after


def test_everything_is_listed_the_newest_letter_first(stocked):
    store, records = stocked
    listed = found(store, "")
    assert [(item.record_id, item.item) for item in listed] == [
        (records[2].id, 0), (records[1].id, 2), (records[1].id, 1), (records[0].id, 1),
    ]  # fmt: skip


def test_an_item_is_found_by_its_own_words_only(stocked):
    store, records = stocked
    listed = found(store, '"injection number 2"')
    assert [(item.record_id, item.item) for item in listed] == [(records[1].id, 2)]


def test_the_hit_is_marked_and_points_at_its_place(stocked):
    store, _records = stocked
    (item,) = found(store, "cafe conserv* case:CM16-0000001")
    assert f"{HIT_START}café{HIT_END}" in item.snippet
    assert f"{HIT_START}conservative{HIT_END}" in item.snippet
    assert (item.key, item.page) == ("rationale", 2)
    words = store.document(item.record_id).page(item.page).text[item.start : item.end]
    assert words in ("café", "conservative")
    assert item.cite == "p. 2, l. 3"
    assert item.path == Path("rationale", item.issue_id)


def test_without_words_the_deciding_sentence_is_shown(stocked):
    store, _records = stocked
    item = found(store, "decision:overturned")[0]
    assert "medically necessary" in item.snippet
    assert item.page == 3
    assert item.guideline == "MTUS Low Back Complaints 2004; no guideline"


def test_words_of_the_letter_outside_of_items_are_told_and_found_when_asked_for(stocked):
    store, _records = stocked
    assert found(store, "naproxen") == []
    assert store.finder.elsewhere("naproxen") == 3
    assert store.finder.elsewhere("naproxen case:CM16-0000002") == 1
    assert len(found(store, "naproxen in:letter")) == 4
    hit = found(store, "naproxen in:letter case:CM16-0000001")[0]
    assert (hit.key, hit.page) == ("", 1)
    assert f"{HIT_START}naproxen{HIT_END}" in hit.snippet


def test_filters_and_words_narrow_together(stocked):
    store, _records = stocked
    assert len(found(store, "injection")) == 3
    assert len(found(store, "injection body:low case:CM16-0000002")) == 2
    assert found(store, "injection decision:upheld") == []


def test_a_changed_item_is_found_by_its_new_words(stocked, sign):
    store, records = stocked
    after = change(store, records[1], "drug", "Norco 10/325", sign, issue=0)
    assert [item.item for item in found(store, "norco")] == [1]
    assert [item.item for item in found(store, 'drug:="norco 10/325"')] == [1]
    assert found(store, "drug:=norco") == []
    change(store, after, "drug", "Ultram", sign, issue=0)
    assert found(store, "norco") == []
    assert [item.item for item in found(store, "drug:=ultram")] == [1]


def test_a_removed_item_goes_and_those_behind_it_move_up(stocked, sign):
    store, records = stocked
    done = acts.remove_issue(records[1], records[1].issues[0].id, sign)
    store.save(done)
    listed = found(store, "case:CM16-0000002")
    assert [(item.issue_id, item.item) for item in listed] == [(records[1].issues[1].id, 1)]
    assert found(store, '"injection number 1" case:CM16-0000002') == []
    assert counts(store, "", "category") == {"Injection": 2}


def test_facets_count_what_the_query_finds(stocked, sign):
    store, records = stocked
    change(store, records[0], "decision", "upheld", sign, issue=0)
    assert counts(store, "", "decision") == {"overturned": 2, "upheld": 1}
    assert counts(store, "decision:upheld", "year") == {"2016": 1}
    assert counts(store, "", "chapter") == {"MTUS Low Back Complaints": 3, "no guideline": 3}
    assert store.finder.facets("").counted == 4


def test_ticking_a_facet_finds_as_many_as_it_counts(stocked, sign):
    store, records = stocked
    change(store, records[0], "drug", 'Norco "10/325"', sign, issue=0)
    change(store, records[2], "reviewer_specialties", ("Pain Management", "Anesthesiology"), sign)
    for facet in FACETS.values():
        for item in store.finder.facets("").counts[facet.name]:
            text = switched("", facet.clause(item.value), on=True)
            assert len(store.finder.rows(text)) == item.count, text
            assert item.value in counts(store, text, facet.name)


def test_whole_values_also_narrow_letters(stocked):
    store, _records = stocked
    from imrdesk.store import Query

    assert list(store.ids(Query(text='body:="low back"'))) == [2, 1]
    assert list(store.ids(Query(text="body:=knee"))) == []
    assert len(store.search('naproxen body:="low back"')) == 2
    with pytest.raises(InputError, match="cannot be asked for"):
        store.finder.rows("occupation:=roofer")


def test_what_cannot_be_asked_is_said_with_a_suggestion(stocked):
    store, _records = stocked
    with pytest.raises(InputError, match="Did you mean decision:"):
        store.finder.rows("decison:upheld")
    with pytest.raises(InputError, match="in:letter"):
        store.finder.rows("pain in:page")


@given(st.lists(st.builds(Clause, st.sampled_from(["", "drug", "decision"]), st.text("ab c/é", min_size=1, max_size=6),
                          st.just(True), st.booleans()), max_size=4))  # fmt: skip
def test_a_query_in_clauses_is_the_same_query(asked):
    asked = [
        Clause(item.name, item.value, True, item.exact and bool(item.name)) for item in asked if item.value.strip()
    ]
    assert list(clauses(written(asked))) == asked


def test_a_clause_is_switched_on_once_and_off_again():
    once = switched("lumbar pain", Clause("drug", "Norco 10", exact=True), on=True)
    assert once == 'lumbar pain drug:="Norco 10"'
    assert switched(once, Clause("drug", "norco 10", exact=True), on=True).count("drug") == 1
    assert switched(once, Clause("DRUG", "norco 10", exact=True), on=False) == "lumbar pain"


def test_counts_are_those_of_the_records(stocked):
    store, records = stocked
    parts = Counter(part for record in records for issue in record.issues for part in issue.values["body_parts"].value)
    assert counts(store, "", "body") == parts


def test_rows_that_are_gone_are_left_out(stocked):
    store, records = stocked
    rows = list(store.finder.rows(""))
    beyond = [max(rows) + 1, max(rows) + (1 << 20)]  # an item that its letter has not, and a letter that is not there
    assert [item.row for item in store.finder.shown([*beyond, *rows])] == rows
    assert len({item.record_id for item in store.finder.shown(rows)}) == len(records)


@pytest.mark.parametrize("text", ["", "decision:overturned", "lumbar in:letter"])
def test_nothing_is_elsewhere_where_no_words_or_the_whole_letter_is_asked_for(stocked, text):
    store, _records = stocked
    assert store.finder.elsewhere(text) == 0


def test_an_item_without_a_name_is_shown_by_what_was_decided(stocked, sign):
    store, records = stocked
    record = records[0]
    for key in ("rationale", "disputed_treatment", "treatment"):
        record = change(store, record, key, None, sign, 0)
    (item,) = [item for item in found(store, "") if item.record_id == record.id]
    assert (item.key, item.snippet, item.path) == ("decision", "overturned", Path("decision", record.issues[0].id))
    record = change(store, record, "decision", None, sign, 0)
    (item,) = [item for item in found(store, "") if item.record_id == record.id]
    assert (item.key, item.snippet, item.path) == ("", "", None)


def test_an_item_shown_for_words_that_are_nowhere_in_it_is_shown_by_what_decided_it(stocked):
    store, _records = stocked
    rows = list(store.finder.rows(""))
    plain = store.finder.shown(rows)
    assert [item.snippet for item in store.finder.shown(rows, "nothinglikethis")] == [item.snippet for item in plain]
