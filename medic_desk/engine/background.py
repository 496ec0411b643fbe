"""What a calendar draws behind the appointments: hours, breaks, reserved and blocked time.

Computed from the same windows as the slots (engine-semantics 2 to 4), so that the drawing agrees with them.
"""

from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from medic_desk.engine.facts import Facts, Minute, Request, Source
from medic_desk.engine.hours import Window
from medic_desk.engine.prepared import prepare
from medic_desk.engine.profile import Profile
from medic_desk.engine.question import Question, all_periods
from medic_desk.engine.weeks import LONGEST_WINDOW_MINUTES, Layers, windows


class Stretch(NamedTuple):
    """A stretch of one of the kinds, cut to what was asked for, with the row it comes from.

    ``source`` is the rule or available exception of working time, the break, the rule that holds reserved
    time, the blocked exception. ``label`` is the row's label or reason.
    """

    starts_at: Minute
    ends_at: Minute
    source: Source
    label: str | None
    profile: Profile | None = None
    """Working and reserved time: the interval, buffers, lanes, priority and scopes that hold in it."""


class DayPattern(NamedTuple):
    """The stretches within a span of time, each kind sorted by start. Stretches of one kind may overlap."""

    working: tuple[Stretch, ...]
    """Working periods: of the request's service and place, or all of them without a request."""
    breaks: tuple[Stretch, ...]
    """Breaks of those hours."""
    reserved: tuple[Stretch, ...]
    """The parts of those hours that a rule of higher priority holds for other services or places."""
    blocked: tuple[Stretch, ...]
    """Blocked exceptions of any scopes."""


def day_pattern(facts: Facts, first: Minute, before: Minute, request: Request | None = None) -> DayPattern:
    """The hours, breaks, reserved and blocked time of ``[first, before)``.

    With a request, the hours are those that serve it and ``reserved`` is what other hours take from them.
    Without one, all hours are working time and none is reserved. Raises as ``free_slots`` does.
    """
    prepared = prepare(facts)
    question = None if request is None else Question(facts, request)
    periods = all_periods(prepared, first, before) if question is None else question.periods(first, before)
    working = [
        _cut(start, end, first, before, p.source, p.label, prepared.profiles[p.profile_number])
        for start, end, _, p in periods
    ]
    breaks: list[Stretch] = []
    reserved: set[Stretch] = set()
    around = windows(prepared.weeks, first - LONGEST_WINDOW_MINUTES, before + LONGEST_WINDOW_MINUTES)
    layers = Layers(around)
    for window in around:
        if window.end <= first or window.start >= before or not _serves(question, window):
            continue
        breaks += [
            _cut(start, end, first, before, source, row.label) for row, source, start, end in window.breaks()
        ]
        for over in layers.over(window):
            if not _serves(question, over):
                provider = over.hours.provider
                start, end = max(over.start, window.start), min(over.end, window.end)
                profile = prepared.profiles[provider.profile_number]
                reserved.add(_cut(start, end, first, before, provider.source, provider.label, profile))
    blocked = [
        _cut(block.starts_at, block.ends_at, first, before, Source(block.table, block.id), block.reason)
        for block in prepared.blocks.around(first, before)
    ]
    return DayPattern(_in_order(working), _in_order(breaks), _in_order(reserved), _in_order(blocked))


def _serves(question: Question | None, window: Window) -> bool:
    return question is None or question.offers[window.hours.provider.profile_number] is not None


def _cut(
    start: Minute,
    end: Minute,
    first: Minute,
    before: Minute,
    source: Source,
    label: str | None,
    profile: Profile | None = None,
) -> Stretch:
    return Stretch(max(start, first), min(end, before), source, label, profile)


def _in_order(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    kept = (stretch for stretch in stretches if stretch.starts_at < stretch.ends_at)
    return tuple(sorted(kept, key=attrgetter("starts_at", "ends_at", "source")))
