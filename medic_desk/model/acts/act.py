"""The one shape every act has: written down, named, locked (truth.md, "Every act is one transaction").

An act is a function ``act(session, actor, request) -> result``; ``request.act_id`` is a UUID that the client
made before its first try. ``write_act`` comes first: it writes the act's row, whose key makes a twin at the
same time wait, and answers whether the act has happened already, which is what makes a retry after a lost
reply harmless. ``begin_act`` tells the database the act's name, id and actor (its triggers write them into
the events) and takes the locks of the clinic and the doctors in one fixed order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, Protocol

from sqlalchemy import JSON, bindparam, text
from sqlalchemy.orm import Session

from medic_desk.model.acts.digest import digest_of
from medic_desk.model.acts.errors import ActMismatch

ActorType = Literal["receptionist", "doctor", "manager", "system"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: a row of ``users``, in the role they act in, at a desk that has a name."""

    user_id: str | None
    actor_type: ActorType
    desk_name: str


class ActRequest(Protocol):
    """What every request of an act has."""

    @property
    def act_id(self) -> str:
        """The UUID that the client made for the act before its first try."""


@dataclass(frozen=True, slots=True)
class BegunAct:
    """What the database said when the act began.

    ``now`` is its clock (aware, UTC), the only one that decides. ``doctor_ids`` are the doctors it locked.
    """

    now: datetime
    doctor_ids: frozenset[str]


# A twin of this act that has not committed yet makes the INSERT wait for it.
_WRITE = text(
    """
    INSERT INTO acts (act_id, name, digest, result) VALUES (CAST(:act_id AS uuid), :name, :digest, :result)
    ON CONFLICT (act_id) DO NOTHING RETURNING act_id
    """
).bindparams(bindparam("result", type_=JSON(none_as_null=True)))
_READ = text("SELECT name, digest, result FROM acts WHERE act_id = CAST(:act_id AS uuid)")
_END = text("UPDATE acts SET result = :result WHERE act_id = CAST(:act_id AS uuid)").bindparams(
    bindparam("result", type_=JSON)
)


def write_act(
    session: Session, *, name: str, request: ActRequest, result: Mapping[str, Any] | None = None
) -> Mapping[str, Any] | None:
    """Write down that the act ``name`` happens in this transaction, before anything else in it.

    Returns None where the act is new. Where it has happened already, what its former try left as its result:
    nothing more is to be done. ``result`` is what a later try is answered, where that is known by now; else
    the act writes it when it ends. Raises ``ActMismatch`` where the id stands for an act of another name or
    of another request, also where that one is under way at the same time.
    """
    digest = digest_of(name, request)
    row = {
        "act_id": request.act_id,
        "name": name,
        "digest": digest,
        "result": None if result is None else dict(result),
    }
    if session.execute(_WRITE, row).one_or_none() is not None:
        return None
    # A statement of its own: it sees what the twin committed while this one waited.
    stood = session.execute(_READ, {"act_id": request.act_id}).one()
    if stood.digest != digest:
        raise ActMismatch(request.act_id, expected=name, found=stood.name)
    found: Mapping[str, Any] = stood.result or {}
    return found


def end_act(session: Session, act_id: str, result: Mapping[str, Any]) -> None:
    """Write down what another try of the act under way is to be answered."""
    session.execute(_END, {"act_id": act_id, "result": dict(result)})


# The locks are taken in this order, the clinic's first: the inner SELECT sorts before the outer one counts,
# and the clock is asked when all are given.
_BEGIN = text(
    """
    SELECT set_config('medic.act', :name, true),
           set_config('medic.act_id', :act_id, true),
           set_config('medic.reason', :reason, true),
           set_config('medic.actor_type', :actor_type, true),
           set_config('medic.actor_id', :actor_id, true),
           set_config('medic.desk', :desk_name, true),
           locked.doctor_ids, locked.locks, clock_timestamp() AS now
      FROM (SELECT array_agg(doctor_id) FILTER (WHERE doctor_id <> '') AS doctor_ids,
                   count(CASE WHEN doctor_id = ''
                              THEN pg_advisory_xact_lock_shared(hashtextextended('clinic', 0))
                              ELSE pg_advisory_xact_lock(hashtextextended('doctor:' || doctor_id, 0))
                          END) AS locks
              FROM (SELECT '' AS doctor_id WHERE :places
                     UNION
                    SELECT unnest(CAST(:doctor_ids AS text[]))
                     UNION
                    SELECT doctor_id::text FROM appointments WHERE id = CAST(:appointment_id AS uuid)
                     ORDER BY doctor_id) AS in_order) AS locked
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
    places: bool = False,
) -> BegunAct:
    """Open the act ``name`` in this transaction and lock its doctors, sorted, before anything is read.

    Those are ``doctor_ids`` and the doctor of ``appointment_id``, if it is there. An act that ``places`` an
    appointment locks the clinic before them, shared (``locks.lock_clinic``).
    """
    begun = session.execute(
        _BEGIN,
        {
            "name": name,
            "act_id": act_id,
            "reason": reason or "",
            "actor_type": actor.actor_type,
            "actor_id": actor.user_id or "",
            "desk_name": actor.desk_name,
            "doctor_ids": list(doctor_ids),
            "appointment_id": appointment_id,
            "places": places,
        },
    ).one()
    return BegunAct(now=begun.now.astimezone(UTC), doctor_ids=frozenset(begun.doctor_ids or ()))


def rename_act(session: Session, name: str) -> None:
    """Call the act of this transaction ``name`` in its event, now that it is known what it does."""
    session.execute(text("SELECT set_config('medic.act', :name, true)"), {"name": name})
