"""A patient's own appointments: which are read, and what of them a new one meets."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medic_desk.engine.clinic_time import clock, datetime_at, local_date
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.patients.appointments import (
    NEAR_MINUTES,
    SAME_SERVICE_DAYS,
    Meeting,
    PatientAppointment,
    meetings,
    read_patient_appointments,
)
from medic_desk.model.store.store import Store
from medic_desk.model.tables import AppointmentRow
from tests.model.plain_sql import run
from tests.model.shared_house import make_shared_house
from tests.model.small_clinic import ZONE, SmallClinic, add, make_small_clinic, new_id

NOON = clock(ZONE).instant(20_800, 12 * 60)
AT = datetime_at(NOON)

PLAIN = PatientAppointment(
    id="one",
    starts_at=NOON,
    ends_at=NOON + 30,
    zone=ZONE,
    status="confirmed",
    doctor_id="d",
    doctor_name="D",
    appointment_type_id="visit",
    service_name="Visit",
    consultation_mode="in_person",
    doctor_location_id="l1",
    site_id="s1",
    place_name="Κέντρο",
    patient_arrived_at=None,
    visit_started_at=None,
)


def met(one: PatientAppointment, start: int, length: int = 30, **fields: Any) -> list[tuple[str, int]]:
    asked: dict[str, Any] = {"site_id": "s1", "zone": ZONE, "now": NOON - 10_000} | fields
    site = asked.pop("site_id")
    found = meetings((one,), NOON + start, NOON + start + length, site, **asked)
    assert all(meeting.appointment is one for meeting in found)
    return [(meeting.kind, meeting.minutes_between) for meeting in found]


def test_what_overlaps_is_the_same_time_and_what_only_touches_is_the_same_day() -> None:
    assert met(PLAIN, 29) == met(PLAIN, -29) == met(PLAIN, 0) == [("same_time", 0)]
    assert met(PLAIN, 30) == met(PLAIN, -30) == [("same_day", 0)]
    assert met(PLAIN, 90) == [("same_day", 60)]
    assert met(PLAIN, 12 * 60 - 1) == [("same_day", 689)]
    assert met(PLAIN, 12 * 60) == met(PLAIN, -12 * 60 - 1) == []


def test_another_house_needs_half_an_hour() -> None:
    near = NEAR_MINUTES - 1
    elsewhere: dict[str, Any] = {"site_id": "s2", "doctor_location_id": "l2"}
    assert met(PLAIN, 30 + near, **elsewhere) == [("near_elsewhere", near), ("same_day", near)]
    assert met(PLAIN, 30, **elsewhere) == [("near_elsewhere", 0), ("same_day", 0)]
    assert met(PLAIN, 30 + NEAR_MINUTES, **elsewhere) == [("same_day", NEAR_MINUTES)]
    assert met(PLAIN, 10, **elsewhere) == [("same_time", 0)]
    assert met(PLAIN, 30, doctor_location_id="l2") == [("same_day", 0)], "two doctors of one house"


def test_where_a_house_is_unknown_the_places_decide() -> None:
    unknown = replace(PLAIN, site_id=None)
    assert met(unknown, 30, doctor_location_id="l2") == [("near_elsewhere", 0), ("same_day", 0)]
    assert met(unknown, 30, doctor_location_id="l1") == [("same_day", 0)]
    assert met(unknown, 30) == met(PLAIN, 30, site_id=None) == [("same_day", 0)], "no place is nowhere"
    call = replace(PLAIN, consultation_mode="phone")
    assert met(call, 30, site_id="s2", doctor_location_id="l2") == [("same_day", 0)]


def test_a_like_service_is_told_within_a_month() -> None:
    likes: dict[str, Any] = {"service_ids": ("visit", "colleague's visit")}
    days = SAME_SERVICE_DAYS * 1440
    assert met(PLAIN, days, **likes) == [("same_service", days - 30)]
    assert met(PLAIN, -days, **likes) == [("same_service", days - 30)]
    assert met(PLAIN, days + 1440, **likes) == []
    assert met(PLAIN, 60, **likes) == [("same_day", 30), ("same_service", 30)]
    assert met(PLAIN, 60, service_ids=("other",)) == [("same_day", 30)]


def test_who_has_come_today_is_waiting_now() -> None:
    here = replace(PLAIN, patient_arrived_at=AT)
    far = 50 * 1440
    assert met(here, far, now=NOON) == [("waiting_now", far - 30)]
    assert met(here, far, now=NOON + 1440) == [], "nobody waits since yesterday"
    assert met(replace(PLAIN, visit_started_at=AT), far, now=NOON) == [("waiting_now", far - 30)]
    assert met(replace(here, status="completed"), far, now=NOON) == []


@pytest.mark.parametrize("status", ["cancelled", "no_show", "held"])
def test_what_takes_no_time_meets_nothing(status: str) -> None:
    gone = replace(PLAIN, status=status, patient_arrived_at=AT)
    assert met(gone, 0, now=NOON, service_ids=("visit",)) == []
    assert not gone.is_standing


def test_the_appointment_that_moves_is_not_met() -> None:
    assert met(PLAIN, 0, ignore_appointment_id="one") == []


def test_the_gravest_comes_first_and_then_the_earlier() -> None:
    def at(minutes: int, key: str) -> PatientAppointment:
        return replace(PLAIN, id=key, starts_at=NOON + minutes, ends_at=NOON + minutes + 30)

    found = meetings(
        (at(120, "c"), at(60, "b"), at(0, "a")),
        NOON,
        NOON + 30,
        "s2",
        zone=ZONE,
        now=NOON - 9_000,
        service_ids=("visit",),
    )
    assert [(one.kind, one.appointment.id) for one in found] == [
        ("same_time", "a"),
        ("same_day", "b"),
        ("same_day", "c"),
        ("same_service", "a"),
        ("same_service", "b"),
        ("same_service", "c"),
    ]


APPOINTMENTS = st.builds(
    lambda start, length, site, location, mode, status, here: replace(
        PLAIN,
        starts_at=NOON + start,
        ends_at=NOON + start + length,
        site_id=site,
        doctor_location_id=location,
        consultation_mode=mode,
        status=status,
        patient_arrived_at=AT if here else None,
    ),
    st.integers(-3_000, 3_000),
    st.integers(1, 360),
    st.sampled_from(["s1", "s2", None]),
    st.sampled_from(["l1", "l2", None]),
    st.sampled_from(["in_person", "phone", None]),
    st.sampled_from(["pending", "confirmed", "completed"]),
    st.booleans(),
)


def place_of(one: PatientAppointment) -> tuple[str | None, str | None]:
    """Its place as a form names it: a call has none."""
    is_call = one.consultation_mode == "phone"
    return (None, None) if is_call else (one.site_id, one.doctor_location_id)


def meets(one: PatientAppointment, new: PatientAppointment) -> tuple[Meeting, ...]:
    site, location = place_of(new)
    return meetings(
        (one,),
        new.starts_at,
        new.ends_at,
        site,
        zone=ZONE,
        now=NOON,
        doctor_location_id=location,
        service_ids=("visit",),
    )


@given(APPOINTMENTS, APPOINTMENTS)
def test_of_two_appointments_each_meets_the_other_alike(
    one: PatientAppointment, other: PatientAppointment
) -> None:
    def alike(found: tuple[Meeting, ...]) -> set[tuple[str, int]]:
        # Who is here is said of the appointment that they are here for.
        return {(one.kind, one.minutes_between) for one in found if one.kind != "waiting_now"}

    assert alike(meets(one, other)) == alike(meets(other, one))
    kinds = [meeting.kind for meeting in meets(one, other)]
    assert len(set(kinds)) == len(kinds)
    assert ("same_time" in kinds) == (one.starts_at < other.ends_at and other.starts_at < one.ends_at)
    is_same_day = local_date(one.starts_at, ZONE) == local_date(other.starts_at, ZONE)
    assert is_same_day <= bool({"same_time", "same_day"} & set(kinds))
    assert not {"same_time", "near_elsewhere"} <= set(kinds)


# Reading


@pytest.fixture
def clinic(store: Store) -> SmallClinic:
    return make_small_clinic(store)


def put(store: Store, clinic: SmallClinic, days: int, **columns: Any) -> str:
    values: dict[str, Any] = {
        "doctor_id": clinic.doctor_id,
        "patient_id": clinic.patient_ids[0],
        "appointment_type_id": clinic.service_id,
        "starts_at": datetime_at(clinic.at(10, days=days)),
        "ends_at": datetime_at(clinic.at(10, 30, days=days)),
        "status": "confirmed",
    }
    return store.do(lambda session: add(session, AppointmentRow, **(values | columns)))


def ids(store: Store, patient_id: str) -> list[str]:
    return [one.id for one in store.do(read_patient_appointments, patient_id)]


def test_a_year_back_and_ahead_of_every_status_is_read(store: Store, clinic: SmallClinic) -> None:
    statuses = ("cancelled", "no_show", "completed", "confirmed", "pending")
    wanted = [
        put(store, clinic, -7 + days, status=status)
        for days, status in zip((-360, -200, -20, 5, 360), statuses, strict=True)
    ]
    put(store, clinic, -7 - 370)
    put(store, clinic, -7 + 370)
    put(store, clinic, 3, patient_id=clinic.patient_ids[1])
    assert ids(store, clinic.patient_ids[0]) == wanted
    assert ids(store, clinic.patient_ids[2]) == ids(store, new_id()) == []


def test_an_appointment_is_read_with_its_words_and_its_house(store: Store) -> None:
    house = make_shared_house(store)
    clinic = house.clinic
    booked = perform(store, clinic.receptionist, book, clinic.booking(10))
    (one,) = store.do(read_patient_appointments, clinic.patient_ids[0])
    assert one == PatientAppointment(
        id=booked.appointment_id,
        starts_at=clinic.at(10),
        ends_at=clinic.at(10, 30),
        zone=ZONE,
        status="confirmed",
        doctor_id=clinic.doctor_id,
        doctor_name="Παπαδόπουλος Νίκος",
        appointment_type_id=clinic.service_id,
        service_name="Επίσκεψη",
        consultation_mode="in_person",
        doctor_location_id=clinic.location_id,
        site_id=house.site_id,
        place_name="Κέντρο",
        patient_arrived_at=None,
        visit_started_at=None,
    )


def test_what_was_booked_for_a_row_that_was_merged_is_the_patients_own(
    store: Store, clinic: SmallClinic
) -> None:
    first, second, third = clinic.patient_ids
    by_row = [put(store, clinic, day, patient_id=row) for day, row in enumerate((first, second, third))]
    run(store, f"UPDATE patients SET merged_into_id = '{second}' WHERE id = '{first}'")
    run(store, f"UPDATE patients SET merged_into_id = '{third}' WHERE id = '{second}'")
    for row in clinic.patient_ids:
        assert ids(store, row) == by_row


def test_a_new_appointment_is_told_of_what_was_read(store: Store, clinic: SmallClinic) -> None:
    booked = perform(store, clinic.receptionist, book, clinic.booking(10))
    own = store.do(read_patient_appointments, clinic.patient_ids[0])
    asked: dict[str, Any] = {"zone": ZONE, "now": clinic.at(0, days=-7)}
    (same,) = meetings(own, clinic.at(10, 15), clinic.at(10, 45), None, **asked)
    assert (same.kind, same.appointment.id) == ("same_time", booked.appointment_id)
    assert meetings(own, clinic.at(10, days=1), clinic.at(11, days=1), None, **asked) == ()
