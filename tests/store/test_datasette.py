"""Others can read a workspace: Datasette serves its views, one readable row a letter and one a disputed item.

Datasette is not among what the tests install: `pipx install datasette`, and the tests of it run.
"""

import json
import shutil
import sqlite3
import subprocess
from contextlib import closing

import pytest

from imrdesk.record import changes as acts
from imrdesk.record.model import Path
from imrdesk.store import Store

DATASETTE = shutil.which("datasette")
VIEWS = {"v_cases": 3, "v_issues": 6, "v_values": 3 * 24, "v_events": 4, "v_quotes": 1}
"""The views, and how many rows they have at least."""


@pytest.fixture(scope="module")
def file(tmp_path_factory, letter, sign):
    folder = tmp_path_factory.mktemp("read by others") / "desk"
    with Store.open(folder) as store:
        for number in (1, 2, 3):
            record = letter(number).kept(store)
        store.save(acts.set_value(record, Path("occupation"), "roofer", sign))
    return folder / "imrdesk.db"


def served_by_datasette(file, path):
    asked = [str(DATASETTE), str(file), "--get", path]
    done = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=60)
    return json.loads(done.stdout)


def read_only(file, view):
    """What Datasette does for a page of a view: the file opened to be read, rows as they are, and how many."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        found = [dict(row) for row in db.execute(f"SELECT * FROM {view} LIMIT 101")]
        assert db.execute(f"SELECT count(*) FROM (SELECT * FROM {view})").fetchone()[0] >= len(found)
        return found


def assert_readable(view, rows):
    assert len(rows) >= VIEWS[view]
    assert all(value is None or isinstance(value, str | int | float) for row in rows for value in row.values())
    if view == "v_cases":
        assert [row["case_number"] for row in rows] == ["CM16-0000001", "CM16-0000002", "CM16-0000003"]
        assert (rows[2]["occupation"], rows[2]["patient_age"], rows[2]["status"]) == ("roofer", 47, "in review")
        assert rows[0]["clinical_summary"].startswith("The injured worker is a 47 year old")
    if view == "v_issues":
        assert [(row["case_number"][-1], row["item"]) for row in rows] == [
            (str(n), i) for n in (1, 2, 3) for i in (1, 2)
        ]
        assert rows[0]["rationale"].startswith("The records show café-au-lait spots and failed conservative care")


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_can_be_read_by_any_program(file, view):
    assert_readable(view, read_only(file, view))


@pytest.mark.skipif(not DATASETTE, reason="datasette is not installed: pipx install datasette")
@pytest.mark.parametrize("view", VIEWS)
def test_datasette_serves_a_view(file, view):
    assert_readable(view, served_by_datasette(file, f"/imrdesk/{view}.json?_shape=array"))


@pytest.mark.skipif(not DATASETTE, reason="datasette is not installed: pipx install datasette")
def test_datasette_filters_and_counts_by_a_column(file):
    found = served_by_datasette(file, "/imrdesk/v_issues.json?decision=overturned&_facet=category&_shape=objects")
    assert len(found["rows"]) == 6
    sql = "select+category,+count(*)+as+n+from+v_issues+group+by+1"
    assert served_by_datasette(file, f"/imrdesk.json?sql={sql}&_shape=array") == [{"category": "Injection", "n": 6}]
