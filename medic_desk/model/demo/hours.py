"""The demo's weekly hours, each doctor's in the table that the sources name."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from medic_desk.model.demo.frame import Frame, Row, Tables
from medic_desk.model.demo.premises import Premises
from medic_desk.model.demo.sources import DoctorSource, RuleSource

_SEASONS_REACH = (-70, 365)
_REPEATED_SINCE_WEEKS = 10


@dataclass(slots=True)
class Hours:
    """The rows by table, and the source of each rule, which filling the calendars needs."""

    tables: Tables
    rule_sources: dict[str, RuleSource] = field(default_factory=dict)
    """From the id of a rule of any table, or of an opened Saturday, to the source it was made from."""


def plan_hours(frame: Frame, premises: Premises) -> Hours:
    """Plan the rows of rules, templates and availability rules, and of their breaks."""
    hours = Hours(
        tables={
            "schedule_rules": [],
            "schedule_rule_breaks": [],
            "schedule_templates": [],
            "schedule_template_breaks": [],
            "availability_rules": [],
        }
    )
    add_rules = {"rules": _add_rules, "templates": _add_templates, "availability": _add_availability}
    for doctor in frame.sources.doctors:
        add_rules[doctor.hours](frame, premises, hours, doctor)
    return hours


def _add_rules(frame: Frame, premises: Premises, hours: Hours, doctor: DoctorSource) -> None:
    for number, rule in enumerate(doctor.rules):
        for effective_from, effective_to in _seasons(frame, rule):
            for day in rule.days:
                rule_id = frame.id("rule", doctor.key, number, day, effective_from)
                hours.rule_sources[rule_id] = rule
                hours.tables["schedule_rules"].append(
                    {
                        "id": rule_id,
                        "doctor_id": premises.doctor_ids[doctor.key],
                        "timezone": frame.zone,
                        "scope_appointment_type_id": premises.only_service(doctor, rule.service),
                        "scope_doctor_location_id": premises.only_location(doctor, rule.site),
                        "scope_location_room_id": premises.only_room(rule.site, rule.room),
                        "scope_consultation_mode": rule.mode,
                        "day_of_week": day,
                        "work_start_local": rule.work[0],
                        "work_end_local": rule.work[1],
                        "slot_interval_minutes": rule.interval,
                        "buffer_before_minutes": rule.buffer_before,
                        "buffer_after_minutes": rule.buffer_after,
                        "max_parallel_sessions": rule.parallel,
                        "label": rule.label,
                        "priority": rule.priority,
                        "is_active": True,
                        "effective_from": effective_from,
                        "effective_to": effective_to,
                        "repeat_weeks": rule.repeat_weeks,
                        "season_name": rule.label if rule.season else None,
                    }
                )
                hours.tables["schedule_rule_breaks"] += _rule_breaks(frame, rule_id, rule)


def _rule_breaks(frame: Frame, rule_id: str, rule: RuleSource) -> list[Row]:
    return [
        {
            "id": frame.id("break", rule_id, index),
            "schedule_rule_id": rule_id,
            "break_start_local": rest.start,
            "break_end_local": rest.end,
            "label": rest.label,
        }
        for index, rest in enumerate(rule.breaks)
    ]


def _seasons(frame: Frame, rule: RuleSource) -> list[tuple[date | None, date | None]]:
    """The spans in which a rule is in force, from two months ago to a year ahead; without a season, one.

    What repeats counts from a Monday such that the demo's week is one of those in force.
    """
    if rule.repeat_weeks > 1:
        monday = frame.day(-frame.today.weekday())
        weeks = _REPEATED_SINCE_WEEKS // rule.repeat_weeks * rule.repeat_weeks
        return [(monday - timedelta(weeks=weeks), None)]
    if rule.season is None:
        return [(None, None)]
    (from_month, from_day), (to_month, to_day) = rule.season
    earliest, latest = (frame.day(days) for days in _SEASONS_REACH)
    spans = []
    for year in range(earliest.year - 1, latest.year + 1):
        start = date(year, from_month, from_day)
        end = date(year + (rule.season[1] < rule.season[0]), to_month, to_day)
        if start <= latest and end >= earliest:
            spans.append((start, end))
    return list(spans)


def _add_templates(frame: Frame, premises: Premises, hours: Hours, doctor: DoctorSource) -> None:
    for number, rule in enumerate(doctor.rules):
        for day in rule.days:
            template_id = frame.id("template", doctor.key, number, day)
            hours.rule_sources[template_id] = rule
            hours.tables["schedule_templates"].append(
                {
                    "id": template_id,
                    "doctor_id": premises.doctor_ids[doctor.key],
                    "doctor_location_id": premises.only_location(doctor, rule.site),
                    "location_room_id": premises.only_room(rule.site, rule.room),
                    "appointment_type_id": premises.only_service(doctor, rule.service),
                    "day_of_week": day,
                    "slot_duration_minutes": rule.interval,
                    "work_start": rule.work[0],
                    "work_end": rule.work[1],
                    "buffer_before_minutes": rule.buffer_before,
                    "buffer_after_minutes": rule.buffer_after,
                    "max_parallel_sessions": rule.parallel,
                    "priority": rule.priority,
                }
            )
            hours.tables["schedule_template_breaks"] += [
                {
                    "id": frame.id("break", template_id, index),
                    "schedule_template_id": template_id,
                    "break_start": rest.start,
                    "break_end": rest.end,
                    "label": rest.label,
                }
                for index, rest in enumerate(rule.breaks)
            ]


def _add_availability(frame: Frame, premises: Premises, hours: Hours, doctor: DoctorSource) -> None:
    for rule in doctor.rules:
        rest = rule.breaks[0] if rule.breaks else None
        for day in rule.days:
            rule_id = frame.id("availability", doctor.key, day)
            hours.rule_sources[rule_id] = rule
            hours.tables["availability_rules"].append(
                {
                    "id": rule_id,
                    "doctor_id": premises.doctor_ids[doctor.key],
                    "day_of_week": day,
                    "start_time": rule.work[0],
                    "end_time": rule.work[1],
                    "break_start": rest.start if rest else None,
                    "break_end": rest.end if rest else None,
                    "slot_duration_minutes": rule.interval,
                    "is_active": True,
                }
            )
