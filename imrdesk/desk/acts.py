"""What a person does to one record: each act is durable when the call returns, and gives what it changed."""

from collections.abc import Callable, Iterable

from imrdesk.record import changes, reasons, reshaping, settling
from imrdesk.record.changes import Changes, Sign
from imrdesk.record.finding import Evidence, Problem
from imrdesk.record.model import Path, Record, State
from imrdesk.record.reasons import ReasonKind
from imrdesk.record.settling import Choice
from imrdesk.record.values import Value
from imrdesk.store import Store

from .importing import now


class Acts:
    """The acts on the records of a workspace, each signed by whoever did it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def record(self, record_id: str) -> Record:
        """The record as it stands."""
        return self._store.record(record_id)

    def set_value(
        self, record_id: str, path: Path, value: Value, by: str, evidence: tuple[Evidence, ...] = (),
        reason: str | None = None,
    ) -> Changes:  # fmt: skip
        """Keep a person's value."""
        return self._act(changes.set_value, record_id, path, value, _sign(by, reason), evidence)

    def confirm(self, record_id: str, chosen: Iterable[Path], by: str, *, seen: bool = True) -> Changes:
        """Keep that a person agrees with values."""
        return self._act(changes.confirm, record_id, chosen, _sign(by), seen=seen)

    def accept_rest(self, record_id: str, by: str) -> Changes:
        """Keep every value that nobody has looked at as accepted unseen."""
        record = self.record(record_id)
        rest = [path for path in record.paths() if record.at(path).state is State.PROPOSED]
        return self._save(changes.confirm(record, rest, _sign(by), seen=False))

    def restore(self, record_id: str, path: Path, by: str) -> Changes:
        """Go back to what the machine proposed."""
        return self._act(changes.restore, record_id, path, _sign(by))

    def add_issue(self, record_id: str, by: str, position: int | None = None) -> Changes:
        """Add a blank disputed item."""
        return self._act(changes.add_issue, record_id, _sign(by), position)

    def remove_issue(self, record_id: str, issue_id: str, by: str) -> Changes:
        """Take a disputed item away."""
        return self._act(changes.remove_issue, record_id, issue_id, _sign(by))

    def move_issue(self, record_id: str, issue_id: str, position: int, by: str) -> Changes:
        """Move a disputed item to another place."""
        return self._act(changes.move_issue, record_id, issue_id, position, _sign(by))

    def split_issue(self, record_id: str, issue_id: str, by: str) -> Changes:
        """Make a second item of one, with the same values."""
        return self._act(reshaping.split_issue, record_id, issue_id, _sign(by))

    def merge_issues(self, record_id: str, issue_id: str, by: str) -> Changes:
        """Make one item of this and the one before."""
        return self._act(reshaping.merge_issues, record_id, issue_id, _sign(by))

    def comment(self, record_id: str, path: Path, text: str | None, by: str) -> Changes:
        """Keep what somebody says about a value; None takes it back."""
        return self._act(changes.comment, record_id, path, text, _sign(by))

    def second_look(self, record_id: str, path: Path, wanted: bool, by: str) -> Changes:
        """Mark a value as one that somebody else should look at, or take the mark away."""
        return self._act(changes.second_look, record_id, path, wanted, _sign(by))

    def confirm_decided(self, record_id: str, issue_id: str, by: str, words: str | None = None) -> Changes:
        """Keep that a person agrees with what decided an item, or chose other words of its rationale."""
        record = self.record(record_id)
        chosen = reasons.chosen(record.issue(issue_id), words)
        return self._save(changes.decide(record, Path("rationale", issue_id), chosen, _sign(by)))

    def keep_decided(self, record_id: str, issue_id: str, listed: Iterable[tuple[ReasonKind, str]], by: str) -> Changes:
        """Keep the words of a rationale that a person lists as what decided an item, asked for, missing and met."""
        record = self.record(record_id)
        kept = reasons.kept(record.issue(issue_id), listed)
        return self._save(changes.decide(record, Path("rationale", issue_id), kept, _sign(by)))

    def dismiss_decided(self, record_id: str, issue_id: str, by: str) -> Changes:
        """Keep that none of what is proposed decided an item."""
        record = self.record(record_id)
        kept = reasons.dismissed(record.issue(issue_id))
        return self._save(changes.decide(record, Path("rationale", issue_id), kept, _sign(by)))

    def unconfirm_decided(self, record_id: str, issue_id: str, by: str) -> Changes:
        """Take back what somebody said about what decided an item; it is a proposal again."""
        return self._act(changes.decide, record_id, Path("rationale", issue_id), None, _sign(by))

    def settle_problem(self, record_id: str, problem: Problem, choice: Choice, by: str) -> Changes:
        """Keep the right one of the values that a problem is about."""
        return self._act(settling.settle, record_id, problem, choice, _sign(by))

    def dismiss_problem(self, record_id: str, problem: Problem, by: str, reason: str) -> Changes:
        """Keep that a problem is none, and why."""
        return self._act(changes.dismiss, record_id, problem, _sign(by, reason))

    def bring_back_problem(self, record_id: str, problem: Problem, by: str) -> Changes:
        """Show a dismissed problem again."""
        return self._act(changes.bring_back, record_id, problem, _sign(by))

    def review(self, record_id: str, by: str, reason: str | None = None) -> Changes:
        """Mark a letter reviewed; open errors need a reason."""
        return self._act(changes.mark_reviewed, record_id, _sign(by, reason))

    def reopen(self, record_id: str, by: str, reason: str) -> Changes:
        """Take a reviewed letter up again."""
        return self._act(changes.reopen, record_id, _sign(by, reason))

    def flag(self, record_id: str, reason: str | None, by: str) -> Changes:
        """Flag a letter with a reason, or take the flag away."""
        return self._act(changes.set_flag, record_id, reason, _sign(by, reason))

    def undo(self, done: Changes, by: str) -> Changes:
        """Undo what one act changed, as a change of its own."""
        return self._save(changes.revert(done, self.record(done.after.id), _sign(by, "undone")))

    def _act(self, act: Callable[..., Changes], record_id: str, *values: object, **options: object) -> Changes:
        return self._save(act(self.record(record_id), *values, **options))

    def _save(self, done: Changes) -> Changes:
        if done.items:
            self._store.save(done, self._credentials(done.sign.by))
        return done

    def _credentials(self, by: str) -> str:
        """What a person may put behind the name, as the settings say."""
        del by
        return ""


def _sign(by: str, reason: str | None = None) -> Sign:
    return Sign(by, now(), reason)
