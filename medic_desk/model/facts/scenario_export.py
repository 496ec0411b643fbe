"""A question of a live clinic as a scenario (scenario-format): the rows that decide, and no patient data.

No patient, note, reason, phone or name of a person leaves the database. Labels of rules, breaks and resources
stay, since the answer's order depends on them.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Text, Time, cast, func, select, text
from sqlalchemy.orm import InstrumentedAttribute, Session

from medic_desk.engine.clinic_time import datetime_at
from medic_desk.engine.facts import Appointment, Claim, Minute, ScheduleException
from medic_desk.model.facts.facts import LiveFacts, read_facts
from medic_desk.model.store.errors import NotFound
from medic_desk.model.tables import (
    AppointmentResourceClaimRow,
    AppointmentRow,
    AppointmentTypeLocationRow,
    AppointmentTypeResourceRow,
    AppointmentTypeRow,
    AvailabilityExceptionRow,
    AvailabilityRuleRow,
    BookableResourceRow,
    DoctorLocationRow,
    LocationRoomRow,
    ScheduleExceptionRow,
    ScheduleRuleBreakRow,
    ScheduleRuleRow,
    ScheduleTemplateBreakRow,
    ScheduleTemplateRow,
    TableRow,
)

_COLUMNS: Mapping[type[TableRow], str] = {
    DoctorLocationRow: "id doctor_id is_active clinic_site_id",
    LocationRoomRow: "id doctor_location_id",
    AppointmentTypeRow: (
        "id doctor_id slug duration_minutes buffer_before_minutes buffer_after_minutes consultation_mode "
        "default_location_id default_room_id is_active min_notice_minutes max_future_days"
    ),
    AppointmentTypeLocationRow: "id appointment_type_id doctor_location_id",
    AppointmentTypeResourceRow: "id appointment_type_id resource_type bookable_resource_id",
    ScheduleRuleRow: (
        "id doctor_id timezone scope_appointment_type_id scope_consultation_mode scope_doctor_location_id "
        "scope_location_room_id day_of_week work_start_local work_end_local slot_interval_minutes "
        "buffer_before_minutes buffer_after_minutes max_parallel_sessions label priority is_active "
        "effective_from effective_to repeat_weeks"
    ),
    ScheduleRuleBreakRow: "id schedule_rule_id break_start_local break_end_local label",
    ScheduleExceptionRow: (
        "id doctor_id schedule_rule_id appointment_type_id doctor_location_id location_room_id starts_at "
        "ends_at exception_type source"
    ),
    ScheduleTemplateRow: (
        "id doctor_id doctor_location_id location_room_id appointment_type_id day_of_week "
        "slot_duration_minutes work_start work_end buffer_before_minutes buffer_after_minutes "
        "max_parallel_sessions priority"
    ),
    ScheduleTemplateBreakRow: "id schedule_template_id break_start break_end label",
    AvailabilityRuleRow: (
        "id doctor_id day_of_week start_time end_time break_start break_end slot_duration_minutes is_active"
    ),
    AvailabilityExceptionRow: (
        "id doctor_id appointment_type_id doctor_location_id starts_at ends_at status source"
    ),
    BookableResourceRow: "id doctor_id doctor_location_id location_room_id resource_type label is_active",
    AppointmentRow: (
        "id doctor_id appointment_type_id doctor_location_id location_room_id starts_at ends_at status "
        "session_lane hold_expires_at pending_expires_at"
    ),
    AppointmentResourceClaimRow: "id appointment_id bookable_resource_id starts_at ends_at status",
}


def read_scenario(
    session: Session,
    *,
    doctor_id: str,
    appointment_type_id: str,
    starts_from: Minute,
    starts_before: Minute,
    doctor_location_id: str | None = None,
    location_room_id: str | None = None,
) -> dict[str, Any]:
    """The scenario of one question, with ``now`` by the database's clock and ``refused`` asked for.

    Holds the same rows as ``read_facts`` turns into facts, all of one snapshot. Raises ``NotFound`` for a
    doctor or a service that is not there.
    """
    session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
    facts = read_facts(session, (doctor_id,), starts_from, starts_before).get(doctor_id)
    if facts is None:
        raise NotFound("doctors", doctor_id)
    if appointment_type_id not in facts.services:
        raise NotFound("appointment_types", appointment_type_id)
    scenario = _read_world(session, doctor_id, facts)
    scenario["request"] = {
        "appointment_type_id": appointment_type_id,
        "doctor_location_id": doctor_location_id,
        "location_room_id": location_room_id,
        "starts_from": _written(datetime_at(starts_from)),
        "starts_before": _written(datetime_at(starts_before)),
        "audience": "desk",
        "past_grace_minutes": 0,
        "ignore_appointment_ids": [],
        "free_step_minutes": None,
        "refused": True,
    }
    return scenario


def _read_world(session: Session, doctor_id: str, facts: LiveFacts) -> dict[str, Any]:
    """The clock, the doctor, and the rows that the facts were made of."""
    now: datetime = session.execute(text("SELECT clock_timestamp()")).scalar_one()
    scenario: dict[str, Any] = {
        "now": _written(now.replace(microsecond=0)),
        "doctor": {"id": doctor_id, "timezone": facts.timezone, "is_active": facts.doctor_is_active},
    }
    for table, (link, ids) in _wanted(facts).items():
        scenario[table.__tablename__] = _read_table(session, table, link, ids)
    # A house out of use closes the locations in it: a scenario has no houses of their own.
    in_use = {location.id: location.is_active for location in facts.locations}
    for location in scenario["doctor_locations"]:
        location["is_active"] = in_use[location["id"]]
    _write_what_stays_taken(scenario, facts)
    return scenario


def _wanted(
    facts: LiveFacts,
) -> dict[type[TableRow], tuple[InstrumentedAttribute[Any], Collection[str]]]:
    """For each table, the column that selects its rows and the values it may have: those that can be read."""
    services = list(facts.services)
    unreadable = {row.id for row in facts.unreadable}
    rules, templates, availability = (
        [rule.id for rule in facts.rules if rule.table == table]
        for table in ("schedule_rules", "schedule_templates", "availability_rules")
    )
    exceptions = [one.id for one in facts.exceptions if one.id not in unreadable]
    appointments = [one.id for one in facts.appointments if one.id not in unreadable]
    claims = [one.id for one in facts.claims if unreadable.isdisjoint((one.id, one.appointment_id))]
    return {
        DoctorLocationRow: (DoctorLocationRow.id, [one.id for one in facts.locations]),
        LocationRoomRow: (LocationRoomRow.id, [one.id for one in facts.rooms]),
        AppointmentTypeRow: (AppointmentTypeRow.id, services),
        AppointmentTypeLocationRow: (AppointmentTypeLocationRow.appointment_type_id, services),
        AppointmentTypeResourceRow: (AppointmentTypeResourceRow.appointment_type_id, services),
        ScheduleRuleRow: (ScheduleRuleRow.id, rules),
        ScheduleRuleBreakRow: (ScheduleRuleBreakRow.schedule_rule_id, rules),
        ScheduleExceptionRow: (ScheduleExceptionRow.id, exceptions),
        ScheduleTemplateRow: (ScheduleTemplateRow.id, templates),
        ScheduleTemplateBreakRow: (ScheduleTemplateBreakRow.schedule_template_id, templates),
        AvailabilityRuleRow: (AvailabilityRuleRow.id, availability),
        AvailabilityExceptionRow: (AvailabilityExceptionRow.id, exceptions),
        BookableResourceRow: (BookableResourceRow.id, [one.id for one in facts.resources]),
        AppointmentRow: (AppointmentRow.id, appointments),
        AppointmentResourceClaimRow: (AppointmentResourceClaimRow.id, claims),
    }


def _write_what_stays_taken(scenario: dict[str, Any], facts: LiveFacts) -> None:
    """Add the unreadable rows that take time all the same, as the facts hold them: no reader has the rows."""
    unreadable = {row.id for row in facts.unreadable}
    for exception in facts.exceptions:
        if exception.id in unreadable:
            scenario["schedule_exceptions"].append(
                {**_span(exception), "id": exception.id, "exception_type": "blocked"}
                | {name: getattr(exception, name) for name in _PLACE_OF_EXCEPTION}
            )
    for appointment in facts.appointments:
        if appointment.id in unreadable:
            scenario["appointments"].append(
                {
                    **appointment._asdict(),
                    **_span(appointment),
                    "hold_expires_at": _written(appointment.hold_expires_at),
                    "pending_expires_at": _written(appointment.pending_expires_at),
                }
            )
    scenario["appointment_resource_claims"] += [
        {**claim._asdict(), **_span(claim)}
        for claim in facts.claims
        if not unreadable.isdisjoint((claim.id, claim.appointment_id))
    ]


_PLACE_OF_EXCEPTION = ("appointment_type_id", "doctor_location_id", "location_room_id")


def _span(taken: ScheduleException | Appointment | Claim) -> dict[str, Any]:
    return {
        "starts_at": _written(datetime_at(taken.starts_at)),
        "ends_at": _written(datetime_at(taken.ends_at)),
    }


def _read_table(
    session: Session, table: type[TableRow], link: InstrumentedAttribute[Any], ids: Collection[str]
) -> list[dict[str, Any]]:
    columns = [_readable(getattr(table, name)) for name in _COLUMNS[table].split()]
    found = session.execute(select(*columns).where(link.in_(ids)).order_by(table.id)).mappings()
    return [{str(name): _written(value) for name, value in row.items()} for row in found]


def _readable(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """The column as the driver can read it: 24:00 is no time in Python, and midnight to the engine."""
    if not isinstance(column.type, Time):
        return column.expression
    return func.replace(cast(column, Text), "24:00", "00:00").label(column.key)


def _written(value: Any) -> Any:
    """A column's value as JSON has it: instants in UTC with Z, times and dates in ISO 8601."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    return value
