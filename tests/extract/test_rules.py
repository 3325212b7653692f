"""Which rules are trusted: by how many of their values are right, and in how many letters."""

import pytest

from imrdesk.extract.rules import OFTEN_WRONG, TOO_FEW, guessed, measured


@pytest.mark.parametrize(
    ("counts", "trusted"),
    [
        ((200, 200, 60, 60), True),
        ((200, 200, 1, 1), False),  # a rule seen in one letter, however often there
        ((30, 30, 30, 30), False),
        ((36, 36, 36, 36), True),
        ((190, 200, 60, 60), False),
        ((198, 200, 58, 60), False),  # wrong in few values, but in two letters of sixty
        ((198, 200, 158, 160), True),
    ],
)
def test_a_rule_is_trusted_by_values_and_by_letters(counts, trusted):
    assert measured(*counts).needs_review is not trusted


def test_what_is_told_of_a_rule_that_is_not_trusted():
    assert measured(1, 1, 1, 1).reason == OFTEN_WRONG
    assert measured(99, 99, 4, 4).reason == TOO_FEW
    assert measured(99, 99, 4, 4, "Look twice.").reason == "Look twice."


def test_a_guess_is_never_trusted():
    assert guessed(1.0, "Look.").needs_review
