"""The words that days are said with: weekdays, months, today and tomorrow, units, in Greek and English."""

from medic_desk.model.one_line.lexicon import Phrases, WordMap, WordSet
from medic_desk.model.one_line.spelling import plain

_WEEKDAYS = (
    "Δευτέρα monday|Τρίτη tuesday|Τετάρτη wednesday|Πέμπτη thursday|Παρασκευή friday|Σάββατο saturday|"
    "Κυριακή sunday"
)
_GENITIVES = "Δευτέρας|Τρίτης|Τετάρτης|Πέμπτης|Παρασκευής|Σαββάτου|Κυριακής"
_TWO_LETTERS = "δε|τρ|τε|πε|πα|σα|κυ"
_CUT_SHORT = "δευ δευτ|τρι τριτ|τετ τετρ τεταρ|πεμ πεμπ|παρ παρασκ|σαβ σαββ|κυρ κυριακ"
_ENGLISH_SHORT = "mon|tue tues|wed weds|thu thur thurs|fri|sat|sun"
_MONTHS = (
    "Ιανουάριος Ιανουαρίου Ιανουάριο Γενάρης Γενάρη january|"
    "Φεβρουάριος Φεβρουαρίου Φεβρουάριο Φλεβάρης Φλεβάρη february|"
    "Μάρτιος Μαρτίου Μάρτιο Μάρτης Μάρτη march|Απρίλιος Απριλίου Απρίλιο Απρίλης Απρίλη april|"
    "Μάιος Μαΐου Μάιο Μάης Μάη may|Ιούνιος Ιουνίου Ιούνιο Ιούνης Ιούνη june|"
    "Ιούλιος Ιουλίου Ιούλιο Ιούλης Ιούλη july|Αύγουστος Αυγούστου Αύγουστο august|"
    "Σεπτέμβριος Σεπτεμβρίου Σεπτέμβριο Σεπτέμβρης Σεπτέμβρη september|"
    "Οκτώβριος Οκτωβρίου Οκτώβριο Οκτώβρης Οκτώβρη october|"
    "Νοέμβριος Νοεμβρίου Νοέμβριο Νοέμβρης Νοέμβρη november|"
    "Δεκέμβριος Δεκεμβρίου Δεκέμβριο Δεκέμβρης Δεκέμβρη december"
)
_MONTHS_SHORT = (
    "ιαν γεν jan|φεβ φλεβ feb|μαρ mar|απρ apr|μαι|ιουν ιον jun|ιουλ jul|αυγ avg aug|σεπ σεπτ sep sept|"
    "οκτ oct|νοε νοεμ nov|δεκ dec"
)


def _numbered(lists: str) -> list[tuple[str, int]]:
    return [(word, number) for number, words in enumerate(lists.split("|"), 1) for word in words.split()]


WEEKDAYS = WordMap(_numbered(_WEEKDAYS))
WEEKDAYS_OF = WordMap(_numbered(_GENITIVES))
WEEKDAYS_MISSPELT = WordMap([("Πέμτη", 4), ("Σάβατο", 6), ("wensday", 3), ("wednsday", 3), ("thusday", 4)])
TWO_LETTERS = WordMap(_numbered(_TWO_LETTERS))
CUT_SHORT = WordMap(_numbered(_CUT_SHORT))
"""Weekdays as they are cut short in haste; each may be the beginning of a name too."""
ENGLISH_SHORT = WordMap(_numbered(_ENGLISH_SHORT))
NAMES_TOO = WordSet("Παρασκευή Κυριακή Παρασκευής Κυριακής")
"""Weekdays that are women's names."""
ENGLISH_DAYS = WordSet(
    f"{_ENGLISH_SHORT} monday tuesday wednesday thursday friday saturday sunday".replace("|", " ")
)

MONTHS = WordMap(_numbered(_MONTHS))
MONTHS_SHORT = WordMap(_numbered(_MONTHS_SHORT))
ENGLISH_MONTHS = WordSet(
    "january february march april may june july august september october november december"
)
MONTHS_THAT_ARE_NAMES = WordSet(
    "Μάιος Μαΐου Μάιο Μάης Μάη Μαρτίου Μάρτιος Μάρτιο Μάρτης Μάρτη Αυγούστου Αύγουστος Αύγουστο "
    "Απρίλιος Απριλίου "
    "Ιουλίου Ιούλιος Ιούλιο Ιουνίου Ιούνιος Ιανουαρίου Γενάρης Φλεβάρης may june april august march "
    "july january "
    "jan mai ian mar noe αυγ jun jul avg"
)

DAYS_FROM_TODAY = Phrases(
    [
        *((word, 0) for word in ("σήμερα", "today")),
        *((word, 1) for word in ("αύριο", "tomorrow")),
        *((word, 2) for word in ("μεθαύριο", "day after tomorrow", "the day after tomorrow")),
        ("αντιμεθαύριο", 3),
        *((word, -1) for word in ("χθες", "χτες", "εχθές", "yesterday")),
        *((word, -2) for word in ("προχθές", "προχτές", "day before yesterday", "the day before yesterday")),
    ]
)
DAYS_MISSPELT = WordMap(
    [
        *((word, 0) for word in ("σίμερα",)),
        *((word, 1) for word in ("tommorow", "tomorow", "tommorrow", "tmrw", "tmr", "άβριο", "αύρ")),
        *((word, 2) for word in ("μεθ", "μεθαύρ")),
    ]
)
"""Misspelt, or cut short in haste."""
TONIGHT = Phrases([(word, True) for word in ("απόψε", "tonight", "this evening")])

ARTICLES = WordSet("την τη τον το του της τις τα στην στη στον στο στις on the")
ON = WordSet("την τη στην on")
OF = WordSet("του της of the τον")
OTHER = WordSet("άλλη άλλο άλλον άλλης άλλου")
NEXT = WordSet("επόμενη επόμενο επόμενον επόμενης επομένης επόμενου επομένου next")
COMING = WordSet("ερχόμενη ερχόμενο ερχόμενον προσεχή coming")
THIS = WordSet("αυτή αυτήν αυτό αυτόν this")
LAST = WordSet("περασμένη περασμένο προηγούμενη προηγούμενο last")
AFTER_NEXT = WordSet("μεθεπόμενη μεθεπόμενο")
EDGES = WordSet("από μετά πριν μέχρι έως ως after from before until till by since")
EVERY = WordSet("κάθε every")
EXCEPT = WordSet("όχι εκτός χωρίς αντί not except without instead")
WEEK = WordSet("εβδομάδα βδομάδα εβδομάδας βδομάδας week")
MONTH = WordSet("μήνα μήνας μηνός month")
VAGUE = Phrases(
    [
        (phrase, True)
        for phrase in [
            "μέσα στην εβδομάδα",
            "μέσα στη βδομάδα",
            "εντός της εβδομάδας",
            "εντός εβδομάδας",
            "within the week",
            "within a week",
            "νωρίς",
            "τα μεσάνυχτα",
            "μεσάνυχτα",
            "at midnight",
            "midnight",
            "αργά",
            "κάποια στιγμή",
            "κάποια μέρα",
            "κάποτε",
            "σύντομα",
            "αργότερα",
            "σε λίγο",
            "σε λίγες μέρες",
            "σε μερικές μέρες",
            "άλλη μέρα",
            "μια άλλη μέρα",
            "τις επόμενες μέρες",
            "αυτές τις μέρες",
            "σε λίγο καιρό",
            "προσεχώς",
            "του χρόνου",
            "σε καμιά εβδομάδα",
            "σε καμιά βδομάδα",
            "σε κανένα μήνα",
            "σε κανα μήνα",
            "σε 15 νθήμερο",
            "σε 15 θήμερο",
            "sometime",
            "some time",
            "some day",
            "someday",
            "soon",
            "later",
            "in a few days",
            "in some days",
            "another day",
            "one of these days",
            "in the coming days",
        ]
    ]
)
"""When nobody can say."""
WEEKEND = WordSet("Σαββατοκύριακο σκ weekend")
IN = WordSet("σε in")
AFTER = WordSet("μετά after")
FROM = WordSet("από from")
TIME = WordSet("time")
LATER = WordSet("μετά later")
NOW = WordSet("τώρα now today σήμερα")

UNITS = WordMap(
    [
        *((word, "days") for word in ["μέρα", "μέρες", "ημέρα", "ημέρες", "day", "days"]),
        *(
            (word, "weeks")
            for word in [
                "εβδομάδα",
                "εβδομάδες",
                "βδομάδα",
                "βδομάδες",
                "week",
                "weeks",
                "wk",
                "wks",
                "weeks'",
                "βδομ",
                "εβδομ",
                "εβδ",
            ]
        ),
        *((word, "months") for word in ["μήνα", "μήνες", "μήνας", "month", "months"]),
        *((word, "years") for word in ["χρόνο", "χρόνια", "έτος", "έτη", "year", "years"]),
        *((word, "fortnights") for word in ["δεκαπενθήμερο", "δεκαπενθήμερα", "fortnight", "fortnights"]),
    ]
)
THIRDS = WordMap(
    [
        *((word, 1) for word in ["αρχές", "αρχή", "early", "start", "beginning"]),
        *((word, 2) for word in ["μέσα", "μέση", "mid", "middle"]),
        *((word, 3) for word in ["τέλη", "τέλος", "late", "end"]),
    ]
)
ORDINAL_ENDINGS = WordSet("st nd rd th η ης ου")
FEASTS = WordSet(
    "γιορτές γιορτών εορτές διακοπές Χριστούγεννα Χριστουγέννων Πάσχα Πρωτοχρονιά Πρωτομαγιά "
    "Δεκαπενταύγουστος Δεκαπενταύγουστο Τσικνοπέμπτη christmas easter xmas"
)
"""Days and times of the year that the reader cannot date; some move with the church's calendar."""
SEASONS = WordSet("holidays vacation break summer καλοκαίρι άνοιξη χειμώνα φθινόπωρο spring winter autumn")
HOLY = WordSet("Μεγάλη Μεγάλης Καθαρά Καθαρή Καθαράς")
"""Before a weekday: one of the days around Easter."""


def is_day_word(typed: tuple[str, ...]) -> bool:
    """Whether a word alone says a day or begins to: a weekday, a month, today."""
    return (
        WEEKDAYS.get(typed) is not None
        or WEEKDAYS_OF.get(typed) is not None
        or MONTHS.get(typed) is not None
        or DAYS_FROM_TODAY.longest([typed])[0] > 0
    )


def is_weekday(word: str) -> bool:
    """Whether a word is a weekday, whole or in two letters."""
    typed = (plain(word),)
    return WEEKDAYS.get(typed) is not None or TWO_LETTERS.get(typed) is not None
