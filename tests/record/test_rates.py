"""Wilson's interval against published values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imrdesk.record.rates import Rate, wilson

PUBLISHED = (  # R. G. Newcombe, Statistics in Medicine 17 (1998), table I: score method without continuity correction
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
    (29, 29, 0.8830, 1.0000),
)


@pytest.mark.parametrize(("count", "n", "low", "high"), PUBLISHED)
def test_the_interval_is_the_published_one(count, n, low, high):
    assert wilson(count, n) == pytest.approx((low, high), abs=0.00005)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_within_bounds(pair):
    count, n = pair
    low, high = wilson(count, n)
    assert 0 <= low <= count / n <= high <= 1
    mirrored = wilson(n - count, n)
    assert mirrored == pytest.approx((1 - high, 1 - low))


def test_a_rate_is_told_with_its_interval_and_its_count():
    assert Rate(81, 263).words == "31 % (95 % interval 26 to 37 %), 81 of 263"
