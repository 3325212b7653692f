"""Phrases of the vocabularies and rules, looked for only where words begin that may be their first."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

Mention = tuple[int, int, str]  # where a phrase starts and ends, and the name it goes by
WORD_START, WORD_END = r"(?<![A-Za-z])", r"(?![A-Za-z])"
_WORD = re.compile(r"[A-Za-z]+|\d+|[(,#]")  # some phrases begin with figures or with one of these signs
_KEY = 5  # so many first letters tell words apart
_FIGURE, _ANY_WORD, _ANYTHING = "0", "*", "?"  # what stands for figures, for letters not known, and for whatever it is


class Words:
    """The words of a text, or of a stretch of it. What phrases stand there is found once, then asked for by place."""

    __slots__ = ("_found", "_starts", "end", "start", "text")

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self.text = text
        self.start, self.end = start, len(text) if end is None else end
        self._starts: dict[str, list[int]] = {}
        self._found: dict[Phrases, list[Mention]] = {}

    @property
    def starts(self) -> Mapping[str, list[int]]:
        """Where words begin, by their first letters."""
        if not self._starts:
            starts: defaultdict[str, list[int]] = defaultdict(list)
            for word in _WORD.finditer(self.text, self.start, self.end):
                starts[word[0]].append(word.start())
            for letters, places in starts.items():
                self._starts.setdefault(_key(letters), []).extend(places)
        return self._starts

    def mentions(self, phrases: "Phrases", start: int | None = None, end: int | None = None) -> list[Mention]:
        """The phrases between two offsets, none that overlaps one before it."""
        at = self.start if start is None else start
        stop = self.end if end is None else end
        if phrases.plain:
            return phrases.plainly(self.text, at, stop)
        every = self._found.get(phrases)
        if every is None:
            every = self._found[phrases] = phrases.everywhere(self)
        found: list[Mention] = []
        for index in range(bisect_left(every, (at,)), bisect_left(every, (stop,))) if every else ():
            mention = every[index]
            if mention[0] >= at and (mention[1] <= stop or (mention := phrases.at(self.text, mention[0], stop))):
                at = mention[1]
                found.append(mention)
        return found

    def first(self, phrases: "Phrases", start: int | None = None, end: int | None = None) -> Mention | None:
        """The first of the phrases between two offsets, if there is any."""
        return next(iter(self.mentions(phrases, start, end)), None)


class Phrases:
    """Patterns, each under a name; of those that match at one place the first counts, whatever the case."""

    def __init__(self, named: Mapping[str, Iterable[str]], before: str = WORD_START, after: str = WORD_END) -> None:
        self._patterns = [(name, pattern) for name, patterns in named.items() for pattern in patterns]
        self._before, self._after = before, after
        self._openings = [frozenset(_begun_by(pattern, after)) for _name, pattern in self._patterns]
        self._keys = frozenset[str]().union(*self._openings)
        self._short = tuple(one.removesuffix(_ANY_WORD) for one in self._keys if one.endswith(_ANY_WORD))
        self.plain = self._compiled(range(len(self._patterns))) if _ANYTHING in self._keys else None
        self._beginning: dict[str, re.Pattern[str]] = {}
        self._compiled_for: dict[tuple[int, ...], re.Pattern[str]] = {}

    @classmethod
    def of(cls, *patterns: str, before: str = r"\b", after: str = r"\b") -> "Phrases":
        """Patterns that need no names: whole words, where nothing else is said."""
        return cls({"": patterns}, before, after)

    def everywhere(self, words: Words) -> list[Mention]:
        """What stands at each place of a text where a word may be the first of a phrase, in order."""
        keys = self._keys & words.starts.keys()
        if self._short:
            keys |= {key for key in words.starts if key.startswith(self._short)}
        found: list[Mention] = []
        for key in keys:
            pattern = self._beginning_with(key)
            matches = (pattern.match(words.text, start, words.end) for start in words.starts[key])
            found += map(self._mention, filter(None, matches))
        return sorted(found)

    def plainly(self, text: str, start: int, end: int) -> list[Mention]:
        """What stands between two offsets, where nobody can tell how the phrases begin."""
        return [self._mention(match) for match in self.plain.finditer(text, start, end)] if self.plain else []

    def may_begin(self, key: str) -> bool:
        """Whether one of the phrases may begin with a word of some first letters."""
        return self.plain is not None or key in self._keys or key.startswith(self._short)

    def at(self, text: str, start: int, end: int) -> Mention | None:
        """The phrase that begins at an offset and ends before another, if there is any."""
        word = _WORD.match(text, start)
        pattern = self.plain or (self._beginning_with(_key(word[0])) if word else None)
        match = pattern.match(text, start, end) if pattern else None
        return self._mention(match) if match else None

    def _beginning_with(self, key: str) -> "re.Pattern[str]":
        """Those patterns that may begin with a word of some first letters."""
        if key not in self._beginning:
            able = tuple(
                number for number, found in enumerate(self._openings) if any(_agree(key, one) for one in found)
            )
            if able not in self._compiled_for:
                self._compiled_for[able] = self._compiled(able) if able else re.compile("(?!)")
            self._beginning[key] = self._compiled_for[able]
        return self._beginning[key]

    def _compiled(self, numbers: Iterable[int]) -> "re.Pattern[str]":
        groups = "|".join(f"(?P<_{number}>{self._patterns[number][1]})" for number in numbers)
        return re.compile(f"{self._before}(?:{groups}){self._after}", re.IGNORECASE)

    def _mention(self, match: "re.Match[str]") -> Mention:
        return match.start(), match.end(), self._patterns[int(str(match.lastgroup)[1:])][0]


@lru_cache(maxsize=50_000)
def _key(word: str) -> str:
    return word[:_KEY].lower() if word[0].isalpha() else _FIGURE if word[0].isdigit() else word


def _agree(key: str, opening: str) -> bool:
    """Whether words of a key may be such as a pattern begins with."""
    return key == opening or (opening.endswith(_ANY_WORD) and key.startswith(opening.removesuffix(_ANY_WORD)))


_PLAIN = re.compile(rf"[A-Za-z]{{{_KEY}}}(?![?*{{])(?!.*\|)", re.DOTALL)
_GROUP = re.compile(r"\((?:\?(?P<kind>:|P<\w+>|<?[=!]))?")
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_TIMES = re.compile(r"(?:[?*+]|\{\d*,?\d*\})[?+]?")
_MAYBE_NOT = re.compile(r"[?*]|\{0?,")
_LETTERS = re.compile(r"\[?(?P<letters>[A-Za-z]+)\]?")
_NO_LETTER = re.compile(r"\\[sdb]|\\?[^\w\\.\[]|\d|\\\.|\[[^A-Za-z^\\]*\]")  # signs, figures, white space


def _begun_by(pattern: str, after: str) -> Iterator[str]:
    """What words a pattern may begin with, and something behind it: most patterns are just words."""
    if plain := _PLAIN.match(pattern):
        yield plain[0].lower()
    else:
        yield from openings(f"(?:{pattern}){after}")


def openings(pattern: str, run: str = "") -> Iterator[str]:
    """What words a pattern may begin with: first letters, all of a shorter word, a figure, a sign, or letters with
    "*" behind them where any may follow. `run` is what stands before the pattern."""
    pattern = pattern if run else pattern.removeprefix(r"\b")
    if len(run) == _KEY or (run and pattern.startswith(WORD_END)):
        yield run
    elif group := _GROUP.match(pattern):
        close = _closing(pattern)
        times, rest = _repeated(pattern, close + 1)
        inside = [""] if (group["kind"] or "").endswith(("=", "!")) else _alternatives(pattern[group.end() : close])
        for one in [*inside, *([""] if _MAYBE_NOT.match(times) else [])]:
            yield from openings(one + rest, run)
    elif not (token := _TOKEN.match(pattern)):
        yield run + _ANY_WORD if run else _ANYTHING
    else:
        times, rest = _repeated(pattern, token.end())
        if letters := _LETTERS.fullmatch(token[0]):
            for letter in letters["letters"].lower():
                yield from openings(rest, run + letter)
        elif _NO_LETTER.fullmatch(token[0]):
            yield run or _sign(token[0])
        else:
            yield run + _ANY_WORD if run or token[0] == r"\w" else _ANYTHING
        if _MAYBE_NOT.match(times):
            yield from openings(rest, run)


def _sign(token: str) -> str:
    """What a pattern begins with that begins with no letter."""
    sign = token.removeprefix("\\")
    if token == r"\d" or sign.isdigit():
        return _FIGURE
    return sign if sign != "s" and _WORD.fullmatch(sign) else _ANYTHING


def _repeated(pattern: str, at: int) -> tuple[str, str]:
    """How often what ends at an offset may stand there, and the pattern behind that."""
    times = _TIMES.match(pattern, at)
    return (times[0], pattern[times.end() :]) if times else ("", pattern[at:])


def _closing(pattern: str) -> int:
    """Where the group that a pattern begins with ends."""
    return next(index for index, depth in _depths(pattern) if depth == 0)


def _alternatives(pattern: str) -> list[str]:
    """The pieces of a pattern that "|" parts."""
    cuts = [index for index, depth in _depths(pattern) if depth == 0 and pattern[index] == "|"]
    return [pattern[low:high] for low, high in zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(pattern)], strict=True)]


def _depths(pattern: str) -> Iterator[tuple[int, int]]:
    """Each character that groups or parts, and in how many groups it leaves what follows."""
    depth = 0
    for token in re.finditer(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", pattern):
        depth += {"(": 1, ")": -1}.get(token[0], 0)
        if token[0] in "()|":
            yield token.start(), depth
