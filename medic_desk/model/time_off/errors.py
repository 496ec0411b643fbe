"""Why a request for time off was not made or decided, as types that carry what the window must show.

Nothing was written.
"""

from datetime import datetime

from medic_desk.model.store.errors import StoreError


class TimeOffDecided(StoreError):
    """The request is not in a state that allows the act: ``standing`` is its state now.

    ``standing`` is ``pending``, ``approved``, ``denied`` or ``withdrawn``; ``decided_at`` when it got there,
    ``decided_by`` the name of who did it, as far as it is known.
    """

    def __init__(
        self, request_id: str, *, act: str, standing: str, decided_at: datetime | None, decided_by: str | None
    ) -> None:
        self.request_id = request_id
        self.act = act
        self.standing = standing
        self.decided_at = decided_at
        self.decided_by = decided_by
        super().__init__(f"The request for time off is {standing}; it cannot be {act}.")


class TimeOffOverlaps(StoreError):
    """The doctor has asked for, or has, time off then already: the request ``request_id`` (``status``)."""

    def __init__(self, request_id: str, *, status: str, starts_at: int, ends_at: int) -> None:
        self.request_id = request_id
        self.status = status
        self.starts_at = starts_at
        self.ends_at = ends_at
        super().__init__("There is a request for time off at this time already.")


class OwnRequest(StoreError):
    """Nobody decides an own request for time off."""

    def __init__(self, request_id: str) -> None:
        self.request_id = request_id
        super().__init__("Nobody decides their own request for time off.")


class NotTheirs(StoreError):
    """Only who asked, or the doctor it is for, takes a request back."""

    def __init__(self, request_id: str) -> None:
        self.request_id = request_id
        super().__init__("Only who asked for the time off can take the request back.")
