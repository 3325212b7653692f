"""Whatever a person types finds letters, and never an error."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from imrdesk.record import changes as acts
from imrdesk.record.model import Path
from imrdesk.store import Query, Store
from imrdesk.store.matching import HIT_END, HIT_START


def hit_words(hit):
    """The words of a snippet that are marked."""
    return [part.split(HIT_END)[0] for part in hit.snippet.split(HIT_START)[1:]]


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("radiculopathy", ["radiculopathy"]),
        ("RADICULOPATHY", ["radiculopathy"]),
        ("radiculo*", ["radiculopathy"]),
        ('"conservative care"', ["conservative care"]),
        ("failed conservative", ["failed", "conservative"]),
        ("CM16-0000001", ["CM16-0000001"]),
        ("cafe", ["café"]),
        ("café-au-lait", ["café-au-lait"]),
        ("epidurals", ["epidural"]),
        ("spot", ["spots"]),
    ],
)
def test_words_phrases_and_prefixes_find_the_place(store, letter, typed, marked):
    made = letter(items=1)
    record = made.kept(store)
    (hit,) = store.search(typed)
    assert hit_words(hit) == marked
    words = made.document.page(hit.page).text[hit.start : hit.end]
    assert words == marked[0]
    assert (hit.record_id, hit.case_number, hit.file_name, hit.field) == (
        record.id,
        record.case_number,
        "letter 1.txt",
        "",
    )


@pytest.mark.parametrize(
    "typed", ["", "  ", '"', "--", "*", "conservative spinal", '"care conservative"', "onservative"]
)
def test_what_no_letter_has_finds_none(store, letter, typed):
    letter().kept(store)
    assert store.search(typed) == []


def test_a_phrase_is_found_across_lines_and_pages(store, letter):
    letter(items=1).kept(store)
    (hit,) = store.search('"lumbar spine and"')
    assert hit.page == 1
    (hit,) = store.search('"naproxen lumbar epidural"')
    assert (hit.page, hit_words(hit)) == (1, ["naproxen. Lumbar epidural"])


def test_the_place_is_where_most_of_the_words_stand_together(store, letter):
    made = letter(items=1)
    made.kept(store)
    (hit,) = store.search("lumbar injection")
    assert made.document.page(hit.page).text[hit.start :].startswith("Lumbar epidural steroid injection")


def test_newest_first_and_no_more_than_asked_for(store, letter):
    made = [letter(number).kept(store).id for number in range(1, 6)]
    assert [hit.record_id for hit in store.search("lumbar", limit=3)] == made[:1:-1]


def test_a_value_that_the_page_does_not_have_is_found(store, letter, sign):
    record = letter().kept(store)
    assert store.search("roofers") == []
    store.save(acts.set_value(record, Path("drug", record.issues[1].id), "Roofer’s balm", sign))
    (hit,) = store.search("roofer")
    assert (hit.field, hit.snippet, hit.page) == ("issues[1].drug", f"Drug: {HIT_START}Roofer{HIT_END}’s balm", 0)
    record = store.record(record.id)
    store.save(acts.set_value(record, Path("drug", record.issues[1].id), None, sign))
    assert store.search("roofer") == []


def test_a_value_is_placed_at_its_evidence(store, letter, sign):
    record = letter().kept(store)
    store.save(acts.set_value(record, Path("patient_age"), 83, sign))
    (hit,) = store.search("83")
    span = record.fields["patient_age"].evidence[0].span
    assert (hit.page, hit.start, hit.end) == (span.page, span.start, span.end)


def test_a_letter_is_found_by_its_file(store, letter):
    record = letter(7).kept(store)
    letter(8).kept(store)
    (hit,) = store.search('"letter 7.txt"')
    assert (hit.record_id, hit.page, hit_words(hit)) == (record.id, 0, ["letter 7.txt"])


def test_a_phrase_over_two_values_does_no_harm(store, letter, sign):
    record = letter().kept(store)
    changes = acts.set_value(record, Path("patient_age"), 83, sign)
    store.save(changes)
    store.save(acts.set_value(changes.after, Path("occupation"), "roofer", sign))
    (hit,) = store.search('"83 roofer"')
    assert hit.field == "patient_age"


def test_a_search_of_the_list_has_the_same_words(store, letter, sign):
    records = [letter(number).kept(store) for number in (1, 2, 3)]
    store.save(acts.set_value(records[1], Path("occupation"), "roofer", sign))
    assert list(store.ids(Query(text="roofer"))) == [2]
    assert list(store.ids(Query(text="0000003"))) == [3]
    assert list(store.ids(Query(text="lumbar", descending=False))) == [1, 2, 3]
    assert not store.ids(Query(text="--"))


@pytest.fixture(scope="module")
def kept(tmp_path_factory, letter):
    with Store.open(tmp_path_factory.mktemp("search")) as store:
        letter().kept(store)
        yield store


PIECES = st.sampled_from(
    ["lumbar", '"', "*", "AND", "OR", "NOT", "NEAR(", ")", "(", "^", "text:", "-", "+", "'", ";", " "]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=12).map(" ".join), st.lists(PIECES).map("".join)))
@example("\x00lumbar")
@example('"lumbar\x00')
@example("\ud800")
@example("_")
@example("_ lumbar ـ")
@example("²")
@example("word " * 2000)
def test_no_typing_is_an_error(kept, typed):
    for hit in kept.search(typed):
        said = (
            kept.document(hit.record_id).page(hit.page).text[hit.start : hit.end] if hit.page and not hit.field else ""
        )
        assert " ".join(said.split()) in hit.snippet.replace(HIT_START, "").replace(HIT_END, "")
    listed = kept.first(Query(text=typed), 5)
    assert listed is None or list(listed.numbers) == list(kept.ids(Query(text=typed)))
    assert len(kept.ids(Query(text=typed))) <= 1


def test_a_word_spelled_with_an_accent_of_its_own_is_found_though_not_marked(store, letter):
    """SQLite reads the two characters as one; what marks the words does not."""
    made = letter()
    text = f"{made.document.pages[0].text}The resume\u0301s were read."
    pages = (replace(made.document.pages[0], text=text), *made.document.pages[1:])
    replace(made, document=replace(made.document, pages=pages)).kept(store)
    (hit,) = store.search("resumes*")
    assert (hit.page, hit.snippet) == (0, "letter 1.txt")
