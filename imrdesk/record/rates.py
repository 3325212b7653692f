"""Rates with the certainty they have: how many of how many, and Wilson's interval around it."""

from dataclasses import dataclass
from math import sqrt

Z95 = 1.959963984540054  # 95 % of a normal distribution lie within so many standard deviations


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` of `n`; `low` and `high` hold the true share in 95 of 100 such samples. Needs an n above 0."""

    count: int
    n: int

    @property
    def share(self) -> float:
        """The share seen, from 0 to 1."""
        return self.count / self.n

    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return wilson(self.count, self.n)[0]

    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return wilson(self.count, self.n)[1]

    @property
    def words(self) -> str:
        """The rate as people read it: "34 % (95 % interval 21 to 49 %), 13 of 38"."""
        ends = f"{100 * self.low:.0f} to {100 * self.high:.0f} %"
        return f"{100 * self.share:.0f} % (95 % interval {ends}), {self.count:,} of {self.n:,}"


def wilson(count: int, n: int, z: float = Z95) -> tuple[float, float]:
    """The score interval of E. B. Wilson (JASA 22, 1927) for a share of `count` in `n`."""
    share, squared = count / n, z * z
    middle = (share + squared / (2 * n)) / (1 + squared / n)
    half = z / (1 + squared / n) * sqrt(share * (1 - share) / n + squared / (4 * n * n))
    return (0.0 if count == 0 else max(middle - half, 0.0)), (1.0 if count == n else min(middle + half, 1.0))
