"""What an act on appointments declares beside its function: name, permission, when it is due, way back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from sqlalchemy.orm import Session

from medic_desk.engine.facts import Minute
from medic_desk.model.acts.act import Actor
from medic_desk.model.appointments.history import HistoryEvent
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.model.clinic.permissions import Permission

Request = TypeVar("Request")

Needs = Literal["nothing", "reason", "place"]
"""What a request says beyond its appointment: nothing, why it is done, or where an appointment goes."""


UNDONE = "undone"
"""The reason an act gives that takes another back; the window says it in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToUndo:
    """An act that is to be taken back: its event, the appointment now, and the id of the act that does it."""

    act_id: str
    event: HistoryEvent
    appointment: AppointmentResult


@dataclass(frozen=True, slots=True)
class Compensation:
    """The act ``name`` that takes another back. A ``request`` of None needs no more than the appointment."""

    name: str
    request: Any = None


WayBack = Callable[[ToUndo], Compensation | None]
"""Finds the act that takes another back; None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AppointmentAct(Generic[Request]):
    """An act on an appointment, called like the function it was declared beside.

    ``name`` is the action of its events, ``other_names`` those that ``rename_act`` may give them.
    ``statuses`` are those of the appointments it may be done to, empty where it makes a new one; ``is_due``
    says of such an appointment whether a desk offers it now. ``is_told`` is whether a desk tells of it and
    can take it back by undo: holds come and go unseen.
    """

    name: str
    other_names: frozenset[str]
    permission: Permission
    statuses: frozenset[str]
    is_due: Callable[[WeekAppointment, Minute], bool]
    needs: Needs
    way_back: WayBack
    is_told: bool
    run: Callable[[Session, Actor, Request], AppointmentResult]

    def __call__(self, session: Session, actor: Actor, request: Request) -> AppointmentResult:
        """Do the act in the session's transaction; it raises what its function raises."""
        return self.run(session, actor, request)

    def is_lawful(self, appointment: WeekAppointment, now: Minute) -> bool:
        """Whether it may be done to ``appointment`` as it stands; ``now`` is the database's clock (UTC)."""
        return appointment.status in self.statuses and self.is_due(appointment, now)


def always(_appointment: WeekAppointment, _now: Minute) -> bool:
    """Due whenever the status allows it."""
    return True


def no_way_back(_undone: ToUndo) -> None:
    """There is no act that takes this one back."""


def by(name: str, *, only_from: str | None = None) -> WayBack:
    """The way back by the act ``name``; with ``only_from`` only where that was the status before."""

    def way_back(undone: ToUndo) -> Compensation | None:
        is_open = only_from is None or undone.event.before.status == only_from
        return Compensation(name) if is_open else None

    return way_back


def declared(
    name: str,
    *,
    permission: Permission,
    statuses: frozenset[str] = frozenset(),
    is_due: Callable[[WeekAppointment, Minute], bool] = always,
    needs: Needs = "place",
    undo: WayBack = no_way_back,
    other_names: frozenset[str] = frozenset(),
    is_told: bool = True,
) -> Callable[[Callable[[Session, Actor, Request], AppointmentResult]], AppointmentAct[Request]]:
    """Make the decorated function an act; ``all_acts`` lists it, and ``ui.words.acts`` has its words."""

    def declare(
        run: Callable[[Session, Actor, Request], AppointmentResult],
    ) -> AppointmentAct[Request]:
        return AppointmentAct(
            name=name,
            other_names=other_names,
            permission=permission,
            statuses=statuses,
            is_due=is_due,
            needs=needs,
            way_back=undo,
            is_told=is_told,
            run=run,
        )

    return declare
