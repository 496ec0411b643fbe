"""Saving hours and dated exceptions on a real database: one transaction, one event, no edit lost."""

import dataclasses
from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest

from medic_desk.engine.facts import Break, Rule, ScheduleException
from medic_desk.model.acts.errors import ActMismatch, InvalidField, SlotRefused
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.closures.closures import Closure
from medic_desk.model.closures.save import AddClosure, add_closure
from medic_desk.model.exceptions.save import SaveException, save_exception
from medic_desk.model.hours.doctor_hours import DoctorHours, read_hours
from medic_desk.model.hours.errors import (
    AppointmentsAffected,
    HoursInvalid,
    NeedsConversion,
    StaleSchedule,
)
from medic_desk.model.hours.save import SaveHours, save_hours
from medic_desk.model.store.errors import NotFound
from medic_desk.model.store.store import Store
from medic_desk.model.tables import (
    AvailabilityRuleRow,
    ScheduleTemplateBreakRow,
    ScheduleTemplateRow,
)
from tests.model.plain_sql import rows, run
from tests.model.small_clinic import ZONE, SmallClinic, add, make_small_clinic, new_id


@pytest.fixture
def clinic(store: Store) -> SmallClinic:
    return make_small_clinic(store)


def draft(hours: DoctorHours, **fields: Any) -> SaveHours:
    wanted = SaveHours(
        act_id=new_id(),
        doctor_id=hours.doctor_id,
        hours_version=hours.hours_version,
        rules=hours.rules,
    )
    return dataclasses.replace(wanted, **fields)


def monday(hours: DoctorHours) -> Rule:
    return next(rule for rule in hours.rules if rule.day_of_week == 1)


def with_rule(hours: DoctorHours, old: Rule, **changes: Any) -> tuple[Rule, ...]:
    return tuple(dataclasses.replace(r, **changes) if r.id == old.id else r for r in hours.rules)


def exception(clinic: SmallClinic, start: int, end: int, **fields: Any) -> ScheduleException:
    """Time that is blocked, or opened, on the clinic's day."""
    wanted = ScheduleException(
        id=new_id(),
        table="schedule_exceptions",
        exception_type="blocked",
        starts_at=clinic.at(start),
        ends_at=clinic.at(end),
    )
    return wanted._replace(**fields)


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
        repeat_weeks=2,
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
    assert saved.hours_version > hours.hours_version
    after = store.do(read_hours, clinic.doctor_id)
    assert after.hours_version == saved.hours_version
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


def test_weeks_are_kept_by_an_edit_and_need_a_first_day(store: Store, clinic: SmallClinic) -> None:
    run(store, f"UPDATE schedule_rules SET repeat_weeks = 3, effective_from = '{clinic.day}'")
    hours = store.do(read_hours, clinic.doctor_id)
    edited = with_rule(hours, monday(hours), work_end_local=16 * 60)
    perform(store, clinic.manager, save_hours, draft(hours, rules=edited))
    after = store.do(read_hours, clinic.doctor_id)
    assert {rule.repeat_weeks for rule in after.rules} == {3}
    (event,) = rows(store, "SELECT metadata FROM staff_events")
    assert event["metadata"]["changed"][0]["after"]["repeat_weeks"] == 3
    endless = draft(after, rules=with_rule(after, monday(after), effective_from=None))
    with pytest.raises(HoursInvalid) as refused:
        perform(store, clinic.manager, save_hours, endless)
    assert [problem.code for problem in refused.value.problems] == ["repeat_needs_start"]


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
                act_id=request.act_id, doctor_id=clinic.doctor_id, exceptions=(exception(clinic, 9, 10),)
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
    assert stale.value.expected == hours.hours_version
    assert standing.hours_version > hours.hours_version
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


def test_who_is_told_of_is_who_changed_the_hours_last(store: Store, clinic: SmallClinic) -> None:
    """Neither who blocked time since, nor who saved hours before another program changed them."""
    hours = store.do(read_hours, clinic.doctor_id)
    perform(
        store,
        clinic.manager,
        save_hours,
        draft(hours, rules=with_rule(hours, monday(hours), label="Πρωί")),
    )
    blocked = SaveException(
        act_id=new_id(), doctor_id=clinic.doctor_id, exceptions=(exception(clinic, 9, 10),)
    )
    perform(store, clinic.receptionist, save_exception, blocked)
    change = store.do(read_hours, clinic.doctor_id).last_change
    assert change is not None
    assert (change.action, change.person_name) == ("hours_saved", "Μαρία Ιωάννου")
    run(store, f"UPDATE schedule_rules SET slot_interval_minutes = 20 WHERE id = '{monday(hours).id}'")
    assert store.do(read_hours, clinic.doctor_id).last_change is None


@pytest.mark.parametrize("kind", ["closure", "closure by another program", "block", "time off"])
def test_time_that_is_blocked_meanwhile_leaves_the_draft_savable(
    store: Store, clinic: SmallClinic, kind: str
) -> None:
    hours = store.do(read_hours, clinic.doctor_id)
    mine = draft(hours, rules=with_rule(hours, monday(hours), label="Πρωί"))
    if kind == "closure":
        closed = Closure(id=new_id(), starts_at=clinic.at(9), ends_at=clinic.at(12))
        perform(store, clinic.manager, add_closure, AddClosure(act_id=new_id(), closure=closed))
    else:
        day = "now() + interval '1 day', now() + interval '2 days'"
        run(
            store,
            {
                "closure by another program": "INSERT INTO clinic_closures (starts_at, ends_at)"
                f" VALUES ({day})",
                "block": "INSERT INTO schedule_exceptions (doctor_id, starts_at, ends_at)"
                f" VALUES ('{clinic.doctor_id}', {day})",
                "time off": "INSERT INTO time_off_requests (doctor_id, starts_at, ends_at, status)"
                f" VALUES ('{clinic.doctor_id}', {day}, 'approved')",
            }[kind],
        )
    assert len(rows(store, f"SELECT FROM schedule_exceptions WHERE doctor_id = '{clinic.doctor_id}'")) == 1
    late = draft(hours, rules=with_rule(hours, monday(hours), label="Δευτέρα"))
    perform(store, clinic.manager, save_hours, mine)
    assert monday(store.do(read_hours, clinic.doctor_id)).label == "Πρωί"
    with pytest.raises(StaleSchedule):
        perform(store, clinic.manager, save_hours, late)


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
    assert store.do(read_hours, clinic.doctor_id).hours_version == hours.hours_version
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
            exceptions=(exception(clinic, 19, 20, exception_type="available", schedule_rule_id=rule.id),),
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


# Appointments that an edit would affect


def test_an_appointment_booked_meanwhile_is_not_affected_unseen(store: Store, clinic: SmallClinic) -> None:
    hours = store.do(read_hours, clinic.doctor_id)
    rule = next(r for r in hours.rules if r.day_of_week == clinic.day.isoweekday())
    shorter = with_rule(hours, rule, work_end_local=12 * 60, breaks=())
    appointment = perform(store, clinic.receptionist, book, clinic.booking(15))
    perform(store, clinic.receptionist, book, clinic.booking(10))
    with pytest.raises(AppointmentsAffected) as refused:
        perform(
            store, clinic.manager, save_hours, draft(hours, rules=shorter, seen_appointment_ids=frozenset())
        )
    (seen,) = refused.value.appointments
    assert (seen.id, seen.patient_name, seen.patient_phone) == (
        appointment.appointment_id,
        "Αντωνίου Γιώργος",
        "6944000001",
    )
    request = draft(hours, rules=shorter, seen_appointment_ids=frozenset({appointment.appointment_id}))
    perform(store, clinic.manager, save_hours, request)
    with pytest.raises(SlotRefused):
        perform(store, clinic.receptionist, book, clinic.booking(15, 30))
