"""First free: the earliest starts of a service at any of many doctors, read and worked out in one go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from medic_desk.engine import free_in_order
from medic_desk.engine.clinic_time import DAY_MINUTES, instant_of, minute_ceil, minute_floor
from medic_desk.engine.facts import Facts, FreeSlot, Minute, Request
from medic_desk.model.appointments.doctor_days import read_doctor_days
from medic_desk.model.appointments.free_starts import NOON, PartOfDay, requests_at_places
from medic_desk.model.facts.facts import read_facts

Window = tuple[Minute, Minute]

_READ_DAYS = (7, 21, None)
"""How many days are read at a time; None: all that are left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstFreeWish:
    """What is looked for, on the local dates ``[first_day, first_day + days)`` of each doctor's zone.

    ``services`` are (doctor's id, appointment type's id): one service of one doctor each. ``site_ids`` are
    the places that will do, as ``FreeStarts.within`` has them; None: any. ``weekdays`` are those that will
    do, 1 (Monday) to 7; None: any. ``count`` is how many answers are wanted.
    """

    services: tuple[tuple[str, str], ...]
    site_ids: frozenset[str] | None = None
    weekdays: frozenset[int] | None = None
    part: PartOfDay = PartOfDay.ANY
    first_day: date
    days: int = 60
    count: int = 5


@dataclass(frozen=True, slots=True)
class FirstFree:
    """One answer: a start of the doctor's service, with its place; ``zone`` is the doctor's."""

    doctor_id: str
    appointment_type_id: str
    slot: FreeSlot
    zone: str


def read_first_free(session: Session, wish: FirstFreeWish) -> tuple[FirstFree, ...]:
    """Read the doctors' worlds in one snapshot and find their earliest free starts.

    In order of time; of one time in the order of ``wish.services``. Most answers lie near, and reading two
    months of a clinic takes longer than all the rest: so it is read piece by piece, in three statements to
    five, until there are enough. Raises ``NotFound`` where a doctor is gone.
    """
    if not wish.services or wish.days <= 0:
        return ()
    doctor_ids = tuple(dict.fromkeys(doctor_id for doctor_id, _ in wish.services))
    head = read_doctor_days(session, doctor_ids, wish.first_day, wish.days)
    found: tuple[FirstFree, ...] = ()
    for first, before in _pieces(max(head.span[0], minute_floor(head.now)), head.span[1]):
        worlds = read_facts(session, doctor_ids, first, before)
        wanted = replace(wish, count=wish.count - len(found))
        asked = [worlds[doctor_id] for doctor_id in doctor_ids]
        found += first_free_of(asked, wanted, head.now, (first, before))
        if len(found) >= wish.count:
            break
    return found


def _pieces(first: Minute, before: Minute) -> Iterator[Window]:
    """The span in the pieces in which it is read."""
    for days in _READ_DAYS:
        after = before if days is None else min(first + days * DAY_MINUTES, before)
        if first < after:
            yield first, after
        first = after


def first_free_of(
    worlds: Sequence[Facts], wish: FirstFreeWish, now: datetime, within: Window | None = None
) -> tuple[FirstFree, ...]:
    """The answers to ``wish`` in the worlds of its doctors, as of ``now``; ``within`` bounds their starts.

    A start is one answer for each doctor and service, however many places offer it. A service that a world
    does not know has none.
    """
    by_doctor = {facts.doctor_id: facts for facts in worlds}
    windows: dict[str, list[Window]] = {}
    asked: list[tuple[Facts, Request]] = []
    for doctor_id, service_id in wish.services:
        facts = by_doctor[doctor_id]
        if service_id not in facts.services:
            continue
        if facts.timezone not in windows:
            windows[facts.timezone] = list(_windows(wish, facts.timezone, minute_ceil(now), within))
        for first, before in windows[facts.timezone]:
            request = Request(
                now=now, appointment_type_id=service_id, starts_from=first, starts_before=before
            )
            asked += [(facts, one) for one in requests_at_places(facts, request, wish.site_ids)]
    found: dict[tuple[str, str, Minute], FirstFree] = {}
    for index, slot in free_in_order(asked):
        facts, request = asked[index]
        key = facts.doctor_id, request.appointment_type_id, slot.starts_at
        if key in found:
            continue
        if len(found) >= wish.count:
            break
        found[key] = FirstFree(facts.doctor_id, request.appointment_type_id, slot, facts.timezone)
    return tuple(found.values())


def _windows(wish: FirstFreeWish, zone: str, present: Minute, within: Window | None) -> Iterator[Window]:
    """The spans of time that will do, from the present on; days that follow each other are one span."""
    earliest, latest = (present, None) if within is None else (max(within[0], present), within[1])
    begun: Window | None = None
    for day_begins, day_ends in _days(wish, zone):
        first = max(day_begins, earliest)
        before = day_ends if latest is None else min(day_ends, latest)
        if first >= before:
            continue
        if begun is not None and begun[1] == first:
            begun = begun[0], before
            continue
        if begun is not None:
            yield begun
        begun = first, before
    if begun is not None:
        yield begun


def _days(wish: FirstFreeWish, zone: str) -> Iterator[Window]:
    """The wanted part of each wanted day, as instants."""
    for number in range(wish.days):
        day = wish.first_day + timedelta(days=number)
        if wish.weekdays is not None and day.isoweekday() not in wish.weekdays:
            continue
        first = NOON if wish.part is PartOfDay.PM else 0
        before = NOON if wish.part is PartOfDay.AM else 24 * 60
        start, stop = instant_of(day, first, zone), instant_of(day, before, zone)
        if start < stop:
            yield start, stop
