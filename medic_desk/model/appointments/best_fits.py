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
from medic_desk.model.appointments.start_ranking import MOST_FITS, Fits, best_fits
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
) -> Mapping[str, Sequence[tuple[str, Span]]]:
    """When patients have appointments, each with its id, by the patient's."""
    named = {
        "patient_ids": sorted({one.patient_id for one in wanted if one.patient_id is not None}),
        "from": utc_value(first - LONGEST_APPOINTMENT_MINUTES),
        "before": utc_value(before),
    }
    times: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for row in session.execute(_PATIENTS_TIMES, named):
        times[row.patient_id].append((row.id, (row.starts_at, row.ends_at)))
    return times


class _Given:
    """The spans that were proposed first, each to one appointment: of one doctor they never overlap."""

    def __init__(self) -> None:
        self._spans: dict[str, list[tuple[Minute, Minute, str]]] = defaultdict(list)

    def add(self, start: OfferedStart, appointment_id: str) -> None:
        insort(self._spans[start.doctor_id], (start.starts_at, start.slot.ends_at, appointment_id))

    def is_free(self, start: OfferedStart, appointment_id: str) -> bool:
        """Whether no other appointment was proposed to be there."""
        spans = self._spans[start.doctor_id]
        place = bisect_left(spans, (start.slot.ends_at,)) - 1
        while place >= 0 and spans[place][1] > start.starts_at:
            if spans[place][2] != appointment_id:
                return False
            place -= 1
        return True


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
        patients: Mapping[str, Sequence[tuple[str, Span]]],
        days: int,
    ) -> None:
        self._days = days
        self._worlds = worlds
        self._now = now
        self._within = within
        self._patients = patients
        self._given = _Given()
        self._starts: dict[_Asked, tuple[OfferedStart, ...]] = {}

    def of_all(self, wanted: Sequence[ToPlace]) -> BestFits:
        """The first of each before the further ones of any: none of these shall be the first of another."""
        for one in wanted:
            for start in self._fits(one, 1):
                self._given.add(start, one.appointment_id)
        return {one.appointment_id: self._fits(one, MOST_FITS) for one in wanted}

    def _fits(self, one: ToPlace, count: int) -> tuple[OfferedStart, ...]:
        own = self._by_house(one, one.own, one.minutes)
        colleagues = [self._by_house(one, service, None) for service in one.colleagues]
        return best_fits(own, colleagues, partial(self._is_open, one), count)

    def _is_open(self, one: ToPlace, start: OfferedStart) -> bool:
        times = self._patients.get(one.patient_id or "", ())
        return self._given.is_free(start, one.appointment_id) and not any(
            starts_at < start.slot.ends_at and start.starts_at < ends_at
            for other_id, (starts_at, ends_at) in times
            if other_id != one.appointment_id
        )

    def _by_house(self, one: ToPlace, service: Service, minutes: int | None) -> Fits:
        """The free starts of a service; those that name no place count as being in the same house."""
        free = self._free(service, minutes, one)
        starts = self._around(one, free)
        facts = self._worlds.get(one.own[0])
        places = () if facts is None else facts.locations
        houses = {place.id: place.clinic_site_id or place.id for place in places}
        wanted = houses.get(one.doctor_location_id or "")
        if wanted is None or not starts:
            return Fits(starts)
        here: list[OfferedStart] = []
        elsewhere: list[OfferedStart] = []
        for start in starts:
            is_here = houses.get(start.slot.doctor_location_id or "", wanted) == wanted
            (here if is_here else elsewhere).append(start)
        return Fits(here, elsewhere)

    def _around(self, one: ToPlace, free: Sequence[OfferedStart]) -> Sequence[OfferedStart]:
        """The starts from the appointment's day on, soonest first; else those before it, latest first."""
        if not free:
            return ()
        there = clock(free[0].zone)
        day = there.day(one.starts_at)
        first = bisect_left(free, there.instant(day, 0), key=_starts_at)
        before = bisect_left(free, there.instant(day + self._days, 0), key=_starts_at)
        return free[first:before] or free[:first][::-1]

    def _free(self, service: Service, minutes: int | None, one: ToPlace) -> tuple[OfferedStart, ...]:
        """The free starts of a service in order of time, asked once for all who want the same.

        An appointment is asked for by its name only where its service is offered to nobody else.
        """
        doctor_id, service_id = service
        facts = self._worlds.get(doctor_id)
        known = None if facts is None else facts.services.get(service_id)
        if facts is None or known is None:
            return ()
        is_offered = known.is_active and facts.doctor_is_active
        named = one.appointment_id if service == one.own and not is_offered else None
        asked = _Asked(service, minutes, named, one.hold_ids)
        if asked not in self._starts:
            self._starts[asked] = self._ask(facts, asked)
        return self._starts[asked]

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
