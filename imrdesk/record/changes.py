"""How a record changes: every act of a person makes a new record and the list of what changed, ready for the audit."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from imrdesk.errors import InputError

from .finding import Evidence, Problem
from .model import FieldValue, Issue, Path, Record, State, Status, blank_issue, proposed
from .validation import open_errors
from .values import Value


class Action(StrEnum):
    """What one change does."""

    IMPORT = "import"
    SET = "set"
    ADD_ISSUE = "add issue"
    REMOVE_ISSUE = "remove issue"
    MOVE_ISSUE = "move issue"
    STATUS = "status"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Sign:
    """Who acted, when (UTC, ISO), and why where a reason is due."""

    by: str
    at: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed. `old` and `new` are a FieldValue for SET, an Issue for ADD and REMOVE, a position for
    MOVE, a Status or a flag's reason otherwise; `position` is the place of an issue added or removed."""

    action: Action
    path: Path | None = None
    old: FieldValue | Issue | Status | int | str | None = None
    new: FieldValue | Issue | Status | int | str | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """The outcome of one act: the record before and after, and each change in order."""

    before: Record
    after: Record
    items: tuple[Change, ...]
    sign: Sign

    @property
    def paths(self) -> tuple[Path, ...]:
        """The values that changed."""
        return tuple(item.path for item in self.items if item.action is Action.SET and item.path)


def set_value(record: Record, path: Path, value: Value, sign: Sign, evidence: tuple[Evidence, ...] = ()) -> Changes:
    """A person's value; an empty one says that the letter does not state it. The machine's own value is a confirm."""
    old = record.at(path)
    if value is None:
        state = State.ABSENT if old.machine_value is not None or not old.finding else State.CONFIRMED
    else:
        state = State.CONFIRMED if old.finding and value == old.machine_value else State.EDITED
    places = evidence or (old.finding.evidence if old.finding and state is State.CONFIRMED else old.evidence)
    return _set(record, {path: FieldValue(value, state, old.finding, places, sign.by, sign.at)}, sign)


def confirm(record: Record, paths: Iterable[Path], sign: Sign, *, seen: bool = True) -> Changes:
    """A person agrees with proposed values: with the evidence on screen, or unseen (in bulk)."""
    state = State.CONFIRMED if seen else State.ACCEPTED_UNSEEN
    open_states = {State.PROPOSED, State.ACCEPTED_UNSEEN} if seen else {State.PROPOSED}
    new = {
        path: replace(record.at(path), state=state, by=sign.by, at=sign.at)
        for path in paths
        if record.at(path).state in open_states
    }
    return _set(record, new, sign)


def restore(record: Record, path: Path, sign: Sign) -> Changes:
    """Back to what the machine proposed."""
    return _set(record, {path: proposed(record.at(path).finding)}, sign)


def add_issue(record: Record, sign: Sign, position: int | None = None, issue: Issue | None = None) -> Changes:
    """A further disputed item, blank unless given."""
    place = len(record.issues) if position is None else position
    return _apply(record, [Change(Action.ADD_ISSUE, new=issue or blank_issue(), position=place)], sign)


def remove_issue(record: Record, issue_id: str, sign: Sign) -> Changes:
    """One disputed item fewer."""
    issue = record.issue(issue_id)
    return _apply(record, [Change(Action.REMOVE_ISSUE, old=issue, position=record.issues.index(issue))], sign)


def move_issue(record: Record, issue_id: str, position: int, sign: Sign) -> Changes:
    """A disputed item in another place of the list."""
    issue = record.issue(issue_id)
    place = max(0, min(position, len(record.issues) - 1))
    return _apply(record, [Change(Action.MOVE_ISSUE, old=record.issues.index(issue), new=place)], sign)


def mark_reviewed(record: Record, sign: Sign) -> Changes:
    """Finish the review: what is still proposed is accepted unseen. Open errors need a reason in `sign`."""
    if record.status is Status.REVIEWED:
        return Changes(record, record, (), sign)
    errors = open_errors(record)
    if errors and not sign.reason:
        raise InputError(
            "open_errors",
            f"{len(errors)} error(s) are still open: {errors[0].message}",
            "Mend them, or give a reason to mark the letter reviewed all the same.",
        )
    rest = [path for path in record.paths() if record.at(path).state is State.PROPOSED]
    accepted = confirm(record, rest, sign, seen=False)
    finished = _apply(accepted.after, [Change(Action.STATUS, old=record.status, new=Status.REVIEWED)], sign)
    return Changes(record, finished.after, accepted.items + finished.items, sign)


def reopen(record: Record, sign: Sign) -> Changes:
    """Take up a reviewed record again."""
    if record.status is not Status.REVIEWED:
        return Changes(record, record, (), sign)
    return _apply(record, [Change(Action.STATUS, old=record.status, new=Status.REOPENED)], sign)


def set_flag(record: Record, reason: str | None, sign: Sign) -> Changes:
    """Flag a letter with a reason, or take the flag away."""
    return _apply(record, [Change(Action.FLAG, old=record.flag, new=reason or None)], sign)


def revert(changes: Changes, record: Record, sign: Sign) -> Changes:
    """Undo `changes` on the record as it stands now, as further changes of their own."""
    return _apply(record, [_inverse(item) for item in reversed(changes.items)], sign)


def _inverse(item: Change) -> Change:
    swapped = {Action.ADD_ISSUE: Action.REMOVE_ISSUE, Action.REMOVE_ISSUE: Action.ADD_ISSUE}
    return replace(item, action=swapped.get(item.action, item.action), old=item.new, new=item.old)


def _set(record: Record, new: dict[Path, FieldValue], sign: Sign) -> Changes:
    """Set values, leaving out what is as it was; the first change of a new record starts its review."""
    items = [
        Change(Action.SET, path, record.at(path), value) for path, value in new.items() if record.at(path) != value
    ]
    return _apply(record, items, sign)


def _apply(record: Record, items: list[Change], sign: Sign) -> Changes:
    if not items:
        return Changes(record, record, (), sign)
    if record.status is Status.NEW and not any(item.action is Action.STATUS for item in items):
        items = [*items, Change(Action.STATUS, old=Status.NEW, new=Status.IN_REVIEW)]
    elif record.status is Status.REVIEWED and not any(item.action in (Action.STATUS, Action.FLAG) for item in items):
        items = [*items, Change(Action.STATUS, old=Status.REVIEWED, new=Status.REOPENED)]
    after = record
    for item in items:
        after = applied(after, item, sign)
    return Changes(record, replace(after, revision=record.revision + 1), tuple(items), sign)


def applied(record: Record, change: Change, sign: Sign) -> Record:
    """The record after one change: also how the audit is replayed."""
    if isinstance(change.new, FieldValue) and change.path:
        return record.with_value(change.path, change.new)
    if change.action is Action.ADD_ISSUE and isinstance(change.new, Issue):
        issues = (*record.issues[: change.position], change.new, *record.issues[change.position :])
        return _with_issues(record, issues)
    if change.action is Action.REMOVE_ISSUE and isinstance(change.old, Issue):
        gone = change.old.id
        return _with_issues(record, tuple(issue for issue in record.issues if issue.id != gone))
    if change.action is Action.MOVE_ISSUE and isinstance(change.old, int) and isinstance(change.new, int):
        issues = list(record.issues)
        issues.insert(change.new, issues.pop(change.old))
        return _with_issues(record, tuple(issues))
    if change.action is Action.STATUS and isinstance(change.new, Status):
        done = change.new is Status.REVIEWED
        return replace(
            record,
            status=change.new,
            reviewed_by=sign.by if done else None,
            reviewed_at=sign.at if done else None,
        )
    if change.action is Action.FLAG and (change.new is None or isinstance(change.new, str)):
        return replace(record, flag=change.new)
    raise ValueError(f"a change that cannot be: {change.action}")


def _with_issues(record: Record, issues: tuple[Issue, ...]) -> Record:
    after = replace(record, issues=issues)
    return replace(after, problems=tuple(_respelled(problem, record, after) for problem in record.problems))


def _respelled(problem: Problem, before: Record, after: Record) -> Problem:
    """The problem with its fields named by the places the issues have now; fields of a removed issue drop out."""
    fields: list[str] = []
    for spelled in problem.fields:
        try:
            path = before.path(spelled)
            after.at(path)
        except InputError:
            continue
        fields.append(after.spell(path))
    return replace(problem, fields=tuple(fields))
