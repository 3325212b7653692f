"""RULES: every rule that proposes values, how far it can be trusted, and why its values want a look."""

from dataclasses import dataclass

from imrdesk.record.rates import wilson

REVIEW_BELOW = 0.97  # precision, by values
TRUSTED_FROM = 0.9  # the share of letters it gets right, at the lower end of its 95 % interval
OFTEN_WRONG = "This rule is often wrong: compare with the letter."
TOO_FEW = "Too few letters word it so to trust the rule: compare with the letter."


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: how precise it is, at least what share of letters it gets right, and what to tell a reviewer."""

    precision: float
    low: float
    reason: str

    @property
    def needs_review(self) -> bool:
        """Whether what this rule proposes is to be looked at every time."""
        return self.precision < REVIEW_BELOW or self.low < TRUSTED_FROM


def measured(right: int, values: int, good: int, letters: int, reason: str = "") -> Rule:
    """A rule that python -m tests.bench.rules has counted: values right of all, letters without an error of all."""
    precision = (right + 1) / (values + 2)
    known = OFTEN_WRONG if precision < REVIEW_BELOW else TOO_FEW
    return Rule(precision, wilson(good, letters)[0], reason or known)


def guessed(precision: float, reason: str) -> Rule:
    """A rule that too few letters have shown at work: always to be looked at."""
    return Rule(precision, 0.0, reason)


RULES: dict[str, Rule] = {
    "header.case_number": measured(211, 211, 211, 211),
    "header.date": measured(1043, 1043, 211, 211),
    "header.priority": measured(199, 199, 199, 199),
    "decisions.outcome": measured(199, 199, 199, 199),
    "reviewer.licensure": measured(192, 192, 192, 192),
    "reviewer.specialties": measured(192, 192, 192, 192),
    "reviewer.prose": measured(48, 48, 24, 24, "Read from a sentence, not from a list: check it."),
    "summary.text": measured(203, 203, 203, 203),
    "documents.text": measured(40, 40, 17, 17, "Check where the list begins and ends."),
    "summary.age": measured(214, 214, 214, 214),
    "summary.sex": measured(207, 207, 207, 207),
    "summary.sex.pronoun": guessed(0.9, "Told from “he” or “she” only."),
    "summary.occupation": measured(89, 89, 89, 89, "Occupations are worded in many ways: check it."),
    "summary.injury_date": measured(210, 210, 210, 210),
    "summary.injury_date.first": guessed(
        0.8, "The first date of the summary; it does not say that the injury was then."
    ),
    "summary.diagnoses": measured(50, 58, 50, 58, "Check where each diagnosis begins and ends."),
    "summary.diagnoses.plain": measured(151, 153, 151, 153),
    "summary.medications.named": measured(52, 52, 52, 52),
    "summary.medications.listed": measured(116, 117, 116, 117),
    "summary.medications": measured(
        19, 21, 19, 21, "Check that each medicine is one the claimant takes or was prescribed."
    ),
    "item.heading": measured(642, 642, 199, 199),
    "item.decision": measured(642, 642, 199, 199),
    "item.disputed": measured(625, 625, 199, 199),
    "item.ur_action": measured(642, 642, 199, 199),
    "item.guideline": measured(1284, 1284, 199, 199),
    "item.rationale": measured(642, 642, 199, 199),
    "item.retrospective": measured(642, 642, 199, 199),
    "item.associated": measured(637, 637, 199, 199),
    "item.citations": measured(1264, 1265, 200, 201),
    "item.category": measured(1323, 1330, 211, 215),
    "item.category.hint": guessed(0.8, "The heading has a general word only: check the category."),
    "item.category.guess": guessed(0.5, "No known treatment word in the heading: choose the category."),
    "item.quantity": measured(332, 335, 177, 180),
    "item.drug": measured(132, 132, 92, 92),
    "item.drug.guess": guessed(0.6, "Not in the list of drugs: check the name."),
    "item.body_parts": measured(286, 286, 169, 169),
    "item.body_parts.several": measured(9, 11, 8, 10, "The words stand for several body parts: choose those meant."),
    "item.body_parts.kind": measured(
        38, 39, 33, 34, "Told from the kind of treatment: the heading names no body part."
    ),
    "item.body_parts.only": measured(
        19, 19, 17, 17, "The heading names no body part; told from the only one that is diagnosed."
    ),
    "item.body_parts.context": measured(
        81, 94, 61, 72, "The heading names no body part; told from the rest of the letter."
    ),
    "item.side": measured(181, 181, 124, 124),
    "item.side.context": measured(24, 28, 20, 24, "The heading names no side; told from the rest of the letter."),
    "sentence.decision": measured(106, 106, 17, 17, "Read from a sentence: check it."),
    "sentence.verdict": measured(41, 41, 13, 13, "Read from a sentence: check it."),
    "sentence.date": guessed(0.9, "Read from a sentence: check it."),
    "unknown.layout": guessed(0.5, "The layout is unknown: check everything."),
    "not_stated": measured(1311, 1314, 212, 215),
    "not_stated.unsure": measured(
        22, 28, 21, 26, "Nothing found: the letter may word it in a way the program does not know."
    ),
}
