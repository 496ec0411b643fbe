"""From rows to facts: what the database says about doctors, as the frozen values the engine works with."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from medic_desk.engine import rules_that_count
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
from medic_desk.model.facts.rows import LONGEST_APPOINTMENT_MINUTES, ClinicRows, DoctorHead, read_rows

__all__ = ["LONGEST_APPOINTMENT_MINUTES", "ClinicRows", "facts_from_rows", "read_facts", "read_rows"]


def read_facts(
    session: Session,
    doctor_ids: Sequence[str],
    starts_from: Minute,
    starts_before: Minute,
    *,
    appointment_ids: Collection[str] = (),
) -> dict[str, Facts]:
    """Read the worlds of these doctors for starts in ``[starts_from, starts_before)``, by doctor's id.

    Busy time is read widely enough for the longest appointment and the largest buffers on both sides;
    ``appointment_ids`` are in their doctor's world besides, whatever their time and status (``read_rows``).
    An id that no doctor has is left out.
    """
    rows = read_rows(session, doctor_ids, starts_from, starts_before, appointment_ids=appointment_ids)
    return facts_from_rows(rows)


def facts_from_rows(rows: ClinicRows) -> dict[str, Facts]:
    """Build each doctor's facts from rows of several doctors; a shared resource and its claims go to all."""
    services = {columns["id"]: _service(columns) for columns in rows.named("appointment_types")}
    exceptions: dict[str, list[ScheduleException]] = defaultdict(list)
    for columns in rows.named("exceptions"):
        exceptions[columns.pop("doctor_id")].append(ScheduleException(**columns))
    # These tables have the very columns of their facts, in order.
    locations = tuple(map(Location._make, rows.arrays["doctor_locations"]))
    rooms = tuple(map(Room._make, rows.arrays["location_rooms"]))
    resources = list(map(Resource._make, rows.arrays["bookable_resources"]))
    busy = _BusyTime(rows, resources)
    doctors = rows.doctors()
    rules = _rules_by_doctor(rows, doctors)
    facts = {}
    for doctor in doctors:
        appointments, claims = busy.of(doctor.id)
        facts[doctor.id] = Facts(
            doctor_id=doctor.id,
            timezone=doctor.timezone,
            doctor_is_active=doctor.is_active,
            locations=locations,
            rooms=rooms,
            services=_services_of(doctor.id, services, appointments),
            rules=rules[doctor.id],
            exceptions=tuple(exceptions.get(doctor.id, ())),
            resources=tuple(r for r in resources if r.doctor_id is None or r.doctor_id == doctor.id),
            appointments=tuple(appointments),
            claims=tuple(claims),
        )
    return facts


_HOLD_EXPIRES_AT = Appointment._fields.index("hold_expires_at")
_PENDING_EXPIRES_AT = Appointment._fields.index("pending_expires_at")


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


class _BusyTime:
    """Appointments and claims, and which of them matter to which doctor."""

    def __init__(self, rows: ClinicRows, resources: Iterable[Resource]) -> None:
        own: dict[str, list[Appointment]] = defaultdict(list)
        by_id: dict[str, Appointment] = {}
        make = Appointment._make
        for row in rows.arrays["appointments"]:
            appointment = make(row)
            if appointment.hold_expires_at is not None or appointment.pending_expires_at is not None:
                appointment = appointment._replace(
                    hold_expires_at=_moment(row[_HOLD_EXPIRES_AT]),
                    pending_expires_at=_moment(row[_PENDING_EXPIRES_AT]),
                )
            own[appointment.doctor_id].append(appointment)
            by_id[appointment.id] = appointment
        self._own, self._by_id = own, by_id
        owner = {resource.id: resource.doctor_id for resource in resources}
        self._shared_claims: list[Claim] = []
        self._claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in map(Claim._make, rows.arrays["appointment_resource_claims"]):
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


def _service(columns: Mapping[str, Any]) -> Service:
    allowed = frozenset(columns["allowed_location_ids"] or ())
    needs = tuple(map(Need._make, columns["needs"] or ()))
    return Service(**{**columns, "allowed_location_ids": allowed, "needs": needs})


def _rules_by_doctor(rows: ClinicRows, doctors: Iterable[DoctorHead]) -> dict[str, tuple[Rule, ...]]:
    """Each doctor's hours from the first table with any row of theirs (engine-semantics 9)."""
    zones = {doctor.id: doctor.timezone for doctor in doctors}
    rules = _rules_of_table(rows, "schedule_rules", zones)
    templates = _rules_of_table(rows, "schedule_templates", zones)
    availability = _rules_of_table(rows, "availability_rules", zones)
    return {
        doctor_id: tuple(rules_that_count(rules[doctor_id], templates[doctor_id], availability[doctor_id]))
        for doctor_id in zones
    }


def _rules_of_table(rows: ClinicRows, table: RuleTable, zones: Mapping[str, str]) -> dict[str, list[Rule]]:
    """Every doctor's rules of one table; older tables have no zone of their own, but the doctor's."""
    found: dict[str, list[Rule]] = {doctor_id: [] for doctor_id in zones}
    for columns in rows.named(table):
        doctor_id = columns.pop("doctor_id")
        columns.setdefault("timezone", zones[doctor_id])
        columns["breaks"] = tuple(map(Break._make, columns["breaks"] or ()))
        for bound in ("effective_from", "effective_to"):
            if columns.get(bound) is not None:
                columns[bound] = date.fromisoformat(columns[bound])
        found[doctor_id].append(Rule(table=table, **columns))
    return found
