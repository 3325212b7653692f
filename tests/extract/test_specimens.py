"""Extraction on the real letters: what the program promises to get right every time."""

import pytest

from imrdesk.extract.pipeline import extract
from imrdesk.record.finding import Finding
from imrdesk.sources import open_source
from tests.bench.accuracy import compared, verdict
from tests.specimens import FOLDER, WHY_SKIPPED, Specimen, specimens

ALWAYS_RIGHT = frozenset(
    (
        "case_number", "priority", "date_assigned", "date_of_injury", "decision_date", "ur_denial_date",
        "application_received", "outcome", "reviewer_licensure", "reviewer_specialties", "clinical_summary",
        "patient_age", "patient_sex", "number of items", "treatment", "disputed_treatment", "decision", "ur_action",
        "claims_administrator_guideline", "imr_guideline", "rationale", "retrospective", "associated_service",
    )
)  # fmt: skip

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=WHY_SKIPPED)
letters = pytest.mark.parametrize("specimen", specimens(), ids=lambda specimen: specimen.path.stem)


@letters
def test_header_and_items_are_right(specimen: Specimen):
    for key, right, finding in compared(specimen):
        if key in ALWAYS_RIGHT:
            assert verdict(key, right, finding) == "right", f"{key}: {finding and finding.value!r} is not {right!r}"


@letters
def test_evidence_quotes_exactly_what_stands_there(specimen: Specimen):
    document = open_source(specimen.path)
    found = extract(document)
    for finding in _findings(found):
        for place in finding.evidence:
            assert document.quote(place.span) == place.quote
            assert place.quote.strip()


def test_hardly_a_wrong_value_goes_unmarked():
    verdicts = [verdict(key, right, finding) for letter in specimens() for key, right, finding in compared(letter)]
    assert verdicts.count("silent") <= 0.002 * len(verdicts)


@pytest.mark.parametrize(
    ("name", "items", "specialties"),
    [
        (
            "000_9e462060fe828150.txt",
            [
                ("Acupuncture 6 sessions", "upheld"),
                ("Ultrasound guided Lumbar Paraspinal Muscle Trigger Point Injections at L4-5, L5-S1.", "upheld"),
            ],
            ("Anesthesiology", "Pain Management", "Hospice & Palliative Medicine"),
        ),
        ("004_a749a5ec4deb8585.txt", [("Acupuncture", "upheld")], ("Acupuncture",)),
    ],
)
def test_a_body_without_header_gives_all_its_items(name, items, specialties):
    found = extract(open_source(FOLDER / name))
    assert [(item["treatment"].value, item["decision"].value) for item in found.issues] == items
    assert all(item["rationale"].value and item["imr_guideline"].value for item in found.issues)
    assert found.fields["reviewer_specialties"].value == specialties
    assert found.fields["case_number"].needs_review


def _findings(found) -> list[Finding]:
    return [*found.fields.values(), *(finding for item in found.issues for finding in item.values())]
