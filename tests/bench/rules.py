"""How far each rule can be trusted, by values and by letters: python -m tests.bench.rules.

Counted on the real letters and all fictional ones, as they are. Ten values of one letter are no ten witnesses: what
tells is in how many letters a rule spoke, and in how many of those it never erred. The last column is what RULES has.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from imrdesk.extract.rules import RULES, Rule, measured
from imrdesk.record.finding import Finding


class RuleCounts:
    """What each rule proposed: right or not, and in which letters."""

    def __init__(self) -> None:
        self._values: dict[str, Counter[bool]] = defaultdict(Counter)
        self._letters: dict[str, set[str]] = defaultdict(set)
        self._erred: dict[str, set[str]] = defaultdict(set)

    def add(self, letter: str, finding: Finding, *, right: bool) -> None:
        """Count one value of a letter."""
        self._values[finding.rule][right] += 1
        self._letters[finding.rule].add(letter)
        if not right:
            self._erred[finding.rule].add(letter)

    def __iter__(self) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
        """Each rule: values right, values, letters without an error, letters."""
        for rule, values in sorted(self._values.items()):
            letters = len(self._letters[rule])
            yield rule, (values[True], values.total(), letters - len(self._erred[rule]), letters)

    def print(self) -> None:
        """The table, and which rules are stored with other figures."""
        print(f"\n{'rule':28}{'right of values':>17}{'precision':>11}{'right of letters':>18}{'at least':>10}"
              f"{'trusted':>9}{'stored':>16}")  # fmt: skip
        for rule, counts in self:
            right, values, good, letters = counts
            made = measured(*counts)
            told = "no" if made.needs_review else "yes"
            print(f"{rule:28}{right:>8} of {values:>5}{made.precision:>11.3f}{good:>11} of {letters:>3}"
                  f"{made.low:>10.3f}{told:>9}{_stored(RULES.get(rule)):>16}")  # fmt: skip


def _stored(rule: Rule | None) -> str:
    if rule is None:
        return "-"
    return f"{rule.precision:.3f} {'marked' if rule.needs_review else 'trusted'}"


def main() -> None:
    """Print the table."""
    from tests.bench.accuracy import compared, real, unseen, verdict  # this module counts for that one too

    counts = RuleCounts()
    with TemporaryDirectory() as folder:
        for specimen in chain(real(None), unseen(Path(folder), "all", None)):
            for key, right, finding in compared(specimen):
                if finding:
                    counts.add(specimen.path.stem, finding, right=verdict(key, right, finding) == "right")
    counts.print()


if __name__ == "__main__":
    main()
