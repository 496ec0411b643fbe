"""Sites by name or town (one-line.md, "Services and commands")."""

from collections.abc import Sequence

from medic_desk.model.one_line.lexicon import Phrases, WordSet
from medic_desk.model.one_line.piece import Piece, keys_from
from medic_desk.model.one_line.reading import Subject
from medic_desk.model.one_line.vocabulary import SiteNames
from medic_desk.model.one_line.words import Word

_AT = WordSet("στο στη στην στον in at")


class SiteWords:
    """The list that typed words are looked up in for a site."""

    def __init__(self, sites: Sequence[SiteNames]) -> None:
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
        if not has_at:
            piece.offer(Subject.PATIENT, words[at].text)
        return piece
