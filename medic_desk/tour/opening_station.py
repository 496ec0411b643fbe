"""The station before the window: the people of the clinic, and who works in the pictures."""

from dataclasses import dataclass
from functools import partial

from medic_desk.model.clinic.clinic import Clinic, Person
from medic_desk.model.clinic.permissions import Role, role_of
from medic_desk.tour.tour import Tour
from medic_desk.ui.sign_in.dialog import Opening


def choose_person(tour: Tour) -> Person:
    """Show the people of the clinic, and answer who works: a receptionist where there is one."""
    found = _Found(tour.clinic)
    opening = Opening(tour.jobs, tour.theme, partial(_answer, found), "")
    opening.show()
    opening.reach()
    tour.until(lambda: bool(opening.people.rows), "the people")
    tour.take(opening, "opening")
    opening.close()
    opening.deleteLater()
    people = [one for one in tour.clinic.people if one.is_active]
    return next((one for one in people if role_of(one) is Role.RECEPTIONIST), people[0])


@dataclass(frozen=True, slots=True)
class _Found:
    """What the opening of the tour reaches: the clinic is there already."""

    clinic: Clinic


def _answer(found: _Found) -> _Found:
    return found
