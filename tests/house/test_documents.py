"""The documents say what the tables of the code say."""

from pathlib import Path

import pytest

from imrdesk.record.contract import SCHEMA
from imrdesk.record.fields import FIELDS, Field
from imrdesk.record.model import State, Status

DOCS = Path(__file__).parents[2] / "docs"


def row(field: Field) -> str:
    kind = " \\| ".join(field.choices) if 0 < len(field.choices) <= 3 else field.kind.value
    return f"| `{field.key}` | {kind} | {field.help} |"


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.key)
def test_the_data_contract_has_every_field(field):
    assert row(field) in (DOCS / "data-contract.md").read_text(encoding="utf-8").splitlines()


def test_the_data_contract_names_the_schema():
    assert f'"schema": "{SCHEMA}"' in (DOCS / "data-contract.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("word", [*State, *Status])
def test_the_glossary_has_every_state_and_status(word):
    assert word.value in (DOCS / "glossary.md").read_text(encoding="utf-8")
