"""Merging two rows of one person and parting them again, alone and against all that happens at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from threading import Barrier
from typing import Any

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from medic_desk.model.acts.errors import ActMismatch, InvalidField
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import cancel, complete
from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.history import read_history
from medic_desk.model.patients.all_acts import PATIENT_ACTS
from medic_desk.model.patients.declared_acts import PatientAct, PatientResult
from medic_desk.model.patients.editing import edit_patient, undo_edit
from medic_desk.model.patients.errors import (
    CannotMerge,
    CannotUndoMerge,
    FileNumberTaken,
    PatientMerged,
    StalePatient,
)
from medic_desk.model.patients.merging import MergeRequest, UndoMergeRequest, merge_patients, undo_merge
from medic_desk.model.store.errors import NotFound, StoreError
from medic_desk.model.store.store import Store
from tests.model.acts.acting_desk import Desk
from tests.model.patients.patient_rows import do, edit, everything, fields_now, merge, owners
from tests.model.small_clinic import make_small_clinic, new_id

ROUNDS = 25
WAITING = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, make_small_clinic(store))


def undo_of(request: MergeRequest) -> UndoMergeRequest:
    assert merge_patients.way_back is not None
    back = merge_patients.way_back(request, new_id())
    assert back.act is undo_merge
    assert isinstance(back.request, UndoMergeRequest)
    return back.request


def with_colleague(desk: Desk) -> dict[str, Any]:
    return {
        "doctor_id": desk.clinic.colleague_id,
        "appointment_type_id": desk.clinic.colleague_service_id,
    }


def test_what_was_booked_goes_along_and_every_id_is_told(desk: Desk) -> None:
    kept, merged, third = desk.clinic.patient_ids
    own = desk.booked(9, patient_id=kept)
    past = desk.step(complete, desk.booked_before())
    # The one who is merged has a past, a coming and a cancelled appointment, with two doctors.
    desk.execute(f"UPDATE appointments SET patient_id = '{merged}' WHERE id = '{past.appointment_id}'")
    coming = desk.booked(10, patient_id=merged, **with_colleague(desk))
    gone = desk.step(cancel, desk.booked(11, patient_id=merged), "ill")
    strangers = desk.booked(12, patient_id=third)
    moved = {past.appointment_id, coming.appointment_id, gone.appointment_id}
    request = merge(desk, kept, merged, notes="Μία", birth_date=None)
    result = do(desk, merge_patients, request)
    assert result == PatientResult(patient_id=kept, patient_name="Αντωνίου Γιώργος", moved=3)
    assert owners(desk) == {
        own.appointment_id: kept,
        strangers.appointment_id: third,
        **dict.fromkeys(moved, kept),
    }
    (row,) = desk.rows(f"SELECT merged_into_id::text FROM patients WHERE id = '{merged}'")
    assert row["merged_into_id"] == kept
    assert fields_now(desk, kept).notes == "Μία"
    (told,) = desk.rows("SELECT * FROM staff_events")
    assert (told["action"], str(told["subject_id"])) == ("patients_merged", merged)
    assert told["metadata"] == {
        "kept_id": kept,
        "moved": dict.fromkeys(moved, merged),
        "changed": ["notes"],
        "has_swapped_file_numbers": False,
    }
    events = desk.rows(f"SELECT * FROM appointment_events WHERE act_id = '{request.act_id}'")
    assert {str(one["appointment_id"]) for one in events} == moved
    for one in events:
        assert one["action"] == "patients_merged"
        assert (one["metadata"]["before"], one["metadata"]["after"]) == (
            {"patient_id": merged},
            {"patient_id": kept},
        )
        assert "Αντωνίου" not in str(one["metadata"])
    last = desk.store.do(read_history, coming.appointment_id)[-1]
    assert (last.action, last.after.patient_id) == ("patients_merged", kept)
    left = everything(desk)
    assert do(desk, merge_patients, request) == replace(result, already_done=True)
    assert everything(desk) == left
    with pytest.raises(ActMismatch):
        do(desk, merge_patients, replace(request, kept_id=third))


def test_a_booking_for_the_row_that_went_is_one_for_the_row_that_stayed(desk: Desk) -> None:
    kept, merged, _ = desk.clinic.patient_ids
    do(desk, merge_patients, merge(desk, kept, merged))
    assert desk.booked(10, patient_id=merged).patient_id == kept


def test_it_is_taken_back_and_done_anew_whole(desk: Desk) -> None:
    kept, merged, _ = desk.clinic.patient_ids
    desk.execute(f"UPDATE patients SET file_number = 'A-1', notes = 'a' WHERE id = '{kept}'")
    desk.execute(f"UPDATE patients SET file_number = 'B-2', notes = 'b' WHERE id = '{merged}'")
    desk.booked(10, patient_id=merged)
    desk.booked(11, patient_id=kept)
    patients, appointments, _ = everything(desk)
    request = merge(desk, kept, merged, file_number="B-2", notes="a\nb", phone="2101234567")
    do(desk, merge_patients, request)
    merged_state = everything(desk)[:2]
    assert merged_state != [patients, appointments]
    assert fields_now(desk, kept).file_number == "B-2"
    back = undo_of(request)
    result = do(desk, undo_merge, back)
    assert result == PatientResult(patient_id=merged, patient_name="Νικολάου Σοφία", moved=1)
    assert everything(desk)[:2] == [patients, appointments]
    assert do(desk, undo_merge, back) == replace(result, already_done=True)
    again = replace(request, act_id=new_id())
    do(desk, merge_patients, again)
    assert everything(desk)[:2] == merged_state
    do(desk, undo_merge, undo_of(again))
    assert everything(desk)[:2] == [patients, appointments]
    actions = [row["action"] for row in desk.rows("SELECT action FROM staff_events ORDER BY inserted_at")]
    assert actions == ["patients_merged", "merge_undone"] * 2


def test_undo_takes_back_what_still_names_the_row_that_stayed(desk: Desk) -> None:
    kept, merged, third = desk.clinic.patient_ids
    stays, leaves = (desk.booked(hour, patient_id=merged) for hour in (10, 11))
    request = merge(desk, kept, merged, notes="by the merge", email="a@example.org")
    do(desk, merge_patients, request)
    since = desk.booked(12, patient_id=merged)
    desk.execute(f"UPDATE appointments SET patient_id = '{third}' WHERE id = '{leaves.appointment_id}'")
    do(desk, edit_patient, edit(desk, kept, notes="by hand"))
    assert do(desk, undo_merge, undo_of(request)).moved == 1
    assert owners(desk) == {
        stays.appointment_id: merged,
        leaves.appointment_id: third,
        since.appointment_id: kept,
    }
    now = fields_now(desk, kept)
    assert (now.notes, now.email) == ("by hand", None)


def test_a_chain_is_merged_to_its_end_and_parted_link_by_link(desk: Desk) -> None:
    first, second, third = desk.clinic.patient_ids
    booked = desk.booked(10, patient_id=first).appointment_id
    one = merge(desk, second, first)
    do(desk, merge_patients, one)
    two = merge(desk, third, second)
    do(desk, merge_patients, two)
    assert owners(desk) == {booked: third}
    with pytest.raises(CannotUndoMerge) as refused:
        do(desk, undo_merge, undo_of(one))
    assert refused.value.code == "merged_on"
    do(desk, undo_merge, undo_of(two))
    assert owners(desk) == {booked: second}
    do(desk, undo_merge, undo_of(one))
    assert owners(desk) == {booked: first}
    with pytest.raises(CannotUndoMerge) as refused:
        do(desk, undo_merge, undo_of(one))
    assert refused.value.code == "parted_since"


def test_what_another_program_booked_for_a_row_that_led_here_goes_along_and_back(desk: Desk) -> None:
    first, second, third = desk.clinic.patient_ids
    do(desk, merge_patients, merge(desk, second, first))
    booked = desk.booked(10, patient_id=third).appointment_id
    desk.execute(f"UPDATE appointments SET patient_id = '{first}' WHERE id = '{booked}'")
    request = merge(desk, third, second)
    do(desk, merge_patients, request)
    assert owners(desk) == {booked: third}
    do(desk, undo_merge, undo_of(request))
    assert owners(desk) == {booked: first}


def test_the_kept_row_that_was_merged_meanwhile_stands_for_where_it_leads(desk: Desk) -> None:
    first, second, third = desk.clinic.patient_ids
    desk.execute(
        "UPDATE patients SET last_name = 'Ίδια', first_name = '', mobile_phone = '6977000001'"
        f" WHERE id <> '{first}'"
    )
    request = merge(desk, second, first)
    do(desk, merge_patients, merge(desk, third, second))
    # The row at the end has the fields that were seen: it is kept.
    assert do(desk, merge_patients, request).patient_id == third
    (row,) = desk.rows(f"SELECT merged_into_id::text FROM patients WHERE id = '{first}'")
    assert row["merged_into_id"] == third


def refused(desk: Desk, request: MergeRequest, kind: type[StoreError]) -> Any:
    before = everything(desk)
    with pytest.raises(kind) as error:
        do(desk, merge_patients, request)
    assert everything(desk) == before
    return error.value


def test_what_is_no_merge_is_refused_and_nothing_is_written(desk: Desk) -> None:
    first, second, third = desk.clinic.patient_ids
    desk.booked(10, patient_id=second)
    request = merge(desk, first, second)
    assert refused(desk, replace(request, merged_id=first), CannotMerge).code == "same_patient"
    assert refused(desk, replace(request, merged_id=new_id()), NotFound).table == "patients"
    assert refused(desk, replace(request, wanted=replace(request.wanted, last_name=" ")), InvalidField)
    do(desk, edit_patient, edit(desk, third, file_number="C-3"))
    wanted = replace(request.wanted, file_number="C-3")
    assert refused(desk, replace(request, wanted=wanted), FileNumberTaken).holder_id == third
    do(desk, edit_patient, edit(desk, second, notes="since"))
    stale = refused(desk, request, StalePatient)
    assert (stale.patient_id, stale.fields) == (second, ("notes",))
    other = merge(desk, first, second)
    do(desk, merge_patients, merge(desk, third, second))
    assert refused(desk, other, PatientMerged).into_id == third
    assert refused(desk, replace(other, kept_id=third), CannotMerge).code == "already_one"


def test_a_merge_that_never_was_is_not_taken_back(desk: Desk) -> None:
    kept, merged, _ = desk.clinic.patient_ids
    request = merge(desk, kept, merged)
    with pytest.raises(CannotUndoMerge) as unknown:
        do(desk, undo_merge, undo_of(request))
    assert unknown.value.code == "unknown_act"


def test_the_acts_on_patients_are_listed_by_name() -> None:
    acts: tuple[PatientAct[Any], ...] = (edit_patient, undo_edit, merge_patients, undo_merge)
    assert set(PATIENT_ACTS.values()) == set(acts)
    assert all(PATIENT_ACTS[act.name] is act for act in acts)
    assert [act.name for act in acts if act.way_back is not None] == ["patient_edited", "patients_merged"]


# Against others


def test_a_booking_at_once_is_moved_or_follows(desk: Desk, database_url: str) -> None:
    """Whoever comes first: in the end the appointment names the row that stayed, with whichever doctor."""
    kept, merged, _ = desk.clinic.patient_ids
    barrier = Barrier(2)

    def raced(store: Store, act: Any, request: Any) -> Any:
        barrier.wait(timeout=60)
        return perform(store, desk.clinic.receptionist, act, request)

    with Store(database_url, "second") as second, ThreadPoolExecutor(2) as threads:
        for number in range(ROUNDS):
            request = merge(desk, kept, merged)
            rival = desk.clinic.booking(
                10,
                starts_at=desk.clinic.at(10, days=number),
                patient_id=merged,
                **(with_colleague(desk) if number % 2 else {}),
            )
            one = threads.submit(raced, desk.store, merge_patients, request)
            two = threads.submit(raced, second, book, rival)
            one.result(timeout=60)
            booked = two.result(timeout=60)
            assert owners(desk)[booked.appointment_id] == kept
            do(desk, undo_merge, undo_of(request))


def test_a_booking_that_waits_for_the_merge_follows_it(desk: Desk, database_url: str) -> None:
    kept, merged, _ = desk.clinic.patient_ids
    rival = desk.clinic.booking(10, patient_id=merged)
    with Store(database_url, "second") as second, ThreadPoolExecutor(1) as thread:
        with desk.store.engine.connect() as connection, Session(connection) as session:
            merge_patients(session, desk.clinic.receptionist, merge(desk, kept, merged))
            waiting = thread.submit(perform, second, desk.clinic.receptionist, book, rival)
            while not desk.rows(WAITING):
                assert not waiting.done()
            session.commit()
        assert waiting.result(timeout=30).patient_id == kept


def test_a_merge_that_waits_for_a_booking_takes_it_along(desk: Desk, database_url: str) -> None:
    """Booked with a doctor whom the merge knew nothing of: it begins again, with that doctor locked."""
    kept, merged, _ = desk.clinic.patient_ids
    request = merge(desk, kept, merged)
    with Store(database_url, "second") as second, ThreadPoolExecutor(1) as thread:
        with desk.store.engine.connect() as connection, Session(connection) as session:
            rival = desk.clinic.booking(10, patient_id=merged, **with_colleague(desk))
            booked = book(session, desk.clinic.receptionist, rival)
            waiting = thread.submit(perform, second, desk.clinic.receptionist, merge_patients, request)
            while not desk.rows(WAITING):
                assert not waiting.done()
            session.commit()
        assert waiting.result(timeout=30).moved == 1
    assert owners(desk) == {booked.appointment_id: kept}


def test_merges_in_a_ring_at_once_make_a_chain(desk: Desk, database_url: str) -> None:
    """Three desks merge a into b, b into c, c into a: no ring, no deadlock left to a person, nobody lost."""
    patients = desk.clinic.patient_ids
    booked = [desk.booked(9 + number, patient_id=one).appointment_id for number, one in enumerate(patients)]
    desk.execute("UPDATE patients SET last_name = 'Ίδια', first_name = '', mobile_phone = NULL")
    requests = [merge(desk, patients[(place + 1) % 3], patients[place]) for place in range(3)]
    barrier = Barrier(3)

    def raced(store: Store, request: MergeRequest) -> object:
        barrier.wait(timeout=60)
        try:
            return perform(store, desk.clinic.receptionist, merge_patients, request)
        except (CannotMerge, PatientMerged) as error:
            return error

    with (
        Store(database_url, "second") as second,
        Store(database_url, "third") as third,
        ThreadPoolExecutor(3) as threads,
    ):
        for _ in range(ROUNDS // 2):
            desk.execute("UPDATE patients SET merged_into_id = NULL")
            tried = [replace(request, act_id=new_id()) for request in requests]
            stores = (desk.store, second, third)
            outcomes = list(threads.map(raced, stores, tried))
            merges = [one for one in outcomes if isinstance(one, PatientResult)]
            assert len(merges) == 2, outcomes
            (end,) = desk.rows("SELECT id::text FROM patients WHERE merged_into_id IS NULL")
            assert set(owners(desk).values()) == {end["id"]}
            assert owners(desk).keys() == set(booked)


def test_a_merge_at_once_with_an_edit_loses_nothing(desk: Desk, database_url: str) -> None:
    kept, merged, _ = desk.clinic.patient_ids
    request = merge(desk, kept, merged)
    with Store(database_url, "second") as second, ThreadPoolExecutor(1) as thread:
        with desk.store.engine.connect() as connection, Session(connection) as session:
            edit_patient(session, desk.clinic.manager, edit(desk, merged, notes="just typed"))
            waiting = thread.submit(perform, second, desk.clinic.receptionist, merge_patients, request)
            while not desk.rows(WAITING):
                assert not waiting.done()
            session.commit()
        with pytest.raises(StalePatient):
            waiting.result(timeout=30)
    assert fields_now(desk, merged).notes == "just typed"


# Killed in the middle


@pytest.mark.parametrize("is_undo", [False, True])
def test_killed_after_any_statement_it_is_whole_or_absent(
    desk: Desk, database_url: str, *, is_undo: bool
) -> None:
    kept, merged, _ = desk.clinic.patient_ids
    desk.booked(10, patient_id=merged)
    desk.booked(11, patient_id=merged, **with_colleague(desk))
    request = merge(desk, kept, merged, notes="whole")
    if is_undo:
        do(desk, merge_patients, request)
    act: Any = undo_merge if is_undo else merge_patients
    sent = undo_of(request) if is_undo else request
    before = everything(desk)
    killed = 0
    for number in count():
        with Store(database_url, "dying desk") as store:
            kill = _after(store, number, database_url)
            try:
                store.do(act, desk.clinic.receptionist, sent)
            except StoreError:
                assert kill()
                killed += 1
                assert everything(desk) == before
                continue
            assert not kill()
            break
    assert killed > 8
    assert everything(desk) != before
    assert set(owners(desk).values()) == {merged if is_undo else kept}


def _after(store: Store, number: int, database_url: str) -> Callable[[], bool]:
    """Have the store's server process killed after its statement of that number; whether it was."""
    seen = count()
    was_killed: list[bool] = []

    def kill(connection: Any, *_: object) -> None:
        if next(seen) == number:
            pid = connection.connection.dbapi_connection.info.backend_pid
            with psycopg.connect(database_url, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
            was_killed.append(True)

    event.listen(store.engine, "after_cursor_execute", kill)
    return lambda: bool(was_killed)
