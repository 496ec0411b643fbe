"""A patient whom a booking made, and who goes with it when it is taken back: only if she is nobody else's.

An act that books a patient typed new notes her in its row (``acts.result``), with the version of her row as
it was made: the transaction that wrote it (``xmin``). Any change of the row since has another.
"""

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Row, exc, text
from sqlalchemy.orm import Session

from medic_desk.model.acts.act import Actor, begin_act, write_act
from medic_desk.model.acts.staff_acts import tell_staff_event
from medic_desk.model.clinic.permissions import Permission, require
from medic_desk.model.store.errors import Contended, NotFound, StoreError

PATIENT_REMOVED = "patient_removed"

Obstacle = Literal["not_made_for_it", "still_booked", "changed_since", "has_appointments", "referred_to"]


class CannotRemovePatient(StoreError):
    """A patient who stays: ``code`` says why.

    ``not_made_for_it``: the act made no patient. ``still_booked``: what it booked is not cancelled.
    ``changed_since``: somebody has changed the row. ``has_appointments``: she has another appointment, of
    whatever status. ``referred_to``: another row names her, as one that was merged into hers.
    """

    def __init__(self, code: Obstacle) -> None:
        self.code = code
        super().__init__(f"The patient stays ({code}).")


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePatient:
    """A patient whom an act made. ``obstacle`` is why she cannot go; None where she can, as it was read."""

    patient_id: str
    patient_name: str
    appointment_id: str
    obstacle: Obstacle | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovePatientRequest:
    """Remove the patient whom the act ``booking_act_id`` made, now that what it booked is cancelled."""

    act_id: str
    booking_act_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedPatient:
    """The patient who is gone; ``already_done`` where a former try of the act had removed her."""

    patient_id: str
    already_done: bool = False


_NOTE = text(
    """
    UPDATE acts SET result = coalesce(result, '{}') || made.told
      FROM (SELECT jsonb_build_object('made_patient_id', id::text, 'made_patient_version', xmin::text) AS told
              FROM patients WHERE id = CAST(:patient_id AS uuid)) AS made
     WHERE act_id = CAST(:act_id AS uuid)
    """
)
_MADE = text(
    """
    SELECT act.result ->> 'made_patient_id' AS patient_id, act.result ->> 'appointment_id' AS appointment_id,
           act.result ->> 'made_patient_version' AS version
      FROM acts AS act
     WHERE act.act_id = CAST(:act_id AS uuid)
       AND act.result ? 'made_patient_id' AND act.result ? 'appointment_id'
    """
)
_LOCK_APPOINTMENT = text(
    "SELECT doctor_id::text FROM appointments WHERE id = CAST(:appointment_id AS uuid) FOR NO KEY UPDATE"
)
# A booking for her holds her row until it commits; what it wrote is seen by the statements that follow.
_LOCK_PATIENT = text("SELECT id FROM patients WHERE id = CAST(:patient_id AS uuid) FOR UPDATE")
_STANDING = text(
    """
    SELECT btrim(p.last_name || ' ' || p.first_name) AS patient_name,
           p.xmin::text <> :version AS is_changed,
           a.id IS NOT NULL AND a.status <> 'cancelled' AS is_booked,
           EXISTS (SELECT FROM appointments o
                    WHERE o.patient_id = p.id AND o.id <> CAST(:appointment_id AS uuid)) AS has_others,
           EXISTS (SELECT FROM patients m WHERE m.merged_into_id = p.id) AS is_referred_to
      FROM patients p
      LEFT JOIN appointments a ON a.id = CAST(:appointment_id AS uuid) AND a.patient_id = p.id
     WHERE p.id = CAST(:patient_id AS uuid)
    """
)
_LEAVE = text(
    "UPDATE appointments SET patient_id = NULL"
    " WHERE id = CAST(:appointment_id AS uuid) AND patient_id = CAST(:patient_id AS uuid)"
)
_DELETE = text("DELETE FROM patients WHERE id = CAST(:patient_id AS uuid)")


def note_made_patient(session: Session, act_id: str, patient_id: str) -> None:
    """Note in the row of the act under way that it made this patient, in this transaction."""
    session.execute(_NOTE, {"act_id": act_id, "patient_id": patient_id})


def read_made_patient(session: Session, booking_act_id: str) -> MadePatient | None:
    """Read whom a booking made, and whether she can go; None where it made nobody, or she is gone."""
    made = _read_made(session, booking_act_id)
    standing = None if made is None else session.execute(_STANDING, made).one_or_none()
    if made is None or standing is None:
        return None
    return MadePatient(
        patient_id=made["patient_id"],
        patient_name=standing.patient_name,
        appointment_id=made["appointment_id"],
        obstacle=_obstacle(standing),
    )


def remove_patient_made_for(session: Session, actor: Actor, request: RemovePatientRequest) -> RemovedPatient:
    """Delete the patient whom a booking made, once it is cancelled and nothing else is known of her.

    The cancelled appointment stays, with no patient. Both are told in events, with her id alone. Raises
    ``CannotRemovePatient``, ``NotFound`` where she is gone, ``NotPermitted``, ``ActMismatch``.
    """
    require(actor, Permission.BOOK)
    done = write_act(session, name=PATIENT_REMOVED, request=request)
    if done is not None:
        return RemovedPatient(patient_id=done["subject_id"], already_done=True)
    made = _read_made(session, request.booking_act_id)
    if made is None:
        raise CannotRemovePatient("not_made_for_it")
    patient_id, appointment_id = made["patient_id"], made["appointment_id"]
    begun = begin_act(
        session, actor, name=PATIENT_REMOVED, act_id=request.act_id, appointment_id=appointment_id
    )
    doctor_id = session.execute(_LOCK_APPOINTMENT, made).scalar_one_or_none()
    if doctor_id is not None and doctor_id not in begun.doctor_ids:
        raise Contended("40001")
    session.execute(_LOCK_PATIENT, made)
    standing = session.execute(_STANDING, made).one_or_none()
    if standing is None:
        raise NotFound("patients", patient_id)
    obstacle = _obstacle(standing)
    if obstacle is not None:
        raise CannotRemovePatient(obstacle)
    _remove(session, made)
    tell_staff_event(
        session,
        subject_table="patients",
        subject_id=patient_id,
        doctor_id=doctor_id,
        metadata={"appointment_id": appointment_id},
    )
    return RemovedPatient(patient_id=patient_id)


def _read_made(session: Session, booking_act_id: str) -> dict[str, str] | None:
    """Whom an act made, the version of the row, and what it booked; by the names of the statements above."""
    found = session.execute(_MADE, {"act_id": booking_act_id}).mappings().one_or_none()
    return None if found is None else {str(name): value for name, value in found.items()}


def _obstacle(standing: Row[Any]) -> Obstacle | None:
    """Why a patient cannot go, what concerns the booking first."""
    if standing.is_booked:
        return "still_booked"
    if standing.has_others:
        return "has_appointments"
    if standing.is_changed:
        return "changed_since"
    return "referred_to" if standing.is_referred_to else None


def _remove(session: Session, made: dict[str, str]) -> None:
    session.execute(_LEAVE, made)
    try:
        session.execute(_DELETE, made)
    except exc.IntegrityError:
        # A table of another program names her: an adopted database may have such.
        raise CannotRemovePatient("referred_to") from None
