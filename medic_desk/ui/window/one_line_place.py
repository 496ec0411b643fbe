"""Where the typed line stands in the main window: over its top, and what it asks of the window's parts.

It is made when it is first opened: a start of the program does not wait for it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMainWindow

from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.model.appointments.week_appointments import read_appointments_by_id
from medic_desk.model.clinic.permissions import Permission
from medic_desk.ui.appointments.acts import AppointmentActs
from medic_desk.ui.calendar.pane import CalendarPane
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.doctor_delays import DoctorDelays
from medic_desk.ui.side.panel import SidePanel
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.booking_place import BookingPlace
from medic_desk.ui.window.commands import act_of_command, commands
from medic_desk.ui.window.dialogs import Dialogs
from medic_desk.ui.window.menus import Menus
from medic_desk.ui.words.errors import error_sentence

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from medic_desk.ui.one_line.one_line import OneLine


class OneLinePlace(QObject):
    """Connects the line with the calendar, the dialogs and the acts; opened by its two keys."""

    booked = Signal(object)
    """AppointmentResult, once it stands in the database."""
    appointment_wanted = Signal(str, str, int)
    """(appointment's id, doctor's id, start): it is to be shown."""
    act_wanted = Signal(str, object)
    """(act's name, WeekAppointment): it is to be done, by its dialog where it has one."""
    card_wanted = Signal(str)
    """The id of a patient whose card is to be opened."""

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        window: QMainWindow,
        menus: Menus,
        calendar: CalendarPane,
        side: SidePanel,
        booking: BookingPlace,
        dialogs: Dialogs,
        acts: AppointmentActs,
        selected: Callable[[], WeekAppointment | None],
        delays: DoctorDelays,
    ) -> None:
        """``selected`` answers the appointment that keys and buttons mean."""
        super().__init__(window)
        self._desk = desk
        self._theme = theme
        self._window = window
        self._menus = menus
        self._calendar = calendar
        self._side = side
        self._booking = booking
        self._dialogs = dialogs
        self._acts = acts
        self._selected = selected
        self._delays = delays
        self._actions: Mapping[str, QAction] = commands(menus, calendar.commands)
        self.line: OneLine | None = None
        menus.one_line.triggered.connect(self._on_open)
        menus.walk_in.triggered.connect(self._on_walk_in)
        desk.person_changed.connect(self._on_person)
        self._on_person()

    def close(self) -> bool:
        """Close the line with the window; False where it may not close yet."""
        return self.line is None or self.line.close()

    def made(self) -> "OneLine":
        """The line, whether or not it is shown."""
        from medic_desk.ui.one_line.one_line import OneLine  # noqa: PLC0415 - see above

        if self.line is None:
            self.line = OneLine(
                self._desk, self._theme, self._window, self._actions, self._selected, self._delays
            )
            self.line.booked.connect(self.booked)
            self.line.appointment_wanted.connect(self.appointment_wanted)
            self.line.card_wanted.connect(self.card_wanted)
            self.line.day_wanted.connect(self._on_day_wanted)
            self.line.command_wanted.connect(self._on_command)
            self.line.lit_changed.connect(self._on_lit)
        return self.line

    @Slot()
    def _on_person(self) -> None:
        self._menus.walk_in.setEnabled(self._desk.may(Permission.BOOK))

    @Slot()
    def _on_open(self) -> None:
        if self._dialogs.current is None:
            self.made().open()

    @Slot()
    def _on_walk_in(self) -> None:
        if self._dialogs.current is None:
            self.made().open_walk_in()

    @Slot(object, object)
    def _on_lit(self, offers: Mapping[str, str] | None, chosen: tuple[str, int] | None) -> None:
        """Light what the line looks for; a booking that is open beside it keeps the light."""
        if self._booking.dock is None:
            self._calendar.light(offers, chosen)

    @Slot(object, object)
    def _on_day_wanted(self, doctor_id: str | None, day: date) -> None:
        if doctor_id is not None and doctor_id not in self._calendar.doctor_ids:
            shown = self._calendar.doctor_ids
            # Beside others the doctor is added; one alone gives way.
            self._side.choose_doctors((*(shown if len(shown) > 1 else ()), doctor_id))
        self._calendar.go_to(day)
        self._calendar.setFocus()

    # Commands

    @Slot(str, object, object, object)
    def _on_command(
        self, key: str, doctor_id: str | None, appointment_id: str | None, minutes: int | None
    ) -> None:
        if appointment_id is not None:
            self._desk.read(
                self,
                partial(read_appointments_by_id, appointment_ids=(appointment_id,)),
                partial(self._on_appointment, key),
                self._on_not_read,
                replaces="command",
            )
        elif key == "time-off" and doctor_id is not None:
            self._dialogs.show_time_off_of(doctor_id)
        elif key == "ill-today" and doctor_id is not None:
            self._dialogs.ill_today(doctor_id)
        elif key == "runs-late" and doctor_id is not None and minutes is not None:
            self._dialogs.late_said.emit(doctor_id, minutes)
        elif key == "runs-late" and doctor_id is not None:
            self._dialogs.late_asked.emit(doctor_id)
        else:
            self._actions[key].trigger()

    def _on_appointment(self, key: str, found: tuple[WeekAppointment, ...]) -> None:
        """Do a command about an appointment, where that is lawful and permitted; else say why not."""
        if not found:
            self._acts.refused.emit(self.tr("This appointment is not there any more."), ())
            return
        one = self._acts.current(found[0])
        self.appointment_wanted.emit(one.id, one.doctor_id, one.starts_at)
        act = act_of_command(key)
        if act is None:
            self._actions[key].trigger()
        elif act in self._acts.offered(one):
            self.act_wanted.emit(act.name, one)
        elif not self._acts.explain(act, one):
            self._acts.refused.emit(self.tr("This cannot be done to this appointment now."), ())

    def _on_not_read(self, error: Exception) -> None:
        self._acts.refused.emit(error_sentence(error), ())
