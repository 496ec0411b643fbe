"""The engine's facts and answers as frozen values: rows of the schema, already in whole UTC minutes.

Field names are the schema's column names (docs/booking-schema.md). Three conventions hold throughout:

* An instant is a ``Minute``: whole minutes since the Unix epoch, UTC. Whoever builds a fact rounds as
  engine-semantics says (its preamble): busy and blocked time outward, available time inward. What must stay
  exact to the second (``now`` and the expiry of a hold or a request) is an aware ``datetime``.
* An id is the canonical lower-case text of a UUID.
* A wall-clock time is minutes after midnight (0 to 1439); its seconds were dropped.

One ``Facts`` is one doctor's world. ``appointments`` also holds those of other doctors whose claims take a
shared resource, ``locations`` and ``rooms`` those of colleagues in the same houses; ``doctor_id`` tells them
apart.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Literal, NamedTuple

Minute = int
"""Whole minutes since 1970-01-01T00:00Z."""

Audience = Literal["desk", "patient"]
ConsultationMode = Literal["in_person", "video", "phone"]
ResourceType = Literal["room", "telehealth_slot", "equipment", "staff"]
RuleTable = Literal["schedule_rules", "schedule_templates", "availability_rules"]
ExceptionTable = Literal["schedule_exceptions", "availability_exceptions"]


class Location(NamedTuple):
    """A row of ``doctor_locations``; rows of one ``clinic_site_id`` are the same house."""

    id: str
    doctor_id: str
    is_active: bool = True
    clinic_site_id: str | None = None


class Room(NamedTuple):
    """A row of ``location_rooms``; its location is ``doctor_location_id``."""

    id: str
    doctor_location_id: str


class Need(NamedTuple):
    """A row of ``appointment_type_resources``: one resource of a type, or that very one if it is named.

    ``id`` is None for what a service needs by its consultation mode alone, without a row.
    """

    id: str | None
    resource_type: ResourceType
    bookable_resource_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A row of ``appointment_types``, with its needs and the locations it is allowed at (empty: anywhere)."""

    id: str
    doctor_id: str
    duration_minutes: int = 30
    buffer_before_minutes: int = 0
    buffer_after_minutes: int = 0
    consultation_mode: ConsultationMode = "in_person"
    default_location_id: str | None = None
    default_room_id: str | None = None
    is_active: bool = True
    min_notice_minutes: int = 0
    max_future_days: int = 60
    allowed_location_ids: frozenset[str] = frozenset()
    needs: tuple[Need, ...] = ()


class Break(NamedTuple):
    """A row of ``schedule_rule_breaks`` (or of the older tables' breaks), wall-clock minutes of the day."""

    id: str | None
    break_start_local: int
    break_end_local: int
    label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A weekly window: a row of ``schedule_rules``, or of an older table read as one (section 9).

    ``repeat_weeks`` above 1 counts weeks from the one of ``effective_from``, which it needs.
    """

    id: str
    table: RuleTable = "schedule_rules"
    timezone: str
    day_of_week: int
    work_start_local: int
    work_end_local: int
    slot_interval_minutes: int = 30
    buffer_before_minutes: int = 0
    buffer_after_minutes: int = 0
    max_parallel_sessions: int = 1
    priority: int = 0
    scope_appointment_type_id: str | None = None
    scope_consultation_mode: ConsultationMode | None = None
    scope_doctor_location_id: str | None = None
    scope_location_room_id: str | None = None
    is_active: bool = True
    effective_from: date | None = None
    effective_to: date | None = None
    repeat_weeks: int = 1
    label: str | None = None
    breaks: tuple[Break, ...] = ()


class ScheduleException(NamedTuple):
    """A dated override: a row of ``schedule_exceptions`` or of ``availability_exceptions``."""

    id: str
    table: ExceptionTable
    exception_type: Literal["blocked", "available"]
    starts_at: Minute
    ends_at: Minute
    schedule_rule_id: str | None = None
    appointment_type_id: str | None = None
    doctor_location_id: str | None = None
    location_room_id: str | None = None
    reason: str | None = None
    source: str | None = None


class Resource(NamedTuple):
    """A row of ``bookable_resources``; ``doctor_id`` is None where the whole clinic shares it."""

    id: str
    doctor_id: str | None
    resource_type: ResourceType
    label: str
    doctor_location_id: str | None = None
    location_room_id: str | None = None
    is_active: bool = True


class Appointment(NamedTuple):
    """A row of ``appointments``: the columns that availability depends on."""

    id: str
    doctor_id: str
    starts_at: Minute
    ends_at: Minute
    status: str
    appointment_type_id: str | None = None
    session_lane: int = 1
    hold_expires_at: datetime | None = None
    pending_expires_at: datetime | None = None


class Claim(NamedTuple):
    """A row of ``appointment_resource_claims``."""

    id: str
    appointment_id: str
    bookable_resource_id: str
    starts_at: Minute
    ends_at: Minute
    status: str = "active"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything the engine knows of one doctor's world."""

    doctor_id: str
    timezone: str
    doctor_is_active: bool = True
    locations: tuple[Location, ...] = ()
    rooms: tuple[Room, ...] = ()
    services: Mapping[str, Service] = field(default_factory=lambda: MappingProxyType({}))
    rules: tuple[Rule, ...] = ()
    exceptions: tuple[ScheduleException, ...] = ()
    resources: tuple[Resource, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    claims: tuple[Claim, ...] = ()
    prepared: object = field(default=None, init=False, repr=False, compare=False)
    """What ``prepared.prepare`` derived from these facts, once for all requests; only it reads this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A question: starts in ``[starts_from, starts_before)`` for one service, perhaps at one place.

    ``for_appointment_id`` is an appointment that is being moved: its own service and doctor are offered for
    it though they are no longer active.
    """

    now: datetime
    appointment_type_id: str
    starts_from: Minute
    starts_before: Minute
    doctor_location_id: str | None = None
    location_room_id: str | None = None
    audience: Audience = "desk"
    past_grace_minutes: int = 0
    ignore_appointment_ids: frozenset[str] = frozenset()
    for_appointment_id: str | None = None
    free_step_minutes: int | None = None
    refused: bool = False


class Source(NamedTuple):
    """The row that offers a slot or causes a refusal."""

    table: str
    id: str


class FreeSlot(NamedTuple):
    """A free start: ``[starts_at, ends_at)`` at a place, in a lane, offered by a rule or an exception.

    ``bookable_resource_ids`` are all the resources it takes, sorted; ``bookable_resource_id`` is the one
    among them that serves the first need of the type that the service's consultation mode asks for.
    """

    starts_at: Minute
    ends_at: Minute
    doctor_location_id: str | None
    location_room_id: str | None
    bookable_resource_id: str | None
    session_lane: int
    offered_by: Source
    bookable_resource_ids: tuple[str, ...] = ()


class Refusal(NamedTuple):
    """A start of the grid that is not free, with the sorted codes of every reason that applies."""

    starts_at: Minute
    doctor_location_id: str | None
    location_room_id: str | None
    reasons: tuple[str, ...]


class Reason(NamedTuple):
    """One reason why an instant is not offered, with the row that causes it.

    ``source`` is the row to name in the sentence, None where no row causes it (``past``). ``label`` is the
    row's name for people: a break's or rule's label, an exception's reason, a resource's label.
    ``[starts_at, ends_at)`` is the cause's stretch of time, where it has one: the break, the rule's window,
    the exception, the other appointment; for ``past`` and ``notice`` ``ends_at`` is the first instant that is
    late enough, for ``horizon`` ``starts_at`` the first that is too late.
    For ``resource``, ``need`` is the need that cannot be met, and ``source`` a resource that could meet it,
    or what there is none of. ``rivals`` are the rows that take or close that resource (appointments and
    exceptions), or the resources of earlier needs that it cannot be together with.
    """

    code: str
    source: Source | None = None
    label: str | None = None
    starts_at: Minute | None = None
    ends_at: Minute | None = None
    rivals: tuple[Source, ...] = ()
    need: Need | None = None


@dataclass(frozen=True, kw_only=True)
class WhyNot:
    """Why a start at ``starts_at`` is not free; no reasons where it is.

    Where the instant is a start of the grid at several places, ``reasons`` are those of the place that would
    have been offered first, and ``refusals`` those of each place. ``before`` and ``after`` are the nearest
    free starts within the request's window; they are computed when one of them is first read.
    """

    starts_at: Minute
    ends_at: Minute
    doctor_location_id: str | None = None
    location_room_id: str | None = None
    reasons: tuple[Reason, ...]
    refusals: tuple[Refusal, ...] = ()
    find_nearest: Callable[[], tuple[FreeSlot | None, FreeSlot | None]] = field(repr=False, compare=False)

    @cached_property
    def nearest(self) -> tuple[FreeSlot | None, FreeSlot | None]:
        """``before`` and ``after``."""
        return self.find_nearest()

    @property
    def before(self) -> FreeSlot | None:
        """The last free start earlier than this one."""
        return self.nearest[0]

    @property
    def after(self) -> FreeSlot | None:
        """The first free start later than this one."""
        return self.nearest[1]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the reasons, sorted, each once."""
        return tuple(sorted({reason.code for reason in self.reasons}))
