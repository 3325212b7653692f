"""What a signature binds: a hash of a record's values as they stand, of their states, and of the letter they are of."""

import hashlib
import json
from typing import Any

from .model import FieldValue, Record
from .values import to_json

VERSION = 1


def fingerprint(record: Record) -> str:
    """The SHA-256 of all that a reviewer answers for; fields that hold nothing leave no trace."""
    said = {
        "version": VERSION,
        "letter": record.source.sha256,
        "fields": _held(record.fields),
        "items": [_held(issue.values) for issue in record.issues],
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _held(values: Any) -> dict[str, Any]:
    return {key: _one(value) for key, value in values.items() if value.value is not None or value.by}


def _one(value: FieldValue) -> list[Any]:
    places = [[item.span.page, item.span.start, item.span.end] for item in value.evidence]
    return [to_json(value.value), value.state.value, value.by, value.at, places]
