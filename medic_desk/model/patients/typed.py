"""What was typed into a search, taken apart: words of names, figures, an e-mail address."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from medic_desk.model.acts.written_text import writable
from medic_desk.model.patients.dates import months_in_figures
from medic_desk.model.patients.letters import letters

TITLES = frozenset(
    word
    for line in (
        "δρ κ κα κοσ κυριοσ κυρια δισ δεσποινισ ιατροσ καθ καθηγητησ καθηγητρια",
        "π πατηρ αδελφη αδελφοσ μοναχη μοναχοσ αρχιμανδριτησ",
        "dr mr mrs ms miss prof herr frau mme mlle",
    )
    for word in line.split()
)
PARTICLES = frozenset(
    word
    for line in (
        "ντε ντα ντι ντελ ντου λα λε δε ελ αλ βαν φον ντερ ο του τησ de da di del della dello dei dos das do",
        "du la le van von der den ter ten zu zum el al af av y",
    )
    for word in line.split()
)
_BEGINS_A_NAME = frozenset(("κυρια",))
"""Titles that names begin with (Κυριακή): they may be no title where they are typed."""

_BESIDE_A_NUMBER = frozenset(
    ["τηλ", "τηλεφωνο", "κιν", "κινητο", "σταθερο", "αμκα", "tel", "phone", "mob", "mobile"]
)
"""Words that say what the figures beside them are."""

_NOISE = frozenset(("το", "γενοσ", "πρωην", "συζ", "συζυγοσ", "χηρα", "nee", "born", "geb"))
"""Words between the name of today and the one before: they may be typed and need not be."""

# The database makes an address small in ASCII alone.
_SMALL = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")

_MOST_PARTED = 4
_FEWEST_LETTERS = 3
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word of a name, folded; ``is_whole`` where a space or another word follows it.

    ``spelled_out`` is the word with its umlauts as two letters, where it was typed with any. ``is_joined``
    where it was typed as several.
    """

    letters: str
    is_whole: bool
    spelled_out: str = ""
    is_joined: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """A run of figures as it was typed, with what parts them."""

    text: str

    @property
    def digits(self) -> str:
        """The figures alone."""
        return re.sub(r"\D", "", self.text)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to part the words of a name; ``left_out`` counts titles and particles not asked for."""

    words: tuple[NameWord, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: any one of the readings of the names, with all the figures and addresses."""

    text: str
    readings: tuple[Reading, ...] = ()
    figures: tuple[Figures, ...] = ()
    emails: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed that a patient could have."""
        return not (self.readings or self.figures or self.emails)

    @property
    def number_of_parts(self) -> int:
        """How many things were typed that must all fit: each word of a name, each run of figures."""
        words = max((len(reading.words) for reading in self.readings), default=0)
        return words + len(self.figures) + len(self.emails)


def take_apart(text: str) -> Typed:
    """Take apart what was typed; a text that ends in a space has no unfinished word."""
    text = months_in_figures(_western(writable(text[:_LONGEST])))
    raw = text.split()
    emails = tuple(word.translate(_SMALL) for word in raw if "@" in word)
    rest = [word for word in raw if "@" not in word]
    figures: list[Figures] = []
    names: list[str] = []
    for is_figures, group in groupby(rest, key=_is_figures):
        if is_figures:
            run = Figures(" ".join(group))
            if run.digits:
                figures.append(run)
        else:
            names.extend(group)
    if figures:
        names = [name for name in names if letters(name) not in _BESIDE_A_NUMBER]
    is_open = bool(raw) and not text[-1].isspace() and bool(names) and raw[-1] == names[-1]
    words = tuple(_name_words(names, is_open=is_open))
    return Typed(
        text=text,
        readings=tuple(_readings(words)),
        figures=tuple(figures),
        emails=tuple(filter(None, emails)),
    )


def _western(text: str) -> str:
    """The text with the figures of any script as 0 to 9."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def _is_figures(word: str) -> bool:
    return any(c.isdigit() for c in word) and not any(c.isalpha() for c in word)


def _name_words(names: Sequence[str], *, is_open: bool) -> Iterator[NameWord]:
    names = list(names)
    # A stored title is no part of the keys, so that one that was typed need not be looked for.
    while len(names) > 1 and _is_clear_title(names[0]):
        del names[0]
    folded = [
        (word, spelled)
        for name in names
        for word, spelled in _paired(letters(name), letters(name, is_spelled_out=True))
    ]
    for place, (word, spelled) in enumerate(folded):
        is_last = place == len(folded) - 1
        yield NameWord(word, not (is_open and is_last), spelled if spelled != word else "")


def _is_clear_title(word: str) -> bool:
    """Whether a word is a title and no initial: κ. and not κ."""
    folded = letters(word)
    return folded in TITLES - _BEGINS_A_NAME and (len(folded) > 1 or word.endswith("."))


def _paired(plain: str, spelled: str) -> Iterator[tuple[str, str]]:
    return zip(plain.split(), spelled.split(), strict=True)


def _readings(words: tuple[NameWord, ...]) -> Iterator[Reading]:
    """The ways to part the words: "o brien" may be one name, "da silva maria" two."""
    if not words:
        return
    seen: set[tuple[NameWord, ...]] = set()
    for left_out, kept in _without_what_may_be_left_out(words):
        for parted in _partings(kept):
            if parted not in seen:
                seen.add(parted)
                yield Reading(parted, left_out)


def _without_what_may_be_left_out(words: tuple[NameWord, ...]) -> Iterator[tuple[int, tuple[NameWord, ...]]]:
    yield 0, words
    kept = words
    while len(kept) > 1 and kept[0].letters in TITLES:
        kept = kept[1:]
    kept = tuple(word for word in kept if word.letters not in _NOISE) or kept
    bare = tuple(word for word in kept if word.letters not in PARTICLES)
    for fewer in dict.fromkeys((kept, bare)):
        # What is left of a name that is just begun would fit a good part of all patients.
        if fewer != words and any(len(word.letters) >= _FEWEST_LETTERS for word in fewer):
            yield len(words) - len(fewer), fewer


def _partings(words: tuple[NameWord, ...]) -> Iterator[tuple[NameWord, ...]]:
    if len(words) > _MOST_PARTED:
        yield words
        yield (_joined(words),)
        return
    for cuts in range(2 ** (len(words) - 1) - 1, -1, -1):
        parted: list[NameWord] = []
        begin = 0
        for place in range(1, len(words) + 1):
            if place == len(words) or cuts >> (place - 1) & 1:
                parted.append(_joined(words[begin:place]))
                begin = place
        yield tuple(parted)


def _joined(words: Sequence[NameWord]) -> NameWord:
    if len(words) == 1:
        return words[0]
    spelled = "".join(word.spelled_out or word.letters for word in words)
    together = "".join(word.letters for word in words)
    return NameWord(together, words[-1].is_whole, spelled if spelled != together else "", is_joined=True)
