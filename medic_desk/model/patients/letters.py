"""A name by its own letters: small, without accents and other marks, whatever the alphabet.

The database does the same for every row, whoever writes it (``medic_letters`` and ``medic_number_key`` of
revision 0006); a test holds the two sides equal, and a change here needs a migration there.
"""

import re
import unicodedata

_APOSTROPHES = str.maketrans("", "", "'`´’‘ʼʹʾʿ΄᾽")
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06ed\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
)
_SMALL = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩς"
    "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏҐ"
    "ØøŁłĐđÐðıĦħŊŋəىةکیہךםןףץ",
    "abcdefghijklmnopqrstuvwxyz"
    "αβγδεζηθικλμνξοπρστυφχψωσ"
    "абвгдежзийклмнопрстуфхцчшщъыьэюяѐёђѓєѕіїјљњћќѝўџґ"
    "oollddddihhnneيهكيهכמנפצ",
)
_LIGATURES = {
    ord(letter): two
    for letter, two in zip("ßẞæÆœŒþÞ", ("ss", "ss", "ae", "ae", "oe", "oe", "th", "th"), strict=True)
}
_PARTS = re.compile(
    "[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u02b0-\u02ff\u0374\u0375\u037e\u0384"
    "\u0385\u0387\u060c\u061b\u061f\u066a-\u066d\u06d4\u2000-\u2bff\u3000-\u3004\u3008-\u3030\u30fb\ufe00-\ufe6f]+"
)
_SPELLED_OUT = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("[aA]\u030a", "aa"),
        ("[еЕ]\u0308|ё", "о"),
        ("([aouAOU])\u0308", r"\1e"),
        ("[øØ]", "oe"),
    )
)
_AS_GREEK = str.maketrans("abehikmnoptuvwxyz", "αβεηικμνορτυνωχυζ")
_GREEK_AS_LATIN = str.maketrans("αβεζηικμνορτυχω", "abezhikmnoptyxw")
_AS_CYRILLIC = str.maketrans("abcehikmoptxy", "авсенікмортху")
_CYRILLIC_AS_LATIN = str.maketrans("авсенікмортху", "abcehikmoptxy")
_NUMBER = str.maketrans("αβεζηικμνορτυχ", "abezhikmnoptyx", " ")

_GREEK = re.compile("[α-ω]")
_LATIN = re.compile("[a-z]")
_CYRILLIC = re.compile("[а-џґ]")
_NOT_LATIN = re.compile("[α-ωа-џґ]")
_OTHER = re.compile("[^a-z0-9α-ωа-џґ ]")


def letters(text: str, *, is_spelled_out: bool = False) -> str:
    """The words of a name, parted by single spaces: small letters of any alphabet, no marks, no apostrophes.

    ``is_spelled_out`` writes an umlaut as two letters (ü ue, ø oe, å aa) and the Cyrillic ё as an o. A letter
    of another alphabet that slipped into a word becomes the one of the word's own that looks the same.
    """
    key = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    if is_spelled_out:
        for pattern, replacement in _SPELLED_OUT:
            key = pattern.sub(replacement, key)
    key = _MARKS.sub("", key).translate(_SMALL).translate(_LIGATURES)
    key = _PARTS.sub(" ", key).strip(" ")
    if _LATIN.search(key) and _NOT_LATIN.search(key):
        key = " ".join(_one_alphabet(word) for word in key.split(" "))
    return key


def number_key(text: str) -> str:
    """A file or national number: letters that look alike in Greek and Latin are one, separators are none."""
    return letters(text).translate(_NUMBER)


def is_greek(word: str) -> bool:
    """Whether a folded word is Greek."""
    return _GREEK.search(word) is not None


def is_latin(word: str) -> bool:
    """Whether a folded word is Latin."""
    return _LATIN.search(word) is not None and not is_greek(word)


def is_cyrillic(word: str) -> bool:
    """Whether a folded word is Cyrillic."""
    return _CYRILLIC.search(word) is not None


def is_other(word: str) -> bool:
    """Whether a folded word has letters of another alphabet than Greek, Latin and Cyrillic."""
    return _OTHER.search(word) is not None


def _one_alphabet(word: str) -> str:
    if not (_LATIN.search(word) and _NOT_LATIN.search(word)):
        return word
    if is_greek(word):
        other, latin = word.translate(_AS_GREEK), word.translate(_GREEK_AS_LATIN)
    else:
        other, latin = word.translate(_AS_CYRILLIC), word.translate(_CYRILLIC_AS_LATIN)
    return latin if _LATIN.search(other) and not _NOT_LATIN.search(latin) else other
