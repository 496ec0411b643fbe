"""Each demo doctor's facts for the engine, built from the planned rows and extended with each booking."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, time

from medic_desk.engine.clinic_time import DAY_MINUTES, minute_floor
from medic_desk.engine.facts import (
    Appointment,
    Break,
    Claim,
    ExceptionTable,
    Facts,
    Location,
    Minute,
    Need,
    Resource,
    Room,
    Rule,
    ScheduleException,
    Service,
)
from medic_desk.model.demo.absences import Absences
from medic_desk.model.demo.closures import Closures
from medic_desk.model.demo.frame import Frame, Row, Tables
from medic_desk.model.demo.hours import Hours
from medic_desk.model.demo.premises import Premises
from medic_desk.model.demo.sources import DoctorSource


@dataclass(slots=True)
class World:
    """One doctor's facts, and what was booked so far that matters there, by the day (UTC) of its start."""

    doctor: DoctorSource
    empty: Facts
    shared: frozenset[str]
    """The rooms, machines and assistants that the doctor shares with colleagues of the same houses."""
    appointments: defaultdict[int, list[Appointment]] = field(default_factory=lambda: defaultdict(list))
    claims: defaultdict[int, list[Claim]] = field(default_factory=lambda: defaultdict(list))

    def facts(self, first: Minute, before: Minute) -> Facts:
        """The facts with what was booked so far and may meet ``[first, before)``."""
        # Whatever meets the span starts the day before it at the earliest: no appointment is that long.
        days = range(first // DAY_MINUTES - 1, before // DAY_MINUTES + 1)
        return replace(
            self.empty,
            appointments=tuple(one for day in days for one in self.appointments.get(day, ())),
            claims=tuple(one for day in days for one in self.claims.get(day, ())),
        )

    def add(self, appointment: Appointment, claims: Iterable[Claim]) -> None:
        """Add an appointment, of this doctor or a colleague, with those of its claims that matter here."""
        day = appointment.starts_at // DAY_MINUTES
        self.appointments[day].append(appointment)
        self.claims[day] += claims


def plan_worlds(
    frame: Frame, premises: Premises, hours: Hours, absences: Absences, closures: Closures
) -> list[World]:
    """Every doctor's world without appointments; approved time off is already a blocked exception.

    Time off that affects appointments is not, and neither is anybody gone yet: they were booked before.
    """
    tables = premises.tables | hours.tables | absences.tables
    services = {row["id"]: _service(tables, row) for row in tables["appointment_types"]}
    known = {request.request_id for request in absences.affecting}
    approved = {row["id"] for row in absences.decisions if row["status"] == "approved"} - known
    return [
        _world(doctor, _facts(frame, tables, services, closures, approved, premises.doctor_ids[doctor.key]))
        for doctor in frame.sources.doctors
    ]


def _world(doctor: DoctorSource, empty: Facts) -> World:
    here = {location.id for location in empty.locations}
    shared = (one for one in empty.resources if one.doctor_id is None and one.doctor_location_id in here)
    return World(doctor=doctor, empty=empty, shared=frozenset(one.id for one in shared))


def _facts(
    frame: Frame,
    tables: Tables,
    services: dict[str, Service],
    closures: Closures,
    approved: set[str],
    doctor_id: str,
) -> Facts:
    """The facts of one doctor, as read from the database: with colleagues' locations, rooms and services.

    Colleagues' services are there for the buffers of appointments that claim what is shared.
    """
    own = tuple(_location(row) for row in _of(tables, "doctor_locations", doctor_id))
    sites = {location.clinic_site_id for location in own}
    locations = [_location(row) for row in tables["doctor_locations"] if row["clinic_site_id"] in sites]
    location_ids = {location.id for location in locations}
    return Facts(
        doctor_id=doctor_id,
        timezone=frame.zone,
        locations=tuple(locations),
        rooms=tuple(
            Room(id=row["id"], doctor_location_id=row["doctor_location_id"])
            for row in tables["location_rooms"]
            if row["doctor_location_id"] in location_ids
        ),
        services=services,
        rules=(
            *(_rule(tables, row) for row in _of(tables, "schedule_rules", doctor_id)),
            *(_template(frame, tables, row) for row in _of(tables, "schedule_templates", doctor_id)),
            *(_availability(frame, row) for row in _of(tables, "availability_rules", doctor_id)),
        ),
        exceptions=(*_exceptions(tables, approved, doctor_id), *closures.blocks(own)),
        resources=tuple(
            _resource(row) for row in tables["bookable_resources"] if row["doctor_id"] in {doctor_id, None}
        ),
    )


def _location(row: Row) -> Location:
    return Location(id=row["id"], doctor_id=row["doctor_id"], clinic_site_id=row["clinic_site_id"])


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
        needs=tuple(
            Need(
                id=need["id"],
                resource_type=need["resource_type"],
                bookable_resource_id=need["bookable_resource_id"],
            )
            for need in tables["appointment_type_resources"]
            if need["appointment_type_id"] == row["id"]
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
        repeat_weeks=row["repeat_weeks"],
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


def _exceptions(tables: Tables, approved: set[str], doctor_id: str) -> Iterable[ScheduleException]:
    for row in _of(tables, "schedule_exceptions", doctor_id):
        yield _exception("schedule_exceptions", row)
    for row in _of(tables, "availability_exceptions", doctor_id):
        yield _exception("availability_exceptions", row)
    for row in _of(tables, "time_off_requests", doctor_id):
        if row["id"] in approved:
            # The exception that the database will make of it.
            yield ScheduleException(
                id=row["id"],
                table="schedule_exceptions",
                exception_type="blocked",
                starts_at=_minute(row["starts_at"]),
                ends_at=_minute(row["ends_at"]),
            )


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


def _wall_minute(wall: time) -> int:
    return wall.hour * 60 + wall.minute


def _minute(instant: datetime) -> int:
    """The engine's minute of a planned instant; planned instants are whole minutes."""
    return minute_floor(instant)
