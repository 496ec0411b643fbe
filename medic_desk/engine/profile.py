"""Profiles: what hours say besides their times, namely interval, buffers, lanes, priority and scopes.

A clinic's rules repeat a few profiles over and over, so they are numbered: what follows from one (whether it
serves a request, and where) is worked out once for each, not for each rule and day.
"""

from operator import attrgetter
from typing import NamedTuple

from medic_desk.engine.facts import ConsultationMode, Rule, ScheduleException, Source

EXCEPTION_INTERVAL_MINUTES = 30
"""Slot interval of an available exception that names no rule (engine-semantics 4)."""


class Profile(NamedTuple):
    """Everything that working periods may share apart from when they are."""

    slot_interval_minutes: int = EXCEPTION_INTERVAL_MINUTES
    buffer_before_minutes: int = 0
    buffer_after_minutes: int = 0
    max_parallel_sessions: int = 1
    priority: int = 0
    scope_appointment_type_id: str | None = None
    scope_consultation_mode: ConsultationMode | None = None
    scope_doctor_location_id: str | None = None
    scope_location_room_id: str | None = None

    @property
    def scope_count(self) -> int:
        """How many scope fields are set: the second thing that ranks periods (engine-semantics 8)."""
        scopes = (
            self.scope_appointment_type_id,
            self.scope_consultation_mode,
            self.scope_doctor_location_id,
            self.scope_location_room_id,
        )
        return len(scopes) - scopes.count(None)


_fields_of_profile = attrgetter(*Profile._fields)


class Provider:
    """Who offers time: one rule or one available exception, with the number of its profile.

    ``rank`` orders providers of one start and place after priority, scopes and the working period's start:
    rules before exceptions, then the smaller id (engine-semantics 8).
    """

    __slots__ = ("label", "profile_number", "rank", "source")

    def __init__(self, profile_number: int, source: Source, label: str | None, *, is_exception: bool) -> None:
        self.profile_number = profile_number
        self.source = source
        self.label = label
        self.rank = (is_exception, source.id, source.table)


class Profiles:
    """Distinct profiles, numbered in the order in which they were added."""

    __slots__ = ("_numbers",)

    def __init__(self) -> None:
        self._numbers: dict[Profile, int] = {}

    def number(self, profile: Profile) -> int:
        """The number of a profile; equal profiles have the same."""
        return self._numbers.setdefault(profile, len(self._numbers))

    def listed(self) -> tuple[Profile, ...]:
        """The profiles by their numbers."""
        return tuple(self._numbers)


def profile_of_rule(rule: Rule) -> Profile:
    """A rule's own profile: the rule's fields of the same names."""
    return Profile._make(_fields_of_profile(rule))


def profile_of_exception(exception: ScheduleException, named: Rule | None) -> Profile:
    """An available exception's profile: its own scopes, then those of the rule it names (engine-semantics 4).

    Scopes taken from the rule count as the exception's own.
    """
    base = Profile() if named is None else profile_of_rule(named)
    return base._replace(
        scope_appointment_type_id=exception.appointment_type_id or base.scope_appointment_type_id,
        scope_doctor_location_id=exception.doctor_location_id or base.scope_doctor_location_id,
        scope_location_room_id=exception.location_room_id or base.scope_location_room_id,
    )
