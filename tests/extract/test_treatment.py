"""Headings as letters word them: category, drug, quantity, body parts and side."""

import pytest

from imrdesk.document.model import Document, Page
from imrdesk.extract import treatment
from imrdesk.extract.letter import Letter

PHARMA = "Pharmaceuticals"
LEGS = ("thigh", "lower leg", "foot")
HEADINGS = [
    # heading, subcategory, drug, quantity, body parts (None: the heading names none), side
    ("Norco 10/325mg #90", PHARMA, "Norco", "#90", None, None),
    ("1 prescription of Norco 10/325mg #120", PHARMA, "Norco", "#120", None, None),
    ("Prescription for Percocet 10/325mg quantity 60", PHARMA, "Percocet", "quantity 60", None, None),
    ("Cyclobenzaprine 7.5mg #60 with 2 refills", PHARMA, "Cyclobenzaprine", "#60 with 2 refills", None, None),
    ("Omeprazole DR 20mg capsules #60", PHARMA, "Omeprazole", "#60", None, None),
    ("Tramadol ER 150mg Qty: 30", PHARMA, "Tramadol ER", "Qty: 30", None, None),
    ("Lidoderm 5% patches #30", PHARMA, "Lidoderm", "#30", None, None),
    ("Flurbiprofen 20%/Lidocaine 5% cream 180gm", PHARMA, "Flurbiprofen", "180gm", None, None),
    ("Hydrocodone/APAP 10/325mg #60", PHARMA, "Hydrocodone/APAP", "#60", None, None),
    ("Gabapentin (Neurontin) 300mg #90", PHARMA, "Gabapentin (Neurontin)", "#90", None, None),
    ("Topical compound cream 240gm", PHARMA, None, "240gm", None, None),
    ("Terocin patches, 30 patches", PHARMA, "Terocin", "30 patches", None, None),
    ("Physical therapy 2x6 for the lumbar spine", "PT/OT", None, "2x6", ("low back",), None),
    ("12 physical therapy visits for the right knee", "PT/OT", None, "12 visits", ("knee",), "right"),
    ("PT 3 times a week for 4 weeks, left hip", "PT/OT", None, "3 times a week for 4 weeks", ("hip",), "left"),
    ("Occupational therapy for the bilateral wrists, 8 sessions", "PT/OT", None, "8 sessions", ("wrist",), "bilateral"),
    ("Aquatic therapy twice a week for six weeks", "PT/OT", None, "twice a week for six weeks", None, None),
    ("Post-operative physical therapy 12 visits", "PT/OT", None, "12 visits", None, None),
    ("Work hardening program", "PT/OT", None, None, None, None),
    ("Acupuncture 1 x 6 weeks, cervical spine", "Acupuncture", None, "1 x 6 weeks", ("neck",), None),
    ("Chiropractic treatment, 12 visits", "Chiropractic", None, "12 visits", None, None),
    ("Massage therapy 6 sessions", "Other Rehabilitation", None, "6 sessions", None, None),
    ("MRI of the right ankle without contrast", "Imaging/Radiology", None, None, ("ankle",), "right"),
    ("X-ray of the left hip", "Imaging/Radiology", None, None, ("hip",), "left"),
    ("CT myelogram of the lumbar spine", "Imaging/Radiology", None, None, ("low back",), None),
    ("Right shoulder MR arthrogram", "Imaging/Radiology", None, None, ("shoulder",), "right"),
    ("EMG/NCV of the bilateral lower extremities", "EMG/NCV/NCS", None, None, LEGS, "bilateral"),
    ("Urine drug screen", "Lab & Pathology", None, None, None, None),
    ("DME: purchase of a wrist splint", "Prosthetics/Orthotics", None, None, ("wrist",), None),
    ("PT 2-3x/wk x 6 wks R shoulder", "PT/OT", None, "2-3x/wk x 6 wks", ("shoulder",), "right"),
    ("Nephrology visit, 1x", "Medical Specialties", None, "1x", ("internal",), None),
    ("EMG BUE", "EMG/NCV/NCS", None, None, ("upper arm", "forearm", "hand"), "bilateral"),
    ("Trigger thumb injection, left", "Injection", None, None, ("finger",), "left"),
    ("Thumb spica brace for the left wrist", "Prosthetics/Orthotics", None, None, ("wrist",), "left"),
    ("CT of the TMJ", "Imaging/Radiology", None, None, ("face",), None),
    ("Insulin pump", "DME", None, None, None, None),
    ("Bus pass, 20 round trips", "Transportation", None, "20 round trips", None, None),
    ("Steri-strips, box of 50", "Supplies", None, "box of 50", None, None),
    ("Podiatry visit for the right great toe", "Medical Specialties", None, None, ("toe",), "right"),
    ("Arthroscopic biceps tenodesis of the left shoulder", "Arthroscopic", None, None, ("shoulder",), "left"),
    ("Albuterol inhaler, 2", PHARMA, "Albuterol", "2", None, None),
    ("Labs: CBC, CMP", "Lab & Pathology", None, None, None, None),
    ("Functional capacity evaluation", "Other Diagnostic Tests", None, None, None, None),
    ("Sleep study", "Other Diagnostic Tests", None, None, None, None),
    ("Pre-operative EKG", "Other Diagnostic Tests", None, None, None, None),
    ("Lumbar epidural steroid injection L4-5", "Injection", None, None, ("low back",), None),
    ("Left L4 and L5 transforaminal epidural steroid injection", "Injection", None, None, ("low back",), "left"),
    ("Bilateral L4-S1 medial branch blocks", "Facet Injection", None, None, ("low back",), "bilateral"),
    ("Radiofrequency ablation at C4-5", "Facet Injection", None, None, ("neck",), None),
    ("Cortisone injection to the right knee", "Injection", None, None, ("knee",), "right"),
    ("Synvisc injections, left knee, series of 3", "Injection", None, "series of 3", ("knee",), "left"),
    ("Stellate ganglion block", "Injection", None, None, None, None),
    ("TENS unit purchase", "Electrical Stimulation", None, None, None, None),
    ("Interferential unit, 30 day rental", "Electrical Stimulation", None, "30 day rental", None, None),
    ("H-wave unit", "Electrical Stimulation", None, None, None, None),
    ("Lumbar brace (LSO)", "Prosthetics/Orthotics", None, None, ("low back",), None),
    ("One pair of shoes with inserts", "Prosthetics/Orthotics", None, "One pair", None, None),
    ("Custom orthotics, right foot", "Prosthetics/Orthotics", None, None, ("foot",), "right"),
    ("Cold therapy unit, 7 day rental", "DME", None, "7 day rental", None, None),
    ("Gym membership for one year", "DME", None, "one year", None, None),
    ("Electrodes and batteries", "Supplies", None, None, None, None),
    ("Orthopedic consultation for the right shoulder", "Surgical Consult", None, None, ("shoulder",), "right"),
    ("Spine surgeon consultation", "Surgical Consult", None, None, None, None),
    ("Referral to a neurosurgeon", "Surgical Consult", None, None, None, None),
    ("Pain management consultation", "Medical Specialties", None, None, None, None),
    ("Follow-up visit in 4 weeks", "Medical Specialties", None, None, None, None),
    ("Consultation with a urologist", "Medical Specialties", None, None, ("internal",), None),
    ("Right knee arthroscopy with partial meniscectomy", "Arthroscopic", None, None, ("knee",), "right"),
    ("Left carpal tunnel release", "Non-arthroscopic", None, None, ("wrist",), "left"),
    ("L4-5 and L5-S1 fusion", "Spine", None, None, ("low back",), None),
    ("Anterior cervical discectomy and fusion C5-6", "Spine", None, None, ("neck",), None),
    ("Assistant surgeon", "Adjunct", None, None, None, None),
    ("Pre-operative medical clearance", "Adjunct", None, None, None, None),
    ("Inpatient stay, 2 days", "Adjunct", None, "2 days", None, None),
    ("Cognitive behavioral therapy, 6 sessions", "Psych Services", None, "6 sessions", ("psyche",), None),
    ("Psychological evaluation", "Psych Services", None, None, ("psyche",), None),
    ("Functional restoration program, 160 hours", "Programs", None, "160 hours", None, None),
    ("Weight loss program", "Programs", None, None, None, None),
    ("Home health aide 4 hours per day for 6 weeks", "Home Health", None, "4 hours per day for 6 weeks", None, None),
    ("Transportation to and from medical appointments", "Transportation", None, None, None, None),
    ("Extracorporeal shockwave therapy, right elbow, 3 sessions", "Therapies", None, "3 sessions", ("elbow",), "right"),
    ("Dental evaluation", "Dental Services", None, None, ("face",), None),
    ("Additional physical therapy two (2) times a week for four (4) weeks, both knees",
     "PT/OT", None, "two (2) times a week for four (4) weeks", ("knee",), "bilateral"),
    ("Twelve (12) physical therapy sessions for the right shoulder",
     "PT/OT", None, "Twelve (12) sessions", ("shoulder",), "right"),
    ("Physical therapy one to two times a week for six weeks",
     "PT/OT", None, "one to two times a week for six weeks", None, None),
    ("Physical therapy 2 x 4 sessions", "PT/OT", None, "2 x 4 sessions", None, None),
    ("Six (6) sessions of cognitive behavioral therapy", "Psych Services", None, "Six (6) sessions", ("psyche",), None),
    ("CBT x 12 sessions", "Psych Services", None, "x 12 sessions", ("psyche",), None),
    ("Home health aide, 8 hours per day x 7 days a week",
     "Home Health", None, "8 hours per day x 7 days a week", None, None),
    ("Follow-up visit in 4-6 weeks", "Medical Specialties", None, None, None, None),
    ("Crown on tooth #19", "Dental Services", None, None, ("face",), None),
    ("Tylenol with codeine #3, #60", PHARMA, "Tylenol with codeine", "#60", None, None),
    ("Carisoprodol 350mg, ninety count", PHARMA, "Carisoprodol", "ninety count", None, None),
    ("Omeprazole 20mg QTY: 60.00", PHARMA, "Omeprazole", "QTY: 60.00", None, None),
    ("Ibuprofen 800mg, one tablet by mouth three times a day, #90 no refills",
     PHARMA, "Ibuprofen", "#90 no refills", None, None),
    ("One (1) prescription of Norco 5/325mg #60", PHARMA, "Norco", "#60", None, None),
    ("Unknown prescription of Tramadol", PHARMA, "Tramadol", None, None, None),
    ("Compound: Flurbiprofen/Lidocaine 20%/5% 180 grams", PHARMA, "Flurbiprofen/Lidocaine", "180 grams", None, None),
    ("FCL (Flurbiprofen 20%, Baclofen 2%, Camphor 2%) 180gm", PHARMA, "Flurbiprofen", "180gm", None, None),
    ("Three phase bone scan", "Imaging/Radiology", None, None, None, None),
    ("12 panel urine drug screen", "Lab & Pathology", None, None, None, None),
    ("Two lumbar epidural steroid injections", "Injection", None, "Two", ("low back",), None),
    ("3 day inpatient stay", "Adjunct", None, "3 day", None, None),
    ("Ultrasound-guided injection to the right wrist", "Injection", None, None, ("wrist",), "right"),
    ("Implantation of a spinal cord stimulator", "Spine", None, None, None, None),
    ("Left L3, L4 and L5 medial branch block", "Facet Injection", None, None, ("low back",), "left"),
    ("Hand surgeon consultation for the right wrist", "Surgical Consult", None, None, ("wrist",), "right"),
    ("Full mouth debridement", "Dental Services", None, None, None, None),
    ("Hot and cold contrast therapy unit", "DME", None, None, None, None),
    ("a 28 day functional restoration program", "Programs", None, "28 day", None, None),
    ("6 month follow-up aftercare program", "Programs", None, "6 month", None, None),
    ("Inpatient hospital stay (3 days)", "Adjunct", None, "3 days", None, None),
    ("Corneal topography, left eye", "Other Diagnostic Tests", None, None, ("eye",), "left"),
    ("ORIF of the left radial head fracture", "Non-arthroscopic", None, None, ("elbow",), "left"),
    ("X-ray of the right femoral neck", "Imaging/Radiology", None, None, ("hip",), "right"),
    ("CT scan of the head of the left humerus", "Imaging/Radiology", None, None, ("shoulder",), "left"),
    ("Walk-in bathtub", "DME", None, None, None, None),
]  # fmt: skip
DOUBTED = [  # heading, key of a value that wants a look
    ("Zynto unit with electrodes", "subcategory"),
    ("Lithium level", "category"),
    ("Massage of the thoracolumbar spine", "body_parts"),
    ("Physical therapy 3x4 (12 sessions)", "quantity"),
    ("12 panel urine drug screen", "quantity"),
    ("Consultation and chiropractic care for the spine", "body_parts"),
    ("Naproxen 550mg 1 tablet twice daily", "quantity"),
    ("Methoderm ointment 120ml", "drug"),
]


def read(heading: str):
    letter = Letter(Document("a.txt", "0" * 64, "text/plain", "text", (Page(1, heading),)))
    return treatment.extract(letter, 0, len(letter.text))


@pytest.mark.parametrize(("heading", "subcategory", "drug", "quantity", "parts", "side"), HEADINGS)
def test_headings(heading, subcategory, drug, quantity, parts, side):
    found = read(heading)
    values = {key: finding.value for key, finding in found.items()}
    assert values["subcategory"] == subcategory
    assert values["drug"] == drug
    assert values["quantity"] == quantity
    assert values.get("body_parts") == parts
    assert values.get("side") == side


@pytest.mark.parametrize(("heading", "key"), DOUBTED)
def test_what_is_unclear_is_marked(heading, key):
    assert read(heading)[key].needs_review


def test_what_only_belongs_to_the_treatment_does_not_make_it_doubtful():
    for heading in (
        "Right shoulder arthroscopy with debridement",
        "Transportation to and from physical therapy",
        "Left C3-C4 facet medial branch block",
        "C5-6 and C6-7 anterior cervical discectomy",
        "CT scan of the lumbar spine with 3D reconstruction",
    ):
        assert not read(heading)["subcategory"].needs_review, heading
