"""What one doctor does in rooms on a day: appointments, free starts, hours, breaks and blocked time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from medic_desk.engine import day_pattern, free_slots
from medic_desk.model.appointments.week import WeekAppointment, WeekFacts
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.ui.calendar.appointment_blocks import appointment_block, is_to_show
from medic_desk.ui.calendar.grounds import ScopedGround, scoped_grounds, span_of
from medic_desk.ui.calendar.picture import request_of
from medic_desk.ui.calendar.room_grounds import DoctorInRoom, clipped
from medic_desk.ui.day_grid.grid_picture import Block, FreeMark, Ground
from medic_desk.ui.words.names import Names


class DoctorInRooms:
    """Answers by rows: each doctor has rows of their own for a room."""

    def __init__(
        self,
        week: WeekFacts,
        clinic: Clinic,
        service_id: str | None,
        now: datetime,
        desk_name: str,
        delay: int = 0,
    ) -> None:
        self.doctor_id = week.doctor_id
        self._week = week
        self._names = Names.of_week(clinic, week)
        self._doctor = clinic.doctor(week.doctor_id)
        self._desk_name, self._now, self._delay = desk_name, now, delay
        request = request_of(week, service_id, now)
        pattern = day_pattern(week.facts, *span_of(week))
        self._grounds = tuple(scoped_grounds(week, self._names, pattern, request))
        self._runs = list(free_slots(week.facts, request).each_start_once().runs()) if request else []

    def blocks(self, row_ids: frozenset[str]) -> Iterator[Block]:
        """The appointments in a room."""
        for one in self._week.appointments:
            if one.location_room_id in row_ids and is_to_show(one):
                yield self._named(self._block(one))

    def blocks_elsewhere(self, known: frozenset[str]) -> Iterator[Block]:
        """The appointments in none of these rooms."""
        for one in self._week.appointments:
            if one.location_room_id not in known and is_to_show(one):
                yield self._named(self._block(one))

    def starts(self, row_ids: frozenset[str]) -> Iterator[FreeMark]:
        """The free starts in a room."""
        for starts, slot in self._runs:
            if slot.location_room_id in row_ids:
                minutes = slot.ends_at - slot.starts_at
                yield from (FreeMark(start, start + minutes, self._doctor.full_name) for start in starts)

    def starts_elsewhere(self, known: frozenset[str]) -> Iterator[FreeMark]:
        """The free starts in none of these rooms."""
        for starts, slot in self._runs:
            if slot.location_room_id not in known:
                minutes = slot.ends_at - slot.starts_at
                yield from (FreeMark(start, start + minutes, self._doctor.full_name) for start in starts)

    def everywhere(self) -> DoctorInRoom:
        """The hours of the day wherever they are, and why they are none."""
        grounds = [one.ground for one in self._grounds]
        hours = tuple(one for one in grounds if one.kind == "hours")
        reasons = tuple(one for one in grounds if one.kind != "hours")
        return DoctorInRoom(self._doctor.last_name, hours, reasons)

    def in_room(self, row_ids: frozenset[str]) -> DoctorInRoom:
        """The hours in a room, and why they are none: of the room alone, or while there are hours in it."""
        own = self._locations(row_ids)
        there = [one for one in self._grounds if _is_there(one, row_ids, own)]
        hours = tuple(one.ground for one in there if one.ground.kind == "hours")
        day = [one.ground for one in there if one.ground.kind in ("hours", "break")]
        reasons: list[Ground] = []
        for one in there:
            if one.ground.kind == "break" or (one.room_id is not None and one.ground.kind == "blocked"):
                reasons.append(one.ground)
            elif one.ground.kind != "hours":
                reasons += clipped(one.ground, day)
        return DoctorInRoom(self._doctor.last_name, hours, tuple(reasons))

    @property
    def _colour(self) -> str:
        return self._doctor.calendar_color or ""

    def _locations(self, row_ids: frozenset[str]) -> frozenset[str]:
        """The doctor's own places that have a room among these rows."""
        clinic = self._names.clinic
        own = {one.id for one in clinic.locations if one.doctor_id == self.doctor_id}
        return frozenset(
            room.doctor_location_id
            for room in clinic.rooms
            if room.id in row_ids and room.doctor_location_id in own
        )

    def _block(self, one: WeekAppointment) -> Block:
        return appointment_block(one, self._names, self._colour, self._desk_name, self._now, self._delay)

    def _named(self, block: Block) -> Block:
        """A block with its doctor: in a room they mix."""
        service = ", ".join(filter(None, (self._doctor.last_name, block.service)))
        return replace(block, service=service)


def _is_there(one: ScopedGround, row_ids: frozenset[str], locations: frozenset[str]) -> bool:
    """Whether it is of a room: of it alone, or of no room in particular of the place in which it lies."""
    if one.room_id is not None:
        return one.room_id in row_ids
    return bool(locations) and (one.location_id is None or one.location_id in locations)
