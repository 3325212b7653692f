"""RULES: every rule that proposes values, with its measured precision and why its values want a look."""

from dataclasses import dataclass

REVIEW_BELOW = 0.97


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its precision as tests/bench/accuracy.py measures it, and what to tell the reviewer when it is low."""

    precision: float
    reason: str = "This rule is often wrong: compare with the letter."

    @property
    def needs_review(self) -> bool:
        """Whether what this rule proposes is to be looked at every time."""
        return self.precision < REVIEW_BELOW


RULES: dict[str, Rule] = {
    "header.case_number": Rule(0.999),
    "header.date": Rule(0.995),
    "header.priority": Rule(0.999),
    "decisions.outcome": Rule(0.999),
    "reviewer.licensure": Rule(0.99),
    "reviewer.specialties": Rule(0.99),
    "reviewer.prose": Rule(0.9, "Read from a sentence, not from a list: check it."),
    "summary.text": Rule(0.995),
    "documents.text": Rule(0.95, "Check where the list begins and ends."),
    "summary.age": Rule(0.99),
    "summary.sex": Rule(0.99),
    "summary.sex.pronoun": Rule(0.9, "Told from “he” or “she” only."),
    "summary.occupation": Rule(0.9, "Occupations are worded in many ways: check it."),
    "summary.injury_date": Rule(0.98),
    "summary.injury_date.first": Rule(0.8, "The first date of the summary; it does not say that the injury was then."),
    "summary.diagnoses": Rule(0.85, "Check where each diagnosis begins and ends."),
    "summary.medications": Rule(0.85, "Check that each medicine is one the claimant takes or was prescribed."),
    "item.heading": Rule(0.995),
    "item.decision": Rule(0.999),
    "item.disputed": Rule(0.99),
    "item.ur_action": Rule(0.99),
    "item.guideline": Rule(0.995),
    "item.rationale": Rule(0.995),
    "item.retrospective": Rule(0.99),
    "item.associated": Rule(0.99),
    "item.citations": Rule(0.985),
    "item.category": Rule(0.97),
    "item.category.guess": Rule(0.5, "No known treatment word in the heading: choose the category."),
    "item.quantity": Rule(0.975),
    "item.drug": Rule(0.97),
    "item.drug.guess": Rule(0.6, "Not in the list of drugs: check the name."),
    "item.body_parts": Rule(0.97),
    "item.body_parts.context": Rule(0.7, "The heading names no body part; told from the rest of the letter."),
    "item.side": Rule(0.98),
    "item.side.context": Rule(0.7, "The heading names no side; told from the rest of the letter."),
    "sentence.decision": Rule(0.9, "Read from a sentence: check it."),
    "sentence.date": Rule(0.9, "Read from a sentence: check it."),
    "unknown.layout": Rule(0.5, "The layout is unknown: check everything."),
    "not_stated": Rule(0.98),
    "not_stated.unsure": Rule(0.9, "Nothing found: the letter may word it in a way the program does not know."),
}
