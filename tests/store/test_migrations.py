"""The tables grow step by step, each step whole or not at all."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from imrdesk.errors import StoreError
from imrdesk.record.fields import CASE_FIELDS, ISSUE_FIELDS
from imrdesk.record.values import Kind
from imrdesk.store import CaseRow, Store, migrations

SQL_TYPES = {Kind.NUMBER: "INTEGER", Kind.FLAG: "INTEGER"}


def columns(store, table):
    return {name: kind for _id, name, kind, *_rest in store.database.connection.execute(f"PRAGMA table_info({table})")}


@pytest.mark.parametrize(("table", "fields"), [("cases", CASE_FIELDS), ("issues", ISSUE_FIELDS)])
def test_every_field_has_a_typed_column(store, table, fields):
    found = columns(store, table)
    wanted = {field.key: SQL_TYPES.get(field.kind, "TEXT") for field in fields}
    assert wanted == {key: found.get(key) for key in wanted}, "a new field needs a step of its own in STEPS"


@pytest.mark.parametrize(("view", "fields"), [("v_cases", CASE_FIELDS), ("v_issues", ISSUE_FIELDS)])
def test_a_view_shows_every_field(store, view, fields):
    assert {field.key for field in fields} <= columns(store, view).keys()


NO_ORDER = {"id", "number", "summary_older"}  # what tells rows apart, or is no column of theirs


@pytest.mark.parametrize("order", sorted(CaseRow.__dataclass_fields__.keys() - NO_ORDER))
def test_the_index_of_an_order_has_all_that_a_list_is_filtered_by(store, order):
    indexed = [row[2] for row in store.database.connection.execute(f"PRAGMA index_info(cases_by_{order})")]
    assert indexed[:2] == [order, "number"]
    assert {"status", "outcome", "problems", "flag", "reviewed_by"} <= set(indexed)


@pytest.mark.parametrize("view", ["v_quotes", "v_cases", "v_issues", "v_values", "v_events"])
def test_views_can_be_read(store, letter, view):
    letter().kept(store)
    assert store.database.connection.execute(f"SELECT * FROM {view}").fetchall()


PAGE = Path(__file__).parents[2] / "docs" / "schema.md"


def test_the_page_on_the_schema_names_every_table_and_view(store):
    named = set(re.findall(r"^\| `(\w+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    shadow = re.compile(r"(letter|word|value|tag|item)_search_.*|sqlite_.*|letter_texts")
    rows = store.database.connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
    assert named == {name for (name,) in rows if not shadow.fullmatch(name)}


def test_the_examples_on_the_page_run(store, letter):
    letter().kept(store)
    examples = re.findall(r"^    (SELECT.*?;)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(examples) >= 2
    for example in examples:
        store.database.connection.execute(example).fetchall()


def applied(store):
    return [name for (name,) in store.database.connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]


def test_each_step_is_recorded_once(folder):
    for _time in range(2):
        with Store.open(folder) as store:
            assert applied(store) == [step.__name__ for step in migrations.STEPS]


def test_steps_are_numbered_in_order():
    assert [step.__name__[:9] for step in migrations.STEPS] == [
        f"step_{number:04}" for number in range(1, len(migrations.STEPS) + 1)
    ]


def step_9998_works(db):
    db.execute("CREATE TABLE first_addition (a)")


def step_9999_fails(db):
    db.execute("CREATE TABLE second_addition (a)")
    db.execute("INSERT INTO cases (no_such_column) VALUES (1)")


def test_a_step_that_fails_leaves_nothing_and_the_steps_before_it_stay(folder, letter, monkeypatch):
    with Store.open(folder) as store:
        record = letter().kept(store)
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", (*migrations.STEPS, step_9998_works, step_9999_fails))
        with pytest.raises(Exception, match="no_such_column"):
            Store.open(folder)
        patched.setattr(migrations, "STEPS", migrations.STEPS[:-1])
        with Store.open(folder) as store:
            assert applied(store)[-1] == "step_9998_works"
            assert columns(store, "second_addition") == {}
            assert store.record(record.id) == record


def test_a_newer_database_is_refused_in_words(folder, letter, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", (*migrations.STEPS, step_9998_works))
        Store.open(folder).close()
    before = (folder / "imrdesk.db").read_bytes()
    with pytest.raises(StoreError) as refused:
        Store.open(folder)
    assert refused.value.code == "newer"
    assert "newer version" in refused.value.message
    assert (folder / "imrdesk.db").read_bytes() == before


def test_importing_the_store_loads_no_library():
    script = "import sys, imrdesk.store; print(sorted({'sqlite_utils', 'click', 'platformdirs'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_an_older_workspace_that_can_only_be_read_is_refused_in_words(folder, monkeypatch):
    Store.open(folder).close()
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step_9998_works))
    with pytest.raises(StoreError) as refused:
        Store.open(folder, read_only=True)
    assert refused.value.code == "held"
    with Store.open(folder) as store:
        assert applied(store)[-1] == "step_9998_works"
