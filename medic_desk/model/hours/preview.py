"""What an edit of a doctor's hours would do: slots a week before and after, and who would be affected.

Pure: the engine's answers on two worlds that differ in their rules or exceptions alone, nothing guessed.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate, pairwise
from operator import attrgetter

from medic_desk.engine import free_slots
from medic_desk.engine.clinic_time import DAY_MINUTES, WEEK_MINUTES, clock, date_of, day_of, minute_floor
from medic_desk.engine.facts import Facts, Minute, Request, ScheduleException
from medic_desk.engine.prepared import prepare
from medic_desk.engine.question import Question
from medic_desk.engine.spans import union
from medic_desk.engine.weeks import periods_of_weeks
from medic_desk.model.appointments.booked_appointments import BookedAppointment

PREVIEW_WEEKS = 8

WeekCounts = tuple[int, ...]
"""Free starts in each week shown, in order."""


@dataclass(frozen=True, slots=True)
class Weeks:
    """Calendar weeks, Monday first, in the doctor's zone; the first is the week of ``now`` and begins there.

    ``mondays[i]`` is the date of the week's Monday, ``bounds[i]`` the instant of its midnight; ``bounds`` has
    one more, at which the last week ends.
    """

    now: datetime
    mondays: tuple[date, ...]
    bounds: tuple[Minute, ...]

    @property
    def starts_from(self) -> Minute:
        """The first instant shown."""
        return minute_floor(self.now)

    @property
    def starts_before(self) -> Minute:
        """The first instant not shown any more."""
        return self.bounds[-1]


@dataclass(frozen=True, slots=True)
class ServiceEffect:
    """What an edit does to one service: free starts in each week, before and after."""

    appointment_type_id: str
    before: WeekCounts
    after: WeekCounts


@dataclass(frozen=True, slots=True)
class HoursPreview:
    """What an edit does, week by week, and the ids of the appointments it would affect, in order of time."""

    weeks: Weeks
    effects: tuple[ServiceEffect, ...]
    hours_before: WeekCounts
    """Working minutes in each week, whatever they are for, counted once where two rules share them."""
    hours_after: WeekCounts
    affected_ids: tuple[str, ...]


def weeks_from(now: datetime, timezone: str, weeks: int = PREVIEW_WEEKS) -> Weeks:
    """The ``weeks`` calendar weeks from ``now`` (aware) on. Raises ``UnknownZoneError``."""
    there = clock(timezone)
    today = date_of(there.day(minute_floor(now)))
    monday = today - timedelta(days=today.weekday())
    mondays = tuple(monday + timedelta(weeks=i) for i in range(weeks))
    bounds = tuple(there.instant(day_of(monday) + 7 * i, 0) for i in range(weeks + 1))
    return Weeks(now, mondays, bounds)


def slots_by_week(
    facts: Facts, appointment_type_ids: Sequence[str], weeks: Weeks
) -> Mapping[str, WeekCounts]:
    """How many free starts each service has in each week, as a desk may book them.

    Raises KeyError for a service the facts do not hold.
    """
    counted = {}
    for service_id in appointment_type_ids:
        request = Request(
            now=weeks.now,
            appointment_type_id=service_id,
            starts_from=weeks.starts_from,
            starts_before=weeks.starts_before,
        )
        slots = free_slots(facts, request).each_start_once()
        upto = [slots.count_before(bound) for bound in weeks.bounds]
        counted[service_id] = tuple(after - before for before, after in pairwise(upto))
    return counted


def hours_preview(
    facts_before: Facts,
    facts_after: Facts,
    appointment_type_ids: Sequence[str],
    weeks: Weeks,
    appointments: Sequence[BookedAppointment] = (),
    *,
    counted_before: Mapping[str, WeekCounts] | None = None,
) -> HoursPreview:
    """Compare two worlds of one doctor, ``facts_after`` with other rules or exceptions than ``facts_before``.

    ``counted_before`` is a former ``slots_by_week`` of ``facts_before``, for who asks at each key: the past
    half does not change while a person types. Raises ``UnknownZoneError`` where a rule's zone is none.
    """
    prepare(facts_after, like=facts_before)
    before = counted_before or slots_by_week(facts_before, appointment_type_ids, weeks)
    after = slots_by_week(facts_after, appointment_type_ids, weeks)
    return HoursPreview(
        weeks,
        tuple(ServiceEffect(key, before[key], after[key]) for key in appointment_type_ids),
        working_minutes(facts_before, weeks),
        working_minutes(facts_after, weeks),
        affected(facts_before, facts_after, appointments),
    )


def affected(
    facts_before: Facts, facts_after: Facts, appointments: Sequence[BookedAppointment]
) -> tuple[str, ...]:
    """The ids of the appointments that an edit leaves outside hours, or puts under a block, in their order.

    An appointment that stood outside hours before the edit (overbooked there on purpose, say) is not blamed
    on it, unless it is blocked now and was not before.
    """
    lost = without_hours(facts_before, facts_after, appointments) | _blocked(
        facts_before, facts_after, appointments
    )
    return tuple(appointment.id for appointment in appointments if appointment.id in lost)


def under_blocks(
    facts: Facts, exception_ids: Collection[str], appointments: Sequence[BookedAppointment]
) -> tuple[str, ...]:
    """The ids of the appointments under one of these blocked exceptions, in their order.

    Also those that another block covers besides: each of the two affects them.
    """
    rows = [row for row in prepare(facts).blocks.rows if row.id in exception_ids]
    return tuple(appointment.id for appointment in appointments if _is_under(rows, appointment))


def with_hours(facts: Facts, appointments: Sequence[BookedAppointment]) -> set[str]:
    """The ids of the appointments that one working period holds whole."""
    return {
        appointment.id
        for wanted, group in _by_wanted(appointments)
        for hours in (_hours_for(facts, wanted, *_reach(group)),)
        for appointment in group
        if _holds(hours, appointment)
    }


def without_hours(
    facts_before: Facts, facts_after: Facts, appointments: Sequence[BookedAppointment]
) -> set[str]:
    """The ids of the appointments that had hours and have none any more.

    Hours are asked once for each service, place and half-year: a full calendar has a thousand appointments
    and few of these, and one in 2199 does not ask for the hours of every year until then.
    """
    lost: set[str] = set()
    for wanted, group in _by_wanted(appointments):
        was, now = (_hours_for(facts, wanted, *_reach(group)) for facts in (facts_before, facts_after))
        if was != now:
            lost.update(
                appointment.id
                for appointment in group
                if not _holds(now, appointment) and _holds(was, appointment)
            )
    return lost


def _by_wanted(appointments: Sequence[BookedAppointment]) -> list[tuple["_Wanted", list[BookedAppointment]]]:
    """The appointments of each service and place, half a year at a time."""
    groups: dict[tuple[_Wanted, int], list[BookedAppointment]] = defaultdict(list)
    for wanted, appointment in zip(map(_wanted_of, appointments), appointments, strict=True):
        groups[wanted, appointment.starts_at // _HALF_YEAR].append(appointment)
    return [(wanted, group) for (wanted, _), group in groups.items()]


def _reach(group: Sequence[BookedAppointment]) -> tuple[Minute, Minute]:
    """The first start and the last end."""
    last_start = max(map(_starts_at, group))
    # No hours hold an appointment that lasts longer than a week, if there is one.
    return min(map(_starts_at, group)), min(max(map(_ends_at, group)), last_start + WEEK_MINUTES)


_HALF_YEAR: Minute = 182 * DAY_MINUTES

_Wanted = tuple[str | None, str | None, str | None]
"""An appointment's service, location and room."""

_wanted_of = attrgetter("appointment_type_id", "doctor_location_id", "location_room_id")
_starts_at, _ends_at = attrgetter("starts_at"), attrgetter("ends_at")

_Hours = tuple[tuple[list[Minute], list[Minute]], ...]
"""For each service that is asked: the starts of its periods, and the latest end up to each of them."""


def _hours_for(facts: Facts, wanted: _Wanted, first: Minute, before: Minute) -> _Hours:
    """The working periods that serve an appointment; of every service where its own is not known."""
    service_id, location_id, room_id = wanted
    if service_id is not None and service_id in facts.services:
        asked = [service_id]
    else:
        asked = [key for key, service in facts.services.items() if service.doctor_id == facts.doctor_id]
    hours = []
    for key in asked:
        request = Request(
            now=_LONG_AGO,
            appointment_type_id=key,
            starts_from=first,
            starts_before=before,
            doctor_location_id=location_id,
            location_room_id=room_id,
        )
        periods = Question(facts, request).periods(first, before)
        latest_ends = list(accumulate((period[1] for period in periods), max))
        hours.append(([period[0] for period in periods], latest_ends))
    return tuple(hours)


def _holds(hours: _Hours, appointment: BookedAppointment) -> bool:
    """Whether one working period holds all of an appointment."""
    for starts, latest_ends in hours:
        i = bisect_right(starts, appointment.starts_at) - 1
        if i >= 0 and latest_ends[i] >= appointment.ends_at:
            return True
    return False


def _blocked(facts_before: Facts, facts_after: Facts, appointments: Sequence[BookedAppointment]) -> set[str]:
    """The appointments under a blocked exception that applies (engine-semantics 7), and under none before."""
    was, now = prepare(facts_before).blocks.rows, prepare(facts_after).blocks.rows
    if was == now:
        return set()
    return {
        appointment.id
        for appointment in appointments
        if _is_under(now, appointment) and not _is_under(was, appointment)
    }


def _is_under(blocks: Sequence[ScheduleException], appointment: BookedAppointment) -> bool:
    return any(
        row.starts_at < appointment.ends_at
        and appointment.starts_at < row.ends_at
        and row.appointment_type_id in (None, appointment.appointment_type_id)
        and row.doctor_location_id in (None, appointment.doctor_location_id)
        and row.location_room_id in (None, appointment.location_room_id)
        for row in blocks
    )


_LONG_AGO = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
"""Whether hours hold an appointment does not depend on when it is asked."""


def working_minutes(facts: Facts, weeks: Weeks) -> WeekCounts:
    """The doctor's working minutes in each whole week, without breaks; time that rules share counts once."""
    prepared = prepare(facts)
    first, before = weeks.bounds[0], weeks.bounds[-1]
    periods = periods_of_weeks(prepared.weeks, None, first, before)
    periods += prepared.openings.meeting(first, before)
    joined = union((period[0], period[1]) for period in periods)
    counts = [0] * len(weeks.mondays)
    for start, end in joined:
        i = max(bisect_right(weeks.bounds, start) - 1, 0)
        while i < len(counts) and weeks.bounds[i] < end:
            counts[i] += min(end, weeks.bounds[i + 1]) - max(start, weeks.bounds[i])
            i += 1
    return tuple(counts)
