"""How a record changes: every act of a person makes a new record and the list of what changed, ready for the audit."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from imrdesk.errors import InputError

from .finding import Evidence, Problem
from .model import FieldValue, Issue, Path, Record, Remark, RemarkKind, State, Status, blank_issue, proposed
from .validation import identity, open_errors
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
    REMARK = "remark"
    PIN = "pin"
    SECOND_ASSIGNED = "second assigned"
    SECOND_SET = "second set"
    SECOND_STATUS = "second status"
    SETTLE = "settle"


BESIDE = (Action.PIN, Action.SECOND_ASSIGNED, Action.SECOND_SET, Action.SECOND_STATUS, Action.SETTLE)
"""What is pinned to a worksheet or said by a second reader: it stands in the audit and leaves the record as it is."""
STANDING = (Action.STATUS, Action.FLAG, Action.REMARK, Action.SETTLE)
"""What a reviewed record takes without being reopened."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Who acted, when (UTC, ISO), and why where a reason is due."""

    by: str
    at: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed. `old` and `new` are a FieldValue for SET, an Issue for ADD and REMOVE, a position for
    MOVE, a Remark for REMARK, JSON for PIN, the second reader's name for SECOND_ASSIGNED and SETTLE, a Status or a
    flag's reason otherwise; `position` is the place of an issue that was added or removed."""

    action: Action
    path: Path | None = None
    old: FieldValue | Issue | Remark | Status | int | str | None = None
    new: FieldValue | Issue | Remark | Status | int | str | None = None
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
    return apply(record, [Change(Action.ADD_ISSUE, new=issue or blank_issue(), position=place)], sign)


def remove_issue(record: Record, issue_id: str, sign: Sign) -> Changes:
    """One disputed item fewer."""
    issue = record.issue(issue_id)
    return apply(record, [Change(Action.REMOVE_ISSUE, old=issue, position=record.issues.index(issue))], sign)


def move_issue(record: Record, issue_id: str, position: int, sign: Sign) -> Changes:
    """A disputed item in another place of the list."""
    issue = record.issue(issue_id)
    place = max(0, min(position, len(record.issues) - 1))
    return apply(record, [Change(Action.MOVE_ISSUE, old=record.issues.index(issue), new=place)], sign)


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
    finished = apply(accepted.after, [Change(Action.STATUS, old=record.status, new=Status.REVIEWED)], sign)
    return Changes(record, finished.after, accepted.items + finished.items, sign)


def reopen(record: Record, sign: Sign) -> Changes:
    """Take up a reviewed record again."""
    if record.status is not Status.REVIEWED:
        return Changes(record, record, (), sign)
    return apply(record, [Change(Action.STATUS, old=record.status, new=Status.REOPENED)], sign)


def set_flag(record: Record, reason: str | None, sign: Sign) -> Changes:
    """Flag a letter with a reason, or take the flag away."""
    return apply(record, [Change(Action.FLAG, old=record.flag, new=reason or None)], sign)


def comment(record: Record, path: Path, text: str | None, sign: Sign) -> Changes:
    """Say something about a value to whoever reads it next; None takes it back."""
    return _remark(record, RemarkKind.COMMENT, text, sign, path)


def second_look(record: Record, path: Path, wanted: bool, sign: Sign) -> Changes:
    """Mark a value as one that somebody else should look at, or take the mark away."""
    return _remark(record, RemarkKind.SECOND_LOOK, (sign.reason or "") if wanted else None, sign, path)


def decide(record: Record, path: Path, words: str | None, sign: Sign) -> Changes:
    """Confirm the words of a rationale that decided its item; None takes it back."""
    return _remark(record, RemarkKind.DECIDED, words, sign, path)


def dismiss(record: Record, problem: Problem, sign: Sign) -> Changes:
    """Say that a problem is none, for the reason in `sign`, as long as what it is about stays as it is."""
    if not sign.reason:
        raise InputError("needs_reason", "A problem is dismissed with a reason.", "Say why it is none.")
    return _remark(record, RemarkKind.DISMISSAL, sign.reason, sign, problem=identity(record, problem))


def bring_back(record: Record, problem: Problem, sign: Sign) -> Changes:
    """Show a dismissed problem again."""
    return _remark(record, RemarkKind.DISMISSAL, None, sign, problem=identity(record, problem))


def revert(changes: Changes, record: Record, sign: Sign) -> Changes:
    """Undo `changes` on the record as it stands now, as further changes of their own."""
    return apply(record, [_inverse(item) for item in reversed(changes.items)], sign)


def together(record: Record, items: list[Change], sign: Sign) -> Changes:
    """Changes of several acts, in order, as one act."""
    statuses = [item for item in items if item.action is Action.STATUS]
    return apply(record, [*(item for item in items if item not in statuses), *statuses], sign)


def _inverse(item: Change) -> Change:
    swapped = {Action.ADD_ISSUE: Action.REMOVE_ISSUE, Action.REMOVE_ISSUE: Action.ADD_ISSUE}
    return replace(item, action=swapped.get(item.action, item.action), old=item.new, new=item.old)


def _remark(
    record: Record, kind: RemarkKind, text: str | None, sign: Sign, path: Path | None = None, problem: str = ""
) -> Changes:
    """Put a remark in the place of the one before about the same; None takes that away."""
    if path:
        record.at(path)
    new = None if text is None else Remark(kind, text.strip(), sign.by, sign.at, path, problem)
    subject = Remark(kind, "", "", "", path, problem).subject
    old = next((item for item in record.remarks if item.subject == subject), None)
    same = (old and old.text) == (new and new.text)
    return apply(record, [] if same else [Change(Action.REMARK, path, old, new)], sign)


def _set(record: Record, new: dict[Path, FieldValue], sign: Sign) -> Changes:
    """Set values, leaving out what is as it was; the first change of a new record starts its review."""
    items = [
        Change(Action.SET, path, record.at(path), value) for path, value in new.items() if record.at(path) != value
    ]
    return apply(record, items, sign)


def apply(record: Record, items: list[Change], sign: Sign) -> Changes:
    """The changes as one act: the first starts the review of a new record, one to a reviewed record reopens it."""
    if not items:
        return Changes(record, record, (), sign)
    if record.status is Status.NEW and not any(item.action is Action.STATUS for item in items):
        items = [*items, Change(Action.STATUS, old=Status.NEW, new=Status.IN_REVIEW)]
    elif record.status is Status.REVIEWED and not any(item.action in STANDING for item in items):
        items = [*items, Change(Action.STATUS, old=Status.REVIEWED, new=Status.REOPENED)]
    after = record
    for item in items:
        after = applied(after, item, sign)
    return Changes(record, replace(after, revision=record.revision + 1), tuple(items), sign)


def applied(record: Record, change: Change, sign: Sign) -> Record:
    """The record after one change: also how the audit is replayed."""
    if change.action in BESIDE:
        return record
    if isinstance(change.new, FieldValue) and change.path:
        return record.with_value(change.path, change.new)
    if (issues := _issues_after(record.issues, change)) is not None:
        return _with_issues(record, issues)
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
    if isinstance(said := change.new or change.old, Remark):
        rest = [item for item in record.remarks if item.subject != said.subject]
        kept = [*rest, said] if change.new else rest
        return replace(record, remarks=tuple(sorted(kept, key=_subject)))
    raise ValueError(f"a change that cannot be: {change.action}")


def _issues_after(issues: tuple[Issue, ...], change: Change) -> tuple[Issue, ...] | None:
    """The items after a change of them; None where it is of something else."""
    old, new = change.old, change.new
    if change.action is Action.ADD_ISSUE and isinstance(new, Issue):
        return (*issues[: change.position], new, *issues[change.position :])
    if change.action is Action.REMOVE_ISSUE and isinstance(old, Issue):
        return tuple(issue for issue in issues if issue.id != old.id)
    if change.action is Action.MOVE_ISSUE and isinstance(old, int) and isinstance(new, int):
        moved = list(issues)
        moved.insert(new, moved.pop(old))
        return tuple(moved)
    return None


def _subject(remark: Remark) -> tuple[str, str, str, str]:
    return remark.subject


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
