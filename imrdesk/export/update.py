"""Exporting again to the same Word file: what nobody touched follows the record, what a person wrote stays."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from imrdesk.document.locate import fold
from imrdesk.errors import ExportError
from imrdesk.record.model import Path

from . import summary
from .case_sections import page_head
from .characters import printable
from .comparison import COMPARISONS
from .controls import ID, NO_ITEM, Comment, Known, Marks, fingerprint, known, mark_of
from .draft import Draft, in_words
from .letter import Letter, SummaryOptions
from .new_items import EMPTY, ROW, name_of, put_in
from .ooxml import run
from .quotes import check_cites
from .word_file import open_word

if TYPE_CHECKING:
    from docx.document import Document

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_NAMESPACE}}}"
_SIGNS = {f"{_W}br": " ", f"{_W}tab": " ", f"{_W}cr": " "}
_RUNS = (f"{_W}r", f"{_W}ins", f"{_W}del", f"{_W}hyperlink", f"{_W}smartTag")
SETTLED = "Settled in the record since."
GONE = "–"
CAME_AND_WENT = ("remark.retrospective", "remark.associated_service", "missing.stated", "missing.found", "row.item",
                 "row.decision", "row.guideline", "row.reason")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is otherwise than it was: in which case, what it is, the file's words and the record's."""

    case: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file that was there: values that were brought up to date, edits of a person that were left as
    they are, and values of the record that have no place in the file."""

    changed: tuple[Difference, ...] = ()
    left: tuple[Difference, ...] = ()
    missing: tuple[Difference, ...] = ()


@dataclass(slots=True)
class _Control:
    """A control as it stands in the file: who it is, the element its runs are in, and those runs."""

    known: Known
    content: Any
    runs: list[Any]
    sdt: Any = None
    bookmark: Any = None

    @property
    def text(self) -> str:
        return fold("".join(_pieces(self.runs)))

    @property
    def touched(self) -> bool:
        """Whether a person has changed the words since they were written."""
        return fingerprint(self.text) != self.known.written


@dataclass(slots=True)
class _Fresh:
    """A control as the record would have it written now."""

    label: str
    tag: str
    bookmark: str
    runs: list[Any]
    text: str


@dataclass(slots=True)
class _Found:
    """What is found on the way, in the order of the file."""

    changed: list[Difference] = field(default_factory=list)
    left: list[Difference] = field(default_factory=list)
    missing: list[Difference] = field(default_factory=list)


def update(target: FilePath, part: FilePath, letters: Sequence[Letter], options: SummaryOptions) -> Outcome:
    """Write to `part` the file at `target` with the controls that nobody touched brought up to date."""
    document = _opened(target)
    controls = [control for root in _roots(document) for control in _controls(root)]
    _same_letters(target, controls, {letter.record.id[:ID] for letter in letters})
    found = _Found()
    for letter in letters:
        check_cites(letter)
        own = [control for control in controls if control.known.record == letter.record.id[:ID]]
        _bring_up_to_date(document, letter, own, options, found)
    document.core_properties.created = datetime.now(UTC).replace(tzinfo=None)
    document.save(str(part))
    return Outcome(tuple(dict.fromkeys(found.changed)), tuple(dict.fromkeys(found.left)), tuple(found.missing))


def _roots(document: "Document") -> Iterator[Any]:
    """Where values of ours stand: in the text, and in the headers that name cases."""
    from docx.opc.part import XmlPart

    yield document.element.body
    for link in document.part.rels.values():
        if not link.is_external and link.reltype.endswith("/header") and isinstance(link.target_part, XmlPart):
            yield link.target_part.element


def _opened(target: FilePath) -> "Document":
    from docx.opc.exceptions import PackageNotFoundError

    try:
        return open_word(target)
    except (PackageNotFoundError, ValueError, KeyError) as cause:
        raise _not_ours(target) from cause


def _not_ours(target: FilePath) -> ExportError:
    message = f"{target.name} is there already and holds no value that was exported, so it was left as it is."
    return ExportError("not_ours", message, "Choose another name, or have the file written anew.")


def _same_letters(target: FilePath, controls: Sequence[_Control], wanted: set[str]) -> None:
    there = {control.known.record for control in controls}
    if not there:
        raise _not_ours(target)
    if there != wanted:
        message = f"{target.name} is there already with {len(there)} letter(s), not just those of this export."
        raise ExportError("other_letters", message, "Choose another name, or have the file written anew.")


def _controls(body: Any) -> Iterator[_Control]:
    """Every control of ours, by its tag, or by the bookmark around it where another program dropped the tag."""
    marked = dict(_bookmarked(body))
    loose = [start for start in marked.values() if start is not None]
    for sdt in body.iter(f"{_W}sdt"):
        content = sdt.find(f"{_W}sdtContent")
        tag = sdt.find(f"{_W}sdtPr/{_W}tag")
        bookmark = marked.get(sdt)
        name = known("" if tag is None else tag.get(f"{_W}val", "")) or (
            known(bookmark.get(f"{_W}name")) if bookmark is not None else None
        )
        if bookmark is not None:
            loose.remove(bookmark)
        if name and content is not None:
            yield _Control(name, content, list(content), sdt, bookmark)
    for start in loose:
        runs = [element for element in _between(start) if element.tag in _RUNS]
        if runs and (name := known(start.get(f"{_W}name"))):
            yield _Control(name, start.getparent(), runs, None, start)


def _bookmarked(body: Any) -> Iterator[tuple[Any, Any]]:
    """The control that each bookmark of ours is around, or within; the bookmark itself where it has none."""
    for start in body.iter(f"{_W}bookmarkStart"):
        if known(start.get(f"{_W}name", "")):
            inside = start.getparent()
            own = inside.getparent() if inside.tag == f"{_W}sdtContent" else None
            around = next((element for element in _between(start) if element.tag == f"{_W}sdt"), None)
            yield (own if own is not None else around if around is not None else start), start


def _between(start: Any) -> Iterator[Any]:
    """What stands between the two ends of a bookmark in one paragraph."""
    number = start.get(f"{_W}id")
    for element in start.itersiblings():
        if element.tag == f"{_W}bookmarkEnd" and element.get(f"{_W}id") == number:
            return
        yield element


def _pieces(runs: Sequence[Any]) -> Iterator[str]:
    for piece in runs:
        for element in piece.iter():
            yield (element.text or "") if element.tag == f"{_W}t" else _SIGNS.get(element.tag, "")


def _bring_up_to_date(
    document: "Document", letter: Letter, controls: Sequence[_Control], options: SummaryOptions, found: _Found
) -> None:
    draft = Draft(letter, options, Marks(), complete=True)
    fresh = _rendered(draft)
    orphans = _orphans(letter)
    for control in controls:
        mark = control.known.mark
        if new := fresh.get(mark):
            _settle(document, letter, control, new, draft.remarks.get(mark), found)
        elif words := SETTLED if mark.startswith("p") else orphans.get(mark):
            if not control.touched and control.text != fold(words):
                found.changed.append(Difference(letter.name, "No longer in the record", control.text, words))
                _write(control, _runs(words))
        elif not mark.startswith("q") and mark not in EMPTY:
            found.left.append(Difference(letter.name, "No longer in the record", control.text, ""))
    found.left.extend(_moved(letter, [control.known.mark for control in controls]))
    places = {control.known.mark: control.content for control in controls}
    written = _written(document)
    added = {issue.id: name_of(issue) for issue in put_in(_complete(letter, options), places, written)}
    found.changed.extend(Difference(letter.name, "New item", "", name) for name in added.values())
    found.missing.extend(_missing(written, letter, set(places), added))


def _moved(letter: Letter, marks: Sequence[str]) -> Iterator[Difference]:
    """That items stand in another order in the file than in the record."""
    rows = {issue.id: mark_of(f"{issue.id[:ID]}/{ROW}") for issue in letter.record.issues}
    held = {item: marks.index(mark) for item, mark in rows.items() if mark in marks}
    now = [issue for issue in letter.record.issues if issue.id in held]
    before = sorted(now, key=lambda issue: held[issue.id])
    if before != now:
        first, second = ("; ".join(map(name_of, items)) for items in (before, now))
        yield Difference(letter.name, "Order of the items", first, second)


def _complete(letter: Letter, options: SummaryOptions) -> Draft:
    """What is put into a file carries no comment: those of the file have their own numbers."""
    return Draft(letter, replace(options, comments=False), Marks(), complete=False)


def _written(document: "Document") -> str:
    """When the file was written, in ISO and UTC."""
    since = document.core_properties.created
    return since.replace(tzinfo=UTC).isoformat() if since else ""


def _settle(
    document: "Document", letter: Letter, control: _Control, new: _Fresh, remark: Comment | None, found: _Found
) -> None:
    """Bring one control up to date where its words are still the program's."""
    if control.text == new.text:
        return
    difference = Difference(letter.name, new.label, control.text, new.text)
    if control.touched:
        if fingerprint(new.text) != control.known.written:
            found.left.append(difference)
        return
    found.changed.append(difference)
    _write(control, new.runs)
    _rename(control, new)
    if remark:
        _comment(document, control, remark)


def _rendered(draft: Draft) -> dict[str, _Fresh]:
    """Every control that a summary of this letter could have, by its mark."""
    from docx.oxml.parser import parse_xml

    blocks = [block for section in summary.SECTIONS.values() for block in section.blocks(draft)]
    rows = [cell for table in COMPARISONS.values() for _key, cells in table.rows(draft, 1) for cell in cells]
    parts = (
        *summary.caption(draft),
        summary.case_name(draft),
        page_head(draft),
        *blocks,
        *summary.entry(draft, 1),
        *rows,
    )
    root = parse_xml(f'<w:body xmlns:w="{_NAMESPACE}">{"".join(parts)}</w:body>'.encode())
    found: dict[str, _Fresh] = {}
    for sdt in root.iter(f"{_W}sdt"):
        tag = sdt.find(f"{_W}sdtPr/{_W}tag").get(f"{_W}val")
        name = sdt.getprevious().get(f"{_W}name")
        runs = list(sdt.find(f"{_W}sdtContent"))
        label = sdt.find(f"{_W}sdtPr/{_W}alias").get(f"{_W}val")
        if mark := known(tag):
            found.setdefault(mark.mark, _Fresh(label, tag, name, runs, fold("".join(_pieces(runs)))))
    return found


def _orphans(letter: Letter) -> dict[str, str]:
    """What becomes of controls that only stand in a summary while there is something to say."""
    items = [issue.id[:ID] for issue in letter.record.issues]
    known_names = {mark_of(f"{item}/{key}"): GONE for item in items for key in CAME_AND_WENT}
    return {**known_names, mark_of(f"{NO_ITEM}/problems"): "Problems were found since; a new export lists them."}


def _runs(words: str) -> list[Any]:
    from docx.oxml.parser import parse_xml

    return [parse_xml(str(run(words)).replace("<w:r>", f'<w:r xmlns:w="{_NAMESPACE}">', 1))]


def _write(control: _Control, runs: Sequence[Any]) -> None:
    """Put other runs in the place of those that are there; marks of comments stay."""
    gone = [old for old in control.runs if old.tag in _RUNS and old.find(f"{_W}commentReference") is None]
    place = control.content.index(gone[0]) if gone else len(control.content)
    for old in gone:
        control.content.remove(old)
    for new in reversed(runs):
        control.content.insert(place, new)
    control.runs = list(runs)


def _rename(control: _Control, new: _Fresh) -> None:
    """Let tag and bookmark say what is written there now."""
    from docx.oxml.parser import OxmlElement

    if control.bookmark is not None:
        control.bookmark.set(f"{_W}name", new.bookmark)
    if control.sdt is not None:
        look = control.sdt.find(f"{_W}sdtPr")
        for name, value in (("alias", new.label), ("tag", new.tag)):
            mark = look.find(f"{_W}{name}")
            if mark is None:
                mark = OxmlElement(f"w:{name}")
                look.append(mark)
            mark.set(f"{_W}val", value)


def _comment(document: "Document", control: _Control, remark: Comment) -> None:
    from docx.text.run import Run

    runs = [Run(element, document) for element in control.runs if element.tag == f"{_W}r"]
    document.add_comment(runs, printable(remark.words), printable(remark.author), remark.initials)


def _missing(written: str, letter: Letter, there: set[str], added: Container[str]) -> Iterator[Difference]:
    """Values that changed since the file was written and have no place in it."""
    draft = Draft(letter, SummaryOptions(), Marks())
    for path in letter.record.paths():
        value = letter.record.at(path)
        if path.issue not in added and (value.at or "") > written and not there & _marks_of(path):
            yield Difference(letter.name, draft.name(path), "", fold(in_words(path, value)))


def _marks_of(path: Path) -> set[str]:
    """The marks of all places a value may have."""
    item = path.issue[:ID] or NO_ITEM
    names = [path.key, *(f"{path.key}.{part}" for part in ("c", "f", "l", "q", "r", "x", "y", "h"))]
    if path.key in ("treatment", "disputed_treatment"):
        names += ["name.n", "name.x"]
    if path.key in ("imr_guideline", "imr_citations"):
        names += ["guideline.r", "guideline.x"]
    return {mark_of(f"{item}/{name}") for name in names}
