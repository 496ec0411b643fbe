"""What a note of the desk declares beside its function: its name, who may write it, what takes it back.

A note is an event beside the appointments, which it leaves as they are: that a doctor runs late, that a
patient was called.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy.orm import Session

from medic_desk.model.acts.act import Actor, ActRequest
from medic_desk.model.clinic.permissions import Permission, require


class NoteResult(Protocol):
    """What every note leaves."""

    @property
    def doctor_id(self) -> str:
        """The doctor whom it is about, or whose appointment."""


Request = TypeVar("Request", bound=ActRequest)
Result = TypeVar("Result", bound=NoteResult)


@dataclass(frozen=True, slots=True)
class NoteBack:
    """The note that takes another back, with its request."""

    note: "DeskNote[Any, Any]"
    request: Any


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DeskNote(Generic[Request, Result]):
    """A note, called like an act; ``ui.words.desk_notes`` has its words and its key.

    ``name`` is the action of its event. ``way_back`` makes of its request, and of the id of the note that
    takes it back, what to write; None where there is nothing. ``anew`` makes of its request, of what it left
    and of a new id the request that writes it again once it was taken back, None where it is not done anew.
    """

    name: str
    permission: Permission
    run: Callable[[Session, Actor, Request], Result]
    way_back: Callable[[Request, str], NoteBack] | None = None
    anew: Callable[[Request, Result, str], Request] | None = None

    def __call__(self, session: Session, actor: Actor, request: Request) -> Result:
        """Write the note down in the session's transaction, or answer what a former try of it did.

        Raises ``NotPermitted``, and what the note's function raises.
        """
        require(actor, self.permission)
        return self.run(session, actor, request)
