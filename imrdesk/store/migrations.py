"""STEPS: from an empty file to today's tables, numbered; a step never changes once it has shipped."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlite_utils.migrations import Migrations

from . import (
    casework,
    collecting,
    corrections,
    decided,
    effort,
    exports,
    indexing,
    items,
    pins,
    refusals,
    remarks,
    saved,
    seconds,
    tallies,
    worklist,
)
from .faults import refusal
from .indexing import Progress, silent

if TYPE_CHECKING:
    import sqlite_utils

    from .database import Database

SET_NAME = "imrdesk"


def migrate(database: "Database", before: Callable[[], object] | None = None, progress: Progress = silent) -> None:
    """Bring the database up to date, each step one transaction together with its own record; `before` is called first
    where there is something to lose."""
    steps = Migrations(SET_NAME)
    for step in STEPS:
        steps()(step)
    if {done.name for done in steps.applied(database.connection)} - {step.__name__ for step in STEPS}:
        raise refusal("newer", database.file)
    if database.read_only and steps.pending(database.connection):
        raise refusal("held", database.file)
    if before and steps.applied(database.connection) and steps.pending(database.connection):
        progress(0, 0, "Making a backup, before the workspace is brought up to date")
        before()
    while pending := steps.pending(database.connection):
        progress(len(STEPS) - len(pending), len(STEPS), "Bringing the workspace up to date")
        with database.writing() as db:  # the library's own transaction is a savepoint inside it
            left = steps.pending(db)  # another program may have taken steps while this one waited
            steps.apply(db, stop_before=[step.name for step in left[1:]])
    if not database.read_only:
        indexing.catch_up(database, progress)


def step_0001_first_tables(db: "sqlite_utils.Database") -> None:
    """Cases, issues, values, sources, search and audit."""
    _create_cases(db)
    _create_issues(db)
    _create_sources(db)
    db.executescript(_VALUES + _SEARCH + _EVENTS)
    for name, sql in _VIEWS.items():
        db.create_view(name, sql)


def step_0002_reading(db: "sqlite_utils.Database") -> None:
    """Files that were refused; the places and the certainty of text that PDFium did not read; page labels."""
    refusals.create(db)
    db.executescript("""
        ALTER TABLE page_texts ADD COLUMN words TEXT;
        ALTER TABLE page_texts ADD COLUMN ocr REAL;
        ALTER TABLE page_texts ADD COLUMN label TEXT NOT NULL DEFAULT '';
    """)


def step_0003_casework(db: "sqlite_utils.Database") -> None:
    """The export log; places pinned to grounds of appeal; words that must not leave the desk."""
    exports.create(db)
    casework.create(db)


def step_0004_reviewing(db: "sqlite_utils.Database") -> None:
    """What people say beside values; what reviewing costs."""
    remarks.create(db)
    effort.create(db)


def step_0005_tags(db: "sqlite_utils.Database") -> None:
    """The index of values for the filters of a search."""
    indexing.create_tags(db)


def step_0006_orders(db: "sqlite_utils.Database") -> None:
    """An index for each order of the list that words make, so that none is sorted while a person waits."""
    for column in ("flag", "outcome", "file_name", "reviewed_by", "reviewed_at"):
        db.table("cases").create_index([column])


def step_0007_second_reader(db: "sqlite_utils.Database") -> None:
    """Letters read by a second person, and what that person said."""
    seconds.create(db)


def step_0008_short_tags(db: "sqlite_utils.Database") -> None:
    """Tags begin with a short code of their field; they are made anew after the steps."""
    db.execute("DELETE FROM tag_search")


def step_0009_pins(db: "sqlite_utils.Database") -> None:
    """Pins with several places, or a problem, in an order of their own."""
    pins.rebuild(db)


def step_0010_second_places(db: "sqlite_utils.Database") -> None:
    """Where a second reader found a value and in which state it is; whether the machine's values were hidden."""
    seconds.extend(db)


def step_0011_listing(db: "sqlite_utils.Database") -> None:
    """An index for each order of the list that has what the list is filtered by; a small index of words alone, for
    searches that must not wait; values found by the beginnings of their words at once."""
    worklist.create_orders(db)
    indexing.create_words(db)


def step_0012_items(db: "sqlite_utils.Database") -> None:
    """Items found by their words and counted by facets; saved searches and collections."""
    items.create(db)
    saved.create(db)
    collecting.create(db)


def step_0013_figures(db: "sqlite_utils.Database") -> None:
    """Counts of values and decisions that need no counting; corrections that come again, and what was applied."""
    tallies.create(db)
    decided.create(db)
    corrections.create(db)


def step_0014_counts(db: "sqlite_utils.Database") -> None:
    """How many cases there are of each status, without counting."""
    worklist.create_counts(db)


def _create_cases(db: "sqlite_utils.Database") -> None:
    """Short columns first: SQLite then reads them without the long texts at the end of the row."""
    db.table("cases").create(
        {
            "number": int,
            "id": str,
            "case_number": str,
            "status": str,
            "flag": str,
            "outcome": str,
            "decision_date": str,
            "issues": int,
            "problems": int,
            "to_review": int,
            "file_name": str,
            "reviewed_by": str,
            "reviewed_at": str,
            "imported_at": str,
            "revision": int,
            "format_id": str,
            "format_name": str,
            "format_score": float,
            "priority": str,
            "date_of_injury": str,
            "ur_denial_date": str,
            "application_received": str,
            "date_assigned": str,
            "reviewer_licensure": str,
            "reviewer_specialties": str,
            "patient_age": int,
            "patient_sex": str,
            "occupation": str,
            "injury_date_in_summary": str,
            "diagnoses": str,
            "medications": str,
            "found_problems": str,
            "clinical_summary": str,
            "documents_reviewed": str,
        },
        pk="number",
        not_null={"id", "status", "issues", "problems", "to_review", "file_name", "imported_at", "revision"},
    )
    db.table("cases").create_index(["id"], unique=True)
    for column in ("case_number", "decision_date", "status"):
        db.table("cases").create_index([column])
    db.table("cases").create_index(_LISTED, index_name="cases_listed")


_LISTED = ("imported_at", "number", "status", "outcome", "problems", "flag", "reviewed_by", "reviewed_at", "to_review",
           "issues", "decision_date", "case_number", "file_name")  # fmt: skip
"""All that a list is filtered and ordered by in one narrow index, newest last: the wide rows are never scanned."""


def _create_issues(db: "sqlite_utils.Database") -> None:
    """A removed item keeps its row, and what the machine found for it, with no position."""
    db.table("issues").create(
        {
            "number": int,
            "id": str,
            "case_row": int,
            "position": int,
            "decision": str,
            "ur_action": str,
            "category": str,
            "subcategory": str,
            "drug": str,
            "quantity": str,
            "body_parts": str,
            "side": str,
            "retrospective": int,
            "associated_service": int,
            "claims_administrator_citations": str,
            "imr_citations": str,
            "disputed_treatment": str,
            "treatment": str,
            "claims_administrator_guideline": str,
            "imr_guideline": str,
            "rationale": str,
        },
        pk="number",
        foreign_keys=[("case_row", "cases", "number")],
        not_null={"id", "case_row"},
    )
    db.table("issues").create_index(["id"], unique=True)
    db.table("issues").create_index(["case_row"])


def _create_sources(db: "sqlite_utils.Database") -> None:
    db.table("sources").create(
        {
            "number": int,
            "sha256": str,
            "media_type": str,
            "reader": str,
            "pages": int,
            "bytes": int,
            "notes": str,
        },
        pk="number",
        foreign_keys=[("number", "cases", "number")],
        not_null={"sha256", "media_type", "reader", "pages", "bytes", "notes"},
    )
    db.table("sources").create_index(["sha256"], unique=True)
    db.table("page_texts").create(
        {"case_row": int, "page": int, "width": float, "height": float, "text": str},
        pk=("case_row", "page"),
        foreign_keys=[("case_row", "cases", "number")],
        not_null={"width", "height", "text"},
    )


_VALUES = """
CREATE TABLE field_values (
    case_row INTEGER NOT NULL REFERENCES cases(number),
    issue_row INTEGER NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL,
    by TEXT,
    at TEXT,
    evidence TEXT,
    quoted INTEGER NOT NULL,
    machine_value TEXT,
    raw TEXT,
    confidence REAL,
    needs_review INTEGER,
    reason TEXT,
    rule TEXT,
    machine_evidence TEXT,
    alternatives TEXT,
    PRIMARY KEY (case_row, issue_row, key)
) WITHOUT ROWID;
CREATE TRIGGER field_values_kept BEFORE DELETE ON field_values
BEGIN SELECT RAISE(ABORT, 'what the machine found is kept for ever'); END;
CREATE TRIGGER field_values_finding_kept BEFORE UPDATE OF
    case_row, issue_row, key, machine_value, raw, confidence, needs_review, reason, rule, machine_evidence, alternatives
ON field_values
BEGIN SELECT RAISE(ABORT, 'what the machine found is kept for ever'); END;
CREATE TRIGGER page_texts_kept BEFORE UPDATE ON page_texts
BEGIN SELECT RAISE(ABORT, 'page text never changes'); END;
CREATE TRIGGER page_texts_not_deleted BEFORE DELETE ON page_texts
BEGIN SELECT RAISE(ABORT, 'page text never changes'); END;
"""

_SEARCH = """
CREATE VIEW letter_texts AS
SELECT number, (
    SELECT group_concat(text || char(10), '')
    FROM (SELECT text FROM page_texts WHERE case_row = sources.number ORDER BY page)
) AS text
FROM sources;
CREATE VIRTUAL TABLE letter_search USING fts5(
    text, content = 'letter_texts', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE value_search USING fts5(
    text, tokenize = 'unicode61 remove_diacritics 2'
);
"""

_EVENTS = """
CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    case_row INTEGER NOT NULL REFERENCES cases(number),
    issue_id TEXT,
    revision INTEGER NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    action TEXT NOT NULL,
    key TEXT,
    old TEXT,
    new TEXT,
    reason TEXT,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX events_case_row ON events(case_row);
CREATE TRIGGER events_not_changed BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
CREATE TRIGGER events_not_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
"""

_QUOTED = "coalesce({table}.{key}, (SELECT text FROM v_quotes WHERE {own} AND v_quotes.key = '{key}')) AS {key}"


def _quoted(table: str, own: str, *keys: str) -> str:
    """Columns of a view for long texts, those that only quote the letter read from its pages."""
    return ",\n    ".join(_QUOTED.format(table=table, own=own, key=key) for key in keys)


_OF_CASE = "v_quotes.case_row = cases.number AND v_quotes.issue_row = 0"
_OF_ISSUE = "v_quotes.case_row = issues.case_row AND v_quotes.issue_row = issues.number"
_VIEWS = {
    "v_quotes": """
SELECT case_row, issue_row, key, (
    SELECT group_concat(replace(substr(page_texts.text, start + 1, stop - start), char(10), ' '), ' ')
    FROM (
        SELECT json_extract(value, '$[0]') AS page, json_extract(value, '$[1]') AS start,
            json_extract(value, '$[2]') AS stop
        FROM json_each(coalesce(evidence, machine_evidence))
    ) AS place
    JOIN page_texts ON page_texts.case_row = field_values.case_row AND page_texts.page = place.page
) AS text
FROM field_values
WHERE quoted""",
    "v_cases": f"""
SELECT case_number, status, flag, outcome, decision_date, cases.issues, cases.problems, cases.to_review, priority,
    date_of_injury, ur_denial_date, application_received, date_assigned, reviewer_licensure, reviewer_specialties,
    patient_age, patient_sex, occupation, injury_date_in_summary, diagnoses, medications,
    {_quoted("cases", _OF_CASE, "clinical_summary", "documents_reviewed")},
    reviewed_by, reviewed_at, imported_at, format_name, file_name, sha256, pages, cases.id
FROM cases JOIN sources USING (number)""",
    "v_issues": f"""
SELECT case_number, position + 1 AS item,
    {_quoted("issues", _OF_ISSUE, "treatment")},
    disputed_treatment, decision, ur_action, category, subcategory, drug, quantity, body_parts, side, retrospective,
    associated_service, claims_administrator_citations, imr_citations,
    {_quoted("issues", _OF_ISSUE, "claims_administrator_guideline", "imr_guideline", "rationale")},
    status, issues.id
FROM issues JOIN cases ON cases.number = issues.case_row
WHERE position IS NOT NULL
ORDER BY issues.case_row, position""",
    "v_values": """
SELECT case_number, position + 1 AS item, key, state, by, at,
    rule, confidence, needs_review, reason, machine_value, cases.status
FROM field_values
JOIN cases ON cases.number = field_values.case_row
LEFT JOIN issues ON issues.number = issue_row
WHERE issue_row = 0 OR position IS NOT NULL""",
    "v_events": """
SELECT seq, case_number, at, by, action, key, position + 1 AS item, old, new, reason
FROM events
JOIN cases ON cases.number = events.case_row
LEFT JOIN issues ON issues.id = issue_id""",
}

STEPS = (step_0001_first_tables, step_0002_reading, step_0003_casework, step_0004_reviewing, step_0005_tags,
         step_0006_orders, step_0007_second_reader, step_0008_short_tags, step_0009_pins, step_0010_second_places,
         step_0011_listing, step_0012_items, step_0013_figures, step_0014_counts)  # fmt: skip
