"""The table of fields against the data contract."""

import re
from pathlib import Path

import pytest

from imrdesk.errors import InputError
from imrdesk.record.fields import CATEGORIES, FIELDS, ISSUE_FIELDS, SUBCATEGORIES, field
from imrdesk.record.values import Kind


def test_keys_are_unique_and_every_field_explains_itself():
    assert len({item.key for item in FIELDS}) == len(FIELDS)
    for item in FIELDS:
        assert item.help.endswith(".")
        assert item.label
        assert bool(item.choices) or item.kind is not Kind.CHOICE


def test_the_documented_contract_names_the_same_fields():
    text = (Path(__file__).parents[2] / "docs" / "data-contract.md").read_text(encoding="utf-8")
    missing = [item.key for item in FIELDS if not re.search(rf"\b{item.key}\b", text)]
    assert missing == []


def test_every_subcategory_belongs_to_one_category():
    assert len(SUBCATEGORIES) == len(set(SUBCATEGORIES)) == sum(map(len, CATEGORIES.values()))


def test_an_unknown_field_is_answered_with_a_near_one():
    with pytest.raises(InputError, match="decision_date"):
        field("decison_date")


def test_issue_fields_start_with_what_is_disputed():
    assert [item.key for item in ISSUE_FIELDS][:3] == ["treatment", "disputed_treatment", "decision"]
