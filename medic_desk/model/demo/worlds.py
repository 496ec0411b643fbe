"""Each demo doctor's facts for the engine, built from the planned rows and extended with each booking."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, time

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.engine.facts import (
    Appointment,
    Break,
    Claim,
    ExceptionTable,
    Facts,
    Location,
    Minute,
    Resource,
    Room,
    Rule,
    ScheduleException,
    Service,
)
from medic_desk.model.demo.absences import Absences
from medic_desk.model.demo.frame import Frame, Row, Tables
from medic_desk.model.demo.hours import Hours
from medic_desk.model.demo.premises import Premises
from medic_desk.model.demo.sources import DoctorSource


@dataclass(slots=True)
class World:
    """One doctor's facts, and what has been booked into them so far."""

    doctor: DoctorSource
    empty: Facts
    appointments: list[Appointment] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def facts(self, first: Minute, before: Minute) -> Facts:
        """The facts with what was booked so far and meets ``[first, before)``."""
        return replace(
            self.empty,
            appointments=tuple(
                one for one in self.appointments if one.starts_at < before and one.ends_at > first
            ),
            claims=tuple(one for one in self.claims if one.starts_at < before and one.ends_at > first),
        )


def plan_worlds(frame: Frame, premises: Premises, hours: Hours, absences: Absences) -> list[World]:
    """Every doctor's world without appointments; approved time off is already a blocked exception."""
    tables = premises.tables | hours.tables | absences.tables
    return [
        World(doctor=doctor, empty=_facts(frame, tables, absences, premises.doctor_ids[doctor.key]))
        for doctor in frame.sources.doctors
    ]


def _facts(frame: Frame, tables: Tables, absences: Absences, doctor_id: str) -> Facts:
    locations = tuple(
        Location(id=row["id"], doctor_id=doctor_id) for row in _of(tables, "doctor_locations", doctor_id)
    )
    location_ids = {location.id for location in locations}
    return Facts(
        doctor_id=doctor_id,
        timezone=frame.zone,
        locations=locations,
        rooms=tuple(
            Room(id=row["id"], doctor_location_id=row["doctor_location_id"])
            for row in tables["location_rooms"]
            if row["doctor_location_id"] in location_ids
        ),
        services={row["id"]: _service(tables, row) for row in _of(tables, "appointment_types", doctor_id)},
        rules=(
            *(_rule(tables, row) for row in _of(tables, "schedule_rules", doctor_id)),
            *(_template(frame, tables, row) for row in _of(tables, "schedule_templates", doctor_id)),
            *(_availability(frame, row) for row in _of(tables, "availability_rules", doctor_id)),
        ),
        exceptions=tuple(_exceptions(tables, absences, doctor_id)),
        resources=tuple(
            _resource(row) for row in tables["bookable_resources"] if row["doctor_id"] in {doctor_id, None}
        ),
    )


def _of(tables: Tables, table: str, doctor_id: str) -> Iterable[Row]:
    return (row for row in tables[table] if row["doctor_id"] == doctor_id)


def _service(tables: Tables, row: Row) -> Service:
    return Service(
        id=row["id"],
        doctor_id=row["doctor_id"],
        duration_minutes=row["duration_minutes"],
        buffer_before_minutes=row["buffer_before_minutes"],
        buffer_after_minutes=row["buffer_after_minutes"],
        consultation_mode=row["consultation_mode"],
        default_location_id=row["default_location_id"],
        default_room_id=row["default_room_id"],
        min_notice_minutes=row["min_notice_minutes"],
        max_future_days=row["max_future_days"],
        allowed_location_ids=frozenset(
            place["doctor_location_id"]
            for place in tables["appointment_type_locations"]
            if place["appointment_type_id"] == row["id"]
        ),
    )


def _rule(tables: Tables, row: Row) -> Rule:
    return Rule(
        id=row["id"],
        timezone=row["timezone"],
        day_of_week=row["day_of_week"],
        work_start_local=_wall_minute(row["work_start_local"]),
        work_end_local=_wall_minute(row["work_end_local"]),
        slot_interval_minutes=row["slot_interval_minutes"],
        buffer_before_minutes=row["buffer_before_minutes"],
        buffer_after_minutes=row["buffer_after_minutes"],
        max_parallel_sessions=row["max_parallel_sessions"],
        priority=row["priority"],
        scope_appointment_type_id=row["scope_appointment_type_id"],
        scope_consultation_mode=row["scope_consultation_mode"],
        scope_doctor_location_id=row["scope_doctor_location_id"],
        scope_location_room_id=row["scope_location_room_id"],
        effective_from=row["effective_from"],
        effective_to=row["effective_to"],
        label=row["label"],
        breaks=tuple(
            Break(
                id=rest["id"],
                break_start_local=_wall_minute(rest["break_start_local"]),
                break_end_local=_wall_minute(rest["break_end_local"]),
                label=rest["label"],
            )
            for rest in tables["schedule_rule_breaks"]
            if rest["schedule_rule_id"] == row["id"]
        ),
    )


def _template(frame: Frame, tables: Tables, row: Row) -> Rule:
    return Rule(
        id=row["id"],
        table="schedule_templates",
        timezone=frame.zone,
        day_of_week=row["day_of_week"],
        work_start_local=_wall_minute(row["work_start"]),
        work_end_local=_wall_minute(row["work_end"]),
        slot_interval_minutes=row["slot_duration_minutes"],
        buffer_before_minutes=row["buffer_before_minutes"],
        buffer_after_minutes=row["buffer_after_minutes"],
        max_parallel_sessions=row["max_parallel_sessions"],
        priority=row["priority"],
        scope_appointment_type_id=row["appointment_type_id"],
        scope_doctor_location_id=row["doctor_location_id"],
        scope_location_room_id=row["location_room_id"],
        breaks=tuple(
            Break(
                id=rest["id"],
                break_start_local=_wall_minute(rest["break_start"]),
                break_end_local=_wall_minute(rest["break_end"]),
            )
            for rest in tables["schedule_template_breaks"]
            if rest["schedule_template_id"] == row["id"]
        ),
    )


def _availability(frame: Frame, row: Row) -> Rule:
    breaks: tuple[Break, ...] = ()
    if row["break_start"] is not None:
        start, end = _wall_minute(row["break_start"]), _wall_minute(row["break_end"])
        breaks = (Break(id=None, break_start_local=start, break_end_local=end),)
    return Rule(
        id=row["id"],
        table="availability_rules",
        timezone=frame.zone,
        day_of_week=row["day_of_week"],
        work_start_local=_wall_minute(row["start_time"]),
        work_end_local=_wall_minute(row["end_time"]),
        slot_interval_minutes=row["slot_duration_minutes"],
        breaks=breaks,
    )


def _resource(row: Row) -> Resource:
    return Resource(
        id=row["id"],
        doctor_id=row["doctor_id"],
        resource_type=row["resource_type"],
        label=row["label"],
        doctor_location_id=row["doctor_location_id"],
        location_room_id=row["location_room_id"],
    )


def _exceptions(tables: Tables, absences: Absences, doctor_id: str) -> Iterable[ScheduleException]:
    for row in _of(tables, "schedule_exceptions", doctor_id):
        yield _exception("schedule_exceptions", row)
    for row in _of(tables, "availability_exceptions", doctor_id):
        yield _exception("availability_exceptions", row)
    yield from _approved_absences(tables, absences, doctor_id)


def _exception(table: ExceptionTable, row: Row) -> ScheduleException:
    return ScheduleException(
        id=row["id"],
        table=table,
        exception_type=row["exception_type" if table == "schedule_exceptions" else "status"],
        starts_at=_minute(row["starts_at"]),
        ends_at=_minute(row["ends_at"]),
        schedule_rule_id=row.get("schedule_rule_id"),
        appointment_type_id=row["appointment_type_id"],
        doctor_location_id=row["doctor_location_id"],
        location_room_id=row.get("location_room_id"),
    )


def _approved_absences(tables: Tables, absences: Absences, doctor_id: str) -> Iterable[ScheduleException]:
    """The exceptions that the database will make of approved requests."""
    approved = {row["id"] for row in absences.decisions if row["status"] == "approved"}
    for row in _of(tables, "time_off_requests", doctor_id):
        if row["id"] in approved:
            yield ScheduleException(
                id=row["id"],
                table="schedule_exceptions",
                exception_type="blocked",
                starts_at=_minute(row["starts_at"]),
                ends_at=_minute(row["ends_at"]),
            )


def _wall_minute(wall: time) -> int:
    return wall.hour * 60 + wall.minute


def _minute(instant: datetime) -> int:
    """The engine's minute of a planned instant; planned instants are whole minutes."""
    return minute_floor(instant)
