"""A record: the values the desk keeps of one letter, each with its state and the machine's finding beside it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from imrdesk.document.model import Document
from imrdesk.errors import InputError

from .fields import CASE_FIELDS, ISSUE_FIELDS
from .fields import field as field_named
from .finding import Evidence, Extraction, Finding, Problem, Recognition
from .standing import RemarkKind, State, Status
from .values import Value


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A value with its state; `finding` is what the machine proposed and never changes, `at` is UTC ISO time."""

    value: Value = None
    state: State = State.PROPOSED
    finding: Finding | None = None
    evidence: tuple[Evidence, ...] = ()
    by: str | None = None
    at: str | None = None

    @property
    def machine_value(self) -> Value:
        """What the program proposed."""
        return self.finding.value if self.finding else None

    @property
    def needs_review(self) -> bool:
        """Whether a person should look at it before the record counts as reviewed."""
        return self.state is State.PROPOSED and (self.finding is None or self.finding.needs_review)


@dataclass(frozen=True, slots=True)
class Issue:
    """One disputed item with values of its own."""

    id: str
    values: Mapping[str, FieldValue]


@dataclass(frozen=True, slots=True)
class Path:
    """Names one value of a record: a field's key, and the id of its issue (empty for a case field)."""

    key: str
    issue: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person says beside the values: a comment on one, that one needs a second look, or why a problem is none;
    `problem` is the problem's `validation.identity`. There is one of a kind about a subject."""

    kind: RemarkKind
    text: str
    by: str
    at: str
    path: Path | None = None
    problem: str = ""

    @property
    def subject(self) -> tuple[str, str, str, str]:
        """What it is about, in the order remarks are kept."""
        path = self.path or Path("")
        return self.kind.value, path.issue, path.key, self.problem


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """The file a record came from."""

    file_name: str
    sha256: str
    media_type: str
    pages: int
    reader: str


@dataclass(frozen=True, slots=True)
class Record:
    """Everything the desk keeps of one letter; `revision` counts its changes, `flag` is the reason it was flagged."""

    id: str
    source: SourceInfo
    format: Recognition
    fields: Mapping[str, FieldValue]
    issues: tuple[Issue, ...] = ()
    problems: tuple[Problem, ...] = ()
    status: Status = Status.NEW
    flag: str | None = None
    reviewed_by: str | None = None
    reviewed_at: str | None = None
    revision: int = 0
    imported_at: str = ""
    remarks: tuple[Remark, ...] = ()

    @property
    def case_number(self) -> str | None:
        """The case number as it stands now."""
        value = self.fields["case_number"].value
        return value if isinstance(value, str) else None

    def issue(self, issue_id: str) -> Issue:
        """The issue with that id."""
        for issue in self.issues:
            if issue.id == issue_id:
                return issue
        raise InputError("no_such_issue", "This record has no such item any more.")

    def at(self, path: Path) -> FieldValue:
        """The value a path names."""
        values = self.issue(path.issue).values if path.issue else self.fields
        try:
            return values[path.key]
        except KeyError:
            raise InputError("no_such_field", f"There is no field “{path.key}” here.") from None

    def with_value(self, path: Path, value: FieldValue) -> "Record":
        """The same record with one value replaced."""
        if not path.issue:
            return replace(self, fields={**self.fields, path.key: value})
        issues = tuple(
            Issue(issue.id, {**issue.values, path.key: value}) if issue.id == path.issue else issue
            for issue in self.issues
        )
        return replace(self, issues=issues)

    def paths(self) -> Iterator[Path]:
        """Every value in the order of the form: case fields, then issue by issue."""
        for item in CASE_FIELDS:
            yield Path(item.key)
        for issue in self.issues:
            for item in ISSUE_FIELDS:
                yield Path(item.key, issue.id)

    def remark(self, kind: RemarkKind, path: Path) -> Remark | None:
        """What was said about a value."""
        return next((item for item in self.remarks if item.kind is kind and item.path == path), None)

    def to_review(self) -> list[Path]:
        """The values that still need a person's look, in the order of the form."""
        return [path for path in self.paths() if self.at(path).needs_review]

    def spell(self, path: Path) -> str:
        """A path as scripts write it: `date_of_injury`, `issues[0].side`."""
        if not path.issue:
            return path.key
        index = next(number for number, issue in enumerate(self.issues) if issue.id == path.issue)
        return f"issues[{index}].{path.key}"

    def path(self, spelled: str) -> Path:
        """The path that `spell` writes; raises InputError where the record has none such."""
        match = re.fullmatch(r"issues\[(\d+)\]\.(\w+)", spelled.strip())
        key = match[2] if match else spelled.strip()
        of_issue = field_named(key).scope == "issue"
        if not match:
            if of_issue:
                raise InputError("needs_issue", f"“{key}” belongs to an item.", f"Write issues[0].{key} for the first.")
            return Path(key)
        index = int(match[1])
        if not of_issue or index >= len(self.issues):
            raise InputError("no_such_field", f"This record has no “{spelled}”; it has {len(self.issues)} item(s).")
        return Path(key, self.issues[index].id)


def new_id() -> str:
    """An id that no other computer gives."""
    from uuid import uuid4  # only who makes a record needs it, not who lists them

    return str(uuid4())


def proposed(finding: Finding | None) -> FieldValue:
    """A value nobody has looked at yet."""
    if finding is None:
        return FieldValue(finding=None)
    return FieldValue(finding.value, State.PROPOSED, finding, finding.evidence)


def blank_issue() -> Issue:
    """An item to be filled by hand."""
    return Issue(new_id(), {item.key: FieldValue() for item in ISSUE_FIELDS})


def record_from(document: Document, extraction: Extraction, *, imported_at: str = "") -> Record:
    """A new record of a letter, every value as the machine proposes it."""
    return Record(
        id=new_id(),
        source=SourceInfo(
            document.file_name, document.sha256, document.media_type, len(document.pages), document.reader
        ),
        format=extraction.format,
        fields={item.key: proposed(extraction.fields.get(item.key)) for item in CASE_FIELDS},
        issues=tuple(
            Issue(new_id(), {item.key: proposed(found.get(item.key)) for item in ISSUE_FIELDS})
            for found in extraction.issues
        ),
        problems=extraction.problems,
        imported_at=imported_at,
    )
