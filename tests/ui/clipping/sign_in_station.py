"""The station of the walk at the sign-in: who is working, and a server that does not answer."""

from dataclasses import dataclass
from functools import partial

from medic_desk.model.clinic.clinic import Clinic
from medic_desk.model.store.errors import StoreUnreachable
from medic_desk.ui.sign_in.dialog import Opening
from tests.ui.clipping.walk import Walk


@dataclass(frozen=True)
class _Answer:
    """What the sign-in window is given."""

    clinic: Clinic


def sign_in(walk: Walk) -> None:
    """Who is working; nobody yet; a server that does not answer."""
    opening = Opening(walk.jobs, walk.theme, partial(_Answer, walk.clinic), "")
    opening.show()
    walk.measure(opening, "sign-in waiting")
    opening.reach()
    walk.until(opening.open_button.isVisible, "the people")
    walk.measure(opening, "sign-in")
    opening.say_open_already()
    walk.measure(opening, "sign-in open already")
    opening.close()
    opening.deleteLater()
    failing = Opening(walk.jobs, walk.theme, _unreachable, "")
    failing.show()
    failing.reach()
    walk.until(failing.retry_button.isVisible, "the failure")
    walk.measure(failing, "sign-in failed")
    failing.close()
    failing.deleteLater()


def _unreachable() -> _Answer:
    raise StoreUnreachable("silent", "clinic-server.example.org/medic_desk_of_the_clinic", "no answer")
