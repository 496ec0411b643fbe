"""What an act on appointments declares beside its function: name, permission, when it is due, way back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from sqlalchemy.orm import Session

from medic_desk.engine.facts import Minute
from medic_desk.model.acts.act import Actor, ActRequest, write_act
from medic_desk.model.appointments.history import HistoryEvent
from medic_desk.model.appointments.rows import AppointmentResult, read_appointment
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.store.errors import NotFound

Request = TypeVar("Request", bound=ActRequest)

Needs = Literal["nothing", "reason", "place", "service"]
"""What a request says beyond its appointment: nothing, why it is done, where it goes, or what it becomes."""


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

    ``name`` is the action of its events, save where ``rename_act`` gives them another act's. ``statuses`` are
    those of the appointments it may be done to, empty where it makes a new one; ``is_due`` says of such an
    appointment whether a desk offers it now. ``is_told`` is whether a desk tells of it and can take it back
    by undo: holds come and go unseen. ``run`` is the function: it does the act in a transaction in which its
    row, or that of an undo, is written already.
    """

    name: str
    permission: Permission
    statuses: frozenset[str]
    is_due: Callable[[WeekAppointment, Minute], bool]
    needs: Needs
    way_back: WayBack
    is_told: bool
    run: Callable[[Session, Actor, Request], AppointmentResult]

    def __call__(self, session: Session, actor: Actor, request: Request) -> AppointmentResult:
        """Do the act in the session's transaction, or answer what a former try of it did.

        Raises ``ActMismatch`` where the id stands for another act, ``NotFound`` where what it did was deleted
        since, and what the act's function raises.
        """
        done = once(session, self.name, request, appointment_id=getattr(request, "appointment_id", None))
        return self.run(session, actor, request) if done is None else done

    def is_lawful(self, appointment: WeekAppointment, now: Minute) -> bool:
        """Whether it may be done to ``appointment`` as it stands; ``now`` is the database's clock (UTC)."""
        return appointment.status in self.statuses and self.is_due(appointment, now)


def once(
    session: Session, name: str, request: ActRequest, *, appointment_id: str | None
) -> AppointmentResult | None:
    """Write the act's row; the appointment as it stands where the act happened already, None where it is new.

    ``appointment_id`` is the appointment it changes; None where it makes a new one and writes its result
    itself (``rows.place_appointment``).
    """
    known = None if appointment_id is None else {"appointment_id": appointment_id}
    result = write_act(session, name=name, request=request, result=known)
    if result is None:
        return None
    if "appointment_id" not in result:
        raise NotFound("appointments", request.act_id)
    return read_appointment(session, result["appointment_id"], already_done=True)


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
    is_told: bool = True,
) -> Callable[[Callable[[Session, Actor, Request], AppointmentResult]], AppointmentAct[Request]]:
    """Make the decorated function an act; ``all_acts`` lists it, and ``ui.words.acts`` has its words."""

    def declare(
        run: Callable[[Session, Actor, Request], AppointmentResult],
    ) -> AppointmentAct[Request]:
        return AppointmentAct(
            name=name,
            permission=permission,
            statuses=statuses,
            is_due=is_due,
            needs=needs,
            way_back=undo,
            is_told=is_told,
            run=run,
        )

    return declare
