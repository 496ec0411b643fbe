"""Acts beside appointments: begun once like any other, and written into ``staff_events`` by themselves.

Appointments have a trigger that writes their events; what changes schedules and time off says so itself, in
the same transaction, and leaves the same as the act's result, which a retry is answered with.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, bindparam, text
from sqlalchemy.orm import Session

from medic_desk.model.acts.act import Actor, ActRequest, begin_act, write_act


@dataclass(frozen=True, slots=True)
class BegunStaffAct:
    """What the database said when the act began.

    ``now`` is its clock (aware, UTC). ``done`` is what a former try of the same act wrote down (the event's
    subject and metadata), None where the act is new.
    """

    now: datetime
    done: "DoneBefore | None"


@dataclass(frozen=True, slots=True)
class DoneBefore:
    """The event that a former try of this act wrote."""

    subject_id: str
    metadata: Mapping[str, Any]


# One statement writes the event and the act's result: a retry is answered what the event says.
_TELL = text(
    """
    WITH told AS (
      UPDATE acts SET result = jsonb_build_object('subject_id', CAST(:subject_id AS text),
                                            'metadata', CAST(:metadata AS jsonb))
       WHERE act_id = nullif(current_setting('medic.act_id', true), '')::uuid
    )
    INSERT INTO staff_events (occurred_at, actor_type, actor_id, action, subject_table, subject_id, doctor_id,
                              metadata, act_id, desk_name)
    SELECT date_trunc('second', timezone('utc', clock_timestamp())), a.actor_type, a.actor_id,
           current_setting('medic.act'), :subject_table, CAST(:subject_id AS uuid), CAST(:doctor_id AS uuid),
           jsonb_strip_nulls(CAST(:metadata AS jsonb)
             || jsonb_build_object('reason', nullif(current_setting('medic.reason', true), ''))),
           nullif(current_setting('medic.act_id', true), '')::uuid,
           nullif(current_setting('medic.desk', true), '')
      FROM medic_actor(NULL, NULL) AS a
    """
).bindparams(bindparam("metadata", type_=JSON))


def begin_staff_act(
    session: Session,
    actor: Actor,
    *,
    name: str,
    request: ActRequest,
    doctor_id: str | None,
    reason: str | None = None,
) -> BegunStaffAct:
    """Open the act ``name``, lock the doctor whose schedule it changes, and look whether it happened before.

    An act on the whole clinic has no ``doctor_id`` and locks the clinic itself (``locks.lock_clinic``).
    Raises ``ActMismatch`` where the id stands for another act.
    """
    done = write_act(session, name=name, request=request)
    begun = begin_act(
        session,
        actor,
        name=name,
        act_id=request.act_id,
        doctor_ids=() if doctor_id is None else (doctor_id,),
        reason=reason,
    )
    if done is None:
        return BegunStaffAct(begun.now, None)
    return BegunStaffAct(begun.now, DoneBefore(done["subject_id"], done["metadata"]))


def tell_staff_event(
    session: Session,
    *,
    subject_table: str,
    subject_id: str,
    doctor_id: str | None,
    metadata: Mapping[str, Any],
) -> None:
    """Write down what the act under way did: its name, id, actor, desk and reason are the transaction's own.

    It is the act's result too. ``doctor_id`` is None where the act is not about one doctor.
    ``metadata`` holds ids, times and settings, never a patient.
    """
    session.execute(
        _TELL,
        {
            "subject_table": subject_table,
            "subject_id": subject_id,
            "doctor_id": doctor_id,
            "metadata": dict(metadata),
        },
    )
