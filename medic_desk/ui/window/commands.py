"""The window's actions by the keys under which a typed line names them."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QAction

from medic_desk.model.appointments.all_acts import ACTS
from medic_desk.model.appointments.declared_acts import AppointmentAct
from medic_desk.ui.calendar.actions import CalendarActions
from medic_desk.ui.window.menus import Menus

_ACTS = {
    "approve": "approved",
    "turn-down": "rejected",
    "arrived": "arrived",
    "in-room": "started",
    "done": "completed",
    "no-show": "no_show",
    "step-back": "step_taken_back",
    "move": "moved",
    "change-service": "service_changed",
    "cancel": "cancelled",
    "restore": "restored",
    "end-hold": "hold_ended",
}
"""Commands about an appointment, and the names of the acts they are."""


def commands(menus: Menus, calendar: CalendarActions) -> Mapping[str, QAction]:
    """Every action of the window by its key."""
    day, five, week = calendar.lengths
    doctors, rooms = calendar.kinds
    system, light, dark = menus.modes.actions()
    small, usual, large, largest = menus.text_sizes.actions()
    return {
        **{key: menus.acts[name] for key, name in _ACTS.items()},
        "new-appointment": calendar.book,
        "walk-in": menus.walk_in,
        "record-past": menus.record,
        "pin": menus.pin,
        "put": menus.put,
        "find-patient": menus.find_patient,
        "patient-card": menus.patient_card,
        "duplicates": menus.duplicates,
        "undo": menus.undo,
        "redo": menus.redo,
        "hours": menus.hours,
        "exceptions": menus.exceptions,
        "time-off": menus.time_off,
        "runs-late": menus.late,
        "ill-today": menus.ill_today,
        "go-to-today": calendar.today,
        "earlier": calendar.earlier,
        "later": calendar.later,
        "first-free": menus.first_free,
        "go-to-flow": menus.go_to_flow,
        "call-list": menus.calls,
        "worklist": menus.waiting["rebook"],
        "requests": menus.waiting["requests"],
        "held": menus.waiting["holds"],
        "day-view": day,
        "five-days": five,
        "week-view": week,
        "weekend": calendar.weekend,
        "by-doctors": doctors,
        "by-rooms": rooms,
        "one-doctor": calendar.alone,
        "zoom-in": calendar.zoom_in,
        "zoom-out": calendar.zoom_out,
        "zoom-fit": calendar.zoom_fit,
        "left-panel": menus.side,
        "flow-panel": menus.flow,
        "details": menus.details,
        "faded": calendar.faded,
        "system-colours": system,
        "light": light,
        "dark": dark,
        "text-small": small,
        "text-usual": usual,
        "text-large": large,
        "text-largest": largest,
        "refresh": menus.read_again,
        "switch-person": menus.person,
        "help": menus.help,
        "quit": menus.leave,
    }


def act_of_command(key: str) -> AppointmentAct[Any] | None:
    """The act on an appointment that a command is; None for another command."""
    return ACTS.get(_ACTS.get(key, ""))
