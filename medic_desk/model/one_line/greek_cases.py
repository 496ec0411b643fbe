"""Greek nouns in their cases: the forms of a surname, the stem of a word, short forms of first names."""

import re
from functools import lru_cache

from medic_desk.model.one_line.spelling import plain, spells

_ENDINGS_OF_NAMES = (
    ("οσ", ("ο", "ον", "ου", "ε")),
    ("ησ", ("η", "ην")),
    ("ασ", ("α", "αν")),
    ("εασ", ("εα",)),
    ("εσ", ("ε",)),
    ("ουσ", ("ου",)),
    ("ισ", ("ι",)),
    ("η", ("ησ", "ην")),
    ("α", ("ασ", "αν")),
    ("ω", ("ωσ",)),
    ("ιων", ("ιωνα", "ιωνοσ")),
    ("ων", ("ωνα", "ωνοσ")),
)
_STEM = re.compile(
    "(?:ματοσ|ματων|ματα|μα|εωσ|εων|εισ|ουσ|ιου|ιων|ιασ|ιεσ|ιοσ|ιο|ια|ου|ον|οι|οσ|ων|ησ|ην|ασ|αν|εσ|"
    "ισ|ιν|α|η|ι|ο|ε|υ|ω)$"
)
_SHORT = {
    "γιωργοσ": "γεωργιοσ",
    "γιαννησ": "ιωαννησ",
    "κωστασ": "κωνσταντινοσ",
    "ντινοσ": "κωνσταντινοσ",
    "δημητρησ": "δημητριοσ",
    "μιτσοσ": "δημητριοσ",
    "νικοσ": "νικολαοσ",
    "βασιλησ": "βασιλειοσ",
    "θανασησ": "αθανασιοσ",
    "μιχαλησ": "μιχαηλ",
    "βαγγελησ": "ευαγγελοσ",
    "σπυροσ": "σπυριδων",
    "αντωνησ": "αντωνιοσ",
    "τασοσ": "αναστασιοσ",
    "μανωλησ": "εμμανουηλ",
    "μπαμπησ": "χαραλαμποσ",
    "λαμπησ": "χαραλαμποσ",
    "κατερινα": "αικατερινη",
    "καιτη": "αικατερινη",
    "ευα": "ευαγγελια",
    "λενα": "ελενη",
    "λενη": "ελενη",
    "γιωτα": "παναγιωτα",
    "ποπη": "καλλιοπη",
    "στελιοσ": "στυλιανοσ",
    "λευτερησ": "ελευθεριοσ",
    "σωτηρησ": "σωτηριοσ",
    "γρηγορησ": "γρηγοριοσ",
    "φωτησ": "φωτιοσ",
    "τακησ": "παναγιωτησ",
    "πανοσ": "παναγιωτησ",
    "βασω": "βασιλικη",
    "σοφη": "σοφια",
    "δημητρα": "δημητρα",
}


@lru_cache(maxsize=4096)
def forms(name: str) -> tuple[str, ...]:
    """The plain forms of a name in all cases, the nominative first: Ράπτης, Ράπτη, Ράπτην."""
    key = plain(name)
    found = [key]
    for ending, others in _ENDINGS_OF_NAMES:
        if key.endswith(ending) and len(key) > len(ending) + 1:
            found += [key[: -len(ending)] + other for other in others]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A plain Greek word without its ending; words of fewer than four letters keep theirs."""
    return _STEM.sub("", word) if len(word) > 4 else word


def first_names(name: str) -> tuple[str, ...]:
    """The plain forms under which a doctor's first name is said: its cases, and its short forms'."""
    whole = plain(name)
    found = list(forms(whole))
    for short, long in _SHORT.items():
        if long == whole:
            found += forms(short)
    return tuple(dict.fromkeys(found))


def is_short_form(word: str) -> bool:
    """Whether a plain word, Greek or greeklish, is a first name's short form in any case."""
    return any(spells(word, form) for short in _SHORT for form in forms(short))
