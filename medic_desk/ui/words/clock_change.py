"""Times of the nights in which clocks are changed: one that is skipped, and one that comes twice."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.clinic_time import instant_of, local_time
from medic_desk.engine.facts import Minute
from medic_desk.ui.words.formats import clock_time, short_day, time_at

translate = QCoreApplication.translate


def skipped_sentence(day: date, wall_minute: int, zone: str) -> str:
    """That the clock skips a time of that day: ``There is no 03:30 on Sun 28/03: the clock goes on …``."""
    text = translate("ClockChange", "There is no {time} on {day}: the clock goes from {before} to {after}.")
    jump = instant_of(day, wall_minute, zone)
    before, after = local_time(jump - 1, zone)[1] + 1, local_time(jump, zone)[1]
    times = {"before": clock_time(before), "after": clock_time(after)}
    return text.format(time=clock_time(wall_minute), day=short_day(day), **times)


def twice_sentence(day: date, wall_minute: int) -> str:
    """That the clock shows a time of that day twice, and that one of them has to be chosen."""
    text = translate("ClockChange", "{time} comes twice on {day}: choose which.")
    return text.format(time=clock_time(wall_minute), day=short_day(day))


def first_reading(minute: Minute, zone: str) -> str:
    """The first of two times that are read alike."""
    text = translate("ClockChange", "{time}, before the clock goes back")
    return text.format(time=time_at(minute, zone))


def second_reading(minute: Minute, zone: str) -> str:
    """The second of two times that are read alike."""
    text = translate("ClockChange", "{time}, after the clock went back")
    return text.format(time=time_at(minute, zone))
