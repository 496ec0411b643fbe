"""A patient whom a booking made goes with it once it is taken back, and never from under anybody."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.model.acts.errors import ActMismatch
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import cancel
from medic_desk.model.appointments.booking import BookingRequest, book, submit
from medic_desk.model.appointments.overbooking import OverbookRequest, overbook
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.appointments.undoing import UndoRequest, undo
from medic_desk.model.patients.removing import (
    CannotRemovePatient,
    RemovedPatient,
    RemovePatientRequest,
    read_made_patient,
    remove_patient_made_for,
)
from medic_desk.model.patients.search import NewPatient
from medic_desk.model.store.errors import NotFound
from medic_desk.model.store.store import Store
from tests.model.acts.acting_desk import Desk
from tests.model.small_clinic import make_small_clinic, new_id

NEW = NewPatient(last_name="Νέα", first_name="Άννα", mobile_phone="6977000001")
ROUNDS = 60
_WAITING = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, make_small_clinic(store))


def new_booking(desk: Desk, hour: int = 10, **fields: Any) -> BookingRequest:
    return desk.clinic.booking(hour, patient_id=None, new_patient=NEW, **fields)


def undone(desk: Desk, request: BookingRequest) -> AppointmentResult:
    """The booking made and taken back; the appointment as it was booked."""
    booked = desk.do(book, request)
    desk.do(undo, UndoRequest(act_id=new_id(), undone_act_id=request.act_id))
    return booked


def remove(desk: Desk, booking_act_id: str, **fields: Any) -> RemovedPatient:
    request = RemovePatientRequest(act_id=new_id(), booking_act_id=booking_act_id)
    return perform(desk.store, desk.clinic.receptionist, remove_patient_made_for, replace(request, **fields))


def everything(desk: Desk) -> list[list[dict[str, Any]]]:
    tables = ("patients", "appointments", "appointment_events", "staff_events")
    return [desk.rows(f"SELECT * FROM {table} ORDER BY id") for table in tables]


def stays(desk: Desk, booking_act_id: str, code: str) -> None:
    before = everything(desk)
    made = desk.store.do(read_made_patient, booking_act_id)
    assert (made.obstacle if made is not None else "not_made_for_it") == code
    with pytest.raises(CannotRemovePatient) as told:
        remove(desk, booking_act_id)
    assert told.value.code == code
    assert everything(desk) == before


def test_who_was_made_for_a_booking_goes_once_with_it(desk: Desk) -> None:
    request = new_booking(desk)
    booked = undone(desk, request)
    made = desk.store.do(read_made_patient, request.act_id)
    assert made is not None
    assert (made.patient_id, made.patient_name) == (booked.patient_id, "Νέα Άννα")
    assert (made.appointment_id, made.obstacle) == (booked.appointment_id, None)
    act_id = new_id()
    assert remove(desk, request.act_id, act_id=act_id) == RemovedPatient(patient_id=made.patient_id)
    left = everything(desk)
    assert desk.rows(f"SELECT id FROM patients WHERE id = '{made.patient_id}'") == []
    (row,) = desk.rows("SELECT patient_id, status FROM appointments")
    assert row == {"patient_id": None, "status": "cancelled"}
    again = remove(desk, request.act_id, act_id=act_id)
    assert again == RemovedPatient(patient_id=made.patient_id, already_done=True)
    assert everything(desk) == left
    assert desk.store.do(read_made_patient, request.act_id) is None
    with pytest.raises(NotFound):
        remove(desk, request.act_id)


def test_it_is_told_of_the_patient_and_of_the_appointment_by_ids_alone(desk: Desk) -> None:
    request = new_booking(desk)
    booked = undone(desk, request)
    act_id = new_id()
    remove(desk, request.act_id, act_id=act_id)
    (event,) = desk.rows("SELECT * FROM staff_events")
    assert (event["action"], event["subject_table"]) == ("patient_removed", "patients")
    assert (str(event["subject_id"]), str(event["act_id"])) == (booked.patient_id, act_id)
    assert (str(event["actor_id"]), event["desk_name"]) == (desk.clinic.receptionist.user_id, "Desk 1")
    assert event["metadata"] == {"appointment_id": booked.appointment_id}
    (told,) = desk.rows(f"SELECT * FROM appointment_events WHERE act_id = '{act_id}'")
    assert told["action"] == "patient_removed"
    assert told["metadata"]["before"] == {"patient_id": booked.patient_id}
    assert "Νέα" not in str(desk.rows("SELECT metadata FROM appointment_events"))


@pytest.mark.parametrize("act", [book, submit, overbook])
def test_whatever_booked_her(desk: Desk, act: Any) -> None:
    request = new_booking(desk)
    if act is overbook:
        desk.booked(10)
    booked = desk.do(act, OverbookRequest(booking=request, reason="x") if act is overbook else request)
    stays(desk, request.act_id, "still_booked")
    desk.step(cancel, booked, "x")
    assert remove(desk, request.act_id).patient_id == booked.patient_id


def test_a_booking_made_from_a_hold_made_her_too(desk: Desk) -> None:
    held = desk.held(10)
    request = new_booking(desk, hold_id=held.appointment_id)
    undone(desk, request)
    assert not remove(desk, request.act_id).already_done


def test_who_was_booked_anew_goes_once_all_of_it_is_cancelled(desk: Desk) -> None:
    request = new_booking(desk)
    booked = undone(desk, request)
    again = desk.clinic.booking(10, patient_id=booked.patient_id)
    twice = desk.do(book, again)
    stays(desk, request.act_id, "has_appointments")
    for act_ids in ((again.act_id,), (again.act_id, new_id())):
        made = desk.store.do(read_made_patient, request.act_id, act_ids)
        assert made is not None
        assert made.obstacle == "still_booked"
        with pytest.raises(CannotRemovePatient, match="still_booked"):
            remove(desk, request.act_id, rebooked_by=act_ids)
    desk.do(undo, UndoRequest(act_id=new_id(), undone_act_id=again.act_id))
    stays(desk, request.act_id, "has_appointments")
    assert remove(desk, request.act_id, rebooked_by=(again.act_id,)).patient_id == booked.patient_id
    left = desk.rows("SELECT id::text, patient_id, status FROM appointments")
    assert {one["id"] for one in left} == {booked.appointment_id, twice.appointment_id}
    assert {(one["patient_id"], one["status"]) for one in left} == {(None, "cancelled")}


def test_who_was_there_before_stays(desk: Desk) -> None:
    request = desk.clinic.booking(10)
    undone(desk, request)
    stays(desk, request.act_id, "not_made_for_it")
    stays(desk, new_id(), "not_made_for_it")


@pytest.mark.parametrize("status", ["confirmed", "cancelled"])
def test_who_has_another_appointment_stays(desk: Desk, status: str) -> None:
    request = new_booking(desk)
    booked = undone(desk, request)
    other = desk.booked(12, patient_id=booked.patient_id)
    if status == "cancelled":
        desk.step(cancel, other, "x")
    stays(desk, request.act_id, "has_appointments")


def test_who_was_changed_since_stays(desk: Desk) -> None:
    request = new_booking(desk)
    booked = undone(desk, request)
    # In the same second, and back again: the row is another all the same.
    desk.execute(f"UPDATE patients SET notes = 'x' WHERE id = '{booked.patient_id}'")
    desk.execute(f"UPDATE patients SET notes = NULL WHERE id = '{booked.patient_id}'")
    stays(desk, request.act_id, "changed_since")


def test_whom_another_row_names_stays(desk: Desk) -> None:
    request = new_booking(desk)
    booked = undone(desk, request)
    first = desk.clinic.patient_ids[0]
    desk.execute(f"UPDATE patients SET merged_into_id = '{booked.patient_id}' WHERE id = '{first}'")
    stays(desk, request.act_id, "referred_to")
    desk.execute(f"UPDATE patients SET merged_into_id = NULL WHERE id = '{first}'")
    desk.execute(
        "CREATE TABLE letters (patient_id uuid REFERENCES patients (id));"
        f" INSERT INTO letters VALUES ('{booked.patient_id}')"
    )
    with pytest.raises(CannotRemovePatient) as told:
        remove(desk, request.act_id)
    assert told.value.code == "referred_to"
    desk.execute("DELETE FROM letters")
    assert not remove(desk, request.act_id).already_done


def test_an_act_id_means_one_removal(desk: Desk) -> None:
    request = new_booking(desk)
    undone(desk, request)
    act_id = new_id()
    remove(desk, request.act_id, act_id=act_id)
    with pytest.raises(ActMismatch):
        remove(desk, new_id(), act_id=act_id)


def test_a_booking_for_her_at_the_same_time_wins_or_finds_her_gone(desk: Desk, database_url: str) -> None:
    """Each round either keeps her with her new appointment, or removes her and refuses the booking."""
    barrier = Barrier(2)
    clinic = desk.clinic

    def raced(store: Store, act: Any, request: Any) -> object:
        barrier.wait(timeout=60)
        try:
            return perform(store, clinic.receptionist, act, request)
        except (CannotRemovePatient, NotFound) as refused:
            return refused

    outcomes = []
    with Store(database_url, "desk two") as other, ThreadPoolExecutor(2) as threads:
        for number in range(ROUNDS):
            made_for = new_booking(desk, starts_at=clinic.at(10, days=number))
            booked = undone(desk, made_for)
            by_colleague: dict[str, Any] = {
                "doctor_id": clinic.colleague_id,
                "appointment_type_id": clinic.colleague_service_id,
            }
            rival = clinic.booking(
                12,
                patient_id=booked.patient_id,
                starts_at=clinic.at(12, days=number),
                **(by_colleague if number % 2 else {}),
            )
            removal = RemovePatientRequest(act_id=new_id(), booking_act_id=made_for.act_id)
            one = threads.submit(raced, desk.store, remove_patient_made_for, removal)
            two = threads.submit(raced, other, book, rival)
            outcomes.append((one.result(), two.result()))
    for removed, booked_too in outcomes:
        if isinstance(removed, RemovedPatient):
            assert isinstance(booked_too, NotFound)
            assert booked_too.table == "patients"
        else:
            assert isinstance(removed, CannotRemovePatient)
            assert removed.code == "has_appointments"
            assert isinstance(booked_too, AppointmentResult)
    assert desk.store.do(_deadlocks) == 0
    orphans = "SELECT id FROM appointments WHERE patient_id IS NULL AND status <> 'cancelled'"
    assert desk.rows(orphans) == []


@pytest.mark.parametrize("is_removed_first", [True, False])
def test_whoever_comes_second_waits_for_the_first(
    desk: Desk, database_url: str, *, is_removed_first: bool
) -> None:
    """One transaction stands open with her row locked while the other asks for her."""
    made_for = new_booking(desk)
    booked = undone(desk, made_for)
    rival = desk.clinic.booking(12, patient_id=booked.patient_id)
    rival = replace(
        rival, doctor_id=desk.clinic.colleague_id, appointment_type_id=desk.clinic.colleague_service_id
    )
    removal = RemovePatientRequest(act_id=new_id(), booking_act_id=made_for.act_id)
    calls: list[tuple[Any, Any]] = [(remove_patient_made_for, removal), (book, rival)]
    (act, request), (later_act, later_request) = calls if is_removed_first else calls[::-1]
    with Store(database_url, "second") as second, ThreadPoolExecutor(1) as thread:
        with desk.store.engine.connect() as connection, Session(connection) as session:
            act(session, desk.clinic.receptionist, request)
            waiting = thread.submit(perform, second, desk.clinic.receptionist, later_act, later_request)
            while not desk.rows(_WAITING):
                assert not waiting.done()
            session.commit()
        with pytest.raises(NotFound if is_removed_first else CannotRemovePatient):
            waiting.result(timeout=30)


def _deadlocks(session: Session) -> int:
    asked = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
    found: int = session.execute(text(asked)).scalar_one()
    return found
