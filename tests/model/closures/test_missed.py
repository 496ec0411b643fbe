"""What another program wrote while nobody listened is found by ids, as far as somebody may be affected."""

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.engine.facts import ScheduleException
from medic_desk.model.acts.perform import perform
from medic_desk.model.closures.closures import Closure
from medic_desk.model.closures.missed import _BLOCKS, MOST_CAUSES, OVERLAP, Missed, read_missed_causes
from medic_desk.model.closures.save import AddClosure, add_closure
from medic_desk.model.closures.unlisted import AddUnlisted, add_unlisted, read_unlisted
from medic_desk.model.exceptions.save import SaveException, save_exception
from medic_desk.model.hours.doctor_hours import read_hours
from medic_desk.model.hours.save import SaveHours, save_hours
from medic_desk.model.store.database_clock import read_database_clock
from medic_desk.model.store.store import Store
from medic_desk.model.tables import ClinicSiteRow, DoctorLocationRow
from medic_desk.model.time_off.decisions import AskTimeOff, ask
from medic_desk.model.time_off.illness import RecordIllness, record_illness
from tests.model.plain_sql import rows, run
from tests.model.small_clinic import add, make_small_clinic, new_id
from tests.model.worklist.listed import WorklistDesk


@pytest.fixture
def desk(store: Store) -> WorklistDesk:
    return WorklistDesk(store, make_small_clinic(store))


def blocked(desk: WorklistDesk, start: int = 9, end: int = 12, table: str = "schedule_exceptions") -> str:
    """A block that a program wrote that knows the tables alone."""
    block_id, clinic = new_id(), desk.clinic
    begin, until = 60 * clinic.at(start), 60 * clinic.at(end)
    kind = "exception_type" if table == "schedule_exceptions" else "status"
    run(
        desk.store,
        f"INSERT INTO {table} (id, doctor_id, starts_at, ends_at, {kind})"
        f" VALUES ('{block_id}', '{clinic.doctor_id}', timezone('utc', to_timestamp({begin})),"
        f" timezone('utc', to_timestamp({until})), 'blocked')",
    )
    return block_id


def look(desk: WorklistDesk, since: datetime | None = None, seen_ids: Sequence[str] = ()) -> Missed:
    return desk.store.do(read_missed_causes, since, {}, seen_ids)


def now(desk: WorklistDesk) -> datetime:
    return desk.store.do(read_database_clock)


@pytest.mark.parametrize("table", ["schedule_exceptions", "availability_exceptions"])
def test_a_block_is_missed_until_whom_it_affects_is_listed(desk: WorklistDesk, table: str) -> None:
    desk.booked(10)
    before = now(desk)
    block = blocked(desk, table=table)
    for since in (None, before):
        found = look(desk, since)
        assert (found.exception_ids, found.hours_of, found.is_all) == ((block,), (), True)
        assert before <= found.looked_at <= now(desk)
    wanted = AddUnlisted(act_id=new_id(), kind="exception", cause_id=block, doctor_id=desk.clinic.doctor_id)
    perform(desk.store, desk.clinic.receptionist, add_unlisted, wanted)
    assert look(desk).exception_ids == ()
    # Another program lists by the tables alone, and no act tells of it.
    run(desk.store, "UPDATE rebooking_causes SET cause_id = gen_random_uuid()")
    run(desk.store, f"UPDATE {table} SET updated_at = updated_at + interval '5 s' WHERE id = '{block}'")
    assert look(desk).exception_ids == (block,)
    run(desk.store, f"UPDATE rebooking_causes SET cause_id = '{block}'")
    assert look(desk).exception_ids == ()


def test_where_nobody_stands_nothing_is_missed(desk: WorklistDesk) -> None:
    desk.booked(12)
    appointment = desk.booked(10, patient_id=desk.clinic.patient_ids[1])
    block = blocked(desk)
    assert look(desk).exception_ids == (block,)
    run(desk.store, f"UPDATE appointments SET status = 'cancelled' WHERE id = '{appointment.appointment_id}'")
    assert look(desk).exception_ids == ()


def test_a_block_of_another_place_or_service_misses_nobody(desk: WorklistDesk) -> None:
    clinic = desk.clinic
    desk.booked(10)
    block = blocked(desk)
    elsewhere = desk.store.do(add, DoctorLocationRow, doctor_id=clinic.doctor_id, name="Αλλού")
    for column, other, own in (
        ("doctor_location_id", elsewhere, clinic.location_id),
        ("appointment_type_id", clinic.call_id, clinic.service_id),
    ):
        run(desk.store, f"UPDATE schedule_exceptions SET {column} = '{other}'")
        assert look(desk).exception_ids == ()
        run(desk.store, f"UPDATE schedule_exceptions SET {column} = '{own}'")
        assert look(desk).exception_ids == (block,)


def test_a_block_that_names_a_colleagues_row_of_the_same_house_counts(desk: WorklistDesk) -> None:
    clinic = desk.clinic
    site = desk.store.do(add, ClinicSiteRow, name="Κέντρο")
    theirs = desk.store.do(
        add, DoctorLocationRow, doctor_id=clinic.colleague_id, name="Κέντρο", clinic_site_id=site
    )
    desk.booked(10)
    block = blocked(desk)
    run(desk.store, f"UPDATE schedule_exceptions SET doctor_location_id = '{theirs}'")
    assert look(desk).exception_ids == ()
    run(
        desk.store,
        f"UPDATE doctor_locations SET clinic_site_id = '{site}' WHERE id = '{clinic.location_id}'",
    )
    assert look(desk).exception_ids == (block,)
    assert len(desk.store.do(read_unlisted, [block])) == 1


def test_a_block_that_is_over_is_not_missed(desk: WorklistDesk) -> None:
    desk.booked(10)
    blocked(desk)
    run(
        desk.store,
        "UPDATE schedule_exceptions SET starts_at = now() - interval '3 h', ends_at = now() - interval '1 s'",
    )
    run(
        desk.store,
        "UPDATE appointments SET starts_at = now() - interval '20 min', ends_at = now() + interval '10 min'",
    )
    assert look(desk).exception_ids == ()


def test_a_look_reaches_back_to_the_one_before(desk: WorklistDesk) -> None:
    desk.booked(10)
    block = blocked(desk)
    later = now(desk) + OVERLAP
    assert look(desk, later - timedelta(seconds=5)).exception_ids == (block,)
    assert look(desk, later + timedelta(seconds=5)).exception_ids == ()


def test_who_never_looked_looks_sixty_days_ahead(desk: WorklistDesk) -> None:
    desk.booked(10)
    before = now(desk)
    for table in ("appointments", "schedule_exceptions"):
        if table == "schedule_exceptions":
            blocked(desk)
        run(
            desk.store,
            f"UPDATE {table} SET starts_at = starts_at + interval '90 d',"
            " ends_at = ends_at + interval '90 d'",
        )
    assert look(desk).exception_ids == ()
    assert len(look(desk, before).exception_ids) == 1


def test_time_off_and_a_closure_are_one_cause_each(desk: WorklistDesk) -> None:
    clinic = desk.clinic
    desk.booked(10)
    there = {"doctor_id": clinic.colleague_id, "appointment_type_id": clinic.colleague_service_id}
    desk.booked(11, patient_id=clinic.patient_ids[1], **there)
    wish = AskTimeOff(
        act_id=new_id(), doctor_id=clinic.doctor_id, starts_at=clinic.at(9), ends_at=clinic.at(12)
    )
    perform(desk.store, clinic.receptionist, ask, wish)
    assert look(desk).exception_ids == ()
    run(desk.store, "UPDATE time_off_requests SET status = 'approved'")
    (block,) = look(desk).exception_ids
    (offered,) = desk.store.do(read_unlisted, [block])
    assert offered.cause.kind == "time_off"
    run(
        desk.store,
        "INSERT INTO clinic_closures (starts_at, ends_at)"
        " SELECT min(starts_at), max(ends_at) FROM appointments",
    )
    found = look(desk)
    assert len(found.exception_ids) == 2
    offered_kinds = {one.cause.kind for one in desk.store.do(read_unlisted, found.exception_ids)}
    assert offered_kinds == {"closure", "time_off"}


def test_what_this_program_blocked_is_not_missed(desk: WorklistDesk) -> None:
    desk.booked(14)
    block = desk.block()
    # Whoever is put there by hand afterwards knew of it.
    run(
        desk.store,
        "UPDATE appointments SET starts_at = starts_at - interval '4 h', ends_at = ends_at - interval '4 h'",
    )
    assert look(desk).exception_ids == ()
    run(desk.store, "UPDATE schedule_exceptions SET updated_at = updated_at + interval '5 s'")
    assert look(desk).exception_ids == (block.id,), "another program wrote since"


def test_what_this_program_closed_or_noted_as_illness_is_not_missed(desk: WorklistDesk) -> None:
    clinic = desk.clinic
    desk.booked(14)
    closed = Closure(id=new_id(), starts_at=clinic.at(9), ends_at=clinic.at(12))
    perform(desk.store, clinic.manager, add_closure, AddClosure(act_id=new_id(), closure=closed))
    ill = RecordIllness(
        act_id=new_id(), doctor_id=clinic.doctor_id, starts_at=clinic.at(9), ends_at=clinic.at(12)
    )
    perform(desk.store, clinic.manager, record_illness, ill)
    run(
        desk.store,
        "UPDATE appointments SET starts_at = starts_at - interval '4 h', ends_at = ends_at - interval '4 h'",
    )
    assert look(desk).exception_ids == ()


def test_of_several_days_that_this_program_blocked_none_is_missed(desk: WorklistDesk) -> None:
    desk.booked(14)
    blocks = tuple(
        ScheduleException(
            id=new_id(), table="schedule_exceptions", exception_type="blocked", source="manual",
            starts_at=desk.clinic.at(9, days=day), ends_at=desk.clinic.at(12, days=day),
        )
        for day in (1, 0)
    )  # fmt: skip
    request = SaveException(act_id=new_id(), doctor_id=desk.clinic.doctor_id, exceptions=blocks)
    perform(desk.store, desk.clinic.manager, save_exception, request)
    run(
        desk.store,
        "UPDATE appointments SET starts_at = starts_at - interval '4 h', ends_at = ends_at - interval '4 h'",
    )
    assert look(desk).exception_ids == ()
    run(desk.store, "UPDATE schedule_exceptions SET updated_at = updated_at + interval '5 s'")
    assert look(desk).exception_ids == (blocks[1].id,)


def test_who_was_placed_under_a_block_that_stood_is_not_missed(desk: WorklistDesk) -> None:
    desk.booked(14)
    block = blocked(desk)
    run(desk.store, "UPDATE appointments SET inserted_at = now() - interval '1 h'")
    run(desk.store, "UPDATE schedule_exceptions SET updated_at = now() - interval '1 min'")
    run(
        desk.store,
        "UPDATE appointments SET starts_at = starts_at - interval '4 h', ends_at = ends_at - interval '4 h'",
    )
    assert look(desk).exception_ids == ()
    run(desk.store, "UPDATE schedule_exceptions SET updated_at = now() + interval '1 min'")
    assert look(desk).exception_ids == (block,)


def test_one_that_was_booked_after_the_block_is_not_missed(desk: WorklistDesk) -> None:
    appointment = desk.booked(10)
    blocked(desk)
    # As a program writes that was there before this one: no event tells of it.
    run(desk.store, f"DELETE FROM appointments WHERE id = '{appointment.appointment_id}'")
    clinic = desk.clinic
    run(
        desk.store,
        "SET LOCAL session_replication_role = replica;"
        " INSERT INTO appointments (patient_id, doctor_id, appointment_type_id, starts_at, ends_at,"
        " duration_minutes, status)"
        f" SELECT '{clinic.patient_ids[0]}', doctor_id, '{clinic.call_id}', starts_at, starts_at"
        " + interval '15 min', 15, 'confirmed' FROM schedule_exceptions",
    )
    assert len(look(desk).exception_ids) == 1
    run(desk.store, "UPDATE schedule_exceptions SET updated_at = now() - interval '1 min'")
    assert look(desk).exception_ids == ()


def test_many_causes_come_page_by_page(desk: WorklistDesk) -> None:
    desk.booked(10)
    blocks = {blocked(desk) for _ in range(MOST_CAUSES + 2)}
    first = look(desk)
    assert (len(first.exception_ids), first.is_all) == (MOST_CAUSES, False)
    rest = look(desk, seen_ids=first.exception_ids)
    assert (len(rest.exception_ids), rest.is_all) == (2, True)
    assert {*first.exception_ids, *rest.exception_ids} == blocks


def test_hours_are_missed_of_doctors_whose_version_is_known(desk: WorklistDesk) -> None:
    clinic = desk.clinic
    desk.booked(10)
    known = look(desk).hours_versions
    assert set(known) == {clinic.doctor_id, clinic.colleague_id}
    run(desk.store, f"DELETE FROM schedule_rules WHERE doctor_id = '{clinic.doctor_id}' AND day_of_week = 3")
    found = desk.store.do(read_missed_causes, None, known)
    assert found.hours_of == (clinic.doctor_id,)
    assert look(desk, now(desk)).hours_of == ()
    assert desk.store.do(read_missed_causes, None, found.hours_versions).hours_of == ()
    standing = desk.store.do(read_hours, clinic.doctor_id)
    own = SaveHours(
        act_id=new_id(),
        doctor_id=clinic.doctor_id,
        hours_version=standing.hours_version,
        rules=tuple(replace(rule, label="own") for rule in standing.rules),
    )
    perform(desk.store, clinic.manager, save_hours, own)
    assert desk.store.do(read_missed_causes, None, known).hours_of == ()


def test_a_block_after_the_last_appointment_hides_no_other(desk: WorklistDesk) -> None:
    desk.booked(10)
    block, far = blocked(desk), blocked(desk)
    run(
        desk.store,
        "UPDATE schedule_exceptions SET starts_at = starts_at + interval '2 y', ends_at = ends_at + interval"
        f" '2 y' WHERE id = '{far}'",
    )
    (offered,) = desk.store.do(read_unlisted, [block, far])
    assert offered.cause.cause_id == block


_FILL = """
SET session_replication_role = replica;
INSERT INTO appointments (patient_id, doctor_id, appointment_type_id, starts_at, ends_at, duration_minutes,
                          status, service_name_snapshot, inserted_at)
SELECT (SELECT id FROM patients ORDER BY id LIMIT 1), t.doctor_id, t.id, slot, slot + interval '15 min', 15,
       'confirmed', 'Visit', now() - interval '1 d'
  FROM appointment_types t, generate_series(0, %(many)s / 2 - 1) AS n,
       LATERAL (SELECT date_trunc('day', timezone('utc', now())) - interval '100 d'
                       + n * interval '15 min') AS at (slot)
 WHERE t.id IN (%(own)s, %(other)s);
INSERT INTO appointment_events (appointment_id, action, occurred_at)
SELECT id, 'booked', now() - interval '1 d' FROM appointments;
INSERT INTO rebooking_items (appointment_id) SELECT id FROM appointments WHERE starts_at < now();
INSERT INTO rebooking_causes (rebooking_item_id, kind, cause_id)
SELECT id, 'exception', gen_random_uuid() FROM rebooking_items;
INSERT INTO staff_events (action, doctor_id, subject_id, occurred_at)
SELECT 'called', doctor_id, id, now() - interval '1 d' FROM appointments;
INSERT INTO schedule_exceptions (doctor_id, starts_at, ends_at, updated_at)
SELECT %(doctor)s, timezone('utc', now()) + n * interval '1 d', timezone('utc', now()) + n * interval '25 h',
       now() - interval '1 d' * (n - 3)
  FROM generate_series(1, 200) AS n;
SET session_replication_role = origin;
ANALYZE;
"""
APPOINTMENTS = 50_000
SHORT_TABLES = {"availability_exceptions", "doctor_locations", "schedule_exceptions", "time_off_requests"}


def test_a_large_clinic_is_read_by_indexes(desk: WorklistDesk, database_url: str) -> None:
    """Of what grows with the years only that is read which stands under what was written."""
    clinic = desk.clinic
    filled = {
        "many": APPOINTMENTS,
        "own": clinic.service_id,
        "other": clinic.colleague_service_id,
        "doctor": clinic.doctor_id,
    }
    with psycopg.connect(database_url) as connection:
        psycopg.ClientCursor(connection).execute(_FILL, filled)
    assert rows(desk.store, "SELECT count(*) FROM appointments") == [{"count": APPOINTMENTS}]
    for since in (None, now(desk)):
        plan = desk.store.do(explained, since)
        walked = set(re.findall(r"Seq Scan on (\w+)", plan))
        assert walked <= SHORT_TABLES, plan
        assert "appointments_doctor_id_starts_at_idx" in plan
        began = time.perf_counter()
        found = look(desk, since)
        print(f"\n{len(found.exception_ids)} causes in {time.perf_counter() - began:.3f} s\n{plan}")
        assert found.exception_ids


def explained(session: Session, since: datetime | None) -> str:
    """How the server would find the blocks."""
    clock = session.execute(text("SELECT timezone('utc', clock_timestamp())")).scalar_one()
    named = {
        "now": clock,
        "since": since and clock - OVERLAP,
        "until": clock + timedelta(days=60),
        "seen_ids": [],
        "longest": timedelta(minutes=361),
        "most": MOST_CAUSES + 1,
    }
    return "\n".join(session.execute(text(f"EXPLAIN {_BLOCKS.text}"), named).scalars())
