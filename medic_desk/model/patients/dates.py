"""Birth dates as they are typed: day first, with or without separators, the year in two figures or four."""

import re
from datetime import date

from medic_desk.model.patients.letters import letters

_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-\s]+(\d{1,2})[/.\-\s]+(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-\s]+(\d{1,2})[/.\-\s]+(\d{1,2})")
_CLOSE = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_CLOSE_YEAR_FIRST = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_YEAR = re.compile(r"(19|20)\d{2}")
_IN_WORDS = re.compile(r"\b(\d{1,2})\.?\s+([^\W\d]{3,})\.?\s+(\d{4})\b")
_MONTHS = tuple(
    tuple(words.split())
    for words in (
        "ιαν jan",
        "φεβ φλεβ feb",
        "μαρ mar",
        "απρ apr",
        "μαι may mai",
        "ιουν jun",
        "ιουλ jul",
        "αυγ aug",
        "σεπ sep",
        "οκτ oct okt",
        "νοε nov",
        "δεκ dec dez",
    )
)
"""How the names of the months begin, folded, in Greek and in Latin letters."""


def typed_dates(text: str) -> tuple[date, ...]:
    """The birth dates that a text may mean; empty where it is none.

    A year in two figures is of this century, else of the one before: nobody is born on a day to come, so
    whoever is found on the later date comes first.
    """
    text = text.strip()
    if match := _DAY_FIRST.fullmatch(text) or _CLOSE.fullmatch(text):
        day, month, year = match.groups()
        years = [int(year)] if len(year) == 4 else [2000 + int(year), 1900 + int(year)]
        found = [_date(one, int(month), int(day)) for one in years]
        if any(found):
            return tuple(one for one in found if one is not None)
    if match := _YEAR_FIRST.fullmatch(text) or _CLOSE_YEAR_FIRST.fullmatch(text):
        one = _date(*(int(part) for part in match.groups()))
        return () if one is None else (one,)
    return ()


def months_in_figures(text: str) -> str:
    """The text with each date whose month is a word between a day and a year (4 Ιουλίου 1958) as 4/7/1958."""
    return _IN_WORDS.sub(_in_figures, text)


def is_written_date(text: str) -> bool:
    """Whether a text can only be a date: one of parts with strokes, full stops or hyphens between them."""
    return bool(re.search(r"\d[/.\-]\d", text)) and bool(typed_dates(text))


def typed_year(text: str) -> int | None:
    """The year of birth that a word may mean; None where it is none."""
    return int(text) if _YEAR.fullmatch(text) else None


def _in_figures(match: re.Match[str]) -> str:
    day, name, year = match.groups()
    folded = letters(name)
    month = next((place for place, begins in enumerate(_MONTHS, 1) if folded.startswith(begins)), None)
    return match.group() if month is None else f"{day}/{month}/{year}"


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
