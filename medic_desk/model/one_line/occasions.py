"""What is said with fixed words: a walk-in, the first free time, how they meet, words that say nothing."""

from collections.abc import Sequence

from medic_desk.model.one_line.lexicon import Phrases, WordMap, WordSet, split_phrase
from medic_desk.model.one_line.piece import Piece, keys_from
from medic_desk.model.one_line.reading import Mode, Subject
from medic_desk.model.one_line.words import Form, Word

_WALK_IN = Phrases(
    [
        *(
            (phrase, True)
            for phrase in (
                "τώρα",
                "now",
                "right now",
                "έκτακτο",
                "έκτακτα",
                "έκτακτη",
                "έκτακτος",
                "έκτακτο περιστατικό",
                "εκτάκτως",
                "χωρίς ραντεβού",
                "walk-in",
                "without appointment",
                "without an appointment",
                "no appointment",
                "χωρίς ραντεβου",
            )
        ),
        *((phrase, False) for phrase in ("άμεσα", "αμέσως", "επείγον", "επειγόντως", "urgent", "emergency")),
    ]
)
_FREE = (
    "ελεύθερο",
    "ελεύθερη",
    "διαθέσιμο",
    "διαθέσιμη",
    "κενό",
    "διαθεσιμη ωρα",
    "ελεύθερη ώρα",
    "ελεύθερο ραντεβού",
)
_FREE_ALSO = ("διαθέσιμη ώρα", "διαθέσιμο ραντεβού", "δυνατή", "δυνατό", "ελεύθερη θέση", "δυνατόν")
_FIRST_FREE = Phrases(
    [
        *((f"{first} {free}", True) for first in ("πρώτο", "πρώτη") for free in (*_FREE, *_FREE_ALSO)),
        *((f"επόμενο {free}", True) for free in _FREE),
        *((f"επόμενη {free}", True) for free in _FREE),
        *(
            (f"{first} {free}", True)
            for first in ("first", "next", "earliest")
            for free in ("free", "available", "slot")
        ),
        *(
            (phrase, True)
            for phrase in (
                "όποτε",
                "οποτεδήποτε",
                "όποτε να ναι",
                "όποτε έχει",
                "όποτε υπάρχει",
                "όποτε μπορεί",
                "το συντομότερο",
                "συντομότερο",
                "συντομότερο δυνατό",
                "το συντομότερο δυνατό",
                "το συντομότερο δυνατόν",
                "το νωρίτερο",
                "νωρίτερο",
                "όσο πιο σύντομα",
                "όσο πιο σύντομα γίνεται",
                "όσο γίνεται πιο σύντομα",
                "asap",
                "as soon as possible",
                "earliest",
                "soonest",
                "whenever",
                "any time",
                "first available slot",
                "first free slot",
                "first free time",
                "next available slot",
                "first appointment",
                "first slot",
                "πρώτο ραντεβού",
                "πρώτη ώρα",
                "όσο πιο νωρίς",
                "όσο πιο νωρίς γίνεται",
            )
        ),
    ]
)
_LIKELY_NOTHING_ELSE = WordSet("πρώτο πρώτη ώρα ραντεβού appointment")
_MODES = Phrases(
    [
        *(
            (word, Mode.VIDEO)
            for word in ("βίντεο", "video", "βιντεοκλήση", "video call", "τηλεδιάσκεψη", "online")
        ),
        *(
            (word, Mode.PHONE)
            for word in ("τηλεφωνικά", "τηλεφωνικό", "by phone", "μέσω τηλεφώνου", "phone call")
        ),
        *((word, Mode.IN_PERSON) for word in ("από κοντά", "διά ζώσης", "in person", "με φυσική παρουσία")),
    ]
)
_MODES_LOOSELY = WordMap([(word, Mode.PHONE) for word in ("τηλέφωνο", "τηλεφώνημα", "phone")])
_NOTE = WordSet("σημ σημείωση σημειώσεις σχόλιο σχόλια note notes nb")
_OPENING = Phrases(
    [
        (phrase, True)
        for phrase in (
            "ραντεβού",
            "ραντεβού για",
            "ραντεβού για τον",
            "ραντεβού για την",
            "appointment",
            "appointment for",
            "an appointment for",
            "book",
            "book an appointment",
            "book appointment for",
            "book an appointment for",
            "book for",
            "βάλε",
            "βάλε τον",
            "βάλε την",
            "βάλε μου",
            "κλείσε",
            "κλείσε τον",
            "κλείσε την",
            "κλείσε ραντεβού",
            "κλείσε ραντεβού για",
            "κλείσε ραντεβού για τον",
            "κλείσε ραντεβού για την",
            "θέλω",
            "θέλει",
            "θέλει ραντεβού",
            "θα ήθελα",
            "please",
            "παρακαλώ",
            "για",
            "for",
            "new appointment",
            "new appointment for",
            "νέο ραντεβού",
            "νέο ραντεβού για",
        )
    ]
)
_FILLERS = WordSet(
    "ο η οι κα κο κος κυρία κύριος κύριο κυρίας κυρίου την τον τη το του της τα τις τους στις στη "
    "στην στον στο στα για από μετά πριν μέχρι "
    "έως ως σε ή και κ με να θα "
    "θέλει θέλω ραντεβού βάλε κλείσε παρακαλώ λοιπόν περίπου κάθε γύρω κατά διάρκεια διάρκειας"
)
_LATIN = "a an at on in the for with by to from or and please appointment after before until every about"
_LATIN_FILLERS = frozenset(_LATIN.split())
_GREEKLISH_FILLERS = WordSet("την τη στις στη στην στον στο για σε από μετά πριν μέχρι ραντεβού")
_ARTICLES = frozenset({"o", "h", "th", "thn", "ths", "tou"})
"""Greek articles in greeklish that hardly anybody is called; those below are names as well."""
_ARTICLES_AFTER_FOR = frozenset({"ton", "tin", "ti", "tis"})
_FOR = WordSet("για βάλε κλείσε βάλτε κλείστε")
_ASKING = Phrases(
    [
        (phrase, True)
        for phrase in (
            "πότε",
            "πότε έχει",
            "πότε έχω",
            "πότε είναι",
            "πότε έχει ραντεβού",
            "πότε έχω ραντεβού",
            "πότε είναι το ραντεβού",
            "πότε είναι το ραντεβού μου",
            "τι ώρα έχει",
            "τι ώρα έχω",
            "τι ώρα έχει ραντεβού",
            "τι ώρα έχω ραντεβού",
            "τι ώρα είναι το ραντεβού",
            "when is",
            "when is my appointment",
            "when is the appointment",
            "when is the appointment of",
            "what time is the appointment",
            "what time is the appointment of",
        )
    ]
)
"""The question for a patient's appointments: the patient's name beside it says all."""


def read_occasion(words: Sequence[Word], index: int) -> Piece | None:
    """A walk-in, the first free time or a way to meet, whichever takes most words."""
    typed = keys_from(words, index)
    found: list[Piece] = []
    length, sure = _WALK_IN.longest(typed)
    if length:
        found.append(Piece(index, index + length, Subject.WALK_IN, "walk_in", sure=sure[0]))
    length, _ = _FIRST_FREE.longest(typed)
    if length:
        is_vague = all(_LIKELY_NOTHING_ELSE.has(keys) for keys in typed[:length])
        found.append(Piece(index, index + length, Subject.FIRST_FREE, "first_free", sure=not is_vague))
    length, modes = _MODES.longest(typed)
    if length:
        found.append(Piece(index, index + length, Subject.MODE, modes[0]))
    elif typed and (mode := _MODES_LOOSELY.get(typed[0])) is not None:
        piece = Piece(index, index + 1, Subject.MODE, mode, sure=False)
        piece.offer(Subject.PATIENT, words[index].text)
        found.append(piece)
    return max(found, key=lambda piece: piece.last, default=None)


def read_note(words: Sequence[Word], index: int, text: str) -> list[Piece]:
    """A note: the quote after σημ., or everything after it where no quote follows."""
    if index + 1 >= len(words) or not _NOTE.has(words[index].keys):
        return []
    after = words[index + 1]
    if after.form is Form.QUOTE:
        said = Piece(index + 1, index + 2, Subject.NOTE, unquoted(after.text))
        return [Piece(index, index + 1, Subject.FILLER, words[index].text), said]
    if not after.gap.strip():
        return []
    last = len(words)
    said = Piece(index + 1, last, Subject.NOTE, text[after.at : words[-1].end])
    return [Piece(index, index + 1, Subject.FILLER, words[index].text), said]


def unquoted(text: str) -> str:
    """What stands in a quote, whether it was closed or not."""
    inner = text[1:]
    return (inner[:-1] if inner and inner[-1] in '»"“”' else inner).strip()


def read_opening(words: Sequence[Word], index: int) -> Piece | None:
    """Words that open a line and say only that somebody is to be booked."""
    if index:
        return None
    length, _ = _OPENING.longest(keys_from(words, 0))
    if not length or length >= len(words):
        return None
    is_latin_word = length == 1 and words[0].key in ("book", "for", "please")
    if is_latin_word and len(words) < 3:
        return None
    return Piece(0, length, Subject.FILLER, " ".join(word.text for word in words[:length]))


def read_asking(words: Sequence[Word], index: int) -> Piece | None:
    """Words that ask when somebody's appointment is; alone they say nothing."""
    length, _ = _ASKING.longest(keys_from(words, index))
    if not length or length == len(words):
        return None
    text = " ".join(word.text for word in words[index : index + length])
    return Piece(index, index + length, Subject.FILLER, text)


def is_article(words: Sequence[Word], index: int, *, before_a_name: bool) -> bool:
    """Whether a word before a name is a Greek article in greeklish, as "h" in "h liapi"."""
    word = words[index]
    if not before_a_name or word.form is not Form.WORD or words[index + 1].is_parted:
        return False
    if words[index + 1].form is not Form.WORD or words[index + 1].gap.strip():
        # "o. liapi" begins with an initial.
        return False
    after_for = index > 0 and is_for(words[index - 1])
    return word.key in _ARTICLES or (after_for and word.key in _ARTICLES_AFTER_FOR)


def is_for(word: Word) -> bool:
    """Whether a word says that somebody's name follows: gia, vale."""
    return word.form is Form.WORD and _FOR.has(word.keys)


def is_filler(words: Sequence[Word], index: int, *, before_a_meaning: bool, before_a_day: bool) -> bool:
    """Whether a word says nothing. A Latin one may be a name, unless a day, time or doctor follows."""
    word = words[index]
    if word.form is not Form.WORD:
        return False
    if not word.key.isascii() or word.key == "for":
        return word.key == "for" or _FILLERS.has(word.keys)
    return (before_a_meaning and word.key in _LATIN_FILLERS) or (
        before_a_day and _GREEKLISH_FILLERS.has(word.keys)
    )


def is_mode(phrase: str) -> bool:
    """Whether a phrase says how patient and doctor meet."""
    return _MODES.longest([(word,) for word in split_phrase(phrase)])[0] > 0
