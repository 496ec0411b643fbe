"""The stations of booking: a booking, a lost race, a new patient who may be known, and a cancellation."""

from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from medic_desk.engine.facts import Minute
from medic_desk.model.acts.act import Actor
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import BookingRequest, book
from medic_desk.model.patients.search import read_patients
from medic_desk.tour.tour import Tour, TourStuck, type_text
from medic_desk.ui.appointments.cancel_dialog import CancelDialog
from medic_desk.ui.booking.dock import BookingDock


def book_an_appointment(tour: Tour) -> None:
    """Find a patient, look at what would be booked, and book it."""
    window = tour.window
    start = _click_free_slot(tour)
    dock = _dock(tour)
    tour.until(lambda: dock.starts.found is not None and dock.starts.starts_at == start, "the times")
    tour.take(window, "booking-empty")
    QTest.keyClicks(dock.patient.search, "papad")
    tour.until(lambda: len(dock.patient.results.entries) > 1, "the patients")
    tour.take(window, "booking-search")
    QTest.keyClick(dock.patient.search, Qt.Key.Key_Down)
    QTest.keyClick(dock.patient.search, Qt.Key.Key_Return)
    QTest.keyClicks(dock.notes, "Walk-in")
    tour.until(lambda: dock.look.is_seen and bool(dock.foot.held), "the hold")
    tour.take(window, "booking-filled")
    QTest.keyClick(dock.book_button, Qt.Key.Key_Return)
    tour.until(lambda: window.dock is None, "the booking")
    tour.until(lambda: _booked_at(tour, start), "the booking in the calendar")
    tour.take(window, "booked")


def lose_a_race(tour: Tour) -> None:
    """Another desk books a start while our form still lists it."""
    first_day = tour.window.calendar.first_day
    start = _click_free_slot(tour)
    dock = _dock(tour)
    tour.until(lambda: dock.starts.starts_at == start and dock.starts.found is not None, "the times")
    QTest.keyClicks(dock.patient.search, "niko")
    tour.until(lambda: bool(dock.patient.results.entries), "the patients")
    QTest.keyClick(dock.patient.search, Qt.Key.Key_Return)
    found = dock.starts.found
    # The farthest one: a neighbour may overlap the start that our form holds.
    listed = found.starts if found is not None else ()
    other = max(listed, key=lambda one: abs(one.starts_at - start))
    _rival_books(tour, other.starts_at)
    dock.starts.take(other)
    tour.until(lambda: bool(dock.message.buttons), "the nearest free starts")
    tour.take(tour.window, "booking-conflict")
    dock.discard()
    tour.until(lambda: tour.window.dock is None, "the closed form")
    # The calendar may have turned to the farthest start.
    tour.window.calendar.go_to(first_day)
    tour.until_read()


def type_a_new_patient(tour: Tour) -> None:
    """Type a patient who may be in the list already, and close the form without booking."""
    _click_free_slot(tour)
    dock = _dock(tour)
    tour.until(lambda: dock.starts.found is not None, "the times")
    entry = tour.store.do(read_patients, "papad", 1)[0]
    type_text(dock.patient.search, entry.full_name)
    QTest.mouseClick(dock.patient.new_button, Qt.MouseButton.LeftButton)
    form = dock.patient.form
    tour.until(lambda: bool(form.duplicates.entries), "the likely duplicates")
    tour.take(tour.window, "booking-new-patient")
    QTest.keyClick(dock, Qt.Key.Key_Escape)
    tour.take(tour.window, "booking-discard")
    QTest.keyClick(dock, Qt.Key.Key_Escape)
    tour.until(lambda: tour.window.dock is None, "the closed form")


def cancel_the_booking(tour: Tour) -> None:
    """Cancel what was booked, with a reason."""
    window = tour.window
    week = window.calendar.shown_week
    shown = week.appointments if week is not None else ()
    found = [a for a in shown if a.notes == "Walk-in" and a.status == "confirmed"]
    if not found:
        raise TourStuck("the booking is not in the calendar")
    window.show_appointment(found[0].id)
    window.menus.cancel.trigger()
    dialog = tour.dialog(CancelDialog)
    QTest.keyClick(dialog.reasons.button(0), Qt.Key.Key_Space)
    tour.take(dialog, "cancel")
    QTest.mouseClick(dialog.act_button, Qt.MouseButton.LeftButton)
    tour.until(lambda: window.dialog is None, "the cancellation")


def _dock(tour: Tour) -> BookingDock:
    tour.until(lambda: tour.window.dock is not None, "the booking form")
    if tour.window.dock is None:
        raise TourStuck("the booking form")
    return tour.window.dock


def _click_free_slot(tour: Tour) -> Minute:
    """Click on the first free slot of the calendar; answers its start."""
    view = tour.window.calendar.week
    for cell in view.cells():
        if cell.kind == "slot":
            view.show_minute(cell.starts_at)
            point = view.cell_area(cell).center()
            if view.viewport().rect().contains(point):
                QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
                return cell.starts_at
    raise TourStuck("no free slot can be clicked")


def _rival_books(tour: Tour, start: Minute) -> None:
    """Book as another desk would, past this one."""
    window = tour.window
    service = window.calendar.service()
    if service is None:
        raise TourStuck("no service is chosen")
    request = BookingRequest(
        act_id=str(uuid4()),
        doctor_id=service.doctor_id,
        appointment_type_id=service.id,
        starts_at=start,
        patient_id=tour.store.do(read_patients, "papad", 2)[-1].id,
    )
    actor = Actor(user_id=None, actor_type="receptionist", desk_name="Reception 2")
    perform(tour.store, actor, book, request)


def _booked_at(tour: Tour, start: Minute) -> bool:
    week = tour.window.calendar.shown_week
    booked = week.appointments if week is not None else ()
    return any(a.starts_at == start and a.status == "confirmed" and a.patient_id for a in booked)
