"""Why a dated exception was not saved or deleted, as types that carry what the window must show.

Nothing was written.
"""

from medic_desk.engine.facts import ScheduleException
from medic_desk.model.store.errors import StoreError


class StaleException(StoreError):
    """The dated exception is not what was edited any more: ``standing`` is it now, None where it is gone."""

    def __init__(self, exception_id: str, standing: ScheduleException | None) -> None:
        self.exception_id = exception_id
        self.standing = standing
        super().__init__("Somebody else has changed or deleted this entry meanwhile.")


class TimeOffBlock(StoreError):
    """The block belongs to a request for time off: decide that instead."""

    def __init__(self, exception_id: str) -> None:
        self.exception_id = exception_id
        super().__init__("This block belongs to a request for time off.")


class ClosureBlock(StoreError):
    """The block belongs to a closure of the clinic: change that instead."""

    def __init__(self, exception_id: str) -> None:
        self.exception_id = exception_id
        super().__init__("This block belongs to a closure of the clinic.")
