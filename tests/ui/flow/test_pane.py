"""The flow of today by real keys on a real database: every step at one desk is seen at the other."""

from datetime import timedelta

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import (
    AppointmentRequest,
    arrive,
    cancel,
    complete,
    start,
)
from medic_desk.model.appointments.booking import book
from medic_desk.model.clinic.clinic import read_clinic
from medic_desk.model.store.store import Store
from medic_desk.model.tables import ClinicSiteRow
from medic_desk.ui.flow.pane import FlowPane
from medic_desk.ui.flow.rows import FlowHead
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic, add, new_id
from tests.ui.appointments.test_acts import is_refused, is_told
from tests.ui.appointments.test_acts import press as press_in_calendar
from tests.ui.flow.conftest import Move
from tests.ui.flow.flow_steps import SHIFT, booked, choose, count, group, press, shows, spoken, step
from tests.ui.staff import click, run

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)


# One key a step


def test_one_key_a_step_and_the_other_desk_sees_each(
    qtbot: QtBot, window: MainWindow, pane: FlowPane, other_pane: FlowPane, store: Store, small: SmallClinic
) -> None:
    one = booked(store, small, 10)
    for shown in (pane, other_pane):
        shows(qtbot, shown, "expected", one)
    press_in_calendar(window, Qt.Key.Key_F4)
    assert pane.list.hasFocus()
    choose(qtbot, pane, one)
    assert window.details.appointment_id == one
    for key, modifier, reached in (
        (Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier, "waiting"),
        (Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier, "in_room"),
        (Qt.Key.Key_F6, SHIFT, "waiting"),
        (Qt.Key.Key_F6, SHIFT, "expected"),
        (Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier, "waiting"),
        (Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier, "in_room"),
    ):
        QTest.keyClick(pane.list, key, modifier)
        for shown in (pane, other_pane):
            shows(qtbot, shown, reached, one)  # type: ignore[arg-type]
        assert pane.list.appointment_id == one, "the cursor stays with the patient"
        assert pane.list.hasFocus()
        qtbot.waitUntil(lambda: not window.acts._attempt.is_open)
    QTest.keyClick(pane.list, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: [count(one, "done") for one in (pane, other_pane)] == [1, 1])
    assert group(pane, "done") == [], "what is over is folded"
    is_told(qtbot, window, "Done: Αντωνίου Γιώργος")


def test_what_the_other_desk_does_moves_its_row_and_no_other_cursor(
    qtbot: QtBot, window: MainWindow, pane: FlowPane, store: Store, small: SmallClinic
) -> None:
    ids = [booked(store, small, hour, patient) for patient, hour in enumerate((9, 10, 11))]
    shows(qtbot, pane, "expected", *ids)
    choose(qtbot, pane, ids[1])
    step(store, small, arrive, ids[0])
    shows(qtbot, pane, "waiting", ids[0])
    assert pane.list.appointment_id == ids[1]
    step(store, small, start, ids[0])
    shows(qtbot, pane, "in_room", ids[0])
    step(store, small, complete, ids[0])
    qtbot.waitUntil(lambda: count(pane, "done") == 1)
    assert (pane.list.appointment_id, window.details.appointment_id) == (ids[1], ids[1])


def test_a_key_that_is_not_lawful_says_why(
    qtbot: QtBot, window: MainWindow, pane: FlowPane, store: Store, small: SmallClinic
) -> None:
    one = booked(store, small, 16)
    choose(qtbot, pane, one)
    press(pane, Qt.Key.Key_F9)
    is_refused(qtbot, window, "The visit has not begun yet.")


# Selecting


def test_a_row_selects_its_block_and_a_block_its_row(
    qtbot: QtBot, window: MainWindow, pane: FlowPane, store: Store, small: SmallClinic
) -> None:
    first, second = booked(store, small, 9), booked(store, small, 10, 1)
    shows(qtbot, pane, "expected", first, second)
    qtbot.waitUntil(lambda: window.calendar.appointment(second) is not None)
    choose(qtbot, pane, second)
    assert window.calendar.week.canvas.look.chosen_id == second
    assert window.details.isVisible()
    window.show_appointment(first)
    assert pane.list.appointment_id == first


def test_a_row_is_acted_on_while_the_calendar_shows_other_days(
    qtbot: QtBot, window: MainWindow, pane: FlowPane, store: Store, small: SmallClinic
) -> None:
    one = booked(store, small, 10)
    shows(qtbot, pane, "expected", one)
    window.calendar.turn(2)
    qtbot.waitUntil(
        lambda: window.calendar.shown_week is not None and window.calendar.appointment(one) is None
    )
    choose(qtbot, pane, one)
    assert window.details.heading.text() == "Αντωνίου Γιώργος"
    QTest.keyClick(pane.list, Qt.Key.Key_F6)
    shows(qtbot, pane, "waiting", one)
    qtbot.waitUntil(lambda: window.details._status.text().startswith("Arrived at "))
    assert not window.calendar.holds(small.day)
    QTest.keyClick(pane.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.calendar.holds(small.day) and window.calendar.appointment(one) is not None)
    assert pane.list.hasFocus()


def test_enter_on_a_head_folds_it_and_left_goes_to_it(
    qtbot: QtBot, pane: FlowPane, store: Store, small: SmallClinic
) -> None:
    one = booked(store, small, 10)
    choose(qtbot, pane, one)
    press(pane, Qt.Key.Key_Left)
    assert pane.list.current_row() == FlowHead("expected", 1, is_folded=False)
    for key, shown in (
        (Qt.Key.Key_Left, []),
        (Qt.Key.Key_Right, [one]),
        (Qt.Key.Key_Space, []),
        (Qt.Key.Key_Return, [one]),
    ):
        press(pane, key)
        assert group(pane, "expected") == shown
        assert isinstance(pane.list.current_row(), FlowHead)
    head = pane.list.visualRect(pane.list.rows_model.index_of("group:expected"))
    QTest.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=head.center())
    assert group(pane, "expected") == []


def test_news_of_what_is_selected_leave_the_cursor_on_a_head(
    qtbot: QtBot, window: MainWindow, pane: FlowPane, store: Store, small: SmallClinic
) -> None:
    one = booked(store, small, 10)
    choose(qtbot, pane, one)
    qtbot.waitUntil(lambda: window.details.appointment_id == one)
    press(pane, Qt.Key.Key_Left)
    window.selection.show_again()
    assert isinstance(pane.list.current_row(), FlowHead)
    press(pane, Qt.Key.Key_Left)
    window.selection.show_again()
    press(pane, Qt.Key.Key_Right)
    window.selection.show_again()
    assert isinstance(pane.list.current_row(), FlowHead), "it was folded meanwhile"
    window.selection.clear()
    window.show_appointment(one)
    assert pane.list.appointment_id == one


def test_escape_goes_back_and_the_key_comes_again(window: MainWindow, pane: FlowPane) -> None:
    press(pane, Qt.Key.Key_Escape)
    assert window.calendar.week.hasFocus()
    window.menus.flow.setChecked(False)
    assert window.flow.rail.isVisible()
    press_in_calendar(window, Qt.Key.Key_F4)
    assert pane.list.hasFocus()
    assert not window.flow.rail.isVisible()
    QTest.keyClick(pane.list, Qt.Key.Key_F4)
    assert window.calendar.week.hasFocus()


def test_the_menu_of_a_row_has_its_next_steps(
    qtbot: QtBot, window: MainWindow, pane: FlowPane, store: Store, small: SmallClinic
) -> None:
    one = booked(store, small, 10)
    choose(qtbot, pane, one)
    pane.list.menu_asked.emit(pane.mapToGlobal(pane.rect().center()))
    menu = window.flow.menu
    assert isinstance(menu, QMenu)
    assert window.menus.acts["arrived"] in menu.actions()
    menu.close()
    qtbot.waitUntil(lambda: window.flow.menu is None)


# What it says


def test_a_screen_reader_is_told_all_of_a_row(
    qtbot: QtBot, pane: FlowPane, store: Store, small: SmallClinic
) -> None:
    one = booked(store, small, 10)
    step(store, small, arrive, one)
    shows(qtbot, pane, "waiting", one)
    said = spoken(pane, one)
    assert said.startswith("Αντωνίου Γιώργος, waiting 0', 10:00–10:30, Επίσκεψη, Παπαδόπουλος Νίκος")
    assert spoken(pane, "group:waiting") == "Waiting: 1"
    assert spoken(pane, "group:done") == "Done: 0, folded"
    assert pane.list.accessibleName() == "Flow of today"


def test_typing_a_name_goes_to_the_patient(
    qtbot: QtBot, pane: FlowPane, store: Store, small: SmallClinic
) -> None:
    ids = [booked(store, small, hour, patient) for patient, hour in enumerate((9, 10, 11))]
    shows(qtbot, pane, "expected", *ids)
    pane.list.setFocus()
    pane.list.keyboardSearch("Βασ")
    assert pane.list.appointment_id == ids[2]


def test_nobody_at_all_is_said(qtbot: QtBot, pane: FlowPane) -> None:
    qtbot.waitUntil(lambda: pane._note.text() == "Nobody has an appointment today.")
    assert [head.count for head in pane.heads] == [0] * 5


# Whose


def test_the_flow_is_of_the_doctors_who_are_shown_of_all_or_of_a_house(
    qtbot: QtBot, window: MainWindow, pane: FlowPane, store: Store, small: SmallClinic
) -> None:
    mine = booked(store, small, 10)
    booking = small.booking(11, doctor_id=small.colleague_id, appointment_type_id=small.colleague_service_id)
    hers = perform(store, small.manager, book, booking).appointment_id
    shows(qtbot, pane, "expected", mine)
    window.side.choose_doctors((small.doctor_id, small.colleague_id))
    shows(qtbot, pane, "expected", mine, hers)
    window.side.choose_doctors((small.colleague_id,))
    shows(qtbot, pane, "expected", hers)
    choose_whose(pane, "All doctors")
    shows(qtbot, pane, "expected", mine, hers)
    window.side.choose_doctors((small.doctor_id,))
    shows(qtbot, pane, "expected", mine, hers)
    assert pane.filter.accessibleName() == "Whose flow: All doctors"
    choose_whose(pane, "Doctors shown")
    shows(qtbot, pane, "expected", mine)


def test_the_flow_of_a_house_has_what_is_agreed_there(
    qtbot: QtBot, window: MainWindow, pane: FlowPane, store: Store, small: SmallClinic
) -> None:
    north = store.do(add, ClinicSiteRow, name="Βόρειο & Νότιο")
    run(
        store,
        f"UPDATE doctor_locations SET clinic_site_id = '{north}' WHERE id = '{small.location_id}';"
        "INSERT INTO doctor_locations (doctor_id, name)"
        f" VALUES ('{small.doctor_id}', 'Μαρούσι'), ('{small.colleague_id}', 'Πειραιάς')",
    )
    here, nowhere = booked(store, small, 10), booked(store, small, 11, 1)
    run(
        store,
        f"UPDATE appointments SET doctor_location_id = '{small.location_id}' WHERE id = '{here}';"
        f"UPDATE appointments SET doctor_location_id = NULL, location_room_id = NULL WHERE id = '{nowhere}'",
    )
    clinic = store.do(read_clinic)
    qtbot.waitUntil(lambda: window._desk.clinic is not None and len(window._desk.clinic.houses) == 3)
    choose_whose(pane, "Βόρειο && Νότιο")
    shows(qtbot, pane, "expected", here, nowhere)
    choose_whose(pane, "Πειραιάς")
    shows(qtbot, pane, "expected")
    choose_whose(pane, "Μαρούσι")
    shows(qtbot, pane, "expected", nowhere)
    assert {one.name for one in clinic.houses} == {"Βόρειο & Νότιο", "Μαρούσι", "Πειραιάς"}


def choose_whose(pane: FlowPane, words: str) -> None:
    menu = pane.filter.menu()
    assert menu is not None
    next(action for action in menu.actions() if action.text() == words).trigger()


# Trouble


def test_what_cannot_be_read_is_said_and_what_was_read_stays(
    qtbot: QtBot, pane: FlowPane, store: Store, small: SmallClinic, database_url: str
) -> None:
    one = booked(store, small, 10)
    shows(qtbot, pane, "expected", one)
    with psycopg.connect(database_url) as connection:
        connection.execute("ALTER TABLE appointments RENAME COLUMN notes TO notes_were")
    pane._read._read()
    qtbot.waitUntil(lambda: bool(pane.message.text))
    assert group(pane, "expected") == [one]
    with psycopg.connect(database_url) as connection:
        connection.execute("ALTER TABLE appointments RENAME COLUMN notes_were TO notes")
    pane._read._read()
    qtbot.waitUntil(lambda: not pane.message.text)


def test_what_is_cancelled_elsewhere_leaves_the_flow_and_the_panel_tells_of_it(
    qtbot: QtBot, window: MainWindow, pane: FlowPane, store: Store, small: SmallClinic
) -> None:
    one = booked(store, small, 10)
    choose(qtbot, pane, one)
    step_with_reason(store, small, one)
    shows(qtbot, pane, "expected")
    qtbot.waitUntil(lambda: window.details._status.text().startswith("Cancelled"))


def step_with_reason(store: Store, small: SmallClinic, appointment_id: str) -> None:
    request = AppointmentRequest(
        act_id=new_id(), appointment_id=appointment_id, row_version=None, reason="ill"
    )
    perform(store, small.manager, cancel, request)


@pytest.mark.usefixtures("pane")
def test_the_rail_counts_what_the_flow_does_and_unfolds_it(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, move_clock: Move
) -> None:
    pane, rail = window.flow.pane, window.flow.rail
    one = booked(store, small, 10)
    booked(store, small, 11, 1)
    step(store, small, arrive, one)
    shows(qtbot, pane, "waiting", one)
    window.menus.flow.setChecked(False)
    assert not pane.isVisible()
    assert rail.isVisible()
    move_clock(timedelta(minutes=27))
    qtbot.waitUntil(lambda: rail.buttons["waiting"].head.count == 1)
    assert rail.buttons["waiting"].accessibleName().startswith("Waiting: 1. Longest wait 27'")
    assert rail.buttons["expected"].accessibleName() == "Expected: 1"
    assert rail.buttons["no_show"].head.count == 0
    click(rail.buttons["expected"])
    assert pane.isVisible()
    assert pane.list.hasFocus()
    assert isinstance(pane.list.current_row(), FlowHead)
