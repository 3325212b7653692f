"""Words out of WordprocessingML, transitional and strict alike: elements are told by their local names."""

from collections.abc import Iterator
from typing import Any

from .numbering import Numbering
from .wordxml import child, local, of

_SKIPPED = frozenset(("del", "moveFrom", "rPr", "pPr", "tblPr", "trPr", "tcPr", "sectPr", "sdtPr", "instrText",
                      "delInstrText", "Fallback", "delText"))  # fmt: skip
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_FOREIGN = frozenset(("altChunk", "object"))
_SYMBOLS = {"F0FE": "☒", "F0A8": "☐", "F06F": "☐", "F0FC": "✓", "F0B7": "•", "F0A7": "▪", "F0D8": "➢"}
_OFF = ("0", "false", "off", "none")
_TINY = 4  # half points


class Story:
    """Reads one text after the other; gathers in `hidden` the words that nobody can see."""

    def __init__(self, hidden_styles: frozenset[str], numbering: Numbering) -> None:
        self._hidden_styles = hidden_styles
        self._numbering = numbering
        self.hidden: list[str] = []
        self.foreign = False

    def pieces(self, element: Any) -> Iterator[str]:
        """The text of an element: a paragraph ends its line, the cells of a row stand on one."""
        for part in element.iterchildren("*"):
            name = local(part)
            if name in _SKIPPED:
                continue
            if name == "t":
                yield part.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "sym":
                yield _SYMBOLS.get(of(part, "char").upper(), "•")
            elif name == "tr":
                yield self._row(part)
            elif name == "r":
                yield from self._run(part)
            else:
                self.foreign = self.foreign or name in _FOREIGN
                if name == "p":
                    yield self._numbering.label(part)
                yield from self.pieces(part)
                if name == "p":
                    yield "\n"

    def _row(self, row: Any) -> str:
        return "\t".join("".join(self.pieces(cell)).strip("\n") for cell in _cells(row)) + "\n"

    def _run(self, run: Any) -> Iterator[str]:
        look = child(run, "rPr")
        if look is not None and self._unseen(look):
            self.hidden += [*self.pieces(run), " "]
        else:
            yield from self.pieces(run)

    def _unseen(self, look: Any) -> bool:
        """Whether a run is hidden, in a hidden style, tiny, or white on white."""
        if (vanish := child(look, "vanish")) is not None:
            return of(vanish, "val") not in _OFF
        if (style := child(look, "rStyle")) is not None and of(style, "val") in self._hidden_styles:
            return True
        if (size := child(look, "sz")) is not None and of(size, "val").isdigit() and int(of(size, "val")) < _TINY:
            return True
        colour = child(look, "color")
        return colour is not None and of(colour, "val").upper() == "FFFFFF" and not _on_dark(look)


def hidden_styles(styles: Any) -> frozenset[str]:
    """The ids of the styles that hide what is set in them."""
    found: set[str] = set()
    for style in styles.iterchildren("*"):
        look = child(style, "rPr")
        vanish = child(look, "vanish") if look is not None else None
        if vanish is not None and of(vanish, "val") not in _OFF:
            found.add(of(style, "styleId"))
    return frozenset(found)


def _cells(row: Any) -> Iterator[Any]:
    """The cells of a row; content controls may stand between, other tables do not."""
    for part in row.iterchildren("*"):
        if local(part) == "tc":
            yield part
        elif local(part) not in _SKIPPED:
            yield from _cells(part)


def _on_dark(look: Any) -> bool:
    """Whether white letters have a ground of their own: of the run, its paragraph, cell or table."""
    grounds = ("shd", "highlight")
    if any(child(look, name) is not None for name in grounds):
        return True
    for owner in look.iterancestors():
        part = child(owner, f"{local(owner)}Pr")
        if part is not None and child(part, "shd") is not None:
            return True
    return False
