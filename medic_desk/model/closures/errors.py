"""Why a closure was not saved or taken back, as types that carry what the window must show.

Nothing was written.
"""

from medic_desk.model.closures.closures import Closure
from medic_desk.model.store.errors import StoreError


class StaleClosure(StoreError):
    """The closure is not what was edited any more: ``standing`` is it now, None where it is gone."""

    def __init__(self, closure_id: str, standing: Closure | None) -> None:
        self.closure_id = closure_id
        self.standing = standing
        super().__init__("Somebody else has changed or taken back this closure meanwhile.")
