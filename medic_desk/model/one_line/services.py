"""Services by name, code, slug, description or beginning (one-line.md, "Services and commands")."""

import re
from collections.abc import Callable, Sequence

from medic_desk.model.one_line.day_words import is_day_word
from medic_desk.model.one_line.greek_cases import stem
from medic_desk.model.one_line.lexicon import Phrases, WordMap, split_phrase
from medic_desk.model.one_line.occasions import is_mode
from medic_desk.model.one_line.piece import Piece, Trait, keys_from
from medic_desk.model.one_line.reading import Subject
from medic_desk.model.one_line.spelling import begins, is_greek, sound, spells
from medic_desk.model.one_line.vocabulary import ServiceNames
from medic_desk.model.one_line.words import Form, Word

_IN_PARENTHESES = re.compile(r"\(([^()]*)\)")
_EMPTY = "με για του τησ των και στο στη ανω by to with of out read and the for a an in on"
_EMPTY_WORDS = frozenset(_EMPTY.split())
_LATIN_ENDING = re.compile("(?:ies|ia|io|es|os|as|is|ou|a|i|h|o|e|y)$")
_EVERYDAY = WordMap(
    (word, begins_with)
    for words, begins_with in (
        ("φυσιο φυσιοθεραπεία φυσιοθεραπείες", "φυσικοθεραπ"),
        ("αίμα αίματος αιματολογικές αιματολογικά", "αιμο"),
        ("ακτίνα ακτίνες", "ακτινογρ"),
        ("ekg καρδιογράφημα καρδιογράφος", "ηλεκτροκαρδιογρ"),
        ("παπ παπτεστ", "παπανικολ"),
        ("ελιά ελιές", "σπιλ"),
        ("ένεση ενέσεις", "εγχυσ"),
    )
    for word in words.split()
)
"""Everyday words that are no beginning of the name they mean, and what that begins with."""

_FIRST_PARTS = ("τηλε", "ηλεκτρο")
"""What is left off a name in talk. A surname that ends another (Νικολάου, Παπανικολάου) is not meant so."""

_SHORTEST_BEGINNING = 3
_SHORTEST_STEM = 5
_REMEMBERED = 4096


class ServiceWords:
    """The lists that a typed word is looked up in for a service."""

    def __init__(self, services: Sequence[ServiceNames]) -> None:
        self._order = sorted(services, key=lambda each: len(_bare(each).split()))
        self._whole = Phrases([(phrase, each.key) for each in self._order for phrase in _names(each)])
        self._stems: dict[tuple[str, ...], list[str]] = {}
        for each in self._order:
            for phrase in _names(each):
                stems = tuple(map(stem, split_phrase(phrase)))
                self._stems.setdefault(stems, []).append(each.key)
        self._words = {each.key: _words(each) for each in self._order}
        self._phrases = {
            each.key: [split_phrase(name.replace("-", " ")) for name in _names(each)] for each in self._order
        }
        self._alone = {each.key: split_phrase(_bare(each)) for each in self._order}
        self._found: dict[tuple[str, ...], tuple[str, ...]] = {}

    def read(self, words: Sequence[Word], index: int) -> Piece | None:
        """A service that begins at a place; sure where it is named whole, or by words that only it has."""
        typed = keys_from(words, index)
        length, services = self._whole.longest(typed)
        for count in range(len(typed), length, -1):
            stems = tuple(stem(keys[0]) for keys in typed[:count])
            if found := self._stems.get(stems):
                length, services = count, tuple(dict.fromkeys(found))
                break
        several = self._several_words(typed)
        if several is not None and several[0] > length:
            count, having, is_whole = several
            in_order = self._are_in_order(typed[:count], having)
            if in_order or not self._are_in_order(typed[1:3], tuple(self._words)):
                return _piece(index, count, having, sure=len(having) == 1 and is_whole and in_order)
        if length:
            return _piece(index, length, services, sure=len(services) == 1)
        return None

    def read_word(self, words: Sequence[Word], index: int) -> Piece | None:
        """A guess from one word: a word of a service's name, the everyday word for it, a beginning."""
        word = words[index]
        if word.form is not Form.WORD or len(word.key) < _SHORTEST_BEGINNING:
            return None
        if word.keys not in self._found:
            if len(self._found) > _REMEMBERED:
                self._found.clear()
            self._found[word.keys] = self._having(word.keys)
        services = self._found[word.keys]
        if not services:
            return None
        piece = _piece(index, 1, services, sure=False)
        piece.traits = frozenset({Trait.WEAK})
        piece.offer(Subject.PATIENT, word.text)
        return piece

    def is_word_of(self, service: str, word: Word) -> bool:
        """Whether a typed word, in any case of the noun, stands alone in the service's name."""
        return any(_is_word(each, word.keys) for each in self._alone[service])

    def _several_words(self, typed: list[tuple[str, ...]]) -> tuple[int, tuple[str, ...], bool] | None:
        """The services that have all of two or more typed words, in any order, and whether each is whole."""
        best = None
        left = set(self._words)
        is_whole = True
        for count, keys in enumerate(typed, 1):
            if len(keys[0]) < _SHORTEST_BEGINNING or is_day_word(keys):
                break
            having = {key for key in left if _new_word(self._words[key], keys, typed[: count - 1], _is_word)}
            begun = {key for key in left if _new_word(self._words[key], keys, typed[: count - 1], _is_begun)}
            if not having and not begun:
                break
            is_whole = is_whole and bool(having)
            left = having or begun
            if count > 1:
                best = (count, tuple(each.key for each in self._order if each.key in left), is_whole)
        return best

    def _are_in_order(self, typed: list[tuple[str, ...]], services: Sequence[str]) -> bool:
        """Whether the typed words, two at least, stand side by side in a name of one of the services."""
        count = len(typed)
        return count > 1 and any(
            all(map(_is_word_or_begun, phrase[at : at + count], typed))
            for service in services
            for phrase in self._phrases[service]
            for at in range(len(phrase) - count + 1)
        )

    def _having(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """The services with that word; those whose name begins with it first."""
        tests = (_is_word, _is_begun, _is_everyday, _sounds)
        for test in tests:
            found = self._found_by(test, keys)
            if found:
                if test is _is_word:
                    found += self._found_by(_is_begun, keys) + self._found_by(_is_everyday, keys)
                return tuple(each.key for each in self._order if each.key in found)
        return ()

    def _found_by(self, test: Callable[[str, tuple[str, ...]], bool], keys: tuple[str, ...]) -> list[str]:
        return [key for key, words in self._words.items() if any(test(word, keys) for word in words)]


def _bare(service: ServiceNames) -> str:
    """The name without what is in parentheses."""
    return _IN_PARENTHESES.sub(" ", service.name)


def _names(service: ServiceNames) -> list[str]:
    """Whatever names a service whole."""
    bare = _bare(service)
    codes = [code for code in _IN_PARENTHESES.findall(service.name) if not is_mode(code)]
    whole = service.name.replace("(", " ").replace(")", " ")
    return [bare, whole, *codes, service.key, service.description]


def _words(service: ServiceNames) -> tuple[str, ...]:
    """The single words of all its names."""
    phrases = [*_names(service), service.key.replace("-", " "), service.description.replace("-", " ")]
    words = [word for phrase in phrases for word in split_phrase(phrase)]
    return tuple(word for word in dict.fromkeys(words) if word not in _EMPTY_WORDS and len(word) > 2)


def _new_word(
    words: tuple[str, ...],
    keys: tuple[str, ...],
    before: list[tuple[str, ...]],
    test: Callable[[str, tuple[str, ...]], bool],
) -> bool:
    """Whether a typed word is one of a service's words that none of those typed before is."""
    return any(
        test(word, keys) and not any(_is_word(word, each) or _is_begun(word, each) for each in before)
        for word in words
    )


def _is_word(word: str, keys: tuple[str, ...]) -> bool:
    return any(
        spells(key, word) or (is_greek(key) and len(key) > 4 and stem(key) == stem(word)) for key in keys
    )


def _is_begun(word: str, keys: tuple[str, ...]) -> bool:
    return any(begins(key, word) for key in keys)


def _is_word_or_begun(word: str, keys: tuple[str, ...]) -> bool:
    return _is_word(word, keys) or _is_begun(word, keys)


def _is_everyday(word: str, keys: tuple[str, ...]) -> bool:
    """Whether the typed word without its ending begins the name, or the name ends in the typed word."""
    meant = _EVERYDAY.get(keys)
    if meant is not None and word.startswith(meant):
        return True
    for key in keys:
        root = stem(key) if is_greek(key) else _LATIN_ENDING.sub("", key)
        if len(root) >= _SHORTEST_STEM and len(root) < len(key) and begins(root, word):
            return True
        if len(key) > 7 and is_greek(key) and any(stem(word) == part + stem(key) for part in _FIRST_PARTS):
            return True
    return False


def _sounds(word: str, keys: tuple[str, ...]) -> bool:
    return len(word) > 5 and is_greek(word) and any(sound(key) == sound(word) for key in keys)


def _piece(index: int, length: int, services: Sequence[str], *, sure: bool) -> Piece:
    piece = Piece(index, index + length, Subject.SERVICE, services[0], sure=sure)
    for other in services[1:]:
        piece.offer(Subject.SERVICE, other)
    return piece
