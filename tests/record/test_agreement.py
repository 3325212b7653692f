"""Agreement of two readers, held against figures worked out by hand."""

import pytest

from imrdesk.record.agreement import Disagreement, agreement, disagreements, kappa
from imrdesk.record.model import Path

SEX, DATE = Path("patient_sex"), Path("decision_date")


def test_cohens_own_kind_of_table():
    """20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: 0.70 seen, 0.50 by chance."""
    said = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(said) == pytest.approx(0.4)


def test_where_all_say_the_same_there_is_no_kappa():
    assert kappa([("left", "left")] * 3) is None


def test_readers_who_never_agree_are_below_chance():
    assert kappa([("a", "b"), ("b", "a")]) == pytest.approx(-1)


def test_case_and_spaces_are_no_difference():
    assert disagreements({SEX: "Female"}, {SEX: " female"}) == ()
    assert disagreements({SEX: "Female", DATE: "2016-01-02"}, {SEX: "Male"}) == (Disagreement(SEX, "Female", "Male"),)


def test_fields_are_counted_over_letters():
    pairs = [({SEX: "F", DATE: "2016-01-02"}, {SEX: "F"}), ({SEX: "M"}, {SEX: "F"})]
    (found,) = agreement(pairs)
    assert (found.key, found.compared, found.agreed, found.percent) == ("patient_sex", 2, 1, 50)
