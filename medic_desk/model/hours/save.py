"""Saving a doctor's weekly hours: a whole draft becomes the rules that stand, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, time
from typing import Any, Self

from sqlalchemy import delete, insert, text, update
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.engine.facts import Break, Rule
from medic_desk.model.acts.act import Actor
from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.acts.staff_acts import begin_staff_act, tell_staff_event
from medic_desk.model.hours.doctor_hours import DoctorHours, standing_hours
from medic_desk.model.hours.errors import AppointmentsAffected, HoursInvalid, NeedsConversion, StaleSchedule
from medic_desk.model.hours.preview import affected
from medic_desk.model.hours.problems import HoursProblem, HoursWorld, hours_problems
from medic_desk.model.hours.worklist import follow_hours
from medic_desk.model.store.errors import NotFound
from medic_desk.model.tables import ScheduleRuleBreakRow, ScheduleRuleRow


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveHours:
    """A draft of all of a doctor's rules, as it shall stand.

    ``rules`` of the draft keep the ids of those they came from; a new one has a UUID the client made, a new
    break has the id None. What stands and is not in the draft is deleted. ``hours_version`` is that of the
    hours the draft began with: blocks and closures that came since leave it as it is.
    ``seen_appointment_ids`` are those the person saw would be affected: any other refuses the act (None asks
    for no such check).
    """

    act_id: str
    doctor_id: str
    hours_version: int
    rules: tuple[Rule, ...]
    seen_appointment_ids: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursSaved:
    """The version of the doctor's hours after the act; ``already_done`` where a former try had done it."""

    doctor_id: str
    hours_version: int
    already_done: bool = False


_HOURS_VERSION = text("SELECT hours_version FROM doctors WHERE id = CAST(:doctor_id AS uuid)")


def save_hours(session: Session, actor: Actor, request: SaveHours) -> HoursSaved:
    """Write a whole draft of a doctor's rules and breaks: insert, update, delete, one event.

    Who is affected goes on the worklist; who has hours again comes off it.
    Raises ``StaleSchedule`` (with what stands now), ``NeedsConversion``, ``HoursInvalid``,
    ``AppointmentsAffected``, ``NotFound``, ``InvalidField`` where nothing differs (``rules``, ``unchanged``).
    """
    begun = begin_staff_act(session, actor, name="hours_saved", request=request, doctor_id=request.doctor_id)
    if begun.done is not None:
        return HoursSaved(
            doctor_id=request.doctor_id,
            hours_version=int(begun.done.metadata["hours_version"]),
            already_done=True,
        )
    lock_schedule(session, request.doctor_id)
    standing = standing_hours(session, request.doctor_id)
    if standing.hours_version != request.hours_version:
        raise StaleSchedule(request.hours_version, standing)
    if not standing.is_editable:
        raise NeedsConversion(request.doctor_id, standing.hours_table)
    affected_ids = _refuse_what_cannot_stand(request, standing)
    changes = _RuleChanges.between(standing.rules, request.rules)
    if changes.are_none:
        raise InvalidField("rules", "unchanged")
    _write(session, request.doctor_id, changes)
    follow_hours(session, standing, replace(standing.facts, rules=request.rules), affected_ids)
    version: int = session.execute(_HOURS_VERSION, {"doctor_id": request.doctor_id}).scalar_one()
    tell_staff_event(
        session,
        subject_table="doctors",
        subject_id=request.doctor_id,
        doctor_id=request.doctor_id,
        metadata={"hours_version": version, **changes.told()},
    )
    return HoursSaved(doctor_id=request.doctor_id, hours_version=version)


@dataclass(frozen=True, slots=True)
class _RuleChanges:
    """What a draft does to the rules that stand; ``changed`` are pairs of before and after."""

    added: tuple[Rule, ...]
    changed: tuple[tuple[Rule, Rule], ...]
    removed: tuple[Rule, ...]

    @classmethod
    def between(cls, standing: Sequence[Rule], draft: Sequence[Rule]) -> Self:
        was, shall = ({rule.id: rule for rule in rules} for rules in (standing, draft))
        return cls(
            tuple(rule for key, rule in shall.items() if key not in was),
            tuple((was[key], rule) for key, rule in shall.items() if key in was and rule != was[key]),
            tuple(rule for key, rule in was.items() if key not in shall),
        )

    @property
    def are_none(self) -> bool:
        return not (self.added or self.changed or self.removed)

    def told(self) -> Mapping[str, Any]:
        """As an event keeps them."""
        return {
            "added": [rule_facts(rule) for rule in self.added],
            "changed": [{"before": rule_facts(was), "after": rule_facts(rule)} for was, rule in self.changed],
            "removed": [rule_facts(rule) for rule in self.removed],
        }


def _write(session: Session, doctor_id: str, changes: _RuleChanges) -> None:
    if changes.removed:
        gone = [rule.id for rule in changes.removed]
        session.execute(delete(ScheduleRuleRow).where(ScheduleRuleRow.id.in_(gone)))
    for rule in changes.added:
        session.execute(insert(ScheduleRuleRow).values(id=rule.id, doctor_id=doctor_id, **rule_columns(rule)))
        _insert_breaks(session, rule.id, rule.breaks)
    for was, rule in changes.changed:
        _update_rule(session, was, rule)


def lock_schedule(session: Session, doctor_id: str) -> None:
    """Lock the doctor's row, so that no other program's rule can commit until the act has. ``NotFound``."""
    # Bookings refer to the row by key alone: they need not wait.
    found = session.execute(
        text("SELECT id FROM doctors WHERE id = CAST(:doctor_id AS uuid) FOR NO KEY UPDATE"),
        {"doctor_id": doctor_id},
    )
    if found.one_or_none() is None:
        raise NotFound("doctors", doctor_id)


def rule_columns(rule: Rule) -> dict[str, Any]:
    """A rule as columns of ``schedule_rules``: wall minutes as times of day."""
    columns = {
        field.name: getattr(rule, field.name)
        for field in fields(rule)
        if field.name not in {"id", "table", "breaks"}
    }
    columns["work_start_local"] = _wall_time(rule.work_start_local)
    columns["work_end_local"] = _wall_time(rule.work_end_local)
    columns["label"] = (rule.label or "").strip() or None
    return columns


def rule_facts(rule: Rule) -> Mapping[str, Any]:
    """A rule as an event keeps it: what was set, in the columns' own words, times as HH:MM."""
    told: dict[str, Any] = {
        name: value.isoformat(timespec="minutes")
        if isinstance(value, time)
        else value.isoformat()
        if isinstance(value, date)
        else value
        for name, value in rule_columns(rule).items()
        if value is not None
    }
    told["id"] = rule.id
    told["breaks"] = [
        {
            "break_start_local": _wall_time(row.break_start_local).isoformat(timespec="minutes"),
            "break_end_local": _wall_time(row.break_end_local).isoformat(timespec="minutes"),
            "label": row.label,
        }
        for row in rule.breaks
    ]
    return told


def _refuse_what_cannot_stand(request: SaveHours, standing: DoctorHours) -> tuple[str, ...]:
    """The ids of the appointments that the draft affects.

    Raises ``HoursInvalid``, ``AppointmentsAffected``.
    """
    today = local_date(minute_floor(standing.now), standing.timezone)
    problems = list(hours_problems(request.rules, HoursWorld.of_facts(standing.facts, today), standing.rules))
    problems += removal_problems(request.rules, standing)
    errors = tuple(problem for problem in problems if not problem.is_advice)
    if errors:
        raise HoursInvalid(errors)
    ids = affected(standing.facts, replace(standing.facts, rules=request.rules), standing.appointments)
    if request.seen_appointment_ids is not None and not request.seen_appointment_ids.issuperset(ids):
        raise AppointmentsAffected(
            tuple(appointment for appointment in standing.appointments if appointment.id in ids)
        )
    return ids


def removal_problems(draft: Sequence[Rule], standing: DoctorHours) -> tuple[HoursProblem, ...]:
    """Rules that stand, are not in the draft, and must not go: what to do instead is to switch them off."""
    kept = {rule.id for rule in draft}
    removed = [rule for rule in standing.rules if rule.id not in kept]
    found = [
        HoursProblem(rule_id=rule.id, field="id", code="named_by_exception")
        for rule in removed
        if rule.id in standing.named_rule_ids
    ]
    if removed and not kept and standing.has_older_hours:
        found.append(HoursProblem(rule_id=removed[-1].id, field="id", code="older_hours_would_rise"))
    return tuple(found)


def _update_rule(session: Session, was: Rule, rule: Rule) -> None:
    before, after = rule_columns(was), rule_columns(rule)
    # Only what differs: a time that another program wrote to the second stays as it is.
    differing = {name: value for name, value in after.items() if value != before[name]}
    if differing:
        session.execute(update(ScheduleRuleRow).where(ScheduleRuleRow.id == rule.id).values(differing))
    stood = {row.id: row for row in was.breaks}
    kept = {row.id for row in rule.breaks}
    if gone := [key for key in stood if key not in kept]:
        session.execute(delete(ScheduleRuleBreakRow).where(ScheduleRuleBreakRow.id.in_(gone)))
    _insert_breaks(session, rule.id, [row for row in rule.breaks if row.id not in stood])
    for row in rule.breaks:
        if row.id in stood and row != stood[row.id]:
            session.execute(
                update(ScheduleRuleBreakRow)
                .where(ScheduleRuleBreakRow.id == row.id, ScheduleRuleBreakRow.schedule_rule_id == rule.id)
                .values(_break_columns(row))
            )


def _insert_breaks(session: Session, rule_id: str, rows: Sequence[Break]) -> None:
    for row in rows:
        session.execute(insert(ScheduleRuleBreakRow).values(schedule_rule_id=rule_id, **_break_columns(row)))


def _break_columns(row: Break) -> dict[str, Any]:
    return {
        "break_start_local": _wall_time(row.break_start_local),
        "break_end_local": _wall_time(row.break_end_local),
        "label": (row.label or "").strip() or None,
    }


def _wall_time(wall_minute: int) -> time:
    return time(*divmod(wall_minute, 60))
