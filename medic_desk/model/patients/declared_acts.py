"""What an act on a patient declares beside its function: its name, who may do it, and what takes it back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

from medic_desk.model.acts.act import Actor, ActRequest
from medic_desk.model.clinic.permissions import Permission, require

Request = TypeVar("Request", bound=ActRequest)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientResult:
    """What an act on a patient left: the row that stands for the patient now.

    ``moved`` counts the appointments that went to another row. ``already_done`` where a former try of the act
    had done it.
    """

    patient_id: str
    patient_name: str
    moved: int = 0
    already_done: bool = False


@dataclass(frozen=True, slots=True)
class WayBack:
    """The act that takes another back, with its request."""

    act: "PatientAct[Any]"
    request: Any


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PatientAct(Generic[Request]):
    """An act on patients, called like the function it was declared beside.

    ``name`` is the action of its events. ``way_back`` makes of its request, and of the id of the act that
    takes it back, the act to do; None where there is none.
    """

    name: str
    permission: Permission
    run: Callable[[Session, Actor, Request], PatientResult]
    way_back: Callable[[Request, str], WayBack] | None = None

    def __call__(self, session: Session, actor: Actor, request: Request) -> PatientResult:
        """Do the act in the session's transaction, or answer what a former try of it did.

        Raises ``NotPermitted``, and what the act's function raises.
        """
        require(actor, self.permission)
        return self.run(session, actor, request)


def patient_act(
    name: str,
    *,
    permission: Permission,
    undo: Callable[[Request, str], WayBack] | None = None,
) -> Callable[[Callable[[Session, Actor, Request], PatientResult]], PatientAct[Request]]:
    """Make the function an act; ``all_acts`` lists it, and ``ui.words.patient_acts`` has its words."""

    def declare(run: Callable[[Session, Actor, Request], PatientResult]) -> PatientAct[Request]:
        return PatientAct(name=name, permission=permission, run=run, way_back=undo)

    return declare
