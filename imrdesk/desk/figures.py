"""Figures of a workspace: what its letters add up to, as charts that window, command line and report share."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from imrdesk.errors import InputError
from imrdesk.export import figures_report
from imrdesk.export.figures_report import Section
from imrdesk.extract.drugs import family
from imrdesk.record.fields import field
from imrdesk.record.rates import Rate
from imrdesk.store import FACETS, Clause, Decided, FoundItem, RuleTally, Store, Work, behind

DAYS = 30  # that reviewed letters are told by
OTHER_CLASS = "other medicines"
LEAST = 10  # of which a rate is given, unless the settings say otherwise


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: how many of how many, and the `query` that finds the items behind it; where no query does, `key` names
    them to `Figures.behind`."""

    label: str
    count: int
    n: int
    query: str = ""
    note: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars to be compared. `rates` are shares of each bar's n, told from `least` on; else the bars are counts."""

    name: str
    title: str
    counted: str
    bars: tuple[Bar, ...]
    rates: bool = True
    least: int = LEAST

    def rate(self, bar: Bar) -> Rate | None:
        """The rate of a bar; None where it is a count, or of too few."""
        return Rate(bar.count, bar.n) if self.rates and bar.n >= max(self.least, 1) else None

    def words(self, bar: Bar) -> str:
        """What a bar says, for people who read or hear it."""
        if not self.rates:
            return f"{bar.label}: {bar.count:,} {self.counted}{_noted(bar)}"
        if rate := self.rate(bar):
            return f"{bar.label}: {rate.words} {self.counted}{_noted(bar)}"
        return f"{bar.label}: {bar.count:,} of {bar.n:,} {self.counted}, too few for a rate{_noted(bar)}"

    def table(self) -> list[tuple[str, ...]]:
        """The chart as rows, the first of them names."""
        if not self.rates:
            return [(self.title, self.counted), *((bar.label, str(bar.count)) for bar in self.bars)]
        rows = [(bar, self.rate(bar)) for bar in self.bars]
        return [
            (self.title, self.counted, "n", "rate %", "95 % from", "to"),
            *((bar.label, str(bar.count), str(bar.n), *_percents(rate)) for bar, rate in rows),
        ]


def _noted(bar: Bar) -> str:
    return f"; {bar.note}" if bar.note else ""


def _percents(rate: Rate | None) -> tuple[str, ...]:
    return ("", "", "") if rate is None else tuple(f"{100 * one:.1f}" for one in (rate.share, rate.low, rate.high))


class Figures:
    """What the letters of one workspace add up to; `least` is the fewest of which a rate is given."""

    def __init__(self, store: Store, least: Callable[[], int]) -> None:
        self._figures = store.figures
        self._finder = store.finder
        self._least = least

    def work(self) -> Work:
        """How far the work is."""
        return self._figures.work((datetime.now(UTC) - timedelta(days=DAYS)).date().isoformat())

    def charts(self) -> dict[str, Chart]:
        """Every chart by its name."""
        decided, rules, work = self._figures.decided(), self._figures.rules(), self.work()
        made = [self._overturned(name, decided[name], *BY[name]) for name in ("month", "category")]
        made.append(self._overturned("drug", _classes(decided["drug"]), *BY["drug"]))
        made += [self._overturned(name, decided[BY_FACET[name]], *BY[name]) for name in ("guideline", "specialty")]
        made += [self._corrected("field", "By field", _by_field(rules)), self._corrected("rule", "By rule", rules)]
        days = tuple(Bar(day, count, count, key=day) for day, count in work.days)
        made.append(Chart("day", "Reviewed by day", "letters", days, rates=False))
        agreed = tuple(Bar(field(one.key).label, one.agreed, one.compared, note=_kappa(one.kappa), key=one.key)
                       for one in self._figures.agreement())  # fmt: skip
        made.append(Chart("agreement", "Second readers", "values read alike", agreed, least=self._least()))
        return {chart.name: chart for chart in made}

    def chart(self, name: str) -> Chart:
        """The chart of a name; raises InputError."""
        charts = self.charts()
        if name not in charts:
            known = ", ".join(charts)
            raise InputError("no_such_chart", f"There are no figures by “{name}”.", f"Choose from: {known}.")
        return charts[name]

    def behind(self, name: str, bar: Bar) -> Sequence[int]:
        """The rows of what a bar of a chart counts, the newest first: items, or letters by their first item."""
        if bar.query:
            return self._finder.rows(bar.query)
        if name == "drug":
            names = [drug for drug in self._figures.drugs() if _class_of(drug) == bar.key]
            return self._figures.behind(behind.drugs, names)
        if name == "rule":
            return self._figures.behind(behind.corrected, *bar.key.split(RULE, 1))
        return self._figures.behind(BEHIND[name], bar.key)

    def items(self, name: str, bar: Bar) -> list[FoundItem]:
        """The same, as a list shows them."""
        return self._finder.shown(self.behind(name, bar))

    def report(self, target: Path, pictures: Mapping[str, bytes] | None = None) -> None:
        """Write every chart that has bars as a Word file, with its picture (PNG, by the chart's name) where given."""
        drawn = pictures or {}
        sections = [
            Section(one.title, one.table(), drawn.get(name, b"")) for name, one in self.charts().items() if one.bars
        ]
        figures_report.write(sections, told(self.work()), target)

    def _overturned(self, name: str, groups: Iterable[Decided], title: str, query: Callable[[str], str]) -> Chart:
        bars = tuple(
            Bar(_upper(one.value), one.overturned, one.decided, query(one.value), key=one.value) for one in groups
        )
        return Chart(name, title, "items overturned", bars, least=self._least())

    def _corrected(self, name: str, title: str, tallies: Iterable[RuleTally]) -> Chart:
        """Of the values looked at, those changed; what was corrected most comes first."""
        looked_at = sorted((one for one in tallies if one.looked_at), key=_most_changed)
        bars = tuple(
            Bar(_rule(one) if name == "rule" else field(one.key).label, one.changed, one.looked_at,
                note=f"{one.unseen:,} more accepted unseen" if one.unseen else "",
                key=f"{one.key}{RULE}{one.rule}" if name == "rule" else one.key) for one in looked_at
        )  # fmt: skip
        return Chart(name, title, "values corrected", bars, least=self._least())


def told(work: Work) -> list[str]:
    """How far the work is, in sentences."""
    total = sum(work.statuses.values())
    lines = [f"{work.waiting:,} of {total:,} letters are waiting for review."]
    lines += [f"{day}: {count:,} reviewed" for day, count in work.days]
    if work.timed:
        lines.append(f"{work.seconds:.0f} seconds a letter (median of the newest {work.timed:,}).")
    if work.taken:
        share = 100 * work.unseen / work.taken
        lines.append(f"{share:.0f} % of {work.taken:,} values were accepted unseen.")
    return lines


def _of(name: str) -> Callable[[str], str]:
    def query(value: str) -> str:
        return f"{FACETS[name].clause(value).written} decision:overturned"

    return query


def _month(value: str) -> str:
    return f"{Clause('date', value).written} decision:overturned"


def _no_query(_value: str) -> str:
    return ""  # a class has many drugs, and the search none of classes


BY: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "month": ("By month", _month),
    "category": ("By category", _of("category")),
    "drug": ("By drug class", _no_query),
    "guideline": ("By guideline", _of("chapter")),
    "specialty": ("By specialty", _of("specialty")),
}
"""By what overturned items are told apart: the chart's title, and the query behind a bar."""
BY_FACET = {"guideline": "chapter", "specialty": "specialty"}
BEHIND = {"field": behind.corrected, "day": behind.reviewed, "agreement": behind.read_twice}
"""What counts the letters behind the bars of these charts, by the bar's key."""
RULE = "\t"  # between field and rule in the key of a bar
CHARTS = (*BY, "field", "rule", "day", "agreement")


def _classes(drugs: Iterable[Decided]) -> list[Decided]:
    """The same items by the class of their drug."""
    overturned, decided = Counter[str](), Counter[str]()
    for one in drugs:
        name = _class_of(one.value)
        overturned[name] += one.overturned
        decided[name] += one.decided
    return [Decided(name, overturned[name], count) for name, count in decided.most_common()]


def _class_of(drug: str) -> str:
    return family(drug)[1] or OTHER_CLASS


def _by_field(rules: Iterable[RuleTally]) -> list[RuleTally]:
    sums: dict[str, RuleTally] = {}
    for one in rules:
        was = sums.get(one.key, RuleTally(one.key, "", 0, 0, 0))
        sums[one.key] = RuleTally(
            one.key, "", was.confirmed + one.confirmed, was.changed + one.changed, was.unseen + one.unseen
        )
    return list(sums.values())


def _rule(one: RuleTally) -> str:
    return f"{field(one.key).label} · {one.rule or 'not found by the program'}"


def _kappa(kappa: float | None) -> str:
    return "" if kappa is None else f"kappa {kappa:.2f}"


def _most_changed(one: RuleTally) -> tuple[int, int, str, str]:
    return -one.changed, -one.looked_at, one.key, one.rule


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
