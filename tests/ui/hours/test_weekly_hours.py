"""The working hours of the weeks shown, before and after, as one sentence."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from medic_desk.model.hours.preview import HoursPreview, Weeks
from medic_desk.ui.hours.weekly_hours import hours_change, weekly_hours_words

MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    was = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English))
    yield
    QLocale.setDefault(was)


def preview(before: tuple[int, ...], after: tuple[int, ...]) -> HoursPreview:
    mondays = tuple(MONDAY + timedelta(weeks=i) for i in range(len(before)))
    weeks = Weeks(datetime(2026, 11, 23, tzinfo=UTC), mondays, tuple(range(len(before) + 1)))
    return HoursPreview(weeks, (), before, after, ())


def test_weeks_that_are_alike_are_told_once() -> None:
    assert weekly_hours_words(preview((2550,) * 3, (2730,) * 3)) == "Working hours 42.5 → 45.5 h"
    assert weekly_hours_words(preview((1920,) * 3, (1920,) * 3)) == "Working hours 32 h"


def test_where_another_number_begins_its_week_is_named() -> None:
    told = weekly_hours_words(preview((2550, 2550, 2040, 2550), (2730, 2730, 2040, 2730)))
    assert told == "Working hours 42.5 → 45.5 h, from 07/12 34 h, from 14/12 42.5 → 45.5 h"


def test_hours_are_written_to_a_tenth() -> None:
    assert hours_change(0, 0) == "0 h"
    assert hours_change(90, 2405) == "1.5 → 40.1 h"
    QLocale.setDefault(QLocale(QLocale.Language.Greek))
    assert hours_change(90, 90) == "1,5 h"
