"""The documents say what the tables of the code say."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from imrdesk import paths
from imrdesk.record.fields import FIELDS, Field
from imrdesk.record.model import State, Status

DOCS = Path(__file__).parents[2] / "docs"


def row(field: Field) -> str:
    kind = " \\| ".join(field.choices) if 0 < len(field.choices) <= 3 else field.kind.value
    return f"| `{field.key}` | {kind} | {field.help} |"


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.key)
def test_the_data_contract_has_every_field(field):
    assert row(field) in (DOCS / "data-contract.md").read_text(encoding="utf-8").splitlines()


def test_the_example_is_what_extraction_gives():
    shown = re.search(r"```json\n(.*?)```", (DOCS / "data-contract.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown
    example = json.loads(shown[1])
    sample = paths.resource("samples", example["source"]["file_name"])
    command = [sys.executable, "-m", "imrdesk", "extract", str(sample)]
    printed = subprocess.run(command, cwd=DOCS.parent, capture_output=True, text=True, check=True, timeout=60).stdout
    assert_within(example, json.loads(printed))


def assert_within(part: Any, whole: Any) -> None:
    """A shortened object has nothing that the whole has not."""
    if isinstance(part, dict):
        for key, value in part.items():
            assert_within(value, whole[key])
    elif isinstance(part, list) and part:
        assert len(part) == len(whole)
        for one, other in zip(part, whole, strict=True):
            assert_within(one, other)
    else:
        assert part == whole


@pytest.mark.parametrize("word", [*State, *Status])
def test_the_glossary_has_every_state_and_status(word):
    assert word.value in (DOCS / "glossary.md").read_text(encoding="utf-8")
