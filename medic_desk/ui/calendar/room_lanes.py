"""The day by rooms: what the shown doctors do in each room, and when it could be used."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from medic_desk.engine import day_pattern, free_slots
from medic_desk.engine.clinic_time import minute_floor
from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.week import WeekFacts
from medic_desk.model.clinic.clinic import Clinic, collation_key
from medic_desk.ui.calendar.appointment_blocks import appointment_block
from medic_desk.ui.calendar.heads import DayHead
from medic_desk.ui.calendar.picture import request_of, span_of
from medic_desk.ui.day_grid.layout import Block, FreeMark, Ground, Lane
from medic_desk.ui.words.names import Names

translate = QCoreApplication.translate

NO_ROOM = "no-room"
"""The lane of appointments that have no room."""


@dataclass(frozen=True, slots=True)
class Room:
    """A room of a house: the rows that mean it, for each doctor has rows of their own."""

    id: str
    name: str
    house: str
    row_ids: frozenset[str]


def rooms_of(clinic: Clinic, doctor_ids: Iterable[str]) -> tuple[Room, ...]:
    """The rooms of the places where these doctors work; rows of one name in one house are one room."""
    shown = set(doctor_ids)
    locations = {one.id: one for one in clinic.locations if one.doctor_id in shown and one.is_active}
    sites = {site.id: site.name for site in clinic.sites}
    found: dict[tuple[str, str], tuple[str, str, list[str]]] = {}
    for room in clinic.rooms:
        location = locations.get(room.doctor_location_id)
        if location is not None:
            house = sites.get(location.clinic_site_id or "", location.name)
            key = (collation_key(house), collation_key(room.name))
            found.setdefault(key, (room.name, house, []))[2].append(room.id)
    return tuple(Room(ids[0], name, house, frozenset(ids)) for _, (name, house, ids) in sorted(found.items()))


class RoomLanes:
    """Answers the lanes of rooms, and whose minute of one it is; remembers what each doctor does in rooms."""

    def __init__(self, desk_name: str) -> None:
        self._desk_name = desk_name
        self._rooms: tuple[Room, ...] = ()
        self._days: tuple[_DoctorDay, ...] = ()
        self._kept: dict[str, tuple[_Key, _DoctorDay]] = {}

    def lanes(
        self,
        weeks: Sequence[WeekFacts],
        clinic: Clinic,
        services: Mapping[str, str],
        now: datetime,
        *,
        is_lit: bool,
    ) -> list[tuple[Lane, Sequence[DayHead]]]:
        """A lane for each room, and one for appointments without a room where there are some.

        ``services`` are the doctors' services whose free starts are shown, over the whole width where lit.
        """
        self._rooms = rooms_of(clinic, [week.doctor_id for week in weeks])
        self._days = tuple(self._day(week, clinic, services.get(week.doctor_id), now) for week in weeks)
        zone = weeks[0].facts.timezone if weeks else "UTC"
        known = frozenset(row_id for room in self._rooms for row_id in room.row_ids)
        found: list[tuple[Lane, Sequence[DayHead]]] = []
        for room in self._rooms:
            starts = {one for day in self._days for one in day.starts(room.row_ids)}
            lane = Lane(
                id=room.id,
                zone=zone,
                title=f"{room.name}, {room.house}",
                short_title=room.name,
                specialty=room.house,
                blocks=tuple(block for day in self._days for block in day.blocks(room.row_ids)),
                grounds=tuple(sorted({one for day in self._days for one in day.hours(room.row_ids)})),
                free_slots=tuple(sorted(starts)),
                is_lit=is_lit and bool(starts),
                is_veiled=is_lit and not starts,
            )
            found.append((lane, (_head(lane, self._days, room),)))
        others = tuple(block for day in self._days for block in day.blocks_elsewhere(known))
        if others:
            lane = Lane(
                id=NO_ROOM,
                zone=zone,
                title=translate("Calendar", "Without a room"),
                blocks=others,
                is_veiled=is_lit,
            )
            found.append((lane, (DayHead("", "", "left", 1.0, is_empty=False),)))
        return found

    def rows_of(self, lane_id: str) -> frozenset[str]:
        """The rows that mean a room; none where the lane is no room's."""
        return next((one.row_ids for one in self._rooms if one.id == lane_id), frozenset())

    def doctor_of(self, lane_id: str, minute: Minute) -> str | None:
        """Whose minute of a room it is: who could start there, else who has hours there; None for nobody."""
        room = next((one for one in self._rooms if one.id == lane_id), None)
        if room is None:
            return None
        for day in self._days:
            if any(one.starts_at == minute for one in day.starts(room.row_ids)):
                return day.doctor_id
        for day in self._days:
            if any(one.starts_at <= minute < one.ends_at for one in day.hours(room.row_ids)):
                return day.doctor_id
        return None

    def _day(self, week: WeekFacts, clinic: Clinic, service_id: str | None, now: datetime) -> "_DoctorDay":
        key = _Key(week, clinic, service_id, minute_floor(now))
        kept = self._kept.get(week.doctor_id)
        if kept is not None and kept[0].is_same(key):
            return kept[1]
        made = _DoctorDay(week, clinic, service_id, now, self._desk_name)
        self._kept[week.doctor_id] = (key, made)
        return made


class _Key(NamedTuple):
    """What a doctor's day in rooms depends on."""

    week: WeekFacts
    clinic: Clinic
    service_id: str | None
    minute: Minute

    def is_same(self, other: "_Key") -> bool:
        """Whether the same facts are meant: comparing them by value would cost more than asking anew."""
        is_of_same = self.week is other.week and self.clinic is other.clinic
        return is_of_same and self[2:] == other[2:]


class _DoctorDay:
    """What one doctor does in rooms on the days of their facts."""

    def __init__(
        self, week: WeekFacts, clinic: Clinic, service_id: str | None, now: datetime, desk_name: str
    ) -> None:
        self.doctor_id = week.doctor_id
        self._week = week
        self._names = Names.of_week(clinic, week)
        self._doctor = clinic.doctor(week.doctor_id)
        self._desk_name, self._now = desk_name, now
        self._working = day_pattern(week.facts, *span_of(week)).working
        request = request_of(week, service_id, now)
        self._runs = list(free_slots(week.facts, request).each_start_once().runs()) if request else []

    def blocks(self, row_ids: frozenset[str]) -> Iterator[Block]:
        """The appointments in a room."""
        for one in self._week.appointments:
            if one.location_room_id in row_ids:
                yield self._named(
                    appointment_block(one, self._names, self._colour, self._desk_name, self._now)
                )

    def blocks_elsewhere(self, known: frozenset[str]) -> Iterator[Block]:
        """The appointments in none of these rooms."""
        for one in self._week.appointments:
            if one.location_room_id not in known:
                yield self._named(
                    appointment_block(one, self._names, self._colour, self._desk_name, self._now)
                )

    def starts(self, row_ids: frozenset[str]) -> Iterator[FreeMark]:
        """The free starts in a room."""
        for starts, slot in self._runs:
            if slot.location_room_id in row_ids:
                minutes = slot.ends_at - slot.starts_at
                yield from (FreeMark(start, start + minutes, self._doctor.full_name) for start in starts)

    def hours(self, row_ids: frozenset[str]) -> Iterator[Ground]:
        """The hours that are for a room, or for no room in particular of the place in which it lies."""
        there = self._locations(row_ids)
        for one in self._working:
            profile = one.profile
            if profile is not None and profile.scope_location_room_id is not None:
                if profile.scope_location_room_id in row_ids:
                    yield Ground(one.starts_at, one.ends_at, "hours")
            elif there and (profile is None or profile.scope_doctor_location_id in (None, *there)):
                yield Ground(one.starts_at, one.ends_at, "hours")

    @property
    def last_name(self) -> str:
        """The doctor's last name."""
        return self._doctor.last_name

    @property
    def _colour(self) -> str:
        return self._doctor.calendar_color or ""

    def _locations(self, row_ids: frozenset[str]) -> tuple[str, ...]:
        """The doctor's own places that have a room among these rows."""
        clinic = self._names.clinic
        own = {one.id for one in clinic.locations if one.doctor_id == self.doctor_id}
        return tuple(
            room.doctor_location_id
            for room in clinic.rooms
            if room.id in row_ids and room.doctor_location_id in own
        )

    def _named(self, block: Block) -> Block:
        """A block with its doctor: in a room they mix."""
        service = ", ".join(filter(None, (self._doctor.last_name, block.service)))
        return replace(block, service=service)


def _head(lane: Lane, of_day: Sequence[_DoctorDay], room: Room) -> DayHead:
    doctors = [day for day in of_day if any(True for _ in day.hours(room.row_ids))]
    names = ", ".join(day.last_name for day in doctors)
    free = len({mark.starts_at for mark in lane.free_slots})
    count = translate("Calendar", "{count} free").format(count=free) if free else ""
    return DayHead(names, count, "free" if free else "left", 1.0, is_empty=not lane.blocks and not doctors)
