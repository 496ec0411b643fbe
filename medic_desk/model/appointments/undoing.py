"""Undo: the compensating act of an act, where one is lawful; where none is, the reason."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from medic_desk.model.acts.act import Actor
from medic_desk.model.acts.errors import SlotRefused
from medic_desk.model.appointments.all_acts import ACTS
from medic_desk.model.appointments.appointment_steps import AppointmentRequest
from medic_desk.model.appointments.declared_acts import UNDONE, ToUndo, once
from medic_desk.model.appointments.history import read_appointment_of_act, read_history
from medic_desk.model.appointments.moving import move
from medic_desk.model.appointments.rows import AppointmentResult, read_appointment
from medic_desk.model.appointments.undo_errors import CannotUndo, CauseStands
from medic_desk.model.worklist.causes import CauseKind
from medic_desk.model.worklist.outcomes import read_moved_for


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoRequest:
    """Take back the act ``undone_act_id``; ``act_id`` names the compensating act.

    ``left_version`` is the appointment's row version as the desk left it, where it has already taken later
    acts of its own back: what was done and undone since does not stand in the way.
    """

    act_id: str
    undone_act_id: str
    left_version: int | None = None


def undo(session: Session, actor: Actor, request: UndoRequest) -> AppointmentResult:
    """Do the compensating act: a booking is cancelled, a cancellation restored, a move moved back.

    It is an act like any other, with a row and an event of its own. Raises ``CannotUndo``, ``CauseStands``,
    ``ActMismatch``, and what the compensating act raises (the old place may be another's by now).
    """
    appointment_id = read_appointment_of_act(session, request.undone_act_id)
    if appointment_id is None:
        raise CannotUndo("unknown_act")
    already = once(session, UNDONE, request, appointment_id=appointment_id)
    if already is not None:
        return already
    by_act = {event.act_id: event for event in read_history(session, appointment_id)}
    appointment = read_appointment(session, appointment_id)
    event = by_act[request.undone_act_id]
    # Renewing a hold raises its version and is no event.
    if (
        appointment.row_version not in (event.row_version, request.left_version)
        and appointment.status != "held"
    ):
        raise CannotUndo("changed_since", event.action)
    done = ACTS.get(event.action)
    way = done.way_back(ToUndo(act_id=request.act_id, event=event, appointment=appointment)) if done else None
    if way is None:
        raise CannotUndo("no_way_back", event.action)
    step = AppointmentRequest(
        act_id=request.act_id,
        appointment_id=appointment.appointment_id,
        row_version=appointment.row_version,
        reason=UNDONE,
    )
    try:
        # The row of this act is the undo's.
        return ACTS[way.name].run(session, actor, step if way.request is None else way.request)
    except SlotRefused as refused:
        kinds = _standing(session, appointment_id, refused.codes) if way.name == move.name else ()
        if kinds:
            raise CauseStands(kinds, refused.why) from refused
        raise


_NOT_CLOSED = frozenset({"busy", "buffer", "resource", "past", "notice", "horizon", "blocked"})
"""Reasons that are no fault of the hours: people and rooms, the clock, and blocked time."""


def _standing(session: Session, appointment_id: str, codes: tuple[str, ...]) -> tuple[CauseKind, ...]:
    """What an appointment was moved for, by the worklist, that is among why its old place is refused.

    Asked by what the engine says: a cause stays noted with the appointment that was moved for it, also when
    it has gone.
    """
    is_blocked, is_closed = "blocked" in codes, not _NOT_CLOSED.issuperset(codes)
    return tuple(
        kind
        for kind in read_moved_for(session, appointment_id)
        if (is_closed if kind == "hours" else is_blocked)
    )
