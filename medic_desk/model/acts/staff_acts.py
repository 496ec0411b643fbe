"""Acts beside appointments: begun once like any other, and written into ``staff_events`` by themselves.

Appointments have a trigger that writes their events; what changes schedules and time off says so itself, in
the same transaction, and a retry finds the act by its id there (schema-additions, ``staff_events``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, bindparam, text
from sqlalchemy.orm import Session

from medic_desk.model.acts.act import Actor, begin_act
from medic_desk.model.acts.errors import ActMismatch


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
    """The event that a former try of this act left."""

    subject_id: str
    metadata: Mapping[str, Any]


_ASK = text(
    "SELECT action, subject_id::text, metadata FROM staff_events WHERE act_id = CAST(:act_id AS uuid) LIMIT 1"
)
_TELL = text(
    """
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
    act_id: str,
    doctor_id: str | None,
    reason: str | None = None,
) -> BegunStaffAct:
    """Open the act ``name``, lock the doctor whose schedule it changes, and look whether it happened already.

    An act on the whole clinic has no ``doctor_id``; it locks the clinic itself (``locks.lock_clinic``).
    Raises ``ActMismatch`` where the id was used for an act of another name.
    """
    doctor_ids = () if doctor_id is None else (doctor_id,)
    begun = begin_act(session, actor, name=name, act_id=act_id, doctor_ids=doctor_ids, reason=reason)
    row = session.execute(_ASK, {"act_id": act_id}).one_or_none()
    if row is None:
        return BegunStaffAct(begun.now, None)
    if row.action != name:
        raise ActMismatch(act_id, expected=name, found=row.action)
    return BegunStaffAct(begun.now, DoneBefore(row.subject_id, row.metadata))


def tell_staff_event(
    session: Session,
    *,
    subject_table: str,
    subject_id: str,
    doctor_id: str | None,
    metadata: Mapping[str, Any],
) -> None:
    """Write down what the act under way did: its name, id, actor, desk and reason are the transaction's own.

    ``doctor_id`` is None where the act is not about one doctor.
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
