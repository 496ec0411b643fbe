"""When somebody was born who is said to be of an age: 8 years, 6 months, 10 days."""

from datetime import date, timedelta

from medic_desk.model.one_line.calendar_days import add_months
from medic_desk.model.one_line.reading import Age, AgeUnit

_DAYS = {AgeUnit.DAYS: 1, AgeUnit.WEEKS: 7}
_MONTHS = {AgeUnit.MONTHS: 1, AgeUnit.YEARS: 12}


def born_between(age: Age, today: date) -> tuple[date, date]:
    """The first and the last birth date, both included, of whoever is of an age on a day."""
    if age.unit in _DAYS:
        days = _DAYS[age.unit]
        return today - timedelta((age.number + 1) * days - 1), today - timedelta(age.number * days)
    months = _MONTHS[age.unit]
    before = add_months(today, -(age.number + 1) * months)
    return before + timedelta(1), add_months(today, -age.number * months)
