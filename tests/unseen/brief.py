"""Letters in brief: a summary and headings with what is true of them; the rest is put together by number."""

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("brief")
CLAIMANT = {"age": "patient_age", "sex": "patient_sex", "occupation": "occupation",
            "injury": "injury_date_in_summary", "diagnoses": "diagnoses", "medications": "medications"}  # fmt: skip
DAYS = {"application_received": 15, "date_assigned": 25, "decision_date": 55}  # after the UR denial
REVIEWERS = ((["California"], ["Occupational Medicine"]), (["Texas", "California"], ["Orthopedic Surgery"]),
             (["New York"], ["Physical Medicine & Rehabilitation", "Pain Management"]),
             (["California", "Oregon"], ["Preventive Medicine", "Occupational Medicine"]),
             (["Illinois"], ["Family Practice"]), (["Ohio"], ["Neurological Surgery"]))  # fmt: skip
SUBCATEGORIES = {
    "rx": "Pharmaceuticals | Pharmaceuticals", "imaging": "Diagnostic Testing | Imaging/Radiology",
    "emg": "Diagnostic Testing | EMG/NCV/NCS", "lab": "Diagnostic Testing | Lab & Pathology",
    "tests": "Diagnostic Testing | Other Diagnostic Tests", "dme": "DMEPOS | DME",
    "estim": "DMEPOS | Electrical Stimulation", "ortho": "DMEPOS | Prosthetics/Orthotics",
    "supplies": "DMEPOS | Supplies", "dental": "Evaluation & Management | Dental Services",
    "eval": "Evaluation & Management | Medical Specialties", "home": "Home Health | Home Health",
    "facet": "Injection | Facet Injection", "inj": "Injection | Injection", "programs": "Programs | Programs",
    "psych": "Psych Services | Psych Services", "acu": "Rehabilitation | Acupuncture",
    "chiro": "Rehabilitation | Chiropractic", "pt": "Rehabilitation | PT/OT",
    "rehab": "Rehabilitation | Other Rehabilitation", "adjunct": "Surgery | Adjunct",
    "arthro": "Surgery | Arthroscopic", "nonarthro": "Surgery | Non-arthroscopic", "spine": "Surgery | Spine",
    "consult": "Surgery | Surgical Consult", "therapies": "Therapies | Therapies",
    "transport": "Transportation | Transportation",
}  # fmt: skip
RATIONALES = {
    "upheld": (
        "The cited guideline supports this only after first line care has failed. The records do not show that it has. "
        "Therefore, the request for {item} is not medically necessary.",
        "It is not clear from the note how the result would alter the plan. The request is not medically necessary.",
        "There was no evidence of functional gain with earlier care of the kind. As such, {item} is not medically "
        "necessary and appropriate.",
        "The attending provider did not furnish a rationale for the request in the face of the unfavorable guideline "
        "position on the article at issue. Therefore, the request was not medically necessary.",
    ),
    "overturned": (
        "The findings meet the criteria of the cited guideline. Therefore, the request for {item} is medically "
        "necessary.",
        "Conservative care has been tried and has failed, and the plan is a reasonable one. As such, the request is "
        "medically necessary.",
    ),
}


def brief_letters() -> Iterator[tuple[int, dict[str, Any]]]:
    """Every letter in brief, by number, in the form of a letter's own file."""
    guidelines = tomllib.loads((FOLDER / "guidelines.toml").read_text(encoding="utf-8"))["guidelines"]
    files = sorted(path for path in FOLDER.glob("*.toml") if path.stem != "guidelines")
    for letter in (letter for path in files for letter in tomllib.loads(path.read_text(encoding="utf-8"))["letter"]):
        yield letter["number"], _whole(letter, guidelines)


def _whole(letter: dict[str, Any], guidelines: list[list[str]]) -> dict[str, Any]:
    number = letter["number"]
    licensure, specialties = REVIEWERS[number % len(REVIEWERS)]
    return {
        "brief": True,
        "layout": "2018" if number % 9 == 0 else "f3",
        "clinical_summary": letter["clinical_summary"],
        "header": _header(letter),
        "reviewer": {"licensure": licensure, "licensure_comma": ",", "specialties": specialties},
        "claimant": {key: letter.get(name, "") for name, key in CLAIMANT.items()},
        "issues": [
            _item(line, guidelines, 7 * number + 2 * place) for place, line in enumerate(letter["items"])
        ],
    }  # fmt: skip


def _header(letter: dict[str, Any]) -> dict[str, str]:
    denied = datetime.strptime(letter["ur"], "%m/%d/%Y")  # noqa: DTZ007 - a day has no time zone
    later = {key: f"{denied + timedelta(days):%m/%d/%Y}" for key, days in DAYS.items()}
    return {
        "case_number": f"CM{denied:%y}-9{letter['number'] * 37:06}",
        "priority": "Standard",
        "date_of_injury": letter["doi"],
        "ur_denial_date": letter["ur"],
        **later,
    }


def _item(line: str, guidelines: list[list[str]], turn: int) -> dict[str, Any]:
    """An item from its line: marks | heading | kind | parts | side | quantity | drug [| words in dispute].

    Marks: Upheld or Overturned, retrospective, associated, modified. "-" is "not stated", "?" is not judged.
    """
    marks, heading, kinds, parts, side, quantity, drug, *disputed = (part.strip() for part in line.split(" | "))
    decision = {"U": "upheld", "O": "overturned"}[marks[0]]
    item = disputed[0] if disputed else heading
    administrator, reviewer = (guidelines[(turn + place) % len(guidelines)] for place in (0, 1))
    reasons = RATIONALES[decision]
    return {
        "treatment": heading,
        "decision": decision,
        "disputed_treatment": item,
        "ur_action": "modified" if "m" in marks else "denied",
        "retrospective": "r" in marks,
        "associated_service": "a" in marks,
        **_kinds(kinds),
        **_cells({"body_parts": parts, "side": side, "quantity": quantity, "drug": drug}),
        "claims_administrator_guideline": administrator[0],
        "claims_administrator_citations": administrator[1:],
        "imr_guideline": reviewer[0].replace("Claims Administrator", "Expert Reviewer"),
        "imr_citations": reviewer[1:],
        "rationale": reasons[turn % len(reasons)].format(item=item),
    }


def _kinds(kinds: str) -> dict[str, list[str]]:
    pairs = [SUBCATEGORIES[kind].split(" | ") for kind in kinds.split(" or ")]
    return {"category": [pair[0] for pair in pairs], "subcategory": [pair[1] for pair in pairs]}


def _cells(cells: dict[str, str]) -> dict[str, list[Any]]:
    """The judged cells; each a list of equally right values."""
    wordings = {key: cell.split(" or ") for key, cell in cells.items()}
    return {
        key: [_value(key, word.strip()) for word in words]
        for key, words in wordings.items()
        if all(word.strip() != "?" for word in words)
    }


def _value(key: str, word: str) -> Any:
    if key == "body_parts":
        return [] if word == "-" else word.split(", ")
    return "" if word == "-" else word
