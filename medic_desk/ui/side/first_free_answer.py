"""The first free times of a wish; where there are none, the first without its limits, or why not."""

from dataclasses import dataclass, replace
from typing import Any

from medic_desk.model.appointments.first_free import FirstFree, FirstFreeWish, read_first_free
from medic_desk.model.appointments.free_starts import FreeStartsQuestion, PartOfDay, read_free_starts_of
from medic_desk.model.appointments.no_free_time import NoFreeTime, no_free_time

MOST_REASONS = 3
"""Of more doctors than this no reasons are told: nobody reads a list of them."""


@dataclass(frozen=True, slots=True)
class FirstFreeAnswer:
    """``found`` in order of time; where it is empty, what there is instead.

    ``elsewhen`` is the first start at another place, on another weekday or at another time of day.
    ``reasons`` are the chief reason of each doctor.
    """

    found: tuple[FirstFree, ...]
    elsewhen: FirstFree | None = None
    reasons: tuple[NoFreeTime, ...] = ()


def read_first_free_answer(session: Any, wish: FirstFreeWish) -> FirstFreeAnswer:
    """Read the answers to a wish, and the reason where there are none. Raises as ``read_first_free``."""
    found = read_first_free(session, wish)
    if found:
        return FirstFreeAnswer(found)
    wider = replace(wish, site_ids=None, weekdays=None, part=PartOfDay.ANY, count=1)
    if replace(wider, count=wish.count) != wish:
        for first in read_first_free(session, wider):
            return FirstFreeAnswer((), elsewhen=first)
    if len(wish.services) > MOST_REASONS:
        return FirstFreeAnswer(())
    questions = [
        FreeStartsQuestion(
            doctor_id=doctor_id, appointment_type_id=service_id, first_day=wish.first_day, days=wish.days
        )
        for doctor_id, service_id in wish.services
    ]
    answers = read_free_starts_of(session, questions)
    reasons = (reason for one in answers for reason in no_free_time(one, wish.site_ids)[:1])
    return FirstFreeAnswer((), reasons=tuple(reasons))
