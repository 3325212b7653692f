"""Random acts on a record, as people might do them, and the proof that the audit gives all of them again."""

import itertools
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from hypothesis import strategies as st

from imrdesk.document.model import Span
from imrdesk.errors import InputError
from imrdesk.record import changes as acts
from imrdesk.record.changes import Sign
from imrdesk.record.fields import field
from imrdesk.record.finding import evidence
from imrdesk.record.model import Path as ValuePath
from imrdesk.record.reshaping import merge_issues, split_issue
from imrdesk.record.validation import check
from imrdesk.record.values import Citation, Kind
from imrdesk.store import Store
from tests.store.conftest import make_letter

NUMBERS = itertools.count(1)
TEXTS = st.one_of(
    st.none(), st.sampled_from(["roofer", "“quoted” & <b>", "naïve 😀", "two\nlines"]), st.text(max_size=20)
)
CITATIONS = st.builds(Citation, st.sampled_from(["MTUS", "ODG"]), TEXTS, st.one_of(st.none(), st.integers(1990, 2030)))
VALUES = {
    Kind.NUMBER: st.one_of(st.none(), st.integers(0, 120)),
    Kind.FLAG: st.one_of(st.none(), st.booleans()),
    Kind.WORDS: st.one_of(st.none(), st.lists(st.text(max_size=8), max_size=3).map(tuple)),
    Kind.CITATIONS: st.one_of(st.none(), st.lists(CITATIONS, max_size=2).map(tuple)),
}
SPANS = st.builds(Span, st.integers(1, 3), st.integers(0, 80), st.integers(80, 120))
SIGNS = st.builds(
    Sign, st.sampled_from(["Ana Reyes", "B. Ng"]), st.just("2026-05-04T13:00:00+00:00"), st.sampled_from([None, "late"])
)


def any_path(draw, record):
    return draw(st.sampled_from(list(record.paths())))


def any_issue(draw, record):
    return draw(st.sampled_from(record.issues)).id


def a_value(draw, record, sign, document):
    path = any_path(draw, record)
    places = evidence(document, draw(st.lists(SPANS, max_size=2)))
    return acts.set_value(record, path, draw(VALUES.get(field(path.key).kind, TEXTS)), sign, places)


def a_confirmation(draw, record, sign, _document):
    paths = draw(st.lists(st.sampled_from(list(record.paths()))))
    return acts.confirm(record, paths, sign, seen=draw(st.booleans()))


def a_dismissal(draw, record, sign, _document):
    problems = check(record)
    why = Sign(sign.by, sign.at, draw(st.sampled_from(["no fault", "as the letter says"])))
    return acts.dismiss(record, draw(st.sampled_from(problems)), why) if problems else acts.set_flag(record, "x", sign)


ACTS = {
    "set": a_value,
    "confirm": a_confirmation,
    "restore": lambda draw, record, sign, _: acts.restore(record, any_path(draw, record), sign),
    "add": lambda draw, record, sign, _: acts.add_issue(record, sign, draw(st.integers(0, len(record.issues)))),
    "remove": lambda draw, record, sign, _: acts.remove_issue(record, any_issue(draw, record), sign),
    "move": lambda draw, record, sign, _: acts.move_issue(
        record, any_issue(draw, record), draw(st.integers(0, 5)), sign
    ),
    "review": lambda draw, record, sign, _: acts.mark_reviewed(record, Sign(sign.by, sign.at, "all the same")),
    "reopen": lambda draw, record, sign, _: acts.reopen(record, sign),
    "flag": lambda draw, record, sign, _: acts.set_flag(record, draw(TEXTS), sign),
    "comment": lambda draw, record, sign, _: acts.comment(record, any_path(draw, record), draw(TEXTS), sign),
    "second look": lambda draw, record, sign, _: acts.second_look(
        record, any_path(draw, record), draw(st.booleans()), sign
    ),
    "decide": lambda draw, record, sign, _: acts.decide(
        record, ValuePath("rationale", any_issue(draw, record)), draw(TEXTS), sign
    ),
    "dismiss": a_dismissal,
    "split": lambda draw, record, sign, _: split_issue(record, any_issue(draw, record), sign),
    "merge": lambda draw, record, sign, _: merge_issues(record, any_issue(draw, record), sign),
}
NEED_ISSUE = ("decide", "remove", "move", "split", "merge")


def any_act(draw, document, record, done):
    """One act on a record as it stands, as a person might do it; the last one may be undone."""
    sign = draw(SIGNS)
    kinds = [kind for kind in ACTS if record.issues or kind not in NEED_ISSUE]
    kind = draw(st.sampled_from([*kinds, "undo"] if done else kinds))
    return acts.revert(done.pop(), record, sign) if kind == "undo" else ACTS[kind](draw, record, sign, document)


def replayed(kept: Store, draw: Callable[..., Any], count: int) -> int:
    """Change a new letter so many times and compare it with what its events give; gives how many changes there were."""
    made = make_letter(next(NUMBERS))
    record, done, items = made.kept(kept), [], []
    for _turn in range(count):
        with suppress(InputError):
            changes = any_act(draw, made.document, record, done)
            kept.save(changes)
            record = changes.after
            done = [*done, changes] if changes.items else done
            items += changes.items
    assert kept.record(record.id) == record
    assert kept.replayed(record.id) == record
    assert [event.change for event in kept.history(record.id)][1:] == items
    return len(items)
