"""Why days have no free start: away, closed, no hours, fully booked, no longer offered; a real database."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from medic_desk.engine.clinic_time import datetime_at
from medic_desk.engine.facts import Minute
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.free_starts import FreeStartsQuestion, read_free_starts
from medic_desk.model.appointments.no_free_time import NoFreeTime, no_free_time
from medic_desk.model.appointments.offered_starts import StartsWanted, read_offered_starts
from medic_desk.model.store.store import Store
from medic_desk.model.tables import (
    AppointmentTypeLocationRow,
    ClinicClosureRow,
    DoctorLocationRow,
    ScheduleExceptionRow,
    TimeOffRequestRow,
)
from tests.model.plain_sql import run
from tests.model.shared_house import make_shared_house
from tests.model.small_clinic import SmallClinic, add, make_small_clinic, new_id


@pytest.fixture
def clinic(store: Store) -> SmallClinic:
    return make_small_clinic(store)


def why(
    store: Store, clinic: SmallClinic, site_ids: set[str] | None = None, **fields: Any
) -> tuple[NoFreeTime, ...]:
    question = FreeStartsQuestion(
        doctor_id=clinic.doctor_id,
        appointment_type_id=clinic.service_id,
        first_day=clinic.day,
        days=1,
    )
    answer = store.do(read_free_starts, replace(question, **fields))
    return no_free_time(answer, site_ids)


def block(store: Store, clinic: SmallClinic, start: Minute, end: Minute, **columns: Any) -> None:
    values = {"exception_type": "blocked", "source": "manual", **columns}
    store.do(
        add,
        ScheduleExceptionRow,
        doctor_id=clinic.doctor_id,
        starts_at=datetime_at(start),
        ends_at=datetime_at(end),
        **values,
    )


def fill(store: Store, clinic: SmallClinic, *hours: int) -> None:
    for hour in hours or (9, 10, 11, 12, 14, 15, 16):
        for minute in (0, 30):
            perform(store, clinic.receptionist, book, clinic.booking(hour, minute))


def test_free_days_have_no_reason(store: Store, clinic: SmallClinic) -> None:
    assert why(store, clinic) == ()


def test_away_until_the_leave_ends_beyond_the_days_asked_about(store: Store, clinic: SmallClinic) -> None:
    until = clinic.at(0, days=20)
    store.do(
        add,
        TimeOffRequestRow,
        doctor_id=clinic.doctor_id,
        starts_at=datetime_at(clinic.at(0, days=-2)),
        ends_at=datetime_at(until),
        status="approved",
        reason="Συνέδριο",
    )
    (reason,) = why(store, clinic)
    assert (reason.kind, reason.doctor_id, reason.starts, reason.until) == (
        "away",
        clinic.doctor_id,
        14,
        until,
    )


@pytest.mark.parametrize(("ends", "kinds"), [(1, ["away", "fully_booked"]), (2, ["away"])])
def test_of_leave_that_ends_on_the_days_asked_about_what_comes_after_it_is_told_too(
    store: Store, clinic: SmallClinic, ends: int, kinds: list[str]
) -> None:
    for hour in (9, 10, 11, 12, 14, 15, 16):
        for minute in (0, 30):
            at = clinic.at(hour, minute, days=1)
            perform(store, clinic.receptionist, book, clinic.booking(9, starts_at=at))
    block(store, clinic, clinic.at(0), clinic.at(0, days=ends), reason="Άδεια")
    wanted = StartsWanted(services=((clinic.doctor_id, clinic.service_id),), first_day=clinic.day, days=2)
    found = store.do(read_offered_starts, wanted)
    assert found.starts == ()
    assert [one.kind for one in found.reasons] == kinds
    assert found.reasons[0].until == clinic.at(0, days=ends)


def test_what_a_person_blocked_is_told_with_its_words_and_its_end(store: Store, clinic: SmallClinic) -> None:
    block(store, clinic, clinic.at(8), clinic.at(13), reason="Χειρουργείο")
    block(store, clinic, clinic.at(13), clinic.at(20), reason="Χειρουργείο")
    first, second = why(store, clinic)
    assert [(one.kind, one.label, one.starts) for one in (first, second)] == [
        ("away", "Χειρουργείο", 8),
        ("away", "Χειρουργείο", 6),
    ]
    assert first.until == second.until == clinic.at(20), "the first goes on in the second"


def test_a_closure_is_no_absence(store: Store, clinic: SmallClinic) -> None:
    store.do(
        add,
        ClinicClosureRow,
        starts_at=datetime_at(clinic.at(0)),
        ends_at=datetime_at(clinic.at(24)),
        reason="Άγιον Πνεύμα",
        source="holiday",
    )
    (reason,) = why(store, clinic)
    assert (reason.kind, reason.label, reason.until) == ("closed", "Άγιον Πνεύμα", clinic.at(24))


def test_a_closed_room_is_closed_and_a_blocked_service_is_not_free(store: Store, clinic: SmallClinic) -> None:
    block(store, clinic, clinic.at(0), clinic.at(24), appointment_type_id=clinic.service_id, reason="Βλάβη")
    assert [(one.kind, one.label) for one in why(store, clinic)] == [("away", "Βλάβη")]
    assert why(store, clinic, appointment_type_id=clinic.call_id) == ()


def test_fully_booked(store: Store, clinic: SmallClinic) -> None:
    fill(store, clinic)
    assert why(store, clinic) == (NoFreeTime("fully_booked", clinic.doctor_id, 14),)


def test_what_takes_most_comes_first(store: Store, clinic: SmallClinic) -> None:
    fill(store, clinic, 9)
    block(store, clinic, clinic.at(10), clinic.at(20))
    assert [(one.kind, one.starts) for one in why(store, clinic)] == [("away", 12), ("fully_booked", 2)]
    run(store, "DELETE FROM schedule_exceptions")
    assert [(one.kind, one.starts) for one in why(store, clinic)] == [("fully_booked", 2)]


def test_a_room_that_another_doctor_has_is_a_lack_of_what_it_needs(store: Store, clinic: SmallClinic) -> None:
    booking = clinic.booking(
        9, doctor_id=clinic.colleague_id, appointment_type_id=clinic.colleague_service_id
    )
    perform(store, clinic.receptionist, book, booking)
    assert why(store, clinic) == (NoFreeTime("no_resource", clinic.doctor_id, 1),)
    run(store, "UPDATE bookable_resources SET is_active = false")
    assert [(one.kind, one.starts) for one in why(store, clinic)] == [("no_resource", 14)]


def test_no_hours_and_hours_that_are_too_short(store: Store, clinic: SmallClinic) -> None:
    assert [one.kind for one in why(store, clinic, duration_minutes=300)] == ["too_short"]
    run(store, f"UPDATE schedule_rules SET is_active = false WHERE doctor_id = '{clinic.doctor_id}'")
    assert why(store, clinic) == (NoFreeTime("no_hours", clinic.doctor_id),)


@pytest.mark.parametrize("table", ["appointment_types", "doctors"])
def test_what_is_no_longer_offered(store: Store, clinic: SmallClinic, table: str) -> None:
    booked = perform(store, clinic.receptionist, book, clinic.booking(9))
    run(store, f"UPDATE {table} SET is_active = false")
    assert [one.kind for one in why(store, clinic)] == ["not_offered"]
    moved = why(store, clinic, for_appointment_id=booked.appointment_id)
    assert [one.kind for one in moved] == ["fully_booked"]
    assert [one.kind for one in why(store, clinic, appointment_type_id=new_id())] == ["not_offered"]


def test_days_that_are_over(store: Store, clinic: SmallClinic) -> None:
    long_ago: date = clinic.day - timedelta(days=40)
    assert [one.kind for one in why(store, clinic, first_day=long_ago)] == ["past"]


def test_a_place_where_it_is_not_offered(store: Store) -> None:
    house = make_shared_house(store)
    clinic = house.clinic
    branch = store.do(add, DoctorLocationRow, doctor_id=clinic.doctor_id, name="Παράρτημα")
    asked = {"appointment_type_id": clinic.call_id}
    assert why(store, clinic, {house.site_id}, **asked) == ()
    assert why(store, clinic, {branch}, **asked) == ()
    assert [one.kind for one in why(store, clinic, {"nowhere"}, **asked)] == ["not_offered_here"]
    store.do(
        add,
        AppointmentTypeLocationRow,
        appointment_type_id=clinic.call_id,
        doctor_location_id=clinic.location_id,
    )
    assert [one.kind for one in why(store, clinic, {branch}, **asked)] == ["not_offered_here"]
    assert why(store, clinic, {house.site_id}, **asked) == ()
