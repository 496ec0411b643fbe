"""What is taken from First free is seen in the calendar, also for a doctor who was not shown."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from medic_desk.model.store.store import Store
from medic_desk.model.tables import DoctorRow
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic, add, insert_hours, insert_visit


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
