"""Why some days have no free start: what a list says in place of the starts it has none of."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from medic_desk.engine import day_pattern, refused
from medic_desk.engine.facts import Facts, Minute, Refusal, Request, ScheduleException, Service
from medic_desk.engine.question import Question
from medic_desk.model.appointments.free_starts import FreeStarts, requests_at_places
from medic_desk.model.facts.exception_sources import CLOSURE_SOURCE

NoFreeTimeKind = Literal[
    "not_offered",  # the service, or the doctor, is no longer offered
    "not_offered_here",  # not at the place that is asked for
    "past",  # the days are over
    "no_hours",  # no hours of these days serve the service
    "too_short",  # hours do, and none is long enough for it
    "away",  # time off, or time that somebody blocked
    "closed",  # a closure of the clinic, a house or a room; a holiday
    "fully_booked",  # other appointments, with the pauses around them
    "no_resource",  # a room, a machine or a person it needs is taken or missing
]


@dataclass(frozen=True, slots=True)
class NoFreeTime:
    """One reason why a doctor's days have no free start for a service.

    ``starts`` is how many starts of the grid it takes away, 0 where there are none to take. ``label`` is the
    exception's reason, where one is told. ``until`` is when the absence or the closure ends (it may lie
    beyond the days that were asked about); None of all others.
    """

    kind: NoFreeTimeKind
    doctor_id: str
    starts: int = 0
    label: str | None = None
    until: Minute | None = None


def no_free_time(answer: FreeStarts, site_ids: Collection[str] | None = None) -> tuple[NoFreeTime, ...]:
    """Why an answer has no free starts: the reason that takes the most of them away first.

    ``site_ids`` are the places that were asked for (``FreeStarts.within``). An answer that has free starts is
    told what takes the others; nothing where none is taken.
    """
    question, doctor_id = answer.question, answer.week.doctor_id
    if question.appointment_type_id not in answer.week.facts.services:
        return (NoFreeTime("not_offered", doctor_id),)
    facts = answer.resized_facts
    request = question.request(answer.week.now, facts.timezone)
    if not Question(facts, request).is_offered:
        return (NoFreeTime("not_offered", doctor_id),)
    if request.starts_from >= request.starts_before:
        return (NoFreeTime("past", doctor_id),)
    asked = requests_at_places(facts, request, site_ids)
    if not asked:
        return (NoFreeTime("not_offered_here", doctor_id),)
    refusals = [one for each in asked for one in refused(facts, each)]
    if not refusals:
        return () if answer.within(site_ids=site_ids).slots else (_without_a_start(facts, asked),)
    return _counted(facts, refusals, facts.services[question.appointment_type_id])


def _without_a_start(facts: Facts, asked: Sequence[Request]) -> NoFreeTime:
    """Why the grid has not even a start that is taken."""
    has_hours = any(day_pattern(facts, one.starts_from, one.starts_before, one).working for one in asked)
    return NoFreeTime("too_short" if has_hours else "no_hours", facts.doctor_id)


def _counted(facts: Facts, refusals: Sequence[Refusal], service: Service) -> tuple[NoFreeTime, ...]:
    """The reasons of refused starts, each once, by how many they take."""
    counts: dict[tuple[NoFreeTimeKind, ScheduleException | None], int] = {}
    for refusal in refusals:
        cause = _cause(facts, refusal, service)
        counts[cause] = counts.get(cause, 0) + 1
    return tuple(
        NoFreeTime(
            kind,
            facts.doctor_id,
            count,
            None if block is None else block.reason,
            None if block is None else _until(facts, block),
        )
        for (kind, block), count in sorted(counts.items(), key=lambda one: -one[1])
    )


def _cause(
    facts: Facts, refusal: Refusal, service: Service
) -> tuple[NoFreeTimeKind, ScheduleException | None]:
    """What takes one start away; of several reasons the one that a person can do least about."""
    if "location" in refusal.reasons:
        return "not_offered_here", None
    if "blocked" in refusal.reasons:
        blocks = (one for one in facts.exceptions if _blocks(one, refusal, service))
        last = max(blocks, key=lambda one: (one.ends_at, one.id), default=None)
        return ("closed" if last is not None and _is_closure(last) else "away"), last
    if "past" in refusal.reasons:
        return "past", None
    is_busy = "busy" in refusal.reasons or "buffer" in refusal.reasons
    return ("fully_booked" if is_busy else "no_resource"), None


def _blocks(block: ScheduleException, refusal: Refusal, service: Service) -> bool:
    """Whether a block is one of those that refuse a start (engine-semantics 7, ``blocked``)."""
    return (
        block.exception_type == "blocked"
        and block.starts_at < refusal.starts_at + service.duration_minutes
        and block.ends_at > refusal.starts_at
        and block.appointment_type_id in (None, service.id)
        and block.doctor_location_id in (None, refusal.doctor_location_id)
        and block.location_room_id in (None, refusal.location_room_id)
    )


def _is_closure(block: ScheduleException) -> bool:
    return block.source == CLOSURE_SOURCE or block.location_room_id is not None


def _until(facts: Facts, block: ScheduleException) -> Minute:
    """When a block ends, with those of its kind that follow it without a gap."""
    until = block.ends_at
    for one in sorted(facts.exceptions, key=lambda one: one.starts_at):
        goes_on = one.exception_type == "blocked" and one.starts_at <= until < one.ends_at
        if goes_on and one.appointment_type_id is None and _is_closure(one) == _is_closure(block):
            until = one.ends_at
    return until
