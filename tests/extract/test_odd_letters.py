"""Letters worded, set or cut as few are: each is read as far as it goes, and says what is in doubt."""

import pytest

from imrdesk.document.model import Document, Page
from imrdesk.extract import legibility, phrases, reviewer, vocabularies
from imrdesk.extract.letter import Letter
from imrdesk.extract.pipeline import extract
from tests.extract.test_layouts import EARLY_2014, RESULT_ONLY
from tests.extract.test_parts_missing import F3, codes, read, without

ITEM = F3[F3.index("MRI of the right knee") :]


def test_a_letter_of_the_result_without_its_result_has_no_outcome():
    found = read(RESULT_ONLY.replace("Final Determination: {word}. ", ""))
    assert found.format.id == "cover"
    assert found.fields["outcome"].value is None
    assert found.fields["outcome"].needs_review


def test_a_letter_of_the_result_that_numbers_its_items_has_them():
    told = RESULT_ONLY.format(word="UPHOLD") + "1. The request for six acupuncture visits is not medically necessary.\n"
    found = read(told)
    assert [item["treatment"].value for item in found.issues] == ["six acupuncture visits"]
    assert "no_items_found" not in codes(found)


def test_of_a_reviewer_in_an_unknown_layout_only_known_names_are_kept():
    found = read("The reviewer is Board Certified in Neurology and is licensed to practice in Texas, Atlantis.")
    assert found.format.id == "unknown"
    assert found.fields["reviewer_specialties"].value == ("Neurology",)
    assert found.fields["reviewer_licensure"].value == ("Texas",)


def test_items_before_their_title_are_not_found_and_that_is_said():
    title = "IMR ISSUES, DECISIONS AND RATIONALES\n"
    assert "no_items_found" not in codes(read(F3))
    assert "no_items_found" in codes(read(F3.replace(title, "") + title))


def test_documents_are_read_in_the_later_layout_too():
    listed = "DOCUMENTS REVIEWED\nThe following relevant documents were reviewed: an operative report.\nCLINICAL CASE"
    found = read(F3.replace("CLINICAL CASE", listed, 1))
    assert "an operative report" in str(found.fields["documents_reviewed"].value)


@pytest.mark.parametrize(
    ("title", "damaged"),
    [
        ("CLINICAL CASE SUMMARY\n", "CL1NICAL CA5E SUMMAPY\n"),
        (
            "CLINICAL CASE SUMMARY\n",
            "CLINICAL CASE SUMMARY\nThe expert rev1ewer develcped the following clin1cal case surnmary of the file: ",
        ),
    ],
)
def test_a_misread_title_or_opening_is_known(title, damaged):
    found = read(F3.replace(title, damaged))
    assert str(found.fields["clinical_summary"].value).startswith("The injured worker is")


def test_an_item_with_no_paragraph_end_before_it_begins_behind_the_label_and_is_doubted():
    words = "the right knee and its ligaments are to be seen well enough for that and so the request of the patient "
    run_on = ITEM.replace("It is not medically necessary.\n", "\n".join([words] * 20) + "\n") + ITEM.replace(
        "MRI", "mri"
    )
    found = read(F3.replace(ITEM, run_on))
    assert found.issues[1]["treatment"].needs_review


def test_items_set_a_paragraph_a_line_are_parted():
    long = ITEM.replace("findings of the left knee only.", "findings of the left knee only. " * 9)
    found = read(F3.replace(ITEM, long + ITEM.replace("MRI of the right knee", "Crutches")))
    assert [item["treatment"].value for item in found.issues] == ["MRI of the right knee", "Crutches"]


@pytest.mark.parametrize(
    ("cut", "missing"),
    [
        (("The Physician Reviewer based",), "imr_guideline"),
        (("The Physician Reviewer's decision",), "rationale"),
        (("The Claims Administrator",), "claims_administrator_guideline"),
    ],
)
def test_a_numbered_decision_may_lack_one_of_its_texts(cut, missing):
    assert read(EARLY_2014).issues[0][missing].value
    found = read(without(EARLY_2014, *cut))
    assert [item["decision"].value for item in found.issues] == ["upheld", "overturned"]
    assert all(item[missing].value is None for item in found.issues)


@pytest.mark.parametrize(
    ("cited", "source", "chapter", "sections"),
    [
        ("Non-MTUS ACOEM Practice Guidelines, 2nd Edition, Knee, Imaging", "ACOEM", "Knee", ("Imaging",)),
        ("MTUS the Schedule as a whole", "MTUS", "the Schedule as a whole", ()),
        ("MTUS Unheard-of Complaints 2004, Section(s): Care", "MTUS", "Unheard-of Complaints", ("Care",)),
    ],
)
def test_odd_citations_are_taken_apart_and_doubted(cited, source, chapter, sections):
    found = read(
        F3.replace(
            "MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004",
            f"MAXIMUS guideline: Decision based on {cited}",
        )
    )
    (citation,) = found.issues[0]["imr_citations"].value
    assert (citation.source, citation.chapter, citation.sections) == (source, chapter, sections)
    assert found.issues[0]["imr_citations"].needs_review


def test_a_label_said_twice_takes_one_date_and_a_date_before_all_labels_none():
    twice = F3.replace("Date Assigned: 11/23/2016", "01/01/2001 Date Assigned: Date Assigned: 11/23/2016")
    assert read(twice).fields["date_assigned"].value == "2016-11-23"
    assert read(twice).fields["decision_date"].value == "2016-12-21"


def test_names_of_specialties_with_an_and_or_a_comma_stay_whole():
    assert reviewer.is_known("Physical Medicine & Rehabilitation") or reviewer.is_known("Neurology")
    parted = F3.replace("Orthopedic Surgery\n", "Neurology and Orthopedic Surgery, Health and Happiness\n")
    found = read(parted).fields["reviewer_specialties"]
    assert found.value == ("Neurology", "Orthopedic Surgery", "Health and Happiness")
    assert found.needs_review


def test_a_known_name_that_holds_a_comma_is_one():
    whole = [name for name in vocabularies.vocabulary("reviewer")["specialties"] if "," in name]
    found = read(F3.replace("Orthopedic Surgery\n", f"{whole[0]}, Neurology\n")).fields["reviewer_specialties"]
    assert found.value == (whole[0], "Neurology")


def test_another_name_in_brackets_is_no_part_of_a_medicine_unless_it_is_one():
    found = read(F3.replace("MRI of the right knee", "Tramadol (Ultram) (at night) 50mg #60"))
    assert found.issues[0]["drug"].value == "Tramadol (Ultram)"


def test_what_is_no_word_in_a_users_vocabulary_is_not_taken_for_a_pattern(tmp_path):
    (tmp_path / "drugs.toml").write_text("[drugs]\ntramadol = 5\n")
    assert vocabularies.fault(tmp_path / "drugs.toml") is None


def test_a_medicine_like_no_other_is_not_called_misspelt():
    summary = "The injured worker is a 47"
    assert "drug_spelling" in codes(read(F3.replace(summary, f"Medications include Naproxin. {summary}")))
    assert "drug_spelling" not in codes(read(F3.replace(summary, f"Medications include Qwyzzbolt. {summary}")))


def test_a_condition_is_no_verdict():
    words = "It is not medically necessary. If a tear is found, an MRI is medically necessary."
    assert "verdict_differs" not in codes(read(F3.replace("It is not medically necessary.", words)))
    words = words.replace("If a tear is found, an", "An")
    assert "verdict_differs" in codes(read(F3.replace("It is not medically necessary.", words)))


def test_items_of_which_the_denial_says_nothing_are_noted():
    told = "industrial injury on 03-17-2015. On 10/20/2016 utilization review denied a knee MRI."
    several = F3.replace("industrial injury on 03-17-2015.", told) + ITEM.replace(
        "MRI of the right knee", "Naproxen 500mg #60"
    )
    (problem,) = (problem for problem in read(several).problems if problem.code == "denied_differs")
    assert problem.fields == ("issues[1].treatment",)


def test_a_date_that_is_none_is_not_compared():
    told = "industrial injury on 03-17-2015. She was seen on 02-31-2015."
    assert "before_injury" not in codes(read(F3.replace("industrial injury on 03-17-2015.", told)))
    told = told.replace("02-31", "02-21")
    assert "before_injury" in codes(read(F3.replace("industrial injury on 03-17-2015.", told)))


def test_an_item_without_a_rationale_is_compared_with_nothing():
    found = read(F3[: F3.index("Decision rationale")])
    assert found.issues[0]["rationale"].value is None
    assert not {"other_injury_date", "longer_than_the_claim", "study_before_injury"} & codes(found)


def test_a_values_place_is_right_on_lines_with_gaps_and_tabs():
    text = F3.replace("industrial injury on 03-17-2015", "industrial\t injury   on  03-17-2015")
    found = extract(Document("a.txt", "0" * 64, "text/plain", "text", (Page(1, text),)))
    (place,) = found.fields["injury_date_in_summary"].evidence
    assert text[place.span.start : place.span.end] == place.quote == "03-17-2015"


def test_an_empty_stretch_has_no_place():
    assert Letter(Document("a.txt", "0" * 64, "text/plain", "text", (Page(1, "words"),))).spans(2, 2) == ()


def test_in_a_misread_copy_what_nothing_bears_out_is_marked():
    fixed = legibility.FIXED[1], legibility.FIXED[5]
    damaged = " ".join(words.replace("practice", "praotice").replace("Medical", "Med1cal") for words in fixed)
    found = read(F3.replace("MAXIMUS Federal Services sent", f"{damaged}. MAXIMUS Federal Services sent"))
    assert "misread" in codes(found)
    assert found.fields["case_number"].reason == legibility.MISREAD
    assert read(F3).fields["case_number"].reason is None


def test_a_phrase_of_a_user_may_hold_alternatives():
    known = phrases.Phrases({"machine": ["whirlpool|ice bath"]})
    assert [mention[:2] for mention in phrases.Words("An ice bath, a whirlpool").mentions(known)] == [(3, 11), (15, 24)]
