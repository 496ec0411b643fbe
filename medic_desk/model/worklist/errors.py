"""Why a step on the worklist was not done, as types that carry what the window must show.

Nothing was written.
"""

from medic_desk.model.store.errors import StoreError


class StaleItem(StoreError):
    """The item is not as it was read any more: somebody else works on it, or its causes went.

    ``state`` and ``taken_by_id`` are as they stand now.
    """

    def __init__(self, item_id: str, *, state: str, taken_by_id: str | None) -> None:
        self.item_id = item_id
        self.state = state
        self.taken_by_id = taken_by_id
        super().__init__("Somebody else has worked on this appointment meanwhile.")


class WrongItemState(StoreError):
    """The item's ``state`` does not allow the step ``act``: what is settled is not called again."""

    def __init__(self, item_id: str, *, state: str, act: str) -> None:
        self.item_id = item_id
        self.state = state
        self.act = act
        super().__init__(f"An item of the worklist that is {state} cannot be {act}.")
