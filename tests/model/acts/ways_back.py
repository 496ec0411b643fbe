"""How each act of ``every_act`` is taken back, by the name of its case, and which have no way back."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WayBack:
    """How an act is taken back: the compensating act's ``action`` and the ``status`` it ends in."""

    action: str
    status: str


WAYS_BACK = {
    "hold": WayBack("released", "cancelled"),
    "hold moved": WayBack("released", "cancelled"),
    "book": WayBack("cancelled", "cancelled"),
    "book from hold": WayBack("cancelled", "cancelled"),
    "walk in": WayBack("walk_in_taken_back", "cancelled"),
    "walk in from hold": WayBack("walk_in_taken_back", "cancelled"),
    "submit": WayBack("cancelled", "cancelled"),
    "move in time": WayBack("moved", "confirmed"),
    "move to a colleague": WayBack("service_changed", "confirmed"),
    "change of length": WayBack("moved", "confirmed"),
    "change of service": WayBack("service_changed", "confirmed"),
    "another service in its place": WayBack("service_changed", "confirmed"),
    "move of a pending one": WayBack("moved", "pending"),
    "cancel": WayBack("restored", "confirmed"),
    "restore a cancelled one": WayBack("cancelled", "cancelled"),
    "restore a missed one": WayBack("no_show", "no_show"),
    "restore a completed one": WayBack("completed", "completed"),
    "arrive": WayBack("step_taken_back", "confirmed"),
    "start": WayBack("step_taken_back", "confirmed"),
    "complete": WayBack("restored", "confirmed"),
    "no show": WayBack("restored", "confirmed"),
    "overbook": WayBack("cancelled", "cancelled"),
}
NO_WAY_BACK = {
    "hold released",
    "hold ended",
    "approve",
    "reject",
    "cancel a pending one",
    "put back a moved one",
    "put back a cancelled one",
    "take a walk-in back",
    "take back the start",
    "take back the arrival",
    "record",
    "record a missed one",
}
