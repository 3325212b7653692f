"""What clinical summaries say, in the many wordings of those who write them: diagnoses, medicines, work."""

import pytest

from imrdesk.document.model import Document, Page
from imrdesk.extract import claimant, clinical
from imrdesk.extract.letter import Letter

DIAGNOSES = [
    ("The current diagnoses are: 1. Wrist sprain. 2. Neck or back strain. 3. Gout of the left knee. He takes Soma.",
     ["Wrist sprain", "Neck or back strain"]),
    ("The diagnoses per the 7/8/14 report are: 1. cervical HNP 2. bilateral elbow tendinitis. Exam was normal.",
     ["cervical HNP", "bilateral elbow tendinitis"]),
    ("Diagnoses are: (1) hip strain; (2) right thumb fracture.", ["hip strain", "right thumb fracture"]),
    ("The listed diagnoses per Dr. are: Cervical radiculopathy, Anxiety state NOS.",
     ["Cervical radiculopathy", "Anxiety state NOS"]),
    ("She has been under the care of her physician for chronic neck pain, vertigo, and myofascial pain syndrome.",
     ["chronic neck pain", "vertigo", "myofascial pain syndrome"]),
    ("He is followed for lumbar stenosis and neurogenic claudication.", ["lumbar stenosis", "neurogenic claudication"]),
    ("Conditions being treated include hip strain, and anxiety.", ["hip strain", "anxiety"]),
    ("She was assessed with right wrist sprain, rule out ligament tear.",
     ["right wrist sprain", "rule out ligament tear"]),
    ("He was treated for lumbar sprain and strain, thoracic sprain and strain and cervical sprain and strain.",
     ["lumbar sprain and strain", "thoracic sprain and strain", "cervical sprain and strain"]),
    ("Diagnoses included myalgia and myositis, and left and right sided sciatica.",
     ["myalgia and myositis", "left and right sided sciatica"]),
    ("He was diagnosed as having Achilles tendinitis; he has had three injections.", ["Achilles tendinitis"]),
    ("Diagnosis: disc protrusion with sciatica and right hip bursitis.",
     ["disc protrusion with sciatica", "right hip bursitis"]),
    ("Diagnoses: right ankle sprain left knee contusion, gait disturbance.",
     ["right ankle sprain", "left knee contusion", "gait disturbance"]),
    ("The patient has neck pain. The patient's diagnoses per RFA dated 1/2/15 are cervical strain and insomnia.",
     ["cervical strain", "insomnia"]),
    ("The worker is status post right shoulder arthroscopy. Exam showed tenderness.",
     ["status post right shoulder arthroscopy"]),
    ("He sustained a closed head injury with loss of consciousness, and rib fractures.",
     ["closed head injury with loss of consciousness", "rib fractures"]),
    ("He sustained an industrial injury on 1/2/15 and was seen for a visit.", []),
    ("Diagnoses (as listed): 1. 722.10 lumbar HNP 2. 535.5 gastritis. He took Soma.", ["lumbar HNP", "gastritis"]),
    ("Diagnosis 01/13/15: - right ankle sprain - peroneal tendinitis right. He rests.",
     ["right ankle sprain", "peroneal tendinitis right"]),
    ("Her diagnoses were noted to include carpal tunnel syndrome and tobacco use.",
     ["carpal tunnel syndrome", "tobacco use"]),
    ("He has been receiving care for tibial malunion and osteoporosis.", ["tibial malunion", "osteoporosis"]),
    ("Diagnosis: Zenker pouch. He rests.", ["Zenker pouch"]),  # no known condition, and nothing else is found
    ("Diagnosis was not made. He has sciatica.", ["sciatica"]),
    ("This is a 41 year old man with cervical stenosis and vertigo.", ["cervical stenosis", "vertigo"]),
    ("Problem list comprises: rib fracture, smoke inhalation and tinnitus.",
     ["rib fracture", "smoke inhalation", "tinnitus"]),
    ("Diagnoses include tremor, noise-related, and neck strain.", ["tremor, noise-related", "neck strain"]),
    ("Diagnoses are insomnia due to pain, and status post right knee arthroscopy on 03-11-2015.",
     ["insomnia due to pain", "status post right knee arthroscopy"]),
]  # fmt: skip
MEDICINES = [  # text, medicines, whether they want a look
    ("Current medications include Norco, Soma and Colace.", ["Norco", "Soma", "Colace"], False),
    ("He was prescribed Naproxen. UR denied the Naproxen.", ["Naproxen"], False),
    ("Medications include Norco, xylopan and Soma.", ["Norco", "Soma"], True),
    ("Medications include Norco. Topical lidocaine was not indicated.", ["Norco", "lidocaine"], True),
    ("She has an allergy to penicillin.", [], False),
    ("Medications include Norco. He also has Soma at home.", ["Norco", "Soma"], False),
    ("Medications include Norco. He used Zyntopan 20 mg and Soma at home.", ["Norco", "Soma"], True),
    ("Medications include Norco. He rubs in Zyntopan cream and has Soma at home.", ["Norco", "Soma"], True),
    ("Medications include Norco. The urine screen was negative for hydrocodone.", ["Norco"], False),
]
WORK = [
    ("He is employed by the county as a bus mechanic.", "bus mechanic"),
    ("She was injured in the course of her employment as a teacher's aide on 9/9/2013.", "teacher's aide"),
    ("Her occupation was listed as housekeeper.", "housekeeper"),
    ("This 41 year old man was injured on 2/2/15 when he fell.", None),
    ("The patient, a 33-year-old male forklift operator, sustained an injury.", "forklift operator"),
    ("He has worked with restrictions as a result of pain.", None),
    ("She was hired as a dietary aide in 2012.", "dietary aide"),
    ("She went back to half days as a payroll clerk.", "payroll clerk"),
    ("She works as a court reporter part time.", "court reporter"),
    ("His line of work is recorded as crane operator.", "crane operator"),
    ("Profession: mail carrier. He limps.", "mail carrier"),
    ("He was employed as a packing and shipping clerk.", "packing and shipping clerk"),
    ("She is a retired bus mechanic.", "bus mechanic"),
    ("The injured worker is an injured worker. It was noted that the worker fell.", None),
]


def letter(text: str) -> Letter:
    return Letter(Document("a.txt", "0" * 64, "text/plain", "text", (Page(1, text),)))


@pytest.mark.parametrize(("text", "names"), DIAGNOSES)
def test_diagnoses(text, names):
    found = clinical.diagnoses(letter(text), 0, len(text))
    assert list(found.value)[: len(names)] == names
    assert bool(found.value) == bool(names)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Diagnoses include left hip sprain, vertigo, and rib contusion. He rests.", False),
        ("Diagnoses include left hip and rib contusion. He rests.", True),  # one or two?
        ("Diagnoses include a lumbar strain with sciatica. He rests.", True),
        ("Diagnoses include left hip sprain and vertigo after a fall. He rests.", False),  # the tail is cut
        ("Diagnoses include a small tear of the front part of the upper rim of the left hip. He rests.", True),
        ("He has left hip sprain. He rests.", True),  # nothing says that it is a diagnosis
        ("Diagnoses include left hip sprain, zosterwort and vertigo. He rests.", True),  # no known condition
        ("He walks.", True),
    ],
)
def test_only_short_names_of_known_conditions_go_unmarked(text, marked):
    assert clinical.diagnoses(letter(text), 0, len(text)).needs_review is marked


@pytest.mark.parametrize(("text", "names", "marked"), MEDICINES)
def test_medicines(text, names, marked):
    found = clinical.medications(letter(text), 0, len(text))
    assert list(found.value) == names
    assert found.needs_review == marked


@pytest.mark.parametrize(("text", "job"), WORK)
def test_work(text, job):
    assert claimant.extract(letter(text), 0, len(text))["occupation"].value == job


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("She hurt her back at her job on 2/2/15.", True),
        ("He was helped by coworkers and by the inmates.", True),
        ("The worker (a zosterer) struck a door.", True),
        ("He served as a zosterer, and fell.", True),
        ("He was struck as a result of a fall, and works with restrictions.", False),
        ("The injured worker is a 41 year old man who fell.", False),
    ],
)
def test_work_that_may_be_told_in_unknown_words_is_to_be_looked_for(text, marked):
    found = claimant.extract(letter(text), 0, len(text))["occupation"]
    assert found.needs_review is marked or found.value
