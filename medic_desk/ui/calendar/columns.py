"""The picture of the doctors and days that are shown: lanes, columns day by day, week-ends folded."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.facts import Minute
from medic_desk.ui.calendar.heads import DayHead
from medic_desk.ui.day_grid.grid_picture import Column, GridPicture, Lane

translate = QCoreApplication.translate

WEEKEND = frozenset({5, 6})
"""Days of the week, Monday being 0, on which most clinics are closed."""

LaneDays = tuple[Lane, Sequence[DayHead] | None]
"""A lane, and what its heads say of each day; None while it is read."""


def doctors_picture(
    lanes: Sequence[LaneDays],
    days: Sequence[date],
    folded: Collection[date],
    weight_of: Callable[[str, date, float], float],
    now: Minute,
) -> GridPicture:
    """The picture of some lanes on some days: those of one day stand together.

    ``weight_of`` keeps the weight of a lane's day; days of one lane are alike. A folded date has one column.
    """
    columns: list[Column] = []
    for place, day in enumerate(days):
        if day in folded:
            columns.append(Column(0, day, is_folded=True))
            continue
        for number, (lane, heads) in enumerate(lanes):
            if heads is None:
                columns.append(Column(number, day))
                continue
            head = heads[place]
            weight = weight_of(lane.id, day, head.weight) if len(lanes) > 1 else 1.0
            said = (head.place, head.count, head.count_kind)
            columns.append(Column(number, day, weight, *said, short_place=head.short_place))
    only = tuple(lane for lane, _ in lanes)
    return GridPicture(lanes=only, columns=tuple(columns), now=now, title=_title(only))


def folded_days(lanes: Sequence[LaneDays], days: Sequence[date], kept: Collection[date]) -> frozenset[date]:
    """The dates of the week-end on which no lane has hours or appointments, save those to be kept."""
    if len(days) == 1 or any(heads is None for _, heads in lanes):
        return frozenset()
    return frozenset(
        day
        for place, day in enumerate(days)
        if day.weekday() in WEEKEND
        and day not in kept
        and all(heads is not None and heads[place].is_empty for _, heads in lanes)
    )


def dates_of(first_day: date, days: int) -> tuple[date, ...]:
    """The dates ``[first_day, first_day + days)``."""
    return tuple(first_day + timedelta(days=number) for number in range(days))


def _title(lanes: Sequence[Lane]) -> str:
    if len(lanes) == 1:
        return lanes[0].title
    return translate("Calendar", "%n doctors", "", len(lanes))
