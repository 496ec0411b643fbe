"""Which appointments are pinned, and how each stands by now (no Qt).

A pinned appointment stays booked where it is until it is put elsewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.moving import move
from medic_desk.model.appointments.week import WeekAppointment

Standing = Literal["movable", "pending", "confirmed", "in_room", "completed", "cancelled", "no_show", "gone"]


@dataclass(frozen=True, slots=True)
class Pin:
    """A pinned appointment as last read; ``standing`` says whether it may still be moved, else why not."""

    appointment: WeekAppointment
    standing: Standing = "movable"

    @property
    def id(self) -> str:
        """The appointment's."""
        return self.appointment.id

    @property
    def is_movable(self) -> bool:
        """Whether it may still be moved."""
        return self.standing == "movable"


class Pins:
    """The pins in the order in which they came; each appointment once."""

    def __init__(self) -> None:
        self.all: tuple[Pin, ...] = ()

    def get(self, appointment_id: str) -> Pin | None:
        """The pin of an appointment; None where it is not pinned."""
        return next((one for one in self.all if one.id == appointment_id), None)

    @property
    def ids(self) -> frozenset[str]:
        """The appointments that are pinned."""
        return frozenset(one.id for one in self.all)

    def add(self, appointment: WeekAppointment) -> bool:
        """Pin an appointment; False where it is pinned already."""
        if self.get(appointment.id) is not None:
            return False
        self.all = (*self.all, Pin(appointment))
        return True

    def remove(self, appointment_id: str) -> bool:
        """Take a pin off; whether it was there."""
        was = len(self.all)
        self.all = tuple(one for one in self.all if one.id != appointment_id)
        return len(self.all) < was

    def clear(self) -> None:
        """Take all pins off."""
        self.all = ()

    def show(self, found: Iterable[WeekAppointment], now: Minute) -> bool:
        """Note how the pinned appointments stand; whether a pin differs from before.

        One that is not among ``found`` is gone. A reading that is older than what is known changes nothing.
        """
        read = {one.id: one for one in found}
        was, self.all = self.all, tuple(_as_read(pin, read.get(pin.id), now) for pin in self.all)
        return was != self.all


def _as_read(pin: Pin, appointment: WeekAppointment | None, now: Minute) -> Pin:
    if appointment is None:
        return replace(pin, standing="gone")
    if appointment.row_version < pin.appointment.row_version:
        return pin
    return Pin(appointment, standing_of(appointment, now))


def standing_of(appointment: WeekAppointment, now: Minute) -> Standing:
    """Whether an appointment may be moved, else how it stands."""
    if move.is_lawful(appointment, now):
        return "movable"
    if appointment.visit_started_at is not None and appointment.status == "confirmed":
        return "in_room"
    return _STATUSES.get(appointment.status, "gone")


_STATUSES: dict[str, Standing] = {
    "pending": "pending",
    "confirmed": "confirmed",
    "completed": "completed",
    "cancelled": "cancelled",
    "no_show": "no_show",
}
