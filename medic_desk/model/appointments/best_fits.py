"""Where appointments that have to go elsewhere could go: read and worked out in one go, each its own start.

In what order starts are proposed says ``start_ranking``.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.engine import distinct_starts, free_slots
from medic_desk.engine.clinic_time import clock, local_date, minute_ceil
from medic_desk.engine.facts import Facts, Minute, Request
from medic_desk.model.appointments.doctor_days import read_doctor_days
from medic_desk.model.appointments.offered_starts import OfferedStart
from medic_desk.model.appointments.start_ranking import Fits, best_fits
from medic_desk.model.facts.facts import LONGEST_APPOINTMENT_MINUTES, read_facts
from medic_desk.model.facts.instants import ceil_minute, floor_minute, utc_value

FIT_DAYS = 14
"""Over how many days a start is looked for, from the day on which the appointment was to be."""

Service = tuple[str, str]
"""A doctor's id, and that of an appointment type of theirs."""

Span = tuple[Minute, Minute]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToPlace:
    """An appointment that has to go elsewhere.

    It was to begin at ``starts_at``. ``own`` is its doctor and service, ``colleagues`` are the like services
    of others (``Clinic.like_services``).
    ``minutes`` is how long it takes at its own doctor; a colleague's service takes its own time. ``hold_ids``
    are what is held for it already, which is in nobody else's way here.
    """

    appointment_id: str
    starts_at: Minute
    own: Service
    colleagues: tuple[Service, ...]
    minutes: int
    doctor_location_id: str | None
    patient_id: str | None
    hold_ids: frozenset[str] = frozenset()


BestFits = Mapping[str, tuple[OfferedStart, ...]]
"""The starts proposed for an appointment, by its id, the best first; empty where nothing is free in time."""


def read_best_fits(
    session: Session, wanted: Sequence[ToPlace], first_day: date, days: int = FIT_DAYS
) -> BestFits:
    """Read the doctors' worlds in one snapshot and propose starts for each appointment, in their order.

    ``first_day`` is today. Starts are proposed from the day of the appointment on, and where that has none
    before it: who wanted next week does not want today. The first start of each is proposed to no other: who
    is called second must not hear that the time is gone.
    No start is proposed at which the patient has another appointment. Raises ``NotFound`` where a doctor is
    gone.
    """
    if not wanted:
        return {}
    services = [service for one in wanted for service in (one.own, *one.colleagues)]
    doctor_ids = tuple(dict.fromkeys(doctor_id for doctor_id, _ in services))
    latest = max(one.starts_at for one in wanted)
    ahead = max(0, (local_date(latest, "UTC") - first_day).days)
    head = read_doctor_days(session, doctor_ids, first_day, ahead + days)
    first, before = max(head.span[0], minute_ceil(head.now)), head.span[1]
    moved = [one.appointment_id for one in wanted]
    worlds = read_facts(session, doctor_ids, first, before, appointment_ids=moved)
    patients = _read_patients_times(session, wanted, first, before)
    return _Proposals(worlds, head.now, (first, before), patients, days).of_all(wanted)


class _Taken:
    """Spans of time that are taken, by a doctor's or a patient's id, each with the appointment in it."""

    def __init__(self) -> None:
        self._spans: dict[str, list[tuple[Minute, Minute, str]]] = defaultdict(list)
        self._longest: Minute = 0

    def add(self, whose: str, span: Span, appointment_id: str) -> None:
        insort(self._spans[whose], (*span, appointment_id))
        self._longest = max(self._longest, span[1] - span[0])

    def is_free(self, whose: str, start: OfferedStart, appointment_id: str) -> bool:
        """Whether no other appointment has any of the time of a start."""
        spans = self._spans.get(whose)
        if spans is None:
            return True
        starts_at, ends_at = start.slot[:2]
        place = bisect_left(spans, (ends_at,)) - 1
        while place >= 0 and spans[place][0] > starts_at - self._longest:
            if spans[place][1] > starts_at and spans[place][2] != appointment_id:
                return False
            place -= 1
        return True


_PATIENTS_TIMES = text(
    f"""
    SELECT a.id::text, a.patient_id::text, {floor_minute("a.starts_at")} AS starts_at,
           {ceil_minute("a.ends_at")} AS ends_at
      FROM appointments a
     WHERE a.patient_id = ANY (CAST(:patient_ids AS uuid[])) AND a.status IN ('pending', 'confirmed')
       AND a.starts_at < :before AND a.ends_at > :from
    """  # noqa: S608 - only constants of this program are put in
)


def _read_patients_times(
    session: Session, wanted: Sequence[ToPlace], first: Minute, before: Minute
) -> _Taken:
    """When the patients have appointments."""
    named = {
        "patient_ids": sorted({one.patient_id for one in wanted if one.patient_id is not None}),
        "from": utc_value(first - LONGEST_APPOINTMENT_MINUTES),
        "before": utc_value(before),
    }
    times = _Taken()
    for row in session.execute(_PATIENTS_TIMES, named):
        times.add(row.patient_id, (row.starts_at, row.ends_at), row.id)
    return times


class _Asked(NamedTuple):
    """A question to the engine: whoever asks the same shares the answer."""

    service: Service
    minutes: int | None
    appointment_id: str | None
    hold_ids: frozenset[str]


class _Proposals:
    """Gives starts out; what it has proposed first to one appointment it proposes to no other."""

    def __init__(
        self,
        worlds: Mapping[str, Facts],
        now: datetime,
        within: Span,
        patients: _Taken,
        days: int,
    ) -> None:
        self._days = days
        self._worlds = worlds
        self._now = now
        self._within = within
        self._patients = patients
        self._given = _Taken()
        places = (place for facts in worlds.values() for place in facts.locations)
        self._houses = {place.id: place.clinic_site_id or place.id for place in places}
        self._known: dict[tuple[_Asked, str | None, int], Fits] = {}
        self._starts: dict[_Asked, tuple[OfferedStart, ...]] = {}

    def of_all(self, wanted: Sequence[ToPlace]) -> BestFits:
        """The first of each before the further ones of any: none of these shall be the first of another."""
        for one in wanted:
            is_open = partial(self._is_open, one)
            found = self._own(one).first(is_open)
            first = found[1:] if found is not None else best_fits(Fits(()), self._colleagues(one), is_open, 1)
            for start in first:
                self._given.add(start.doctor_id, start.slot[:2], one.appointment_id)
        return {
            one.appointment_id: best_fits(self._own(one), self._colleagues(one), partial(self._is_open, one))
            for one in wanted
        }

    def _own(self, one: ToPlace) -> Fits:
        return self._fits(one, one.own, one.minutes)

    def _colleagues(self, one: ToPlace) -> list[Fits]:
        return [self._fits(one, service, None) for service in one.colleagues]

    def _is_open(self, one: ToPlace, start: OfferedStart) -> bool:
        is_given = not self._given.is_free(start.doctor_id, start, one.appointment_id)
        if is_given or one.patient_id is None:
            return not is_given
        return self._patients.is_free(one.patient_id, start, one.appointment_id)

    def _fits(self, one: ToPlace, service: Service, minutes: int | None) -> Fits:
        """The free starts of a service; those that name no place count as being in the same house."""
        facts = self._worlds.get(service[0])
        known = None if facts is None else facts.services.get(service[1])
        if facts is None or known is None:
            return Fits(())
        # It is asked for by its name only where its service is offered to nobody else.
        is_offered = known.is_active and facts.doctor_is_active
        named = one.appointment_id if service == one.own and not is_offered else None
        asked = _Asked(service, minutes, named, one.hold_ids)
        house = self._houses.get(one.doctor_location_id or "")
        key = (asked, house, clock(facts.timezone).day(one.starts_at))
        if key not in self._known:
            self._known[key] = self._by_house(self._around(facts, asked, key[2]), house)
        return self._known[key]

    def _by_house(self, starts: Sequence[OfferedStart], wanted: str | None) -> Fits:
        if wanted is None:
            return Fits(starts)
        here: list[OfferedStart] = []
        elsewhere: list[OfferedStart] = []
        for start in starts:
            is_here = self._houses.get(start.slot.doctor_location_id or "", wanted) == wanted
            (here if is_here else elsewhere).append(start)
        return Fits(here, elsewhere)

    def _around(self, facts: Facts, asked: _Asked, day: int) -> Sequence[OfferedStart]:
        """The starts from a local day on, soonest first; without any those before it, latest first."""
        if asked not in self._starts:
            self._starts[asked] = self._ask(facts, asked)
        free, there = self._starts[asked], clock(facts.timezone)
        first = bisect_left(free, there.instant(day, 0), key=_starts_at)
        before = bisect_left(free, there.instant(day + self._days, 0), key=_starts_at)
        return free[first:before] or free[:first][::-1]

    def _ask(self, facts: Facts, asked: _Asked) -> tuple[OfferedStart, ...]:
        doctor_id, service_id = asked.service
        known = facts.services[service_id]
        if asked.minutes not in (None, known.duration_minutes):
            resized = replace(known, duration_minutes=asked.minutes)
            facts = replace(facts, services=MappingProxyType({**facts.services, service_id: resized}))
        request = Request(
            now=self._now,
            appointment_type_id=service_id,
            starts_from=self._within[0],
            starts_before=self._within[1],
            ignore_appointment_ids=asked.hold_ids,
            for_appointment_id=asked.appointment_id,
        )
        found = distinct_starts(free_slots(facts, request))
        return tuple(OfferedStart(doctor_id, service_id, slot, facts.timezone) for slot in found)


def _starts_at(start: OfferedStart) -> Minute:
    return start.starts_at
