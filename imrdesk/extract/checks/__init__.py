"""CHECKS: what letters get wrong, each check named and explained; a check that cries wolf gives notes only."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from imrdesk.record.finding import Problem

from . import counts, dates, decision, documentation, findings, guideline, history, requests, scope, summary
from .reading import Reading

__all__ = ["CHECKS", "Check", "Reading", "problems"]

log = logging.getLogger(__name__)


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
    Check("request_before_visit", "A request is dated some days before a visit.", dates.request_before_visit),
    Check("no_year", "A date's year has a digit too many.", dates.no_year),
    Check("other_injury_date", "A rationale gives another date of injury.", history.other_injury_date),
    Check(
        "longer_than_the_claim",
        "A rationale speaks of months or years of a recent injury.",
        history.longer_than_the_claim,
    ),
    Check("study_before_injury", "A rationale rests on a study from before the injury.", history.study_before_injury),
    Check("other_part", "The rationale decides on a part of the body the item does not name.", scope.other_part),
    Check("supported_yet_upheld", "The rationale finds support for what it denies.", scope.supported_yet_upheld),
    Check("part_supported", "The rationale speaks for a part of what it denies, or for more.", scope.part_supported),
    Check("side_of_part", "A rationale names a part on the other side than the summary.", findings.side_of_part),
    Check("one_side_only", "A rationale knows one side of a condition of both.", findings.one_side_only),
    Check("not_in_summary", "A rationale reports a grave finding that the summary has not.", findings.not_in_summary),
    Check("found_and_not_found", "The summary has a finding, and denies it.", findings.found_and_not_found),
    Check("already_done", "The summary has the result of a test that is asked for.", scope.already_done),
    Check("total", "A heading's total is not what its own rate comes to.", counts.total),
    Check("editions", "UR and IMR cite one chapter in editions of different years.", guideline.editions),
    Check("topical_section", "A medicine by mouth is decided under topical ones.", guideline.topical_section),
    Check("drug_not_taken", "A medicine in dispute is not among those the summary names.", requests.drug_not_taken),
    Check("part_not_diagnosed", "There is no diagnosis of the part an item is for.", summary.part_not_diagnosed),
    Check("drug_spelling", "A medicine's name is probably misspelt.", documentation.spelling),
)


def problems(reading: Reading) -> Iterator[Problem]:
    """Everything the checks find in a letter."""
    for check in CHECKS:
        try:
            yield from check.run(reading)
        except Exception as cause:  # one that fails on a strange letter must not cost its values or the other checks
            log.error("check %s failed: %s", check.code, type(cause).__name__)
