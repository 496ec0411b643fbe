"""From rows to facts: what the database says about doctors, as the frozen values the engine works with.

A row that cannot be used is left out and told of (``readable``); time that it takes stays taken.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy.orm import Session

from medic_desk.engine.facts import (
    Appointment,
    Break,
    Claim,
    Facts,
    Location,
    Minute,
    Need,
    Resource,
    Room,
    Rule,
    RuleTable,
    ScheduleException,
    Service,
)
from medic_desk.model.facts.busy_time import BusyTime
from medic_desk.model.facts.instants import is_in_bounds
from medic_desk.model.facts.readable import (
    MODES,
    RESOURCE_TYPES,
    UnreadableRow,
    is_zone,
    known_zone,
    readable_date,
    unreadable_column_of_rule,
    unreadable_column_of_service,
)
from medic_desk.model.facts.rows import LONGEST_APPOINTMENT_MINUTES, ClinicRows, DoctorHead, read_rows

__all__ = [
    "LONGEST_APPOINTMENT_MINUTES",
    "ClinicRows",
    "LiveFacts",
    "facts_from_rows",
    "read_facts",
    "read_rows",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveFacts(Facts):
    """Facts as a database holds them, with the rows of this doctor and the clinic that could not be used."""

    unreadable: tuple[UnreadableRow, ...] = ()


def read_facts(
    session: Session,
    doctor_ids: Sequence[str],
    starts_from: Minute,
    starts_before: Minute,
    *,
    appointment_ids: Collection[str] = (),
) -> dict[str, LiveFacts]:
    """Read the worlds of these doctors for starts in ``[starts_from, starts_before)``, by doctor's id.

    Busy time is read widely enough for the longest appointment and the largest buffers on both sides;
    ``appointment_ids`` are in their doctor's world besides, whatever their time and status (``read_rows``).
    An id that no doctor has is left out.
    """
    rows = read_rows(session, doctor_ids, starts_from, starts_before, appointment_ids=appointment_ids)
    return facts_from_rows(rows)


def facts_from_rows(rows: ClinicRows) -> dict[str, LiveFacts]:
    """Build each doctor's facts from rows of several doctors; a shared resource and its claims go to all."""
    unreadable: list[UnreadableRow] = []
    services = _services(rows, unreadable)
    exceptions = _exceptions(rows, unreadable)
    # These tables have the very columns of their facts, in order.
    locations = tuple(map(Location._make, rows.arrays["doctor_locations"]))
    rooms = tuple(map(Room._make, rows.arrays["location_rooms"]))
    resources = _resources(rows, unreadable)
    busy = BusyTime(rows, resources, unreadable)
    doctors = rows.doctors()
    rules = _rules_by_doctor(rows, doctors, unreadable)
    facts = {}
    for doctor in doctors:
        appointments, claims = busy.of(doctor.id)
        facts[doctor.id] = LiveFacts(
            doctor_id=doctor.id,
            timezone=known_zone(doctor.timezone),
            doctor_is_active=doctor.is_active,
            locations=locations,
            rooms=rooms,
            services=_services_of(doctor.id, services, appointments),
            rules=rules[doctor.id],
            exceptions=tuple(exceptions.get(doctor.id, ())),
            resources=tuple(r for r in resources if r.doctor_id is None or r.doctor_id == doctor.id),
            appointments=tuple(appointments),
            claims=tuple(claims),
            unreadable=_told_to(doctor, unreadable, (*appointments, *claims)),
        )
    return facts


def _told_to(
    doctor: DoctorHead, unreadable: Sequence[UnreadableRow], taking: Iterable[Appointment | Claim]
) -> tuple[UnreadableRow, ...]:
    """The unreadable rows of a doctor and of the whole clinic, and others' that take what they share."""
    own = [] if is_zone(doctor.timezone) else [UnreadableRow("doctors", doctor.id, "timezone", doctor.id)]
    if not unreadable:
        return tuple(own)
    here = {one.id for one in taking}
    return (*own, *(row for row in unreadable if row.doctor_id in (None, doctor.id) or row.id in here))


# Services and resources


def _services(rows: ClinicRows, unreadable: list[UnreadableRow]) -> Mapping[str, Service]:
    """The services by id. An unreadable one is none: its appointments have no padding of its own."""
    found = {}
    for columns in rows.named("appointment_types"):
        wrong = unreadable_column_of_service(columns)
        if wrong is not None:
            unreadable.append(UnreadableRow("appointment_types", columns["id"], wrong, columns["doctor_id"]))
            continue
        columns["allowed_location_ids"] = frozenset(columns["allowed_location_ids"] or ())
        columns["consultation_mode"] = MODES[columns["consultation_mode"]]
        columns["needs"] = tuple(map(Need._make, columns["needs"] or ()))
        found[columns["id"]] = Service(**columns)
    return found


def _services_of(
    doctor_id: str, services: Mapping[str, Service], appointments: Sequence[Appointment]
) -> Mapping[str, Service]:
    """The doctor's own services, and those of others whose buffers guard an appointment of this world."""
    own = {key: service for key, service in services.items() if service.doctor_id == doctor_id}
    for appointment in appointments:
        key = appointment.appointment_type_id
        if key is not None and key not in own and key in services:
            own[key] = services[key]
    return MappingProxyType(own)


def _resources(rows: ClinicRows, unreadable: list[UnreadableRow]) -> list[Resource]:
    """The resources of the types there are: one of another type would meet no need."""
    found = list(map(Resource._make, rows.arrays["bookable_resources"]))
    unreadable += [
        UnreadableRow("bookable_resources", one.id, "resource_type", one.doctor_id)
        for one in found
        if one.resource_type not in RESOURCE_TYPES
    ]
    return [one for one in found if one.resource_type in RESOURCE_TYPES]


# Hours


def _exceptions(rows: ClinicRows, unreadable: list[UnreadableRow]) -> Mapping[str, list[ScheduleException]]:
    """The exceptions by doctor. An unreadable one blocks the time it has, unless it opens time."""
    found: dict[str, list[ScheduleException]] = defaultdict(list)
    for columns in rows.named("exceptions"):
        doctor_id = columns.pop("doctor_id")
        exception = ScheduleException(**columns)
        wrong = unreadable_column_of_exception(exception)
        if wrong is None:
            found[doctor_id].append(exception)
            continue
        blocks = exception.exception_type != "available" and exception.starts_at < exception.ends_at
        if blocks:
            found[doctor_id].append(exception._replace(exception_type="blocked"))
        taken = (exception.starts_at, exception.ends_at) if blocks else (None, None)
        unreadable.append(UnreadableRow(exception.table, exception.id, wrong, doctor_id, *taken))
    return found


def unreadable_column_of_exception(exception: ScheduleException) -> str | None:
    """The first column of a dated exception, of either table, that cannot be used."""
    if exception.exception_type not in ("blocked", "available"):
        return "exception_type" if exception.table == "schedule_exceptions" else "status"
    # Opened time of less than a minute is empty, or backwards by one, once it is rounded inward.
    widened = exception.ends_at + (2 if exception.exception_type == "available" else 0)
    return None if is_in_bounds(exception.starts_at, widened) else "starts_at"


def _rules_by_doctor(
    rows: ClinicRows, doctors: Iterable[DoctorHead], unreadable: list[UnreadableRow]
) -> dict[str, tuple[Rule, ...]]:
    """Each doctor's hours from the first table with any row of theirs, readable or not (section 9)."""
    zones = {doctor.id: doctor.timezone for doctor in doctors}
    rules = _rules_of_table(rows, "schedule_rules", zones)
    templates = _rules_of_table(rows, "schedule_templates", zones)
    availability = _rules_of_table(rows, "availability_rules", zones)
    found = {}
    for doctor_id in zones:
        # The engine's rules_that_count, asked of unreadable rows too: old hours must not rise for them.
        those = rules[doctor_id] or templates[doctor_id] or availability[doctor_id]
        found[doctor_id] = tuple(one for one in those if isinstance(one, Rule))
        unreadable += [one for one in those if isinstance(one, UnreadableRow)]
    return found


def _rules_of_table(
    rows: ClinicRows, table: RuleTable, zones: Mapping[str, str]
) -> dict[str, list[Rule | UnreadableRow]]:
    """Every doctor's rules of one table; older tables have no zone of their own, but the doctor's."""
    found: dict[str, list[Rule | UnreadableRow]] = {doctor_id: [] for doctor_id in zones}
    for columns in rows.named(table):
        doctor_id = columns.pop("doctor_id")
        columns.setdefault("timezone", zones[doctor_id])
        wrong = unreadable_column_of_rule(columns)
        if wrong is not None:
            found[doctor_id].append(UnreadableRow(table, columns["id"], wrong, doctor_id))
            continue
        columns["breaks"] = tuple(map(Break._make, columns["breaks"] or ()))
        for bound in ("effective_from", "effective_to"):
            if columns.get(bound) is not None:
                columns[bound] = readable_date(columns[bound])
        if columns.get("scope_consultation_mode") is not None:
            columns["scope_consultation_mode"] = MODES[columns["scope_consultation_mode"]]
        found[doctor_id].append(Rule(table=table, **columns))
    return found
