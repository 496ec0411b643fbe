"""The day by rooms: what the shown doctors do in each room, and when it could be used."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.week import WeekFacts
from medic_desk.model.clinic.clinic import Clinic, collation_key
from medic_desk.ui.calendar.doctor_in_rooms import DoctorInRooms
from medic_desk.ui.calendar.heads import DayHead, free_words
from medic_desk.ui.calendar.room_grounds import DoctorInRoom, room_grounds
from medic_desk.ui.day_grid.grid_picture import Block, CountKind, FreeMark, Lane
from medic_desk.ui.words.names import short_names

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


class _Work(NamedTuple):
    """What one doctor does in a room on the day."""

    doctor_id: str
    there: DoctorInRoom
    blocks: tuple[Block, ...]
    starts: tuple[FreeMark, ...]


class _RoomDay(NamedTuple):
    """A room, and the day in it of each doctor who is shown."""

    room: Room
    doctors: tuple[_Work, ...]


class RoomLanes:
    """Answers the lanes of rooms, and whose minute of one it is; remembers what each doctor does in rooms."""

    def __init__(self, desk_name: str) -> None:
        self._desk_name = desk_name
        self._rooms: tuple[_RoomDay, ...] = ()
        self._kept: dict[str, tuple[_Key, DoctorInRooms]] = {}

    def lanes(
        self,
        weeks: Sequence[WeekFacts],
        clinic: Clinic,
        services: Mapping[str, str],
        now: datetime,
        delays: Mapping[str, int],
        *,
        is_lit: bool,
    ) -> list[tuple[Lane, Sequence[DayHead]]]:
        """A lane for each room, and one for appointments without a room where there are some.

        ``services`` are the doctors' services whose free starts are shown, over the whole width where lit;
        ``delays`` how many minutes late doctors run today.
        """
        days = tuple(
            self._day(week, clinic, services.get(week.doctor_id), now, delays.get(week.doctor_id, 0))
            for week in weeks
        )
        rooms = rooms_of(clinic, [week.doctor_id for week in weeks])
        found = [_RoomDay(room, tuple(_work_in(day, room) for day in days)) for room in rooms]
        known = frozenset(row_id for room in rooms for row_id in room.row_ids)
        others = tuple(work for day in days if (work := _work_elsewhere(day, known)).blocks)
        self._rooms = (*found, _RoomDay(_no_room(), others)) if others else tuple(found)
        zone = weeks[0].facts.timezone if weeks else "UTC"
        short = short_names(tuple(one.name for one in clinic.houses))
        lanes = [
            (_room_lane(one, short.get(one.room.house, one.room.house), zone, is_lit=is_lit), one)
            for one in self._rooms
        ]
        return [(lane, (_head(lane, one),)) for lane, one in lanes]

    def rows_of(self, lane_id: str) -> frozenset[str]:
        """The rows that mean a room; none where the lane is no room's."""
        return next((one.room.row_ids for one in self._rooms if one.room.id == lane_id), frozenset())

    def doctor_of(self, lane_id: str, minute: Minute) -> str | None:
        """Whose minute of a room it is: who could start there, else who has hours there, else who would have.

        None for nobody.
        """
        room = next((one for one in self._rooms if one.room.id == lane_id), None)
        if room is None:
            return None
        for one in room.doctors:
            if any(mark.starts_at == minute for mark in one.starts):
                return one.doctor_id
        works = (one.doctor_id for one in room.doctors if one.there.works_at(minute))
        is_there = (one.doctor_id for one in room.doctors if one.there.is_there_at(minute))
        return next(works, None) or next(is_there, None)

    def _day(
        self, week: WeekFacts, clinic: Clinic, service_id: str | None, now: datetime, delay: int
    ) -> DoctorInRooms:
        key = _Key(week, clinic, service_id, minute_floor(now), delay)
        kept = self._kept.get(week.doctor_id)
        if kept is not None and kept[0].is_same(key):
            return kept[1]
        made = DoctorInRooms(week, clinic, service_id, now, self._desk_name, delay)
        self._kept[week.doctor_id] = (key, made)
        return made


class _Key(NamedTuple):
    """What a doctor's day in rooms depends on."""

    week: WeekFacts
    clinic: Clinic
    service_id: str | None
    minute: Minute
    delay: int

    def is_same(self, other: "_Key") -> bool:
        """Whether the same facts are meant: comparing them by value would cost more than asking anew."""
        is_of_same = self.week is other.week and self.clinic is other.clinic
        return is_of_same and self[2:] == other[2:]


def _no_room() -> Room:
    """What has no room has no house either, and no row means it."""
    return Room(NO_ROOM, translate("Calendar", "Without a room"), "", frozenset())


def _work_in(day: DoctorInRooms, room: Room) -> _Work:
    rows = room.row_ids
    return _Work(day.doctor_id, day.in_room(rows), tuple(day.blocks(rows)), tuple(day.starts(rows)))


def _work_elsewhere(day: DoctorInRooms, known: frozenset[str]) -> _Work:
    """What a doctor does in none of the rooms, within all hours of the day: any of them may have no room."""
    blocks, starts = tuple(day.blocks_elsewhere(known)), tuple(day.starts_elsewhere(known))
    return _Work(day.doctor_id, day.everywhere(), blocks, starts)


def _room_lane(one: _RoomDay, house: str, zone: str, *, is_lit: bool) -> Lane:
    room = one.room
    starts = {mark for work in one.doctors for mark in work.starts}
    return Lane(
        id=room.id,
        zone=zone,
        title=", ".join(filter(None, (room.name, room.house))),
        short_title=room.name if room.house else "",
        specialty=house,
        blocks=tuple(block for work in one.doctors for block in work.blocks),
        grounds=room_grounds([work.there for work in one.doctors]),
        free_slots=tuple(sorted(starts)),
        is_lit=is_lit and bool(starts),
        is_veiled=is_lit and not starts,
    )


def _head(lane: Lane, one: _RoomDay) -> DayHead:
    doctors = [work.there.name for work in one.doctors if work.there.hours]
    free = len({mark.starts_at for mark in lane.free_slots})
    count = free_words(free) if free else ""
    kind: CountKind = "free" if free else "left"
    return DayHead(", ".join(doctors), count, kind, 1.0, is_empty=not lane.blocks and not doctors)
