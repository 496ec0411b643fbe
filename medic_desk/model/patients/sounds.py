"""A name by its sound, in ASCII: one key for the spellings of one name that sound alike.

The database keeps the sounds of every stored name (``medic_sound`` and its parts of revision 0006); a test
holds the two sides equal. What is typed in Latin letters may be read in several ways (``greeklish``).
"""

import re

from medic_desk.model.patients.letters import is_cyrillic, is_latin

Replacements = tuple[tuple[str, str], ...]

_GREEK_PAIRS: Replacements = (
    ("γγ", "γκ"),
    ("ου", "u"),
    ("αι", "e"),
    ("ει", "i"),
    ("οι", "i"),
    ("υι", "i"),
    ("αυ", "av"),
    ("αφ", "av"),
    ("ευ", "ev"),
    ("εφ", "ev"),
    ("ηυ", "iv"),
    ("ξ", "ks"),
    ("ψ", "ps"),
)
_GREEK_LETTERS = str.maketrans("αβγδεζηθικλμνοπρστυφχω", "avgdezi8iklmnoprstifho")
_DOUBLE = re.compile(r"([a-z8])\1+")

_LATIN_PAIRS: Replacements = (
    ("th", "θ"),
    ("ch", "χ"),
    ("kh", "χ"),
    ("ph", "φ"),
    ("sh", "σ"),
    ("ou", "ου"),
    ("oy", "ου"),
    ("au", "αυ"),
    ("eu", "ευ"),
    ("u", "ου"),
    ("j", "τζ"),
)
_LATIN_LETTERS = str.maketrans("abcdefghiklmnopqrstvwxyz", "αβκδεφγχικλμνοπκρστββξιζ")

_PASSPORT_PAIRS: Replacements = (
    ("ου", "ou"),
    ("αυ", "av"),
    ("ευ", "ev"),
    ("γγ", "ng"),
    ("θ", "th"),
    ("χ", "ch"),
    ("ψ", "ps"),
    ("ξ", "x"),
)
_PASSPORT_LETTERS = str.maketrans("αβγδεζηικλμνοπρστυφω", "avgdeziiklmnoprstyfo")

_SLAVIC_PAIRS: Replacements = (
    ("shch", "s"),
    ("sch", "s"),
    ("sht", "s"),
    ("tch", "c"),
    ("ch", "c"),
    ("cz", "c"),
    ("ts", "c"),
    ("tz", "c"),
    ("sh", "s"),
    ("kh", "h"),
    ("dzh", "z"),
    ("zh", "z"),
    ("dj", "d"),
    ("ph", "f"),
    ("x", "ks"),
    ("ou", "u"),
    ("ck", "k"),
)
_GLIDE = re.compile("[yij](?=[aeou])")
_SLAVIC_LETTERS = str.maketrans("gwyj", "hvii")
_SLAVIC_DOUBLE = re.compile(r"([a-z])\1+")

_CYRILLIC_PAIRS: Replacements = (
    ("ж", "zh"),
    ("х", "kh"),
    ("ц", "ts"),
    ("ч", "ch"),
    ("ш", "sh"),
    ("щ", "shch"),
    ("ю", "yu"),
    ("я", "ya"),
    ("є", "ye"),
    ("ђ", "dj"),
    ("љ", "lj"),
    ("њ", "nj"),
    ("ћ", "ch"),
    ("џ", "dzh"),
)
_CYRILLIC_LETTERS = str.maketrans("абвгдезийклмнопрстуфыэіґјѕ", "abvgdeziiklmnoprstufyeigjz", "ъь")
_NO_SOUND = re.compile("[^a-z0-9]+")


def _replaced(text: str, pairs: Replacements) -> str:
    for old, new in pairs:
        text = text.replace(old, new)
    return text


def greek_sound(text: str) -> str:
    """The sound of folded Greek letters; 8 is theta, and ks and ps are written out."""
    return _DOUBLE.sub(r"\1", _replaced(text, _GREEK_PAIRS).translate(_GREEK_LETTERS))


def greek_of_latin(text: str) -> str:
    """Folded Latin letters as the Greek ones they are most often written for."""
    return _replaced(text, _LATIN_PAIRS).translate(_LATIN_LETTERS)


def latin_of_greek(text: str) -> str:
    """Folded Greek letters in Latin ones, as passports write them."""
    return _replaced(text, _PASSPORT_PAIRS).translate(_PASSPORT_LETTERS)


def latin_of_cyrillic(text: str) -> str:
    """Folded Cyrillic letters in Latin ones."""
    return _replaced(text, _CYRILLIC_PAIRS).translate(_CYRILLIC_LETTERS)


def slavic_sound(latin: str) -> str:
    """The sound of a Slavic name from any of its usual Latin spellings."""
    sounds = _GLIDE.sub("", _replaced(latin, _SLAVIC_PAIRS)).translate(_SLAVIC_LETTERS)
    return _SLAVIC_DOUBLE.sub(r"\1", sounds)


def sound(folded: str) -> str:
    """The sound of folded words; letters of other alphabets than Greek, Latin and Cyrillic have none."""
    if is_cyrillic(folded):
        folded = slavic_sound(latin_of_cyrillic(folded))
    else:
        if re.search("[a-z]", folded):
            folded = greek_of_latin(folded)
        folded = greek_sound(folded)
    return _NO_SOUND.sub(" ", folded).strip(" ")


def slavic_sounds(word: str) -> tuple[str, ...]:
    """What a Cyrillic name may sound like of which this is typed, in whichever alphabet."""
    if is_cyrillic(word):
        return (slavic_sound(latin_of_cyrillic(word)),)
    if not is_latin(word):
        return (slavic_sound(latin_of_greek(word)),)
    # c is the sound of "cvet" or of "victor", j that of "jukov" or of "jurij".
    word = word.replace("shtch", "shch")
    readings = {word, word.replace("j", "zh")}
    readings |= {re.sub("c(?!h)", "k", one) for one in readings}
    return tuple(sorted({slavic_sound(one) for one in readings}))
