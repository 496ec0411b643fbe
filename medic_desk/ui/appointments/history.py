"""The history of the selected appointment, newest first, read off the GUI thread whenever it changed."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from medic_desk.model.appointments.history import HistoryEvent, read_history
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.history import event_sentence, happened_at
from medic_desk.ui.words.names import Names


class AppointmentHistory(QWidget):
    """Empty without an appointment; ``lines`` is what it tells."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._shown: tuple[str, int] | None = None
        self.lines: tuple[str, ...] = ()
        self._title = QLabel(self.tr("History"))
        set_role(self._title, "secondary")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.space(2))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.space(3), 0, 0)
        column.setSpacing(theme.space(2))
        column.addWidget(self._title)
        column.addLayout(self._rows)
        self.hide()

    def show_appointment(self, appointment: WeekAppointment, names: Names) -> None:
        """Tell an appointment's history; nothing is read again while its version is the same."""
        wanted = (appointment.id, appointment.row_version)
        if wanted == self._shown:
            return
        if self._shown is None or self._shown[0] != appointment.id:
            self._clear_rows()
        self._shown = wanted
        self._desk.read(
            self,
            partial(read_history, appointment_id=appointment.id),
            partial(self._on_read, wanted, names),
            partial(self._on_failed, wanted),
            replaces="history",
        )

    def clear(self) -> None:
        """Tell nothing."""
        self._shown = None
        self._clear_rows()
        self.hide()

    def _on_read(self, wanted: tuple[str, int], names: Names, events: tuple[HistoryEvent, ...]) -> None:
        if wanted != self._shown:
            return
        self._clear_rows()
        for event in reversed(events):
            self._add(happened_at(event, names.zone), event_sentence(event, names))
        if not events:
            self._add("", self.tr("Nothing is recorded yet."))
        self.show()

    def _on_failed(self, wanted: tuple[str, int], error: Exception) -> None:
        if wanted == self._shown:
            self._clear_rows()
            self._add("", error_sentence(error))
            self.show()
            self._shown = None

    def _add(self, when: str, what: str) -> None:
        self.lines = (*self.lines, " · ".join(filter(None, (when, what))))
        if when:
            at = QLabel(when)
            set_role(at, "secondary")
            at.setFont(self._theme.font(tabular=True))
            self._rows.addWidget(at)
        text = QLabel(what)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._rows.addWidget(text)

    def _clear_rows(self) -> None:
        self.lines = ()
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
