"""Pins: places and problems that a person put under a ground of appeal, in the order that person gave them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from imrdesk.document.model import Span
from imrdesk.errors import StoreError

from .encoding import dumps, loads

if TYPE_CHECKING:
    import sqlite_utils


@dataclass(frozen=True, slots=True)
class Pin:
    """Places of the letter under a ground of appeal, with a note; `problem` has the words of a problem found, where
    that is what was pinned. `id` is unique everywhere."""

    id: str
    ground: str
    spans: tuple[Span, ...]
    note: str
    by: str
    at: str
    problem: str = ""


def rebuild(db: "sqlite_utils.Database") -> None:
    """Let a pin have several places, or a problem, and a place in an order."""
    for statement in (
        "ALTER TABLE pins ADD COLUMN places TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE pins ADD COLUMN problem TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE pins ADD COLUMN position INTEGER NOT NULL DEFAULT 0",
        "UPDATE pins SET places = json_array(json_array(page, start, stop)), position = page * 1000000 + start",
        "ALTER TABLE pins DROP COLUMN page",
        "ALTER TABLE pins DROP COLUMN start",
        "ALTER TABLE pins DROP COLUMN stop",
    ):
        db.execute(statement)


def of_case(db: "sqlite_utils.Database", number: int) -> list[Pin]:
    """The pins of a record in their order."""
    sql = "SELECT id, ground, places, note, by, at, problem FROM pins WHERE case_row = ? ORDER BY position, at, rowid"
    return [
        Pin(pin_id, ground, tuple(Span(*place) for place in loads(places)), note, by, at, problem)
        for pin_id, ground, places, note, by, at, problem in db.execute(sql, (number,))
    ]


def add(db: "sqlite_utils.Database", number: int, pin: Pin) -> None:
    """Keep a pin, after all others."""
    (last,) = db.execute("SELECT coalesce(max(position), 0) FROM pins WHERE case_row = ?", (number,)).fetchone()
    row = (pin.id, number, pin.ground, _places(pin), pin.note, pin.by, pin.at, pin.problem, last + 1)
    db.execute("INSERT INTO pins (id, case_row, ground, places, note, by, at, problem, position) VALUES"
               " (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)  # fmt: skip


def remove(db: "sqlite_utils.Database", number: int, pin_id: str) -> Pin:
    """Take a pin away."""
    pin = _found(db, number, pin_id)
    db.execute("DELETE FROM pins WHERE case_row = ? AND id = ?", (number, pin_id))
    return pin


def note(db: "sqlite_utils.Database", number: int, pin_id: str, words: str) -> tuple[Pin, Pin]:
    """Give a pin another note; gives it before and after."""
    pin = _found(db, number, pin_id)
    db.execute("UPDATE pins SET note = ? WHERE id = ?", (words, pin_id))
    return pin, replace(pin, note=words)


def move(db: "sqlite_utils.Database", number: int, pin_id: str, ground: str, place: int) -> tuple[str, str] | None:
    """Put a pin at a place (from 0) under a ground; gives what it was and is, None where nothing moved."""
    before = of_case(db, number)
    pin = _found(db, number, pin_id)
    own = [item for item in before if item.ground == ground and item.id != pin_id]
    own.insert(max(0, min(place, len(own))), replace(pin, ground=ground))
    after = [*(item for item in before if item.ground != ground and item.id != pin_id), *own]
    was, now = (_whereabouts(items, pin_id) for items in (before, after))
    if was == now:
        return None
    db.execute("UPDATE pins SET ground = ? WHERE id = ?", (ground, pin_id))
    db.conn.executemany(
        "UPDATE pins SET position = ? WHERE id = ?", [(position, item.id) for position, item in enumerate(after, 1)]
    )
    return was, now


def as_json(pin: Pin) -> dict[str, Any]:
    """What the audit keeps of a pin."""
    data = {"id": pin.id, "ground": pin.ground, "places": loads(_places(pin)), "note": pin.note}
    return {**data, "problem": pin.problem} if pin.problem else data


def carried(pin: Pin) -> dict[str, Any]:
    """A pin as it goes to another workspace."""
    return {**as_json(pin), "by": pin.by, "at": pin.at}


def arrived(data: Mapping[str, Any]) -> Pin:
    """The pin that `carried` wrote."""
    spans = tuple(Span(*place) for place in data["places"])
    return Pin(data["id"], data["ground"], spans, data["note"], data["by"], data["at"], data.get("problem", ""))


def _places(pin: Pin) -> str:
    return dumps([[span.page, span.start, span.end] for span in pin.spans])


def _found(db: "sqlite_utils.Database", number: int, pin_id: str) -> Pin:
    for pin in of_case(db, number):
        if pin.id == pin_id:
            return pin
    raise StoreError("no_such_pin", "That is no longer pinned.", "Look at the worksheet again.")


def _whereabouts(items: list[Pin], pin_id: str) -> str:
    """Where a pin stands, in words: its ground and its number there."""
    pin = next(item for item in items if item.id == pin_id)
    under = [item.id for item in items if item.ground == pin.ground]
    return f"{pin.ground}, no. {under.index(pin_id) + 1}"
