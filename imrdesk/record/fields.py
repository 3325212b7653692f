"""FIELDS: every value a record has. Form, validation, columns, exports and documentation come from this table."""

from dataclasses import dataclass

from imrdesk.errors import InputError

from .values import Kind, Value, parse

CASE = "case"
ISSUE = "issue"

CATEGORIES: dict[str, tuple[str, ...]] = {
    "Diagnostic Testing": ("Imaging/Radiology", "EMG/NCV/NCS", "Lab & Pathology", "Other Diagnostic Tests"),
    "DMEPOS": ("DME", "Electrical Stimulation", "Prosthetics/Orthotics", "Supplies"),
    "Evaluation & Management": ("Dental Services", "Medical Specialties"),
    "Home Health": ("Home Health",),
    "Injection": ("Facet Injection", "Injection"),
    "Pharmaceuticals": ("Pharmaceuticals",),
    "Programs": ("Programs",),
    "Psych Services": ("Psych Services",),
    "Rehabilitation": ("Acupuncture", "Chiropractic", "PT/OT", "Other Rehabilitation"),
    "Surgery": ("Adjunct", "Arthroscopic", "Non-arthroscopic", "Spine", "Surgical Consult"),
    "Therapies": ("Therapies",),
    "Transportation": ("Transportation",),
}
SUBCATEGORIES = tuple(name for names in CATEGORIES.values() for name in names)
BODY_PARTS = ("head", "face", "eye", "neck", "upper back", "low back", "chest", "abdomen", "shoulder", "upper arm",
              "elbow", "forearm", "wrist", "hand", "finger", "hip", "pelvis", "thigh", "knee", "lower leg", "ankle",
              "foot", "toe", "psyche", "internal", "other")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One kind of value: `section` groups the form, `required` means a reviewed record has it, `help` explains it."""

    key: str
    label: str
    kind: Kind
    section: str
    help: str
    scope: str = CASE
    choices: tuple[str, ...] = ()
    required: bool = False

    def parse(self, text: str) -> Value:
        """The value a person typed for this field."""
        return parse(self.kind, text, self.choices)


def _issue(key: str, label: str, kind: Kind, text: str, *, choices: tuple[str, ...] = (), required: bool = False):
    return Field(key, label, kind, "Issues", text, ISSUE, choices, required)


FIELDS: tuple[Field, ...] = (
    Field("case_number", "Case number", Kind.TEXT, "Case", "The IMR case number, like CM16-0123456.", required=True),
    Field("priority", "Priority", Kind.CHOICE, "Case", "How urgent the review was.", choices=("Standard", "Expedited")),
    Field("date_of_injury", "Date of injury", Kind.DATE, "Case", "The injury date of the letter's header."),
    Field("ur_denial_date", "UR denial date", Kind.DATE, "Case", "When utilization review denied or modified."),
    Field("application_received", "Application received", Kind.DATE, "Case", "When the IMR application arrived."),
    Field("date_assigned", "Date assigned", Kind.DATE, "Case", "When the case went to the expert reviewer."),
    Field("decision_date", "Decision date", Kind.DATE, "Case", "The date of the determination, not of its mailing.",
          required=True),
    Field("outcome", "Outcome", Kind.CHOICE, "Case", "What the decisions add up to.", required=True,
          choices=("upheld", "overturned", "partially overturned")),
    Field("reviewer_licensure", "Licensed in", Kind.WORDS, "Reviewer", "States the expert reviewer is licensed in."),
    Field("reviewer_specialties", "Specialties", Kind.WORDS, "Reviewer", "The expert reviewer's certifications."),
    Field("patient_age", "Age", Kind.NUMBER, "Claimant", "Age in years, as the summary states it."),
    Field("patient_sex", "Sex", Kind.CHOICE, "Claimant", "As the summary states it.", choices=("female", "male")),
    Field("occupation", "Occupation", Kind.TEXT, "Claimant", "The claimant's work, where the letter states it."),
    Field("injury_date_in_summary", "Injury date in summary", Kind.TEXT, "Claimant",
          "The injury date as the clinical summary writes it."),
    Field("diagnoses", "Diagnoses", Kind.WORDS, "Clinical", "What the claimant is treated for, as written."),
    Field("medications", "Medications", Kind.WORDS, "Clinical", "Medicines the letter names for the claimant."),
    Field("clinical_summary", "Clinical summary", Kind.LONG_TEXT, "Clinical", "The letter's clinical case summary."),
    Field("documents_reviewed", "Documents reviewed", Kind.LONG_TEXT, "Clinical",
          "The list of records the reviewer had, where the letter gives one."),
    _issue("treatment", "Item as headed", Kind.LONG_TEXT, "The item's heading without its decision.", required=True),
    _issue("disputed_treatment", "Treatment in dispute", Kind.TEXT, "What was really decided.", required=True),
    _issue("decision", "Decision", Kind.CHOICE, "What IMR decided on this item.", choices=("upheld", "overturned"),
           required=True),
    _issue("ur_action", "UR action", Kind.CHOICE, "What utilization review had done.", choices=("denied", "modified")),
    _issue("category", "Category", Kind.CHOICE, "The state's treatment category.", choices=tuple(CATEGORIES)),
    _issue("subcategory", "Subcategory", Kind.CHOICE, "The state's subcategory.", choices=SUBCATEGORIES),
    _issue("drug", "Drug", Kind.TEXT, "The drug in dispute, as written."),
    _issue("quantity", "Quantity", Kind.TEXT, "How much is in dispute, as written."),
    _issue("body_parts", "Body parts", Kind.WORDS, "The parts treated.", choices=BODY_PARTS),
    _issue("side", "Side", Kind.CHOICE, "The side treated.", choices=("left", "right", "bilateral")),
    _issue("retrospective", "Retrospective", Kind.FLAG, "Whether the service was already given."),
    _issue("associated_service", "Associated service", Kind.FLAG, "Whether the item only goes with another one."),
    _issue("claims_administrator_guideline", "Claims administrator's guideline", Kind.LONG_TEXT,
           "The guideline text of the claims administrator."),
    _issue("claims_administrator_citations", "Claims administrator cites", Kind.CITATIONS, "The same, as citations."),
    _issue("imr_guideline", "IMR guideline", Kind.LONG_TEXT, "The guideline text of the expert reviewer."),
    _issue("imr_citations", "IMR cites", Kind.CITATIONS, "The same, as citations."),
    _issue("rationale", "Rationale", Kind.LONG_TEXT, "Why the reviewer decided so."),
)  # fmt: skip

CASE_FIELDS = tuple(field for field in FIELDS if field.scope == CASE)
ISSUE_FIELDS = tuple(field for field in FIELDS if field.scope == ISSUE)
SECTIONS = tuple(dict.fromkeys(field.section for field in FIELDS))
_BY_KEY = {field.key: field for field in FIELDS}


def field(key: str) -> Field:
    """The field with that key; raises InputError naming near ones."""
    if found := _BY_KEY.get(key):
        return found
    import difflib

    near = difflib.get_close_matches(key, _BY_KEY, n=3)
    raise InputError("no_such_field", f"There is no field “{key}”.", f"Did you mean {', '.join(near)}?" if near else "")
