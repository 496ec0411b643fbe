"""What an appointment claims, and what an act locks before it asks: all its resources, in every act."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from sqlalchemy.orm import Session

from medic_desk.model.acts.errors import SlotRefused
from medic_desk.model.acts.locks import lock_clinic
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import cancel
from medic_desk.model.appointments.booking import BookingRequest, book, submit
from medic_desk.model.appointments.holds import hold, renew_hold
from medic_desk.model.appointments.moving import move
from medic_desk.model.appointments.overbooking import OverbookRequest, overbook
from medic_desk.model.appointments.restoring import restore
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.store.errors import Contended
from medic_desk.model.store.session import SessionLimits
from medic_desk.model.store.store import Store
from tests.model.acts.acting_desk import Desk, to
from tests.model.shared_house import SharedHouse, make_shared_house


@pytest.fixture
def house(store: Store) -> SharedHouse:
    return make_shared_house(store)


@pytest.fixture
def desk(store: Store, house: SharedHouse) -> Desk:
    return Desk(store, house.clinic)


def scan(house: SharedHouse, hour: int = 10, **fields: Any) -> BookingRequest:
    return house.clinic.booking(hour, appointment_type_id=house.scan_id, **fields)


def colleagues_scan(house: SharedHouse, hour: int = 10, **fields: Any) -> BookingRequest:
    clinic = house.clinic
    return clinic.booking(
        hour, doctor_id=clinic.colleague_id, appointment_type_id=house.colleague_scan_id, **fields
    )


def claimed(desk: Desk, appointment: AppointmentResult) -> set[str]:
    found = desk.rows(
        "SELECT c.bookable_resource_id::text AS id,"
        " (c.starts_at, c.ends_at) = (a.starts_at, a.ends_at) AS agrees"
        " FROM appointment_resource_claims c JOIN appointments a ON a.id = c.appointment_id"
        f" WHERE c.status = 'active' AND a.id = '{appointment.appointment_id}'"
    )
    assert all(row["agrees"] for row in found)
    assert len(found) == len({row["id"] for row in found})
    return {row["id"] for row in found}


def _held(desk: Desk, house: SharedHouse) -> AppointmentResult:
    return desk.do(hold, desk.hold_of(10, appointment_type_id=house.scan_id))


def _booked_from_hold(desk: Desk, house: SharedHouse) -> AppointmentResult:
    return desk.do(book, scan(house, hold_id=_held(desk, house).appointment_id))


def _booked(desk: Desk, house: SharedHouse) -> AppointmentResult:
    return desk.do(book, scan(house))


def _submitted(desk: Desk, house: SharedHouse) -> AppointmentResult:
    return desk.do(submit, scan(house))


def _moved(desk: Desk, house: SharedHouse) -> AppointmentResult:
    return desk.do(move, to(_booked(desk, house), house.clinic.at(11)))


def _moved_a_little(desk: Desk, house: SharedHouse) -> AppointmentResult:
    """Over its own old time, pauses and all."""
    return desk.do(move, to(_booked(desk, house), house.clinic.at(10, 15), free_step_minutes=15))


def _given_to_the_colleague(desk: Desk, house: SharedHouse) -> AppointmentResult:
    there = {"doctor_id": house.clinic.colleague_id, "appointment_type_id": house.colleague_scan_id}
    return desk.do(move, to(_booked(desk, house), house.clinic.at(10), **there))


def _made_a_scan(desk: Desk, house: SharedHouse) -> AppointmentResult:
    visit = desk.do(book, house.clinic.booking(10))
    return desk.do(move, to(visit, house.clinic.at(10), appointment_type_id=house.scan_id))


def _restored(desk: Desk, house: SharedHouse) -> AppointmentResult:
    return desk.step(restore, desk.step(cancel, _booked(desk, house), "ill"))


def _restored_out_of_hours(desk: Desk, house: SharedHouse) -> AppointmentResult:
    ended = desk.step(cancel, _booked(desk, house), "ill")
    desk.execute("UPDATE schedule_rules SET work_start_local = '12:00'")
    return desk.step(restore, ended)


WAYS = (
    _held,
    _booked,
    _booked_from_hold,
    _submitted,
    _moved,
    _moved_a_little,
    _given_to_the_colleague,
    _made_a_scan,
    _restored,
    _restored_out_of_hours,
)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__.strip("_"))
def test_every_act_claims_all_that_the_service_needs(
    desk: Desk, house: SharedHouse, way: Callable[[Desk, SharedHouse], AppointmentResult]
) -> None:
    appointment = way(desk, house)
    assert claimed(desk, appointment) == {house.room_resource_id, house.machine_id, house.assistant_ids[0]}
    # The machine is one: nobody else scans then, in whatever room.
    with pytest.raises(SlotRefused) as refused:
        desk.do(book, replace(colleagues_scan(house), starts_at=appointment.starts_at))
    assert "resource" in refused.value.codes


def test_a_service_that_needs_less_gives_the_rest_back(desk: Desk, house: SharedHouse) -> None:
    appointment = _booked(desk, house)
    visit = desk.do(move, to(appointment, house.clinic.at(10), appointment_type_id=house.clinic.service_id))
    assert claimed(desk, visit) == {house.room_resource_id}


def test_what_a_service_needs_no_more_is_given_back_at_the_next_move(desk: Desk, house: SharedHouse) -> None:
    appointment = _booked(desk, house)
    desk.execute("DELETE FROM appointment_type_resources WHERE resource_type = 'equipment'")
    moved = desk.do(move, to(appointment, house.clinic.at(11)))
    assert claimed(desk, moved) == {house.room_resource_id, house.assistant_ids[0]}


def test_what_a_service_needs_no_more_is_not_claimed_again(desk: Desk, house: SharedHouse) -> None:
    ended = desk.step(cancel, _booked(desk, house), "ill")
    desk.execute("DELETE FROM appointment_type_resources WHERE resource_type = 'equipment'")
    assert claimed(desk, desk.step(restore, ended)) == {house.room_resource_id, house.assistant_ids[0]}


def test_an_overbooking_takes_what_is_free_all_at_once_or_shares(desk: Desk, house: SharedHouse) -> None:
    desk.do(book, house.clinic.booking(10, appointment_type_id=house.clinic.call_id))
    beside = desk.do(overbook, OverbookRequest(booking=scan(house), reason="tooth"))
    assert claimed(desk, beside) == {house.room_resource_id, house.machine_id, house.assistant_ids[0]}
    third = desk.do(overbook, OverbookRequest(booking=scan(house), reason="tooth"))
    assert (third.session_lane, claimed(desk, third)) == (3, set())


def test_an_overbooking_whose_room_was_taken_is_not_restored(desk: Desk, house: SharedHouse) -> None:
    desk.do(book, house.clinic.booking(10, appointment_type_id=house.clinic.call_id))
    overbooked = desk.do(overbook, OverbookRequest(booking=house.clinic.booking(10), reason="tooth"))
    assert claimed(desk, overbooked) == {house.room_resource_id}
    ended = desk.step(cancel, overbooked, "better")
    taken = desk.booked(
        10, doctor_id=house.clinic.colleague_id, appointment_type_id=house.clinic.colleague_service_id
    )
    with pytest.raises(SlotRefused) as refused:
        desk.step(restore, ended)
    assert "resource" in refused.value.codes
    assert [rival.appointment_id for rival in refused.value.rivals if rival.doctor_id != ended.doctor_id] == [
        taken.appointment_id
    ]
    (reason,) = [reason for reason in refused.value.why.reasons if reason.code == "resource"]
    assert reason.label == "Κοινό"
    assert desk.rows(f"SELECT status FROM appointments WHERE id = '{ended.appointment_id}'") == [
        {"status": "cancelled"}
    ]


def test_out_of_hours_an_old_room_is_not_taken_from_who_has_it(desk: Desk, house: SharedHouse) -> None:
    ended = desk.step(cancel, _booked(desk, house), "ill")
    taken = desk.do(book, colleagues_scan(house))
    desk.execute("UPDATE schedule_rules SET work_start_local = '12:00'")
    with pytest.raises(SlotRefused) as refused:
        desk.step(restore, ended)
    assert set(refused.value.codes) == {"outside_hours", "resource"}
    assert [rival.appointment_id for rival in refused.value.rivals] == [taken.appointment_id]


# Locks


def waits_for(desk: Desk, database_url: str, resource_id: str, request: BookingRequest) -> bool:
    """Whether a booking waits while another desk has locked a resource."""
    hurried = SessionLimits(lock_ms=100)
    with Store(database_url, "hurried", limits=hurried) as store, psycopg.connect(database_url) as other:
        other.execute("SELECT FROM bookable_resources WHERE id = %s FOR NO KEY UPDATE", [resource_id])
        try:
            perform(store, desk.clinic.receptionist, book, request, tries=1)
        except Contended:
            return True
        return False


def test_what_the_service_could_take_is_locked_and_nothing_else(
    desk: Desk, house: SharedHouse, database_url: str
) -> None:
    # Though the first one is free, and would be chosen.
    for resource_id in (house.room_resource_id, house.machine_id, *house.assistant_ids):
        assert waits_for(desk, database_url, resource_id, scan(house))
    assert waits_for(desk, database_url, house.room_resource_id, house.clinic.booking(12))
    call = house.clinic.booking(14, appointment_type_id=house.clinic.call_id)
    assert not waits_for(desk, database_url, house.room_resource_id, call)
    assert not waits_for(desk, database_url, house.elsewhere_id, scan(house, 9))
    assert not waits_for(desk, database_url, house.machine_id, house.clinic.booking(16))


def test_a_hold_is_not_renewed_while_somebody_may_find_it_run_out(
    desk: Desk, house: SharedHouse, database_url: str
) -> None:
    held = desk.held(10)
    doctor = "SELECT pg_advisory_xact_lock(hashtextextended('doctor:' || %s, 0))"
    room = "SELECT FROM bookable_resources WHERE id = %s FOR NO KEY UPDATE"
    hurried = SessionLimits(lock_ms=100)
    with Store(database_url, "hurried", limits=hurried) as store:
        for lock, locked_id in ((doctor, held.doctor_id), (room, house.room_resource_id)):
            with psycopg.connect(database_url) as other:
                other.execute(lock, [locked_id])
                with pytest.raises(Contended):
                    perform(store, desk.clinic.receptionist, renew_hold, held.appointment_id, tries=1)
        renewed = perform(store, desk.clinic.receptionist, renew_hold, held.appointment_id, tries=1)
    assert renewed.row_version == held.row_version + 1


def test_a_closure_waits_for_whoever_places_and_they_for_it(desk: Desk, database_url: str) -> None:
    hurried = SessionLimits(lock_ms=100)

    def close(session: Session) -> None:
        lock_clinic(session, exclusive=True)
        with pytest.raises(Contended):
            perform(waiting, desk.clinic.receptionist, book, desk.clinic.booking(10), tries=1)

    with Store(database_url, "closing") as closing, Store(database_url, limits=hurried) as waiting:
        closing.do(close)
        # A step that places nothing does not wait.
        appointment = perform(waiting, desk.clinic.receptionist, book, desk.clinic.booking(10))

        def close_again(session: Session) -> None:
            lock_clinic(session, exclusive=True)
            assert desk.step(cancel, appointment, "ill").status == "cancelled"

        closing.do(close_again)
