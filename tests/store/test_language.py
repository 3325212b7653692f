"""Filters find items and letters by their values; what is misspelled gets a suggestion, never an SQL error."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imrdesk.errors import InputError
from imrdesk.record import changes as acts
from imrdesk.record.changes import Sign
from imrdesk.record.model import Path
from imrdesk.store import Query, Store
from imrdesk.store.language import _CODES, FILTERS, _days, parse


@pytest.fixture(scope="module")
def kept(tmp_path_factory, letter, sign):
    """Three letters: the second psychiatric with a drug, the third reviewed and upheld in its second item."""
    with Store.open(tmp_path_factory.mktemp("language")) as store:
        records = [letter(number).kept(store) for number in (1, 2, 3)]
        second, third = records[1], records[2]
        for record, path, value in (
            (second, Path("reviewer_specialties"), ("Psychiatry", "Pain Medicine")),
            (second, Path("drug", second.issues[0].id), "Norco 10/325"),
            (second, Path("decision_date"), "2017-02-28"),
            (second, Path("subcategory", second.issues[0].id), "PT/OT"),
            (third, Path("decision", third.issues[1].id), "upheld"),
            (third, Path("category", third.issues[0].id), "Pharmaceuticals"),
        ):
            store.save(acts.set_value(store.record(record.id), path, value, sign))
        store.save(acts.mark_reviewed(store.record(third.id), Sign("Ben Ortiz", "2026-05-05T09:00:00Z", "done")))
        yield store


CASES = [
    ("decision:overturned", [1, 2, 3]),
    ("decision:upheld", [3]),
    ("decision:up", [3]),
    ("decision:upheld category:Injection", [3]),
    ("decision:upheld category:Pharmaceuticals", []),  # not the same item
    ('category:"PT/OT"', [2]),
    ("category:pt/ot", [2]),
    ("specialty:psychiatry", [2]),
    ('specialty:"pain medicine"', [2]),
    ('specialty:"medicine psychiatry"', []),
    ("specialty:psych*", [2]),
    ("drug:norco", [2]),
    ("date:2016", [1, 3]),
    ("date:2016..2017", [1, 2, 3]),
    ("date:2016-11-24..2017-02-28", [2]),
    ("date:2016-11-24..2017-02-27", []),
    ("date:..2016-11", [1, 3]),
    ("date:2017-02..", [2]),
    ("age:40..50", [1, 2, 3]),
    ("age:47", [1, 2, 3]),
    ("age:48..", []),
    ("status:reviewed", [3]),
    ('status:"in review"', [2]),
    ("status:new", [1]),
    ("reviewer:ben", [3]),
    ("case:CM16-0000002", [2]),
    ("retrospective:no", [1, 2, 3]),
    ("lumbar status:reviewed", [3]),
    ("nothinglikethis status:reviewed", []),
    ("STATUS:Reviewed DECISION:Overturned", [3]),
    ("decision:", [1, 2, 3]),  # no value yet: a word like any
    ("note:lumbar", []),
    ("Re:lumbar", []),
]


@pytest.mark.parametrize(("typed", "numbers"), CASES)
def test_filters_find_letters(kept, typed, numbers):
    assert list(kept.ids(Query(text=typed, order="number", descending=False))) == numbers
    assert sorted({hit.record_id for hit in kept.search(typed)}) == sorted(row.id for row in kept.rows(numbers))


def test_filters_alone_list_items_with_their_place(kept):
    (hit,) = kept.search("decision:upheld category:injection")
    assert (hit.field, hit.page > 0) == ("issues[1].decision", True)
    assert "Decision: upheld" in hit.snippet
    assert len(kept.search("decision:overturned")) == 5
    assert len(kept.search("decision:overturned", limit=2)) == 2


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("decison:upheld", "Did you mean decision:"),
        ("statu:reviewed", "Did you mean status:"),
        ("speciality:psychiatry", "Did you mean specialty:"),
        ("decision:overtruned", "Try overturned"),
        ("status:finished", "Try "),
        ("date:yesterday", "Write date:2016"),
        ("date:2016-13", "is no date"),
        ("age:old", "Write age:47"),
    ],
)
def test_a_typo_gets_a_suggestion(kept, typed, told):
    for ask in (kept.search, lambda text: kept.ids(Query(text=text))):
        with pytest.raises(InputError) as refused:
            ask(typed)
        assert told in str(refused.value)


def test_no_two_fields_share_a_code():
    assert len(set(_CODES.values())) == len(_CODES)


def test_every_filter_is_in_the_language(kept):
    for name in FILTERS:
        assert parse(f"{name}:").tags == ""
        try:
            kept.search(f"{name}:2016 lumbar")
        except InputError as refused:
            assert refused.code == "no_such_value"


NAMES = st.sampled_from([*FILTERS, "nothing", "NEAR", "x"])
TYPED = st.one_of(st.text(max_size=20), st.sampled_from(["2016..", '"', "*", "..", "up", "47..46", "9" * 30, ")", "'"]))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(NAMES, TYPED), max_size=3))
def test_no_filter_is_an_sql_error(kept, pieces):
    typed = " ".join(f"{name}:{value}" for name, value in pieces)
    try:
        kept.search(typed)
        kept.first(Query(text=typed), 5)
        kept.ids(Query(text=typed))
    except InputError as refused:
        assert refused.remedy


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2013, 1, 1), date(2019, 12, 31)), st.integers(0, 900), st.integers(-40, 940))
def test_a_range_of_days_is_just_that_range(first, length, offset):
    last, day = first + timedelta(days=length), first + timedelta(days=offset)
    parts = set(_days("date", f"{first}..{last}"))
    assert bool(parts & {f"{day:%Y}", f"{day:%Y%m}", f"{day:%Y%m%d}"}) == (first <= day <= last)
