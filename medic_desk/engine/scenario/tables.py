"""The tables of a scenario, row by row: facts from JSON with the schema's column names.

An id may name a row that is not among the facts: places are only compared (engine-semantics 5), a break or a
claim of nothing counts for nothing, and an appointment of no known type has no padding of its own.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from medic_desk.engine.facts import (
    Appointment,
    Break,
    Claim,
    ConsultationMode,
    Facts,
    Location,
    Need,
    Resource,
    ResourceType,
    Room,
    Rule,
    ScheduleException,
    Service,
)
from medic_desk.engine.hours import rules_that_count
from medic_desk.engine.scenario.columns import Columns, ScenarioError

DEFAULT_ZONE = "Europe/Athens"
LONGEST_SERVICE_MINUTES = 360
LONGEST_INTERVAL_MINUTES = 1440
LONGEST_BUFFER_MINUTES = 1440
MOST_LANES = 1000
MOST_REPEAT_WEEKS = 52
MOST_NEEDS = 50
"""The most rows of appointment_type_resources that one service may have: no clinic means more."""

_MODES: Mapping[str, ConsultationMode] = {
    "in_person": "in_person",
    "video": "video",
    "telemedicine": "video",
    "phone": "phone",
}
_STATUSES = frozenset({"pending", "confirmed", "completed", "cancelled", "no_show", "held"})
_CLAIM_STATUSES = frozenset({"active", "released", "cancelled"})
_RESOURCE_TYPES: Mapping[str, ResourceType] = {
    "room": "room",
    "telehealth_slot": "telehealth_slot",
    "equipment": "equipment",
    "staff": "staff",
}
_EXCEPTION_TYPES = frozenset({"blocked", "available"})

_Fact = TypeVar("_Fact")


class Tables:
    """The tables of one scenario. Reading any of them raises ScenarioError where a row is wrong."""

    def __init__(self, scenario: Mapping[str, Any]) -> None:
        self.scenario = scenario
        doctor = Columns(member(scenario, "doctor"), "doctor")
        self.doctor_id = doctor.id("id")
        self.zone = doctor.zone("timezone", DEFAULT_ZONE)
        self.is_active = doctor.flag("is_active", default=True)

    def facts(self) -> Facts:
        """Everything but the request."""
        return Facts(
            doctor_id=self.doctor_id,
            timezone=self.zone,
            doctor_is_active=self.is_active,
            locations=tuple(self.read("doctor_locations", self.location).values()),
            rooms=tuple(self.read("location_rooms", self.room).values()),
            services=self.services(),
            rules=tuple(self.rules()),
            exceptions=self.exceptions(),
            resources=tuple(self.read("bookable_resources", self.resource).values()),
            appointments=tuple(self.read("appointments", self.appointment).values()),
            claims=tuple(self.read("appointment_resource_claims", self.claim).values()),
        )

    def rows(self, table: str) -> Iterator[tuple[str, Columns]]:
        """The rows of a table with their ids, each id once."""
        rows = self.scenario.get(table, ())
        if not isinstance(rows, list | tuple):
            raise ScenarioError(table, "must be a list of rows")
        seen: dict[str, int] = {}
        for i, row in enumerate(rows):
            columns = Columns(row, table, i)
            row_id = columns.id("id")
            if seen.setdefault(row_id, i) != i:
                raise columns.wrong("id", f"is the id of {table}[{seen[row_id]}] too")
            yield row_id, columns

    def read(self, table: str, fact: Callable[[str, Columns], _Fact]) -> dict[str, _Fact]:
        """The rows of a table, each made a fact, by id."""
        return {row_id: fact(row_id, columns) for row_id, columns in self.rows(table)}

    def doctor_of(self, columns: Columns) -> str:
        """A row's doctor: this one where it is left out."""
        given = columns.row.get("doctor_id", self.doctor_id)
        return self.doctor_id if given == self.doctor_id else columns.id("doctor_id")

    def location(self, row_id: str, columns: Columns) -> Location:
        """A row of doctor_locations."""
        return Location(
            id=row_id,
            doctor_id=self.doctor_of(columns),
            is_active=columns.flag("is_active", default=True),
            clinic_site_id=columns.optional_id("clinic_site_id"),
        )

    def room(self, row_id: str, columns: Columns) -> Room:
        """A row of location_rooms."""
        return Room(id=row_id, doctor_location_id=columns.id("doctor_location_id"))

    def services(self) -> Mapping[str, Service]:
        """appointment_types by id, with their needs and the locations they are allowed at."""
        types = dict(self.rows("appointment_types"))
        allowed: dict[str, set[str]] = {}
        for _, columns in self.rows("appointment_type_locations"):
            service_id = columns.id("appointment_type_id")
            allowed.setdefault(service_id, set()).add(columns.id("doctor_location_id"))
        needs = self.needs()
        return MappingProxyType(
            {
                row_id: self.service(
                    row_id, columns, frozenset(allowed.get(row_id, ())), tuple(needs.get(row_id, ()))
                )
                for row_id, columns in types.items()
            }
        )

    def needs(self) -> Mapping[str, Sequence[Need]]:
        """appointment_type_resources by the id of their service."""
        needs: dict[str, list[Need]] = {}
        for row_id, columns in self.rows("appointment_type_resources"):
            its_needs = needs.setdefault(columns.id("appointment_type_id"), [])
            need = Need(
                id=row_id,
                resource_type=_RESOURCE_TYPES[columns.word("resource_type", _RESOURCE_TYPES)],
                bookable_resource_id=columns.optional_id("bookable_resource_id"),
            )
            if len(its_needs) == MOST_NEEDS:
                raise columns.wrong(
                    "appointment_type_id", f"is of a service with more than {MOST_NEEDS} such rows"
                )
            its_needs.append(need)
        return needs

    def service(
        self, row_id: str, columns: Columns, allowed: frozenset[str], needs: tuple[Need, ...]
    ) -> Service:
        """A row of appointment_types."""
        return Service(
            id=row_id,
            doctor_id=self.doctor_of(columns),
            duration_minutes=columns.whole("duration_minutes", 30, 1, LONGEST_SERVICE_MINUTES),
            buffer_before_minutes=columns.whole("buffer_before_minutes", 0, 0, LONGEST_BUFFER_MINUTES),
            buffer_after_minutes=columns.whole("buffer_after_minutes", 0, 0, LONGEST_BUFFER_MINUTES),
            consultation_mode=_MODES[columns.word("consultation_mode", _MODES, "in_person")],
            default_location_id=columns.optional_id("default_location_id"),
            default_room_id=columns.optional_id("default_room_id"),
            is_active=columns.flag("is_active", default=True),
            min_notice_minutes=columns.whole("min_notice_minutes", 0, 0),
            max_future_days=columns.whole("max_future_days", 60, 0),
            allowed_location_ids=allowed,
            needs=needs,
        )

    def rules(self) -> list[Rule]:
        """The doctor's hours, of the first table with any (all three are read: each must be valid)."""
        return list(
            rules_that_count(
                self.own_rules("schedule_rules", "schedule_rule_breaks", "schedule_rule_id", self.rule),
                self.own_rules(
                    "schedule_templates", "schedule_template_breaks", "schedule_template_id", self.template
                ),
                self.own_rules("availability_rules", None, "", self.availability_rule),
            )
        )

    def own_rules(
        self,
        table: str,
        break_table: str | None,
        break_link: str,
        rule: Callable[[str, Columns, tuple[Break, ...]], Rule],
    ) -> list[Rule]:
        """The rows of one table of hours that are this doctor's, with their breaks."""
        rows = dict(self.rows(table))
        breaks: dict[str, list[Break]] = {}
        if break_table is not None:
            suffix = "_local" if break_table == "schedule_rule_breaks" else ""
            for row_id, columns in self.rows(break_table):
                breaks.setdefault(columns.id(break_link), []).append(
                    Break(
                        id=row_id,
                        break_start_local=columns.wall_time(f"break_start{suffix}"),
                        break_end_local=columns.wall_time(f"break_end{suffix}"),
                        label=columns.text("label"),
                    )
                )
        made = [
            (self.doctor_of(columns), rule(row_id, columns, tuple(breaks.get(row_id, ()))))
            for row_id, columns in rows.items()
        ]
        return [one for doctor_id, one in made if doctor_id == self.doctor_id]

    def rule(self, row_id: str, columns: Columns, breaks: tuple[Break, ...]) -> Rule:
        """A row of schedule_rules."""
        mode = None
        if columns.has("scope_consultation_mode"):
            mode = _MODES[columns.word("scope_consultation_mode", _MODES)]
        effective_from = columns.optional_date("effective_from")
        repeat_weeks = columns.whole("repeat_weeks", 1, 1, MOST_REPEAT_WEEKS)
        if repeat_weeks > 1 and effective_from is None:
            raise columns.wrong("repeat_weeks", "must be 1 in a rule without an effective_from")
        return Rule(
            id=row_id,
            timezone=columns.zone("timezone", DEFAULT_ZONE),
            day_of_week=columns.required_whole("day_of_week", 1, 7),
            work_start_local=columns.wall_time("work_start_local"),
            work_end_local=columns.wall_time("work_end_local"),
            slot_interval_minutes=columns.whole("slot_interval_minutes", 30, 1, LONGEST_INTERVAL_MINUTES),
            buffer_before_minutes=columns.whole("buffer_before_minutes", 0, 0, LONGEST_BUFFER_MINUTES),
            buffer_after_minutes=columns.whole("buffer_after_minutes", 0, 0, LONGEST_BUFFER_MINUTES),
            max_parallel_sessions=columns.whole("max_parallel_sessions", 1, 1, MOST_LANES),
            priority=columns.whole("priority", 0, -(2**31)),
            scope_appointment_type_id=columns.optional_id("scope_appointment_type_id"),
            scope_consultation_mode=mode,
            scope_doctor_location_id=columns.optional_id("scope_doctor_location_id"),
            scope_location_room_id=columns.optional_id("scope_location_room_id"),
            is_active=columns.flag("is_active", default=True),
            effective_from=effective_from,
            effective_to=columns.optional_date("effective_to"),
            repeat_weeks=repeat_weeks,
            label=columns.text("label"),
            breaks=breaks,
        )

    def template(self, row_id: str, columns: Columns, breaks: tuple[Break, ...]) -> Rule:
        """A row of schedule_templates as a rule: it brings place, service, buffers, lanes and priority."""
        return Rule(
            id=row_id,
            table="schedule_templates",
            timezone=self.zone,
            day_of_week=columns.required_whole("day_of_week", 1, 7),
            work_start_local=columns.wall_time("work_start"),
            work_end_local=columns.wall_time("work_end"),
            slot_interval_minutes=columns.whole("slot_duration_minutes", 30, 1, LONGEST_INTERVAL_MINUTES),
            buffer_before_minutes=columns.whole("buffer_before_minutes", 0, 0, LONGEST_BUFFER_MINUTES),
            buffer_after_minutes=columns.whole("buffer_after_minutes", 0, 0, LONGEST_BUFFER_MINUTES),
            max_parallel_sessions=columns.whole("max_parallel_sessions", 1, 1, MOST_LANES),
            priority=columns.whole("priority", 0, -(2**31)),
            scope_appointment_type_id=columns.optional_id("appointment_type_id"),
            scope_doctor_location_id=columns.optional_id("doctor_location_id"),
            scope_location_room_id=columns.optional_id("location_room_id"),
            breaks=breaks,
        )

    def availability_rule(self, row_id: str, columns: Columns, _: tuple[Break, ...]) -> Rule:
        """A row of availability_rules as a rule, with its one break."""
        breaks: tuple[Break, ...] = ()
        if columns.has("break_start") != columns.has("break_end"):
            lacks = "break_end" if columns.has("break_start") else "break_start"
            raise columns.wrong(lacks, "is missing: a break has a start and an end")
        if columns.has("break_start"):
            breaks = (
                Break(
                    id=None,
                    break_start_local=columns.wall_time("break_start"),
                    break_end_local=columns.wall_time("break_end"),
                ),
            )
        return Rule(
            id=row_id,
            table="availability_rules",
            timezone=self.zone,
            day_of_week=columns.required_whole("day_of_week", 1, 7),
            work_start_local=columns.wall_time("start_time"),
            work_end_local=columns.wall_time("end_time"),
            slot_interval_minutes=columns.whole("slot_duration_minutes", 30, 1, 240),
            is_active=columns.flag("is_active", default=True),
            breaks=breaks,
        )

    def exceptions(self) -> tuple[ScheduleException, ...]:
        """The doctor's exceptions of both tables: the older one counts beside the newer (section 9)."""
        found = []
        for row_id, columns in self.rows("schedule_exceptions"):
            kind = columns.word("exception_type", _EXCEPTION_TYPES)
            found.append((columns, self.exception(row_id, columns, "schedule_exceptions", kind)))
        for row_id, columns in self.rows("availability_exceptions"):
            kind = columns.word("status", _EXCEPTION_TYPES, "blocked")
            found.append((columns, self.exception(row_id, columns, "availability_exceptions", kind)))
        return tuple(row for columns, row in found if self.doctor_of(columns) == self.doctor_id)

    def exception(
        self,
        row_id: str,
        columns: Columns,
        table: Literal["schedule_exceptions", "availability_exceptions"],
        exception_type: str,
    ) -> ScheduleException:
        """A row of either table of exceptions; the older one has no rule and no room."""
        starts_at, ends_at = columns.span(inward=exception_type == "available")
        is_newer = table == "schedule_exceptions"
        return ScheduleException(
            id=row_id,
            table=table,
            exception_type="available" if exception_type == "available" else "blocked",
            starts_at=starts_at,
            ends_at=ends_at,
            schedule_rule_id=columns.optional_id("schedule_rule_id") if is_newer else None,
            appointment_type_id=columns.optional_id("appointment_type_id"),
            doctor_location_id=columns.optional_id("doctor_location_id"),
            location_room_id=columns.optional_id("location_room_id") if is_newer else None,
            reason=columns.text("reason"),
            source=columns.text("source"),
        )

    def resource(self, row_id: str, columns: Columns) -> Resource:
        """A row of bookable_resources; a null doctor is the whole clinic."""
        shared = "doctor_id" in columns.row and columns.row["doctor_id"] is None
        return Resource(
            id=row_id,
            doctor_id=None if shared else self.doctor_of(columns),
            resource_type=_RESOURCE_TYPES[columns.word("resource_type", _RESOURCE_TYPES)],
            label=columns.text("label") or "",
            doctor_location_id=columns.optional_id("doctor_location_id"),
            location_room_id=columns.optional_id("location_room_id"),
            is_active=columns.flag("is_active", default=True),
        )

    def appointment(self, row_id: str, columns: Columns) -> Appointment:
        """A row of appointments, perhaps another doctor's: its claims may take a shared resource."""
        starts_at, ends_at = columns.span(inward=False)
        return Appointment(
            id=row_id,
            doctor_id=self.doctor_of(columns),
            starts_at=starts_at,
            ends_at=ends_at,
            status=columns.word("status", _STATUSES, "pending"),
            appointment_type_id=columns.optional_id("appointment_type_id"),
            session_lane=columns.whole("session_lane", 1, 1, 2**15 - 1),
            hold_expires_at=columns.optional_moment("hold_expires_at"),
            pending_expires_at=columns.optional_moment("pending_expires_at"),
        )

    def claim(self, row_id: str, columns: Columns) -> Claim:
        """A row of appointment_resource_claims."""
        starts_at, ends_at = columns.span(inward=False)
        return Claim(
            id=row_id,
            appointment_id=columns.id("appointment_id"),
            bookable_resource_id=columns.id("bookable_resource_id"),
            starts_at=starts_at,
            ends_at=ends_at,
            status=columns.word("status", _CLAIM_STATUSES, "active"),
        )


def member(scenario: Mapping[str, Any], name: str) -> object:
    """A member of the scenario that must be there."""
    if name not in scenario:
        raise ScenarioError(name, "is missing")
    return scenario[name]
