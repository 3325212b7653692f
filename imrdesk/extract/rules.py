"""RULES: every rule that proposes values, with its measured precision and why its values want a look."""

from dataclasses import dataclass

REVIEW_BELOW = 0.97


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its precision, on how many values it was measured (0: an estimate, too few letters word it so), and
    what to tell the reviewer when it is low. python -m tests.bench.perturb --rules measures them, on every layout."""

    precision: float
    measured: int
    reason: str = "This rule is often wrong: compare with the letter."

    @property
    def needs_review(self) -> bool:
        """Whether what this rule proposes is to be looked at every time."""
        return self.precision < REVIEW_BELOW


RULES: dict[str, Rule] = {
    "header.case_number": Rule(0.998, 540),
    "header.date": Rule(1.0, 2700),
    "header.priority": Rule(0.998, 540),
    "decisions.outcome": Rule(0.998, 594),
    "reviewer.licensure": Rule(0.998, 594),
    "reviewer.specialties": Rule(0.998, 594),
    "reviewer.prose": Rule(0.9, 0, "Read from a sentence, not from a list: check it."),
    "summary.text": Rule(0.998, 594),
    "documents.text": Rule(0.95, 0, "Check where the list begins and ends."),
    "summary.age": Rule(0.998, 583),
    "summary.sex": Rule(0.998, 594),
    "summary.sex.pronoun": Rule(0.9, 0, "Told from “he” or “she” only."),
    "summary.occupation": Rule(0.938, 14, "Occupations are worded in many ways: check it."),
    "summary.injury_date": Rule(0.998, 594),
    "summary.injury_date.first": Rule(
        0.8, 0, "The first date of the summary; it does not say that the injury was then."
    ),
    "summary.diagnoses": Rule(0.955, 714, "Check where each diagnosis begins and ends."),
    "summary.medications.listed": Rule(0.98, 278),
    "summary.medications": Rule(0.919, 184, "Check that each medicine is one the claimant takes or was prescribed."),
    "item.heading": Rule(0.999, 935),
    "item.decision": Rule(0.999, 935),
    "item.disputed": Rule(0.999, 935),
    "item.ur_action": Rule(0.999, 935),
    "item.guideline": Rule(0.999, 1870),
    "item.rationale": Rule(0.999, 935),
    "item.retrospective": Rule(0.999, 935),
    "item.associated": Rule(0.999, 935),
    "item.citations": Rule(0.994, 2380),
    "item.category": Rule(0.999, 1870),
    "item.category.hint": Rule(0.8, 0, "The heading has a general word only: check the category."),
    "item.category.guess": Rule(0.5, 0, "No known treatment word in the heading: choose the category."),
    "item.quantity": Rule(0.999, 672),
    "item.drug": Rule(0.995, 210),
    "item.drug.guess": Rule(0.6, 0, "Not in the list of drugs: check the name."),
    "item.body_parts": Rule(0.998, 644),
    "item.body_parts.several": Rule(0.57, 98, "The words stand for several body parts: choose those meant."),
    "item.body_parts.kind": Rule(0.986, 70),
    "item.body_parts.only": Rule(0.977, 42),
    "item.body_parts.context": Rule(0.914, 336, "The heading names no body part; told from the rest of the letter."),
    "item.side": Rule(0.997, 350),
    "item.side.context": Rule(0.868, 112, "The heading names no side; told from the rest of the letter."),
    "sentence.decision": Rule(0.9, 0, "Read from a sentence: check it."),
    "sentence.verdict": Rule(0.98, 30),
    "sentence.date": Rule(0.9, 0, "Read from a sentence: check it."),
    "unknown.layout": Rule(0.5, 0, "The layout is unknown: check everything."),
    "not_stated": Rule(1.0, 3262),
    "not_stated.unsure": Rule(0.741, 56, "Nothing found: the letter may word it in a way the program does not know."),
}
