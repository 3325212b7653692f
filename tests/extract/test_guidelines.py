"""Guideline texts taken apart: chapters with and without a year, sections that hold commas, spellings of the ODG."""

import pytest

from imrdesk.extract import guidelines
from imrdesk.record.finding import Finding

MTUS, NON = "Decision based on MTUS ", "Decision based on Non-MTUS Citation "
CITED = [  # text, citations as source | chapter | year | sections, and whether they want a look
    (MTUS + "Low Back Complaints 2004, Section(s): Initial Care, Physical Methods, Special Studies, and Chronic Pain "
     "Medical Treatment 2009, Section(s): Introduction.",
     ["MTUS|Low Back Complaints|2004|Initial Care|Physical Methods|Special Studies",
      "MTUS|Chronic Pain Medical Treatment|2009|Introduction"], False),
    (MTUS + "Heat Illness 2011, Section(s): Cooling.", ["MTUS|Heat Illness|2011|Cooling"], True),
    (MTUS + "Neck and Upper Back Complaints 2004, Section(s): Summary, Special Studies and Low Back Complaints 2004.",
     ["MTUS|Neck and Upper Back Complaints|2004|Summary|Special Studies", "MTUS|Low Back Complaints|2004"], False),
    (MTUS + "Chronic Pain Medical Treatment 2009, Section(s): Opioids, criteria for use, Weaning of Medications.",
     ["MTUS|Chronic Pain Medical Treatment|2009|Opioids, criteria for use|Weaning of Medications"], False),
    (MTUS + "Chronic Pain Treatment Guidelines Opioids Page(s): 78-80, 124.",
     ["MTUS|Chronic Pain Treatment|None|Opioids"], True),
    (MTUS + "ACOEM Chapter 12 Low Back Complaints Page(s): 303-305.", ["MTUS|Low Back Complaints|None"], True),
    (MTUS + "ACOEM Low Back Disorders 2018.", ["MTUS|Low Back Disorders|2018"], False),
    (MTUS + "Hip and Groin 2017, Section(s): Diagnostic Recommendations.",
     ["MTUS|Hip and Groin|2017|Diagnostic Recommendations"], False),
    ("The Claims Administrator based its decision on the MTUS Chronic Pain Medical Treatment Guidelines, Opioids "
     "section.", ["MTUS|Chronic Pain Medical Treatment|None|Opioids"], True),
    (NON + "Official Disability Guidelines, Treatment Index, 11th Edition (web), 2013, Low Back, MRI.",
     ["ODG|Low Back|2013|MRI"], False),
    (NON + "Official Disability Guidelines (ODG)- TWC, Low Back Procedure Summary, MRI.", ["ODG|Low Back|None|MRI"],
     False),
    (NON + "Official Disability Guidelines: (ODG), Hip & Pelvis, Arthroplasty.", ["ODG|Hip & Pelvis|None|Arthroplasty"],
     False),
    (NON + "ODG Shoulder Chapter (Acute & Chronic), under Surgery for impingement syndrome.",
     ["ODG|Shoulder|None|Surgery for impingement syndrome"], False),
    (NON + "Official Disability Guidelines (ODG), Low Back, Epidural steroid injections, therapeutic.",
     ["ODG|Low Back|None|Epidural steroid injections, therapeutic"], False),
    (NON + "Official Disability Guidelines (ODG), Physical Therapy Guidelines.",
     ["ODG|None|None|Physical Therapy Guidelines"], False),
    (NON + "Official Disability Guidelines (ODG), Shoulder, Massage ODG Chiropractic Guidelines.",
     ["ODG|Shoulder|None|Massage", "ODG|None|None|Chiropractic Guidelines"], True),
    (NON + "ACOEM, 3rd Edition, Low Back Disorders.", ["ACOEM|Low Back Disorders|None"], True),
    (NON + "Official Disability Guidelines (ODG), Low Back (updated 05/10/13) Chapter, MRI.", ["ODG|Low Back|2013|MRI"],
     False),
    (NON + "Official Disability Guidelines (ODG), Low Back (2013), MRI.", ["ODG|Low Back|2013|MRI"], False),
    (NON + "Official Disability Guidelines (ODG), Low Back, (2013 and MRI.", ["ODG|Low Back|None|(2013 and MRI"], True),
    (MTUS + "Low Back Complaints 2004, Section(s): based on 2009.",
     ["MTUS|Low Back Complaints|2004|based on 2009"], True),
    (NON + "Some journal of 2014.", ["Other|Some journal of 2014|None"], True),
    ("The Claims Administrator did not cite any medical evidence for its decision.", ["none|None|None"], False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cited", "marked"), CITED)
def test_citations(text, cited, marked):
    found = guidelines.citations(Finding(text))
    shown = ["|".join((item.source, str(item.chapter), str(item.year), *item.sections)) for item in found.value]
    assert shown == cited
    assert found.needs_review == marked
