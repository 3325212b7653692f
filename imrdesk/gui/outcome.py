"""What an act has done to a letter, in one sentence, where the part of it that is on the screen may not show it."""

from imrdesk.record.changes import Action, Change, Changes
from imrdesk.record.model import FieldValue, Remark, RemarkKind, State, Status
from imrdesk.record.values import show

from .form.overview import name_of
from .keys import key_of

LONGEST = 60  # characters of a value
REMARKS = {
    RemarkKind.COMMENT: "The comment",
    RemarkKind.SECOND_LOOK: "The mark for a second look",
    RemarkKind.DISMISSAL: "The dismissal of a problem",
    RemarkKind.DECIDED: "What decided",
}
OF_ITEMS = {Action.ADD_ISSUE, Action.REMOVE_ISSUE, Action.MOVE_ISSUE}


def done(changes: Changes) -> str:
    """What an act has done, with the way back; nothing where it is seen anyway."""
    told, key = _done(changes), key_of("undo")
    return f"{told} {key} takes it back." if told and key else told


def turned(changes: Changes) -> str:
    """What is otherwise now that an act was taken back, or done again."""
    kinds = {item.action for item in changes.items}
    values = [item for item in changes.items if item.action is Action.SET and item.path]
    if kinds & OF_ITEMS:
        count = len(changes.after.issues)
        return f"The letter has {count} item{'' if count == 1 else 's'} now." if kinds != {Action.MOVE_ISSUE} else MOVED
    if len(values) > 1:
        return f"{len(values)} fields have changed."
    if values:
        return _value(changes, values[0])
    if Action.FLAG in kinds:
        return f"The letter is flagged: {changes.after.flag}" if changes.after.flag else "The letter has no flag now."
    remarks = [item for item in changes.items if item.action is Action.REMARK]
    return _remark(changes, remarks[0]) if remarks else f"Now {changes.after.status.value}."


MOVED = "The items stand in another order now."


def _done(changes: Changes) -> str:
    removed = [item for item in changes.items if item.action in OF_ITEMS]
    if [item.action for item in removed] == [Action.REMOVE_ISSUE]:
        return f"Item {removed[0].position + 1} is removed."
    states = [item.new.state for item in changes.items if isinstance(item.new, FieldValue)]
    if states.count(State.ACCEPTED_UNSEEN) > 1:
        return f"{states.count(State.ACCEPTED_UNSEEN)} values are accepted unseen."
    reopened = changes.before.status is Status.REVIEWED and changes.after.status is Status.REOPENED
    return "This change has reopened the letter." if reopened and len(changes.items) > 1 else ""


def _remark(changes: Changes, item: Change) -> str:
    """What is no longer said of a field, or said again."""
    side = item.new or item.old
    what = REMARKS[side.kind] if isinstance(side, Remark) else "The remark"
    about = f"{what} on {name_of(changes.after, item.path)}" if item.path else what
    if item.new is None:
        return f"{about} is gone."
    return f"{about} is there again." if item.old is None else f"{about} has changed."


def _value(changes: Changes, item: Change) -> str:
    """What a field holds now, or how it stands where it holds the same."""
    name = name_of(changes.after, item.path) if item.path else ""
    if not isinstance(item.old, FieldValue) or not isinstance(item.new, FieldValue):
        return f"{name} has changed."
    if item.old.value == item.new.value:
        return f"{name} is {item.new.state.value} again."
    words = " ".join(show(item.new.value).split())
    short = words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()}…"
    return f"{name}: “{short}”." if short else f"{name} is empty again."
