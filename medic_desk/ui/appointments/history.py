"""The history of the selected appointment, newest first and without holds, read anew whenever it changed."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QRect, Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from medic_desk.model.appointments.history import HistoryEvent, read_history, without_holds
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.model.store.changes import Changed
from medic_desk.model.worklist.history import WorklistEvent, read_worklist_events
from medic_desk.ui.appointments.history_list import HistoryLine, HistoryList
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.history import event_sentence, happened_at, worklist_sentence
from medic_desk.ui.words.names import Names

_Read = tuple[Sequence[HistoryEvent], Sequence[WorklistEvent]]


def _read_both(session: Any, appointment_id: str) -> _Read:
    """The events of an appointment, and what the worklist made of it."""
    return read_history(session, appointment_id), read_worklist_events(session, appointment_id)


def _when(told: tuple[datetime, HistoryLine]) -> datetime:
    return told[0]


class AppointmentHistory(QWidget):
    """Empty without an appointment; ``lines`` is what it tells."""

    pointed = Signal(QRect)
    """The line a person came to by the arrow keys, in this widget's coordinates."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown: tuple[str, int, bool] | None = None
        self._names: Names | None = None
        self._title = QLabel(self.tr("History"))
        set_role(self._title, "secondary")
        self.list = HistoryList(theme)
        self.list.setAccessibleName(self.tr("History"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.space(3), 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(self._title)
        column.addWidget(self.list)
        self.list.pointed.connect(self._on_pointed)
        desk.heard.connect(self._on_heard)
        self.hide()

    @property
    def lines(self) -> tuple[HistoryLine, ...]:
        """When and what, newest first."""
        return self.list.lines

    def show_appointment(self, appointment: WeekAppointment, names: Names) -> None:
        """Tell an appointment's history; nothing is read again while its version is the same."""
        wanted = (appointment.id, appointment.row_version, appointment.is_to_rebook)
        if wanted == self._shown:
            return
        if self._shown is None or self._shown[0] != appointment.id:
            self.list.show_lines(())
        self._shown, self._names = wanted, names
        self._read(wanted, names)

    def _read(self, wanted: tuple[str, int, bool], names: Names) -> None:
        self._desk.read(
            self,
            partial(_read_both, appointment_id=wanted[0]),
            partial(self._on_read, wanted, names),
            partial(self._on_failed, wanted),
            replaces="history",
        )

    @Slot(object)
    def _on_heard(self, changes: tuple[Changed, ...]) -> None:
        """Read again what a step on the worklist tells of: it raises no version of the appointment."""
        is_listed = any(one.table == "rebooking_items" for one in changes)
        if is_listed and self._shown is not None and self._names is not None:
            self._read(self._shown, self._names)

    def clear(self) -> None:
        """Tell nothing."""
        self._shown = None
        self.list.show_lines(())
        self.hide()

    def _on_read(self, wanted: tuple[str, int, bool], names: Names, read: _Read) -> None:
        if wanted != self._shown:
            return
        events, of_worklist = read
        told = [
            (
                event.occurred_at,
                HistoryLine(event.id, happened_at(event, names.zone), event_sentence(event, names)),
            )
            for event in without_holds(events)
        ]
        told += [
            (one.occurred_at, HistoryLine(one.id, happened_at(one, names.zone), worklist_sentence(one)))
            for one in of_worklist
        ]
        lines = [line for _, line in sorted(told, key=_when)[::-1]]
        self.list.show_lines(lines or [HistoryLine("", "", self.tr("Nothing is recorded yet."))])
        self.show()

    def _on_failed(self, wanted: tuple[str, int, bool], error: Exception) -> None:
        if wanted == self._shown:
            self.list.show_lines([HistoryLine("", "", error_sentence(error))])
            self.show()
            self._shown = None

    @Slot(QRect)
    def _on_pointed(self, line: QRect) -> None:
        self.pointed.emit(line.translated(self.list.pos()))
