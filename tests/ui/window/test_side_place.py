"""What is taken from First free is seen in the calendar, also for a doctor who was not shown."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from medic_desk.model.store.store import Store
from medic_desk.model.tables import DoctorRow
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic, add, insert_hours, insert_visit
from tests.ui.booking.steps import find_patient, until_ready


@pytest.fixture
def others(store: Store, small: SmallClinic) -> tuple[str, ...]:
    """Six more doctors, as ids; all work as the others do."""

    def insert(session: Session) -> tuple[str, ...]:
        made = []
        for number in range(6):
            doctor = add(
                session, DoctorRow, first_name="Ζωή", last_name=f"Ω{'αβγδεζ'[number]}", timezone=small.zone
            )
            insert_hours(session, doctor, small.zone)
            insert_visit(session, doctor, price_cents=4000)
            made.append(doctor)
        return tuple(made)

    return store.do(insert)


@pytest.mark.parametrize(("length", "days"), [(1, 0), (1, 8), (7, 8)])
@pytest.mark.parametrize("is_known", [False, True], ids=["days to read", "days read before"])
def test_a_start_of_a_doctor_who_is_not_shown_is_scrolled_to_sideways(
    qtbot: QtBot,
    others: tuple[str, ...],
    window: MainWindow,
    small: SmallClinic,
    is_known: bool,
    length: int,
    days: int,
) -> None:
    clinic = window._desk.clinic
    assert clinic is not None
    window.resize(1100, 700)
    shown, last = (small.doctor_id, small.colleague_id, *others[:5]), others[5]
    window.calendar.show_days(length)
    if is_known:
        window.side.choose_doctors((*shown, last))
        window.calendar.go_to(small.day)
        qtbot.waitUntil(lambda: window.calendar.week_of(last) is not None)
    window.side.choose_doctors(shown)
    window.calendar.go_to(small.day)
    qtbot.waitUntil(lambda: all(window.calendar.week_of(one) is not None for one in shown))
    service = next(one for one in clinic.services if one.doctor_id == last)
    window.side.first_free_taken.emit(last, service.id, small.at(15, days=days))
    week = window.calendar.week
    qtbot.waitUntil(lambda: week.minute_area(small.at(15, days=days), last).width() > 40)
    assert week.canvas.horizontalScrollBar().value() > 0
    dock = window.dock
    assert dock is not None
    qtbot.waitUntil(lambda: dock.starts.starts_at == small.at(15, days=days))
    qtbot.waitUntil(lambda: not window.chosen_start._rest.isActive())
    placed = week.canvas.placed
    assert placed is not None
    column = placed.column_of(last, small.at(15, days=days))
    assert column is not None
    there = placed.columns[column]
    assert week.canvas.shift <= there.x
    assert there.right <= week.canvas.shift + week.viewport().width()
    # What makes the days narrower does not push aside what is being booked.
    window.resize(1000, 700)
    QApplication.processEvents()
    there = week.canvas.placed.columns[column] if week.canvas.placed is not None else there
    assert week.canvas.shift <= there.x
    assert min(there.right, there.x + week.viewport().width()) <= week.canvas.shift + week.viewport().width()


@pytest.mark.parametrize("has_details", [False, True], ids=["without details", "with details"])
@pytest.mark.parametrize("width", [900, 1280])
def test_what_was_booked_is_in_sight_and_chosen(
    qtbot: QtBot,
    others: tuple[str, ...],
    window: MainWindow,
    small: SmallClinic,
    has_details: bool,
    width: int,
) -> None:
    """The dock goes, the details come: the columns stand elsewhere, and the new appointment is still seen."""
    clinic = window._desk.clinic
    assert clinic is not None
    last, week = others[5], window.calendar.week
    window.resize(width, 700)
    window.menus.details.setChecked(has_details)
    window.calendar.show_days(1)
    window.side.choose_doctors((small.doctor_id, small.colleague_id, *others))
    window.calendar.go_to(small.day)
    qtbot.waitUntil(lambda: window.calendar.week_of(last) is not None)
    window.side.choose_service(next(one.id for one in clinic.services if one.doctor_id == last))
    window.book_at(small.at(15), doctor_id=last)
    dock = window.dock
    assert dock is not None
    find_patient(qtbot, dock, "nikol")
    until_ready(qtbot, dock)
    QTest.keyClick(dock.book_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.dock is None and bool(week.canvas.look.chosen_id))
    QApplication.processEvents()
    chosen = window.calendar.appointment(week.canvas.look.chosen_id)
    assert chosen is not None
    assert (chosen.doctor_id, chosen.starts_at) == (last, small.at(15))
    assert window.details.isVisible() is has_details
    placed = week.canvas.placed
    assert placed is not None
    rect = next(one.rect for one in placed.blocks if one.block.id == chosen.id)
    assert week.viewport().rect().contains(week.canvas.area_of_rect(rect))
