"""The whole way of the walk: every station, one after the other."""

from tests.ui.clipping.line_station import one_line
from tests.ui.clipping.stations import STATIONS
from tests.ui.clipping.walk import Walk
from tests.ui.clipping.worklist_station import worklist


def everything(walk: Walk) -> None:
    """Every window there is, one after the other."""
    for station in (*STATIONS, one_line, worklist):
        station(walk)
