"""Holds: in nobody's way once they ran out, never in the way of their own desk, theirs alone until then."""

from dataclasses import replace

import pytest

from medic_desk.model.acts.errors import SlotRefused, WrongTransition
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import cancel
from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.holds import hold, release_hold, renew_hold
from medic_desk.model.appointments.moving import move
from medic_desk.model.appointments.overbooking import overbook
from medic_desk.model.appointments.restoring import restore
from medic_desk.model.store.errors import NotFound
from medic_desk.model.store.store import Store
from tests.model.acts.acting_desk import Desk, on, to
from tests.model.small_clinic import make_small_clinic, new_id


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, make_small_clinic(store))


def let_time_pass(desk: Desk) -> None:
    """Two minutes and more, by the database's clock."""
    desk.execute(
        "UPDATE appointments SET hold_expires_at = timezone('utc', now()) - interval '1 s'"
        " WHERE status = 'held'"
    )


def of_colleague(desk: Desk) -> dict[str, str]:
    return {
        "doctor_id": desk.clinic.colleague_id,
        "appointment_type_id": desk.clinic.colleague_service_id,
    }


def test_a_hold_is_another_desks_ghost_with_its_name(desk: Desk) -> None:
    held = desk.held(10)
    assert held.patient_name is None
    with pytest.raises(SlotRefused) as refused:
        perform(desk.store, desk.clinic.manager, book, desk.clinic.booking(10))
    (rival,) = refused.value.rivals
    assert (rival.appointment_id, rival.status, rival.desk_name) == (held.appointment_id, "held", "Desk 1")


@pytest.mark.parametrize("way", ["book", "hold", "overbook", "move", "restore"])
def test_a_hold_that_ran_out_gives_way_to_every_act(desk: Desk, way: str) -> None:
    elsewhere = desk.booked(11)
    cancelled = desk.step(cancel, desk.booked(10), "ill")
    held = desk.held(10)
    let_time_pass(desk)
    match way:
        case "book":
            desk.do(book, desk.clinic.booking(10))
        case "hold":
            desk.do(hold, desk.hold_of(10))
        case "overbook":
            desk.do(overbook, desk.overbooking(10))
        case "move":
            desk.do(move, to(elsewhere, desk.clinic.at(10)))
        case "restore":
            desk.step(restore, cancelled)
    (row,) = desk.rows(f"SELECT * FROM appointments WHERE id = '{held.appointment_id}'")
    assert (row["status"], row["cancellation_reason"]) == ("cancelled", "hold_expired")
    (event,) = desk.rows(
        "SELECT * FROM appointment_events WHERE action <> 'held'"
        f" AND appointment_id = '{held.appointment_id}'"
    )
    # A consequence of the act, not the act: nobody's, and without its id.
    assert (event["action"], event["actor_type"], event["act_id"]) == ("hold_expired", "system", None)
    claims = desk.rows("SELECT appointment_id FROM appointment_resource_claims WHERE status = 'active'")
    assert held.appointment_id not in {str(claim["appointment_id"]) for claim in claims}


def test_a_hold_that_ran_out_gives_the_shared_room_to_another_doctor(desk: Desk) -> None:
    held = desk.held(10)
    with pytest.raises(SlotRefused) as refused:
        desk.booked(10, **of_colleague(desk))
    assert refused.value.codes == ("resource",)
    let_time_pass(desk)
    desk.booked(10, **of_colleague(desk))
    (row,) = desk.rows(f"SELECT status FROM appointments WHERE id = '{held.appointment_id}'")
    assert row["status"] == "cancelled"


def test_an_own_hold_is_never_in_the_way(desk: Desk) -> None:
    held = desk.held(10)
    # A quarter of an hour later, over its own tail; then booked over it, a quarter before.
    wanted = replace(
        desk.hold_of(10, replaces_hold_id=held.appointment_id),
        starts_at=desk.clinic.at(10, 15),
        free_step_minutes=15,
    )
    moved = desk.do(hold, wanted)
    assert (moved.appointment_id, moved.starts_at) == (held.appointment_id, desk.clinic.at(10, 15))
    appointment = desk.booked(10, hold_id=held.appointment_id)
    assert appointment.appointment_id == held.appointment_id
    assert len(desk.rows("SELECT id FROM appointments")) == 1


def test_a_hold_goes_with_its_form_to_another_doctor(desk: Desk) -> None:
    held = desk.held(10)
    appointment = desk.booked(10, hold_id=held.appointment_id, **of_colleague(desk))
    assert (appointment.appointment_id, appointment.doctor_id) == (
        held.appointment_id,
        desk.clinic.colleague_id,
    )
    # What the hold kept is free again.
    desk.booked(11)
    assert len(desk.rows("SELECT id FROM appointment_resource_claims WHERE status = 'active'")) == 2


def test_an_overbooking_uses_up_the_hold_of_its_form(desk: Desk) -> None:
    desk.booked(10)
    held = desk.held(11)
    wish = desk.overbooking(10)
    beside = replace(wish, booking=desk.clinic.booking(10, hold_id=held.appointment_id))
    appointment = desk.do(overbook, beside)
    assert (appointment.appointment_id, appointment.session_lane) == (held.appointment_id, 2)
    assert desk.rows("SELECT id FROM appointments WHERE status = 'held'") == []


def test_a_booking_whose_hold_ran_out_stands_on_its_own(desk: Desk) -> None:
    held = desk.held(10)
    let_time_pass(desk)
    appointment = desk.booked(10, hold_id=held.appointment_id)
    assert appointment.appointment_id != held.appointment_id
    held_again = desk.held(11)
    let_time_pass(desk)
    desk.booked(11, patient_id=desk.clinic.patient_ids[1])
    with pytest.raises(SlotRefused) as refused:
        desk.booked(11, hold_id=held_again.appointment_id)
    assert "busy" in refused.value.codes


def test_a_hold_that_ran_out_is_not_renewed(desk: Desk) -> None:
    held = desk.held(10)
    let_time_pass(desk)
    with pytest.raises(NotFound):
        desk.do(renew_hold, held.appointment_id)
    with pytest.raises(NotFound):
        desk.do(renew_hold, new_id())


def test_a_hold_that_was_booked_is_not_released(desk: Desk) -> None:
    held = desk.held(10)
    desk.booked(10, hold_id=held.appointment_id)
    with pytest.raises(WrongTransition):
        desk.do(release_hold, replace(on(held), row_version=None))
