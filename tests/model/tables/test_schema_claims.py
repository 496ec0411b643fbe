"""Claims of a live appointment: not given up by themselves, and claimed again when it comes back."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.model.tables.schema_rows import (
    ACT,
    APPOINTMENT,
    CLAIM,
    DOCTOR,
    LOCATION,
    OTHER_DOCTOR,
    RESOURCE,
    ROOM,
    SERVICE,
    add,
    uid,
)

Db = psycopg.Connection[Any]

LIVE = ("MD004", "appointment_resource_claims_live")
TAKEN = ("23P01", "appointment_resource_claims_no_overlap")
ROOM_2, MACHINE, OTHER, OTHER_CLAIM = uid(40), uid(41), uid(600), uid(601)
SPAN = {"starts_at": "2027-03-08 09:00", "ends_at": "2027-03-08 09:30"}
AT_ELEVEN = {"starts_at": "2027-03-08 11:00", "ends_at": "2027-03-08 11:30"}
RELEASE = f"UPDATE appointment_resource_claims SET status = 'released' WHERE id = '{CLAIM}'"
DELETE = f"DELETE FROM appointment_resource_claims WHERE id = '{CLAIM}'"
CANCEL = f"UPDATE appointments SET status = 'cancelled' WHERE id = '{APPOINTMENT}'"
RESTORE = f"UPDATE appointments SET status = 'confirmed' WHERE id = '{APPOINTMENT}'"
TAKE_BACK = (
    "UPDATE appointment_resource_claims SET awaits_restore = false, moved_transaction_id = NULL"
    f" WHERE appointment_id = '{APPOINTMENT}'"
)
MOVE = (
    "UPDATE appointments SET starts_at = '2027-03-08 11:00', ends_at = '2027-03-08 11:30'"
    f" WHERE id = '{APPOINTMENT}'"
)


@pytest.fixture
def clinic(database_url: str) -> Iterator[Db]:
    """An autocommit connection: a confirmed appointment claims its room; room 2 and a machine are free."""
    with psycopg.connect(database_url, autocommit=True) as db:
        for table in ("users", "doctors", "patients", "doctor_locations", "location_rooms"):
            add(db, table)
        for table in ("appointment_types", "bookable_resources"):
            add(db, table)
        add(db, "doctors", id=OTHER_DOCTOR, last_name="Άλλος")
        add(db, "bookable_resources", id=ROOM_2, label="2")
        add(db, "bookable_resources", id=MACHINE, resource_type="equipment")
        add(db, "appointments", status="confirmed")
        add(db, "appointment_resource_claims")
        yield db


def together(clinic: Db, *statements: str) -> None:
    """Run statements in one transaction."""
    with clinic.transaction():
        for statement in statements:
            clinic.execute(statement)


def refusal(clinic: Db, *statements: str) -> tuple[str | None, str | None]:
    """Run statements in one transaction; the SQLSTATE and the constraint that refused it, or a part of it."""
    with pytest.raises(psycopg.Error) as caught:
        together(clinic, *statements)
    return caught.value.sqlstate, caught.value.diag.constraint_name


def claims(clinic: Db, appointment_id: str = APPOINTMENT) -> list[tuple[Any, ...]]:
    return clinic.execute(
        "SELECT bookable_resource_id::text, status FROM appointment_resource_claims"
        " WHERE appointment_id = %s ORDER BY status, bookable_resource_id",
        [appointment_id],
    ).fetchall()


def claim_of(resource_id: str, appointment_id: str = APPOINTMENT, times: dict[str, str] = SPAN) -> str:
    return (
        "INSERT INTO appointment_resource_claims (appointment_id, bookable_resource_id, starts_at, ends_at)"
        f" VALUES ('{appointment_id}', '{resource_id}', '{times['starts_at']}', '{times['ends_at']}')"
    )


def book_the_room(clinic: Db) -> None:
    """Give the room at nine to a patient of the other doctor."""
    add(clinic, "appointments", id=OTHER, doctor_id=OTHER_DOCTOR, status="confirmed")
    add(clinic, "appointment_resource_claims", id=OTHER_CLAIM, appointment_id=OTHER)


# --- given up ---


@pytest.mark.parametrize(
    "statement",
    [
        RELEASE,
        RELEASE.replace("released", "cancelled"),
        DELETE,
        f"UPDATE appointment_resource_claims SET bookable_resource_id = '{ROOM_2}'",
        f"UPDATE appointment_resource_claims SET bookable_resource_id = '{MACHINE}'",
        (
            "UPDATE appointment_resource_claims SET status = 'released', awaits_restore = true,"
            " moved_transaction_id = medic_transaction_id()"
        ),
    ],
    ids=["released", "cancelled", "deleted", "another room", "a machine", "marked by hand"],
)
@pytest.mark.parametrize("status", ["held", "pending", "confirmed", "completed"])
def test_a_live_appointments_claim_is_not_given_up_by_itself(clinic: Db, status: str, statement: str) -> None:
    clinic.execute(f"UPDATE appointments SET status = '{status}'")
    assert refusal(clinic, statement) == LIVE
    assert claims(clinic) == [(RESOURCE, "active")]


def test_a_change_of_something_else_is_no_move(clinic: Db) -> None:
    assert refusal(clinic, "UPDATE appointments SET notes = 'x', status = 'completed'", RELEASE) == LIVE
    assert refusal(clinic, RELEASE, "UPDATE appointments SET status = 'confirmed'") == LIVE
    assert refusal(clinic, "UPDATE appointments SET doctor_id = doctor_id", DELETE) == LIVE


def test_a_claim_is_not_carried_off_by_another_appointment(clinic: Db) -> None:
    add(clinic, "appointments", id=OTHER, doctor_id=OTHER_DOCTOR)
    carry = f"UPDATE appointment_resource_claims SET appointment_id = '{OTHER}' WHERE id = '{CLAIM}'"
    assert refusal(clinic, carry) == LIVE
    move = f"UPDATE appointments SET location_room_id = '{ROOM}' WHERE id = '{OTHER}'"
    assert refusal(clinic, carry, move) == LIVE


@pytest.mark.parametrize("give_up", [RELEASE, DELETE])
@pytest.mark.parametrize(
    "move",
    [
        f"UPDATE appointments SET doctor_id = '{OTHER_DOCTOR}'",
        f"UPDATE appointments SET appointment_type_id = '{SERVICE}'",
        f"UPDATE appointments SET doctor_location_id = '{LOCATION}'",
        f"UPDATE appointments SET location_room_id = '{ROOM}'",
        "UPDATE appointments SET consultation_mode_snapshot = 'telemedicine'",
    ],
)
def test_what_may_need_less_may_give_its_claim_up(clinic: Db, give_up: str, move: str) -> None:
    together(clinic, move, give_up)
    assert (RESOURCE, "active") not in claims(clinic)


def test_released_first_and_changed_afterwards(clinic: Db) -> None:
    together(clinic, RELEASE, f"UPDATE appointments SET appointment_type_id = '{SERVICE}'")
    assert claims(clinic) == [(RESOURCE, "released")]


@pytest.mark.parametrize("give_up", [RELEASE, DELETE])
@pytest.mark.parametrize(
    "move",
    [
        (MOVE,),
        (f"UPDATE appointments SET ends_at = '2027-03-08 09:31' WHERE id = '{APPOINTMENT}'",),
        (MOVE, MOVE.replace("11:", "12:"), MOVE.replace("11:", "09:")),
    ],
    ids=["later", "a minute longer", "there and back"],
)
def test_at_another_time_an_appointment_needs_what_it_needed(
    clinic: Db, move: tuple[str, ...], give_up: str
) -> None:
    assert refusal(clinic, *move, give_up) == LIVE
    assert refusal(clinic, give_up, *move) == LIVE
    assert refusal(clinic, *move, give_up, claim_of(MACHINE, times=AT_ELEVEN)) == LIVE
    assert claims(clinic) == [(RESOURCE, "active")]


@pytest.mark.parametrize("give_up", [RELEASE, DELETE])
@pytest.mark.parametrize("resource_id", [RESOURCE, ROOM_2])
def test_who_moves_may_claim_anew(clinic: Db, give_up: str, resource_id: str) -> None:
    together(clinic, give_up, MOVE, claim_of(resource_id, times=AT_ELEVEN))
    assert (resource_id, "active") in claims(clinic)
    assert [status for _, status in claims(clinic)].count("active") == 1


def test_a_claim_moves_along_with_its_appointment(clinic: Db) -> None:
    together(clinic, MOVE)
    assert claims(clinic) == [(RESOURCE, "active")]


def test_an_act_says_by_itself_what_its_appointment_needs(clinic: Db) -> None:
    add(clinic, "acts")
    together(clinic, f"SELECT set_config('medic.act_id', '{ACT}', true)", RELEASE, MOVE)
    assert claims(clinic) == [(RESOURCE, "released")]


def test_an_act_that_nobody_wrote_down_is_none(clinic: Db) -> None:
    named = f"SELECT set_config('medic.act_id', '{ACT}', true)"
    assert refusal(clinic, named, RELEASE, MOVE) == LIVE
    together(clinic, CANCEL)
    together(clinic, named, TAKE_BACK)
    together(clinic, RESTORE)
    assert claims(clinic) == [(RESOURCE, "active")]


def test_a_hold_that_is_booked_may_take_another_resource(clinic: Db) -> None:
    clinic.execute("UPDATE appointments SET status = 'held'")
    together(clinic, RELEASE, RESTORE, claim_of(MACHINE))
    assert claims(clinic) == [(MACHINE, "active"), (RESOURCE, "released")]


def test_a_claim_may_be_made_anew_or_for_another_of_its_kind(clinic: Db) -> None:
    assert refusal(clinic, RELEASE, claim_of(MACHINE)) == LIVE
    together(clinic, RELEASE, claim_of(RESOURCE))
    together(clinic, DELETE)
    together(clinic, RELEASE.partition(" WHERE")[0], claim_of(ROOM_2))
    assert claims(clinic) == [(ROOM_2, "active"), (RESOURCE, "released")]


def test_the_room_that_the_patient_is_sent_to_is_kept(clinic: Db) -> None:
    clinic.execute(f"UPDATE bookable_resources SET location_room_id = '{ROOM}' WHERE id = '{RESOURCE}'")
    clinic.execute(f"UPDATE appointments SET location_room_id = '{ROOM}'")
    assert refusal(clinic, RELEASE, claim_of(ROOM_2)) == LIVE
    together(clinic, RELEASE, claim_of(ROOM_2), "UPDATE appointments SET location_room_id = NULL")
    assert claims(clinic) == [(ROOM_2, "active"), (RESOURCE, "released")]


@pytest.mark.parametrize("statements", [(CANCEL, DELETE), (RELEASE, CANCEL), (CANCEL, RELEASE)])
def test_what_gives_up_its_time_gives_up_its_claims(clinic: Db, statements: tuple[str, ...]) -> None:
    together(clinic, *statements)
    assert (RESOURCE, "active") not in claims(clinic)


@pytest.mark.parametrize("before", [(), (CANCEL,), (CANCEL, DELETE)], ids=["live", "cancelled", "without"])
def test_claims_go_with_an_appointment_that_is_deleted(clinic: Db, before: tuple[str, ...]) -> None:
    for statement in before:
        clinic.execute(statement)
    clinic.execute(f"DELETE FROM appointments WHERE id = '{APPOINTMENT}'")
    assert claims(clinic) == []


# --- claimed again ---


@pytest.mark.parametrize("given_up", ["cancelled", "no_show"])
@pytest.mark.parametrize("before", [(), (RELEASE,)], ids=["", "released first"])
def test_a_plain_restore_of_a_cancelled_appointment_whose_room_is_taken_is_refused(
    clinic: Db, before: tuple[str, ...], given_up: str
) -> None:
    together(clinic, *before, CANCEL.replace("cancelled", given_up))
    book_the_room(clinic)
    assert refusal(clinic, RESTORE) == TAKEN
    assert claims(clinic, OTHER) == [(RESOURCE, "active")]


@pytest.mark.parametrize("status", ["confirmed", "pending", "completed", "held"])
def test_a_plain_restore_claims_again(clinic: Db, status: str) -> None:
    together(clinic, CANCEL)
    together(clinic, RESTORE.replace("confirmed", status))
    assert claims(clinic) == [(RESOURCE, "active")]
    add(clinic, "appointments", id=OTHER, doctor_id=OTHER_DOCTOR)
    assert refusal(clinic, claim_of(RESOURCE, OTHER)) == TAKEN


def test_a_restore_at_another_time_claims_at_that_time(clinic: Db) -> None:
    together(clinic, CANCEL)
    book_the_room(clinic)
    together(clinic, MOVE, RESTORE)
    assert claims(clinic) == [(RESOURCE, "active")]


def test_all_that_it_had_is_claimed_again_and_nothing_that_it_had_left(clinic: Db) -> None:
    together(clinic, RELEASE, claim_of(ROOM_2), claim_of(MACHINE))
    for statement in (CANCEL, RESTORE):
        together(clinic, statement)
    assert claims(clinic) == [(ROOM_2, "active"), (MACHINE, "active"), (RESOURCE, "released")]


def test_what_its_writer_claims_for_it_counts(clinic: Db) -> None:
    together(clinic, claim_of(MACHINE))
    together(clinic, CANCEL)
    book_the_room(clinic)
    together(clinic, claim_of(ROOM_2), RESTORE)
    expected = [(ROOM_2, "active"), (MACHINE, "active"), (RESOURCE, "released")]
    assert claims(clinic) == expected
    # What was not needed the first time is not remembered for ever.
    for statement in (CANCEL, RESTORE):
        together(clinic, statement)
    assert claims(clinic) == expected


def test_a_restore_that_is_taken_back_claims_nothing(clinic: Db) -> None:
    together(clinic, CANCEL)
    together(clinic, RESTORE, CANCEL)
    assert claims(clinic) == [(RESOURCE, "released")]
    together(clinic, RESTORE)
    assert claims(clinic) == [(RESOURCE, "active")]


def test_an_appointment_that_claimed_nothing_claims_nothing(clinic: Db) -> None:
    add(clinic, "appointments", id=OTHER, doctor_id=DOCTOR, session_lane=2, status="cancelled")
    clinic.execute(f"UPDATE appointments SET status = 'confirmed' WHERE id = '{OTHER}'")
    assert claims(clinic, OTHER) == []


# --- lost while it waits ---

HAND_OVER = f"UPDATE appointment_resource_claims SET bookable_resource_id = '{MACHINE}' WHERE id = '{CLAIM}'"
CARRY_OFF = f"UPDATE appointment_resource_claims SET appointment_id = '{OTHER}' WHERE id = '{CLAIM}'"
DELETE_ALL = "DELETE FROM appointment_resource_claims"
LOST: dict[str, tuple[tuple[str, ...], ...]] = {
    "deleted": ((CANCEL,), (DELETE,)),
    "deleted with it": ((CANCEL, DELETE),),
    "deleted before": ((DELETE, CANCEL),),
    "released, deleted and cancelled": ((RELEASE, DELETE, CANCEL),),
    "no show": ((CANCEL.replace("cancelled", "no_show"),), (DELETE,)),
    "cancelled and deleted": ((CANCEL,), (RELEASE.replace("released", "cancelled"),), (DELETE,)),
    "deleted again and again": ((CANCEL,), (DELETE_ALL,), (DELETE_ALL,)),
    "another resource": ((CANCEL,), (HAND_OVER,)),
    "another resource before": ((HAND_OVER, CANCEL),),
    "another appointment": ((CANCEL,), (CARRY_OFF,)),
    "no longer waiting": ((CANCEL,), (TAKE_BACK,)),
    "no longer waiting and deleted": ((CANCEL,), (TAKE_BACK, DELETE)),
}


@pytest.fixture
def neighbour(clinic: Db) -> None:
    """A cancelled appointment of the other doctor at the same time, without claims."""
    add(clinic, "appointments", id=OTHER, doctor_id=OTHER_DOCTOR, status="cancelled")


@pytest.mark.usefixtures("neighbour")
@pytest.mark.parametrize("lost", LOST.values(), ids=LOST)
def test_a_claim_that_waits_comes_back_whatever_became_of_it(
    clinic: Db, lost: tuple[tuple[str, ...], ...]
) -> None:
    for statements in lost:
        together(clinic, *statements)
    assert "active" not in {status for _, status in claims(clinic)}
    together(clinic, RESTORE)
    assert (RESOURCE, "active") in claims(clinic)
    clinic.execute(f"UPDATE appointments SET status = 'confirmed' WHERE id = '{OTHER}'")
    assert refusal(clinic, claim_of(RESOURCE, OTHER)) == TAKEN


@pytest.mark.usefixtures("neighbour")
@pytest.mark.parametrize("lost", LOST.values(), ids=LOST)
def test_or_its_appointment_stays_cancelled(clinic: Db, lost: tuple[tuple[str, ...], ...]) -> None:
    for statements in lost:
        together(clinic, *statements)
    clinic.execute(f"UPDATE appointments SET status = 'confirmed' WHERE id = '{OTHER}'")
    together(clinic, claim_of(RESOURCE, OTHER))
    assert refusal(clinic, RESTORE) == TAKEN


@pytest.mark.parametrize("statement", [TAKE_BACK, DELETE])
def test_it_comes_back_though_its_writer_takes_it_off_beside_the_restore(clinic: Db, statement: str) -> None:
    together(clinic, CANCEL)
    together(clinic, RESTORE, statement)
    assert claims(clinic) == [(RESOURCE, "active")]


def test_who_deletes_its_claims_and_claims_by_itself_is_not_disturbed(clinic: Db) -> None:
    together(clinic, CANCEL, DELETE)
    with clinic.transaction():
        clinic.execute(RESTORE)
        # Under the id that it had before.
        add(clinic, "appointment_resource_claims")
    assert claims(clinic) == [(RESOURCE, "active"), (RESOURCE, "released")]
    together(clinic, CANCEL)
    together(clinic, DELETE)
    together(clinic, claim_of(ROOM_2), RESTORE)
    assert [resource for resource, status in claims(clinic) if status == "active"] == [ROOM_2]


def test_an_act_leaves_what_it_needs_no_more(clinic: Db) -> None:
    add(clinic, "acts")
    together(clinic, CANCEL)
    together(clinic, f"SELECT set_config('medic.act_id', '{ACT}', true)", RESTORE, TAKE_BACK)
    assert claims(clinic) == [(RESOURCE, "released")]


def test_a_claim_is_not_deleted_past_a_restore_at_the_same_time(clinic: Db, database_url: str) -> None:
    together(clinic, CANCEL)
    with psycopg.connect(database_url) as other:
        other.execute(DELETE)
        clinic.execute("SET lock_timeout = '100ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            clinic.execute(RESTORE)
    together(clinic, RESTORE)
    assert claims(clinic) == [(RESOURCE, "active")]
