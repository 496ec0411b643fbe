"""One request with one doctor's facts: which hours serve it, and when a start is bookable at all."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from operator import itemgetter

from medic_desk.engine.clinic_time import minute_ceil, minute_floor
from medic_desk.engine.facts import Facts, Minute, Request, ScheduleException
from medic_desk.engine.hours import PROVIDER, Period
from medic_desk.engine.offers import Offer
from medic_desk.engine.prepared import Prepared, prepare
from medic_desk.engine.profile import Provider
from medic_desk.engine.spans import END, START, Span
from medic_desk.engine.weeks import periods_of_weeks


class Question:
    """One request, bound to one doctor's prepared facts.

    ``past_before``, ``notice_before`` and ``horizon_day`` are bounds of engine-semantics 7: a start before
    one of the first two is too soon, on a local date after the third too far ahead (None: no bound).
    """

    __slots__ = (
        "duration", "facts", "horizon_day", "is_offered", "notice_before", "now", "offers", "past_before",
        "prepared", "request", "serves", "service",
    )  # fmt: skip

    def __init__(self, facts: Facts, request: Request) -> None:
        self.facts = facts
        self.request = request
        self.prepared: Prepared = prepare(facts)
        # Raises KeyError where the request names a service that is not among the facts.
        service = self.service = facts.services[request.appointment_type_id]
        self.duration = service.duration_minutes
        self.is_offered = service.doctor_id == facts.doctor_id and (
            (service.is_active and facts.doctor_is_active) or self._is_for_an_appointment()
        )
        self.offers = self.prepared.offers(service, request)
        self.serves = None if None not in self.offers else self._has_offer
        self.now = minute_ceil(request.now)
        self.past_before = self.now - request.past_grace_minutes
        self.notice_before: Minute | None = None
        self.horizon_day: int | None = None
        if request.audience == "patient":
            self.notice_before = self.now + service.min_notice_minutes
            # The horizon takes its date from now as given: rounding up could cross midnight.
            self.horizon_day = self.prepared.clock.day(minute_floor(request.now)) + service.max_future_days

    def _is_for_an_appointment(self) -> bool:
        """Whether an appointment of this very service and doctor is being moved, of whatever status."""
        wanted = self.request.for_appointment_id
        return wanted is not None and any(
            appointment.id == wanted
            and appointment.doctor_id == self.facts.doctor_id
            and appointment.appointment_type_id == self.service.id
            for appointment in self.facts.appointments
        )

    def _has_offer(self, provider: Provider) -> bool:
        return self.offers[provider.profile_number] is not None

    def offer_by(self, provider: Provider) -> Offer:
        """What a provider that serves the request offers."""
        offer = self.offers[provider.profile_number]
        assert offer is not None  # noqa: S101 - only serving providers have periods
        return offer

    def periods(self, first: Minute, before: Minute) -> list[Period]:
        """The working periods that serve the request and meet ``[first, before)``, sorted by start."""
        return all_periods(self.prepared, first, before, self.serves)

    def are_disjoint(self, periods: Sequence[Period]) -> bool:
        """Whether no two of these periods, sorted by start, overlap."""
        if self.prepared.is_disjoint and not self.prepared.openings.periods:
            return True
        return all(one[END] <= other[START] for one, other in pairwise(periods))

    def bookable_from(self, first: Minute) -> Minute:
        """``first``, or the later moment from which a start is neither past nor on too short notice."""
        first = max(first, self.past_before)
        return first if self.notice_before is None else max(first, self.notice_before)

    def too_far_ahead(self, first: Minute, before: Minute) -> list[Span]:
        """The spans of ``[first, before)`` beyond the horizon."""
        if self.horizon_day is None:
            return []
        return self.prepared.clock.later_than(self.horizon_day, first, before)

    def blocks(self, offer: Offer, start: Minute, end: Minute) -> list[ScheduleException]:
        """The blocked exceptions near ``[start, end)`` that apply to the service at the offer's location.

        Their rooms are not checked: whether they apply depends on the slot's room.
        """
        if not self.prepared.blocks.rows:
            return []
        return [
            block
            for block in self.prepared.blocks.around(start, end)
            if block.appointment_type_id in (None, self.service.id)
            and block.doctor_location_id in (None, offer.location)
        ]


def all_periods(
    prepared: Prepared, first: Minute, before: Minute, serves: Callable[[Provider], bool] | None = None
) -> list[Period]:
    """The working periods of rules and available exceptions that meet ``[first, before)``, sorted by start.

    Those whose provider ``serves``; None takes all.
    """
    periods = periods_of_weeks(prepared.weeks, serves, first, before)
    if prepared.openings.periods:
        openings = prepared.openings.meeting(first, before)
        periods += [opening for opening in openings if serves is None or serves(opening[PROVIDER])]
        periods.sort(key=itemgetter(START))
    return periods
