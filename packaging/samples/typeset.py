"""Paragraphs, and how Times at 12 points breaks them into lines; every layout prints from these."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from reportlab.pdfbase.pdfmetrics import stringWidth

SIZE = 12
WIDTH = 468  # a letter page between margins of one inch


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs set as one paragraph; `gap` is the blank above it, in lines."""

    runs: tuple[Run, ...]
    gap: float = 1
    centred: bool = False

    @property
    def text(self) -> str:
        """The paragraph without its weights."""
        return "".join(run.text for run in self.runs)


def plain(text: str, gap: float = 1) -> Paragraph:
    """A paragraph in the normal weight."""
    return Paragraph((Run(text),), gap)


def labelled(label: str, text: str, gap: float = 1) -> Paragraph:
    """A bold label, then text."""
    return Paragraph((Run(label, bold=True), Run(text)), gap)


def heading(text: str, gap: float = 1, *, centred: bool = True) -> Paragraph:
    """A bold line of its own."""
    return Paragraph((Run(text, bold=True),), gap, centred)


_UNIT = re.compile(r"(?:[^ -]+-?|-) *")  # like a word processor, a line may end after a space or a hyphen


def lines(paragraph: Paragraph, family: str = "Times", size: float = SIZE, width: float = WIDTH) -> Iterator[list[Run]]:
    """The paragraph's lines as runs; a line that was broken at a space keeps it, as word processors write it."""
    text = paragraph.text
    weights = [run.bold for run in paragraph.runs for _ in run.text]
    start = end = 0
    for unit in _UNIT.finditer(text):
        if start < end and _width(_runs(text, weights, start, unit.end()), family, size) > width:
            yield _runs(text, weights, start, end)
            start = end
        end = unit.end()
    yield _runs(text, weights, start, end)


def _runs(text: str, weights: list[bool], start: int, end: int) -> list[Run]:
    pieces = groupby(range(start, end), weights.__getitem__)
    return [Run("".join(text[index] for index in places), bold) for bold, places in pieces]


def _width(line: list[Run], family: str, size: float) -> float:
    """How wide a line is in points, the spaces at its end left out."""
    last = line[-1]
    visible = [*line[:-1], Run(last.text.rstrip(), last.bold)]
    return sum(stringWidth(run.text, font(family, run.bold), size) for run in visible)


_FONTS = {("Times", False): "Times-Roman", ("Times", True): "Times-Bold", ("Helvetica", False): "Helvetica",
          ("Helvetica", True): "Helvetica-Bold"}  # fmt: skip


def font(family: str, bold: bool) -> str:
    """The PDF name of a family in a weight."""
    return _FONTS[family, bold]
