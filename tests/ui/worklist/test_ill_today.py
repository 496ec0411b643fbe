"""A doctor falls ill: two keys at the calendar, and who is booked stands on the worklist."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.model.store.store import Store
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.worklist.ill_today import IllTodayDialog
from tests.model.plain_sql import rows
from tests.model.small_clinic import SmallClinic, make_small_clinic
from tests.model.worklist.consistent import worklist_faults
from tests.ui.hands.test_context_menus import opened
from tests.ui.staff import click

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def small(store: Store) -> SmallClinic:
    """It is today, and early: the whole day lies ahead."""
    return make_small_clinic(store, today=True)


@pytest.fixture
def booked(store: Store, small: SmallClinic) -> list[str]:
    wanted = [small.booking(hour, patient_id=small.patient_ids[n]) for n, hour in enumerate((10, 11))]
    return [perform(store, small.manager, book, one).appointment_id for one in wanted]


def test_two_keys_record_it_and_show_whom_to_call(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, booked: list[str]
) -> None:
    window.activateWindow()
    QApplication.processEvents()
    window.calendar.setFocus()
    QTest.keyClick(window, Qt.Key.Key_I, CTRL_SHIFT)
    dialog = window.dialog
    assert isinstance(dialog, IllTodayDialog)
    focused = dialog.focusWidget()
    assert focused is dialog.record_button
    QTest.keyClick(focused, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.worklist.is_open)
    page = window.worklist.page
    assert page is not None
    qtbot.waitUntil(lambda: page.group is not None and len(page.group.open_items) == 2)
    qtbot.waitUntil(lambda: window.focusWidget() is page.list)
    assert page.head.title.startswith("Παπαδόπουλος Ν. is ill: ")
    assert {item.appointment_id for item in page.reading.items()} == set(booked)
    (request,) = rows(
        store, "SELECT kind, status, doctor_id::text, recorded_by_id::text FROM time_off_requests"
    )
    assert (request["kind"], request["status"]) == ("illness", "approved")
    assert (request["doctor_id"], request["recorded_by_id"]) == (
        small.doctor_id,
        small.receptionist.user_id,
    )
    assert worklist_faults(store) == []


def test_the_head_of_the_column_has_it_in_its_menu(
    qtbot: QtBot, window: MainWindow, small: SmallClinic, booked: list[str]
) -> None:
    canvas = window.calendar.week.canvas
    above = QPoint(canvas.viewport().x() + 20, canvas.viewport().y() - 10)
    menu = opened(window, above, canvas)
    action = next(one for one in menu.actions() if "Ill" in one.text())
    assert action.isEnabled()
    action.trigger()
    assert isinstance(window.dialog, IllTodayDialog)
    qtbot.waitUntil(lambda: len(window.dialog.affected.appointments) == 2)  # type: ignore[union-attr]
    window.dialog.reject()


def test_from_another_time_on_and_a_second_press_does_nothing(
    qtbot: QtBot, desk: Desk, theme: Theme, store: Store, small: SmallClinic, booked: list[str]
) -> None:
    dialog = IllTodayDialog(desk, theme, small.doctor_id)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.start.setFocus()
    dialog.start.selectAll()
    QTest.keyClicks(dialog.start, "10:30")
    qtbot.waitUntil(lambda: len(dialog.affected.appointments) == 1)
    dialog.start.clear()
    dialog.record()
    assert rows(store, "SELECT id FROM time_off_requests") == []
    QTest.keyClicks(dialog.start, "10:30")
    with qtbot.waitSignal(dialog.recorded) as recorded:
        click(dialog.record_button)
        dialog.record()
    assert recorded.args[0].affected_ids == (booked[1],)
    assert len(rows(store, "SELECT id FROM time_off_requests")) == 1


def test_somebody_booked_meanwhile_is_shown_before_it_is_recorded(
    qtbot: QtBot, desk: Desk, theme: Theme, store: Store, small: SmallClinic, booked: list[str]
) -> None:
    dialog = IllTodayDialog(desk, theme, small.doctor_id)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: len(dialog.affected.appointments) == 2)
    perform(store, small.manager, book, small.booking(15))
    click(dialog.record_button)
    qtbot.waitUntil(lambda: len(dialog.affected.appointments) == 3)
    assert dialog.message.text
    assert rows(store, "SELECT id FROM time_off_requests") == []


def test_a_doctor_records_it_for_the_own_calendar_alone(
    window: MainWindow, clinic: Clinic, small: SmallClinic, desk: Desk
) -> None:
    person = next(one for one in clinic.people if one.id == small.receptionist.user_id)
    desk.sign_in(replace(person, doctor_id=small.colleague_id))
    window.dialogs.ill_today(small.doctor_id)
    assert window.findChildren(IllTodayDialog) == []
    window.dialogs.ill_today(small.colleague_id)
    (dialog,) = window.findChildren(IllTodayDialog)
    dialog.reject()
