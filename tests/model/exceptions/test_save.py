"""Dated exceptions on a real database: saved and deleted once, edits not lost, nobody affected unseen."""

import dataclasses
from typing import Any

import pytest
from sqlalchemy import text

from medic_desk.engine.facts import ScheduleException
from medic_desk.model.acts.errors import InvalidField, SlotRefused
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.exceptions.doctor_exceptions import read_exceptions
from medic_desk.model.exceptions.errors import StaleException, TimeOffBlock
from medic_desk.model.exceptions.save import DeleteException, SaveException, delete_exception, save_exception
from medic_desk.model.hours.doctor_hours import read_hours
from medic_desk.model.hours.errors import AppointmentsAffected
from medic_desk.model.store.store import Store
from medic_desk.model.tables import (
    AvailabilityExceptionRow,
    ScheduleExceptionRow,
)
from tests.model.plain_sql import rows, run
from tests.model.small_clinic import SmallClinic, add, make_small_clinic, new_id


@pytest.fixture
def clinic(store: Store) -> SmallClinic:
    return make_small_clinic(store)


def closed(clinic: SmallClinic, start: int, end: int, **fields: Any) -> ScheduleException:
    wanted = ScheduleException(
        id=new_id(), table="schedule_exceptions", exception_type="blocked",
        starts_at=clinic.at(start), ends_at=clinic.at(end),
        reason="Συνέδριο", source="manual",
    )  # fmt: skip
    return wanted._replace(**fields)


def exceptions(store: Store, clinic: SmallClinic) -> tuple[ScheduleException, ...]:
    now = store.do(read_hours, clinic.doctor_id).now
    return store.do(read_exceptions, clinic.doctor_id, now)


def save(clinic: SmallClinic, *wanted: ScheduleException, **fields: Any) -> SaveException:
    return SaveException(act_id=new_id(), doctor_id=clinic.doctor_id, exceptions=wanted, **fields)


def test_days_are_blocked_edited_and_opened_again(store: Store, clinic: SmallClinic) -> None:
    one, two = closed(clinic, 9, 12), closed(clinic, 14, 17)
    request = save(clinic, one, two)
    saved = perform(store, clinic.manager, save_exception, request)
    assert saved.exception_ids == (one.id, two.id)
    assert perform(store, clinic.manager, save_exception, request) == dataclasses.replace(
        saved, already_done=True
    )
    assert exceptions(store, clinic) == (one, two)
    with pytest.raises(SlotRefused) as refused:
        perform(store, clinic.receptionist, book, clinic.booking(10))
    assert refused.value.codes == ("blocked",)
    later = one._replace(starts_at=clinic.at(11), reason=None)
    perform(store, clinic.manager, save_exception, save(clinic, later, replaces=one))
    assert exceptions(store, clinic) == (later, two)
    perform(store, clinic.receptionist, book, clinic.booking(10))
    gone = DeleteException(act_id=new_id(), doctor_id=clinic.doctor_id, exception=two)
    perform(store, clinic.manager, delete_exception, gone)
    assert perform(store, clinic.manager, delete_exception, gone).already_done
    assert exceptions(store, clinic) == (later,)
    actions = [
        row["action"] for row in rows(store, "SELECT action FROM staff_events ORDER BY inserted_at, id")
    ]
    assert sorted(actions) == ["exception_deleted", "exception_saved", "exception_saved"]


def test_an_exception_changed_or_deleted_meanwhile_is_told(store: Store, clinic: SmallClinic) -> None:
    block = closed(clinic, 9, 12)
    perform(store, clinic.manager, save_exception, save(clinic, block))
    run(store, f"UPDATE schedule_exceptions SET reason = 'Άδεια' WHERE id = '{block.id}'")
    with pytest.raises(StaleException) as stale:
        perform(store, clinic.manager, save_exception, save(clinic, block, replaces=block))
    assert stale.value.standing == block._replace(reason="Άδεια")
    run(store, f"DELETE FROM schedule_exceptions WHERE id = '{block.id}'")
    with pytest.raises(StaleException) as gone:
        perform(store, clinic.manager, delete_exception,
                DeleteException(act_id=new_id(), doctor_id=clinic.doctor_id, exception=block))  # fmt: skip
    assert gone.value.standing is None


def test_a_block_that_affects_an_appointment_unseen_is_refused_with_its_name(
    store: Store, clinic: SmallClinic
) -> None:
    appointment = perform(store, clinic.receptionist, book, clinic.booking(10))
    block = closed(clinic, 9, 12)
    with pytest.raises(AppointmentsAffected) as refused:
        perform(store, clinic.manager, save_exception, save(clinic, block, seen_appointment_ids=frozenset()))
    assert [seen.id for seen in refused.value.appointments] == [appointment.appointment_id]
    call_only = closed(clinic, 9, 12, appointment_type_id=clinic.call_id)
    perform(store, clinic.manager, save_exception, save(clinic, call_only, seen_appointment_ids=frozenset()))
    seen = frozenset({appointment.appointment_id})
    perform(store, clinic.manager, save_exception, save(clinic, block, seen_appointment_ids=seen))


def test_closing_an_opened_evening_affects_who_was_booked_in_it(store: Store, clinic: SmallClinic) -> None:
    opened = closed(clinic, 19, 21, exception_type="available")
    perform(store, clinic.manager, save_exception, save(clinic, opened))
    appointment = perform(store, clinic.receptionist, book, clinic.booking(19))
    away = DeleteException(
        act_id=new_id(), doctor_id=clinic.doctor_id, exception=opened, seen_appointment_ids=frozenset()
    )
    with pytest.raises(AppointmentsAffected) as refused:
        perform(store, clinic.manager, delete_exception, away)
    assert [seen.id for seen in refused.value.appointments] == [appointment.appointment_id]


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"ends_at": 0}, "ends_at", "not_after"),
        ({"ends_at": 10**8}, "ends_at", "too_long"),
        ({"source": "time_off"}, "source", "reserved"),
        ({"exception_type": "maybe"}, "exception_type", "unknown"),
    ],
)
def test_an_exception_that_cannot_stand_is_named_by_its_field(
    store: Store, clinic: SmallClinic, change: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(InvalidField) as invalid:
        perform(store, clinic.manager, save_exception, save(clinic, closed(clinic, 9, 12)._replace(**change)))
    assert (invalid.value.field, invalid.value.code) == (field, code)
    with pytest.raises(InvalidField):
        perform(store, clinic.manager, save_exception, save(clinic))


def test_older_and_time_off_blocks_are_read_and_left_alone(store: Store, clinic: SmallClinic) -> None:
    run(
        store,
        "INSERT INTO time_off_requests (doctor_id, starts_at, ends_at, status) VALUES"
        f" ('{clinic.doctor_id}', now() + interval '1 day', now() + interval '2 day', 'approved')",
    )
    older = store.do(
        lambda session: add(
            session, AvailabilityExceptionRow, doctor_id=clinic.doctor_id, reason="Παλιό",
            starts_at=text("now() + interval '3 day'"), ends_at=text("now() + interval '4 day'"),
        )
    )  # fmt: skip
    leave, old = exceptions(store, clinic)
    assert (leave.source, old.id, old.table) == ("time_off", older, "availability_exceptions")
    changed = save(clinic, leave._replace(source="manual"), replaces=leave)
    with pytest.raises(TimeOffBlock):
        perform(store, clinic.manager, save_exception, changed)
    with pytest.raises(TimeOffBlock):
        perform(store, clinic.manager, delete_exception,
                DeleteException(act_id=new_id(), doctor_id=clinic.doctor_id, exception=leave))  # fmt: skip
    with pytest.raises(InvalidField):
        perform(store, clinic.manager, delete_exception,
                DeleteException(act_id=new_id(), doctor_id=clinic.doctor_id, exception=old))  # fmt: skip
    assert len(rows(store, f"SELECT id FROM {ScheduleExceptionRow.__tablename__}")) == 1
