"""How many values stand in which state, by field and rule: kept in step by the database, so that none is counted."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from imrdesk.record.model import State

from .effort import CHANGED

if TYPE_CHECKING:
    import sqlite_utils


@dataclass(frozen=True, slots=True)
class RuleTally:
    """What people did with the values that a rule proposed for a field; `rule` is empty where the program had no
    finding."""

    key: str
    rule: str
    confirmed: int
    changed: int
    unseen: int

    @property
    def looked_at(self) -> int:
        """Values that a person agreed with or changed."""
        return self.confirmed + self.changed


def create(db: "sqlite_utils.Database") -> None:
    """Make the table, count what is there, and have the database keep it in step; what nobody has looked at yet is not
    counted, so that an import costs nothing more."""
    db.executescript(f"""
        CREATE TABLE value_tallies (
            key TEXT NOT NULL,
            rule TEXT NOT NULL,
            state TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (key, rule, state)
        ) WITHOUT ROWID;
        INSERT INTO value_tallies SELECT key, coalesce(rule, ''), state, count(*) FROM field_values
            WHERE state <> '{State.PROPOSED}' GROUP BY 1, 2, 3;
        CREATE TRIGGER field_values_tallied AFTER INSERT ON field_values WHEN NEW.state <> '{State.PROPOSED}'
        BEGIN {_MORE} END;
        CREATE TRIGGER field_values_tallied_again AFTER UPDATE OF state ON field_values WHEN OLD.state <> NEW.state
        BEGIN
            {_MORE}
            UPDATE value_tallies SET count = count - 1
                WHERE key = OLD.key AND rule = coalesce(OLD.rule, '') AND state = OLD.state;
        END;
    """)


def by_rule(db: "sqlite_utils.Database") -> list[RuleTally]:
    """The counts of every field and rule that anybody has looked at."""
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for key, rule, state, count in db.execute("SELECT key, rule, state, count FROM value_tallies WHERE count > 0"):
        counts.setdefault((key, rule), {})[state] = count
    return [
        RuleTally(
            key, rule, found.get(State.CONFIRMED, 0), sum(found.get(state, 0) for state in CHANGED),
            found.get(State.ACCEPTED_UNSEEN, 0),
        )
        for (key, rule), found in counts.items()
    ]  # fmt: skip


_MORE = f"""
    INSERT INTO value_tallies SELECT NEW.key, coalesce(NEW.rule, ''), NEW.state, 1
        WHERE NEW.state <> '{State.PROPOSED}'
        ON CONFLICT (key, rule, state) DO UPDATE SET count = count + 1;"""
