"""Why an act was not taken back, as types that carry what the window must show. Nothing was written."""

from typing import Literal

from medic_desk.engine.facts import WhyNot
from medic_desk.model.store.errors import StoreError
from medic_desk.model.worklist.causes import CauseKind

NoWayBack = Literal["unknown_act", "changed_since", "no_way_back"]


class CannotUndo(StoreError):
    """An act that has no compensation: ``code`` says why, ``action`` what the act was.

    ``unknown_act``: it never happened. ``changed_since``: somebody did something to the appointment after it.
    ``no_way_back``: what it did cannot be taken back by another act (an approval, a request turned down, a
    hold given back: they are booked anew).
    """

    def __init__(self, code: NoWayBack, action: str | None = None) -> None:
        self.code = code
        self.action = action
        super().__init__(f"This cannot be undone ({code}).")


class CauseStands(StoreError):
    """An appointment of the worklist is not moved back to a place that is still closed.

    ``kinds`` say for what it was put on the worklist, as far as that still stands there; ``why`` holds the
    engine's reasons.
    """

    def __init__(self, kinds: tuple[CauseKind, ...], why: WhyNot) -> None:
        self.kinds = kinds
        self.why = why
        super().__init__("It was moved away from what still stands there: " + ", ".join(kinds) + ".")
