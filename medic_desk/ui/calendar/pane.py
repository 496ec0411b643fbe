"""The calendar with the bar over it: whose days and which are shown, and their picture always new."""

from datetime import date, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medic_desk.engine import why_not
from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.engine.facts import Minute, WhyNot
from medic_desk.model.appointments.week import WeekAppointment, WeekFacts
from medic_desk.model.clinic.clinic import ServiceEntry
from medic_desk.ui.calendar.actions import CalendarActions
from medic_desk.ui.calendar.bar import CalendarBar
from medic_desk.ui.calendar.folded_menu import FoldedMenu
from medic_desk.ui.calendar.picture import calendar_picture, reading_picture, service_request
from medic_desk.ui.calendar.view import CalendarView
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.day_grid.layout import PlacedMore
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.connection import refused_service
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.formats import clock_of
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.unreadable import each_once, unreadable_rows_sentence

LENGTHS = (1, 5, 7)
_WEEK = 7


class CalendarPane(QWidget):
    """``days_shown`` (first day, how many) when others are shown, ``picture_shown`` after newly read ones."""

    days_shown = Signal(object, int)
    picture_shown = Signal()
    span_chosen = Signal(str, int, int)
    """A free span was chosen: the doctor, its first and its end minute."""
    minute_asked = Signal(str, int)
    """Somebody wants to know why nothing can be booked with this doctor at this minute."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.commands = CalendarActions(self)
        self.doctor_id: str | None = None
        self.service_id: str | None = None
        self.days = _WEEK
        self.first_day = self.today()
        self._is_unreadable = False
        """Whether the days that are shown were asked for in vain, for another reason than a dead line."""
        self.week = CalendarView(theme)
        self.banner = MessageBanner(theme)
        self.answer = MessageBanner(theme, wraps=True)
        """Why an act was not done, until the next one is."""
        self.unreadable = MessageBanner(theme, wraps=True)
        """Which rows could not be read, while they cannot."""
        self.bar = CalendarBar(theme, self.commands)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.banner)
        column.addWidget(self.answer)
        column.addWidget(self.unreadable)
        column.addWidget(self.week, 1)
        self.setFocusProxy(self.week)
        self._connect()

    def _connect(self) -> None:
        desk, commands = self._desk, self.commands
        desk.week_changed.connect(self._on_week)
        desk.contact.went_offline.connect(self._on_offline)
        desk.contact.came_back.connect(self.banner.hide)
        desk.contact.came_back.connect(self._show_reading)
        desk.read_failed.connect(self._on_read_failed)
        desk.contact.clock_skewed.connect(self._on_skew)
        self.week.period_asked.connect(self.turn)
        self.week.span_chosen.connect(self._on_span)
        self.week.minute_asked.connect(self._on_minute_asked)
        self.week.folded_asked.connect(self._on_folded)
        self.week.canvas.zoom_changed.connect(self._on_zoom)
        commands.earlier.triggered.connect(self._on_earlier)
        commands.later.triggered.connect(self._on_later)
        commands.today.triggered.connect(self._on_today)
        commands.length_chosen.connect(self.show_days)
        commands.zoom_in.triggered.connect(self.week.canvas.zoom_in)
        commands.zoom_out.triggered.connect(self.week.canvas.zoom_out)
        commands.zoom_fit.triggered.connect(self.week.canvas.zoom_to_fit)
        commands.faded.toggled.connect(self.week.canvas.set_shows_faded)

    # What the view says

    def doctor_of(self, lane_id: str) -> str | None:
        """The doctor whose lane it is; None where it is nobody's."""
        return lane_id or None

    @Slot(str, int, int)
    def _on_span(self, lane_id: str, starts_at: Minute, ends_at: Minute) -> None:
        doctor_id = self.doctor_of(lane_id)
        if doctor_id is not None:
            self.span_chosen.emit(doctor_id, starts_at, ends_at)

    @Slot(str, int)
    def _on_minute_asked(self, lane_id: str, minute: Minute) -> None:
        doctor_id = self.doctor_of(lane_id)
        if doctor_id is not None:
            self.minute_asked.emit(doctor_id, minute)

    @Slot(object)
    def _on_folded(self, mark: PlacedMore) -> None:
        FoldedMenu(mark, self.week).open()

    # What is shown

    def zone(self) -> str:
        """The zone of the doctor who is shown."""
        clinic = self._desk.clinic
        doctors = clinic.doctors if clinic is not None else ()
        first = doctors[0].timezone if doctors else "UTC"
        return next((doctor.timezone for doctor in doctors if doctor.id == self.doctor_id), first)

    def today(self) -> date:
        """The date in that zone, by the database's clock."""
        return local_date(minute_floor(self._desk.now()), self.zone())

    @property
    def shown_week(self) -> WeekFacts | None:
        """The facts behind the picture; None until they were read."""
        return self._desk.weeks.get(self.doctor_id or "")

    def names(self) -> Names | None:
        """What the ids in those facts are called."""
        week, clinic = self.shown_week, self._desk.clinic
        return Names.of_week(clinic, week) if week is not None and clinic is not None else None

    def appointment(self, appointment_id: str) -> WeekAppointment | None:
        """An appointment that is shown."""
        week = self.shown_week
        return next((a for a in week.appointments if a.id == appointment_id), None) if week else None

    def service(self) -> ServiceEntry | None:
        """The service whose free starts are shown."""
        clinic = self._desk.clinic
        services = clinic.services if clinic is not None else ()
        return next((one for one in services if one.id == self.service_id), None)

    def why_not(self, minute: Minute) -> WhyNot | None:
        """Why the chosen service cannot start at a minute; None where nothing is chosen or read."""
        week, service = self.shown_week, self.service()
        if week is None or service is None or service.id not in week.facts.services:
            return None
        return why_not(week.facts, service_request(week, service.id, self._desk.now()), minute)

    def holds(self, day: date) -> bool:
        """Whether a date is among those shown."""
        return self.first_day <= day < self.first_day + timedelta(days=self.days)

    # Choosing

    def show_doctor(self, doctor_id: str, service_id: str | None) -> None:
        """Show another doctor's days."""
        self.doctor_id, self.service_id = doctor_id, service_id
        self.go_to(self.first_day)

    @Slot(str)
    def show_service(self, service_id: str) -> None:
        """Show another service's free starts."""
        self.service_id = service_id
        self.show_picture()

    @Slot(object)
    def go_to(self, day: date) -> None:
        """Show the days around a date."""
        self.first_day = day if self.days == 1 else day - timedelta(days=day.weekday())
        self.bar.show_days(self.first_day, self.days)
        self._is_unreadable = False
        if self.doctor_id is not None:
            self._desk.show((self.doctor_id,), self.first_day, self.days)
            if self.shown_week is None:
                self._show_reading()
        self.days_shown.emit(self.first_day, self.days)

    @Slot(int)
    def show_days(self, days: int) -> None:
        """Show a day, five days or a week; around today where it was shown."""
        day = self.today() if self.holds(self.today()) else self.first_day
        self.days = days if days in LENGTHS else _WEEK
        self.commands.mark_length(self.days)
        self.go_to(day)

    @Slot(int)
    def turn(self, periods: int) -> None:
        """Show the days before (-1) or after (1)."""
        self.go_to(self.first_day + timedelta(days=periods * (1 if self.days == 1 else _WEEK)))

    @Slot()
    def show_picture(self) -> None:
        """Give the view its picture again: a minute passed, or another service is chosen."""
        week, clinic = self.shown_week, self._desk.clinic
        if week is None or clinic is None:
            self._show_reading()
            return
        now, desk_name = self._desk.now(), self._desk.desk_name
        picture = calendar_picture(week, clinic, service_id=self.service_id, now=now, desk_name=desk_name)
        self.week.canvas.set_hint(self._hint(has_hours=any(one.kind == "hours" for one in picture.grounds)))
        self.week.set_picture(picture)
        told = (*week.unreadable, *(one for one in clinic.unreadable if one.doctor_id == week.doctor_id))
        self._tell_unreadable(unreadable_rows_sentence(each_once(told)))

    def _tell_unreadable(self, sentence: str) -> None:
        """Say which rows could not be read, once: the days are read again and again."""
        if not sentence:
            self.unreadable.hide()
        elif sentence != self.unreadable.text:
            self.unreadable.say(sentence)

    @Slot()
    def _show_reading(self) -> None:
        """Show the days with nothing in them where nothing is known of them yet."""
        clinic = self._desk.clinic
        doctors = clinic.doctors if clinic is not None else ()
        doctor = next((one for one in doctors if one.id == self.doctor_id), None)
        if doctor is None or self.shown_week is not None:
            return
        self.week.canvas.set_hint(self._reading_hint())
        self.week.set_picture(reading_picture(doctor, self.first_day, self.days, self._desk.now()))

    def _reading_hint(self) -> str:
        if self._desk.contact.offline_since is not None:
            return self.tr(
                "These days were not read yet, and the database does not answer. They appear when it does."
            )
        return self.tr("These days could not be read.") if self._is_unreadable else self.tr("Reading …")

    def _hint(self, *, has_hours: bool) -> str:
        if not has_hours:
            return self.tr("No hours on these days. Look at others with Alt+← and Alt+→.")
        return self.tr("No appointment on these days, and no free time for the chosen service.")

    # What the desk says

    @Slot(object)
    def _on_week(self, week: WeekFacts) -> None:
        if week.doctor_id == self.doctor_id:
            self._is_unreadable = False
            self.show_picture()
            self.picture_shown.emit()

    @Slot()
    def _on_offline(self) -> None:
        self._show_reading()
        since = self._desk.contact.offline_since
        if since is not None:
            text = self.tr(
                "Offline since {time}. The calendar shows what was last read; nothing can be booked until the"
                " database answers. The program goes on trying by itself."
            )
            said = text.format(time=clock_of(since, self.zone()))
            why = refused_service(self._desk.contact.offline_error)
            self.banner.say(" ".join(filter(None, (said, why))))

    @Slot(object)
    def _on_read_failed(self, error: Exception) -> None:
        self.banner.say(error_sentence(error))
        self._is_unreadable = True
        self._show_reading()

    @Slot(float)
    def _on_skew(self, seconds: float) -> None:
        minutes = round(abs(seconds) / 60)
        self.banner.say(
            self.tr("This computer's clock is %n minutes off; the clinic's clock decides.", "", minutes)
        )

    # Menus

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

    @Slot(float)
    def _on_zoom(self, zoom: float) -> None:
        self.commands.zoom_fit.setEnabled(abs(zoom - 1.0) > 0.001)
