"""How a person wants exports: chosen once, kept from one day to the next."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from imrdesk.desk.exporting import ExportChoice
from imrdesk.export import EXPORTERS, SummaryOptions, naming
from imrdesk.export.comparison import COMPARISONS
from imrdesk.export.letter import DETAILED
from imrdesk.export.summary import APPENDIX, KINDS, SECTIONS
from imrdesk.record.deadlines import Mailing

WORD = "docx"
CHOOSABLE = tuple(name for name in SECTIONS if name != APPENDIX)  # the appendix is always last


@dataclass(frozen=True, slots=True)
class ExportWish:
    """The choices of the export dialog; `mailing` belongs to one letter and is not kept."""

    format: str = WORD
    kind: str = DETAILED
    sections: tuple[str, ...] = KINDS[DETAILED]
    tables: tuple[str, ...] = ()
    quotes: bool = False
    confidential: bool = True
    comments: bool = True
    deidentified: bool = False
    each: bool = False
    pattern: str = naming.DEFAULT
    template: str = ""
    mailing: Mailing | None = None

    def written(self) -> str:
        """In one line, to be kept."""
        kept = asdict(replace(self, mailing=None))
        del kept["mailing"]
        return json.dumps(kept)

    @staticmethod
    def read(written: str) -> "ExportWish":
        """From that line; whatever it lacks, or has wrong, is as by default."""
        first = ExportWish()
        try:
            found = json.loads(written)
            kept = {key: value for key, value in found.items() if type(value) is type(_plain(getattr(first, key)))}
        except (AttributeError, ValueError):
            return first
        kept["sections"] = tuple(name for name in kept.get("sections", first.sections) if name in CHOOSABLE)
        kept["tables"] = tuple(name for name in kept.get("tables", ()) if name in COMPARISONS)
        wish = replace(first, **kept)
        sound = wish.format in EXPORTERS and wish.kind in KINDS and wish.sections
        return wish if sound else first

    def options(self, record_id: str = "") -> SummaryOptions:
        """What it means for the summary of a letter, or of several."""
        return SummaryOptions(
            kind=self.kind,
            sections=(*self.sections, APPENDIX) if self.quotes else self.sections,
            tables=self.tables,
            confidential=self.confidential,
            comments=self.comments,
            template=Path(self.template) if self.template else None,
            mailings={record_id: self.mailing} if self.mailing and record_id else {},
        )

    def choice(self, record_ids: Sequence[str]) -> ExportChoice:
        """What it means for an export of these letters."""
        one = record_ids[0] if len(record_ids) == 1 else ""
        return ExportChoice(self.options(one), "" if one or not self.each else self.pattern, self.deidentified)


def _plain(value: Any) -> Any:
    """As JSON has it."""
    return list(value) if isinstance(value, tuple) else value
