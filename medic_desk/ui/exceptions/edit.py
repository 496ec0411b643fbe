"""What a person is doing in the window of dated exceptions, apart from its widgets."""

from dataclasses import dataclass

from medic_desk.engine.facts import ScheduleException
from medic_desk.model.exceptions.doctor_exceptions import CLOSURE_SOURCE, TIME_OFF_SOURCE
from medic_desk.model.exceptions.save import DeleteException, SaveException


def is_foreign(row: ScheduleException) -> bool:
    """Whether an entry is only shown: time off and closures are made elsewhere, older ones are not edited."""
    return row.source in {TIME_OFF_SOURCE, CLOSURE_SOURCE} or row.table != "schedule_exceptions"


@dataclass(slots=True)
class ExceptionEdit:
    """One entry from being begun or chosen until it is saved, deleted or left.

    ``row`` is the entry as it was read, None for a new one. ``is_over`` says that it stands in the database:
    the form shows a new entry then, which is none before somebody begins it or types.
    """

    row: ScheduleException | None = None
    is_typed: bool = False
    is_deleting: bool = False
    is_over: bool = False

    def begin(self, row: ScheduleException | None = None) -> None:
        """Begin with an entry as it was read, or with a new one."""
        self.row = row
        self.is_typed = self.is_deleting = self.is_over = False

    def type(self) -> None:
        """Note that a person typed: what is typed is saved, not deleted."""
        self.is_typed = True
        self.is_deleting = self.is_over = False

    def end(self) -> None:
        """Note that what was wanted stands in the database."""
        self.begin()
        self.is_over = True

    @property
    def row_id(self) -> str:
        """The id of the entry that is edited; empty for a new one."""
        return self.row.id if self.row is not None else ""

    @property
    def is_own(self) -> bool:
        """Whether it may be changed by hand."""
        return self.row is None or not is_foreign(self.row)

    @property
    def may_be_saved(self) -> bool:
        """Whether there is something to save: one more Enter after a save must not block all of today."""
        return self.is_own and (self.is_typed or (self.row is None and not self.is_over))

    @property
    def may_be_deleted(self) -> bool:
        """Whether there is something to delete."""
        return self.row is not None and self.is_own

    @property
    def may_affect(self) -> bool:
        """Whether it can affect anybody: what is only shown cannot, nor what is done already."""
        return self.is_own and not self.is_over

    def save_request(
        self, act_id: str, doctor_id: str, wanted: tuple[ScheduleException, ...], seen: frozenset[str]
    ) -> SaveException:
        """The act that lets ``wanted`` stand in place of what is edited, seen who is affected."""
        return SaveException(
            act_id=act_id,
            doctor_id=doctor_id,
            exceptions=wanted,
            replaces=self.row,
            seen_appointment_ids=seen,
        )

    def delete_request(self, act_id: str, doctor_id: str, seen: frozenset[str]) -> DeleteException:
        """The act that deletes what is edited. Raises ``RuntimeError`` for a new entry."""
        if self.row is None:
            raise RuntimeError("a new entry cannot be deleted")
        return DeleteException(
            act_id=act_id,
            doctor_id=doctor_id,
            exception=self.row,
            seen_appointment_ids=seen,
        )
