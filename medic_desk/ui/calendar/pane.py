"""The calendar with the bar over it: whose days and which are shown, and their picture always new."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.week import WeekAppointment, WeekFacts
from medic_desk.model.clinic.clinic import ServiceEntry
from medic_desk.ui.calendar.actions import CalendarActions
from medic_desk.ui.calendar.bar import CalendarBar
from medic_desk.ui.calendar.folded_menu import FoldedMenu
from medic_desk.ui.calendar.messages import CalendarMessages
from medic_desk.ui.calendar.picture_maker import Kind, PictureMaker
from medic_desk.ui.calendar.view import CalendarView
from medic_desk.ui.day_grid.grid_picture import GridPicture
from medic_desk.ui.day_grid.layout import PlacedMore
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.names import Names

LENGTHS = (1, 5, 7)
_WEEK = 7


class CalendarPane(QWidget):
    """``days_shown`` (first day, how many) when others are shown, ``picture_shown`` after newly read ones."""

    days_shown = Signal(object, int)
    picture_shown = Signal()
    doctors_shown = Signal(object)
    """Tuple of ids: the calendar itself went to other doctors, as by a double click on a head."""
    span_chosen = Signal(str, int, int)
    """A free slot was chosen: the doctor, its first and its end minute."""
    span_drawn = Signal(str, int, int)
    """A span was drawn over free time: the same three."""
    minute_asked = Signal(str, int)
    """Somebody wants to know why nothing can be booked with this doctor at this minute."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._maker = PictureMaker(desk.desk_name)
        self.commands = CalendarActions(self)
        self.doctor_ids: tuple[str, ...] = ()
        """The doctors that are shown, in the order of their columns."""
        self.service_id: str | None = None
        self.days = _WEEK
        self.kind: Kind = "doctors"
        self.first_day = self.today()
        self._wanted_day: date | None = None
        """A date that was asked for by itself: it is not folded."""
        self._before_alone: tuple[tuple[str, ...], int, date, Kind] | None = None
        """What was shown before one doctor alone, to go back to."""
        self._rest = QTimer(self)
        """Makes what a picture still lacks, once everything else had its turn."""
        self._rest.setSingleShot(True)
        self.week = CalendarView(theme)
        self.messages = CalendarMessages(desk, theme, self.zone, self)
        self.banner, self.answer = self.messages.banner, self.messages.answer
        self.unreadable = self.messages.unreadable
        self.bar = CalendarBar(theme, self.commands)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.week, 1)
        self.messages.lie_over(self.week.viewport(), self.week, self.week.canvas)
        self.setFocusProxy(self.week)
        self._connect()

    def _connect(self) -> None:
        desk, commands, week = self._desk, self.commands, self.week
        desk.weeks_read.connect(self._on_weeks)
        self._rest.timeout.connect(self.show_picture)
        self.messages.changed.connect(self._show_reading)
        self.messages.covering.connect(week.canvas.set_covered)
        self.messages.closed.connect(week.setFocus)
        week.period_asked.connect(self.turn)
        week.span_chosen.connect(self._on_span)
        week.span_drawn.connect(self._on_span_drawn)
        week.minute_asked.connect(self._on_minute_asked)
        week.folded_asked.connect(self._on_folded)
        week.lane_opened.connect(self.show_alone)
        week.canvas.zoom_changed.connect(self._on_zoom)
        week.canvas.head.unfold_asked.connect(commands.weekend.toggle)
        commands.earlier.triggered.connect(self._on_earlier)
        commands.later.triggered.connect(self._on_later)
        commands.today.triggered.connect(self._on_today)
        commands.length_chosen.connect(self.show_days)
        commands.kind_chosen.connect(self.show_kind)
        commands.alone.triggered.connect(self._on_alone)
        commands.zoom_in.triggered.connect(week.canvas.zoom_in)
        commands.zoom_out.triggered.connect(week.canvas.zoom_out)
        commands.zoom_fit.triggered.connect(week.canvas.zoom_to_fit)
        commands.faded.toggled.connect(week.canvas.set_shows_faded)
        commands.weekend.toggled.connect(self._on_weekend)

    # What the view says

    def doctor_of(self, lane_id: str, minute: Minute) -> str | None:
        """The doctor whose minute of a lane it is; None where it is nobody's, or not read yet."""
        return self._maker.doctor_of(lane_id, minute, {one.doctor_id: one for one in self._weeks()})

    def room_of(self, lane_id: str, doctor_id: str) -> str | None:
        """A doctor's row of the room whose lane it is; None for a doctor's lane, and where there is none."""
        clinic = self._desk.clinic
        return self._maker.room_of(lane_id, doctor_id, clinic) if clinic is not None else None

    @Slot(str, int, int)
    def _on_span(self, lane_id: str, starts_at: Minute, ends_at: Minute) -> None:
        doctor_id = self.doctor_of(lane_id, starts_at)
        if doctor_id is not None:
            self.span_chosen.emit(doctor_id, starts_at, ends_at)

    @Slot(str, int, int)
    def _on_span_drawn(self, lane_id: str, starts_at: Minute, ends_at: Minute) -> None:
        doctor_id = self.doctor_of(lane_id, starts_at)
        if doctor_id is not None:
            self.span_drawn.emit(doctor_id, starts_at, ends_at)

    @Slot(str, int)
    def _on_minute_asked(self, lane_id: str, minute: Minute) -> None:
        doctor_id = self.doctor_of(lane_id, minute)
        if doctor_id is not None:
            self.minute_asked.emit(doctor_id, minute)

    @Slot(object)
    def _on_folded(self, mark: PlacedMore) -> None:
        FoldedMenu(mark, self.week).open()

    # What is shown

    @property
    def doctor_id(self) -> str | None:
        """The first of the doctors that are shown."""
        return self.doctor_ids[0] if self.doctor_ids else None

    def zone(self) -> str:
        """The zone of that doctor."""
        clinic = self._desk.clinic
        doctors = clinic.doctors if clinic is not None else ()
        first = doctors[0].timezone if doctors else "UTC"
        return next((doctor.timezone for doctor in doctors if doctor.id == self.doctor_id), first)

    def today(self) -> date:
        """The date in that zone, by the database's clock."""
        return local_date(minute_floor(self._desk.now()), self.zone())

    def week_of(self, doctor_id: str | None) -> WeekFacts | None:
        """The facts of a doctor's columns; None until they were read for just the days that are shown."""
        week = self._desk.weeks.get(doctor_id or "")
        if week is None or doctor_id not in self.doctor_ids:
            return None
        # The days may have changed already, and what was read before is still there.
        return week if (week.first_day, week.days) == (self.first_day, self.days) else None

    @property
    def shown_week(self) -> WeekFacts | None:
        """The facts of the first doctor that is shown."""
        return self.week_of(self.doctor_id)

    def names(self, doctor_id: str | None = None) -> Names | None:
        """What the ids in a doctor's facts are called (None: the first doctor's)."""
        week, clinic = self.week_of(doctor_id or self.doctor_id), self._desk.clinic
        return Names.of_week(clinic, week) if week is not None and clinic is not None else None

    def appointment(self, appointment_id: str) -> WeekAppointment | None:
        """An appointment that is shown, of any of the doctors."""
        return next((a for week in self._weeks() for a in week.appointments if a.id == appointment_id), None)

    def service(self, doctor_id: str | None = None) -> ServiceEntry | None:
        """A doctor's service whose starts are shown (None: the first's).

        The one that is being booked, else the like of the chosen one.
        """
        clinic, whose = self._desk.clinic, doctor_id or self.doctor_id or ""
        if clinic is None:
            return None
        offers = self._maker.offers
        if offers is not None:
            return next((one for one in clinic.services if one.id == offers.get(whose)), None)
        return self._maker.services(clinic, self.service_id).get(whose)

    def free_counts(self) -> Mapping[str, int]:
        """How many starts of the chosen service each shown doctor has free on the days shown, where known."""
        picture = self.week.picture
        lanes = picture.lanes if picture is not None and self.kind == "doctors" else ()
        counted = (one for one in lanes if not one.is_reading and self.service(one.id) is not None)
        return {one.id: len(one.free_slots) for one in counted}

    def holds(self, day: date) -> bool:
        """Whether a date is among those shown."""
        return self.first_day <= day < self.first_day + timedelta(days=self.days)

    def _weeks(self) -> Sequence[WeekFacts]:
        return [week for one in self.doctor_ids if (week := self.week_of(one)) is not None]

    # Choosing

    def show_doctors(self, doctor_ids: Iterable[str]) -> None:
        """Show these doctors, in this order."""
        self._before_alone = None
        self._show(tuple(dict.fromkeys(doctor_ids)), self.first_day)

    @Slot(str)
    def show_alone(self, doctor_id: str) -> None:
        """Show one doctor alone, by week; again, what was shown before."""
        if doctor_id not in self.doctor_ids:
            # A room's head.
            return
        before, self._before_alone = self._before_alone, None
        if before is not None and self.doctor_ids == (doctor_id,):
            ids, days, day, kind = before
        else:
            days = 5 if self.days == 1 else self.days
            ids, day, kind = (doctor_id,), self.first_day, "doctors"
            if len(self.doctor_ids) > 1 or self.days == 1:
                self._before_alone = (self.doctor_ids, self.days, self.first_day, self.kind)
        self._set_view(days, kind)
        self._show(ids, day)
        self.doctors_shown.emit(ids)

    def show_service(self, service_id: str | None) -> None:
        """Show another service's free starts, and with other doctors those of its like."""
        self.service_id = service_id or None
        self.show_picture()

    @Slot(object)
    def go_to(self, day: date) -> None:
        """Show the days around a date."""
        self._wanted_day = day
        self._show(self.doctor_ids, day)

    @Slot(int)
    def show_days(self, days: int) -> None:
        """Show a day, five days or a week; around today where it was shown."""
        day = self.today() if self.holds(self.today()) else self.first_day
        self._set_view(days, self.kind if days == 1 else "doctors")
        self._show(self.doctor_ids, day)

    @Slot(str)
    def show_kind(self, kind: Kind) -> None:
        """Show a column for each doctor, or one for each room of a day."""
        day = self.today() if self.holds(self.today()) else self.first_day
        self._set_view(1 if kind == "rooms" else self.days, kind)
        self._show(self.doctor_ids, day)

    @Slot(int)
    def turn(self, periods: int) -> None:
        """Show the days before (-1) or after (1)."""
        self._wanted_day = None
        step = 1 if self.days == 1 else _WEEK
        self._show(self.doctor_ids, self.first_day + timedelta(days=periods * step))

    def _set_view(self, days: int, kind: Kind) -> None:
        self.days = days if days in LENGTHS else _WEEK
        self.kind = kind
        self.commands.mark(self.days, kind)

    def _show(self, doctor_ids: tuple[str, ...], day: date) -> None:
        """Show these doctors' days around a date."""
        first_day = day if self.days == 1 else day - timedelta(days=day.weekday())
        if (doctor_ids, first_day) != (self.doctor_ids, self.first_day):
            self._maker.forget()
        self.doctor_ids, self.first_day = doctor_ids, first_day
        self.bar.show_days(first_day, self.days)
        self.messages.begin()
        if doctor_ids:
            self._desk.show(doctor_ids, first_day, self.days)
            if len(self._weeks()) < len(doctor_ids):
                self._show_reading()
        self.days_shown.emit(first_day, self.days)

    # While something is booked

    @Slot(object, object)
    def light(self, offers: Mapping[str, str] | None, held: tuple[str, Minute] | None = None) -> None:
        """Light the free starts of these doctors' services (doctor id to service id); none ends it.

        ``held`` is the doctor and the start that is taken. Other doctors' columns stand under a veil.
        """
        wanted = dict(offers) if offers else None
        is_new = wanted != self._maker.offers
        self._maker.offers = wanted
        if is_new:
            self.show_picture()
        self.week.mark_held(*(held or ("", None)))

    @Slot(object)
    def mark_own(self, appointment_ids: Iterable[str]) -> None:
        """Frame these appointments: the others of the patient who is being booked."""
        self.week.frame_appointments(appointment_ids)

    def show_delays(self, delays: Mapping[str, int]) -> None:
        """Tell of today's columns how many minutes late their doctors run, by id."""
        self._maker.delays = dict(delays)
        self.week.canvas.head.show_delays(delays)
        self.show_picture()

    # The picture

    @Slot()
    def show_picture(self) -> None:
        """Give the view its picture again: a minute passed, or another service is chosen."""
        picture = self._picture()
        if picture is None:
            return
        weeks, clinic = self._weeks(), self._desk.clinic
        if picture.is_reading or clinic is None:
            self.week.canvas.set_hint(self.messages.reading_hint())
        else:
            has_hours = any(one.kind == "hours" for one in picture.grounds)
            self.week.canvas.set_hint(self.messages.empty_hint(has_hours=has_hours))
            ids = {week.doctor_id for week in weeks}
            told = [row for week in weeks for row in week.unreadable]
            self.messages.tell_unreadable([*told, *(r for r in clinic.unreadable if r.doctor_id in ids)])
        self.week.set_picture(picture)
        if self._maker.is_behind:
            self._rest.start(0)

    def _picture(self) -> GridPicture | None:
        clinic = self._desk.clinic
        listed = {one.id for one in clinic.doctors} if clinic is not None else set()
        ids = [one for one in self.doctor_ids if one in listed]
        if clinic is None or not ids:
            return None
        weeks = {week.doctor_id: week for week in self._weeks()}
        return self._maker.picture(
            clinic,
            weeks,
            ids,
            self.first_day,
            self.days,
            kind=self.kind,
            service_id=self.service_id,
            wanted_day=self._wanted_day,
            now=self._desk.now(),
        )

    @Slot()
    def _show_reading(self) -> None:
        """Show days with nothing in them where nothing is known of them yet."""
        if self.doctor_ids and len(self._weeks()) < len(self.doctor_ids):
            self.show_picture()

    @Slot()
    def _on_weeks(self) -> None:
        self.messages.end()
        self.show_picture()
        self.picture_shown.emit()

    # Menus and keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape what is said over the days."""
        if event.key() != Qt.Key.Key_Escape or not self.messages.close_one():
            event.ignore()

    @Slot()
    def _on_alone(self) -> None:
        """Show the doctor alone whose column the cursor is in, else the first; again, what was before."""
        minute = self.week.cursor_minute
        lane_id = self.week.cursor_lane
        there = self.doctor_of(lane_id, minute) if minute is not None else None
        doctor_id = there if there in self.doctor_ids else self.doctor_id
        if doctor_id is not None:
            self.show_alone(doctor_id)

    @Slot()
    def _on_earlier(self) -> None:
        self.turn(-1)

    @Slot()
    def _on_later(self) -> None:
        self.turn(1)

    @Slot()
    def _on_today(self) -> None:
        self.go_to(self.today())
        self.week.show_minute(minute_floor(self._desk.now()))

    @Slot(bool)
    def _on_weekend(self, shows: bool) -> None:
        self._maker.shows_weekend = shows
        self.show_picture()

    @Slot(float)
    def _on_zoom(self, zoom: float) -> None:
        self.commands.zoom_fit.setEnabled(abs(zoom - self.week.canvas.fitting_zoom) > 0.001)
