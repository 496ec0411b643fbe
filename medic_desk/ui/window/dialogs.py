"""Which dialog is open over the main window: one at a time, each opened without waiting for its end.

A window that few people open is imported when it is: a start of the program waits for none of them.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget

from medic_desk.engine.facts import Minute
from medic_desk.model.clinic.permissions import Permission
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.side.panel import SidePanel
from medic_desk.ui.theme import Theme

if TYPE_CHECKING:
    from medic_desk.ui.exceptions.window import ExceptionsWindow


class Dialogs(QObject):
    """Opens dialogs for the doctor of the side panel; while one is open, none is opened beside it."""

    booked = Signal(object)
    """AppointmentResult: what was overbooked or recorded, once it stands in the database."""
    late_asked = Signal(str)
    """How late does this doctor run?"""
    late_said = Signal(str, int)
    """(doctor's id, minutes): the same question, with the minutes that were said in it."""
    closed = Signal()
    ill_recorded = Signal(object)
    """IllnessResult: a doctor's day is blocked, and who is booked then is on the worklist."""

    def __init__(self, desk: Desk, theme: Theme, side: SidePanel, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._theme = theme
        self._side = side
        self._window = window
        self.current: QDialog | None = None

    def open(self, dialog: QDialog) -> None:
        """Open a dialog that the caller made; it is deleted when it closes."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._on_finished)
        self.current = dialog
        dialog.open()

    @Slot(str, int, str)
    def overbook(self, doctor_id: str, starts_at: Minute, service_id: str) -> None:
        """Ask whom to book on top of what stands at a doctor's minute, and why."""
        from medic_desk.ui.appointments.overbook_dialog import OverbookDialog  # noqa: PLC0415 - see above

        if self.current is None and self._desk.may(Permission.OVERBOOK, doctor_id):
            dialog = OverbookDialog(self._desk, self._theme, doctor_id, starts_at, service_id, self._window)
            dialog.acted.connect(self.booked)
            self.open(dialog)

    @Slot()
    def record(self) -> None:
        """Ask for an appointment of the past that was not written down then."""
        from medic_desk.ui.appointments.record_dialog import RecordDialog  # noqa: PLC0415 - see above

        shown = self._side.doctor_ids
        if self.current is None and shown:
            # Of several who are shown none is meant: it is asked with whom it was.
            doctor_id = shown[0] if len(shown) == 1 else None
            dialog = RecordDialog(self._desk, self._theme, doctor_id, self._window)
            dialog.acted.connect(self.booked)
            self.open(dialog)

    @Slot(str, int, str)
    def open_time(self, doctor_id: str, minute: Minute, row_id: str) -> None:
        """Open a doctor's blocked and opened time: at the entry ``row_id``, or to open a minute's hour."""
        window = self._time_of(doctor_id)
        if window is not None:
            self.open(window)
            window.begin_at(minute, row_id)

    @Slot()
    def edit_hours(self) -> None:
        """Open the chosen doctor's weekly hours; who may not change them may look."""
        if self._side.doctor_id is not None:
            self.hours_of(self._side.doctor_id)

    @Slot()
    def edit_exceptions(self) -> None:
        """Open the chosen doctor's blocked and opened time."""
        if self._side.doctor_id is not None:
            self.exceptions_of(self._side.doctor_id)

    def hours_of(self, doctor_id: str) -> None:
        """Open a doctor's weekly hours."""
        from medic_desk.ui.hours.editor import RuleEditor  # noqa: PLC0415 - see above

        if self.current is None:
            self.open(RuleEditor(self._desk, self._theme, doctor_id, self._window))

    def exceptions_of(self, doctor_id: str, span: tuple[Minute, Minute] | None = None) -> None:
        """Open a doctor's blocked and opened time; with ``span`` a new entry that blocks it is begun."""
        window = self._time_of(doctor_id)
        if window is None:
            return
        if span is not None:
            window.form.span.set_span(*span)
            window.form.reason.setFocus()
        self.open(window)

    def _time_of(self, doctor_id: str) -> "ExceptionsWindow | None":
        """The window of a doctor's blocked and opened time; None while another dialog is open."""
        from medic_desk.ui.exceptions.window import ExceptionsWindow  # noqa: PLC0415 - see above

        if self.current is not None:
            return None
        return ExceptionsWindow(self._desk, self._theme, doctor_id, self._window)

    def ill_today(self, doctor_id: str) -> None:
        """Ask from when on a doctor is ill today."""
        from medic_desk.ui.worklist.ill_today import IllTodayDialog  # noqa: PLC0415 - see above

        if self.current is None and self._desk.may(Permission.RECORD_ILLNESS, doctor_id):
            dialog = IllTodayDialog(self._desk, self._theme, doctor_id, self._window)
            dialog.recorded.connect(self.ill_recorded)
            self.open(dialog)

    @Slot()
    def show_time_off(self) -> None:
        """Open the requests for time off."""
        self.show_time_off_of(self._side.doctor_id)

    def show_time_off_of(self, doctor_id: str | None) -> None:
        """Open the requests for time off, to ask for that doctor's."""
        from medic_desk.ui.time_off.window import TimeOffWindow  # noqa: PLC0415 - see above

        if self.current is None:
            self.open(TimeOffWindow(self._desk, self._theme, doctor_id, self._window))

    def show_keys(self, groups: Sequence[tuple[str, Sequence[QAction]]]) -> None:
        """Open the help sheet with the menus' groups of actions."""
        from medic_desk.ui.window.help_sheet import HelpSheet  # noqa: PLC0415 - see above

        if self.current is None:
            self.open(HelpSheet(self._theme, groups, self._window))

    def close(self) -> bool:
        """Close what is open; False where a form asks first, for it would lose what was typed."""
        if self.current is not None:
            self.current.reject()
        return self.current is None

    @Slot()
    def _on_finished(self) -> None:
        self.current = None
        self.closed.emit()
