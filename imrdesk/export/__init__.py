"""Records out: a summary a lawyer can edit, rows for a spreadsheet, whole records for programs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from imrdesk.errors import ExportError
from imrdesk.paths import written_whole

from . import csv_file, json_file
from .letter import Letter, SummaryOptions

__all__ = ["EXPORTERS", "Exporter", "Letter", "SummaryOptions"]


@dataclass(frozen=True, slots=True)
class Exporter:
    """One kind of file: `name` is what scripts call it, `label` what people do, `fill` writes it to a path."""

    name: str
    label: str
    suffix: str
    fill: Callable[[Sequence[Letter], Path, SummaryOptions], None]

    def write(self, letters: Sequence[Letter], target: Path, options: SummaryOptions | None = None) -> None:
        """Write the letters to `target`, whole or not at all; raises ExportError where that cannot be done."""
        if not letters:
            raise ExportError("nothing_to_export", "There is no letter to export.", "Choose at least one.")
        try:
            with written_whole(target) as part:
                self.fill(letters, part, options or SummaryOptions())
        except OSError as error:
            raise ExportError(
                "cannot_write",
                f"{target.name} could not be written: {error.strerror or error}.",
                "Close it where it is open, or choose another folder; a file that was there is unchanged.",
            ) from error


def _fill_word(letters: Sequence[Letter], target: Path, options: SummaryOptions) -> None:
    from . import word  # python-docx takes 90 ms to load: only who exports to Word waits for it

    word.fill(letters, target, options)


EXPORTERS = {
    exporter.name: exporter
    for exporter in (
        Exporter("docx", "Word summary", ".docx", _fill_word),
        Exporter("csv", "Spreadsheet (CSV)", ".csv", csv_file.fill),
        Exporter("json", "Whole records (JSON)", ".json", json_file.fill),
    )
}
