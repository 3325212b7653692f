"""Settling a problem by choosing the right value: what there is to choose from, and the act of choosing."""

from dataclasses import dataclass

from imrdesk.errors import InputError

from . import changes as acts
from .changes import Changes, Sign
from .fields import field
from .finding import Evidence, Problem
from .model import Path, Record
from .validation import outcome_of
from .values import Kind, Value

CHOSEN_FROM = (Kind.DATE, Kind.NUMBER, Kind.CHOICE, Kind.FLAG, Kind.TEXT, Kind.WORDS)  # a text is judged, not chosen


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a field of a problem may have, and the places that say so."""

    path: Path
    value: Value
    evidence: tuple[Evidence, ...] = ()


def choices(record: Record, problem: Problem) -> tuple[Choice, ...]:
    """What the fields of a problem may be, where there is more than one way: as they stand, other readings, and what
    the other values say."""
    found: list[Choice] = []
    for path in concerned(record, problem):
        if field(path.key).kind not in CHOSEN_FROM:
            continue
        value = record.at(path)
        offered = [Choice(path, value.value, value.evidence)] if value.value is not None else []
        if value.finding:
            offered.append(Choice(path, value.finding.value, value.finding.evidence))
            offered += [Choice(path, item.value, item.evidence) for item in value.finding.alternatives]
        if path.key == "outcome":
            offered.append(
                Choice(path, outcome_of({issue.values["decision"].value for issue in record.issues} - {None}))
            )
        distinct = {choice.value: choice for choice in reversed(offered) if choice.value is not None}
        if len(distinct) > 1:
            found += reversed(distinct.values())
    return tuple(found)


def places(record: Record, problem: Problem) -> tuple[Evidence, ...]:
    """The places that show a problem: its own, or those of the values it concerns."""
    own = [item for path in concerned(record, problem) for item in record.at(path).evidence[:1]]
    return tuple(dict.fromkeys(problem.evidence or own))


def concerned(record: Record, problem: Problem) -> list[Path]:
    """The values a problem names, as far as the record has them."""
    found: list[Path] = []
    for name in problem.fields:
        try:
            path = record.path(name)
            record.at(path)
        except InputError:
            continue
        found.append(path)
    return found


def settle(record: Record, problem: Problem, choice: Choice, sign: Sign) -> Changes:
    """Take a choice, and agree with the other values the problem concerns: one act."""
    chosen = acts.set_value(record, choice.path, choice.value, sign, choice.evidence)
    others = [path for path in concerned(record, problem) if path != choice.path]
    agreed = acts.confirm(chosen.after, others, sign)
    return acts.together(record, [*chosen.items, *agreed.items], sign)
