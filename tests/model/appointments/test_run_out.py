"""Holds and requests that have run out: cancelled in the way of others, else left; holds that never do."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from medic_desk.model.acts.errors import SlotRefused, WrongTransition
from medic_desk.model.appointments.appointment_steps import approve, cancel, reject
from medic_desk.model.appointments.booking import book, submit
from medic_desk.model.appointments.holds import end_hold, hold
from medic_desk.model.appointments.moving import move
from medic_desk.model.appointments.overbooking import OverbookRequest, overbook
from medic_desk.model.appointments.restoring import restore
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.store.errors import NotFound
from medic_desk.model.store.store import Store
from tests.model.acts.acting_desk import Desk, on, to
from tests.model.shared_house import BROKEN_PAUSES, SharedHouse, make_shared_house
from tests.model.small_clinic import new_id


@pytest.fixture
def house(store: Store) -> SharedHouse:
    return make_shared_house(store)


@pytest.fixture
def desk(store: Store, house: SharedHouse) -> Desk:
    return Desk(store, house.clinic)


def of_colleague(desk: Desk) -> dict[str, Any]:
    return {
        "doctor_id": desk.clinic.colleague_id,
        "appointment_type_id": desk.clinic.colleague_service_id,
    }


def ran_out(desk: Desk, appointment: AppointmentResult) -> AppointmentResult:
    """The same appointment, which nobody renewed or answered in time."""
    column = {"held": "hold_expires_at", "pending": "pending_expires_at"}[appointment.status]
    desk.execute(
        f"UPDATE appointments SET {column} = timezone('utc', now()) - interval '1 s'"
        f" WHERE id = '{appointment.appointment_id}'"
    )
    return appointment


def asked_for(desk: Desk, hour: int = 10, **fields: Any) -> AppointmentResult:
    return desk.do(submit, desk.clinic.booking(hour, **fields))


def standing(desk: Desk, appointment: AppointmentResult) -> tuple[Any, Any]:
    (row,) = desk.rows(f"SELECT * FROM appointments WHERE id = '{appointment.appointment_id}'")
    return row["status"], row["cancellation_reason"]


@pytest.mark.parametrize("way", ["book", "submit", "hold", "overbook", "move", "restore"])
@pytest.mark.parametrize("whose", ["own", "colleague's"])
def test_a_request_that_ran_out_gives_way_to_every_act(desk: Desk, way: str, whose: str) -> None:
    elsewhere = desk.booked(12)
    ended = desk.step(cancel, desk.booked(10), "ill")
    late = ran_out(desk, asked_for(desk, **(of_colleague(desk) if whose == "colleague's" else {})))
    match way:
        case "book":
            desk.booked(10)
        case "submit":
            asked_for(desk)
        case "hold":
            desk.do(hold, desk.hold_of(10))
        case "overbook":
            wish = OverbookRequest(booking=desk.clinic.booking(10), reason="tooth")
            desk.do(overbook, wish)
        case "move":
            desk.do(move, to(elsewhere, desk.clinic.at(10)))
        case "restore":
            desk.step(restore, ended)
    assert standing(desk, late) == ("cancelled", "request_expired")
    (event,) = desk.rows(
        "SELECT * FROM appointment_events WHERE action NOT IN ('submitted', 'changed')"
        f" AND appointment_id = '{late.appointment_id}'"
    )
    # A consequence of the act, not the act: nobody's, and without its id.
    assert (event["action"], event["actor_type"], event["act_id"]) == ("request_expired", "system", None)
    claims = desk.rows("SELECT appointment_id FROM appointment_resource_claims WHERE status = 'active'")
    assert late.appointment_id not in {str(claim["appointment_id"]) for claim in claims}


@pytest.mark.parametrize("kind", ["hold", "request"])
def test_what_stands_in_nobodys_way_is_left_alone(desk: Desk, kind: str) -> None:
    """Not of this doctor, nor of a resource that the service could take, nor at this time."""
    make = desk.held if kind == "hold" else lambda hour, **fields: asked_for(desk, hour, **fields)
    other_time = ran_out(desk, make(16))
    of_other = ran_out(desk, make(10, **of_colleague(desk)))
    desk.booked(10, appointment_type_id=desk.clinic.call_id)
    assert standing(desk, other_time) == standing(desk, of_other) != ("cancelled", f"{kind}_expired")
    assert standing(desk, of_other)[0] in ("held", "pending")


def test_a_request_that_has_not_run_out_keeps_its_time(desk: Desk) -> None:
    request = asked_for(desk, **of_colleague(desk))
    desk.execute("UPDATE appointments SET pending_expires_at = timezone('utc', now()) + interval '1 hour'")
    with pytest.raises(SlotRefused) as refused:
        desk.booked(10)
    assert refused.value.codes == ("resource",)
    assert [rival.appointment_id for rival in refused.value.rivals] == [request.appointment_id]
    assert desk.step(approve, request_as_it_stands(desk, request)).status == "confirmed"


def request_as_it_stands(desk: Desk, request: AppointmentResult) -> AppointmentResult:
    """The request with the version that a plain UPDATE gave it."""
    (row,) = desk.rows(f"SELECT row_version FROM appointments WHERE id = '{request.appointment_id}'")
    return replace(request, row_version=row["row_version"])


def test_a_late_request_is_approved_where_its_place_is_free(desk: Desk) -> None:
    late = request_as_it_stands(desk, ran_out(desk, asked_for(desk)))
    confirmed = desk.step(approve, late)
    assert (confirmed.status, confirmed.pending_expires_at) == ("confirmed", None)
    assert len(desk.rows("SELECT id FROM appointment_resource_claims WHERE status = 'active'")) == 1


def test_a_late_request_is_not_approved_beside_who_came_too_near(desk: Desk) -> None:
    late = request_as_it_stands(desk, ran_out(desk, asked_for(desk)))
    near = desk.booked(10, starts_at=desk.clinic.at(10, 30), **of_colleague(desk))
    assert standing(desk, late)[0] == "pending", "it did not overlap, and was left"
    with pytest.raises(SlotRefused) as refused:
        desk.step(approve, late)
    assert refused.value.codes == ("resource",)
    assert [rival.appointment_id for rival in refused.value.rivals] == [near.appointment_id]
    assert desk.rows(BROKEN_PAUSES.replace("'no_show')", "'no_show', 'pending')")) == []
    # It may still be turned down, or go elsewhere.
    moved = desk.do(move, to(late, desk.clinic.at(14)))
    assert (moved.status, moved.pending_expires_at) == ("pending", None)
    assert desk.step(reject, moved, "no time").status == "cancelled"


def test_a_late_request_of_another_programs_service_is_approved_by_the_constraints_alone(desk: Desk) -> None:
    late = ran_out(desk, asked_for(desk))
    desk.execute("UPDATE appointments SET appointment_type_id = NULL")
    assert desk.step(approve, request_as_it_stands(desk, late)).status == "confirmed"


def test_a_moved_request_does_not_cancel_itself(desk: Desk) -> None:
    late = request_as_it_stands(desk, ran_out(desk, asked_for(desk)))
    moved = desk.do(move, to(late, desk.clinic.at(10, 15), free_step_minutes=15))
    assert (moved.status, moved.starts_at) == ("pending", desk.clinic.at(10, 15))
    assert moved.pending_expires_at is None


def test_a_moved_request_in_time_keeps_its_expiry(desk: Desk) -> None:
    request = asked_for(desk)
    desk.execute("UPDATE appointments SET pending_expires_at = timezone('utc', now()) + interval '1 hour'")
    moved = desk.do(move, to(request_as_it_stands(desk, request), desk.clinic.at(11)))
    assert moved.pending_expires_at is not None
    (row,) = desk.rows("SELECT pending_expires_at - timezone('utc', now()) AS left FROM appointments")
    assert timedelta(minutes=50) < row["left"] <= timedelta(hours=1, seconds=1)


# Holds that never run out


def test_a_hold_of_another_program_can_be_ended(desk: Desk) -> None:
    held = desk.held(10)
    desk.execute("UPDATE appointments SET hold_expires_at = NULL, desk_name = NULL")
    with pytest.raises(SlotRefused):
        desk.booked(10)
    ended = desk.step(end_hold, request_as_it_stands(desk, held))
    assert standing(desk, ended) == ("cancelled", "hold_ended")
    assert desk.booked(10).status == "confirmed"


def test_a_hold_that_runs_out_by_itself_is_not_ended(desk: Desk) -> None:
    held = desk.held(10)
    with pytest.raises(WrongTransition):
        desk.step(end_hold, held)
    assert standing(desk, held)[0] == "held"
    with pytest.raises(NotFound):
        desk.do(end_hold, replace(on(held), appointment_id=new_id()))


# Patients that were merged


def test_a_booking_goes_to_the_end_of_a_chain_of_merges(desk: Desk) -> None:
    first, second, third = desk.clinic.patient_ids
    desk.execute(f"UPDATE patients SET merged_into_id = '{second}' WHERE id = '{first}'")
    desk.execute(f"UPDATE patients SET merged_into_id = '{third}' WHERE id = '{second}'")
    appointment = desk.do(book, desk.clinic.booking(10, patient_id=first))
    assert (appointment.patient_id, appointment.patient_name) == (third, "Βασιλείου Κώστας")
    assert desk.do(submit, desk.clinic.booking(11, patient_id=second)).patient_id == third
    wish = OverbookRequest(booking=desk.clinic.booking(11, patient_id=first), reason="tooth")
    assert desk.do(overbook, wish).patient_id == third


def test_a_ring_of_merges_made_around_the_database_ends(desk: Desk) -> None:
    first, second, _ = desk.clinic.patient_ids
    desk.execute("ALTER TABLE patients DISABLE TRIGGER patients_merged_into")
    desk.execute(f"UPDATE patients SET merged_into_id = '{second}' WHERE id = '{first}'")
    desk.execute(f"UPDATE patients SET merged_into_id = '{first}' WHERE id = '{second}'")
    with pytest.raises(NotFound):
        desk.do(book, desk.clinic.booking(10, patient_id=first))
