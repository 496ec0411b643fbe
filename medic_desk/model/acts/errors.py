"""Why an act was not done, as types that carry what a window needs to say it and to offer a way on.

None of these wrote anything: the transaction they end is rolled back whole.
"""

from dataclasses import dataclass

from medic_desk.engine.facts import FreeSlot, WhyNot
from medic_desk.model.store.errors import StoreError


@dataclass(frozen=True, slots=True)
class Rival:
    """The appointment that is in the way: enough to say who has the time, and nothing of the patient."""

    appointment_id: str
    doctor_id: str
    starts_at: int
    ends_at: int
    status: str
    desk_name: str | None


class SlotRefused(StoreError):
    """The engine, asked again inside the transaction, says no (truth.md, step 4).

    ``why`` holds every reason with its row, ``nearest`` the free starts closest to the wanted one (at most
    three, nearest first), ``rivals`` the appointments named among the reasons.
    """

    def __init__(
        self, why: WhyNot, nearest: tuple[FreeSlot, ...] = (), rivals: tuple[Rival, ...] = ()
    ) -> None:
        self.why = why
        self.nearest = nearest
        self.rivals = rivals
        super().__init__("This time is not free: " + ", ".join(self.codes) + ".")

    @property
    def codes(self) -> tuple[str, ...]:
        """The engine's codes (engine-semantics 7 and 8), sorted, each once."""
        return self.why.codes


class StaleAppointment(StoreError):
    """Somebody changed the appointment since it was read: ``expected`` and ``found`` are row versions."""

    def __init__(self, appointment_id: str, *, expected: int, found: int) -> None:
        self.appointment_id = appointment_id
        self.expected = expected
        self.found = found
        super().__init__("Somebody changed this appointment in the meantime.")


class WrongTransition(StoreError):
    """The appointment's status does not allow the act: a cancelled one does not arrive."""

    def __init__(self, appointment_id: str, *, status: str, act: str) -> None:
        self.appointment_id = appointment_id
        self.status = status
        self.act = act
        super().__init__(f"An appointment that is {status} cannot be made to {act}.")


class InvalidField(StoreError):
    """What was typed cannot stand: ``field`` names the column, ``code`` the rule it breaks."""

    def __init__(self, field: str, code: str) -> None:
        self.field = field
        self.code = code
        super().__init__(f"{field}: {code}.")


class ActMismatch(StoreError):
    """An act id was used for two different acts: a mistake of the program, never of a person.

    ``expected`` is the name of the act that was asked for, ``found`` of the one that the id stands for; they
    are equal where the requests differ.
    """

    def __init__(self, act_id: str, *, expected: str, found: str) -> None:
        self.act_id = act_id
        self.expected = expected
        self.found = found
        super().__init__(f"The id {act_id} stands for another act ({found}), not for this one ({expected}).")
