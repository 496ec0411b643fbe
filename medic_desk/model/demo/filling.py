"""Filling the demo's calendars: free starts are booked until each half-day is as full as a real clinic's.

Every booked start comes from ``free_slots`` of a world with everything booked before it, so hours, lanes,
buffers and resources are right by construction.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from random import Random

from medic_desk.engine import free_slots
from medic_desk.engine.clinic_time import DAY_MINUTES, clock, datetime_at, day_of, instant_of
from medic_desk.engine.facts import Appointment, Claim, Facts, FreeSlot, Request, Rule, Service
from medic_desk.model.demo.frame import Frame
from medic_desk.model.demo.sources import DoctorSource, RuleSource, ServiceSource
from medic_desk.model.demo.worlds import World

REACH_DAYS = 62
"""How many days back and forward appointments reach."""

_PARTS = 4
_ROUNDS = 15
_PICKS_A_ROUND = 2
_SHORT_MINUTES = 30
_CANCELLED_SHARE = 0.07
_FULL_TODAY, _FULL_PAST, _FULL_AT_END = 0.88, 0.80, 0.56
_JITTER = 0.07
_WINDOW_SKIPPED = 0.3
_FIRST_TAKEN = 0.55
# What is no longer offered has appointments for some weeks after, fewer than before. A doctor who left has
# none in the days around the demo's own.
_BOOKED_AFTER_END_DAYS = 20
_FULL_AFTER_END = 0.35
_GONE_UNTIL_DAY = 2

Window = tuple[int, str]
"""A local day and the id of the rule or exception that offers: these minutes are filled to one target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A booked start; ``kept`` is false where it was cancelled early, so that it takes no time."""

    world: World
    service: ServiceSource
    service_id: str
    slot: FreeSlot
    kept: bool


@dataclass(slots=True)
class _Filling:
    """One doctor's calendar while it is being filled."""

    frame: Frame
    world: World
    chance: Random
    rule_sources: dict[str, RuleSource]
    services: list[tuple[ServiceSource, str]]
    colleagues: list[World]
    wanted: dict[Window, float] = field(default_factory=dict)
    booked: dict[Window, int] = field(default_factory=lambda: defaultdict(int))
    picks: list[Pick] = field(default_factory=list)


def fill_calendars(
    frame: Frame,
    worlds: Sequence[World],
    rule_sources: dict[str, RuleSource],
    service_ids: dict[tuple[str, str], str],
) -> list[Pick]:
    """Fill every doctor's calendar, ``REACH_DAYS`` back and forward; the picks in order of start.

    Kept picks are added to their world; those that claim a shared resource, to every other world too.
    """
    picks: list[Pick] = []
    for world in worlds:
        filling = _Filling(
            frame,
            world,
            frame.chance(f"filling/{world.doctor.key}"),
            rule_sources,
            [(service, service_ids[world.doctor.key, service.slug]) for service in world.doctor.services],
            [other for other in worlds if other is not world],
        )
        _fill(filling)
        picks += filling.picks
    return sorted(
        picks, key=lambda pick: (pick.slot.starts_at, pick.world.doctor.key, pick.slot.session_lane)
    )


def _fill(filling: _Filling) -> None:
    """Fill the days part by part, each with its own order of services, so that weeks differ."""
    _set_targets(filling)
    weighted = [place for place, (service, _) in enumerate(filling.services) for _ in range(service.weight)]
    edges = [-REACH_DAYS + (2 * REACH_DAYS + 1) * part // _PARTS for part in range(_PARTS + 1)]
    today = day_of(filling.frame.today)
    for first, before in pairwise(edges):
        windows = [window for window in filling.wanted if first <= window[0] - today < before]
        order: list[int] = []
        for _ in range(_ROUNDS):
            if not order:
                order = filling.chance.sample(weighted, len(weighted))
            service, service_id = filling.services[order.pop()]
            if not any(_has_room(filling, window, service) for window in windows):
                continue
            _take(filling, service, service_id, _offered(filling, service, service_id, first, before))


def _set_targets(filling: _Filling) -> None:
    """Set for each window how many minutes to book: its bookable minutes times how full it shall be."""
    spans: dict[Window, list[tuple[int, int]]] = defaultdict(list)
    for service, service_id in filling.services:
        for window, slots in _offered(filling, service, service_id, -REACH_DAYS, REACH_DAYS + 1):
            spans[window] += [(slot.starts_at, slot.ends_at) for slot in slots]
    today = day_of(filling.frame.today)
    for window in sorted(spans):
        rule = filling.rule_sources[window[1]]
        full = _fullness(window[0] - today) + filling.chance.uniform(-_JITTER, _JITTER)
        left = filling.world.doctor.left_in_days
        if left is not None and window[0] - today >= left:
            full *= _FULL_AFTER_END
        filling.wanted[window] = _covered_minutes(spans[window]) * rule.parallel * rule.fill * full


def _offered(
    filling: _Filling, service: ServiceSource, service_id: str, first: int, before: int
) -> list[tuple[Window, list[FreeSlot]]]:
    """The free slots of a service by window, in order of time; on the days ``[first, before)`` from today.

    A service with hours of its own is booked in those only, even where other hours serve it too.
    """
    frame, zone = filling.frame, clock(filling.frame.zone)
    request = Request(
        now=datetime_at(_midnight(frame, frame.day(-2 * REACH_DAYS))),
        appointment_type_id=service_id,
        starts_from=_midnight(frame, frame.day(first)),
        starts_before=_midnight(frame, frame.day(before)),
    )
    facts = filling.world.facts(request.starts_from - DAY_MINUTES, request.starts_before + DAY_MINUTES)
    found: dict[Window, list[FreeSlot]] = defaultdict(list)
    today = day_of(frame.today)
    for slot in free_slots(facts, request):
        rule = filling.rule_sources[slot.offered_by.id]
        day = zone.day(slot.starts_at)
        if service.own_hours_only and rule.service != service.slug and rule.mode != service.mode:
            continue
        if _is_ever_booked(filling.world.doctor, service, day - today):
            found[day, slot.offered_by.id].append(slot)
    return list(found.items())


def _has_room(filling: _Filling, window: Window, service: ServiceSource) -> bool:
    """Whether the window is not yet as full as it shall be."""
    return filling.booked[window] + service.duration / 2 <= filling.wanted[window]


def _is_ever_booked(doctor: DoctorSource, service: ServiceSource, in_days: int) -> bool:
    """Whether anybody is booked for it on that day: what is no longer offered runs out."""
    left, retired = doctor.left_in_days, service.retired_in_days
    if left is not None and (left <= in_days < _GONE_UNTIL_DAY or in_days > left + _BOOKED_AFTER_END_DAYS):
        return False
    return retired is None or in_days <= retired + _BOOKED_AFTER_END_DAYS


def _take(
    filling: _Filling,
    service: ServiceSource,
    service_id: str,
    offered: Iterable[tuple[Window, list[FreeSlot]]],
) -> None:
    """Book a few of the offered starts, in windows that are not full yet.

    Each of them was free alone. For them to be free together, each begins after the one before has ended,
    longest buffers included.
    """
    not_before = 0
    padding = _longest_padding(filling.world.empty)
    picks = max(_PICKS_A_ROUND, 1 + _SHORT_MINUTES // service.duration)
    for window, slots in offered:
        if filling.chance.random() < _WINDOW_SKIPPED:
            continue
        for _ in range(max(picks, filling.rule_sources[window[1]].parallel)):
            later = [slot for slot in slots if slot.starts_at >= not_before]
            if not later or not _has_room(filling, window, service):
                break
            # About half of the people take the first start offered, the others any later one.
            slot = later[0] if filling.chance.random() < _FIRST_TAKEN else filling.chance.choice(later)
            kept = filling.chance.random() >= _CANCELLED_SHARE
            pick = Pick(world=filling.world, service=service, service_id=service_id, slot=slot, kept=kept)
            filling.picks.append(pick)
            if kept:
                filling.booked[window] += service.duration
                not_before = slot.ends_at + padding
                book(pick, filling.colleagues)


def book(pick: Pick, colleagues: Iterable[World]) -> None:
    """Add an appointment at the picked start to its world, and to colleagues' whose resources it claims."""
    world, slot = pick.world, pick.slot
    appointment = Appointment(
        id=f"{world.doctor.key}/{slot.starts_at}/{slot.session_lane}",
        doctor_id=world.empty.doctor_id,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        status="confirmed",
        appointment_type_id=pick.service_id,
        session_lane=slot.session_lane,
    )
    claims = [
        Claim(
            id=f"{appointment.id}/{resource_id}",
            appointment_id=appointment.id,
            bookable_resource_id=resource_id,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
        )
        for resource_id in slot.bookable_resource_ids
    ]
    world.add(appointment, claims)
    for colleague in colleagues:
        shared = [claim for claim in claims if claim.bookable_resource_id in colleague.shared]
        if shared:
            colleague.add(appointment, shared)


def _fullness(days_from_today: int) -> float:
    """The share of a day that is booked: high in the past and near future, half in the far future."""
    if days_from_today < 0:
        return _FULL_PAST
    return _FULL_TODAY + (_FULL_AT_END - _FULL_TODAY) * days_from_today / REACH_DAYS


def _covered_minutes(spans: list[tuple[int, int]]) -> int:
    total = reached = 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def _longest_padding(facts: Facts) -> int:
    """The longest time that may have to stay free between two neighbouring appointments of this doctor."""
    own = [service for service in facts.services.values() if service.doctor_id == facts.doctor_id]
    having_buffers: list[Service | Rule] = [*own, *facts.rules]
    return max(each.buffer_before_minutes for each in having_buffers) + max(
        each.buffer_after_minutes for each in having_buffers
    )


def _midnight(frame: Frame, day: date) -> int:
    return instant_of(day, 0, frame.zone)
