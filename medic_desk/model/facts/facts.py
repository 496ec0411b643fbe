"""From rows to facts: what the database holds about doctors, as the frozen values the engine reasons about.

One statement reads everything, so that one snapshot answers: hours, bookings and claims of the same moment,
under any isolation level, at the price of a single round trip. The server does what is exact there (epoch
minutes, rounded outward for busy and blocked time, inward for available time; engine-semantics, preamble) and
hands over JSON arrays in the order of the facts' own fields.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.engine.facts import (
    Appointment,
    Break,
    Claim,
    Facts,
    Location,
    Minute,
    Resource,
    Room,
    Rule,
    ScheduleException,
    Service,
)

Row = Sequence[Any]

LONGEST_APPOINTMENT_MINUTES = 360
"""No appointment lasts longer: a CHECK of the schema, which bounds how far back a read must look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicRows:
    """Rows as the statement delivers them: one sequence a table, columns in the order of the query."""

    doctors: Sequence[Row]
    locations: Sequence[Row]
    rooms: Sequence[Row]
    services: Sequence[Row]
    rules: Sequence[Row]
    templates: Sequence[Row]
    availability_rules: Sequence[Row]
    exceptions: Sequence[Row]
    resources: Sequence[Row]
    appointments: Sequence[Row]
    claims: Sequence[Row]


# Minutes of the day; 24:00, which PostgreSQL's time type knows, is midnight.
_WALL = "(extract(hour FROM {0}) * 60 + extract(minute FROM {0}))::int % 1440"
_FLOOR = "floor(extract(epoch FROM {0}) / 60)::bigint"
_CEIL = "ceil(extract(epoch FROM {0}) / 60)::bigint"

_ROWS_QUERY = f"""
WITH wanted AS (
  SELECT CAST(:doctor_ids AS uuid[]) AS doctor_ids,
         to_timestamp(:starts_from * 60.0) AT TIME ZONE 'UTC' AS starts_from,
         to_timestamp(:starts_before * 60.0) AT TIME ZONE 'UTC' AS starts_before
), reach AS (
  -- A neighbour's padding and the candidate's own may both lie between them.
  SELECT wanted.*, interval '{LONGEST_APPOINTMENT_MINUTES} min' AS longest,
         make_interval(mins => 2 * greatest(
           (SELECT max(greatest(buffer_before_minutes, buffer_after_minutes)) FROM appointment_types),
           (SELECT max(greatest(buffer_before_minutes, buffer_after_minutes)) FROM schedule_rules),
           (SELECT max(greatest(buffer_before_minutes, buffer_after_minutes)) FROM schedule_templates),
           0)) AS padding
    FROM wanted
), usable AS (
  SELECT r.* FROM bookable_resources r, wanted
   WHERE r.doctor_id = ANY (wanted.doctor_ids) OR r.doctor_id IS NULL
), taken AS (
  SELECT c.* FROM appointment_resource_claims c, reach
   WHERE c.status = 'active' AND c.bookable_resource_id IN (SELECT id FROM usable)
     AND c.starts_at >= reach.starts_from - reach.padding - reach.longest
     AND c.starts_at < reach.starts_before + reach.padding + reach.longest
     AND c.ends_at > reach.starts_from - reach.padding
), busy AS (
  SELECT a.id, a.doctor_id, a.starts_at, a.ends_at, a.status, a.appointment_type_id, a.session_lane,
         a.hold_expires_at
    FROM appointments a, reach
   WHERE a.doctor_id = ANY (reach.doctor_ids)
     AND a.starts_at >= reach.starts_from - reach.padding - reach.longest
     AND a.starts_at < reach.starts_before + reach.padding + reach.longest
     AND a.ends_at > reach.starts_from - reach.padding
     AND a.status IN ('pending', 'confirmed', 'completed', 'held')
  UNION ALL
  -- Who else holds what these doctors may claim; their own are above, since a claim has its holder's times.
  SELECT a.id, a.doctor_id, a.starts_at, a.ends_at, a.status, a.appointment_type_id, a.session_lane,
         a.hold_expires_at
    FROM appointments a, wanted
   WHERE a.id IN (SELECT appointment_id FROM taken)
     AND (a.doctor_id <> ALL (wanted.doctor_ids)
          OR a.status NOT IN ('pending', 'confirmed', 'completed', 'held'))
)
SELECT
 (SELECT json_agg(json_build_array(d.id, d.timezone, d.schedule_version))
    FROM doctors d, wanted WHERE d.id = ANY (wanted.doctor_ids)) AS doctors,
 (SELECT json_agg(json_build_array(id, doctor_id, is_active) ORDER BY id) FROM doctor_locations) AS locations,
 (SELECT json_agg(json_build_array(id, doctor_location_id) ORDER BY id) FROM location_rooms) AS rooms,
 (SELECT json_agg(json_build_array(
           t.id, t.doctor_id, t.duration_minutes, t.buffer_before_minutes, t.buffer_after_minutes,
           t.consultation_mode, t.default_location_id, t.default_room_id, t.is_active,
           t.min_notice_minutes, t.max_future_days,
           (SELECT json_agg(l.doctor_location_id) FROM appointment_type_locations l
             WHERE l.appointment_type_id = t.id)) ORDER BY t.id)
    FROM appointment_types t, wanted
   WHERE t.doctor_id = ANY (wanted.doctor_ids)
      OR t.id IN (SELECT appointment_type_id FROM busy)) AS services,
 (SELECT json_agg(json_build_array(
           r.doctor_id, r.id, r.timezone, r.day_of_week,
           {_WALL.format("r.work_start_local")}, {_WALL.format("r.work_end_local")},
           r.slot_interval_minutes, r.buffer_before_minutes, r.buffer_after_minutes,
           r.max_parallel_sessions, r.priority, r.scope_appointment_type_id, r.scope_consultation_mode,
           r.scope_doctor_location_id, r.scope_location_room_id, r.is_active,
           r.effective_from, r.effective_to, r.label,
           (SELECT json_agg(json_build_array(b.id, {_WALL.format("b.break_start_local")},
                                             {_WALL.format("b.break_end_local")}, b.label) ORDER BY b.id)
              FROM schedule_rule_breaks b WHERE b.schedule_rule_id = r.id)) ORDER BY r.id)
    FROM schedule_rules r, wanted WHERE r.doctor_id = ANY (wanted.doctor_ids)) AS rules,
 (SELECT json_agg(json_build_array(
           t.doctor_id, t.id, t.day_of_week, {_WALL.format("t.work_start")}, {_WALL.format("t.work_end")},
           t.slot_duration_minutes, t.buffer_before_minutes, t.buffer_after_minutes,
           t.max_parallel_sessions, t.priority, t.appointment_type_id,
           t.doctor_location_id, t.location_room_id,
           (SELECT json_agg(json_build_array(b.id, {_WALL.format("b.break_start")},
                                             {_WALL.format("b.break_end")}, b.label) ORDER BY b.id)
              FROM schedule_template_breaks b WHERE b.schedule_template_id = t.id)) ORDER BY t.id)
    FROM schedule_templates t, wanted WHERE t.doctor_id = ANY (wanted.doctor_ids)) AS templates,
 (SELECT json_agg(json_build_array(
           v.doctor_id, v.id, v.day_of_week, {_WALL.format("v.start_time")}, {_WALL.format("v.end_time")},
           {_WALL.format("v.break_start")}, {_WALL.format("v.break_end")},
           v.slot_duration_minutes, v.is_active) ORDER BY v.id)
    FROM availability_rules v, wanted WHERE v.doctor_id = ANY (wanted.doctor_ids)) AS availability_rules,
 (SELECT json_agg(json_build_array(
           e.doctor_id, e.id, e.origin, e.exception_type,
           CASE e.exception_type WHEN 'blocked' THEN {_FLOOR.format("e.starts_at")}
                                 ELSE {_CEIL.format("e.starts_at")} END,
           CASE e.exception_type WHEN 'blocked' THEN {_CEIL.format("e.ends_at")}
                                 ELSE {_FLOOR.format("e.ends_at")} END,
           e.schedule_rule_id, e.appointment_type_id, e.doctor_location_id, e.location_room_id,
           e.reason, e.source) ORDER BY e.starts_at, e.id)
    FROM (SELECT doctor_id, id, 'schedule_exceptions' AS origin, exception_type, starts_at, ends_at,
                 schedule_rule_id, appointment_type_id, doctor_location_id, location_room_id, reason, source
            FROM schedule_exceptions
          UNION ALL
          SELECT doctor_id, id, 'availability_exceptions', status, starts_at, ends_at,
                 NULL, appointment_type_id, doctor_location_id, NULL, reason, source
            FROM availability_exceptions) e, reach
   WHERE e.doctor_id = ANY (reach.doctor_ids)
     AND e.ends_at > reach.starts_from AND e.starts_at < reach.starts_before + reach.longest) AS exceptions,
 (SELECT json_agg(json_build_array(id, doctor_id, resource_type, label, doctor_location_id,
                                   location_room_id, is_active) ORDER BY label, id)
    FROM usable) AS resources,
 (SELECT json_agg(json_build_array(
           id, doctor_id, {_FLOOR.format("starts_at")}, {_CEIL.format("ends_at")}, status,
           appointment_type_id, session_lane, extract(epoch FROM hold_expires_at)::bigint)
         ORDER BY starts_at, id) FROM busy) AS appointments,
 (SELECT json_agg(json_build_array(id, appointment_id, bookable_resource_id, {_FLOOR.format("starts_at")},
                                   {_CEIL.format("ends_at")}, status) ORDER BY starts_at, id)
    FROM taken) AS claims
"""  # noqa: S608 - only constants of this file are put in
_ROWS = text(_ROWS_QUERY)


def read_facts(
    session: Session, doctor_ids: Sequence[str], starts_from: Minute, starts_before: Minute
) -> dict[str, Facts]:
    """Read the worlds of these doctors for starts in ``[starts_from, starts_before)``, by doctor's id.

    Busy time is read widely enough for the longest appointment and the largest buffers on both sides. An id
    that no doctor has is left out.
    """
    return facts_from_rows(read_rows(session, doctor_ids, starts_from, starts_before))


def read_rows(
    session: Session, doctor_ids: Sequence[str], starts_from: Minute, starts_before: Minute
) -> ClinicRows:
    """Read the rows behind ``read_facts`` in one statement."""
    found = (
        session.execute(
            _ROWS,
            {"doctor_ids": list(doctor_ids), "starts_from": starts_from, "starts_before": starts_before},
        )
        .mappings()
        .one()
    )
    return ClinicRows(**{table: rows or () for table, rows in found.items()})


def facts_from_rows(rows: ClinicRows) -> dict[str, Facts]:
    """Build each doctor's facts from rows of several doctors; a shared resource and its claims go to all."""
    services = {row[0]: _service(row) for row in rows.services}
    rules = _rules_by_doctor(rows)
    exceptions: dict[str, list[ScheduleException]] = defaultdict(list)
    for doctor_id, *columns in rows.exceptions:
        exceptions[doctor_id].append(ScheduleException(*columns))
    locations = tuple(Location(*row) for row in rows.locations)
    rooms = tuple(Room(*row) for row in rows.rooms)
    resources = [Resource(*row) for row in rows.resources]
    busy = _BusyTime(rows, resources)
    facts = {}
    for doctor_id, timezone, _version in rows.doctors:
        appointments, claims = busy.of(doctor_id)
        facts[doctor_id] = Facts(
            doctor_id=doctor_id,
            timezone=timezone,
            locations=locations,
            rooms=rooms,
            services=_services_of(doctor_id, services, appointments),
            rules=rules.get(doctor_id, ()),
            exceptions=tuple(exceptions.get(doctor_id, ())),
            resources=tuple(r for r in resources if r.doctor_id is None or r.doctor_id == doctor_id),
            appointments=tuple(appointments),
            claims=tuple(claims),
        )
    return facts


class _BusyTime:
    """Appointments and claims, dealt out to the doctors they matter to."""

    def __init__(self, rows: ClinicRows, resources: Sequence[Resource]) -> None:
        self._own: dict[str, list[Appointment]] = defaultdict(list)
        by_id: dict[str, Appointment] = {}
        for row in rows.appointments:
            appointment = (
                Appointment._make(row) if row[7] is None else Appointment._make((*row[:7], _second(row[7])))
            )
            self._own[appointment.doctor_id].append(appointment)
            by_id[appointment.id] = appointment
        self._by_id = by_id
        owner = {resource.id: resource.doctor_id for resource in resources}
        self._shared_claims: list[Claim] = []
        self._claims: dict[str, list[Claim]] = defaultdict(list)
        for row in rows.claims:
            claim = Claim._make(row)
            doctor_id = owner[claim.bookable_resource_id]
            (self._shared_claims if doctor_id is None else self._claims[doctor_id]).append(claim)

    def of(self, doctor_id: str) -> tuple[list[Appointment], list[Claim]]:
        """The doctor's own appointments, the claims on resources they may use, and who holds those."""
        claims = [*self._claims.get(doctor_id, ()), *self._shared_claims]
        own = self._own.get(doctor_id, [])
        foreign = {
            claim.appointment_id: holder
            for claim in claims
            if (holder := self._by_id[claim.appointment_id]).doctor_id != doctor_id
        }
        return [*own, *foreign.values()], claims


def _services_of(
    doctor_id: str, services: Mapping[str, Service], appointments: Sequence[Appointment]
) -> Mapping[str, Service]:
    """The doctor's own services, and those of others whose buffers guard an appointment of this world."""
    own = {key: service for key, service in services.items() if service.doctor_id == doctor_id}
    for appointment in appointments:
        key = appointment.appointment_type_id
        if key is not None and key not in own:
            own[key] = services[key]
    return MappingProxyType(own)


def _service(row: Row) -> Service:
    return Service(
        id=row[0],
        doctor_id=row[1],
        duration_minutes=row[2],
        buffer_before_minutes=row[3],
        buffer_after_minutes=row[4],
        consultation_mode=row[5],
        default_location_id=row[6],
        default_room_id=row[7],
        is_active=row[8],
        min_notice_minutes=row[9],
        max_future_days=row[10],
        allowed_location_ids=frozenset(row[11] or ()),
    )


def _rules_by_doctor(rows: ClinicRows) -> dict[str, tuple[Rule, ...]]:
    """Each doctor's hours from the first table that holds any row of theirs (engine-semantics 9)."""
    zones = {doctor_id: timezone for doctor_id, timezone, _version in rows.doctors}
    hours: dict[str, tuple[Rule, ...]] = {}
    for table in (
        [(row[0], _rule(row)) for row in rows.rules],
        [(row[0], _rule_of_template(row, zones[row[0]])) for row in rows.templates],
        [(row[0], _rule_of_availability(row, zones[row[0]])) for row in rows.availability_rules],
    ):
        found: dict[str, list[Rule]] = defaultdict(list)
        for doctor_id, rule in table:
            found[doctor_id].append(rule)
        hours = {doctor_id: tuple(rules) for doctor_id, rules in found.items()} | hours
    return hours


def _rule(row: Row) -> Rule:
    return Rule(
        id=row[1],
        timezone=row[2],
        day_of_week=row[3],
        work_start_local=row[4],
        work_end_local=row[5],
        slot_interval_minutes=row[6],
        buffer_before_minutes=row[7],
        buffer_after_minutes=row[8],
        max_parallel_sessions=row[9],
        priority=row[10] or 0,
        scope_appointment_type_id=row[11],
        scope_consultation_mode=row[12],
        scope_doctor_location_id=row[13],
        scope_location_room_id=row[14],
        is_active=row[15],
        effective_from=_day(row[16]),
        effective_to=_day(row[17]),
        label=row[18],
        breaks=_breaks(row[19]),
    )


def _rule_of_template(row: Row, timezone: str) -> Rule:
    return Rule(
        id=row[1],
        table="schedule_templates",
        timezone=timezone,
        day_of_week=row[2],
        work_start_local=row[3],
        work_end_local=row[4],
        slot_interval_minutes=row[5],
        buffer_before_minutes=row[6],
        buffer_after_minutes=row[7],
        max_parallel_sessions=row[8],
        priority=row[9],
        scope_appointment_type_id=row[10],
        scope_doctor_location_id=row[11],
        scope_location_room_id=row[12],
        breaks=_breaks(row[13]),
    )


def _rule_of_availability(row: Row, timezone: str) -> Rule:
    break_start, break_end = row[5], row[6]
    both = break_start is not None and break_end is not None
    return Rule(
        id=row[1],
        table="availability_rules",
        timezone=timezone,
        day_of_week=row[2],
        work_start_local=row[3],
        work_end_local=row[4],
        slot_interval_minutes=row[7],
        is_active=row[8],
        breaks=(Break(None, break_start, break_end),) if both else (),
    )


def _breaks(rows: Sequence[Row] | None) -> tuple[Break, ...]:
    return tuple(Break(*row) for row in rows or ())


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _second(value: int) -> datetime:
    return datetime.fromtimestamp(value, UTC)
