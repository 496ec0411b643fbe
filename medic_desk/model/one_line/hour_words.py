"""The words that times of day and lengths are said with, in Greek and English."""

from medic_desk.model.one_line.lexicon import Phrases, WordMap, WordSet
from medic_desk.model.one_line.reading import Part

PARTS = WordMap(
    [
        *((word, Part.MORNING) for word in ["πρωί", "morning"]),
        *((word, Part.MIDDAY) for word in ["μεσημέρι", "noon", "noontime", "midday", "lunchtime"]),
        *((word, Part.AFTERNOON) for word in ["απόγευμα", "απογευματάκι", "afternoon"]),
        *((word, Part.EVENING) for word in ["βράδυ", "βραδάκι", "evening", "night"]),
    ]
)
PARTS_LOOSELY = WordMap(
    [
        *((word, Part.MORNING) for word in ("πρωινό", "πρωινή", "πρωινές")),
        *((word, Part.MIDDAY) for word in ("μεσημεράκι", "μεσημεριανό", "μεσημεριανή", "μεσημ")),
        *((word, Part.AFTERNOON) for word in ("απογευματινό", "απογευματινή", "απόγ", "απογευμ")),
        *((word, Part.EVENING) for word in ("βραδινό", "βραδινή")),
    ]
)
"""Adjectives and words cut short that may say a part of the day."""
NOT_PARTS = frozenset({"brady", "bradi", "bradu"})
"""Surnames that are the greeklish of a part of the day."""
NOON = WordSet("noon noontime")
"""English for twelve o'clock and, loosely, for the hours around it."""
PART_ARTICLES = WordSet("το του the")
PART_PREPOSITIONS = WordSet("in at")

BEFORE_NOON = WordSet("πμ am")
AFTER_NOON = WordSet("μμ pm")
OCLOCK = Phrases(
    [(phrase, True) for phrase in ("η ώρα", "ώρα", "oclock", "o clock", "ακριβώς", "sharp", "ακρ")]
)
AT = Phrases(
    [
        (phrase, True)
        for phrase in (
            "στις",
            "στη",
            "στην",
            "για τις",
            "κατά τις",
            "γύρω στις",
            "περίπου στις",
            "περί τις",
            "η ώρα",
            "ώρα",
            "την ώρα",
            "at",
            "at about",
            "at around",
            "around",
            "about",
        )
    ]
)
ABOUT = WordSet("κατά γύρω περίπου περί around about")
TIME_SAID = WordSet("ώρα at")
"""Markers that only a time follows; "στις 10" is the tenth as well."""

AND = WordSet("και κ and")
LESS = WordSet("παρά")
HALF = WordSet("μισή μισό half")
QUARTER = WordSet("τέταρτο quarter")
PAST = WordSet("past")
TO = WordSet("to")

AFTER = Phrases(
    [(phrase, True) for phrase in ("μετά τις", "μετά", "μετά από τις", "από τις", "από", "after", "from")]
)
BEFORE = Phrases(
    [
        (phrase, True)
        for phrase in (
            "πριν τις",
            "πριν",
            "πριν από τις",
            "μέχρι τις",
            "μέχρι",
            "έως τις",
            "έως",
            "ως τις",
            "before",
        )
    ]
    + [(word, True) for word in ("until", "till", "by")]
)
BETWEEN = Phrases([(phrase, True) for phrase in ("μεταξύ", "ανάμεσα", "between")])
BETWEEN_AND = WordSet("και με and")
FROM = Phrases([(phrase, True) for phrase in ("από τις", "από", "from")])
UP_TO = Phrases(
    [
        (phrase, True)
        for phrase in ("έως τις", "έως", "ως τις", "ως", "μέχρι τις", "μέχρι", "με", "to", "till", "until")
    ]
)

MINUTES = WordSet("λ λεπτό λεπτά λεπτών λεπτα' min mins minute minutes")
HOURS = WordSet("ώρα ώρες hour hours hr hrs")
ONE_AND_A_HALF = WordSet("ενάμισι ενάμιση ενάμισυ μιάμισι")
FOR = WordSet("για for επί")
OF_AN_HOUR = Phrases([(phrase, True) for phrase in ("of an hour", "της ώρας")])
AN = WordSet("an a")

YEARS_OLD = Phrases(
    [
        (phrase, True)
        for phrase in (
            "ετών",
            "χρ",
            "χρονών",
            "χρόνων",
            "χρονώ",
            "years old",
            "years",
            "year old",
            "yo",
            "yrs",
            "y o",
        )
    ]
)
MONTHS_OLD = Phrases([(phrase, True) for phrase in ("μηνών", "months old", "month old", "months", "mo")])
WEEKS_OLD = Phrases([(phrase, True) for phrase in ("εβδομάδων", "βδομάδων", "weeks old", "week old")])
DAYS_OLD = Phrases([(phrase, True) for phrase in ("ημερών", "days old", "day old")])
AGED = WordSet("ετών χρονών aged age ηλικίας")
YEAR_CHILD = WordSet("χρονος χρονη χρονο χρονου χρονης")
"""Glued to its number: 8χρονο."""
