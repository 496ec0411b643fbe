"""The walk of the tour: the stations in their order, each of the windows as the one before left them."""

import tempfile
from pathlib import Path

from medic_desk.model.clinic.clinic import Clinic
from medic_desk.model.store.store import Store
from medic_desk.tour.booking_stations import (
    book_an_appointment,
    cancel_the_booking,
    lose_a_race,
    type_a_new_patient,
)
from medic_desk.tour.calendar_stations import (
    find_a_full_week,
    look_around,
    show_empty_week,
    show_help,
    show_sizes,
)
from medic_desk.tour.day_stations import show_flow, show_worklist
from medic_desk.tour.opening_station import choose_person
from medic_desk.tour.patient_stations import list_duplicates, open_card, type_a_line
from medic_desk.tour.tour import Tour
from medic_desk.ui.window.memory import Memory

_STATIONS = (
    find_a_full_week,
    look_around,
    book_an_appointment,
    lose_a_race,
    type_a_new_patient,
    cancel_the_booking,
    open_card,
    list_duplicates,
    type_a_line,
    show_worklist,
    show_help,
    show_flow,
    show_sizes,
    show_empty_week,
)


def render_tour(store: Store, clinic: Clinic, desk_name: str, folder: Path) -> list[Path]:
    """Walk through the program and answer the pictures' paths, in order. Raises ``TourStuck``.

    Needs an application; the folder must be there. What it books stays booked.
    """
    with tempfile.TemporaryDirectory() as remembered:
        tour = Tour(store, clinic, desk_name, folder, Memory(Path(remembered) / "windows.ini"))
        try:
            _walk(tour)
        finally:
            tour.end()
    return tour.pictures


def _walk(tour: Tour) -> None:
    """Take every picture."""
    tour.sign_in(choose_person(tour))
    for station in _STATIONS:
        station(tour)
