"""The kinds of value a field can hold, and how each is read from and shown as text and JSON."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from imrdesk.errors import InputError


@dataclass(frozen=True, slots=True)
class Citation:
    """One guideline a decision rests on; `source` is MTUS, ODG, ACOEM, Other or none."""

    source: str
    chapter: str | None = None
    year: int | None = None
    sections: tuple[str, ...] = ()


Value: TypeAlias = "str | int | bool | tuple[str, ...] | tuple[Citation, ...] | None"


class Kind(StrEnum):
    """How a value is edited, stored and shown."""

    TEXT = "text"
    LONG_TEXT = "long text"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"
    FLAG = "yes or no"
    WORDS = "list"
    CITATIONS = "citations"


MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
NUMERIC_DATE = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})\b")
WRITTEN_DATE = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
BRITISH_DATE = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})\b")
ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})\b")


def iso_date(text: str) -> str | None:
    """The ISO form of one date as letters write it (8/9/11, 09-16-2015, Oct 10, 2015), else None."""
    text = text.strip()
    if match := ISO_DATE.fullmatch(text):
        year, month, day = match.groups()
    elif match := NUMERIC_DATE.fullmatch(text) or WRITTEN_DATE.fullmatch(text):
        month, day, year = match.groups()
    elif match := BRITISH_DATE.fullmatch(text):
        day, month, year = match.groups()
    else:
        return None
    number = int(month) if month.isdigit() else _month(month)
    try:
        return date(_full_year(int(year)), number, int(day)).isoformat()
    except ValueError:
        return None


def _month(name: str) -> int:
    """The month a name or its abbreviation stands for, 0 where it stands for none."""
    fits = [number for number, month in enumerate(MONTHS, 1) if month.startswith(name.lower())]
    return fits[0] if len(fits) == 1 else 0


def _full_year(year: int) -> int:
    """Two figures mean this century up to 2069, the last one after that."""
    if year >= 100:
        return year
    return year + (2000 if year < 70 else 1900)


def parse(kind: Kind, text: str, choices: tuple[str, ...] = ()) -> Value:
    """The value a person typed; an empty text is None. Raises InputError in words where it is no such value."""
    text = text.strip()
    return PARSERS[kind](text, choices) if text else None


def _parse_text(text: str, _choices: tuple[str, ...]) -> str:
    return text


def _parse_date(text: str, _choices: tuple[str, ...]) -> str:
    if found := iso_date(text):
        return found
    raise InputError("not_a_date", f"“{text}” is not a date.", "Type it like 10/16/2016 or Oct 16, 2016.")


def _parse_number(text: str, _choices: tuple[str, ...]) -> int:
    if text.isascii() and text.isdigit():
        return int(text)
    raise InputError("not_a_number", f"“{text}” is not a whole number.")


def _parse_choice(text: str, choices: tuple[str, ...]) -> str:
    for choice in choices:
        if choice.lower() == text.lower():
            return choice
    raise InputError("not_a_choice", f"“{text}” is not one of the choices.", f"Choose from: {', '.join(choices)}.")


_FLAGS = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}


def _parse_flag(text: str, _choices: tuple[str, ...]) -> bool:
    if (found := _FLAGS.get(text.lower())) is not None:
        return found
    raise InputError("not_a_flag", f"“{text}” is neither yes nor no.")


def _parse_words(text: str, _choices: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(item for piece in re.split(r"[;\n]", text) if (item := piece.strip()))


def _parse_citations(text: str, _choices: tuple[str, ...]) -> tuple[Citation, ...]:
    return tuple(parse_citation(line) for line in re.split(r"[|\n]", text) if line.strip())


CITED_AS = re.compile(r"\s*(MTUS|ODG|ACOEM|Other|none)\b\s*(.*?)\s*(?:\b(\d{4})\b)?\s*(?:§\s*(.*))?\s*", re.I | re.S)
_SOURCES = {source.lower(): source for source in ("MTUS", "ODG", "ACOEM", "Other", "none")}


def parse_citation(text: str) -> Citation:
    """One citation as `show` writes it: `MTUS Low Back Complaints 2004 § Imaging; Referral`."""
    if not (match := CITED_AS.fullmatch(text)):
        raise InputError(
            "not_a_citation",
            f"“{text.strip()}” is not a citation.",
            "Write it like: MTUS Low Back Complaints 2004 § Special studies; Referral.",
        )
    source, chapter, year, sections = match.groups()
    return Citation(
        _SOURCES[source.lower()],
        chapter.strip(" ,") or None,
        int(year) if year else None,
        tuple(piece.strip() for piece in (sections or "").split(";") if piece.strip()),
    )


PARSERS: dict[Kind, Callable[[str, tuple[str, ...]], Value]] = {
    Kind.TEXT: _parse_text,
    Kind.LONG_TEXT: _parse_text,
    Kind.DATE: _parse_date,
    Kind.NUMBER: _parse_number,
    Kind.CHOICE: _parse_choice,
    Kind.FLAG: _parse_flag,
    Kind.WORDS: _parse_words,
    Kind.CITATIONS: _parse_citations,
}


def show(value: Value) -> str:
    """A value as a person reads and types it; dates as mm/dd/yyyy."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        if value and isinstance(value[0], Citation):
            return "\n".join(_show_citation(item) for item in value if isinstance(item, Citation))
        return "; ".join(str(item) for item in value)
    text = str(value)
    if match := ISO_DATE.fullmatch(text):
        year, month, day = match.groups()
        return f"{month}/{day}/{year}"
    return text


def _show_citation(citation: Citation) -> str:
    words = [citation.source, citation.chapter, str(citation.year) if citation.year else None]
    text = " ".join(word for word in words if word)
    return f"{text} § {'; '.join(citation.sections)}" if citation.sections else text


def to_json(value: Value) -> Any:
    """The value as the data contract writes it."""
    if not isinstance(value, tuple):
        return value
    return [_citation_json(item) if isinstance(item, Citation) else item for item in value]


def _citation_json(item: Citation) -> dict[str, Any]:
    return {"source": item.source, "chapter": item.chapter, "year": item.year, "sections": list(item.sections)}


def from_json(data: Any) -> Value:
    """The value that `to_json` wrote."""
    if not isinstance(data, list):
        return data
    return tuple(
        Citation(item["source"], item["chapter"], item["year"], tuple(item["sections"]))
        if isinstance(item, dict)
        else item
        for item in data
    )
