"""What people type, and how values are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imrdesk.errors import InputError
from imrdesk.record.values import Citation, Kind, from_json, iso_date, parse, parse_citation, show, to_json


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("8/9/11", "2011-08-09"),
        ("09-16-2015", "2015-09-16"),
        ("10/16/2016", "2016-10-16"),
        ("Oct 10, 2015", "2015-10-10"),
        ("October 10, 2015", "2015-10-10"),
        ("10 October 2015", "2015-10-10"),
        ("2015-10-10", "2015-10-10"),
        ("11-3-16", "2016-11-03"),
        ("10-16-\n2016", "2016-10-16"),
        ("1/2/1956", "1956-01-02"),
        ("2/30/2016", None),
        ("13/13/2016", None),
        ("Ma 3, 2016", None),
        ("yesterday", None),
    ],
)
def test_dates_as_letters_write_them(typed, iso):
    assert iso_date(typed) == iso


def test_a_date_that_is_none_is_refused_in_words():
    with pytest.raises(InputError, match="is not a date"):
        parse(Kind.DATE, "sometime")


def test_a_choice_is_taken_whatever_its_case_and_others_are_named():
    assert parse(Kind.CHOICE, "LEFT", ("left", "right")) == "left"
    with pytest.raises(InputError, match="Choose from: left, right"):
        parse(Kind.CHOICE, "up", ("left", "right"))


@pytest.mark.parametrize(("typed", "value"), [("yes", True), ("N", False), ("true", True), ("0", False)])
def test_flags(typed, value):
    assert parse(Kind.FLAG, typed) is value


def test_a_number_is_whole():
    assert parse(Kind.NUMBER, " 48 ") == 48
    for odd in ("48.5", "²", "-3"):
        with pytest.raises(InputError):
            parse(Kind.NUMBER, odd)


def test_an_empty_text_is_no_value():
    assert {parse(kind, "  ") for kind in Kind} == {None}


def test_lists_are_parted_at_semicolons_and_lines():
    assert parse(Kind.WORDS, "neck pain; lumbar strain\nanxiety;") == ("neck pain", "lumbar strain", "anxiety")


words = st.text(alphabet="abcXYZ ()&,-", min_size=1).map(str.strip).filter(lambda text: text and "§" not in text)


@given(
    st.builds(
        Citation,
        st.sampled_from(["MTUS", "ODG", "ACOEM", "Other"]),
        st.none() | words.map(lambda text: text.strip(" ,")).filter(bool),
        st.none() | st.integers(1990, 2030),
        st.lists(words, max_size=3).map(tuple),
    )
)
def test_a_citation_reads_back_as_it_is_shown(citation):
    assert parse_citation(show((citation,))) == citation


def test_json_goes_both_ways():
    for value in (None, True, 3, "x", ("a", "b"), (Citation("MTUS", "Low Back Complaints", 2004, ("a",)),), ()):
        assert from_json(to_json(value)) == value


def test_dates_are_shown_as_people_write_them():
    assert show("2016-10-16") == "10/16/2016"
    assert show(("a", "b")) == "a; b"
    assert show(None) == ""
