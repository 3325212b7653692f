"""CHECKS: what letters get wrong, each check named and explained; a check that cries wolf gives notes only."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from imrdesk.record.finding import Problem

from . import dates, decision, documentation, guideline, requests, summary
from .reading import Reading

__all__ = ["CHECKS", "Check", "Reading", "problems"]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: the code of the problems it raises, what it compares, and how."""

    code: str
    help: str
    run: Callable[[Reading], Iterator[Problem]]


CHECKS: tuple[Check, ...] = (
    Check("injury_date_differs", "The header's date of injury is not the summary's.", dates.injury_date),
    Check("ur_date_differs", "The header's UR denial date is not the summary's.", dates.ur_date),
    Check("before_injury", "A visit or operation is dated before the injury.", dates.before_injury),
    Check("request_after_denial", "A request is dated after its UR denial.", dates.after_denial),
    Check("visit_after_denial", "A visit is dated after the UR denial.", dates.visit_after_denial),
    Check("birth_dates", "The letter gives two dates of birth.", dates.birth_dates),
    Check("age", "The age is one at which nobody works.", dates.age),
    Check("verdict_differs", "The heading's decision is not what the rationale concludes.", decision.verdict),
    Check("side_differs", "The rationale speaks of the other side.", decision.side),
    Check("body_part_differs", "The rationale speaks of another part of the body.", decision.body_part),
    Check("quantity_differs", "The rationale decides another quantity than the one in dispute.", decision.quantity),
    Check("chapter_differs", "The guideline chapter is for another part of the body.", decision.chapter),
    Check("documented_after_all", "The rationale misses what the summary has.", documentation.documented_after_all),
    Check("ur_missed", "UR misses, as the summary tells it, what the summary has.", documentation.ur_missed),
    Check("mtus_silent", "The rationale finds the MTUS silent where UR cites it.", guideline.mtus_silent),
    Check("listed_twice", "A diagnosis is listed twice.", summary.listed_twice),
    Check("part_not_told", "The summary tells nothing of the part an item is for.", summary.part_not_told),
    Check("denied_differs", "What UR denied, as the summary tells it, is not what the items decide.", requests.denied),
    Check("drug_spelling", "A medicine's name is probably misspelt.", documentation.spelling),
)


def problems(reading: Reading) -> Iterator[Problem]:
    """Everything the checks find in a letter."""
    for check in CHECKS:
        yield from check.run(reading)
