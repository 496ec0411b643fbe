"""Sets and lists of words and phrases that a typed word is looked up in, Greek ones in greeklish too."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from medic_desk.model.one_line.spelling import has_latin, is_greek, plain, spells

T = TypeVar("T")


@lru_cache(maxsize=2048)
def split_phrase(phrase: str) -> tuple[str, ...]:
    """The plain words of a phrase, parted at spaces."""
    return tuple(key for word in phrase.split() if (key := plain(word)))


class WordMap(Generic[T]):
    """Single words with a value each. A Latin word finds the Greek one that it spells."""

    def __init__(self, words: Iterable[tuple[str, T]]) -> None:
        self._values = {plain(word): value for word, value in words}
        self._greek = tuple(word for word in self._values if is_greek(word))
        self._seen: dict[str, T | None] = {}

    def get(self, typed: Iterable[str]) -> T | None:
        """The value of the first spelling that is a word of this map."""
        for key in typed:
            value = self._find(key)
            if value is not None:
                return value
        return None

    def _find(self, key: str) -> T | None:
        if key in self._values:
            return self._values[key]
        if not has_latin(key):
            return None
        if key not in self._seen:
            if len(self._seen) > 4096:
                self._seen.clear()
            found = (self._values[word] for word in self._greek if spells(key, word))
            self._seen[key] = next(found, None)
        return self._seen[key]


class WordSet:
    """Words that mean one thing."""

    def __init__(self, words: str) -> None:
        self._map = WordMap((word, True) for word in words.split())

    def has(self, typed: Iterable[str]) -> bool:
        """Whether one of the spellings is among the words."""
        return self._map.get(typed) is not None


class Phrases(Generic[T]):
    """Phrases of one or more words with a value each; several phrases may share their words.

    A phrase can be typed with its words apart, joined or hyphened: "walk in", "walk-in", "walkin".
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._root: _Node[T] = _Node()
        for phrase, value in phrases:
            whole = split_phrase(phrase)
            apart = split_phrase(phrase.replace("-", " "))
            for words in {whole, apart, ("".join(whole),)} if len(phrase) > 4 else {whole, apart}:
                self._root.add(words, value)

    def longest(self, words: Sequence[tuple[str, ...]]) -> tuple[int, tuple[T, ...]]:
        """How many of the typed words the longest phrase takes, and the values of it; 0 if there is none."""
        best: tuple[int, tuple[T, ...]] = (0, ())
        nodes = [self._root]
        for count, typed in enumerate(words, 1):
            nodes = [child for node in nodes for child in node.children_of(typed)]
            if not nodes:
                break
            values = tuple(dict.fromkeys(value for node in nodes for value in node.values))
            if values:
                best = (count, values)
        return best


class _Node(Generic[T]):
    def __init__(self) -> None:
        self.children: dict[str, _Node[T]] = {}
        self.greek: list[tuple[str, _Node[T]]] = []
        self.values: list[T] = []

    def add(self, words: tuple[str, ...], value: T) -> None:
        if not words:
            return
        child = self.children.get(words[0])
        if child is None:
            child = self.children[words[0]] = _Node()
            if is_greek(words[0]):
                self.greek.append((words[0], child))
        if len(words) > 1:
            child.add(words[1:], value)
        elif value not in child.values:
            child.values.append(value)

    def children_of(self, typed: tuple[str, ...]) -> Iterator["_Node[T]"]:
        exact = {key: child for key in typed if (child := self.children.get(key))}
        yield from exact.values()
        for key in typed:
            if has_latin(key):
                yield from (child for word, child in self.greek if word not in exact and spells(key, word))
