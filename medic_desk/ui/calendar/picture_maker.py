"""Makes the calendar's picture of what the desk knows: of doctors or rooms, and of what is being booked."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Literal

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.week import WeekFacts
from medic_desk.model.clinic.clinic import Clinic, ServiceEntry
from medic_desk.ui.calendar.columns import WEEKEND, LaneDays, dates_of, doctors_picture, folded_days
from medic_desk.ui.calendar.doctor_lanes import DoctorLanes
from medic_desk.ui.calendar.picture import Wish, bare_lane
from medic_desk.ui.calendar.room_lanes import RoomLanes
from medic_desk.ui.day_grid.grid_picture import GridPicture

Kind = Literal["doctors", "rooms"]


class PictureMaker:
    """Remembers what is made of facts, and which service each doctor's free starts are of."""

    def __init__(self, desk_name: str) -> None:
        self._lanes = DoctorLanes(desk_name)
        self._folded_weekdays: frozenset[int] = frozenset()
        self._rooms = RoomLanes(desk_name)
        self._service_key: tuple[object, ...] = ()
        self._services: dict[str, ServiceEntry] = {}
        self.shows_weekend = False
        """Whether days of the week-end are shown whole even where they are empty."""
        self.offers: Mapping[str, str] | None = None
        """While something is booked: the doctors it may be booked with, and their services for it."""
        self.delays: Mapping[str, int] = {}
        """How many minutes late doctors run today, by id."""

    @property
    def is_behind(self) -> bool:
        """Whether the latest picture lacks something that takes time: make it again."""
        return self._lanes.is_behind

    def forget(self) -> None:
        """Other doctors or dates are shown."""
        self._lanes.forget()

    def services(self, clinic: Clinic, service_id: str | None) -> Mapping[str, ServiceEntry]:
        """Each doctor's own service like the chosen one."""
        if self._service_key[:1] != (clinic,) or self._service_key[1:] != (service_id,):
            chosen = next((one for one in clinic.services if one.id == service_id), None)
            like = clinic.like_services(chosen.id) if chosen is not None else ()
            self._services = {one.doctor_id: one for one in like}
            if chosen is not None:
                self._services[chosen.doctor_id] = chosen
            self._service_key = (clinic, service_id)
        return self._services

    def picture(
        self,
        clinic: Clinic,
        weeks: Mapping[str, WeekFacts],
        doctor_ids: Sequence[str],
        first_day: date,
        days: int,
        *,
        kind: Kind,
        service_id: str | None,
        wanted_day: date | None,
        now: datetime,
    ) -> GridPicture:
        """The picture of the days of some doctors; ``wanted_day`` is not folded."""
        self._lanes.begin(weeks.values())
        services = {key: one.id for key, one in self.services(clinic, service_id).items()}
        dates = dates_of(first_day, days)
        known = [weeks[one] for one in doctor_ids if one in weeks]
        if kind == "rooms" and len(known) == len(doctor_ids):
            wanted = services if self.offers is None else self.offers
            is_lit = self.offers is not None
            found = self._rooms.lanes(known, clinic, wanted, now, self.delays, is_lit=is_lit)
            lanes: list[LaneDays] = list(found)
        else:
            lanes = [self._doctor(clinic, weeks, one, services, now) for one in doctor_ids]
        folded = self._folded(lanes, dates, wanted_day)
        return doctors_picture(lanes, dates, folded, self._lanes.weight, minute_floor(now))

    def doctor_of(self, lane_id: str, minute: Minute, weeks: Mapping[str, WeekFacts]) -> str | None:
        """The doctor whose minute of a lane it is; None where it is nobody's."""
        return lane_id if lane_id in weeks else self._rooms.doctor_of(lane_id, minute)

    def room_of(self, lane_id: str, doctor_id: str, clinic: Clinic) -> str | None:
        """A doctor's row of the room whose lane it is; None for a doctor's lane, and where there is none."""
        rows = self._rooms.rows_of(lane_id)
        own = {one.id for one in clinic.locations if one.doctor_id == doctor_id}
        rooms = (one.id for one in clinic.rooms if one.id in rows and one.doctor_location_id in own)
        return next(rooms, None)

    # Inside

    def _doctor(
        self,
        clinic: Clinic,
        weeks: Mapping[str, WeekFacts],
        doctor_id: str,
        services: Mapping[str, str],
        now: datetime,
    ) -> LaneDays:
        week = weeks.get(doctor_id)
        if week is None:
            return bare_lane(clinic.doctor(doctor_id)), None
        service_id = services.get(doctor_id)
        if self.offers is not None:
            offered = self.offers.get(doctor_id)
            wish = Wish(offered, is_lit=True) if offered is not None else Wish(is_veiled=True)
        else:
            wish = Wish(service_id)
        wish = wish._replace(delay=self.delays.get(doctor_id, 0))
        made = self._lanes.of(week, clinic, wish, now)
        return made if made is not None else (bare_lane(clinic.doctor(doctor_id)), None)

    def _folded(
        self, lanes: Sequence[LaneDays], dates: Sequence[date], wanted: date | None
    ) -> frozenset[date]:
        """The dates that are folded; while days are read, those of the days of the week that were before."""
        if self.shows_weekend or len(dates) == 1:
            return frozenset()
        kept = () if wanted is None else (wanted,)
        if any(heads is None for _, heads in lanes):
            weekdays = self._folded_weekdays & WEEKEND
            return frozenset(day for day in dates if day.weekday() in weekdays and day not in kept)
        folded = folded_days(lanes, dates, kept)
        self._folded_weekdays = frozenset(day.weekday() for day in folded)
        return folded
