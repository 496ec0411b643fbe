"""Which free starts are proposed, and in what order: the one ranking of every window that proposes any.

Two aims. ``nearest_…``: a wanted minute is not free; what is close to it. ``best_fits``: an appointment has
to go elsewhere; the same doctor soonest, then a colleague, in either case the same house first.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from medic_desk.engine.clinic_time import clock, local_date
from medic_desk.engine.facts import Minute
from medic_desk.model.appointments.free_starts import NOON
from medic_desk.model.appointments.offered_starts import OfferedStart

MOST_STARTS = 3
"""So many starts are offered beside a minute that is not free: one for Enter, two more by their digits."""

MOST_FITS = 4
"""So many starts are proposed for an appointment that has to go elsewhere: each has a digit."""


class Starting(Protocol):
    """A free slot, or a start that offers one."""

    @property
    def starts_at(self) -> Minute:
        """When it begins."""


Start = TypeVar("Start", bound=Starting)


def distance(start: Starting, wanted: Minute) -> tuple[Minute, Minute]:
    """How far a start is from a minute; of two equally far the later one is the nearer."""
    return abs(start.starts_at - wanted), -start.starts_at


def nearest_starts(starts: Iterable[Start], wanted: Minute, count: int = MOST_STARTS) -> tuple[Start, ...]:
    """The starts closest to a minute, nearest first."""
    return tuple(sorted(starts, key=lambda start: distance(start, wanted))[:count])


def nearest_of_one(
    starts: Sequence[OfferedStart], minute: Minute, earliest: Minute
) -> tuple[OfferedStart, ...]:
    """The nearest starts of one doctor: before and after on the same day, on a later day, then others.

    Three starts in a row would offer one time thrice to a patient who cannot come at that hour. ``earliest``
    is where starts begin: to a minute of the past the next ones are nearest.
    """
    if not starts:
        return ()
    wanted, zone = max(minute, earliest), starts[0].zone
    near = nearest_starts(starts, wanted, len(starts))
    day = local_date(wanted, zone)
    days_off = {one: (local_date(one.starts_at, zone) - day).days for one in near}
    chosen: list[OfferedStart] = []
    for group in (
        [one for one in near if days_off[one] == 0 and one.starts_at < wanted],
        [one for one in near if days_off[one] == 0 and one.starts_at >= wanted],
        [one for one in near if days_off[one] > 0],
        [one for one in near if days_off[one] < 0],
    ):
        chosen += group[:1]
    chosen += [one for one in near if one not in chosen]
    return nearest_starts(chosen[:MOST_STARTS], wanted)


def nearest_of_each(
    starts: Iterable[Sequence[OfferedStart]], minute: Minute, earliest: Minute
) -> tuple[OfferedStart, ...]:
    """The nearest start of each of several doctors; ``earliest`` is where they begin to count."""
    wanted = max(minute, earliest)
    best = [min(one, key=lambda start: distance(start, wanted)) for one in starts if one]
    return nearest_starts(sorted(best, key=_doctor), wanted)


@dataclass(frozen=True, slots=True)
class Fits:
    """The free starts of one service at one doctor, soonest first: ``here`` are those in the wanted house."""

    here: Sequence[OfferedStart]
    elsewhere: Sequence[OfferedStart] = ()

    def first(self, will_do: Callable[[OfferedStart], bool]) -> tuple[bool, OfferedStart] | None:
        """The best start that will do, and whether it lies elsewhere; None where none does."""
        for is_elsewhere, starts in ((False, self.here), (True, self.elsewhere)):
            for start in starts:
                if will_do(start):
                    return is_elsewhere, start
        return None


def best_fits(
    own: Fits, colleagues: Sequence[Fits], is_open: Callable[[OfferedStart], bool], count: int = MOST_FITS
) -> tuple[OfferedStart, ...]:
    """The starts to propose for an appointment that has to go elsewhere, the best first.

    The soonest of its own doctor (``own``); a second of that doctor's in another half of a day, the soonest
    of a colleague, and one of the doctor's on another day, for who cannot come at the first; then the other
    colleagues. ``is_open`` says of a start whether it may be proposed at all.
    """
    chosen: list[OfferedStart] = []

    def in_another_half(start: OfferedStart) -> bool:
        return is_open(start) and all(_half_day(start) != _half_day(one) for one in chosen)

    def on_another_day(start: OfferedStart) -> bool:
        taken = [_half_day(one)[0] for one in chosen if one.doctor_id == start.doctor_id]
        return is_open(start) and _half_day(start)[0] not in taken

    found = own.first(is_open)
    if found is not None:
        chosen.append(found[1])
        second = own.first(in_another_half)
        chosen += [second[1]] if second is not None else []
    others = _of_colleagues(colleagues, is_open)
    chosen += others[:1]
    later = own.first(on_another_day) if found is not None else None
    chosen += [later[1]] if later is not None else []
    return (*chosen, *others[1:])[:count]


def _of_colleagues(colleagues: Sequence[Fits], is_open: Callable[[OfferedStart], bool]) -> list[OfferedStart]:
    """The best start of each colleague who has one: in the same house first, then the soonest."""
    found = [best for fits in colleagues if (best := fits.first(is_open)) is not None]
    return [start for _, start in sorted(found, key=lambda one: (one[0], one[1].starts_at))]


def _half_day(start: OfferedStart) -> tuple[int, bool]:
    """The local day, and whether it is before noon."""
    day, minute = clock(start.zone).wall(start.starts_at)
    return day, minute < NOON


def _doctor(start: OfferedStart) -> str:
    return start.doctor_id
