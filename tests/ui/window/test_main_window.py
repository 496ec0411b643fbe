"""The main window under real keys and clicks: its acts, why not, cancelling, and what it remembers."""

from functools import partial

import psycopg
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from medic_desk.ui.appointments.cancel_dialog import CancelDialog
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.booking.wanted import Wanted
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Mode, Theme
from medic_desk.ui.window.help_sheet import HelpSheet
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.window.memory import Memory
from medic_desk.ui.words.formats import short_day
from tests.model.small_clinic import SmallClinic

LEFT = Qt.MouseButton.LeftButton


def click_cell(window: MainWindow, minute: int) -> None:
    """Click what stands at a minute of the calendar."""
    view = window.calendar.week
    view.show_minute(minute)
    cell = next(one for one in view.cells() if one.starts_at == minute)
    QTest.mouseClick(view.viewport(), LEFT, pos=view.cell_area(cell).center())


def books(qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, hour: int) -> str:
    appointment = perform(store, small.manager, book, small.booking(hour))
    qtbot.waitUntil(lambda: window.calendar.appointment(appointment.appointment_id) is not None)
    return appointment.appointment_id


def test_a_new_window_has_made_nothing_that_is_first_seen_when_it_is_opened(window: MainWindow) -> None:
    """A start would wait for it."""
    assert window.one_line.line is None
    assert window.waiting.pane is None
    assert window.flow.calls.pane is None
    assert window.grey_minutes.popover is None
    assert window.patients.window is None
    assert window.worklist.page is None
    assert window.dock is None


def test_a_window_that_somebody_comes_back_to_reads_again(
    qtbot: QtBot, window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    for one in (window, other):
        one.show()
        one.activateWindow()
        qtbot.waitUntil(one.isActiveWindow)
    reads: list[str] = []
    monkeypatch.setattr(desk, "read_again", partial(reads.append, "again"))
    window.activateWindow()
    qtbot.waitUntil(lambda: bool(reads))


def test_a_click_on_free_time_opens_the_form_there(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.side.choose_service(small.service_id)
    chosen = window.calendar.service(small.doctor_id)
    assert chosen is not None
    assert chosen.id == small.service_id
    click_cell(window, small.at(9))
    dock = window.dock
    assert isinstance(dock, BookingDock)
    qtbot.waitUntil(lambda: dock.starts.found is not None)
    assert dock.starts.starts_at == small.at(9)
    assert dock.choice.chosen is not None
    assert dock.choice.chosen.id == small.service_id


def test_a_drawn_span_keeps_its_end_on_the_way_to_the_form(
    window: MainWindow, small: SmallClinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[Wanted] = []
    monkeypatch.setattr(window.booking, "open", wanted.append)
    window.calendar.week.span_chosen.emit(small.doctor_id, small.at(10), small.at(10, 50))
    window.why_not.start_taken.emit(small.doctor_id, small.at(12), small.service_id)
    window.calendar.commands.book.trigger()
    assert [(one.starts_at, one.ends_at) for one in wanted] == [
        (small.at(10), small.at(10, 50)),
        (small.at(12), None),
        (None, None),
    ]
    assert all(isinstance(one, Wanted) for one in wanted)
    assert {one.doctor_id for one in wanted} == {small.doctor_id}


def test_a_click_on_an_appointment_shows_it(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    appointment_id = books(qtbot, window, store, small, 10)
    click_cell(window, small.at(10))
    assert window.details.appointment_id == appointment_id
    assert window.details.heading.text() == "Αντωνίου Γιώργος"
    assert window.menus.cancel.isEnabled()


def test_a_grey_minute_says_why_not_and_what_else(
    qtbot: QtBot, window: MainWindow, small: SmallClinic
) -> None:
    window.calendar.week.setFocus()
    window.calendar.week.show_minute(small.at(13, 15))
    QTest.keyClick(window.calendar.week, Qt.Key.Key_F1)
    assert "Μεσημέρι, 13:00–14:00" in window.why_not.sentences.text()
    window.ask_why_not(small.at(20))
    day = short_day(small.day)
    assert window.why_not.sentences.text() == f"Παπαδόπουλος Νίκος works 09:00–17:00 on {day}."


def test_who_has_the_time_is_named(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    books(qtbot, window, store, small, 10)
    window.ask_why_not(small.at(10))
    # That he has the room too is not said beside it.
    assert window.why_not.sentences.text() == "Taken: Αντωνίου Γιώργος, 10:00–10:30."


def test_cancelled_with_a_reason_and_gone_from_the_calendar(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, database_url: str
) -> None:
    appointment_id = books(qtbot, window, store, small, 11)
    window.show_appointment(appointment_id)
    window.menus.cancel.trigger()
    dialog = window.dialog
    assert isinstance(dialog, CancelDialog)
    QTest.mouseClick(dialog.act_button, LEFT)
    assert dialog.message.text == "Say why: choose a reason or write one."
    QTest.keyClicks(dialog.words, "flu")
    QTest.mouseClick(dialog.act_button, LEFT)
    QTest.mouseClick(dialog.act_button, LEFT)
    qtbot.waitUntil(lambda: window.dialog is None)

    def is_cancelled() -> bool:
        shown = window.calendar.appointment(appointment_id)
        return shown is not None and shown.status == "cancelled"

    qtbot.waitUntil(is_cancelled)
    with psycopg.connect(database_url) as connection:
        found = connection.execute(
            "SELECT status, cancellation_reason, cancelled_by_actor_type FROM appointments"
        ).fetchall()
    assert found == [("cancelled", "flu", "receptionist")]
    qtbot.waitUntil(lambda: not window.menus.cancel.isEnabled())


def test_a_stale_cancellation_is_a_sentence(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, database_url: str
) -> None:
    appointment_id = books(qtbot, window, store, small, 11)
    window.cancel(appointment_id)
    dialog = window.dialog
    assert isinstance(dialog, CancelDialog)
    with psycopg.connect(database_url) as stranger:
        stranger.execute("UPDATE appointments SET notes = 'x' WHERE id = %s", [appointment_id])
    QTest.keyClicks(dialog.words, "flu")
    QTest.mouseClick(dialog.act_button, LEFT)
    qtbot.waitUntil(lambda: bool(dialog.message.text))
    assert "Somebody else has changed this appointment" in dialog.message.text
    assert dialog.words.text() == "flu"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.dialog is dialog, "what was typed is asked about first"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.dialog is None)


def test_days_and_weeks_by_keys(qtbot: QtBot, window: MainWindow, small: SmallClinic) -> None:
    first = window.calendar.first_day
    QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert (window.calendar.first_day - first).days == 7
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.calendar.days == 1
    QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert window.calendar.first_day == window.calendar.today()
    assert window.calendar.commands.lengths[0].isChecked()


def test_the_keys_are_on_a_sheet(window: MainWindow) -> None:
    window.side.doctors.setFocus()
    window.calendar.week.clearFocus()
    window.menus.help.trigger()
    assert isinstance(window.dialog, HelpSheet)
    window.dialog.close()


def test_a_person_finds_the_window_as_it_was_left(
    qtbot: QtBot, window: MainWindow, desk: Desk, theme: Theme, memory: Memory, small: SmallClinic
) -> None:
    window.resize(window.minimumSizeHint() + QSize(0, 20))
    height = window.height()
    window.side.choose_doctor(small.colleague_id)
    window.calendar.week.canvas.set_zoom(1.5)
    window.calendar.show_days(5)
    window.menus.details.setChecked(True)
    window.calendar.commands.faded.setChecked(True)
    window.close()
    again = MainWindow(desk, theme, memory)
    try:
        assert again.side.doctor_id == small.colleague_id
        assert again.calendar.week.canvas.zoom == 1.5
        assert again.calendar.days == 5
        assert again.menus.details.isChecked()
        assert again.calendar.commands.faded.isChecked()
        assert again.height() == height
    finally:
        again.close()
        again.deleteLater()


def test_light_and_dark_by_the_menu(qtbot: QtBot, window: MainWindow, theme: Theme) -> None:
    with qtbot.waitSignal(window.mode_chosen) as heard:
        next(a for a in window.menus.modes.actions() if a.text() == "&Dark").trigger()
    assert heard.args == ["dark"]
    assert theme.mode is Mode.DARK


def test_one_booking_is_open_at_a_time(qtbot: QtBot, window: MainWindow, small: SmallClinic) -> None:
    window.calendar.commands.book.trigger()
    first = window.dock
    assert first is not None
    window.calendar.commands.book.trigger()
    window.book_at(small.at(9))
    assert window.dock is first


def test_the_empty_details_say_which_keys_show_what_is_framed(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    one = perform(store, small.manager, book, small.booking(10, starts_at=small.at(10, days=7)))
    window.menus.details.setChecked(True)
    books(qtbot, window, store, small, 10)
    window.calendar.setFocus()
    window.calendar.week.show_minute(small.at(10))
    assert window.details.appointment_id is not None
    QTest.keyClick(window.calendar.week, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: window.calendar.appointment(one.appointment_id) is not None)
    qtbot.waitUntil(lambda: window.details.appointment_id is None)
    assert "Space shows the appointment that is framed" in window.details.sentences.text()
    assert "F1 says why not" in window.details.sentences.text()
    assert window.calendar.week.cursor_minute == small.at(10, days=7)
    QTest.keyClick(window.calendar.week, Qt.Key.Key_Space)
    assert window.details.appointment_id == one.appointment_id
    window.calendar.week.show_minute(small.at(13, 30, days=7))
    QTest.keyClick(window.calendar.week, Qt.Key.Key_F1)
    assert window.why_not.isVisible()
    window.why_not.close()
