"""Names for one file a case, made by a pattern of the record's values."""

import re
from collections.abc import Iterable, Iterator

from imrdesk.errors import InputError
from imrdesk.record.fields import CASE_FIELDS
from imrdesk.record.model import Record
from imrdesk.record.values import show

DEFAULT = "{case_number} summary"
LONGEST = 120  # characters of a name, so that folder and name together fit on every system
OTHERS = ("file_name", "record_id", "status", "number")
_WORDS = re.compile(r"\{(\w+)\}")
_REFUSED = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def check(pattern: str) -> None:
    """Raise InputError for a pattern that names no value, or one there is not."""
    known = (*(field.key for field in CASE_FIELDS), *OTHERS)
    names = _WORDS.findall(pattern)
    for name in names:
        if name not in known:
            raise InputError(
                "no_such_field", f"A file name cannot hold “{{{name}}}”.", f"Choose from: {', '.join(known)}."
            )
    if not names:
        raise InputError("same_name", "Every file would have the same name.", "Put a value in, like {case_number}.")


def names(records: Iterable[Record], pattern: str, suffix: str) -> Iterator[str]:
    """A name for each record, safe on every system, no two alike."""
    taken: set[str] = set()
    for number, record in enumerate(records, 1):
        name = _name(record, pattern, number)
        other, count = name, 1
        while other.casefold() in taken:
            count += 1
            other = f"{name} ({count})"
        taken.add(other.casefold())
        yield other + suffix


def _name(record: Record, pattern: str, number: int) -> str:
    about = {
        "file_name": record.source.file_name.rsplit(".", 1)[0],
        "record_id": record.id,
        "status": record.status.value,
        "number": f"{number:04}",
    }
    dates = {field.key: record.fields[field.key].value for field in CASE_FIELDS}
    values = {key: value if isinstance(value, str) else show(value) for key, value in dates.items()} | about
    values["case_number"] = values["case_number"] or about["file_name"]
    raw = _WORDS.sub(lambda match: values[match[1]], pattern)
    name = " ".join(_REFUSED.sub("-", raw).split())[:LONGEST].strip(" .")
    return f"_{name}" if _RESERVED.match(name) or not name else name
