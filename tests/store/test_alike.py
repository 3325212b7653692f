"""The decided items most like one: what counts, in which order, and that each says why."""

from dataclasses import replace

import pytest

from imrdesk.errors import InputError
from imrdesk.record.finding import Finding
from imrdesk.record.model import Issue, Record, proposed
from imrdesk.record.values import Citation
from imrdesk.store import Store

CITED = (Citation("MTUS", "Low Back Complaints", 2004, ("Injections",)),)
BRACE = {
    "category": "Equipment", "body_parts": ("wrist",), "imr_citations": (),
    "rationale": "Numbness persists despite splinting tried over several months.",
}  # fmt: skip


def no_family(_drug: str) -> tuple[str, str]:
    return "", ""


def opioids(drug: str) -> tuple[str, str]:
    return drug.lower(), "opioid"


def said(record: Record, **values: object) -> Record:
    """The record with these values proposed in its first item."""
    issue = record.issues[0]
    put = {key: proposed(Finding(value, None, 0.9, False, None, "test.said")) for key, value in values.items()}
    return replace(record, issues=(Issue(issue.id, {**issue.values, **put}), *record.issues[1:]))


def kept(store: Store, letter, number: int, **values: object) -> Record:
    one = letter(number, 1)
    return replace(one, record=said(one.record, **values)).kept(store)


def alike(store: Store, record: Record, family=no_family, *, overturned: bool = False):
    return store.finder.alike(record.id, record.issues[0].id, family, 10, overturned=overturned)


def rows(store: Store, *records: Record) -> list[int | None]:
    return [store.finder.row(record.id, record.issues[0].id) for record in records]


def test_the_same_drug_comes_before_one_of_its_class(store, letter):
    mine = kept(store, letter, 1, drug="Norco", **BRACE)
    other = kept(store, letter, 2, drug="Percocet", **BRACE)
    same = kept(store, letter, 3, drug="Norco", **BRACE)
    found = alike(store, mine, opioids)
    assert [one.row for one in found] == rows(store, same, other)
    assert "same drug (norco)" in found[0].why
    assert "same class of drug (opioid)" in found[1].why


def test_a_subcategory_in_common_counts_more_than_a_category(store, letter):
    mine = kept(store, letter, 1, subcategory="Epidural")
    category = kept(store, letter, 2, subcategory="Facet")
    both = kept(store, letter, 3, subcategory="Epidural")
    found = alike(store, mine)
    assert [one.row for one in found] == rows(store, both, category)
    assert "both Epidural" in found[0].why
    assert "both Injection" in found[1].why


def test_a_section_of_a_guideline_in_common_is_said(store, letter):
    mine, _other = (kept(store, letter, number, imr_citations=CITED) for number in (1, 2))
    (found,) = alike(store, mine)
    assert any("same section" in why and "Injections" in why for why in found.why)


def test_overturned_items_go_first_where_they_are_nearly_as_alike(store, letter):
    mine = kept(store, letter, 1, subcategory="Epidural", decision="upheld")
    upheld = kept(store, letter, 2, subcategory="Epidural", decision="upheld")
    overturned = kept(store, letter, 3, subcategory="Epidural", decision="overturned")
    far = kept(store, letter, 4, decision="overturned", category="", subcategory="", imr_citations=())
    assert {one.row for one in alike(store, mine)[:2]} == set(rows(store, upheld, overturned))
    first = [one.row for one in alike(store, mine, overturned=True)]
    assert first[:2] == rows(store, overturned, upheld)
    assert first[2:] in ([], rows(store, far))


def test_items_of_which_nothing_is_in_common_are_not_given(store, letter):
    mine = kept(store, letter, 1)
    kept(store, letter, 2, treatment="Wrist splint", disputed_treatment="Wrist splint", **BRACE)
    assert alike(store, mine) == []


def test_enough_items_of_the_same_kind_need_none_of_others(store, letter):
    mine = kept(store, letter, 1)
    many = [kept(store, letter, number) for number in range(2, 14)]
    kept(store, letter, 20, **BRACE)
    assert {one.row for one in alike(store, mine)} < set(rows(store, *many))


def test_an_item_that_is_gone_has_nothing_like_it(store, letter):
    mine = kept(store, letter, 1)
    with pytest.raises(InputError):
        store.finder.alike(mine.id, "gone", no_family, 10, overturned=False)
