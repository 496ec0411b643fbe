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
    """Remove the patient whom the act ``booking_act_id`` made, now that what it booked is cancelled.

    ``rebooked_by`` are the acts that did it anew after it was taken back: what they booked is cancelled too.
    """

    act_id: str
    booking_act_id: str
    rebooked_by: tuple[str, ...] = ()


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
           act.result ->> 'made_patient_version' AS version,
           ARRAY(SELECT one.result ->> 'appointment_id' FROM acts AS one
                  WHERE one.act_id = ANY (CAST(:act_ids AS uuid[])) AND one.result ? 'appointment_id'
                ) AS appointment_ids
      FROM acts AS act
     WHERE act.act_id = CAST(:act_id AS uuid)
       AND act.result ? 'made_patient_id' AND act.result ? 'appointment_id'
    """
)
_DOCTORS = text(
    "SELECT DISTINCT doctor_id::text FROM appointments WHERE id = ANY (CAST(:appointment_ids AS uuid[]))"
)
_LOCK_APPOINTMENTS = text(
    "SELECT doctor_id::text FROM appointments WHERE id = ANY (CAST(:appointment_ids AS uuid[]))"
    " ORDER BY id FOR NO KEY UPDATE"
)
# A booking for her holds her row until it commits; what it wrote is seen by the statements that follow.
_LOCK_PATIENT = text("SELECT id FROM patients WHERE id = CAST(:patient_id AS uuid) FOR UPDATE")
_STANDING = text(
    """
    SELECT btrim(p.last_name || ' ' || p.first_name) AS patient_name,
           p.xmin::text <> :version AS is_changed,
           EXISTS (SELECT FROM appointments a
                    WHERE a.patient_id = p.id AND a.id = ANY (CAST(:appointment_ids AS uuid[]))
                      AND a.status <> 'cancelled') AS is_booked,
           EXISTS (SELECT FROM appointments o
                    WHERE o.patient_id = p.id AND o.id <> ALL (CAST(:appointment_ids AS uuid[]))
                  ) AS has_others,
           EXISTS (SELECT FROM patients m WHERE m.merged_into_id = p.id) AS is_referred_to
      FROM patients p
     WHERE p.id = CAST(:patient_id AS uuid)
    """
)
_LEAVE = text(
    "UPDATE appointments SET patient_id = NULL"
    " WHERE id = ANY (CAST(:appointment_ids AS uuid[])) AND patient_id = CAST(:patient_id AS uuid)"
)
_DELETE = text("DELETE FROM patients WHERE id = CAST(:patient_id AS uuid)")


def note_made_patient(session: Session, act_id: str, patient_id: str) -> None:
    """Note in the row of the act under way that it made this patient, in this transaction."""
    session.execute(_NOTE, {"act_id": act_id, "patient_id": patient_id})


def read_made_patient(
    session: Session, booking_act_id: str, rebooked_by: tuple[str, ...] = ()
) -> MadePatient | None:
    """Read whom a booking made, and whether she can go; None where it made nobody, or she is gone.

    ``rebooked_by`` as in ``RemovePatientRequest``.
    """
    made = _read_made(session, booking_act_id, rebooked_by)
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

    What is cancelled stays, with no patient. All are told in events, with her id alone. Raises
    ``CannotRemovePatient``, ``NotFound`` where she is gone, ``NotPermitted``, ``ActMismatch``.
    """
    require(actor, Permission.BOOK)
    done = write_act(session, name=PATIENT_REMOVED, request=request)
    if done is not None:
        return RemovedPatient(patient_id=done["subject_id"], already_done=True)
    made = _read_made(session, request.booking_act_id, request.rebooked_by)
    if made is None:
        raise CannotRemovePatient("not_made_for_it")
    patient_id, appointment_id = made["patient_id"], made["appointment_id"]
    doctor_ids = session.execute(_DOCTORS, made).scalars().all()
    begun = begin_act(session, actor, name=PATIENT_REMOVED, act_id=request.act_id, doctor_ids=doctor_ids)
    locked = session.execute(_LOCK_APPOINTMENTS, made).scalars().all()
    if not begun.doctor_ids.issuperset(locked):
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
        doctor_id=locked[0] if locked else None,
        metadata={"appointment_id": appointment_id},
    )
    return RemovedPatient(patient_id=patient_id)


def _read_made(session: Session, booking_act_id: str, rebooked_by: tuple[str, ...]) -> dict[str, Any] | None:
    """Whom an act made, the version of the row, and what was booked; by the names of the statements above."""
    asked = {"act_id": booking_act_id, "act_ids": [booking_act_id, *rebooked_by]}
    found = session.execute(_MADE, asked).mappings().one_or_none()
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


def _remove(session: Session, made: dict[str, Any]) -> None:
    session.execute(_LEAVE, made)
    try:
        session.execute(_DELETE, made)
    except exc.IntegrityError:
        # A table of another program names her: an adopted database may have such.
        raise CannotRemovePatient("referred_to") from None
