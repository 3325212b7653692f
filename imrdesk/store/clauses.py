"""A query as the things it asks for, one by one: what the language reads, a builder shows, and a facet adds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_PIECES = re.compile(
    r'(?P<name>[A-Za-z_]{2,}):(?P<exact>=?)(?P<value>"[^"]*"?|[^\s"]\S*)|"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+)'
)
_BARE = re.compile(r'[^\s"]+')


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing asked for: a filter with a `name`, or words; `quoted` keeps them together, `exact` wants a filter's
    whole value to be this."""

    name: str
    value: str
    quoted: bool = False
    exact: bool = False

    @property
    def written(self) -> str:
        """As a person types it."""
        value = self.value.replace('"', "")
        if self.quoted or (self.name and not _BARE.fullmatch(value)):
            value = f'"{value}"'
        return f"{self.name}:{'=' * self.exact}{value}" if self.name else value

    def same(self, other: "Clause") -> bool:
        """Whether both ask for the same, however they are typed."""
        mine, its = ((item.name.casefold(), item.value.casefold(), item.exact) for item in (self, other))
        return mine == its and (bool(self.name) or self.quoted == other.quoted)


def clauses(text: str) -> Iterator[Clause]:
    """What a text asks for, in its order."""
    for piece in _PIECES.finditer(text):
        if piece["name"]:
            value = piece["value"]
            yield Clause(piece["name"], value.strip('"'), value.startswith('"'), bool(piece["exact"]))
        elif piece["phrase"] is not None:
            yield Clause("", piece["phrase"], quoted=True)
        else:
            yield Clause("", piece["word"])


def written(asked: Iterable[Clause]) -> str:
    """The text that asks for all of these."""
    return " ".join(clause.written for clause in asked if clause.value.strip())


def switched(text: str, clause: Clause, *, on: bool) -> str:
    """The text with a clause asked for, or no more."""
    others = [item for item in clauses(text) if not item.same(clause)]
    return written([*others, clause] if on else others)
