"""Tab goes through the forms around the calendar in the order in which the eye reads them.

What has a letter there has one of its own.
"""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import cancel
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from medic_desk.ui.appointments.cancel_dialog import CancelDialog
from medic_desk.ui.appointments.move_dialog import MoveDialog
from medic_desk.ui.appointments.overbook_dialog import OverbookDialog
from medic_desk.ui.appointments.record_dialog import RecordDialog
from medic_desk.ui.appointments.service_dialog import ServiceDialog
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.booking.wanted import Wanted
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic
from tests.ui.booking.steps import find_patient
from tests.ui.letters import doubles, texts_in
from tests.ui.patients.card_steps import line_of, opened
from tests.ui.reading_order import out_of_order, tabbed
from tests.ui.staff import type_text


@pytest.fixture
def dock(qtbot: QtBot, window: MainWindow, small: SmallClinic) -> BookingDock:
    """A booking that is begun, with the starts of any doctor read."""
    window.booking.open(Wanted(None, small.day, small.service_id))
    dock = window.dock
    assert dock is not None
    qtbot.waitUntil(lambda: dock.starts.found is not None)
    return dock


def test_the_part_of_the_day_follows_the_day_in_the_booking(
    qtbot: QtBot, window: MainWindow, dock: BookingDock
) -> None:
    stops = tabbed(dock.starts.filter.day, dock)
    assert stops[1] is dock.starts.filter.parts.buttons.checkedButton()
    assert stops[2] is dock.starts.list


def test_the_booking_is_tabbed_as_it_is_read(qtbot: QtBot, window: MainWindow, dock: BookingDock) -> None:
    stops = tabbed(dock.patient.search, dock)
    assert out_of_order(stops) == []
    for field in (dock.choice.service, dock.choice.doctor, dock.choice.place, dock.starts.filter.later):
        assert field in stops
    find_patient(qtbot, dock, "nikol")
    qtbot.waitUntil(dock.book_button.isVisible)
    stops = tabbed(dock.close_button, dock)
    assert out_of_order(stops) == []
    assert stops[-1] is dock.book_button


def test_the_booking_of_a_new_patient_is_tabbed_as_it_is_read(
    qtbot: QtBot, window: MainWindow, dock: BookingDock
) -> None:
    type_text(dock.patient.search, "Αντωνίου Γιώργος")
    dock.patient.new_button.click()
    qtbot.waitUntil(lambda: bool(dock.patient.form.duplicates.entries))
    dock.message.say("Taken.", (("Friday at 10:15", nothing), ("Friday at 10:45", nothing)))
    stops = tabbed(dock.close_button, dock)
    assert out_of_order(stops) == []
    assert dock.patient.form.first_name in stops
    assert set(dock.message.buttons) <= set(stops)


def nothing() -> None:
    """What a choice of a message does that nobody presses."""


def test_first_free_is_tabbed_as_it_is_read(qtbot: QtBot, window: MainWindow, small: SmallClinic) -> None:
    window.side.ask_first_free()
    section = window.side.first_free
    qtbot.waitUntil(lambda: bool(section.found))
    first = section.button if section.button.isVisible() else section.form.service.line
    stops = tabbed(first, section)
    assert out_of_order(stops) == []
    assert section.form.parts.buttons.checkedButton() in stops
    assert section.answers is stops[-1]
    assert len(stops) >= 6


def test_why_not_is_tabbed_as_it_is_read(qtbot: QtBot, window: MainWindow, small: SmallClinic) -> None:
    window.ask_why_not(small.at(13, 15))
    popover = window.why_not
    qtbot.waitUntil(lambda: not popover.is_looking and bool(popover.offered))
    stops = tabbed(popover.starts[0], popover)
    assert out_of_order(stops, goes_round=True) == []
    shown = [one for one in popover.stops if one.isVisible() and one.isEnabled()]
    assert set(stops) == set(shown)


def test_tab_goes_from_the_search_through_the_fields_of_a_card(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    perform(store, small.manager, book, small.booking(10))
    patients = opened(qtbot, window, small.patient_ids[0])
    qtbot.waitUntil(patients.card_pane.appointments.isVisible)
    stops = tabbed(patients.finder.line, patients)
    fields = [line_of(patients, name) for name in ("last_name", "first_name", "email")]
    after = [stops.index(one) for one in (*fields, patients.card_pane.appointments)]
    assert after == sorted(after)
    patients.reject()


Make = Callable[[], QDialog]


@pytest.mark.parametrize("name", ["overbook", "record", "service", "cancel", "move"])
def test_a_dialog_is_tabbed_as_it_is_read(
    qtbot: QtBot, window: MainWindow, desk: Desk, theme: Theme, store: Store, small: SmallClinic, name: str
) -> None:
    made = perform(store, small.manager, book, small.booking(10))
    qtbot.waitUntil(lambda: window.calendar.appointment(made.appointment_id) is not None)
    one, names = window.calendar.appointment(made.appointment_id), window.calendar.names()
    assert one is not None
    assert names is not None
    dialogs: dict[str, Make] = {
        "overbook": lambda: OverbookDialog(desk, theme, small.doctor_id, small.at(10), small.call_id, window),
        "record": lambda: RecordDialog(desk, theme, small.doctor_id, window),
        "service": lambda: ServiceDialog(desk, theme, one, names, window),
        "cancel": lambda: CancelDialog(desk, theme, one, names, cancel, window),
        "move": lambda: MoveDialog(desk, theme, one, names, window),
    }
    dialog = dialogs[name]()
    dialog.open()
    if isinstance(dialog, ServiceDialog):
        QTest.keyClick(dialog.service, Qt.Key.Key_Down)
    if isinstance(dialog, MoveDialog):
        qtbot.waitUntil(lambda: dialog.starts.found is not None)
    button = dialog.act_button  # type: ignore[attr-defined]
    if not isinstance(dialog, MoveDialog):
        qtbot.waitUntil(button.isEnabled)
    first = first_in(dialog)
    stops = tabbed(first, dialog)
    assert out_of_order(stops, goes_round=True) == []
    assert len(stops) >= 3
    assert doubles(texts_in(dialog)) == []
    dialog.reject()
    dialog.deleteLater()


def first_in(dialog: QDialog) -> QWidget:
    """Where focus is when the dialog opens."""
    dialog.activateWindow()
    QApplication.processEvents()
    focused = dialog.focusWidget()
    assert focused is not None
    return focused
