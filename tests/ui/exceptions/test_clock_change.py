"""Time blocked or opened on days on which the clock changes: skipped, shown twice, asked about."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.engine.clinic_time import instant_of
from medic_desk.model.clinic.clinic import read_clinic
from medic_desk.model.exceptions.doctor_exceptions import read_exceptions
from medic_desk.model.store.store import Store
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.exceptions.window import ExceptionsWindow
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.words.formats import short_day, written_date
from tests.model.small_clinic import ZONE, SmallClinic
from tests.ui.staff import click, desk_of, hire, retype

RETURN = Qt.Key.Key_Return


def next_change(hours: int) -> date:
    """The next date that has so many hours on the clock of Athens."""
    first = datetime.now(UTC).date() + timedelta(days=2)
    days = (first + timedelta(days=ahead) for ahead in range(400))
    length = timedelta(hours=hours) // timedelta(minutes=1)
    return next(
        day
        for day in days
        if instant_of(day + timedelta(days=1), 0, ZONE) - instant_of(day, 0, ZONE) == length
    )


@pytest.fixture
def blocking(qtbot: QtBot, theme: Theme, store: Store, small: SmallClinic) -> Iterator[ExceptionsWindow]:
    """The form of a new entry."""
    with desk_of(store, hire(store, small).manager, "Office 2") as desk:
        window = ExceptionsWindow(desk, theme, small.doctor_id)
        with qtbot.waitSignal(window.shown):
            window.open()
        yield window
        window.discard()
        window.deleteLater()


def hours_typed(window: ExceptionsWindow, day: date, start: str, end: str) -> None:
    span = window.form.span
    retype(span.first, written_date(day))
    click(span.is_whole)
    retype(span.start, start)
    retype(span.end, end)


def spans(store: Store, doctor_id: str) -> list[tuple[str, int, int]]:
    return [
        (one.exception_type, one.starts_at, one.ends_at)
        for one in store.do(read_exceptions, doctor_id, datetime.now(UTC))
    ]


def test_a_time_that_the_clock_skips_blocks_nothing(
    qtbot: QtBot, blocking: ExceptionsWindow, store: Store, small: SmallClinic
) -> None:
    day, span = next_change(23), blocking.form.span
    hours_typed(blocking, day, "3:30", "5")
    said = f"There is no 03:30 on {short_day(day)}: the clock goes from 03:00 to 04:00."
    assert span.start_field.said == said
    QTest.keyClick(blocking, RETURN)
    assert not blocking.attempt.is_open
    qtbot.waitUntil(span.start.hasFocus)
    assert span.start_field.said == said
    retype(span.start, "4")
    assert span.start_field.said == ""
    qtbot.waitUntil(lambda: blocking.affected.ids is not None)
    with qtbot.waitSignal(blocking.saved):
        QTest.keyClick(blocking, RETURN)
    four = instant_of(day, 4 * 60, ZONE)
    assert spans(store, small.doctor_id) == [("blocked", four, four + 60)]


@pytest.mark.parametrize("reading", [0, 1])
def test_of_a_time_that_comes_twice_it_is_asked_which_is_blocked(
    qtbot: QtBot, blocking: ExceptionsWindow, store: Store, small: SmallClinic, reading: int
) -> None:
    day, span = next_change(25), blocking.form.span
    hours_typed(blocking, day, "3:30", "4:30")
    buttons = (span.start_reading.first, span.start_reading.second)
    assert [one.isVisible() for one in buttons] == [True, True]
    assert not any(one.isChecked() for one in buttons)
    assert span.end_reading.isHidden()
    QTest.keyClick(blocking, RETURN)
    assert not blocking.attempt.is_open
    assert span.start_field.said == f"03:30 comes twice on {short_day(day)}: choose which."
    click(buttons[reading])
    assert span.start_field.said == ""
    qtbot.waitUntil(lambda: blocking.affected.ids is not None)
    with qtbot.waitSignal(blocking.saved):
        QTest.keyClick(blocking, RETURN)
    first = instant_of(day, 3 * 60 + 30, ZONE)
    assert spans(store, small.doctor_id) == [
        ("blocked", first + 60 * reading, instant_of(day, 4 * 60 + 30, ZONE))
    ]


@pytest.mark.parametrize("reading", [0, 1])
def test_the_hour_that_is_opened_is_the_one_that_was_asked_about(
    qtbot: QtBot, window: MainWindow, desk: Desk, store: Store, small: SmallClinic, reading: int
) -> None:
    manager = hire(store, small).manager
    clinic = store.do(read_clinic)
    qtbot.waitUntil(lambda: desk.clinic == clinic)
    desk.sign_in(next(one for one in clinic.people if one.id == manager))
    day = next_change(25)
    asked = instant_of(day, 3 * 60 + 30, ZONE) + 60 * reading
    window.calendar.go_to(day)
    qtbot.waitUntil(lambda: window.calendar.shown_week is not None and window.calendar.holds(day))
    window.ask_why_not(asked)
    mark = ("(1st)", "(2nd)")[reading]
    qtbot.waitUntil(window.why_not.open_button.isVisible)
    assert f"03:30\u00a0{mark}" in window.why_not.title.text()
    click(window.why_not.open_button)
    opened = window.dialog
    assert isinstance(opened, ExceptionsWindow)
    qtbot.waitUntil(lambda: opened.affected.ids is not None)
    assert opened.form.available.isChecked()
    assert (opened.form.span.start_reading.first.isChecked(), opened.form.span.start.text()) == (
        reading == 0,
        "03:00",
    )
    with qtbot.waitSignal(opened.saved):
        QTest.keyClick(opened, RETURN)
    assert spans(store, small.doctor_id) == [("available", asked - 30, asked + 30)]
    opened.discard()
    qtbot.waitUntil(lambda: window.dialog is None)
