"""Moving an appointment in its dialog by real keys and clicks, and the title that never is cut."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import AppointmentRequest, arrive
from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.offered_starts import OfferedStart
from medic_desk.model.store.store import Store
from medic_desk.ui.appointments.move_dialog import MoveDialog
from medic_desk.ui.calendar.day_range_title import DayRangeTitle, day_range_forms
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic, make_small_clinic, new_id
from tests.ui.appointments.test_acts import CTRL, closed, is_told, press, rows, select
from tests.ui.staff import click

RETURN = Qt.Key.Key_Return


@pytest.fixture
def small(store: Store) -> SmallClinic:
    """The clinic on its own day: only today's appointments can arrive."""
    return make_small_clinic(store, today=True)


@pytest.fixture
def appointment_id(qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic) -> str:
    """An appointment at 10:00, booked by another desk, selected in the window."""
    appointment = perform(store, small.manager, book, small.booking(10))
    select(qtbot, window, appointment.appointment_id)
    return appointment.appointment_id


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, appointment_id: str) -> MoveDialog:
    """The form for moving it, with its times."""
    press(window, Qt.Key.Key_M, CTRL)
    opened = window.dialog
    assert isinstance(opened, MoveDialog)
    qtbot.waitUntil(lambda: opened.starts.found is not None)
    return opened


def offered(dialog: MoveDialog) -> tuple[OfferedStart, ...]:
    found = dialog.starts.found
    return found.starts if found is not None else ()


def starts(window: MainWindow, appointment_id: str) -> int:
    found = window.calendar.appointment(appointment_id)
    return found.starts_at if found is not None else 0


def test_moved_by_keys_and_back_by_undo(
    qtbot: QtBot,
    window: MainWindow,
    dialog: MoveDialog,
    appointment_id: str,
    small: SmallClinic,
    database_url: str,
) -> None:
    assert dialog.starts.starts_at == small.at(10), "its own place is in nobody's way"
    QTest.keyClick(dialog.starts.list, Qt.Key.Key_Right)
    assert dialog.act_button.text().endswith("at 10:30")
    QTest.keyClick(dialog.starts.list, RETURN)
    closed(qtbot, window)
    is_told(qtbot, window, "Moved Αντωνίου Γιώργος to ")
    qtbot.waitUntil(lambda: starts(window, appointment_id) == small.at(10, 30))
    assert window.details.appointment_id == appointment_id
    day = small.day.strftime("%d/%m")
    qtbot.waitUntil(lambda: len(window.details.history.lines) == 2)
    moved = window.details.history.lines[0].what
    assert "Moved from " in moved
    assert f"{day} at 10:00 to " in moved
    assert moved.endswith(f"{day} at 10:30 by Ελένη Δημητρίου at Desk 1")
    press(window, Qt.Key.Key_Z, CTRL)
    is_told(qtbot, window, "Undone: Αντωνίου Γιώργος is back at ")
    qtbot.waitUntil(lambda: starts(window, appointment_id) == small.at(10))
    assert rows(database_url, "SELECT count(*) FROM appointment_resource_claims WHERE status = 'active'") == [
        (1,)
    ]


def test_into_another_week_and_the_calendar_follows(
    qtbot: QtBot, window: MainWindow, dialog: MoveDialog, appointment_id: str, small: SmallClinic
) -> None:
    first = window.calendar.first_day
    click(dialog.starts.filter.later)
    wanted = small.at(9, days=15)
    qtbot.waitUntil(lambda: wanted in (one.starts_at for one in offered(dialog)))
    assert dialog.starts.starts_at == small.at(10), "other days choose nothing by themselves"
    dialog.starts.take(next(one for one in offered(dialog) if one.starts_at == wanted))
    click(dialog.act_button)
    closed(qtbot, window)
    assert (window.calendar.first_day - first).days >= 14
    qtbot.waitUntil(lambda: starts(window, appointment_id) == wanted)
    qtbot.waitUntil(lambda: window.details.appointment_id == appointment_id)


def test_where_it_is_already_it_is_not_moved(dialog: MoveDialog, window: MainWindow) -> None:
    QTest.keyClick(dialog.starts.list, RETURN)
    assert dialog.message.text == "It is there already: choose another time."
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.dialog is None


def test_the_loser_of_a_race_keeps_the_form_and_the_old_place(
    qtbot: QtBot,
    window: MainWindow,
    dialog: MoveDialog,
    appointment_id: str,
    store: Store,
    small: SmallClinic,
) -> None:
    QTest.keyClick(dialog.starts.list, Qt.Key.Key_Right)
    perform(store, small.manager, book, small.booking(10, 30, patient_id=small.patient_ids[1]))
    QTest.keyClick(dialog.starts.list, RETURN)
    qtbot.waitUntil(lambda: len(dialog.message.buttons) == 3)
    assert "Another desk was quicker." in dialog.message.text
    assert window.dialog is dialog
    assert starts(window, appointment_id) == small.at(10)
    later = next(one for one in dialog.message.buttons if one.text().endswith("11:00"))
    click(later)
    QTest.keyClick(dialog.act_button, RETURN)
    closed(qtbot, window)
    qtbot.waitUntil(lambda: starts(window, appointment_id) == small.at(11))


def test_a_stale_move_says_what_was_changed_and_may_be_sent_again(
    qtbot: QtBot,
    window: MainWindow,
    dialog: MoveDialog,
    appointment_id: str,
    store: Store,
    small: SmallClinic,
) -> None:
    QTest.keyClick(dialog.starts.list, Qt.Key.Key_Right)
    request = AppointmentRequest(act_id=new_id(), appointment_id=appointment_id, row_version=1)
    perform(store, small.manager, arrive, request)
    QTest.keyClick(dialog.starts.list, RETURN)
    qtbot.waitUntil(lambda: "Arrived by Μαρία Ιωάννου at Desk 9" in dialog.message.text)
    QTest.keyClick(dialog.starts.list, RETURN)
    closed(qtbot, window)
    qtbot.waitUntil(lambda: starts(window, appointment_id) == small.at(10, 30))


@pytest.mark.parametrize("language", ["en_GB", "el_GR"])
@pytest.mark.parametrize("days", [1, 5, 7])
def test_the_title_is_shortened_and_never_cut(qtbot: QtBot, language: str, days: int) -> None:
    was = QLocale()
    QLocale.setDefault(QLocale(language))
    title = DayRangeTitle()
    qtbot.addWidget(title)
    try:
        shown = set()
        for first in (date(2026, 11, 23), date(2026, 9, 28), date(2026, 12, 28)):
            title.show_days(first, days)
            assert list(title._forms) == sorted(title._forms, key=len, reverse=True)
            for width in range(title.sizeHint().width(), title.minimumSizeHint().width() - 1, -3):
                title.resize(width, 30)
                title.show()
                assert title.fontMetrics().horizontalAdvance(title.text()) <= width
                assert title.toolTip() == title._forms[0]
                shown.add(title.text())
        assert len(shown) >= 6
    finally:
        QLocale.setDefault(was)


def test_the_forms_of_a_title() -> None:
    was = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    try:
        assert day_range_forms(date(2026, 11, 23), 7) == (
            "23 – 29 November 2026",
            "23–29 Nov 2026",
            "23–29/11",
        )
        new_year = date(2026, 12, 28)
        assert day_range_forms(new_year, 7)[1] == "28 Dec 2026 – 3 Jan 2027"
        assert day_range_forms(new_year, 1)[1] == "Mon 28 Dec 2026"
        assert day_range_forms(new_year + timedelta(days=7), 5)[2] == "4–8/1"
    finally:
        QLocale.setDefault(was)
