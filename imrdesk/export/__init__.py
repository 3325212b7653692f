"""Records out: a summary a lawyer can edit, rows for a spreadsheet, whole records for programs."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from imrdesk.errors import ExportError
from imrdesk.paths import written_whole

from . import csv_file, json_file, leaks
from .letter import Chosen, Letter, SummaryOptions
from .update import Difference, Outcome

__all__ = ["EXPORTERS", "Chosen", "Difference", "Exporter", "Letter", "Outcome", "SummaryOptions", "writing"]

Fill: TypeAlias = Callable[[Sequence[Letter], Path, SummaryOptions], None]
Update: TypeAlias = Callable[[Path, Path, Sequence[Letter], SummaryOptions], Outcome]


@contextmanager
def writing(target: Path) -> Iterator[Path]:
    """A file beside `target` that takes its place when all is well; raises ExportError where it cannot be written."""
    try:
        with written_whole(target) as part:
            yield part
    except OSError as error:
        raise ExportError(
            "cannot_write",
            f"{target.name} could not be written: {error.strerror or error}.",
            "Close it where it is open, or choose another folder; a file that was there is unchanged.",
        ) from error


@dataclass(frozen=True, slots=True)
class Exporter:
    """One kind of file: `name` is what scripts call it, `label` what people do, `fill` writes it to a path."""

    name: str
    label: str
    suffix: str
    fill: Fill
    update: Update | None = None

    def write(self, letters: Sequence[Letter], target: Path, options: SummaryOptions | None = None) -> Outcome:
        """Write the letters to `target`, whole or not at all; raises ExportError where that cannot be done. A file of
        the same letters that is there is brought up to date, where its kind can be."""
        if not letters:
            raise ExportError("nothing_to_export", "There is no letter to export.", "Choose at least one.")
        options = options or SummaryOptions()
        with writing(target) as part:
            outcome = self._written(letters, target, part, options)
            leaks.check(part, target.name, options.forbidden)
            return outcome

    def _written(self, letters: Sequence[Letter], target: Path, part: Path, options: SummaryOptions) -> Outcome:
        if self.update and target.exists() and not options.fresh:
            return self.update(target, part, letters, options)
        self.fill(letters, part, options)
        return Outcome()


def _update_word(target: Path, part: Path, letters: Sequence[Letter], options: SummaryOptions) -> Outcome:
    from . import update

    return update.update(target, part, letters, options)


def _fill_word(letters: Sequence[Letter], target: Path, options: SummaryOptions) -> None:
    from . import word  # python-docx takes 90 ms to load: only who exports to Word waits for it

    word.fill(letters, target, options)


def _fill_workbook(letters: Sequence[Letter], target: Path, options: SummaryOptions) -> None:
    from . import xlsx_file

    xlsx_file.fill(letters, target, options)


def _fill_digest(letters: Sequence[Letter], target: Path, options: SummaryOptions) -> None:
    from . import digest

    digest.fill(letters, target, options)


def _fill_digest_sheet(letters: Sequence[Letter], target: Path, options: SummaryOptions) -> None:
    from . import digest_sheet

    digest_sheet.fill(letters, target, options)


EXPORTERS = {
    exporter.name: exporter
    for exporter in (
        Exporter("docx", "Word summary", ".docx", _fill_word, _update_word),
        Exporter("xlsx", "Workbook (Excel)", ".xlsx", _fill_workbook),
        Exporter("digest", "Word digest of items", ".docx", _fill_digest, _update_word),
        Exporter("digest-xlsx", "Items compared (Excel)", ".xlsx", _fill_digest_sheet),
        Exporter("csv", "Disputed items (CSV)", ".csv", csv_file.fill_items),
        Exporter("csv-cases", "Cases (CSV)", ".csv", csv_file.fill_cases),
        Exporter("json", "Whole records (JSON)", ".json", json_file.fill),
        Exporter("jsonl", "Whole records (JSON Lines)", ".jsonl", json_file.fill_lines),
    )
}
