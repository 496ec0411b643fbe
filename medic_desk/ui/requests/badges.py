"""The badges of the status line: how many there are to rebook, to approve, to call, and held elsewhere."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.model.appointments.waiting_counts import WaitingCounts, read_waiting_counts
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.kept_read import KeptRead
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.palette import State
from medic_desk.ui.theme.roles import Role, set_role

Kind = Literal["rebook", "requests", "calls", "holds"]
"""What waits: items of the worklist, requests, patients to call for the next day, times that are held."""

KINDS: tuple[Kind, ...] = ("rebook", "requests", "calls", "holds")

WATCHED = frozenset({"appointments", "rebooking_items", "rebooking_causes", "patients"})
"""The tables whose changes may change what waits."""

_COUNTED = WATCHED | {"appointment_events", "doctors"}
"""Those of the badges: calls are events."""

_ROLES: Mapping[Kind, Role] = {
    "rebook": "badge-call",
    "requests": "badge-request",
    "calls": "badge-booked",
    "holds": "badge-held",
}
_ICONS: Mapping[Kind, str] = {
    "rebook": "phone",
    "requests": "status-pending",
    "calls": "phone",
    "holds": "status-held",
}
_STATES: Mapping[Kind, State] = {
    "rebook": "waiting",
    "requests": "request",
    "calls": "booked",
    "holds": "held",
}
"""Whose colours a badge has: those of the appointments that it counts."""


class Badges(QWidget):
    """Each is shown while there is something behind it; ``asked`` (kind) when it is pressed."""

    asked = Signal(str)
    counted = Signal()
    """The counts were read anew, and are shown."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self.counts = WaitingCounts(0, 0, 0, 0)
        self._dates: frozenset[date] = frozenset()
        """On which dates, by the clocks of the doctors, it was counted."""
        self.buttons: dict[Kind, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(2))
        for kind in KINDS:
            self.buttons[kind] = button = QPushButton()
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            set_role(button, _ROLES[kind])
            button.clicked.connect(self._on_clicked)
            button.hide()
            row.addWidget(button)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._counts = KeptRead(desk, _COUNTED, self)
        self._counts.done.connect(self.show_counts)
        self._ask()

    @Slot()
    def tick(self) -> None:
        """A minute passed: after a midnight another day is the next."""
        if self._today() != self._dates:
            self._ask()

    def _ask(self) -> None:
        self._dates = self._today()
        now = minute_floor(self._desk.now())
        self._counts.start(partial(read_waiting_counts, desk_name=self._desk.desk_name, now=now))

    def _today(self) -> frozenset[date]:
        clinic, now = self._desk.clinic, minute_floor(self._desk.now())
        zones = {one.timezone for one in clinic.doctors} if clinic is not None else set()
        return frozenset(local_date(now, zone) for zone in zones)

    def show_open(self, kind: Kind | None) -> None:
        """Show which of the lists is open; None for none."""
        for one, button in self.buttons.items():
            button.setChecked(one == kind)

    def text(self, kind: Kind) -> str:
        """What a badge says: ``Requests 2``."""
        texts = {
            "rebook": self.tr("Rebook {count}"),
            "requests": self.tr("Requests {count}"),
            "calls": self.tr("Calls {count}"),
            "holds": self.tr("Holds {count}"),
        }
        return texts[kind].format(count=self._count(kind))

    def _count(self, kind: Kind) -> int:
        counts = {
            "rebook": self.counts.rebook,
            "requests": self.counts.requests,
            "calls": self.counts.calls,
            "holds": self.counts.holds,
        }
        return counts[kind]

    def _spoken(self, kind: Kind) -> str:
        count = self._count(kind)
        if kind == "rebook":
            return self.tr("%n patients to call", "", count)
        if kind == "requests":
            return self.tr("%n requests to approve", "", count)
        if kind == "calls":
            return self.tr("%n appointments of the next day to call about", "", count)
        return self.tr("%n times held by others", "", count)

    @Slot()
    def _on_clicked(self) -> None:
        kind = next((one for one, button in self.buttons.items() if button is self.sender()), None)
        if kind is not None:
            self.asked.emit(kind)

    @Slot(object)
    def show_counts(self, counts: WaitingCounts) -> None:
        """Show how much waits; a badge of nothing is hidden."""
        self.counts = counts
        for kind, button in self.buttons.items():
            # The space parts the words from the icon.
            button.setText(" " + self.text(kind))
            button.setAccessibleName(self._spoken(kind))
            button.setToolTip(self._spoken(kind))
            button.setVisible(self._count(kind) > 0)
        self.counted.emit()

    @Slot()
    def _restyle(self) -> None:
        for kind, button in self.buttons.items():
            button.setIcon(self._theme.icon(_ICONS[kind], self._theme.palette.states[_STATES[kind]].text))
