"""The reference exports: one of each kind, of two made-up letters, the same bytes wherever they are made.

Run it to write the reference files anew after a change that is meant: `python -m tests.reference.kinds`
"""

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from imrdesk.document.locate import search
from imrdesk.export import EXPORTERS, Chosen, Letter, SummaryOptions, next_dates, worksheet
from imrdesk.export.summary import SECTIONS
from imrdesk.record.deadlines import Mailing
from imrdesk.record.whole import whole_from_json

FOLDER = Path(__file__).parent
MAILED = Mailing(date(2017, 1, 12), by_mail=True)
_CLOCK = re.compile(r"(<dcterms:\w+[^>]*>)[^<]*")
TEXTS = (".xml", ".rels", ".csv", ".json", ".jsonl", ".ics")


def _summary(kind: str) -> Callable[[list[Letter], Path], object]:
    def write(letters: list[Letter], target: Path) -> None:
        mailings = {letters[0].record.id: MAILED}
        sections = tuple(SECTIONS) if kind == "detailed" else ()
        options = SummaryOptions(kind=kind, sections=sections, mailings=mailings)
        EXPORTERS["docx"].write(letters[:1], target, options)

    return write


def _digest(letters: list[Letter], target: Path) -> None:
    EXPORTERS["docx"].write(letters, target, SummaryOptions(kind="brief", tables=("comparison", "chronology")))


def _compared(name: str) -> Callable[[list[Letter], Path], object]:
    def write(letters: list[Letter], target: Path) -> None:
        issues = [(letter.record.id, issue.id) for letter in letters for issue in letter.record.issues]
        chosen = tuple(Chosen(*key, note="See exhibit A." * (place == 0)) for place, key in enumerate(issues[::-1]))
        EXPORTERS[name].write(letters, target, SummaryOptions(chosen=chosen, title="Hearing in May"))

    return write


def _worksheet(letters: list[Letter], target: Path) -> None:
    (span, *_rest) = search(letters[0].document, "medically necessary")
    worksheet.fill(letters[0], target, {"fact": [worksheet.Pinned((span,), "See exhibit A.")]}, SummaryOptions())


def _dates(letters: list[Letter], target: Path) -> None:
    target.write_text(next_dates.calendar(letters[0].record, MAILED), encoding="utf-8", newline="")


def _exported(name: str) -> Callable[[list[Letter], Path], object]:
    return EXPORTERS[name].write


KINDS: dict[str, Callable[[list[Letter], Path], object]] = {
    "brief.docx": _summary("brief"),
    "detailed.docx": _summary("detailed"),
    "digest.docx": _digest,
    "compared.docx": _compared("digest"),
    "compared.xlsx": _compared("digest-xlsx"),
    "worksheet.docx": _worksheet,
    "items.csv": _exported("csv"),
    "cases.csv": _exported("csv-cases"),
    "cases.xlsx": _exported("xlsx"),
    "records.json": _exported("json"),
    "records.jsonl": _exported("jsonl"),
    "dates.ics": _dates,
}


def letters() -> list[Letter]:
    """Two made-up letters as records that were reviewed once and for all, so that no reader or rule changes them."""
    kept_records = json.loads((FOLDER / "letters.json").read_text("utf-8"))
    return [Letter(whole.record, whole.document) for whole in map(whole_from_json, kept_records)]


def parts(file: Path) -> Iterator[tuple[str, str]]:
    """Each part of a file as text, the time of its making left out, a line to an element so that a difference shows."""
    if not zipfile.is_zipfile(file):
        yield file.name, file.read_bytes().decode()
        return
    with zipfile.ZipFile(file) as package:
        for name in sorted(package.namelist()):
            if name.endswith(TEXTS):
                text = _CLOCK.sub(r"\1", package.read(name).decode())
                yield (
                    f"{file.name}/{name}",
                    re.sub(r"(?<=>)(?=<w:p>|<w:p |<w:tbl>|<w:tr>|<w:tc>|<row |<c |<w:comment )", "\n", text),
                )


def kept(name: str) -> Path:
    """Where a part's reference is."""
    return FOLDER / name.replace("[", "").replace("]", "")


def main() -> None:
    """Write every reference anew."""
    with TemporaryDirectory() as folder:
        for name, write in KINDS.items():
            write(letters(), Path(folder) / name)
            for part, text in parts(Path(folder) / name):
                target = kept(part)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(text.encode())


if __name__ == "__main__":
    main()
