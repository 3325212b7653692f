"""Letters out of a workspace: read one by one, checked against their source, written, and logged."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import overload

from imrdesk import export
from imrdesk.errors import ExportError, InputError
from imrdesk.export import (
    Difference,
    Exporter,
    Letter,
    Outcome,
    SummaryOptions,
    deidentified,
    naming,
)
from imrdesk.record.changes import Sign
from imrdesk.store import Exported, Store, pins

Progress = Callable[[int, int, str], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """How an export is to be: `options` of the summary; `one_file_each` names files by a pattern of values like
    `{case_number} summary` (empty: all in one); `deidentified` masks what says whose letter it is."""

    options: SummaryOptions = field(default_factory=SummaryOptions)
    one_file_each: str = ""
    deidentified: bool = False


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote, and what it changed and left in files that were there."""

    files: tuple[Path, ...]
    outcome: Outcome = field(default_factory=Outcome)
    cancelled: bool = False

    def sentence(self) -> str:
        """The whole in one sentence for people."""
        if self.cancelled:
            return f"The export was stopped; {_counted(len(self.files), 'file')} had been written."
        one = len(self.files) == 1
        changed, left = len(self.outcome.changed), len(self.outcome.left)
        parts = [f"{self.files[0].name} is written" if one else f"{len(self.files)} files are written"]
        if changed or left:
            parts.append(f"{_counted(changed, 'value')} brought up to date, {_counted(left, 'edit')} left as it was")
        return f"{': '.join(parts)}."

    def lines(self) -> Iterator[str]:
        """What changed since and what was left, a line each."""
        for words, differences in (
            ("changed", self.outcome.changed),
            ("left as edited", self.outcome.left),
            ("not in the file", self.outcome.missing),
        ):
            for item in differences:
                yield f"{words}: {item.case}, {item.what}: {_short(item.before)} → {_short(item.after)}"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _short(text: str) -> str:
    return "nothing" if not text else f"“{text if len(text) <= 80 else text[:79] + '…'}”"


class Stopped(Exception):  # noqa: N818  nothing went wrong: a person wanted it so
    """A person stopped the export."""


class Letters(Sequence[Letter]):
    """The letters of an export, read from the workspace only when their turn comes, so that memory stays flat."""

    def __init__(self, read: Callable[[str], Letter], record_ids: Sequence[str], watch: "Watch") -> None:
        self._read = read
        self._ids = record_ids
        self._watch = watch

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, index: int) -> Letter: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Letter]: ...
    def __getitem__(self, index: int | slice) -> Letter | Sequence[Letter]:
        if isinstance(index, slice):
            return Letters(self._read, self._ids[index], self._watch)
        return self._read(self._ids[index])

    def __iter__(self) -> Iterator[Letter]:
        for record_id in self._ids:
            letter = self._read(record_id)
            self._watch.step(letter.name)
            yield letter


class Watch:
    """Tells how far an export is, and stops it when a person wants that."""

    def __init__(self, total: int, progress: Progress | None, cancelled: Cancelled | None) -> None:
        self._total = total
        self._progress = progress
        self._cancelled = cancelled
        self._done = 0

    def step(self, name: str) -> None:
        """One more letter is at work."""
        if self._cancelled and self._cancelled():
            raise Stopped
        if self._progress:
            self._progress(self._done, self._total, name)
        self._done += 1

    def end(self) -> None:
        """All are written."""
        if self._progress:
            self._progress(self._total, self._total, "")


class Export:
    """One export of some records of a workspace."""

    def __init__(self, store: Store, record_ids: Sequence[str], choice: ExportChoice, sign: Sign) -> None:
        self._store = store
        self._ids = tuple(dict.fromkeys(record_ids))
        self._choice = choice
        self._sign = sign
        self._revisions: dict[str, int] = {}

    def run(
        self, format_name: str, target: Path, progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> ExportReport:
        """Write one file, or one each into the folder `target`; a file is written whole or not at all."""
        exporter = exporter_named(format_name)
        watch = Watch(len(self._ids), progress, cancelled)
        pattern = self._choice.one_file_each
        report = self._one_each(exporter, target, watch) if pattern else self._together(exporter, target, watch)
        if not report.cancelled:
            watch.end()
        return report

    def _together(self, exporter: Exporter, target: Path, watch: Watch) -> ExportReport:
        try:
            outcome = exporter.write(Letters(self.letter, self._ids, watch), target, self._options(self._ids))
        except Stopped:
            return ExportReport((), cancelled=True)
        self._log(exporter, target, self._ids)
        return ExportReport((target,), outcome)

    def _one_each(self, exporter: Exporter, folder: Path, watch: Watch) -> ExportReport:
        pattern = self._choice.one_file_each
        naming.check(pattern)
        folder.mkdir(parents=True, exist_ok=True)
        files: list[Path] = []
        changed: list[Difference] = []
        left: list[Difference] = []
        missing: list[Difference] = []
        names = naming.names((self.letter(record_id).record for record_id in self._ids), pattern, exporter.suffix)
        for record_id, name in zip(self._ids, names, strict=True):
            try:
                outcome = exporter.write(Letters(self.letter, (record_id,), watch), folder / name,
                                         self._options((record_id,)))  # fmt: skip
            except Stopped:
                return ExportReport(tuple(files), _outcome(changed, left, missing), cancelled=True)
            self._log(exporter, folder / name, (record_id,))
            files.append(folder / name)
            changed += outcome.changed
            left += outcome.left
            missing += outcome.missing
        return ExportReport(tuple(files), _outcome(changed, left, missing))

    def letter(self, record_id: str) -> Letter:
        """One letter as it is to leave the desk."""
        record, document = self._store.record(record_id), self._store.document(record_id)
        self._revisions[record_id] = record.revision
        there = self._store.source_path(record_id).is_file()
        letter = Letter(
            record,
            document,
            partial(self._store.source_bytes, record_id) if there else None,
            tuple(map(pins.carried, self._store.pins(record_id))),
            tuple(self._store.terms(record_id)),
        )
        if letter.source_bytes and hashlib.sha256(letter.source_bytes()).hexdigest() != record.source.sha256:
            raise ExportError(
                "source_changed",
                f"{letter.name}: the letter's file in the workspace is not the one that was read, so no cite can be "
                "relied on and nothing was written.",
                "Put the file back from a backup, then export once more.",
            )
        return deidentified.letter(letter, self._terms(record_id)) if self._choice.deidentified else letter

    def _terms(self, record_id: str):
        return deidentified.terms(self._store.document(record_id), self._store.terms(record_id))

    def _options(self, record_ids: Sequence[str]) -> SummaryOptions:
        if not self._choice.deidentified:
            return self._choice.options
        found = {pattern.pattern: pattern for record_id in record_ids for pattern in self._terms(record_id)}
        return replace(self._choice.options, forbidden=tuple(found.values()), comments=False)

    def _log(self, exporter: Exporter, target: Path, record_ids: Sequence[str]) -> None:
        path, hidden = str(target.absolute()), self._choice.deidentified
        for record_id in record_ids:
            exported = Exported(self._revisions[record_id], exporter.name, path, hidden, self._sign.by, self._sign.at)
            self._store.add_export(record_id, exported)


def exporter_named(name: str) -> Exporter:
    """The entry of EXPORTERS; raises InputError naming those there are."""
    if exporter := export.EXPORTERS.get(name):
        return exporter
    known = ", ".join(export.EXPORTERS)
    raise InputError("no_such_format", f"There is no export format “{name}”.", f"Choose from: {known}.")


def _outcome(changed: Sequence[Difference], left: Sequence[Difference], missing: Sequence[Difference]) -> Outcome:
    return Outcome(tuple(changed), tuple(left), tuple(missing))


@dataclass(frozen=True, slots=True)
class SummaryState:
    """How the last Word summary of a record stands to it: `last` is None where there was none."""

    last: Exported | None
    revision: int

    @property
    def older(self) -> bool:
        """Whether the record has changed since."""
        return self.last is not None and self.last.revision < self.revision


def summary_state(store: Store, record_id: str) -> SummaryState:
    """How the last Word summary of a record stands to the record."""
    summaries = (item for item in store.exports(record_id) if item.format == "docx")
    return SummaryState(next(summaries, None), store.record(record_id).revision)
