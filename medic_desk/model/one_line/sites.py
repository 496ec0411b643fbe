"""Sites by name or town (one-line.md, "Services and commands")."""

import unicodedata
from collections.abc import Sequence

from medic_desk.model.one_line.lexicon import Phrases, WordSet
from medic_desk.model.one_line.piece import Piece, keys_from
from medic_desk.model.one_line.reading import Subject
from medic_desk.model.one_line.spelling import plain
from medic_desk.model.one_line.vocabulary import SiteNames
from medic_desk.model.one_line.words import Word

_AT = WordSet("στο στη στην στον in at")


class SiteWords:
    """The list that typed words are looked up in for a site."""

    def __init__(self, sites: Sequence[SiteNames]) -> None:
        self._accents = {_accent(word) for site in sites for name in site.names for word in name.split()}
        self._names = Phrases([(name, site.key) for site in sites for name in site.names])

    def read(self, words: Sequence[Word], index: int) -> Piece | None:
        """A site; a guess without "in" before it, since towns are names too (Αθηνά)."""
        has_at = _AT.has(words[index].keys)
        at = index + 1 if has_at else index
        length, sites = self._names.longest(keys_from(words, at))
        if not length:
            return None
        piece = Piece(index, at + length, Subject.SITE, sites[0], sure=has_at and len(sites) == 1)
        for other in sites[1:]:
            piece.offer(Subject.SITE, other)
        if not has_at and self._is_accented_otherwise(words[at : at + length]):
            return None
        if not has_at:
            piece.offer(Subject.PATIENT, words[at].text)
        return piece

    def _is_accented_otherwise(self, words: Sequence[Word]) -> bool:
        """Whether a word bears its accent where no site's name does: Αθηνά is a name, Αθήνα a town."""
        return any(
            _accent(word.text) is not None and _accent(word.text) not in self._accents for word in words
        )


def _accent(word: str) -> tuple[str, int] | None:
    """A word's plain letters and which of them bears the accent; None without an accent."""
    letters = 0
    for c in unicodedata.normalize("NFD", word):
        if c == "\u0301":
            return plain(word), letters
        letters += not unicodedata.combining(c)
    return None
