"""A doctor's hours as a person edits them: the rules, and all that an edit may affect."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import DAY_MINUTES, minute_ceil, minute_floor
from medic_desk.engine.facts import Facts, Minute, Rule
from medic_desk.model.appointments.booked_appointments import BookedAppointment, read_booked_appointments
from medic_desk.model.clinic.clinic import HoursTable
from medic_desk.model.facts.facts import LONGEST_APPOINTMENT_MINUTES, read_facts
from medic_desk.model.facts.readable import UnreadableRow
from medic_desk.model.hours.preview import PREVIEW_WEEKS
from medic_desk.model.store.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursChange:
    """Who changed a doctor's hours last, with this program, and when (aware UTC)."""

    occurred_at: datetime
    action: str
    person_name: str | None
    desk_name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorHours:
    """A doctor's hours at one moment, with the world in which an edit is previewed.

    ``hours_version`` rises with each change of rules and breaks, and with nothing else.
    ``rules`` come from ``hours_table`` (engine-semantics 9); they may be edited only where that is
    ``schedule_rules``. ``facts`` reaches from the Monday before ``now`` over the weeks of the preview and the
    last appointment booked; ``appointments`` are those that are not over. ``named_rule_ids`` are rules that a
    dated exception names, which therefore cannot be deleted; ``has_older_hours`` says that older rows would
    count again if no rule were left. ``last_change`` is None where another program wrote last. ``unreadable``
    are rows of hours that could not be used: they are not among ``rules``, and stay when hours are saved.
    """

    doctor_id: str
    timezone: str
    hours_version: int
    hours_table: HoursTable
    has_older_hours: bool
    rules: tuple[Rule, ...]
    named_rule_ids: frozenset[str]
    facts: Facts
    appointments: tuple[BookedAppointment, ...]
    now: datetime
    last_change: HoursChange | None
    unreadable: tuple[UnreadableRow, ...] = ()

    @property
    def is_editable(self) -> bool:
        """Whether rules may be added and changed: not while they live in an older table."""
        return self.hours_table == "schedule_rules"


_DOCTOR = text(
    """
    SELECT d.hours_version, clock_timestamp() AS now,
           EXISTS (SELECT FROM schedule_rules r WHERE r.doctor_id = d.id) AS has_rules,
           EXISTS (SELECT FROM schedule_templates t WHERE t.doctor_id = d.id) AS has_templates,
           EXISTS (SELECT FROM availability_rules v WHERE v.doctor_id = d.id) AS has_availability,
           (SELECT array_agg(DISTINCT e.schedule_rule_id::text) FROM schedule_exceptions e
             WHERE e.doctor_id = d.id AND e.schedule_rule_id IS NOT NULL) AS named_rule_ids
      FROM doctors d WHERE d.id = CAST(:doctor_id AS uuid)
    """
)
_LAST_CHANGE = text(
    """
    SELECT s.occurred_at, s.action, u.display_name AS person_name, s.desk_name
      FROM doctors d JOIN staff_events s ON s.doctor_id = d.id LEFT JOIN users u ON u.id = s.actor_id
     WHERE d.id = CAST(:doctor_id AS uuid) AND s.action = 'hours_saved'
       AND s.metadata -> 'hours_version' = to_jsonb(d.hours_version)
       AND s.occurred_at >= '1900-01-01' AND s.occurred_at < '2200-01-01'
     ORDER BY s.occurred_at DESC, s.inserted_at DESC, s.id LIMIT 1
    """
)


def read_hours(session: Session, doctor_id: str) -> DoctorHours:
    """Read a doctor's hours with everything an edit of them may touch, as one moment saw it.

    Raises ``NotFound`` where the doctor is gone.
    """
    session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
    return standing_hours(session, doctor_id)


def standing_hours(session: Session, doctor_id: str) -> DoctorHours:
    """What ``read_hours`` reads, in a transaction that is under way already (an act's)."""
    row = session.execute(_DOCTOR, {"doctor_id": doctor_id}).one_or_none()
    if row is None:
        raise NotFound("doctors", doctor_id)
    now = row.now.astimezone(UTC)
    appointments = read_booked_appointments(session, doctor_id, minute_floor(now))
    starts_from, starts_before = _reach(now, appointments)
    facts = read_facts(session, (doctor_id,), starts_from, starts_before)[doctor_id]
    table: HoursTable = "schedule_rules"
    if not row.has_rules and row.has_templates:
        table = "schedule_templates"
    elif not row.has_rules and row.has_availability:
        table = "availability_rules"
    return DoctorHours(
        doctor_id=doctor_id,
        timezone=facts.timezone,
        hours_version=row.hours_version,
        hours_table=table,
        has_older_hours=row.has_templates or row.has_availability,
        rules=in_week_order(facts.rules),
        named_rule_ids=frozenset(row.named_rule_ids or ()),
        facts=facts,
        appointments=appointments,
        now=now,
        last_change=_last_change(session, doctor_id),
        unreadable=tuple(one for one in facts.unreadable if one.table == table),
    )


def in_week_order(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Rules as a week shows them: by day, start, end, then the higher priority first."""
    return tuple(
        sorted(
            rules,
            key=lambda r: (
                r.day_of_week,
                r.work_start_local,
                r.work_end_local,
                -r.priority,
                r.label or "",
                r.id,
            ),
        )
    )


def _reach(now: datetime, appointments: tuple[BookedAppointment, ...]) -> tuple[Minute, Minute]:
    start = minute_floor(now) - 8 * DAY_MINUTES
    stop = minute_ceil(now) + (7 * PREVIEW_WEEKS + 8) * DAY_MINUTES
    last = max((appointment.ends_at for appointment in appointments), default=stop)
    return start - LONGEST_APPOINTMENT_MINUTES, max(stop, last + LONGEST_APPOINTMENT_MINUTES)


def _last_change(session: Session, doctor_id: str) -> HoursChange | None:
    row = session.execute(_LAST_CHANGE, {"doctor_id": doctor_id}).one_or_none()
    if row is None:
        return None
    return HoursChange(
        occurred_at=row.occurred_at.replace(tzinfo=UTC),
        action=row.action,
        person_name=row.person_name,
        desk_name=row.desk_name,
    )
