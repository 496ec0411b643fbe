"""What waits for somebody under the calendar: the requests to approve, or the times that are held."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.model.appointments.appointment_steps import approve, reject
from medic_desk.model.appointments.declared_acts import AppointmentAct
from medic_desk.model.appointments.holds import end_hold
from medic_desk.model.appointments.open_holds import read_open_holds, read_pending_requests
from medic_desk.model.appointments.week_appointments import WeekAppointment
from medic_desk.ui.controls.docked_list import DockedList
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.requests.badges import WATCHED, Kind
from medic_desk.ui.requests.lists import HoldList, RequestList
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.acts import act_words
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.waiting import has_run_out, hold_sentence

_ACTS: Mapping[Kind, tuple[AppointmentAct[Any], ...]] = {
    "requests": (approve, reject),
    "holds": (end_hold,),
}
"""What can be done with a row of each list, the likeliest first."""

_READS: Mapping[Kind, Callable[..., Any]] = {
    "requests": read_pending_requests,
    "holds": read_open_holds,
}

_ROWS = 9
"""How many rows high it is at first, with what stands over them."""
_LEAST_CHARACTERS = 20
"""Across, of the sentence beside the title where there is little room."""


class WaitingPane(DockedList):
    """Shows one list at a time. It asks by signal and never acts itself."""

    act_asked = Signal(str, object)
    """The name of an act, and the WeekAppointment that it is to be done to."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(desk, theme, WATCHED, _LEAST_CHARACTERS, parent)
        self.kind: Kind = "requests"
        self.lists: dict[Kind, RowList[Any]] = {
            "requests": RequestList(desk, theme),
            "holds": HoldList(desk, theme),
        }
        for act in (act for acts in _ACTS.values() for act in acts):
            words = act_words(act)
            self._add_act(act.name, words.menu, words.key)
        set_role(self.act_buttons[approve.name], "primary")
        set_role(self.act_buttons[end_hold.name], "primary")
        at_head = (*self.act_buttons.values(), self.jump_button)
        self._lay_out(tuple(self.lists.values()), at_head, None, _ROWS)

    def open(self, kind: Kind) -> None:
        """Show a list, read it, and keep it up to date until ``stop``."""
        self.kind = kind
        self._begin(self._texts()[0])
        self._read.start(_READS[kind])

    @property
    def list(self) -> RowList[Any]:
        """The list of the kind that is shown."""
        return self.lists[self.kind]

    def _texts(self) -> tuple[str, str]:
        """The title of the list, and what it says while it is empty."""
        texts = {
            "requests": (
                self.tr("Requests to approve"),
                self.tr(
                    "No request waits. What patients and other programs ask for appears here by itself, to be"
                    " approved with F2 or turned down with Shift+F2."
                ),
            ),
            "holds": (
                self.tr("Times that are held"),
                self.tr(
                    "Nobody holds a time. While a booking form is open at a desk its time is held, and stands"
                    " here."
                ),
            ),
        }
        return texts[self.kind]

    def _take_read(self, found: Sequence[WeekAppointment]) -> None:
        self.message.hide()
        self._show_read(found, self._texts()[1])

    def _tell_failed(self, error: Exception) -> None:
        self.message.say(error_sentence(error))

    def _is_of_list(self, name: str) -> bool:
        return any(act.name == name for act in _ACTS[self.kind])

    def _is_offered(self, name: str) -> bool:
        row, now = self.current(), minute_floor(self._desk.now())
        if not isinstance(row, WeekAppointment) or not self.is_settled:
            return False
        return any(
            act.name == name and act.is_lawful(row, now) and self._desk.may(act.permission, row.doctor_id)
            for act in _ACTS[self.kind]
        )

    def _act(self, name: str, row: WeekAppointment) -> None:
        self.act_asked.emit(name, row)

    def _said(self) -> str:
        row, now = self.current(), self._desk.now()
        if row is None:
            return self.tr("Choose a row with the arrow keys.") if self.list.rows else ""
        if self.kind == "holds":
            return hold_sentence(row, self._desk.desk_name, now)
        if has_run_out(row, now):
            return self.tr("It ran out: it can be approved while nobody else has taken its time.")
        return ""
