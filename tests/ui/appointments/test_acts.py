"""The steps of an appointment by real keys and clicks: arrived, in the room, done, missed, undo."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import (
    AppointmentRequest,
    arrive,
    cancel,
    no_show,
    take_back_step,
)
from medic_desk.model.appointments.booking import book, submit
from medic_desk.model.appointments.declared_acts import AppointmentAct
from medic_desk.model.appointments.restoring import restore
from medic_desk.model.store.store import Store
from medic_desk.ui.appointments.cancel_dialog import CancelDialog
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic, make_small_clinic, new_id
from tests.ui.staff import click, type_text

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


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


def select(qtbot: QtBot, window: MainWindow, appointment_id: str) -> None:
    """Click the block of an appointment once it is shown."""
    qtbot.waitUntil(lambda: window.calendar.appointment(appointment_id) is not None)
    view = window.calendar.week
    found = window.calendar.appointment(appointment_id)
    assert found is not None
    view.show_minute(found.starts_at)
    cell = next(one for one in view.cells() if one.id == appointment_id)
    QTest.mouseClick(view.viewport(), LEFT, pos=view.cell_area(cell).center())
    assert window.details.appointment_id == appointment_id


def closed(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the dialog is gone; offscreen nobody but us gives the window its keys back."""
    qtbot.waitUntil(lambda: window.dialog is None)

    def is_in_front() -> bool:
        # Asked again each time: a dialog that is still going away may take the place once more.
        window.activateWindow()
        return window.isActiveWindow()

    qtbot.waitUntil(is_in_front)


def press(
    window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key in the calendar, with the window in front."""
    window.activateWindow()
    QApplication.processEvents()
    assert window.isActiveWindow()
    QTest.keyClick(window.calendar.week, key, modifier)


def offered(window: MainWindow) -> list[str]:
    """The texts of the panel's buttons, in order."""
    return [action.text().replace("&", "") for action in window.details.buttons.shown]


def act_button(window: MainWindow, act: AppointmentAct[Any]) -> None:
    """Click the panel's button of an act."""
    QApplication.processEvents()
    click(window.details.buttons.button(window.menus.acts[act.name]))


def is_told(qtbot: QtBot, window: MainWindow, words: str) -> None:
    qtbot.waitUntil(lambda: words in window.status.notice.text)


def is_refused(qtbot: QtBot, window: MainWindow, words: str) -> None:
    qtbot.waitUntil(lambda: words in window.calendar.answer.text)


def shows(qtbot: QtBot, window: MainWindow, appointment_id: str, status: str) -> None:
    def is_so() -> bool:
        found = window.calendar.appointment(appointment_id)
        return found is not None and found.status == status

    qtbot.waitUntil(is_so)


def rows(database_url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(database_url) as connection:
        return connection.execute(query).fetchall()


def actions(database_url: str) -> list[object]:
    query = "SELECT action FROM appointment_events ORDER BY (metadata ->> 'row_version')::int"
    return [row[0] for row in rows(database_url, query)]


def test_the_whole_way_by_keys(
    qtbot: QtBot, window: MainWindow, appointment_id: str, database_url: str
) -> None:
    assert offered(window) == ["Arrived", "In the room", "Move…", "Change service…", "Cancel appointment…"]
    press(window, Qt.Key.Key_F6)
    is_told(qtbot, window, "Arrived: Αντωνίου Γιώργος")
    assert offered(window)[0] == "In the room"
    press(window, Qt.Key.Key_F7)
    is_told(qtbot, window, "In the room: Αντωνίου Γιώργος")
    press(window, Qt.Key.Key_F8)
    is_told(qtbot, window, "Done: Αντωνίου Γιώργος")
    shows(qtbot, window, appointment_id, "completed")
    qtbot.waitUntil(lambda: offered(window) == ["Restore"])
    assert actions(database_url) == ["booked", "arrived", "started", "completed"]
    assert rows(database_url, "SELECT DISTINCT metadata ->> 'desk' FROM appointment_events"
                " WHERE action <> 'booked'") == [("Desk 1",)]  # fmt: skip


def test_the_buttons_do_what_the_keys_do(
    qtbot: QtBot, window: MainWindow, appointment_id: str, database_url: str
) -> None:
    act_button(window, arrive)
    is_told(qtbot, window, "Arrived")
    qtbot.waitUntil(lambda: "Take the step back" in offered(window))
    act_button(window, take_back_step)
    is_told(qtbot, window, "Step taken back")
    qtbot.waitUntil(lambda: offered(window)[0] == "Arrived")
    assert actions(database_url) == ["booked", "arrived", "step_taken_back"]


def test_pressed_twice_it_is_done_once(
    qtbot: QtBot, window: MainWindow, appointment_id: str, database_url: str
) -> None:
    for _ in range(4):
        press(window, Qt.Key.Key_F6)
    is_told(qtbot, window, "Arrived")
    qtbot.waitUntil(window.menus.acts[take_back_step.name].isEnabled)
    press(window, Qt.Key.Key_F6)  # no longer offered
    qtbot.waitUntil(lambda: len(window.details.history.lines) == 2)
    assert actions(database_url) == ["booked", "arrived"]


def test_a_request_is_approved_or_turned_down_with_a_reason(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, database_url: str
) -> None:
    first = perform(store, small.manager, submit, small.booking(10)).appointment_id
    second = perform(store, small.manager, submit, small.booking(11)).appointment_id
    select(qtbot, window, first)
    assert offered(window) == ["Approve", "Turn down…", "Move…", "Change service…", "Cancel appointment…"]
    press(window, Qt.Key.Key_F2)
    is_told(qtbot, window, "Approved")
    shows(qtbot, window, first, "confirmed")
    select(qtbot, window, second)
    press(window, Qt.Key.Key_F2, SHIFT)
    dialog = window.dialog
    assert isinstance(dialog, CancelDialog)
    assert dialog.windowTitle() == "Turn the request down"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.message.text == "Say why: choose a reason or write one."
    type_text(dialog.words, "γεμάτο")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    is_told(qtbot, window, "Turned down")
    assert rows(database_url, "SELECT action, metadata ->> 'reason' FROM appointment_events"
                " WHERE action = 'rejected'") == [("rejected", "γεμάτο")]  # fmt: skip
    closed(qtbot, window)
    press(window, Qt.Key.Key_Z, CTRL)
    is_refused(qtbot, window, "What was turned down cannot be undone")


def test_missed_once_its_time_has_come(
    qtbot: QtBot, window: MainWindow, appointment_id: str, database_url: str
) -> None:
    assert not window.menus.acts[no_show.name].isEnabled(), "nobody is late before ten"
    with psycopg.connect(database_url) as stranger:
        stranger.execute(
            "UPDATE appointments SET starts_at = began, ends_at = began + interval '30 min'"
            " FROM (SELECT date_trunc('minute', timezone('utc', now())) - interval '2 h' AS began) AS now"
        )
    began = window._desk.now() - timedelta(hours=2)
    window.calendar.go_to(began.astimezone(ZoneInfo(window.calendar.zone())).date())

    def is_shown_there() -> bool:
        shown = window.calendar.appointment(appointment_id)
        return shown is not None and shown.row_version == 2

    qtbot.waitUntil(is_shown_there)
    window.show_appointment(appointment_id)
    assert offered(window) == [
        "Arrived",
        "In the room",
        "Done",
        "No-show",
        "Move…",
        "Change service…",
        "Cancel appointment…",
    ]
    press(window, Qt.Key.Key_F9)
    is_told(qtbot, window, "Did not come: Αντωνίου Γιώργος")
    shows(qtbot, window, appointment_id, "no_show")
    qtbot.waitUntil(lambda: offered(window) == ["Restore"])
    press(window, Qt.Key.Key_R, CTRL)
    is_told(qtbot, window, "Restored Αντωνίου Γιώργος")


def test_a_cancelled_one_is_restored(
    qtbot: QtBot, window: MainWindow, appointment_id: str, database_url: str
) -> None:
    press(window, Qt.Key.Key_Delete)
    dialog = window.dialog
    assert isinstance(dialog, CancelDialog)
    type_text(dialog.words, "γρίπη")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    is_told(qtbot, window, "Cancelled Αντωνίου Γιώργος, ")
    shows(qtbot, window, appointment_id, "cancelled")
    qtbot.waitUntil(lambda: offered(window) == ["Restore"])
    act_button(window, restore)
    is_told(qtbot, window, "Restored Αντωνίου Γιώργος")
    shows(qtbot, window, appointment_id, "confirmed")
    assert rows(database_url, "SELECT count(*) FROM appointment_resource_claims WHERE status = 'active'") == [
        (1,)
    ]


def test_a_place_given_away_is_named_and_the_nearest_times_open_the_form(
    qtbot: QtBot, window: MainWindow, appointment_id: str, store: Store, small: SmallClinic
) -> None:
    cancelling = AppointmentRequest(
        act_id=new_id(), appointment_id=appointment_id, row_version=None, reason="x"
    )
    perform(store, small.manager, cancel, cancelling)
    rival = small.booking(10, patient_id=small.patient_ids[1])
    perform(store, small.manager, book, rival)
    qtbot.waitUntil(lambda: offered(window) == ["Restore"])
    press(window, Qt.Key.Key_R, CTRL)
    is_refused(qtbot, window, "Taken: Νικολάου Σοφία, 10:00–10:30.")
    texts = [button.text() for button in window.calendar.answer.buttons]
    assert [text[-5:] for text in texts[:3]] == ["09:30", "10:30", "11:00"], "on the grid"
    click(window.calendar.answer.buttons[2])
    dock = window.dock
    assert isinstance(dock, BookingDock)
    qtbot.waitUntil(lambda: dock.starts.found is not None)
    assert dock.starts.starts_at == small.at(10, 30)
    assert dock.patient.search.text() == "Αντωνίου Γιώργος"
    assert window.calendar.answer.isHidden()


def test_who_comes_late_reads_what_was_changed(
    qtbot: QtBot, window: MainWindow, appointment_id: str, store: Store, small: SmallClinic, database_url: str
) -> None:
    """The other desk's change reaches the database, not yet this window."""
    window._desk._feed.stop()
    arriving = AppointmentRequest(act_id=new_id(), appointment_id=appointment_id, row_version=1)
    perform(store, small.manager, arrive, arriving)
    press(window, Qt.Key.Key_F6)
    is_refused(qtbot, window, "Somebody else has changed this appointment meanwhile, so nothing was done.")
    assert "Arrived by Μαρία Ιωάννου at Desk 9" in window.calendar.answer.text
    qtbot.waitUntil(lambda: offered(window)[0] == "In the room")
    assert actions(database_url) == ["booked", "arrived"]
    click(window.calendar.answer.buttons[-1])
    assert window.calendar.answer.isHidden()


def test_a_stale_cancellation_may_be_sent_all_the_same(
    qtbot: QtBot, window: MainWindow, appointment_id: str, store: Store, small: SmallClinic
) -> None:
    press(window, Qt.Key.Key_Delete)
    dialog = window.dialog
    assert isinstance(dialog, CancelDialog)
    type_text(dialog.words, "γρίπη")
    arriving = AppointmentRequest(act_id=new_id(), appointment_id=appointment_id, row_version=1)
    perform(store, small.manager, arrive, arriving)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Arrived by Μαρία Ιωάννου at Desk 9" in dialog.message.text)
    assert dialog.message.text.endswith("Press once more to cancel it all the same.")
    assert dialog.words.text() == "γρίπη"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.dialog is None)
    shows(qtbot, window, appointment_id, "cancelled")


def test_the_keys_stand_in_the_menu_and_on_the_sheet(window: MainWindow) -> None:
    (title, found), *_ = window.menus.groups()
    keys = {action.text().replace("&", ""): action.shortcut().toString() for action in found}
    assert title == "Appointment"
    assert keys == {
        "New appointment…": "Ctrl+N", "Approve": "F2", "Turn down…": "Shift+F2", "Arrived": "F6",
        "In the room": "F7", "Done": "F8", "No-show": "F9", "Take the step back": "Shift+F6",
        "Move…": "Ctrl+M", "Cancel appointment…": "Del", "Restore": "Ctrl+R", "End the hold": "Shift+Del",
        "Undo the latest act": "Ctrl+Z", "Redo what was undone": "Ctrl+Y",
        "Change service…": "Ctrl+Shift+M",
        "Record a past appointment…": "Ctrl+Shift+N",
        "Pin to carry it": "Ctrl+X", "Put the pinned one here": "Ctrl+V",
    }  # fmt: skip
    used = [one.shortcut().toString() for _, group in window.menus.groups() for one in group]
    used = [key for key in used if key]
    assert len(used) == len(set(used)), "one key, one meaning"
    window.side.doctors.setFocus()
    window.menus.help.trigger()
    assert window.dialog is not None
    said = {label.text() for label in window.dialog.findChildren(QLabel)}
    assert {"Arrived", "F6", "Undo the latest act"} <= said
    window.dialog.close()
