"""Why an instant is not offered, with the rows that cause it, and the nearest starts that are (section 8).

The codes of a start of the grid are those of the verdict that ``refused`` gives; this file only finds the
rows behind each code. Any other minute is off the grid, too near the end of the hours, in a break, in time
that other hours hold, or outside all hours.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from medic_desk.engine.candidates import Obstacles, Verdict, grid, overlaps_padded, rivals_around
from medic_desk.engine.facts import Facts, Minute, Reason, Refusal, Request, Source, WhyNot
from medic_desk.engine.hours import Period, Window
from medic_desk.engine.nearest import nearest_starts
from medic_desk.engine.occupancy import APPOINTMENT_ID
from medic_desk.engine.offers import Offer, offer_of
from medic_desk.engine.profile import Profile, Provider
from medic_desk.engine.question import Question
from medic_desk.engine.slots import Rank
from medic_desk.engine.unmet_needs import unmet_needs
from medic_desk.engine.weeks import Layers, windows


def why_not(facts: Facts, request: Request, instant: Minute) -> WhyNot:
    """Why an appointment of the request's service cannot start at ``instant``, which may be any minute.

    A free start has no reasons. The reasons do not depend on the request's window; the nearest free starts
    are searched for inside it, since the facts may hold nothing beyond. Raises as ``free_slots`` does.
    """
    question = Question(facts, request)
    ends_at = instant + question.duration
    if not question.is_offered:
        reasons: tuple[Reason, ...] = (_not_offered(question),)
        return WhyNot(starts_at=instant, ends_at=ends_at, reasons=reasons, find_nearest=lambda: (None, None))
    (location, room, reasons), refusals = _explained(question, instant)
    return WhyNot(
        starts_at=instant,
        ends_at=ends_at,
        doctor_location_id=location,
        location_room_id=room,
        reasons=reasons,
        refusals=refusals,
        find_nearest=partial(nearest_starts, question, instant),
    )


def _not_offered(question: Question) -> Reason:
    """The service that is not active or not this doctor's, else the doctor who is not active."""
    service, doctor_id = question.service, question.facts.doctor_id
    if service.is_active and service.doctor_id == doctor_id:
        return Reason("not_offered", Source("doctors", doctor_id))
    return Reason("not_offered", Source("appointment_types", service.id))


class _Attempt(NamedTuple):
    """The instant as a start in one working period that contains it."""

    misfits: int
    """0 for a start of the grid, 1 off the grid, 2 too near the period's end."""
    is_refused: bool
    rank: Rank
    period: Period
    offer: Offer
    verdict: Verdict


_Explained = tuple[str | None, str | None, tuple[Reason, ...]]
"""Location, room and reasons."""


def _explained(question: Question, instant: Minute) -> tuple[_Explained, tuple[Refusal, ...]]:
    """Where the appointment would be, why it cannot start, and the refusals if it is a start of the grid."""
    attempts = [_attempt(question, period, instant) for period in question.periods(instant, instant + 1)]
    if not attempts:
        return _outside_periods(question, instant), ()
    attempts.sort(key=lambda attempt: attempt[:3])
    best = attempts[0]
    refusals: dict[tuple[str | None, str | None], Refusal] = {}
    # On the grid, free attempts come first: a place with a free one is not reported as refused.
    taken: set[tuple[str | None, str | None]] = set()
    for attempt in attempts:
        place = (attempt.offer.location, attempt.verdict.room)
        if attempt.misfits or place in taken:
            continue
        taken.add(place)
        if attempt.is_refused:
            refusals[place] = Refusal(instant, *place, attempt.verdict.reasons)
    reasons = (*_misfit(question, best, instant), *_rows_behind(question, best.offer, best.verdict, instant))
    in_order = sorted(refusals.items(), key=lambda item: (item[0][0] or "", item[0][1] or ""))
    return (best.offer.location, best.verdict.room, reasons), tuple(refusal for _, refusal in in_order)


def _attempt(question: Question, period: Period, instant: Minute) -> _Attempt:
    start, end, _, provider = period
    offer = question.offer_by(provider)
    verdict = _verdict(question, offer, instant)
    if instant + question.duration > end:
        misfits = 2
    else:
        misfits = 0 if instant in grid(question, period, instant, instant + 1) else 1
    return _Attempt(
        misfits, bool(verdict.reasons), (offer.rank, start, provider.rank), period, offer, verdict
    )


def _verdict(question: Question, offer: Offer, instant: Minute) -> Verdict:
    """The verdict that ``refused`` would give of a candidate at the instant."""
    obstacles = Obstacles(question, offer, instant, instant + 1, wants_reasons=True)
    return obstacles.verdict(obstacles.mask_at(instant))


def _misfit(question: Question, attempt: _Attempt, instant: Minute) -> Iterator[Reason]:
    """Why a minute inside a period is no start of it."""
    start, end, anchor, provider = attempt.period
    if attempt.misfits == 2:
        yield Reason("does_not_fit", provider.source, provider.label, start, end)
    step = question.request.free_step_minutes
    if step is None:
        step = attempt.offer.profile.slot_interval_minutes
    else:
        anchor = 0
    earlier = instant - (instant - anchor) % step
    if earlier != instant:
        yield Reason("off_grid", provider.source, provider.label, earlier, earlier + step)


def _outside_periods(question: Question, instant: Minute) -> _Explained:
    """Explain an instant outside the request's working periods: in a break, reserved, outside hours."""
    reasons: list[Reason] = []
    provider: Provider | None = None
    prepared = question.prepared
    # Where all hours serve and none is cut, windows and periods are the same: no window contains the instant.
    whole = question.serves is None and prepared.is_disjoint and not prepared.has_breaks
    over_instant = [] if whole else windows(prepared.weeks, instant, instant + 1)
    for window in sorted(over_instant, key=_rank_of_window):
        if question.offers[window.hours.provider.profile_number] is not None:
            provider = provider or window.hours.provider
            reasons += _breaks_at(window, instant)
            reasons += [
                Reason("reserved", over.hours.provider.source, over.hours.rule.label, over.start, over.end)
                for over in Layers(over_instant).over(window)
            ]
    if not reasons:
        # Name hours for other services or places that contain the instant, so that a person sees why not.
        openings = prepared.openings.meeting(instant, instant + 1)
        others = [(provider, start, end) for start, end, _, provider in openings]
        others += [(window.hours.provider, window.start, window.end) for window in over_instant]
        if others:
            other, start, end = min(others, key=lambda one: one[0].rank)
            reasons.append(Reason("outside_hours", other.source, other.label, start, end))
        else:
            reasons.append(Reason("outside_hours"))
    offer = _offer_outside(question) if provider is None else question.offer_by(provider)
    if offer is None:
        return None, None, tuple(reasons)
    verdict = _verdict(question, offer, instant)
    return offer.location, verdict.room, (*reasons, *_rows_behind(question, offer, verdict, instant))


def _offer_outside(question: Question) -> Offer | None:
    """The offer of hours that serve the request, if they reached further; of plain hours where none do."""
    for offer in question.offers:
        if offer is not None:
            return offer
    prepared = question.prepared
    return offer_of(Profile(), prepared.places, prepared.resources, question.service, question.request)


def _rank_of_window(window: Window) -> tuple[int, tuple[bool, str, str]]:
    return -window.hours.rule.priority, window.hours.provider.rank


def _breaks_at(window: Window, instant: Minute) -> Iterator[Reason]:
    """The breaks of a window that contain the instant."""
    for row, source, start, end in window.breaks():
        if start <= instant < end:
            yield Reason("break", source, row.label, start, end)


def _rows_behind(question: Question, offer: Offer, verdict: Verdict, instant: Minute) -> Iterator[Reason]:
    """The rows that cause each code of a verdict."""
    for code in verdict.reasons:
        yield from _ROWS_BEHIND[code](question, offer, verdict, instant)


def _past(question: Question, _offer: Offer, _verdict: Verdict, _instant: Minute) -> Iterator[Reason]:
    yield Reason("past", ends_at=question.past_before)


def _notice(question: Question, _offer: Offer, _verdict: Verdict, _instant: Minute) -> Iterator[Reason]:
    yield Reason("notice", Source("appointment_types", question.service.id), ends_at=question.notice_before)


def _horizon(question: Question, _offer: Offer, _verdict: Verdict, instant: Minute) -> Iterator[Reason]:
    spans = question.too_far_ahead(instant, instant + 1)
    day = question.horizon_day
    first = spans[0][0] if day is None else question.prepared.clock.instant(day + 1, 0)
    yield Reason("horizon", Source("appointment_types", question.service.id), starts_at=first)


def _location(question: Question, offer: Offer, _verdict: Verdict, _instant: Minute) -> Iterator[Reason]:
    places = question.prepared.places
    if offer.location in places.inactive or offer.location in places.others:
        yield Reason("location", Source("doctor_locations", offer.location or ""))
    else:
        yield Reason("location", Source("appointment_types", question.service.id))


def _blocked(question: Question, offer: Offer, verdict: Verdict, instant: Minute) -> Iterator[Reason]:
    end = instant + question.duration
    for block in question.blocks(offer, instant, end):
        overlaps = block.starts_at < end and block.ends_at > instant
        if overlaps and block.location_room_id in (None, verdict.room):
            source = Source(block.table, block.id)
            yield Reason("blocked", source, block.reason, block.starts_at, block.ends_at)


def _taken_lanes(question: Question, offer: Offer, verdict: Verdict, instant: Minute) -> Iterator[Reason]:
    """The appointments that overlap: unpadded where every lane is ``busy``, else once padded (``buffer``)."""
    code = "busy" if "busy" in verdict.reasons else "buffer"
    for row in rivals_around(question, offer, question.prepared.busy, instant, instant + 1):
        start, end, *_ = row
        if code == "busy":
            overlaps = start < instant + question.duration and end > instant
        else:
            overlaps = overlaps_padded(row, question, offer, instant)
        if overlaps:
            yield Reason(code, Source("appointments", row[APPOINTMENT_ID]), None, start, end)


def _resource(question: Question, offer: Offer, _verdict: Verdict, instant: Minute) -> Iterator[Reason]:
    yield from unmet_needs(question, offer, instant)


_ROWS_BEHIND: dict[str, Callable[[Question, Offer, Verdict, Minute], Iterator[Reason]]] = {
    "past": _past,
    "notice": _notice,
    "horizon": _horizon,
    "location": _location,
    "blocked": _blocked,
    "busy": _taken_lanes,
    "buffer": _taken_lanes,
    "resource": _resource,
}
