"""A doctor's working hours in each week, before and after a draft, as one sentence."""

from itertools import groupby

from PySide6.QtCore import QCoreApplication, QLocale

from medic_desk.model.hours.preview import HoursPreview
from medic_desk.ui.words.formats import written_date

translate = QCoreApplication.translate


def weekly_hours_words(preview: HoursPreview) -> str:
    """``Working hours 42.5 → 45.5 h, from 21/12 34 h``: weeks that are alike are told once."""
    weeks = zip(preview.weeks.mondays, preview.hours_before, preview.hours_after, strict=True)
    told: list[str] = []
    for (before, after), alike in groupby(weeks, key=lambda week: week[1:]):
        monday, _before, _after = next(alike)
        hours = hours_change(before, after)
        if told:
            text = translate("HoursEffect", "from {date} {hours}")
            hours = text.format(date=written_date(monday)[:5], hours=hours)
        told.append(hours)
    return translate("HoursEffect", "Working hours {hours}").format(hours=", ".join(told))


def hours_change(before: int, after: int) -> str:
    """Minutes as hours: ``42.5 → 45.5 h`` (a comma in Greek); ``45.5 h`` where nothing changes."""
    if before == after:
        return translate("HoursEffect", "{hours} h").format(hours=_tenths(after))
    text = translate("HoursEffect", "{before} → {after} h")
    return text.format(before=_tenths(before), after=_tenths(after))


def _tenths(minutes: int) -> str:
    """``32``, ``40.5``; to a tenth."""
    whole, rest = divmod(round(minutes / 6), 10)
    return f"{whole}{QLocale().decimalPoint()}{rest}" if rest else str(whole)
