"""One key for all spellings of one name: Greek, Greek without accents, Latin, and every common greeklish.

"Παπαδόπουλος", "ΠΑΠΑΔΟΠΟΥΛΟΣ", "papadopoulos" and "papadopulos" all fold to ``papadopilos``. The key is for
finding, never for showing: it is lossy on purpose (x, ch and h are one letter; so are i, y, u, ei, oi, ou).
The database computes the same key for every row, whoever writes it (``medic_fold`` and ``medic_phone_digits``
of the first migration); a test holds the two sides equal, and a change here needs a migration there.
"""

import re
import unicodedata

_LETTERS = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZwq39ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψωØøŁłĐđı",
    "abcdefghijklmnopkrstuvoxyzokx8avgdezi8iklmnxoprstufx4oavgdezi8iklmnxoprsstufx4ooollddi",
)
"""One letter for one letter; theta is ``8`` and psi ``4`` on the way, as greeklish itself writes them."""

_MARKS = re.compile("[\u0300-\u036f]+")

_STEPS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("ß", "ss"),
        ("æ", "e"),
        ("[^a-z0-9]+", " "),
        # Consonants. Two letters that greeklish writes for one, then the clusters of Greek.
        ("t+h", "8"),
        ("8+", "8"),
        ("ph", "f"),
        ("([gd])h", r"\1"),
        ("[ck]h", "x"),
        ("h", "x"),
        ("c", "k"),
        ("ks", "x"),
        ("4", "ps"),
        ("j", "tz"),
        ("m[pb]", "v"),
        ("b", "v"),
        ("n[dt]", "d"),
        ("ng*k+", "g"),
        ("n?g+k*", "g"),
        ("[gn]+x", "x"),
        # Vowels: what sounds alike is one letter.
        ("([ae])f(?=[dgklmnprstvxz8])", r"\1v"),
        ("au", "av"),
        ("ay(?![aeiouy])", "av"),
        ("e[uy]", "ev"),
        ("o[uy]", "i"),
        ("[uy]", "i"),
        ("i+", "i"),
        ("gi(?=[aeio])", "i"),
        ("i+", "i"),
        ("a[ie]", "e"),
        ("ei", "i"),
        ("oi", "i"),
        ("([a-z])\\1+", r"\1"),
        ("8", "th"),
    )
)

_ONE_MORE = ("", *"abcdefghijklmnopqrstuvwxyz89", "io", "yo", "ia", "ea", "ei")


def fold(text: str) -> str:
    """The search key of a name or of several words: lower-case ASCII, words parted by single spaces.

    Letters of other scripts than Greek and Latin are dropped; the key of a text without any is empty.
    """
    key = _MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(_LETTERS)
    for pattern, replacement in _STEPS:
        key = pattern.sub(replacement, key)
    return key.strip(" ")


def fold_typed(text: str) -> str:
    """The part of the key that is sure while the last word is still being typed.

    "papadopo" may yet become "papadopoulos", whose key goes on otherwise than ``papadopo``: only what every
    continuation shares is looked for. The answer is the start of a word in the key of any name that the text
    begins, after the keys of the finished words. Text that ends in a space has no unfinished word.
    """
    keys = [fold(text + more) for more in _ONE_MORE]
    if not text or not text[-1].isalnum():
        return keys[0]
    shortest = min(keys, key=len)
    for length, letter in enumerate(shortest):
        if any(key[length] != letter for key in keys):
            return shortest[:length].rstrip(" ")
    return shortest


def phone_digits(text: str | None) -> str:
    """The digits of a phone number, without the Greek country code (+30 or 0030 before ten digits)."""
    digits = re.sub("[^0-9]", "", text or "")
    return re.sub("^(00)?30(?=[0-9]{10}$)", "", digits)
