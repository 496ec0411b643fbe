"""Who is affected, by name: told in a heading, listed with the service as long as there is room for it."""

from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booked_appointments import BookedAppointment, read_booked_appointments
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from medic_desk.ui.controls.affected_appointments import AffectedAppointments
from medic_desk.ui.theme import Theme
from tests.model.small_clinic import ZONE, SmallClinic

SERVICE = 2


def booked(store: Store, small: SmallClinic) -> tuple[BookedAppointment, ...]:
    perform(store, small.receptionist, book, small.booking(10))
    perform(store, small.receptionist, book, small.booking(11, patient_id=small.patient_ids[1]))
    return store.do(read_booked_appointments, small.doctor_id, small.at(0))


def test_they_are_counted_listed_and_read_on_the_doctors_clock(
    qtbot: QtBot, theme: Theme, store: Store, small: SmallClinic
) -> None:
    appointments = booked(store, small)
    shown = AffectedAppointments(theme)
    qtbot.addWidget(shown)
    shown.resize(900, 300)
    shown.show()
    shown.tell_booked(appointments, ZONE)
    assert shown.heading.text() == "2 appointments are booked then"
    assert shown.appointments == appointments
    model = shown.list.rows_model
    cells = [model.index(0, column).data() for column in range(4)]
    assert cells[0].endswith("at 10:00")
    assert cells[1:] == ["Αντωνίου Γιώργος", "Επίσκεψη", "694\u00a0400\u00a00001"]
    assert not shown.list.isColumnHidden(SERVICE)
    shown.tell_booked(appointments, "UTC")
    assert not model.index(0, 0).data().endswith("at 10:00")
    shown.tell_booked((), ZONE)
    assert shown.heading.text() == "Nobody is booked then"
    assert not shown.list.isVisible()


def test_where_there_is_no_room_the_tooltip_tells_the_service(
    qtbot: QtBot, theme: Theme, store: Store, small: SmallClinic
) -> None:
    shown = AffectedAppointments(theme)
    qtbot.addWidget(shown)
    shown.resize(300, 300)
    shown.show()
    shown.tell_booked(booked(store, small), ZONE)
    assert shown.list.isColumnHidden(SERVICE)
    assert "Επίσκεψη" in shown.list.rows_model.index(0, 1).data(3)  # ToolTipRole
    shown.resize(1200, 300)
    qtbot.waitUntil(lambda: not shown.list.isColumnHidden(SERVICE))
