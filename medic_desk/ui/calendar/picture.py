"""What the calendar shows of a doctor's days: the facts, the clinic's names and the engine's free starts.

Everything drawn comes from here as plain values, so that two equal answers are drawn once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from medic_desk.engine import DayPattern, day_pattern, free_slots
from medic_desk.engine.clinic_time import minute_floor
from medic_desk.engine.facts import Minute, Request
from medic_desk.model.appointments.week import WeekAppointment, WeekFacts
from medic_desk.model.clinic.clinic import Clinic, Doctor
from medic_desk.ui.calendar.appointment_blocks import appointment_block, is_to_show
from medic_desk.ui.calendar.grounds import scoped_grounds, span_of
from medic_desk.ui.calendar.heads import DayHead, KnownDay, day_head, known_day
from medic_desk.ui.day_grid.grid_picture import Block, CountKind, FreeMark, Lane
from medic_desk.ui.words.names import Names


def service_request(week: WeekFacts, service_id: str, now: datetime) -> Request:
    """The engine's question for the free starts of a service on the days of ``week``."""
    first, before = span_of(week)
    return Request(
        now=now,
        appointment_type_id=service_id,
        starts_from=first,
        starts_before=before,
    )


class Wish(NamedTuple):
    """What a doctor's columns are asked to show besides the facts.

    ``service_id`` is whose free starts are marked (None: none); ``counted_id`` whose are counted in the head.
    ``delay`` is how many minutes late the doctor runs today.
    """

    service_id: str | None = None
    counted_id: str | None = None
    is_lit: bool = False
    is_veiled: bool = False
    delay: int = 0


class DoctorDays(NamedTuple):
    """A doctor's lane, and what the heads say of each of its days, in order."""

    lane: Lane
    heads: tuple[DayHead, ...]


class KnownDays(NamedTuple):
    """What the facts say of a doctor's days, whatever is wished: made once for facts, names and minute."""

    week: WeekFacts
    clinic: Clinic
    minute: Minute
    delay: int
    names: Names
    pattern: DayPattern
    days: tuple[KnownDay, ...]
    blocks: Mapping[str, tuple[WeekAppointment, Block]]
    """By id, each appointment that is to be seen, and how it is drawn."""

    def is_of(self, week: WeekFacts, clinic: Clinic, minute: Minute, delay: int) -> bool:
        """Whether these are the very facts, at the same minute."""
        is_same = self.week is week and self.clinic is clinic
        return is_same and (self.minute, self.delay) == (minute, delay)


def known_days(
    week: WeekFacts,
    clinic: Clinic,
    now: datetime,
    delay: int,
    desk_name: str,
    former: KnownDays | None,
) -> KnownDays:
    """What is known of the days of ``week``; ``former`` is what was known of the doctor before.

    An appointment that is as it was is drawn as it was: where one of a day changes, one block is made.
    """
    names, minute = Names.of_week(clinic, week), minute_floor(now)
    pattern = day_pattern(week.facts, *span_of(week))
    was = former if former is not None and former.is_of(former.week, clinic, minute, delay) else None
    if was is not None and (was.week.appointments, was.pattern) == (week.appointments, pattern):
        days = was.days
    else:
        dates = (week.first_day + timedelta(days=number) for number in range(week.days))
        days = tuple(known_day(week, day, names, pattern, now) for day in dates)
    # How many lanes the rules have tells what is overbooked.
    kept = was.blocks if was is not None and was.week.facts.rules == week.facts.rules else {}
    colour = clinic.doctor(week.doctor_id).calendar_color or ""
    blocks: dict[str, tuple[WeekAppointment, Block]] = {}
    for one in week.appointments:
        if is_to_show(one):
            drawn = kept.get(one.id)
            if drawn is None or drawn[0] != one:
                drawn = one, appointment_block(one, names, colour, desk_name, now, delay)
            blocks[one.id] = drawn
    return KnownDays(week, clinic, minute, delay, names, pattern, days, blocks)


def doctor_days(known: KnownDays, wish: Wish, now: datetime) -> DoctorDays:
    """What the calendar shows of a doctor's days."""
    week, names = known.week, known.names
    request = request_of(week, wish.service_id, now)
    marks = tuple(_free_slots(week, names, request))
    if wish.counted_id == wish.service_id:
        starts = [mark.starts_at for mark in marks]
    else:
        counted = request_of(week, wish.counted_id, now)
        starts = [one.starts_at for one in free_slots(week.facts, counted)] if counted is not None else []
    lane = replace(
        bare_lane(known.clinic.doctor(week.doctor_id)),
        zone=week.facts.timezone,
        blocks=tuple(block for _, block in known.blocks.values()),
        grounds=tuple(one.ground for one in scoped_grounds(week, names, known.pattern, request)),
        free_slots=() if wish.is_veiled else marks,
        is_reading=False,
        is_lit=wish.is_lit,
        is_veiled=wish.is_veiled,
    )
    kind: CountKind = "free" if request is not None else "left"
    counted_starts = sorted(set(starts))
    return DoctorDays(lane, tuple(day_head(day, counted_starts, kind) for day in known.days))


def bare_lane(doctor: Doctor) -> Lane:
    """The lane of a doctor of whose days nothing is known yet."""
    initial = doctor.first_name.strip()[:1]
    return Lane(
        id=doctor.id,
        zone=doctor.timezone,
        title=doctor.full_name,
        short_title=f"{doctor.last_name} {initial}." if initial else doctor.last_name,
        colour=doctor.calendar_color or "",
        specialty=doctor.specialty or "",
        is_reading=True,
    )


def request_of(week: WeekFacts, service_id: str | None, now: datetime) -> Request | None:
    """The question for a service's free starts; None where the doctor has no such service."""
    if service_id is None or service_id not in week.facts.services:
        return None
    return service_request(week, service_id, now)


def _free_slots(week: WeekFacts, names: Names, request: Request | None) -> Iterator[FreeMark]:
    """A mark for each free start; what a run of starts has in common is read once."""
    if request is not None:
        for starts, slot in free_slots(week.facts, request).each_start_once().runs():
            minutes = slot.ends_at - slot.starts_at
            place = names.place(slot.doctor_location_id, slot.location_room_id)
            yield from (FreeMark(start, start + minutes, place) for start in starts)
