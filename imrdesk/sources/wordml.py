"""Words out of WordprocessingML, transitional and strict alike: elements are told by their local names."""

from collections.abc import Iterator
from typing import Any

_SKIPPED = frozenset(("del", "moveFrom", "rPr", "pPr", "tblPr", "trPr", "tcPr", "sectPr", "sdtPr", "instrText",
                      "delInstrText", "Fallback", "delText"))  # fmt: skip
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_FOREIGN = frozenset(("altChunk", "object"))
_SYMBOLS = {"F0FE": "☒", "F0A8": "☐", "F06F": "☐", "F0FC": "✓", "F0B7": "•", "F0A7": "▪", "F0D8": "➢"}
_OFF = ("0", "false", "off", "none")
_TINY = 4  # half points


class Story:
    """Reads one text after the other; gathers in `hidden` the words that nobody can see."""

    def __init__(self, hidden_styles: frozenset[str]) -> None:
        self._hidden_styles = hidden_styles
        self.hidden: list[str] = []
        self.foreign = False

    def pieces(self, element: Any) -> Iterator[str]:
        """The text of an element: a paragraph ends its line, the cells of a row stand on one."""
        for child in element.iterchildren("*"):
            name = _name(child)
            if name in _SKIPPED:
                continue
            if name == "t":
                yield child.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "sym":
                yield _SYMBOLS.get(_of(child, "char").upper(), "•")
            elif name == "tr":
                yield self._row(child)
            elif name == "r":
                yield from self._run(child)
            else:
                self.foreign = self.foreign or name in _FOREIGN
                yield from self.pieces(child)
                if name == "p":
                    yield "\n"

    def _row(self, row: Any) -> str:
        return "\t".join("".join(self.pieces(cell)).strip("\n") for cell in _cells(row)) + "\n"

    def _run(self, run: Any) -> Iterator[str]:
        look = _child(run, "rPr")
        if look is not None and self._unseen(look):
            self.hidden += [*self.pieces(run), " "]
        else:
            yield from self.pieces(run)

    def _unseen(self, look: Any) -> bool:
        """Whether a run is hidden, in a hidden style, tiny, or white on white."""
        if (vanish := _child(look, "vanish")) is not None:
            return _of(vanish, "val") not in _OFF
        if (style := _child(look, "rStyle")) is not None and _of(style, "val") in self._hidden_styles:
            return True
        if (size := _child(look, "sz")) is not None and _of(size, "val").isdigit() and int(_of(size, "val")) < _TINY:
            return True
        colour = _child(look, "color")
        return colour is not None and _of(colour, "val").upper() == "FFFFFF" and not _on_dark(look)


def hidden_styles(styles: Any) -> frozenset[str]:
    """The ids of the styles that hide what is set in them."""
    found: set[str] = set()
    for style in styles.iterchildren("*"):
        look = _child(style, "rPr")
        vanish = _child(look, "vanish") if look is not None else None
        if vanish is not None and _of(vanish, "val") not in _OFF:
            found.add(_of(style, "styleId"))
    return frozenset(found)


def _cells(row: Any) -> Iterator[Any]:
    """The cells of a row; content controls may stand between, other tables do not."""
    for child in row.iterchildren("*"):
        if _name(child) == "tc":
            yield child
        elif _name(child) not in _SKIPPED:
            yield from _cells(child)


def _on_dark(look: Any) -> bool:
    """Whether white letters have a ground of their own: of the run, its paragraph, cell or table."""
    grounds = ("shd", "highlight")
    if any(_child(look, name) is not None for name in grounds):
        return True
    for owner in look.iterancestors():
        part = _child(owner, f"{_name(owner)}Pr")
        if part is not None and _child(part, "shd") is not None:
            return True
    return False


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2]


def _child(element: Any, name: str) -> Any:
    return next((child for child in element.iterchildren("*") if _name(child) == name), None)


def _of(element: Any, name: str) -> str:
    """An attribute by its local name, "" where there is none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
