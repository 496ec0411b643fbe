"""What waits at the desks of the whole clinic, and histories without the holds before a booking."""

from datetime import timedelta

import pytest

from medic_desk.engine.clinic_time import datetime_at
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import AppointmentRequest, approve, cancel
from medic_desk.model.appointments.booking import book, submit
from medic_desk.model.appointments.history import read_history, without_holds
from medic_desk.model.appointments.holds import release_hold
from medic_desk.model.appointments.open_holds import read_open_holds, read_pending_requests
from medic_desk.model.appointments.week import read_week
from medic_desk.model.store.database_clock import read_database_clock
from medic_desk.model.store.store import Store
from medic_desk.model.tables import AppointmentRow
from tests.model.acts.acting_desk import Desk
from tests.model.small_clinic import add, make_small_clinic, new_id

HALF_A_SECOND = timedelta(milliseconds=500)


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, make_small_clinic(store))


def test_holds_of_all_desks_are_listed_until_they_run_out(desk: Desk) -> None:
    clinic = desk.clinic
    elsewhere = desk.held(12, doctor_id=clinic.colleague_id, appointment_type_id=clinic.colleague_service_id)
    here = desk.held(10)
    gone = desk.held(15)
    desk.execute(
        "UPDATE appointments SET hold_expires_at = timezone('utc', now()) - interval '1 s'"
        f" WHERE id = '{gone.appointment_id}'"
    )
    endless = desk.store.do(
        add,
        AppointmentRow,
        doctor_id=clinic.doctor_id,
        starts_at=datetime_at(clinic.at(9)),
        ends_at=datetime_at(clinic.at(9, 30)),
        status="held",
    )
    desk.booked(16)
    listed = desk.store.do(read_open_holds)
    assert [one.id for one in listed] == [endless, here.appointment_id, elsewhere.appointment_id]
    now = desk.store.do(read_database_clock)
    for one in listed[1:]:
        assert (one.desk_name, one.zone, one.service_name) == ("Desk 1", clinic.zone, "Επίσκεψη")
        assert one.held_since is not None
        assert one.hold_expires_at is not None
        # inserted_at is kept in whole seconds, rounded: it may lie half a second ahead of the clock.
        assert one.held_since - HALF_A_SECOND <= now < one.hold_expires_at
    assert (listed[0].desk_name, listed[0].hold_expires_at) == (None, None)
    assert listed[0].held_since is not None
    week = desk.store.do(read_week, clinic.doctor_id, clinic.day, 1)
    assert listed[1] in week.appointments, "the same as the calendar's block"
    desk.step(release_hold, here)
    assert here.appointment_id not in [one.id for one in desk.store.do(read_open_holds)]


def test_requests_are_listed_oldest_first_until_they_are_over(desk: Desk) -> None:
    clinic = desk.clinic

    def asked(hour: int, hours_ago: int) -> str:
        request = perform(desk.store, clinic.receptionist, submit, clinic.booking(hour))
        desk.execute(
            "UPDATE appointments SET inserted_at = timezone('utc', now())"
            f" - interval '{hours_ago} h' WHERE id = '{request.appointment_id}'"
        )
        return request.appointment_id

    young, old, approved, over, run_out = (
        asked(hour, ago) for hour, ago in ((9, 1), (14, 7), (10, 3), (11, 9), (15, 8))
    )
    desk.execute(
        "UPDATE appointments SET starts_at = timezone('utc', now()) - interval '40 min',"
        f" ends_at = timezone('utc', now()) - interval '10 min' WHERE id = '{over}'"
    )
    desk.execute(
        "UPDATE appointments SET pending_expires_at = timezone('utc', now()) - interval '1 min'"
        f" WHERE id = '{run_out}'"
    )
    (row,) = desk.rows(f"SELECT row_version FROM appointments WHERE id = '{approved}'")
    found = next(one for one in desk.store.do(read_pending_requests) if one.id == approved)
    assert found.row_version == row["row_version"]
    desk.do(approve, AppointmentRequest(act_id=new_id(), appointment_id=approved, row_version=None))
    listed = desk.store.do(read_pending_requests)
    assert [one.id for one in listed] == [run_out, old, young]
    now = desk.store.do(read_database_clock)
    assert listed[0].pending_expires_at is not None
    assert listed[0].pending_expires_at < now
    assert listed[1].pending_expires_at is None
    asked_since = listed[1].asked_since
    assert asked_since is not None
    assert abs(now - asked_since - timedelta(hours=7)) < timedelta(minutes=5)
    assert listed[1].patient_name == "Αντωνίου Γιώργος"


def test_a_history_is_read_without_the_holds_before_it(desk: Desk) -> None:
    held = desk.held(10)
    moved = desk.held(11, replaces_hold_id=held.appointment_id)
    booked = desk.do(book, desk.clinic.booking(11, hold_id=moved.appointment_id))
    desk.step(cancel, booked, "ill")
    events = desk.store.do(read_history, booked.appointment_id)
    assert [one.action for one in events] == ["held", "held", "booked", "cancelled"]
    assert [one.action for one in without_holds(events)] == ["booked", "cancelled"]


def test_the_history_of_a_hold_is_its_own(desk: Desk) -> None:
    held = desk.held(10)
    desk.step(release_hold, held)
    events = desk.store.do(read_history, held.appointment_id)
    assert without_holds(events) == events
    assert [one.action for one in events] == ["held", "released"]
