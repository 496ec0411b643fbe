"""Numbers in figures and in words, Greek and English."""

from collections.abc import Sequence

from medic_desk.model.one_line.lexicon import WordMap
from medic_desk.model.one_line.words import Form, Word

_GREEK = (
    "ένα ένας έναν μία μια|δύο δυο|τρία τρεις τρείς|τέσσερα τέσσερις τεσσερις|πέντε|έξι έξη|επτά "
    "εφτά|οκτώ οχτώ|"
    "εννέα εννιά εννια|δέκα|έντεκα ένδεκα|δώδεκα|δεκατρία δεκατρείς|δεκατέσσερα δεκατέσσερις|δεκαπέντε|"
    "δεκαέξι δεκάξι|δεκαεπτά δεκαεφτά|δεκαοκτώ δεκαοχτώ|δεκαεννέα δεκαεννιά|είκοσι"
)
_ENGLISH = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    "sixteen|seventeen|"
    "eighteen|nineteen|twenty"
)
_TENS = (("τριάντα", 30), ("σαράντα", 40), ("πενήντα", 50), ("thirty", 30), ("forty", 40), ("fifty", 50))
_HALF_HOURS = (
    "μιάμιση μιαμιση|δυόμιση δυόμισι|τρεισήμισι τρεισήμιση τρισήμισι|τεσσερισήμισι τεσσερισήμιση|"
    "πεντέμισι πεντέμιση|εξίμισι εξήμιση εξίμιση|επτάμισι εφτάμισι εφτάμιση επτάμιση|"
    "οκτώμισι οχτώμισι οχτώμιση οκτώμιση|εννιάμισι εννιάμιση|δεκάμισι δεκάμιση|εντεκάμισι εντεκάμιση|"
    "δωδεκάμισι δωδεκάμιση"
)


def _counted(lists: str) -> list[tuple[str, int]]:
    return [(word, number) for number, words in enumerate(lists.split("|"), 1) for word in words.split()]


_NUMBERS = WordMap([*_counted(_GREEK), *_counted(_ENGLISH), *_TENS])
_ARTICLES = WordMap([("a", 1), ("an", 1)])
_HALVES = WordMap(_counted(_HALF_HOURS))


def figure(word: Word) -> int | None:
    """The number written in figures alone."""
    return (
        int(word.text) if word.form is Form.NUMBER and word.text.isdigit() and len(word.text) < 19 else None
    )


def number_word(word: Word) -> int | None:
    """The number of a word such as δύο or ten."""
    return _NUMBERS.get(word.keys) if word.form is Form.WORD else None


def number(word: Word) -> int | None:
    """The number of a word or of figures."""
    found = figure(word)
    return number_word(word) if found is None else found


def count(word: Word) -> int | None:
    """As ``number``; "a" and "an" are one: "in a week"."""
    found = number(word)
    return _ARTICLES.get(word.keys) if found is None else found


def half_past(word: Word) -> int | None:
    """The hour of one word for its half: 10 for δεκάμισι."""
    return _HALVES.get(word.keys) if word.form is Form.WORD else None


def number_at(words: Sequence[Word], index: int) -> tuple[int, int] | None:
    """The number that begins at a place and how many words it takes: "είκοσι πέντε" is 25 of two."""
    if index >= len(words):
        return None
    first = number(words[index])
    if first is None:
        return None
    if first in (20, 30, 40, 50) and index + 1 < len(words) and figure(words[index]) is None:
        unit = number_word(words[index + 1])
        if unit is not None and unit < 10:
            return first + unit, 2
    return first, 1
