"""Guideline texts taken apart into citations: source, chapter, year and sections."""

import re
from collections.abc import Iterator
from functools import cache

from imrdesk.record.finding import Finding
from imrdesk.record.values import Citation

from .letter import propose
from .vocabularies import vocabulary

NONE = Citation("none")
_NOT_CITED = re.compile(r"did\s+not\s+cite\s+any\s+medical\s+evidence", re.IGNORECASE)
_BASED_ON = re.compile(
    r"(?:Decision\s+based\s+on|based\s+(?:its|his/her|his|her|their)\s+decision\s+on)\s+(?:the\s+)?(?P<kind>Non-?\s?MTUS(?:\s+Citations?)?|MTUS)\s*[:,]?\s*",
    re.IGNORECASE,
)
_PAGES = re.compile(
    r",?\s*\bpages?\b(?:\s?\(s\))?\s*:?\s*[\dA-Z][\d\s,&-]*(?:of\s+\d+)?|\s*\(Effective[^)]*\)", re.IGNORECASE
)
_ACOEM = re.compile(
    r"(?:ACOEM|American\s+College\s+of\s+Occupational\s+and\s+Environmental\s+Medicine)\b", re.IGNORECASE
)
_ACOEM_WORDS = re.compile(
    r"^(?:[\s,:(]*(?:\(ACOEM\)|ACOEM|Occupational\s+Medicine|Practice|Guidelines?|\d(?:st|nd|rd|th)\s+Edition|Chapter\s+\d+|"
    r"(?:19|20)\d\d\)?)[\s,:)]*)+",
    re.IGNORECASE,
)
_UNKNOWN_DATED = re.compile(  # a chapter the vocabulary has not, in the words all others have
    r"(?P<chapter>[A-Z][A-Za-z]+(?:[ ,/&-]{1,2}[A-Za-z]+){0,6})\s+(?P<year>(?:19|20)\d\d)(?=\s*(?:$|,\s*Section))"
)
_SECTIONS = re.compile(r"\s*,?\s*Section\s?\(s\)\s*:\s*", re.IGNORECASE)
_ODG = re.compile(r"(?:the\s+)?Official\s+Disability\s+Guidelines?(?:\s*\(ODG\))?|\bODG\b", re.IGNORECASE)
_UPDATED = re.compile(r"\s*\((?:updated|Online)[^)]*\)", re.IGNORECASE)
_ONLINE = re.compile(r"\s*(?:Procedure\s+Summary\b|\(?Online\s+Version\)?)", re.IGNORECASE)
_CHAPTER_WORD = re.compile(r"(?:(?<!\s)\s+)?\b(?:Chapter|Section)\b\s*", re.IGNORECASE)
_PROSE_SECTION = re.compile(r"\s*,\s*(?P<name>[A-Z][^,.]{2,60}?)\s+section\b")
_LEFT_OVER = re.compile(r"\(s\)\s*:|\b(?:19|20)\d\d\b|\bbased on\b", re.IGNORECASE)  # parts of a further citation
_TOPIC_WORD = re.compile(r"\s+(?:topics?|section)$", re.IGNORECASE)
_YEAR = re.compile(r"\s*\((?P<year>(?:19|20)\d\d)\)")
_CUT_SHORT = re.compile(r"^[\s(]*(?:[-–&(]|(?:and|or)\b|\(?(?:19|20)\d\d\b)")
_EDGES = " ,:-–.;/"
_TOPICS = re.compile(r",\s*(?![^(]*\))|:\s+")
_NEXT_ODG = re.compile(
    r";\s*|\.\s*(?=Official)|\s+and\s+(?=ODG\b)|,\s*(?=ODG\s+[A-Z])|\s+(?=ODG\s+[A-Z]\w+\s+Guidelines)"
)
_EDITION = re.compile(
    r"(?:^|\s*,?\s*(?:Guidelines|Treatment\s+Index)?,?\s+)\d+(?:st|nd|rd|th)\s+Edition(?:\s*\(web\))?,?\s+(?P<year>\d{4})",
    re.I,
)
_ODG_NOISE = re.compile(  # what spellings of the ODG add to its name
    r"^[\s,:;.-]*(?:\(ODG\)|TWC\b|Treatment\s+Index\b|Treatment\s+in\s+Workers.?\s+Comp(?:ensation)?\b|\(TWC\)|"
    r"Integrated\s+Treatment(?:/Disability\s+Duration)?(?:\s+Guidelines)?)[\s,:;.-]*",
    re.IGNORECASE,
)
_RUN_ON = re.compile(r"(?<!\band)(?<![,;.)])\s+ODG\s+[A-Z]\w+\s+Guidelines")  # nothing parts it from what is before
_UNDER = re.compile(r"^(?:under|regarding|on|section\s+on|topic)\s+", re.IGNORECASE)
_SCOPE = re.compile(r"^\((?:acute|chronic)[^)]*\)[\s,:-]*", re.IGNORECASE)
_DATED_CHAPTER = re.compile(r"\bChapter\b\s*\(updated\s+\d+/\d+/(\d\d)\)|\(updated\s+\d+/\d+/(\d\d)\)\s*Chapter")
_NUMBERED = re.compile(r",\s*(?=\d+(?:\.\d+)*\.?\s+[A-Z])")
_OTHER_SOURCE = re.compile(r"\s+and\s+Other\s+Medical\s+Treatment\s+Guidelines?\s+", re.IGNORECASE)


def citations(finding: Finding) -> Finding:
    """The citations of a guideline text that has been found."""
    text = str(finding.value or "")
    found = tuple(parse(text))
    return propose("item.citations", found, finding.evidence, finding.raw, doubt=_doubt(text, found))


def _doubt(text: str, found: tuple[Citation, ...]) -> str | None:
    """Why citations want a look: nothing recognised, a source that is neither MTUS nor ODG, or no known chapter."""
    if not found:
        return "No guideline was recognised in the text."
    if not _BASED_ON.search(text) and not _NOT_CITED.search(text):
        return "Taken from a sentence: check how it was taken apart."
    if _RUN_ON.search(text):
        return "Two citations run into one another: check how they were taken apart."
    if any(item.source in ("Other", "ACOEM") or not _is_known(item) for item in found):
        return "Not a chapter the program knows: check how the text was taken apart."
    return None


def _is_known(item: Citation) -> bool:
    """Whether a citation names a chapter of its guideline that the vocabulary has, or nothing but the guideline."""
    if any(_LEFT_OVER.search(section) or section[0].islower() for section in item.sections):
        return False
    if item.source == "MTUS":
        return (
            bool(item.chapter)
            and item.year is not None
            and _is_chapter(item.chapter or "")
            and _well_parted(item.sections)
        )
    if item.sections and _CUT_SHORT.search(item.sections[0]):
        return False
    whole = frozenset(title.lower() for title in vocabulary("guidelines")["odg_titles"])
    return bool(item.chapter) or whole.issuperset(section.lower() for section in item.sections)


def _well_parted(sections: tuple[str, ...]) -> bool:
    """Whether each of several sections is a title known to be whole; one alone needs no parting."""
    return len(sections) < 2 or all(_is_title(section) for section in sections)


def _is_title(section: str) -> bool:
    return section[0].isdigit() or section.lower() in _titles()


@cache
def _titles() -> frozenset[str]:
    """The known section titles in small letters."""
    known = vocabulary("guidelines")
    return frozenset(title.lower() for title in (*known["mtus_sections"], *known["sections_with_commas"]))


def parse(text: str) -> Iterator[Citation]:
    """Every citation of one guideline text."""
    text = re.sub(r"(?<=[a-z])-\s(?=[a-z])", "", text)  # a word divided at a line's end
    text = re.sub(r",(?=[A-Za-z])", ", ", text)
    if _NOT_CITED.search(text):
        yield NONE
    starts = list(_BASED_ON.finditer(text))
    if not starts:
        yield from _in_prose(text)
    for number, start in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(text)
        piece = text[start.end() : end].strip().rstrip(". ")
        yield from _mtus(piece) if start["kind"].upper() == "MTUS" else _other(piece)


def _in_prose(text: str) -> Iterator[Citation]:
    """Chapters named in a sentence, as in 2013: "the Low Back Complaints Chapter (2004) of the ACOEM ..."."""
    for pattern in _prose_chapters():
        if match := pattern.search(text):
            section = _PROSE_SECTION.match(text, match.end())
            yield Citation(
                "MTUS",
                _chapter_name(match["chapter"]),
                int(match["year"]),
                (section["name"].strip(),) if section else (),
            )
            return


@cache
def _prose_chapters() -> tuple["re.Pattern[str]", ...]:
    """For each known chapter, the longest first, what a sentence that cites it with its year looks like."""
    names = sorted(vocabulary("guidelines")["mtus_chapters"], key=len, reverse=True)
    words = (re.escape(name).replace(r"\ ", r"\s+") for name in names)
    return tuple(
        re.compile(rf"(?P<chapter>{word})\s*(?:Guidelines?|Chapter)?\s*\(?(?P<year>(?:19|20)\d\d)\)?", re.IGNORECASE)
        for word in words
    )


def _mtus(text: str) -> Iterator[Citation]:
    """`<chapter> <year>, Section(s): <...>, and <chapter> <year> ...`: parted at each chapter with its year."""
    chapters = list(_mtus_start().finditer(text))
    if not chapters:
        yield _undated(text)
    for number, match in enumerate(chapters):
        end = chapters[number + 1].start() if number + 1 < len(chapters) else len(text)
        rest = _SECTIONS.sub("", text[match.end() : end], count=1).strip(" ,.")
        yield Citation("MTUS", _chapter_name(match["chapter"]), int(match["year"]), _sections(rest))


@cache
def _mtus_start() -> "re.Pattern[str]":
    """What begins a citation: a known chapter, as a whole, and its year."""
    return re.compile(
        rf"(?:^|,?\s+and\s+|[,;.]\s*)(?:the\s+)?(?:ACOEM\s+)?(?P<chapter>(?:{_chapter_words()})(?:\s+Guidelines)?)\s+"
        r"\(?(?P<year>(?:19|20)\d\d)\b\)?",
        re.IGNORECASE,
    )


@cache
def _chapter_words() -> str:
    """Any known chapter of the MTUS, the longest first."""
    names = sorted(vocabulary("guidelines")["mtus_chapters"], key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)


def _undated(text: str) -> Citation:
    """A chapter without its year, as in 2014: "Chronic Pain Treatment Guidelines Opioids Page(s): 78"."""
    bare = _ACOEM_WORDS.sub("", _PAGES.sub("", text)).strip(" ,")
    match = re.search(rf"\b(?P<chapter>{_chapter_words()})\)?(?:\s+Guidelines)?", bare, re.IGNORECASE)
    if dated := _UNKNOWN_DATED.match(text):
        rest = _SECTIONS.sub("", text[dated.end() :], count=1).strip(" ,.")
        return Citation("MTUS", dated["chapter"], int(dated["year"]), _sections(rest))
    if not match:
        return Citation("MTUS", text.strip(" ,") or None)
    section = _CHAPTER_WORD.sub(" ", bare[match.end() :]).strip(" ,:-.")
    return Citation("MTUS", _chapter_name(match["chapter"]), None, (section,) if section else ())


def _chapter_name(words: str) -> str:
    """A chapter's name without what letters add to it."""
    return words.strip(" ,").removesuffix(" Guidelines")


def _is_chapter(name: str) -> bool:
    """Whether words before a year name a chapter and are not the tail of a section."""
    return name.strip().lower() in {known.lower() for known in vocabulary("guidelines")["mtus_chapters"]}


def _sections(text: str) -> tuple[str, ...]:
    """The sections of a citation: parted at commas, but not inside a name that holds some."""
    if not text:
        return ()
    if re.match(r"\d+(?:\.\d+)*\.?\s+[A-Z]", text):
        return tuple(piece.strip() for piece in _NUMBERED.split(text))
    known = vocabulary("guidelines")["sections_with_commas"]
    pieces: list[str] = []
    while text:
        name = next((item for item in known if text.lower().startswith(item.lower())), None)
        cut = len(name) if name else _comma(text)
        pieces.append(text[:cut].strip(" ,;"))
        text = text[cut:].lstrip(" ,;")
    return tuple(_rejoined(pieces))


def _rejoined(pieces: list[str]) -> Iterator[str]:
    """Titles that a comma divides made whole: what goes on in small letters begins no title."""
    whole = ""
    for piece in filter(None, pieces):
        if whole and piece[0].islower():
            whole = f"{whole}, {piece}"
            continue
        if whole:
            yield whole
        whole = piece
    if whole:
        yield whole


def _comma(text: str) -> int:
    """Where the first comma outside brackets stands."""
    depth = 0
    for index, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if char in ",;" and depth <= 0:
            return index
    return len(text)


def _other(text: str) -> Iterator[Citation]:
    """A citation outside the MTUS: the ODG in one of its many spellings, or another source."""
    text, *others = _OTHER_SOURCE.split(text)
    marks = list(_ODG.finditer(text))
    if marks and marks[0].start() <= 4:
        yield from _odg(text[marks[0].end() :])
    elif _ACOEM.match(text):
        chapter, *sections = _ACOEM_WORDS.sub("", _ACOEM.sub("", _PAGES.sub("", text), count=1)).split(",")
        yield Citation(
            "ACOEM", chapter.strip() or None, None, tuple(clean for item in sections if (clean := item.strip()))
        )
    elif text.strip():
        yield Citation("Other", re.split(r",", text, maxsplit=1)[0].strip())
    for other in others:
        yield Citation("Other", other.strip(" .,"))


def _odg(text: str) -> Iterator[Citation]:
    """`<chapter> [chapter], <topic>, <topic>; <chapter> ...` in whatever punctuation."""
    year = None
    while noise := _ODG_NOISE.match(text):
        text = text[noise.end() :]
    if edition := _EDITION.search(text):
        year = int(edition["year"])
        text = text[: edition.start()] + text[edition.end() :]
    elif updated := _DATED_CHAPTER.search(text):
        year = 2000 + int(updated[1] or updated[2])
    elif dated := _YEAR.search(text):
        year = int(dated["year"])
        text = text[: dated.start()] + text[dated.end() :]
    clean = _ONLINE.sub("", _UPDATED.sub("", text)).strip(_EDGES)
    for piece in _NEXT_ODG.split(clean):
        chapter, rest = _odg_chapter(
            _ODG.sub("", piece, count=1).strip(_EDGES) if _ODG.match(piece) else piece.strip(_EDGES)
        )
        sections = tuple(_rejoined([_bare(item) for item in _TOPICS.split(rest)]))
        yield Citation("ODG", chapter, year, sections)


def _bare(topic: str) -> str:
    """A topic without the punctuation around it."""
    topic = _TOPIC_WORD.sub("", topic.strip(_EDGES))
    return topic[1:-1] if topic.startswith("(") and topic.endswith(")") and topic.count("(") > 1 else topic


def _odg_chapter(text: str) -> tuple[str | None, str]:
    """The chapter at the start of the text, else at its end, and what is left: its topics."""
    for first, last in _odg_chapters():
        if match := first.match(text):
            rest = _CHAPTER_WORD.sub(" ", text[match.end() :], count=1).strip(_EDGES)
            return match[0], _UNDER.sub("", _SCOPE.sub("", rest))
        if match := last.fullmatch(text):
            return match["chapter"], match["topic"]
    return None, text


@cache
def _odg_chapters() -> tuple[tuple["re.Pattern[str]", "re.Pattern[str]"], ...]:
    """For each known chapter, what it looks like before its topics and behind a single one."""
    names = [re.escape(name).replace(r"\ ", r"\s+") for name in vocabulary("guidelines")["odg_chapters"]]
    scope = r"(?:\s*\([^)]*(?:acute|chronic|lumbar)[^)]*\))?"
    return tuple(
        (
            re.compile(rf"{name}(?![A-Za-z]){scope}", re.IGNORECASE),
            re.compile(rf"(?P<topic>[A-Z]\w+)\s+(?P<chapter>{name})", re.IGNORECASE),
        )
        for name in names
    )
