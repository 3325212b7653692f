"""Words selected in the source become text that fits the field."""

import pytest

from imrdesk.errors import InputError
from imrdesk.gui.form.fill import fitted
from imrdesk.record.fields import field
from imrdesk.record.values import Citation

CASES = [
    ("decision_date", "10-16-\n2016", "10/16/2016"),
    ("decision_date", "Decision Date:   12/21/2016", "12/21/2016"),
    ("decision_date", "dated October 10,\n2015 by", "10/10/2015"),
    ("decision_date", "8/9/11", "08/09/2011"),
    ("decision_date", "13/45/2016 and 1/2/2016", "01/02/2016"),
    ("decision_date", "no date\nhere", "no date here"),
    ("patient_age", "a 48-year-old\nfemale", "48"),
    ("patient_age", "forty", "forty"),
    ("patient_sex", "48-year-old female", "female"),
    ("outcome", "Partially\nOverturned", "partially overturned"),
    ("decision", ": Upheld", "upheld"),
    ("retrospective", "Yes", "yes"),
    ("category", "something else", "something else"),
    ("drug", "  Nor-\ntriptyline   25 mg ", "Nor- triptyline 25 mg"),
    ("diagnoses", "lumbar\nstrain; neck pain", "lumbar strain; neck pain"),
    ("rationale", "One line\nand its end.\n\n  Another\nparagraph.", "One line and its end.\n\nAnother paragraph."),
    ("imr_citations", "MTUS Low Back\nComplaints 2004", "MTUS Low Back Complaints 2004"),
]


@pytest.mark.parametrize(("key", "words", "text"), CASES)
def test_fitted(key, words, text):
    assert fitted(field(key), words) == text


def test_what_is_fitted_parses():
    assert field("decision_date").parse(fitted(field("decision_date"), "10-16-\n2016")) == "2016-10-16"
    cited = field("imr_citations").parse(fitted(field("imr_citations"), "MTUS Low Back\nComplaints 2004"))
    assert cited == (Citation("MTUS", "Low Back Complaints", 2004),)


def test_what_cannot_be_fitted_is_refused_in_words_later():
    with pytest.raises(InputError, match="not a date"):
        field("decision_date").parse(fitted(field("decision_date"), "soon"))
