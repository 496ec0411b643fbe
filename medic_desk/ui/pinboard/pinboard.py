"""The pinboard under the left panel: what is carried, until it is put down somewhere or taken off."""

from functools import partial

from PySide6.QtCore import QPoint, QRect, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.model.appointments.week_appointments import read_appointments_by_id
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.kept_read import KeptRead
from medic_desk.ui.pinboard.pin_list import PinList
from medic_desk.ui.pinboard.pins import Pin, Pins
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role


class Pinboard(QFrame):
    """Hidden while nothing is pinned and nothing could be dropped here. It asks by signal and never acts."""

    pins_changed = Signal()
    """Other appointments are pinned, or one of them changed."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.pins = Pins()
        self.list = PinList(theme)
        self._hint = QLabel(self.tr("Drop it here to carry it to another day or doctor."))
        self._hint.setWordWrap(True)
        self._is_inviting = False
        self._read = KeptRead(desk, {"appointments"}, self)
        self._read.done.connect(self._on_read)
        self._lay_out(theme)
        self.list.unpin_asked.connect(self.unpin)
        desk.person_changed.connect(self.clear)
        self._show()
        self.light(is_lit=False)

    def _lay_out(self, theme: Theme) -> None:
        title, keys = QLabel(self.tr("Pinboard")), QLabel("Ctrl+X · Ctrl+V")
        for label in (title, keys, self._hint):
            set_role(label, "secondary")
            show_plain(label)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(3), theme.space(2), theme.space(3), theme.space(3))
        column.setSpacing(theme.space(1))
        column.addLayout(head)
        column.addWidget(self.list)
        column.addWidget(self._hint)

    # What is pinned

    @property
    def chosen(self) -> Pin | None:
        """The pin that is chosen, else the first; None without any."""
        return self.list.current_row() or next(iter(self.pins.all), None)

    def pin(self, appointment: WeekAppointment) -> None:
        """Pin an appointment; it stays booked where it is."""
        if self.pins.add(appointment):
            self._on_pins(chosen=self.list.rows_model.key_at(self.list.currentIndex()) or appointment.id)

    @Slot(str)
    def unpin(self, appointment_id: str) -> None:
        """Take a pin off; the appointment stays where it is."""
        place = self.list.currentIndex().row()
        if self.pins.remove(appointment_id):
            left = self.pins.all
            self._on_pins(chosen=left[min(max(place, 0), len(left) - 1)].id if left else "")

    @Slot()
    def clear(self) -> None:
        """Take all pins off: somebody else works here now."""
        if self.pins.all:
            self.pins.clear()
            self._on_pins(chosen="")

    # A place to drop

    def invite(self, *, is_inviting: bool) -> None:
        """Show a place to drop what is in the hand, or only what is pinned again."""
        self._is_inviting = is_inviting
        self._show()
        self.light(is_lit=False)

    def light(self, *, is_lit: bool) -> None:
        """Show that what is carried would be dropped here, or that it could be."""
        set_role(self, "board-lit" if is_lit else "board-open" if self._is_inviting else "board")

    @property
    def is_lit(self) -> bool:
        """Whether it shows that it takes what is carried over it."""
        return bool(self.property("role") == "board-lit")

    def takes(self, at: QPoint) -> bool:
        """Whether a point of the screen lies on the board."""
        return self.isVisible() and QRect(self.mapToGlobal(QPoint()), self.size()).contains(at)

    # Inside

    def _on_pins(self, *, chosen: str) -> None:
        ids = sorted(self.pins.ids)
        if ids:
            self._read.start(partial(read_appointments_by_id, appointment_ids=ids))
        else:
            self._read.stop()
        self.list.show_rows(self.pins.all, chosen)
        self._show()
        self.pins_changed.emit()

    @Slot(object)
    def _on_read(self, found: tuple[WeekAppointment, ...]) -> None:
        if self.pins.show(found, minute_floor(self._desk.now())):
            self.list.show_rows(self.pins.all)
            self.list.fit()
            self.pins_changed.emit()

    def _show(self) -> None:
        self._hint.setVisible(self._is_inviting)
        self.list.setVisible(bool(self.pins.all))
        self.list.fit()
        self.setVisible(self._is_inviting or bool(self.pins.all))
