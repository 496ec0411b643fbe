"""What was meant where one letter is wrong: left out, too many, another one, or two that changed places.

Each spelling is looked up as it stands, in the index that finds whole names: a few hundred look-ups, and no
patient's name is read for it.
"""

from collections.abc import Iterator

_FEWEST_LETTERS = 4
_MOST_LETTERS = 24
_ALPHABETS = (
    "αβγδεζηθικλμνξοπρστυφχψω",
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзиклмнопрстуфхцчшщыьэюяєіґђјћ",
)


def one_letter_off(word: str) -> tuple[str, ...]:
    """The folded spellings that one letter parts from a folded word, each once; none of a very short word."""
    if not _FEWEST_LETTERS <= len(word) <= _MOST_LETTERS:
        return ()
    alphabet = next((letters for letters in _ALPHABETS if all(c in letters for c in word)), None)
    if alphabet is None:
        return ()
    return tuple(dict.fromkeys(one for one in _spellings(word, alphabet) if one != word))


def _spellings(word: str, alphabet: str) -> Iterator[str]:
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in alphabet)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        yield from (before + letter + after for letter in alphabet)
