"""The demo's dated exceptions of doctors: absences, opened Saturdays, and requests for time off."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from medic_desk.model.demo.closures import Closures
from medic_desk.model.demo.frame import Frame, Row, Tables
from medic_desk.model.demo.hours import Hours
from medic_desk.model.demo.premises import Premises
from medic_desk.model.demo.sources import DatedSource, DoctorSource, RuleSource

_SATURDAY = 5
_STATUS_AFTER = {
    "asked": "pending",
    "approved": "approved",
    "denied": "denied",
    "withdrawn": "denied",
}


@dataclass(frozen=True, slots=True)
class Affecting:
    """A request that was approved when people were booked in ``[starts_at, ends_at)`` already."""

    request_id: str
    doctor_key: str
    starts_at: datetime
    ends_at: datetime
    decided_at: datetime


@dataclass(slots=True)
class Absences:
    """The rows by table, and the decisions on requests, which are written after them."""

    tables: Tables = field(
        default_factory=lambda: {
            "schedule_exceptions": [],
            "availability_exceptions": [],
            "time_off_requests": [],
        }
    )
    decisions: list[Row] = field(default_factory=list)
    """New column values of requests, each with the request's ``id``."""
    staff_events: list[Row] = field(default_factory=list)
    """The events that say who asked for time off, and who decided."""
    affecting: list[Affecting] = field(default_factory=list)
    """The approved requests that affect appointments."""


def plan_absences(frame: Frame, premises: Premises, hours: Hours, closures: Closures) -> Absences:
    """Plan the rows of both tables of exceptions and of time off; opened Saturdays join ``rule_sources``."""
    words = frame.sources.words
    plan = _Plan(frame=frame, premises=premises, hours=hours, closed_days=closures.closed_days)
    doctors = {doctor.key: doctor for doctor in frame.sources.doctors}
    for doctor in frame.sources.doctors:
        for dated in doctor.absences:
            plan.add_absence(doctor, dated)
        for dated in doctor.open_saturdays:
            plan.add_open_saturday(doctor, dated)
    for dated in words.absences:
        plan.add_absence(doctors[dated.doctor], dated)
    for dated in words.time_off:
        plan.add_time_off(doctors[dated.doctor], dated)
    return plan.absences


@dataclass(slots=True, kw_only=True)
class _Plan:
    """The absences while they are being planned."""

    frame: Frame
    premises: Premises
    hours: Hours
    closed_days: dict[date, str]
    absences: Absences = field(default_factory=Absences)

    def add_absence(self, doctor: DoctorSource, dated: DatedSource) -> None:
        day = self._working_day(doctor, dated.in_days)
        self._write(doctor.hours, "blocked", self._exception(doctor, "absence", dated, day))

    def add_open_saturday(self, doctor: DoctorSource, dated: DatedSource) -> None:
        day = self.frame.day(dated.in_days)
        while day.weekday() != _SATURDAY or day in self.closed_days:
            day += timedelta(days=1)
        row = self._exception(doctor, "saturday", dated, day)
        rule_id, rule = self._rule_like(doctor, dated)
        self.hours.rule_sources[row["id"]] = rule
        place = {"doctor_location_id": self.premises.only_location(doctor, dated.site)}
        self._write(doctor.hours, "available", row | place, rule_id)

    def add_time_off(self, doctor: DoctorSource, dated: DatedSource) -> None:
        """Add a request as it was made, and its decision separately.

        A request is written as pending and decided by an UPDATE, since a trigger of the database makes the
        blocked exception of an approved one (truth.md, "Time off").
        """
        start, end = self.frame.span(self._working_day(doctor, dated.in_days), dated.work, dated.days)
        request_id = self.frame.id("time-off", doctor.key, dated.in_days)
        asked_on = self.frame.day(-dated.asked_days_ago)
        asked_at = self.frame.instant(asked_on, time(9 + dated.in_days % 5))
        self.absences.tables["time_off_requests"].append(
            {
                "id": request_id,
                "doctor_id": self.premises.doctor_ids[doctor.key],
                "starts_at": start,
                "ends_at": end,
                "status": "pending",
                "kind": dated.kind,
                "reason": dated.reason,
                "notes": dated.notes,
                "requested_by_id": self.premises.user_ids[doctor.user or "receptionist"],
                "inserted_at": asked_at,
                "updated_at": asked_at,
            }
        )
        asker = doctor.user or "receptionist"
        self._tell(doctor, request_id, "asked", asker, asked_at)
        if dated.status != "pending":
            decided_at = asked_at + timedelta(days=2, minutes=35)
            self.absences.decisions.append(self._decision(request_id, dated, decided_at))
            decider = asker if dated.status == "withdrawn" else "manager"
            self._tell(doctor, request_id, dated.status, decider, decided_at)
            if dated.affects:
                request = Affecting(request_id, doctor.key, start, end, decided_at)
                self.absences.affecting.append(request)

    def _tell(
        self, doctor: DoctorSource, request_id: str, word: str, user: str, occurred_at: datetime
    ) -> None:
        self.absences.staff_events.append(
            {
                "id": self.frame.id("staff-event", request_id, word),
                "occurred_at": occurred_at,
                "actor_type": user,
                "actor_id": self.premises.user_ids[user],
                "action": f"time_off_{word}",
                "subject_table": "time_off_requests",
                "subject_id": request_id,
                "doctor_id": self.premises.doctor_ids[doctor.key],
                "metadata": {"after": {"status": _STATUS_AFTER[word]}},
            }
        )

    def _decision(self, request_id: str, dated: DatedSource, decided_at: datetime) -> Row:
        approved, withdrawn = dated.status == "approved", dated.status == "withdrawn"
        return {
            "id": request_id,
            "status": "approved" if approved else "denied",
            "approved_by_id": self.premises.user_ids["manager"] if approved else None,
            "decided_at": decided_at,
            "decision_note": dated.decision_note,
            "withdrawn_at": decided_at if withdrawn else None,
            "updated_at": decided_at,
        }

    def _exception(self, doctor: DoctorSource, kind: str, dated: DatedSource, day: date) -> Row:
        start, end = self.frame.span(day, dated.work, dated.days)
        return {
            "id": self.frame.id("exception", doctor.key, kind, dated.in_days),
            "doctor_id": self.premises.doctor_ids[doctor.key],
            "appointment_type_id": None,
            "doctor_location_id": None,
            "starts_at": start,
            "ends_at": end,
            "reason": dated.reason,
            "source": "manual",
        }

    def _write(self, hours: str, exception_type: str, row: Row, rule_id: str | None = None) -> None:
        """Write an exception into the doctor's table: the older one for hours in ``availability_rules``."""
        if hours == "availability":
            self.absences.tables["availability_exceptions"].append(row | {"status": exception_type})
        else:
            more = {"schedule_rule_id": rule_id, "location_room_id": None, "exception_type": exception_type}
            self.absences.tables["schedule_exceptions"].append(row | more)

    def _rule_like(self, doctor: DoctorSource, dated: DatedSource) -> tuple[str | None, RuleSource]:
        """The rule that an opened Saturday names, if any, and the source of its settings."""
        for row in self.hours.tables["schedule_rules"]:
            if row["doctor_id"] == self.premises.doctor_ids[doctor.key] and row["label"] == dated.like_rule:
                return row["id"], self.hours.rule_sources[row["id"]]
        return None, doctor.rules[0]

    def _working_day(self, doctor: DoctorSource, in_days: int) -> date:
        """The first day from then on which the doctor works and the clinic is not closed."""
        weekdays = {weekday for rule in doctor.rules for weekday in rule.days}
        day = self.frame.day(in_days)
        while day.isoweekday() not in weekdays or day in self.closed_days:
            day += timedelta(days=1)
        return day
