"""What follows from a doctor's facts alone, worked out once for all requests: rows sorted and numbered."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import attrgetter

from medic_desk.engine.clinic_time import clock
from medic_desk.engine.facts import Facts, Minute, Request, Rule, ScheduleException, Service, Source
from medic_desk.engine.hours import Period, RuleHours
from medic_desk.engine.occupancy import Timeline, timeline_of_doctor, timelines_of_resources
from medic_desk.engine.offers import Offer, offer_of
from medic_desk.engine.places import Places
from medic_desk.engine.profile import Profile, Profiles, Provider, profile_of_exception, profile_of_rule
from medic_desk.engine.weeks import Week


class Openings:
    """The available exceptions, sorted by start; each is a working period."""

    __slots__ = ("latest", "periods", "starts")

    def __init__(self, openings: Iterable[tuple[Minute, Minute, Provider]]) -> None:
        self.periods: list[Period] = [(start, end, start, provider) for start, end, provider in openings]
        self.periods.sort(key=_start_and_rank)
        self.starts = [start for start, _, _, _ in self.periods]
        self.latest = list(accumulate((end for _, end, _, _ in self.periods), max))

    def meeting(self, first: Minute, before: Minute) -> list[Period]:
        """The openings that meet ``[first, before)``."""
        low, high = bisect_right(self.latest, first), bisect_left(self.starts, before)
        return [
            (start, end, anchor, provider)
            for start, end, anchor, provider in self.periods[low:high]
            if end > first
        ]


def _start_and_rank(period: Period) -> tuple[Minute, tuple[bool, str, str]]:
    start, _, _, provider = period
    return start, provider.rank


class Blocks:
    """The blocked exceptions, sorted by start."""

    __slots__ = ("latest", "rows", "starts")

    def __init__(self, exceptions: Iterable[ScheduleException]) -> None:
        self.rows = sorted(exceptions, key=attrgetter("starts_at", "id"))
        self.starts = [row.starts_at for row in self.rows]
        self.latest = list(accumulate((row.ends_at for row in self.rows), max))

    def around(self, start: Minute, end: Minute) -> list[ScheduleException]:
        """The blocked exceptions that may overlap ``[start, end)``; some may not."""
        return self.rows[bisect_right(self.latest, start) : bisect_left(self.starts, end)]


class Prepared:
    """A doctor's facts, ready for any request. Made by ``prepare``, kept in ``Facts.prepared``."""

    __slots__ = (
        "_offers", "blocks", "busy", "claimed", "clock", "has_breaks", "is_disjoint", "openings", "places",
        "profiles", "resources", "weeks",
    )  # fmt: skip

    def __init__(self, facts: Facts, like: Facts | None = None) -> None:
        self.clock = clock(facts.timezone)
        self.places = Places(facts)
        profiles = Profiles()
        by_zone: dict[str, list[RuleHours]] = {}
        for rule in facts.rules:
            if rule.is_active:
                number = profiles.number(_at_own_location(profile_of_rule(rule), self.places))
                provider = Provider(number, Source(rule.table, rule.id), rule.label, is_exception=False)
                by_zone.setdefault(rule.timezone, []).append(RuleHours(rule, provider))
        self.weeks = tuple(Week(clock(zone), hours) for zone, hours in by_zone.items())
        self.is_disjoint = len(self.weeks) <= 1 and all(week.is_disjoint for week in self.weeks)
        self.has_breaks = any(rule.breaks for rule in facts.rules)
        self.openings = Openings(_openings(facts, profiles, self.places))
        self.profiles = profiles.listed()
        self.blocks = Blocks(
            row._replace(doctor_location_id=self.places.own_row(row.doctor_location_id))
            for row in facts.exceptions
            if row.exception_type == "blocked"
        )
        if like is not None and _hold_the_same_appointments(facts, like):
            known = prepare(like)
            self.busy: Timeline = known.busy
            self.claimed: dict[str, Timeline] = known.claimed
        else:
            self.busy = timeline_of_doctor(facts.doctor_id, facts.appointments, facts.services)
            self.claimed = timelines_of_resources(facts.claims, facts.appointments, facts.services)
        self.resources = tuple(
            sorted(
                (r for r in facts.resources if r.doctor_id in (None, facts.doctor_id)),
                key=attrgetter("label", "id"),
            )
        )
        """The doctor's and the clinic's, also those that are not active."""
        self._offers: dict[tuple[str, str | None, str | None], Sequence[Offer | None]] = {}

    def offers(self, service: Service, request: Request) -> Sequence[Offer | None]:
        """What the hours of each profile offer a request for the service, by the profile's number.

        Kept: a desk asks about few services and places, time and again.
        """
        key = (service.id, request.doctor_location_id, request.location_room_id)
        offers = self._offers.get(key)
        if offers is None:
            offers = [
                offer_of(profile, self.places, self.resources, service, request) for profile in self.profiles
            ]
            self._offers[key] = offers
        return offers


def _at_own_location(profile: Profile, places: Places) -> Profile:
    """The profile with a colleague's location row as the doctor's own (engine-semantics 5)."""
    location = profile.scope_doctor_location_id
    own = places.own_row(location)
    return profile if own == location else profile._replace(scope_doctor_location_id=own)


def _openings(facts: Facts, profiles: Profiles, places: Places) -> Iterable[tuple[Minute, Minute, Provider]]:
    """The available exceptions with their providers; one that rounding inward leaves empty offers nothing."""
    nameable: dict[str, Rule] = {rule.id: rule for rule in facts.rules if rule.table == "schedule_rules"}
    for row in facts.exceptions:
        if row.exception_type == "available" and row.starts_at < row.ends_at:
            named = nameable.get(row.schedule_rule_id) if row.schedule_rule_id is not None else None
            number = profiles.number(_at_own_location(profile_of_exception(row, named), places))
            provider = Provider(number, Source(row.table, row.id), row.reason, is_exception=True)
            yield row.starts_at, row.ends_at, provider


def _hold_the_same_appointments(one: Facts, other: Facts) -> bool:
    """Whether all that occupies is the same in both, row for row: the very same tuples."""
    return (
        one.doctor_id == other.doctor_id
        and one.appointments is other.appointments
        and one.claims is other.claims
        and one.services is other.services
    )


def prepare(facts: Facts, like: Facts | None = None) -> Prepared:
    """What follows from the facts alone; worked out at the first call and kept in ``facts.prepared``.

    ``like`` are facts that were asked before and perhaps hold the same appointments, as where an edit changed
    the hours alone: then these are not gone through again. Raises UnknownZoneError where a time zone of the
    facts is none.
    """
    prepared = facts.prepared
    if not isinstance(prepared, Prepared):
        prepared = Prepared(facts, like)
        # Facts are frozen, but this follows from them alone: keeping it does not change what they mean.
        object.__setattr__(facts, "prepared", prepared)
    return prepared
