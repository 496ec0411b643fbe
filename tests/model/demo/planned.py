"""Demo clinics that several tests read: each is planned once a process."""

import functools
import pickle
from datetime import date

from medic_desk.model.demo import DemoPlan, plan_demo


def planned(seed: int, today: date) -> DemoPlan:
    """The demo of a seed and a date, the caller's own."""
    plan: DemoPlan = pickle.loads(_pickled(seed, today))  # noqa: S301 - written right here
    return plan


@functools.cache
def _pickled(seed: int, today: date) -> bytes:
    # As bytes: rows that are kept would be looked through by each of Python's collections from now on.
    return pickle.dumps(plan_demo(seed, today), pickle.HIGHEST_PROTOCOL)
