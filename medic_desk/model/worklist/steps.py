"""The steps of an item on the worklist: taken, called, not reached, kept, and back.

Moving and cancelling are the appointment's own acts (``model.appointments``): they settle its item in their
transaction (``outcomes``). A step writes a staff event and is recognised by its act id there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import RowMapping, select, text, update
from sqlalchemy.orm import Session

from medic_desk.model.acts.act import Actor
from medic_desk.model.acts.staff_acts import begin_staff_act, tell_staff_event
from medic_desk.model.clinic.permissions import Permission, require
from medic_desk.model.facts.instants import in_bounds_or_null
from medic_desk.model.store.errors import Contended, NotFound
from medic_desk.model.tables import RebookingItemRow
from medic_desk.model.worklist.errors import StaleItem, WrongItemState
from medic_desk.model.worklist.items import OPEN, ItemState

Columns = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRequest:
    """A step on one item, as the desk last saw it.

    ``seen_state`` and ``seen_taken_by_id`` are what the desk showed. ``note`` is the staff's own word; None
    leaves the one that is there.
    """

    act_id: str
    item_id: str
    seen_state: ItemState
    seen_taken_by_id: str | None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemResult:
    """An item as a step left it (times aware, UTC); ``already_done`` where a former try had done it."""

    item_id: str
    appointment_id: str
    doctor_id: str
    state: ItemState
    taken_by_id: str | None
    taken_at: datetime | None
    called_at: datetime | None
    closed_at: datetime | None
    note: str | None
    already_done: bool = False


@dataclass(frozen=True, slots=True)
class LockedItem:
    """The item that a step changes, locked, with who changes it and when (aware, UTC)."""

    item: ItemResult
    actor: Actor
    now: datetime


@dataclass(frozen=True, slots=True, eq=False)
class ItemStep:
    """A step, called like an act.

    ``name`` is the action of its staff event, ``states`` are those in which it is lawful.
    """

    name: str
    permission: Permission
    states: frozenset[ItemState]
    columns: Callable[[LockedItem], Columns]

    def __call__(self, session: Session, actor: Actor, request: ItemRequest) -> ItemResult:
        """Do the step in the session's transaction.

        Raises ``NotPermitted``, ``NotFound``, ``StaleItem``, ``WrongItemState``.
        """
        require(actor, self.permission)
        doctor_id = _doctor_of(session, request.item_id)
        begun = begin_staff_act(session, actor, name=self.name, request=request, doctor_id=doctor_id)
        if begun.done is not None:
            return read_item(session, begun.done.subject_id, already_done=True)
        locked = LockedItem(self._lock(session, request, doctor_id), actor, begun.now)
        change = update(RebookingItemRow).where(RebookingItemRow.id == request.item_id)
        session.execute(change.values({**self.columns(locked), **_noted(request.note)}))
        item = read_item(session, request.item_id)
        tell_staff_event(
            session,
            subject_table="rebooking_items",
            subject_id=item.item_id,
            doctor_id=doctor_id,
            metadata={
                "appointment_id": item.appointment_id,
                "before": {"state": locked.item.state, "taken_by_id": locked.item.taken_by_id},
                "after": {"state": item.state, "taken_by_id": item.taken_by_id},
            },
        )
        return item

    def _lock(self, session: Session, request: ItemRequest, doctor_id: str) -> ItemResult:
        """The item's row, locked, where it stands as it was seen and the step is lawful."""
        found = session.execute(
            select(RebookingItemRow.id).where(RebookingItemRow.id == request.item_id).with_for_update()
        ).one_or_none()
        if found is None:
            raise NotFound("rebooking_items", request.item_id)
        item = read_item(session, request.item_id)
        if item.doctor_id != doctor_id:
            # The appointment went to another doctor before ours was locked: the act is run again.
            raise Contended("40001")
        if (item.state, item.taken_by_id) != (request.seen_state, request.seen_taken_by_id):
            raise StaleItem(item.item_id, state=item.state, taken_by_id=item.taken_by_id)
        if item.state not in self.states or _stands_beside_another(session, item):
            raise WrongItemState(item.item_id, state=item.state, act=self.name)
        return item


def item_step(
    name: str, *, states: frozenset[ItemState] = OPEN
) -> Callable[[Callable[[LockedItem], Columns]], ItemStep]:
    """Make a step of a function that answers which columns of the locked item change, and to what."""

    def declare(columns: Callable[[LockedItem], Columns]) -> ItemStep:
        return ItemStep(name, Permission.MOVE, states, columns)

    return declare


@item_step("rebooking_taken")
def take(locked: LockedItem) -> Columns:
    """Say that one sees to it; from a colleague too, where the desk showed that a colleague had it."""
    return {"taken_by_id": locked.actor.user_id, "taken_at": locked.now}


@item_step("rebooking_let_go")
def let_go(_locked: LockedItem) -> Columns:
    """Leave it to the others."""
    return {"taken_by_id": None, "taken_at": None}


@item_step("rebooking_called")
def call(locked: LockedItem) -> Columns:
    """Note that the patient was called, and when; who calls has taken it."""
    return {"state": "called", "called_at": locked.now, **_taken(locked)}


@item_step("rebooking_not_reached")
def not_reached(locked: LockedItem) -> Columns:
    """Note that nobody answered, and when; who calls again in two hours may be anybody."""
    return {"state": "not_reached", "called_at": locked.now, **let_go.columns(locked)}


@item_step("rebooking_kept")
def keep(locked: LockedItem) -> Columns:
    """Leave the appointment where it is, in spite of what affects it."""
    return {"state": "kept", "closed_at": locked.now}


@item_step("rebooking_reopened", states=frozenset({"kept"}))
def reopen(locked: LockedItem) -> Columns:
    """Take back that it was kept; nobody is calling there now, so whoever is next may."""
    state = "to_call" if locked.item.called_at is None else "called"
    return {"state": state, "closed_at": None, **let_go.columns(locked)}


STEPS: Mapping[str, ItemStep] = MappingProxyType(
    {step.name: step for step in (take, let_go, call, not_reached, keep, reopen)}
)
"""Every step, by the action its events have."""


_ITEM = text(
    f"""
    SELECT i.id::text AS item_id, i.appointment_id::text, a.doctor_id::text, i.state, i.taken_by_id::text,
           {in_bounds_or_null("i.taken_at")} AS taken_at, {in_bounds_or_null("i.called_at")} AS called_at,
           {in_bounds_or_null("i.closed_at")} AS closed_at, i.note
      FROM rebooking_items i JOIN appointments a ON a.id = i.appointment_id
     WHERE i.id = CAST(:item_id AS uuid)
    """  # noqa: S608 - only constants of this program are put in
)
_OTHER_OPEN_ITEM = text(
    """
    SELECT EXISTS (SELECT FROM rebooking_items WHERE appointment_id = CAST(:appointment_id AS uuid)
                      AND id <> CAST(:item_id AS uuid) AND state IN ('to_call', 'called', 'not_reached'))
    """
)


def read_item(session: Session, item_id: str, *, already_done: bool = False) -> ItemResult:
    """Read one item of any state. Raises ``NotFound``."""
    row = session.execute(_ITEM, {"item_id": item_id}).mappings().one_or_none()
    if row is None:
        raise NotFound("rebooking_items", item_id)
    return _result(row, already_done=already_done)


def _result(row: RowMapping, *, already_done: bool) -> ItemResult:
    columns = {str(name): value for name, value in row.items()}
    for name in ("taken_at", "called_at", "closed_at"):
        if columns[name] is not None:
            columns[name] = columns[name].replace(tzinfo=UTC)
    return ItemResult(**columns, already_done=already_done)


def _doctor_of(session: Session, item_id: str) -> str:
    return read_item(session, item_id).doctor_id


def _stands_beside_another(session: Session, item: ItemResult) -> bool:
    """Whether the appointment is on the list again already, with an item of its own."""
    named = {"appointment_id": item.appointment_id, "item_id": item.item_id}
    return bool(session.execute(_OTHER_OPEN_ITEM, named).scalar_one())


def _taken(locked: LockedItem) -> Columns:
    return take.columns(locked) if locked.item.taken_by_id is None else {}


def _noted(note: str | None) -> Columns:
    return {} if note is None else {"note": note.strip() or None}
