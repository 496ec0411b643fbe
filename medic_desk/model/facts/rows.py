"""The rows behind the facts: one statement reads them all, and its columns are named by the facts' fields.

One statement, so that one snapshot answers: hours, bookings and claims of the same moment, under any
isolation level, in a single round trip. The server rounds to minutes, which it can do exactly (outward for
busy and blocked time, inward for available time; engine-semantics, preamble). It returns each row as a JSON
array: with thousands of appointments, names in every row would cost more than the values. No value of any row
fails the statement: instants out of bounds are cut to a minute outside (``instants``).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.engine.facts import (
    Appointment,
    Break,
    Claim,
    Location,
    Minute,
    Need,
    Resource,
    Room,
    Rule,
    ScheduleException,
    Service,
)
from medic_desk.engine.scenario.tables import LONGEST_BUFFER_MINUTES
from medic_desk.model.facts.instants import LONGEST_IS_KNOWN, ceil_minute, epoch_second, floor_minute

Row = Sequence[Any]

Table = Literal[
    "doctors",
    "doctor_locations",
    "location_rooms",
    "appointment_types",
    "schedule_rules",
    "schedule_templates",
    "availability_rules",
    "exceptions",  # schedule_exceptions and availability_exceptions
    "bookable_resources",
    "appointments",
    "appointment_resource_claims",
]

LONGEST_APPOINTMENT_MINUTES = 360
"""No appointment lasts longer: a CHECK of the schema, which bounds how far back a read must look."""


class DoctorHead(NamedTuple):
    """What the facts need of a row of ``doctors``."""

    id: str
    timezone: str
    schedule_version: int
    is_active: bool


def _field_names(fact: type) -> tuple[str, ...]:
    if is_dataclass(fact):
        return tuple(field.name for field in fields(fact))
    names: tuple[str, ...] = fact._fields  # type: ignore[attr-defined]
    return names


def _columns(alias: str, fact: type, *, without: str = "", **sql: str) -> dict[str, str]:
    """The SQL of each of a fact's fields: the column of its name, or what ``sql`` says."""
    return {name: sql.get(name, f"{alias}.{name}") for name in _field_names(fact) if name != without}


def _array(columns: Mapping[str, str]) -> str:
    return f"json_build_array({', '.join(columns.values())})"


def _wall(column: str) -> str:
    """Minutes of the day; 24:00, which PostgreSQL's time type knows, is midnight."""
    return f"(extract(hour FROM {column}) * 60 + extract(minute FROM {column}))::int % 1440"


def _by_kind(blocked: str, available: str) -> str:
    return f"CASE e.exception_type WHEN 'available' THEN {available} ELSE {blocked} END"


def _breaks(table: str, link: str, owner: str, start: str, end: str) -> str:
    """A rule's breaks as an array of arrays, each with the values of a break's fields."""
    array = _array(_columns("b", Break, break_start_local=_wall(start), break_end_local=_wall(end)))
    of_rule = f"FROM {table} b WHERE b.{link} = {owner}"
    return f"(SELECT json_agg({array} ORDER BY b.id) {of_rule})"


def _needs(owner: str) -> str:
    """A service's needs as an array of arrays, each with the values of a need's fields."""
    of_service = f"FROM appointment_type_resources n WHERE n.appointment_type_id = {owner}"
    return f"(SELECT json_agg({_array(_columns('n', Need))} ORDER BY n.id) {of_service})"


COLUMNS: Mapping[Table, Mapping[str, str]] = {
    "doctors": _columns("d", DoctorHead),
    # A house out of use closes the locations in it.
    "doctor_locations": _columns("l", Location, is_active="(l.is_active AND coalesce(s.is_active, true))"),
    "location_rooms": _columns("r", Room),
    "appointment_types": _columns(
        "t",
        Service,
        allowed_location_ids=(
            "(SELECT json_agg(l.doctor_location_id) FROM appointment_type_locations l"
            " WHERE l.appointment_type_id = t.id)"
        ),
        needs=_needs("t.id"),
    ),
    "schedule_rules": {
        "doctor_id": "r.doctor_id",
        **_columns(
            "r",
            Rule,
            without="table",
            work_start_local=_wall("r.work_start_local"),
            work_end_local=_wall("r.work_end_local"),
            priority="coalesce(r.priority, 0)",
            breaks=_breaks(
                "schedule_rule_breaks", "schedule_rule_id", "r.id", "b.break_start_local", "b.break_end_local"
            ),
        ),
    },
    "schedule_templates": {
        "doctor_id": "t.doctor_id",
        "id": "t.id",
        "day_of_week": "t.day_of_week",
        "work_start_local": _wall("t.work_start"),
        "work_end_local": _wall("t.work_end"),
        "slot_interval_minutes": "t.slot_duration_minutes",
        "buffer_before_minutes": "t.buffer_before_minutes",
        "buffer_after_minutes": "t.buffer_after_minutes",
        "max_parallel_sessions": "t.max_parallel_sessions",
        "priority": "t.priority",
        "scope_appointment_type_id": "t.appointment_type_id",
        "scope_doctor_location_id": "t.doctor_location_id",
        "scope_location_room_id": "t.location_room_id",
        "breaks": _breaks(
            "schedule_template_breaks", "schedule_template_id", "t.id", "b.break_start", "b.break_end"
        ),
    },
    "availability_rules": {
        "doctor_id": "v.doctor_id",
        "id": "v.id",
        "day_of_week": "v.day_of_week",
        "work_start_local": _wall("v.start_time"),
        "work_end_local": _wall("v.end_time"),
        "slot_interval_minutes": "v.slot_duration_minutes",
        "is_active": "v.is_active",
        # Its one break is two columns of its own row: no id, and no label.
        "breaks": (
            "CASE WHEN v.break_start IS NOT NULL AND v.break_end IS NOT NULL THEN json_build_array("
            + _array(
                _columns(
                    "v",
                    Break,
                    id="NULL",
                    break_start_local=_wall("v.break_start"),
                    break_end_local=_wall("v.break_end"),
                    label="NULL",
                )
            )
            + ") END"
        ),
    },
    "exceptions": {
        "doctor_id": "e.doctor_id",
        **_columns(
            "e",
            ScheduleException,
            table="e.origin",
            starts_at=_by_kind(floor_minute("e.starts_at"), ceil_minute("e.starts_at")),
            ends_at=_by_kind(ceil_minute("e.ends_at"), floor_minute("e.ends_at")),
        ),
    },
    "bookable_resources": _columns("u", Resource),
    "appointments": _columns(
        "b",
        Appointment,
        starts_at=floor_minute("b.starts_at"),
        ends_at=ceil_minute("b.ends_at"),
        hold_expires_at=epoch_second("b.hold_expires_at"),
        pending_expires_at=epoch_second("b.pending_expires_at"),
    ),
    "appointment_resource_claims": _columns(
        "c", Claim, starts_at=floor_minute("c.starts_at"), ends_at=ceil_minute("c.ends_at")
    ),
}
"""For each table the names of its rows' values, in their order, and the SQL behind each.

A table that becomes one fact has the fact's fields in the fact's order. Rows of hours and exceptions have
their ``doctor_id`` besides; older hours have the fields of the rule they are read as (engine-semantics 9).
"""


@dataclass(frozen=True, slots=True)
class ClinicRows:
    """Rows of one moment: for each table arrays with the values of ``COLUMNS``."""

    arrays: Mapping[Table, Sequence[Row]]

    def named(self, table: Table) -> Iterator[dict[str, Any]]:
        """The rows of a table, each as its values by the names of ``COLUMNS``."""
        names = tuple(COLUMNS[table])
        return (dict(zip(names, row, strict=True)) for row in self.arrays[table])

    def doctors(self) -> tuple[DoctorHead, ...]:
        """The doctors that were asked for and found."""
        return tuple(DoctorHead._make(row) for row in self.arrays["doctors"])


_SOURCES: Mapping[Table, tuple[str, str]] = {
    "doctors": ("doctors d, wanted WHERE d.id = ANY (doctor_ids)", "d.id"),
    "doctor_locations": ("doctor_locations l LEFT JOIN clinic_sites s ON s.id = l.clinic_site_id", "l.id"),
    "location_rooms": ("location_rooms r", "r.id"),
    "appointment_types": ("needed_types t", "t.id"),
    "schedule_rules": ("schedule_rules r, wanted WHERE r.doctor_id = ANY (doctor_ids)", "r.id"),
    "schedule_templates": ("schedule_templates t, wanted WHERE t.doctor_id = ANY (doctor_ids)", "t.id"),
    "availability_rules": ("availability_rules v, wanted WHERE v.doctor_id = ANY (doctor_ids)", "v.id"),
    "exceptions": ("near_exceptions e", "e.starts_at, e.id"),
    "bookable_resources": ("usable u", "u.label, u.id"),
    "appointments": ("busy b", "b.starts_at, b.id"),
    "appointment_resource_claims": ("taken c", "c.starts_at, c.id"),
}
"""Where each table's rows come from, and their order."""

_OF_APPOINTMENT = ", ".join(f"a.{name}" for name in Appointment._fields)

_TAKES_TIME = "a.status NOT IN ('cancelled', 'no_show')"
"""An unknown status takes time too, as it does for the exclusion constraint."""

_IN_REACH = f"""a.doctor_id = ANY (reach.doctor_ids) AND {_TAKES_TIME}
     AND a.starts_at >= reach.earliest AND a.starts_at < reach.latest AND a.ends_at > reach.ends_after"""
"""What the doctors' own appointments are read by."""

_SELECTED = ",\n ".join(
    f"(SELECT json_agg({_array(COLUMNS[table])} ORDER BY {order}) FROM {source}) AS {table}"  # noqa: S608
    for table, (source, order) in _SOURCES.items()
)

_ROWS_QUERY = f"""
WITH wanted AS (
  SELECT CAST(:doctor_ids AS uuid[]) AS doctor_ids, CAST(:appointment_ids AS uuid[]) AS appointment_ids,
         CAST(:with_busy_time AS boolean) AS with_busy_time,
         to_timestamp(:starts_from * 60.0) AT TIME ZONE 'UTC' AS starts_from,
         to_timestamp(:starts_before * 60.0) AT TIME ZONE 'UTC' AS starts_before
), widened AS (
  -- A neighbour's padding and the candidate's own may both lie between them.
  SELECT wanted.*, interval '{LONGEST_APPOINTMENT_MINUTES} min' AS longest,
         make_interval(mins => 2 * least({LONGEST_BUFFER_MINUTES}, greatest(
           (SELECT max(greatest(buffer_before_minutes, buffer_after_minutes)) FROM appointment_types),
           (SELECT max(greatest(buffer_before_minutes, buffer_after_minutes)) FROM schedule_rules),
           (SELECT max(greatest(buffer_before_minutes, buffer_after_minutes)) FROM schedule_templates),
           0))) AS padding
    FROM wanted
), reach AS (
  SELECT widened.*, starts_from - padding AS ends_after, starts_before + padding + longest AS latest,
         CASE WHEN {LONGEST_IS_KNOWN} THEN starts_from - padding - longest ELSE '-infinity' END AS earliest
    FROM widened
), usable AS (
  SELECT r.* FROM bookable_resources r, wanted
   WHERE r.doctor_id = ANY (wanted.doctor_ids) OR r.doctor_id IS NULL
), taken AS (
  SELECT c.* FROM appointment_resource_claims c, reach
   WHERE reach.with_busy_time AND c.status = 'active' AND c.bookable_resource_id IN (SELECT id FROM usable)
     AND c.starts_at >= reach.earliest AND c.starts_at < reach.latest AND c.ends_at > reach.ends_after
), busy AS (
  SELECT {_OF_APPOINTMENT}
    FROM appointments a, reach
   WHERE reach.with_busy_time AND {_IN_REACH}
  UNION ALL
  -- Those that hold what these may claim, most of them other doctors', and those asked for by id; and those
  -- that begin out of bounds, to be told of.
  SELECT {_OF_APPOINTMENT}
    FROM appointments a, reach
   WHERE a.id IN (SELECT appointment_id FROM taken
                  UNION SELECT unnest(appointment_ids) FROM wanted
                  UNION SELECT id FROM appointments, wanted
                         WHERE doctor_id = ANY (doctor_ids)
                           AND (starts_at >= '2200-01-01' OR starts_at < '1900-01-01'))
     AND NOT ({_IN_REACH})
), needed_types AS (
  SELECT t.* FROM appointment_types t, wanted
   WHERE t.doctor_id = ANY (wanted.doctor_ids) OR t.id IN (SELECT appointment_type_id FROM busy)
), near_exceptions AS (
  SELECT e.*
    FROM (SELECT doctor_id, id, 'schedule_exceptions' AS origin, exception_type, starts_at, ends_at,
                 schedule_rule_id, appointment_type_id, doctor_location_id, location_room_id, reason, source
            FROM schedule_exceptions
          UNION ALL
          SELECT doctor_id, id, 'availability_exceptions', status, starts_at, ends_at,
                 NULL, appointment_type_id, doctor_location_id, NULL, reason, source
            FROM availability_exceptions) e, reach
   WHERE e.doctor_id = ANY (reach.doctor_ids)
     AND ((e.ends_at > reach.starts_from AND e.starts_at < reach.starts_before + reach.longest)
          OR e.starts_at >= '2200-01-01' OR e.ends_at < '1900-01-01')
)
SELECT
 {_SELECTED}
"""  # noqa: S608 - only constants of this file are put in
_ROWS = text(_ROWS_QUERY)


def read_rows(
    session: Session,
    doctor_ids: Sequence[str],
    starts_from: Minute,
    starts_before: Minute,
    *,
    appointment_ids: Collection[str] = (),
    with_busy_time: bool = True,
) -> ClinicRows:
    """Read the rows that decide about starts in ``[starts_from, starts_before)`` of these doctors.

    Busy time is read widely enough for the longest appointment and the largest buffers on both sides. The
    appointments of ``appointment_ids`` are read besides, whatever their time and status: a request that moves
    one names it (``for_appointment_id``). Without busy time only hours are read: many appointments cost more
    than all the rest.
    """
    found = (
        session.execute(
            _ROWS,
            {
                "doctor_ids": list(doctor_ids),
                "starts_from": starts_from,
                "starts_before": starts_before,
                "appointment_ids": list(appointment_ids),
                "with_busy_time": with_busy_time,
            },
        )
        .mappings()
        .one()
    )
    return ClinicRows({table: found[table] or () for table in COLUMNS})
