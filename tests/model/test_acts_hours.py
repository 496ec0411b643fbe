"""Saving hours and dated exceptions on a real database: one transaction, one event, no edit lost."""

import dataclasses
from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from medic_desk.engine.facts import Break, Rule, ScheduleException
from medic_desk.model.acts.booking import book
from medic_desk.model.acts.exceptions import DeleteException, SaveException, delete_exception, save_exception
from medic_desk.model.acts.hours import SaveHours, save_hours
from medic_desk.model.acts.perform import perform
from medic_desk.model.acts.refusals import ActMismatch, InvalidField, SlotRefused
from medic_desk.model.acts.schedule_refusals import (
    HoursInvalid,
    NeedsConversion,
    StaleException,
    StaleSchedule,
    TimeOffBlock,
    VisitsHit,
)
from medic_desk.model.doctor_hours import DoctorHours, read_exceptions, read_hours
from medic_desk.model.errors import NotFound
from medic_desk.model.store import Store
from medic_desk.model.tables import (
    AvailabilityExceptionRow,
    AvailabilityRuleRow,
    ScheduleExceptionRow,
    ScheduleTemplateBreakRow,
    ScheduleTemplateRow,
)
from tests.model.small_clinic import ZONE, SmallClinic, add, make_small_clinic, new_id


@pytest.fixture
def clinic(store: Store) -> SmallClinic:
    return make_small_clinic(store)


def rows(store: Store, query: str) -> list[dict[str, Any]]:
    return store.do(lambda session: [dict(row) for row in session.execute(text(query)).mappings()])


def run(store: Store, statement: str) -> None:
    store.do(lambda session: session.execute(text(statement)) and None)


def draft(hours: DoctorHours, **fields: Any) -> SaveHours:
    wanted: dict[str, Any] = {
        "act_id": new_id(),
        "doctor_id": hours.doctor_id,
        "schedule_version": hours.schedule_version,
        "rules": hours.rules,
    }
    return SaveHours(**{**wanted, **fields})


def monday(hours: DoctorHours) -> Rule:
    return next(rule for rule in hours.rules if rule.day_of_week == 1)


def with_rule(hours: DoctorHours, old: Rule, **changes: Any) -> tuple[Rule, ...]:
    return tuple(dataclasses.replace(r, **changes) if r.id == old.id else r for r in hours.rules)


# Rules


def test_a_draft_is_written_whole_with_one_event(store: Store, clinic: SmallClinic) -> None:
    hours = store.do(read_hours, clinic.doctor_id)
    first = monday(hours)
    lunch = first.breaks[0]
    evening = Rule(
        id=new_id(),
        timezone=ZONE,
        day_of_week=1,
        work_start_local=18 * 60,
        work_end_local=21 * 60,
        slot_interval_minutes=15,
        buffer_before_minutes=5,
        buffer_after_minutes=10,
        max_parallel_sessions=2,
        priority=3,
        scope_appointment_type_id=clinic.call_id,
        scope_consultation_mode="phone",
        effective_from=clinic.day,
        effective_to=clinic.day + timedelta(days=90),
        label="  Τηλέφωνα ",
        breaks=(Break(None, 19 * 60, 19 * 60 + 15, "Καφές"),),
    )
    changed = dataclasses.replace(
        first,
        work_end_local=16 * 60,
        breaks=(lunch._replace(label="Γεύμα"),),
    )
    sunday = next(rule for rule in hours.rules if rule.day_of_week == 7)
    rules = (*(changed if r == first else r for r in hours.rules if r != sunday), evening)
    saved = perform(store, clinic.manager, save_hours, draft(hours, rules=rules))
    assert saved.schedule_version > hours.schedule_version
    after = store.do(read_hours, clinic.doctor_id)
    assert after.schedule_version == saved.schedule_version
    assert {rule.id for rule in after.rules} == {rule.id for rule in rules}
    assert monday(after) == changed
    stored = next(rule for rule in after.rules if rule.id == evening.id)
    assert stored.breaks[0].id is not None
    assert dataclasses.replace(
        stored, breaks=tuple(b._replace(id=None) for b in stored.breaks)
    ) == dataclasses.replace(evening, label="Τηλέφωνα")
    (event,) = rows(store, "SELECT * FROM staff_events")
    assert event["action"] == "hours_saved"
    assert (event["actor_type"], str(event["actor_id"])) == ("manager", clinic.manager.user_id)
    assert event["desk_name"] == "Desk 9"
    assert [rule["id"] for rule in event["metadata"]["added"]] == [evening.id]
    assert [rule["id"] for rule in event["metadata"]["removed"]] == [sunday.id]
    assert event["metadata"]["changed"][0]["before"]["work_end_local"] == "17:00"
    assert event["metadata"]["changed"][0]["after"]["work_end_local"] == "16:00"


def test_the_same_act_again_changes_nothing(store: Store, clinic: SmallClinic) -> None:
    hours = store.do(read_hours, clinic.doctor_id)
    request = draft(hours, rules=with_rule(hours, monday(hours), work_end_local=15 * 60))
    first = perform(store, clinic.manager, save_hours, request)
    again = perform(store, clinic.manager, save_hours, request)
    assert again == dataclasses.replace(first, already_done=True)
    assert len(rows(store, "SELECT id FROM staff_events")) == 1
    with pytest.raises(ActMismatch):
        perform(
            store,
            clinic.manager,
            save_exception,
            SaveException(
                act_id=request.act_id, doctor_id=clinic.doctor_id, exceptions=(closed(clinic, 9, 10),)
            ),
        )


def test_the_second_editor_is_refused_with_what_stands_and_whose_it_is(
    store: Store, clinic: SmallClinic
) -> None:
    hours = store.do(read_hours, clinic.doctor_id)
    mine = draft(hours, rules=with_rule(hours, monday(hours), work_end_local=15 * 60))
    theirs = draft(hours, rules=with_rule(hours, monday(hours), work_start_local=8 * 60))
    perform(store, clinic.manager, save_hours, theirs)
    with pytest.raises(StaleSchedule) as stale:
        perform(store, clinic.receptionist, save_hours, mine)
    standing = stale.value.standing
    assert stale.value.expected == hours.schedule_version
    assert standing.schedule_version > hours.schedule_version
    assert monday(standing).work_start_local == 8 * 60
    assert standing.last_change is not None
    assert (standing.last_change.person_name, standing.last_change.desk_name) == ("Μαρία Ιωάννου", "Desk 9")
    assert monday(store.do(read_hours, clinic.doctor_id)).work_end_local == 17 * 60


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM schedule_rules WHERE id = '{rule}'",
        "UPDATE schedule_rules SET slot_interval_minutes = 20 WHERE id = '{rule}'",
        "DELETE FROM schedule_rule_breaks WHERE schedule_rule_id = '{rule}'",
    ],
    ids=["rule deleted", "rule changed", "break deleted"],
)
def test_another_programs_edit_makes_the_draft_stale(
    store: Store, clinic: SmallClinic, statement: str
) -> None:
    hours = store.do(read_hours, clinic.doctor_id)
    run(store, statement.format(rule=monday(hours).id))
    with pytest.raises(StaleSchedule) as stale:
        perform(
            store,
            clinic.manager,
            save_hours,
            draft(hours, rules=with_rule(hours, monday(hours), label="Πρωί")),
        )
    assert stale.value.standing.last_change is None


def test_a_draft_that_cannot_stand_writes_nothing(store: Store, clinic: SmallClinic) -> None:
    hours = store.do(read_hours, clinic.doctor_id)
    with pytest.raises(HoursInvalid) as invalid:
        perform(
            store,
            clinic.manager,
            save_hours,
            draft(hours, rules=with_rule(hours, monday(hours), timezone="Europe/Atlantis")),
        )
    (problem,) = invalid.value.problems
    assert (problem.field, problem.code) == ("timezone", "unknown_zone")
    assert store.do(read_hours, clinic.doctor_id).schedule_version == hours.schedule_version
    with pytest.raises(InvalidField) as unchanged:
        perform(store, clinic.manager, save_hours, draft(hours))
    assert (unchanged.value.field, unchanged.value.code) == ("rules", "unchanged")


def test_a_rule_that_an_exception_names_is_switched_off_not_deleted(
    store: Store, clinic: SmallClinic
) -> None:
    hours = store.do(read_hours, clinic.doctor_id)
    rule = monday(hours)
    perform(
        store,
        clinic.manager,
        save_exception,
        SaveException(
            act_id=new_id(),
            doctor_id=clinic.doctor_id,
            exceptions=(closed(clinic, 19, 20, exception_type="available", schedule_rule_id=rule.id),),
        ),
    )
    hours = store.do(read_hours, clinic.doctor_id)
    assert hours.named_rule_ids == {rule.id}
    without = tuple(r for r in hours.rules if r.id != rule.id)
    with pytest.raises(HoursInvalid) as invalid:
        perform(store, clinic.manager, save_hours, draft(hours, rules=without))
    assert [(p.rule_id, p.code) for p in invalid.value.problems] == [(rule.id, "named_by_exception")]
    off = with_rule(hours, rule, is_active=False)
    perform(store, clinic.manager, save_hours, draft(hours, rules=off))


def test_older_hours_do_not_rise_from_the_dead(store: Store, clinic: SmallClinic) -> None:
    store.do(add, AvailabilityRuleRow, doctor_id=clinic.doctor_id, day_of_week=1, start_time=time(6),
             end_time=time(7))  # fmt: skip
    hours = store.do(read_hours, clinic.doctor_id)
    assert hours.has_older_hours
    assert hours.is_editable
    with pytest.raises(HoursInvalid) as invalid:
        perform(store, clinic.manager, save_hours, draft(hours, rules=()))
    assert {p.code for p in invalid.value.problems} == {"older_hours_would_rise"}
    perform(store, clinic.manager, save_hours, draft(hours, rules=(monday(hours),)))


def _templates(store: Store, doctor_id: str) -> None:
    template = store.do(add, ScheduleTemplateRow, doctor_id=doctor_id, day_of_week=2, work_start=time(9),
                        work_end=time(14), slot_duration_minutes=20, max_parallel_sessions=2)  # fmt: skip
    store.do(add, ScheduleTemplateBreakRow, schedule_template_id=template, break_start=time(11),
             break_end=time(11, 30), label="Καφές")  # fmt: skip


def _availability(store: Store, doctor_id: str) -> None:
    store.do(add, AvailabilityRuleRow, doctor_id=doctor_id, day_of_week=2, start_time=time(9),
             end_time=time(14), break_start=time(11), break_end=time(11, 30))  # fmt: skip


@pytest.mark.parametrize(
    ("plant", "table"), [(_templates, "schedule_templates"), (_availability, "availability_rules")]
)
def test_older_hours_are_shown_truly_and_not_added_to(
    store: Store, clinic: SmallClinic, plant: Callable[[Store, str], None], table: str
) -> None:
    run(store, f"DELETE FROM schedule_rules WHERE doctor_id = '{clinic.doctor_id}'")
    plant(store, clinic.doctor_id)
    hours = store.do(read_hours, clinic.doctor_id)
    assert (hours.hours_table, hours.is_editable) == (table, False)
    (rule,) = hours.rules
    assert (rule.table, rule.day_of_week, rule.work_start_local, rule.work_end_local) == (table, 2, 540, 840)
    assert [(b.break_start_local, b.break_end_local) for b in rule.breaks] == [(660, 690)]
    added = Rule(id=new_id(), timezone=ZONE, day_of_week=1, work_start_local=540, work_end_local=600)
    with pytest.raises(NeedsConversion) as refused:
        perform(store, clinic.manager, save_hours, draft(hours, rules=(added,)))
    assert refused.value.hours_table == table
    assert rows(store, f"SELECT id FROM schedule_rules WHERE doctor_id = '{clinic.doctor_id}'") == []


def test_a_doctor_who_is_gone_is_not_found(store: Store, clinic: SmallClinic) -> None:
    with pytest.raises(NotFound):
        store.do(read_hours, new_id())
    hours = store.do(read_hours, clinic.doctor_id)
    with pytest.raises(NotFound):
        perform(store, clinic.manager, save_hours, draft(hours, doctor_id=new_id()))


# Visits that an edit would strand


def test_a_visit_booked_meanwhile_is_not_stranded_unseen(store: Store, clinic: SmallClinic) -> None:
    hours = store.do(read_hours, clinic.doctor_id)
    rule = next(r for r in hours.rules if r.day_of_week == clinic.day.isoweekday())
    shorter = with_rule(hours, rule, work_end_local=12 * 60, breaks=())
    visit = perform(store, clinic.receptionist, book, clinic.booking(15))
    perform(store, clinic.receptionist, book, clinic.booking(10))
    with pytest.raises(VisitsHit) as hit:
        perform(store, clinic.manager, save_hours, draft(hours, rules=shorter, seen_visit_ids=frozenset()))
    (seen,) = hit.value.visits
    assert (seen.id, seen.patient_name, seen.patient_phone) == (
        visit.appointment_id,
        "Αντωνίου Γιώργος",
        "6944000001",
    )
    request = draft(hours, rules=shorter, seen_visit_ids=frozenset({visit.appointment_id}))
    perform(store, clinic.manager, save_hours, request)
    with pytest.raises(SlotRefused):
        perform(store, clinic.receptionist, book, clinic.booking(15, 30))


# Dated exceptions


def closed(clinic: SmallClinic, start: int, end: int, **fields: Any) -> ScheduleException:
    return ScheduleException(
        id=new_id(), table="schedule_exceptions",
        exception_type=fields.pop("exception_type", "blocked"),
        starts_at=clinic.at(start), ends_at=clinic.at(end),
        **{"reason": "Συνέδριο", "source": "manual"} | fields,
    )  # fmt: skip


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


def test_a_block_that_hits_a_visit_unseen_is_refused_with_its_name(store: Store, clinic: SmallClinic) -> None:
    visit = perform(store, clinic.receptionist, book, clinic.booking(10))
    block = closed(clinic, 9, 12)
    with pytest.raises(VisitsHit) as hit:
        perform(store, clinic.manager, save_exception, save(clinic, block, seen_visit_ids=frozenset()))
    assert [seen.id for seen in hit.value.visits] == [visit.appointment_id]
    call_only = closed(clinic, 9, 12, appointment_type_id=clinic.call_id)
    perform(store, clinic.manager, save_exception, save(clinic, call_only, seen_visit_ids=frozenset()))
    seen = frozenset({visit.appointment_id})
    perform(store, clinic.manager, save_exception, save(clinic, block, seen_visit_ids=seen))


def test_closing_an_opened_evening_strands_who_was_booked_in_it(store: Store, clinic: SmallClinic) -> None:
    opened = closed(clinic, 19, 21, exception_type="available")
    perform(store, clinic.manager, save_exception, save(clinic, opened))
    visit = perform(store, clinic.receptionist, book, clinic.booking(19))
    away = DeleteException(
        act_id=new_id(), doctor_id=clinic.doctor_id, exception=opened, seen_visit_ids=frozenset()
    )
    with pytest.raises(VisitsHit) as hit:
        perform(store, clinic.manager, delete_exception, away)
    assert [seen.id for seen in hit.value.visits] == [visit.appointment_id]


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
    for act, request in (
        (save_exception, save(clinic, leave._replace(source="manual"), replaces=leave)),
        (delete_exception, DeleteException(act_id=new_id(), doctor_id=clinic.doctor_id, exception=leave)),
    ):
        with pytest.raises(TimeOffBlock):
            perform(store, clinic.manager, act, request)
    with pytest.raises(InvalidField):
        perform(store, clinic.manager, delete_exception,
                DeleteException(act_id=new_id(), doctor_id=clinic.doctor_id, exception=old))  # fmt: skip
    assert len(rows(store, f"SELECT id FROM {ScheduleExceptionRow.__tablename__}")) == 1
