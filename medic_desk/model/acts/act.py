"""The one shape every act has: named, locked, asked once only (truth.md, "Every act is one transaction").

An act is a function ``act(session, actor, request) -> result``; ``request.act_id`` is a UUID that the client
made before its first try. ``begin_act`` opens it: it tells the database the act's name, id and actor (its
triggers write them into the events), takes the doctors' locks in one fixed order, and answers whether the act
has happened already, which is what makes a retry after a lost reply harmless.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.model.acts.errors import ActMismatch
from medic_desk.model.store.errors import NotFound

ActorType = Literal["receptionist", "doctor", "manager", "system"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: a row of ``users``, in the role they act in, at a desk that has a name."""

    user_id: str | None
    actor_type: ActorType
    desk_name: str


@dataclass(frozen=True, slots=True)
class BegunAct:
    """What the database said when the act began.

    ``now`` is its clock (aware, UTC), the only one that decides. ``done_to`` is the appointment that a former
    try of the same act changed, or None where the act is new. ``doctor_ids`` are the doctors it locked.
    """

    now: datetime
    done_to: str | None
    doctor_ids: frozenset[str]


# The locks are taken in the order of the ids: the inner SELECT sorts before the outer one counts.
_NAME = text(
    """
    SELECT set_config('medic.act', :name, true),
           set_config('medic.act_id', :act_id, true),
           set_config('medic.reason', :reason, true),
           set_config('medic.actor_type', :actor_type, true),
           set_config('medic.actor_id', :actor_id, true),
           set_config('medic.desk', :desk_name, true),
           locked.doctor_ids, locked.locks
      FROM (SELECT array_agg(doctor_id) AS doctor_ids,
                   count(pg_advisory_xact_lock(hashtextextended('doctor:' || doctor_id, 0))) AS locks
              FROM (SELECT unnest(CAST(:doctor_ids AS text[])) AS doctor_id
                     UNION
                    SELECT doctor_id::text FROM appointments WHERE id = CAST(:appointment_id AS uuid)
                     ORDER BY doctor_id) AS in_order) AS locked
    """
)
# A statement of its own, after the locks: it sees what another try of this act committed while we waited.
_ASK_WHETHER_DONE = text(
    """
    SELECT clock_timestamp(),
           (SELECT action FROM appointment_events WHERE act_id = CAST(:act_id AS uuid) LIMIT 1),
           (SELECT appointment_id::text FROM appointment_events WHERE act_id = CAST(:act_id AS uuid) LIMIT 1)
    """
)


def begin_act(
    session: Session,
    actor: Actor,
    *,
    name: str,
    act_id: str,
    doctor_ids: Iterable[str] = (),
    appointment_id: str | None = None,
    reason: str | None = None,
    or_named: frozenset[str] = frozenset(),
) -> BegunAct:
    """Open the act ``name`` in this transaction and lock its doctors, whole and sorted, before any write.

    Those are ``doctor_ids`` and the doctor of ``appointment_id``, if it is there. ``or_named`` are the names
    that ``rename_act`` may have given a former try. Raises ``ActMismatch`` where the id was used for an act
    of another name, ``NotFound`` where what it did was deleted since.
    """
    named = session.execute(
        _NAME,
        {
            "name": name,
            "act_id": act_id,
            "reason": reason or "",
            "actor_type": actor.actor_type,
            "actor_id": actor.user_id or "",
            "desk_name": actor.desk_name,
            "doctor_ids": list(doctor_ids),
            "appointment_id": appointment_id,
        },
    ).one()
    now, action, done_to = session.execute(_ASK_WHETHER_DONE, {"act_id": act_id}).one()
    if action is not None and action not in {name, *or_named}:
        raise ActMismatch(act_id, expected=name, found=action)
    if action is not None and done_to is None:
        raise NotFound("appointments", act_id)
    return BegunAct(now=now.astimezone(UTC), done_to=done_to, doctor_ids=frozenset(named.doctor_ids or ()))


def rename_act(session: Session, name: str) -> None:
    """Call the act of this transaction ``name`` in its event, now that it is known what it does."""
    session.execute(text("SELECT set_config('medic.act', :name, true)"), {"name": name})
