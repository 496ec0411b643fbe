"""What a hand does with an appointment on the calendar: pressed, carried, let go (no Qt, no database).

A press on a block may become a click or a drag; from ``THRESHOLD`` pixels on the appointment is in the hand,
by its body (it moves) or by its lower edge (its length changes). Targets snap to ``SNAP`` minutes of the wall
clock. What a target is worth is for others to say.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from medic_desk.engine.clinic_time import clock
from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.placing import LONGEST_AT_THE_DESK_MINUTES
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.ui.day_grid.layout import GridLayout, PlacedBlock

SNAP = 5
"""Minutes of the wall clock that a target snaps to."""

THRESHOLD = 6
"""Pixels after which a press is no click any more."""

_EDGE = 6
"""Pixels of a block's lower edge that change its length."""

Grip = Literal["body", "edge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """An appointment in the hand, as it was when it was taken up.

    ``lane_id`` is the lane it lay in, ``begun_at`` when it was taken (aware, the database's clock);
    ``grabbed`` are the minutes from its start to the minute that was pressed, 0 where none was.
    """

    appointment: WeekAppointment
    lane_id: str
    begun_at: datetime
    grip: Grip = "body"
    grabbed: int = 0

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return self.appointment.ends_at - self.appointment.starts_at


class Target(NamedTuple):
    """Where it would stand: in a lane, from a start, so many minutes."""

    lane_id: str
    starts_at: Minute
    minutes: int

    @property
    def ends_at(self) -> Minute:
        """When it would end."""
        return self.starts_at + self.minutes


class Point(NamedTuple):
    """A pixel, of the viewport or of the days."""

    x: int
    y: int


class Carrying:
    """At most one appointment in the hand; told what the pointer does, it answers what that means."""

    def __init__(self) -> None:
        self._pressed: tuple[Point, Carried] | None = None
        self.carried: Carried | None = None
        """What is in the hand; None before the threshold and after the end."""
        self.target: Target | None = None
        """Where it would be put down; None where that is nowhere."""

    def press(self, at: Point, what: Carried) -> None:
        """Note that the button went down on an appointment."""
        self._pressed = (at, what)

    def move(self, to: Point) -> bool:
        """Note that the pointer moved with the button down; whether the appointment is in the hand."""
        if self.carried is None and self._pressed is not None:
            at, what = self._pressed
            if max(abs(to.x - at.x), abs(to.y - at.y)) >= THRESHOLD:
                self.carried = what
        return self.carried is not None

    def take(self, what: Carried) -> None:
        """Take an appointment that lies elsewhere, without a press on the calendar."""
        self._pressed, self.carried, self.target = None, what, None

    def aim(self, target: Target | None) -> bool:
        """Note where it would be put down; whether that is another target than before."""
        is_new = target != self.target
        self.target = target
        return is_new

    def put_down(self) -> tuple[Carried, Target] | None:
        """Open the hand; what was put down where, None where nothing was carried or it stays where it was."""
        carried, target = self.carried, self.target
        self.let_go()
        if carried is None or target is None or is_where_it_was(carried, target):
            return None
        return carried, target

    def let_go(self) -> bool:
        """Open the hand, and nothing comes of it; whether something was in it."""
        was_carried = self.carried is not None
        self._pressed = self.carried = self.target = None
        return was_carried

    def has_changed(self, now: WeekAppointment | None) -> bool:
        """Whether what is carried is no longer what was taken up; ``now`` is how it stands, None where gone.

        A reading may be older than what this desk itself did last: that is no change.
        """
        carried = self.carried
        if carried is None:
            return False
        return now is None or now.row_version > carried.appointment.row_version


def is_where_it_was(carried: Carried, target: Target) -> bool:
    """Whether a target is the place that the appointment has."""
    return target == Target(carried.lane_id, carried.appointment.starts_at, carried.minutes)


def is_on_edge(block: PlacedBlock, y: int) -> bool:
    """Whether a row of the days lies on the edge of a block at which the appointment ends."""
    # A low block must keep a body to be moved by.
    edge = min(_EDGE, block.rect.height // 3)
    return not block.ends_after and block.rect.bottom - edge <= y < block.rect.bottom + 1


def moved_target(layout: GridLayout, carried: Carried, minutes: int, at: Point) -> Target | None:
    """Where the start comes to lie with the pointer at a point of the days; None where no day is there.

    The minute that was grabbed stays under the pointer, by elapsed time; within a column the start stays on
    the date of the column unless it was grabbed on the piece of the day after.
    """
    if not layout.axes:
        return None
    column = layout.column_at(at.x)
    axis = layout.axes[column]
    if not axis.stretches or layout.picture.columns[column].is_folded or layout.lane(column).is_reading:
        return None
    appointment, lane_id = carried.appointment, layout.lane(column).id
    start = layout.minute_at(at.x, at.y) - carried.grabbed
    there = clock(appointment.zone)
    was_on_next_day = there.day(appointment.starts_at + carried.grabbed) > there.day(appointment.starts_at)
    if not was_on_next_day:
        start = max(start, axis.stretches[0].starts_at)
    if lane_id == carried.lane_id and abs(start - appointment.starts_at) * 2 <= SNAP:
        return Target(lane_id, appointment.starts_at, minutes)
    return Target(lane_id, snapped(start, axis.zone), minutes)


def resized_target(layout: GridLayout, carried: Carried, column: int, at: Point) -> Target | None:
    """The length with the lower edge at a point of the days, in the column where the edge was grabbed."""
    if column >= len(layout.columns):
        return None
    there, appointment = layout.columns[column], carried.appointment
    x = min(max(at.x, there.x), there.right - 1)
    end = snapped(layout.minute_at(x, at.y) + 1, layout.zone(column))
    longest = max(LONGEST_AT_THE_DESK_MINUTES, carried.minutes)
    minutes = min(max(end - appointment.starts_at, SNAP), longest)
    if abs(minutes - carried.minutes) * 2 <= SNAP:
        minutes = carried.minutes
    return Target(layout.lane(column).id, appointment.starts_at, minutes)


def snapped(minute: Minute, zone: str) -> Minute:
    """The instant nearest to ``minute`` at which the wall clock reads a multiple of ``SNAP`` minutes."""
    over = clock(zone).wall(minute)[1] % SNAP
    return minute - over if over * 2 <= SNAP else minute + SNAP - over
