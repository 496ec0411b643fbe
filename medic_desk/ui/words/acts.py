"""What acts on appointments are called: in the menu, on buttons, in the history, when done and undone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from medic_desk.model.appointments.all_acts import ACTS
from medic_desk.model.appointments.declared_acts import AppointmentAct

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True, kw_only=True)
class ActWords:
    """The words of one act, in the language in force.

    ``happened`` is its line in the history. ``done`` and ``undone`` are what the desk says after it and after
    its undo, with ``{patient}`` and ``{moment}``; ``instead`` is what to do where it cannot be undone.
    ``named`` is what the menu offers to take back or do anew, with the same two; a move's is told elsewhere.
    ``menu``, ``key`` and ``icon`` are of an act that is asked for by menu, button and key; else empty.
    """

    happened: str
    done: str = ""
    undone: str = ""
    instead: str = ""
    named: str = ""
    menu: str = ""
    key: str = ""
    icon: str = ""


_WORDS: Mapping[str, Callable[[], ActWords]] = {
    "held": lambda: ActWords(happened=translate("Acts", "Held")),
    "released": lambda: ActWords(happened=translate("Acts", "Hold given back")),
    "booked": lambda: ActWords(
        happened=translate("Acts", "Booked"),
        named=translate("Acts", "Book {patient}, {moment}"),
        done=translate("Acts", "Booked {patient}, {moment}."),
        undone=translate("Acts", "Undone: the booking of {patient}, {moment}, is cancelled."),
    ),
    "submitted": lambda: ActWords(
        happened=translate("Acts", "Asked for"),
        named=translate("Acts", "Ask for {patient}, {moment}"),
        done=translate("Acts", "Asked for {patient}, {moment}."),
        undone=translate("Acts", "Undone: the booking of {patient}, {moment}, is cancelled."),
    ),
    "walked_in": lambda: ActWords(
        happened=translate("Acts", "Walked in"),
        named=translate("Acts", "Walk-in: {patient}, {moment}"),
        done=translate("Acts", "Booked and arrived: {patient}, {moment}."),
        undone=translate("Acts", "Undone: {patient}, {moment}, is neither booked nor here."),
    ),
    "walk_in_taken_back": lambda: ActWords(happened=translate("Acts", "Walk-in taken back")),
    "overbooked": lambda: ActWords(
        happened=translate("Acts", "Overbooked"),
        named=translate("Acts", "Overbook {patient}, {moment}"),
        done=translate("Acts", "Overbooked {patient}, {moment}."),
        undone=translate("Acts", "Undone: the booking of {patient}, {moment}, is cancelled."),
    ),
    "recorded": lambda: ActWords(
        happened=translate("Acts", "Recorded afterwards"),
        named=translate("Acts", "Record {patient}, {moment}"),
        done=translate("Acts", "Recorded {patient}, {moment}."),
    ),
    "approved": lambda: ActWords(
        happened=translate("Acts", "Approved"),
        named=translate("Acts", "Approve {patient}, {moment}"),
        done=translate("Acts", "Approved {patient}, {moment}."),
        instead=translate("Acts", "An approval cannot be undone: cancel the appointment instead."),
        menu=translate("Acts", "A&pprove"),
        key="F2",
        icon="status-confirmed",
    ),
    "rejected": lambda: ActWords(
        happened=translate("Acts", "Turned down"),
        named=translate("Acts", "Turn down {patient}, {moment}"),
        done=translate("Acts", "Turned down {patient}, {moment}."),
        instead=translate(
            "Acts", "What was turned down cannot be undone: book the appointment anew instead."
        ),
        menu=translate("Acts", "Turn &down…"),
        key="Shift+F2",
        icon="status-cancelled",
    ),
    "arrived": lambda: ActWords(
        happened=translate("Acts", "Arrived"),
        named=translate("Acts", "Arrived: {patient}, {moment}"),
        done=translate("Acts", "Arrived: {patient}, {moment}."),
        undone=translate("Acts", "Undone: {patient}, {moment}, has not arrived yet."),
        menu=translate("Acts", "&Arrived"),
        key="F6",
        icon="status-arrived",
    ),
    "started": lambda: ActWords(
        happened=translate("Acts", "Into the room"),
        named=translate("Acts", "In the room: {patient}, {moment}"),
        done=translate("Acts", "In the room: {patient}, {moment}."),
        undone=translate("Acts", "Undone: {patient}, {moment}, is not in the room yet."),
        menu=translate("Acts", "In the &room"),
        key="F7",
        icon="status-in-room",
    ),
    "completed": lambda: ActWords(
        happened=translate("Acts", "Done"),
        named=translate("Acts", "Done: {patient}, {moment}"),
        done=translate("Acts", "Done: {patient}, {moment}."),
        undone=translate("Acts", "Undone: {patient}, {moment}, is not done yet."),
        menu=translate("Acts", "D&one"),
        key="F8",
        icon="status-completed",
    ),
    "no_show": lambda: ActWords(
        happened=translate("Acts", "Did not come"),
        named=translate("Acts", "No-show: {patient}, {moment}"),
        done=translate("Acts", "Did not come: {patient}, {moment}."),
        undone=translate("Acts", "Undone: {patient} is expected again, {moment}."),
        menu=translate("Acts", "No-&show"),
        key="F9",
        icon="status-no-show",
    ),
    "step_taken_back": lambda: ActWords(
        happened=translate("Acts", "Step taken back"),
        named=translate("Acts", "Step back: {patient}, {moment}"),
        done=translate("Acts", "Step taken back: {patient}, {moment}."),
        instead=translate("Acts", "A step taken back is not undone: mark it again instead."),
        menu=translate("Acts", "Ta&ke the step back"),
        key="Shift+F6",
        icon="chevron-left",
    ),
    "moved": lambda: ActWords(
        happened=translate("Acts", "Moved"),
        done=translate("Acts", "Moved {patient} to {moment}."),
        undone=translate("Acts", "Undone: {patient} is back at {moment}."),
        menu=translate("Acts", "&Move…"),
        key="Ctrl+M",
        icon="move",
    ),
    "service_changed": lambda: ActWords(
        happened=translate("Acts", "Service changed"),
        named=translate("Acts", "Change the service of {patient}, {moment}"),
        done=translate("Acts", "Another service for {patient}, {moment}."),
        undone=translate("Acts", "Undone: {patient}, {moment}, has the former service again."),
        menu=translate("Acts", "Change ser&vice…"),
        key="Ctrl+Shift+M",
        icon="edit",
    ),
    "cancelled": lambda: ActWords(
        happened=translate("Acts", "Cancelled"),
        named=translate("Acts", "Cancel {patient}, {moment}"),
        done=translate("Acts", "Cancelled {patient}, {moment}."),
        undone=translate("Acts", "Undone: {patient} has the appointment again, {moment}."),
        instead=translate(
            "Acts", "It waited for approval when it was cancelled: book the appointment anew instead."
        ),
        menu=translate("Acts", "&Cancel appointment…"),
        key="Del",
        icon="close",
    ),
    "restored": lambda: ActWords(
        happened=translate("Acts", "Restored"),
        named=translate("Acts", "Restore {patient}, {moment}"),
        done=translate("Acts", "Restored {patient}, {moment}."),
        undone=translate("Acts", "Undone: {patient}, {moment}, is as before it was restored."),
        menu=translate("Acts", "R&estore"),
        key="Ctrl+R",
        icon="undo",
    ),
    "put_back": lambda: ActWords(happened=translate("Acts", "Put back on the list to rebook")),
    "hold_ended": lambda: ActWords(
        happened=translate("Acts", "Hold ended"),
        named=translate("Acts", "End the hold, {moment}"),
        done=translate("Acts", "Ended the hold, {moment}."),
        menu=translate("Acts", "End the &hold"),
        key="Shift+Del",
        icon="status-held",
    ),
}
"""By the name of the act, in the order of the menu and of the buttons."""

MENU_ACTS: tuple[AppointmentAct[Any], ...] = tuple(
    ACTS[name] for name, words in _WORDS.items() if words().menu
)
"""What a person can do to the selected appointment, in the order of the menu."""


def act_words(act: AppointmentAct[Any]) -> ActWords:
    """The words of an act, in the language in force."""
    return _WORDS[act.name]()
