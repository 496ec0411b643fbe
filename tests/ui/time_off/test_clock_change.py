"""Time off in hours of the days on which the clock changes: what it skips is said, what comes twice asked."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.engine.clinic_time import instant_of
from medic_desk.model.store.store import Store
from medic_desk.ui.theme import Theme
from medic_desk.ui.time_off.form import TimeOffForm
from medic_desk.ui.words.formats import short_day, written_date
from tests.model.small_clinic import ZONE, SmallClinic
from tests.ui.exceptions.test_clock_change import next_change
from tests.ui.staff import click, desk_of, hire, retype

RETURN = Qt.Key.Key_Return


@pytest.fixture
def form(theme: Theme, store: Store, small: SmallClinic) -> Iterator[TimeOffForm]:
    with desk_of(store, hire(store, small).doctor, "Office 2") as desk:
        made = TimeOffForm(desk, theme, small.doctor_id)
        made.open()
        yield made
        made.discard()
        made.deleteLater()


def hours_typed(form: TimeOffForm, day: date, start: str, end: str) -> None:
    retype(form.span.first, written_date(day))
    click(form.span.is_whole)
    retype(form.span.start, start)
    retype(form.span.end, end)


def test_a_time_that_the_clock_skips_is_not_asked_for(qtbot: QtBot, form: TimeOffForm) -> None:
    day = next_change(23)
    hours_typed(form, day, "1", "3:30")
    said = f"There is no 03:30 on {short_day(day)}: the clock goes from 03:00 to 04:00."
    assert form.span.end_field.said == said
    QTest.keyClick(form, RETURN)
    assert not form.attempt.is_open
    qtbot.waitUntil(form.span.end.hasFocus)
    assert form.span.end_field.said == said
    retype(form.span.end, "4:30")
    assert form.span.end_field.said == ""
    with qtbot.waitSignal(form.asked) as asked:
        QTest.keyClick(form, RETURN)
    one = instant_of(day, 60, ZONE)
    assert (asked.args[0].starts_at, asked.args[0].ends_at) == (one, one + 150), "an hour of it is skipped"


@pytest.mark.parametrize("reading", [0, 1])
def test_of_a_time_that_comes_twice_it_is_asked_which(qtbot: QtBot, form: TimeOffForm, reading: int) -> None:
    day = next_change(25)
    hours_typed(form, day, "1", "3:30")
    buttons = (form.span.end_reading.first, form.span.end_reading.second)
    assert [one.isVisible() for one in buttons] == [True, True]
    assert not any(one.isChecked() for one in buttons)
    assert form.span.start_reading.isHidden()
    QTest.keyClick(form, RETURN)
    assert not form.attempt.is_open
    assert form.span.end_field.said == f"03:30 comes twice on {short_day(day)}: choose which."
    click(buttons[reading])
    assert form.span.end_field.said == ""
    with qtbot.waitSignal(form.asked) as asked:
        QTest.keyClick(form, RETURN)
    first = instant_of(day, 3 * 60 + 30, ZONE)
    assert (asked.args[0].starts_at, asked.args[0].ends_at) == (
        instant_of(day, 60, ZONE),
        first + 60 * reading,
    )
