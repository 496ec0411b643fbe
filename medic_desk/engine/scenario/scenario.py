"""Scenarios: facts and a request from a JSON object, and a JSON object from their slots.

The format is scenario-format.md's; it is read strictly, and an error names the field that is wrong.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from medic_desk.engine.candidates import grid
from medic_desk.engine.clinic_time import FIRST_YEAR, LAST_YEAR, WEEK_MINUTES, datetime_at, minute_ceil
from medic_desk.engine.facts import Audience, Facts, FreeSlot, Minute, Refusal, Request
from medic_desk.engine.prepared import prepare
from medic_desk.engine.question import Question
from medic_desk.engine.scenario.columns import Columns, ScenarioError
from medic_desk.engine.scenario.tables import LONGEST_INTERVAL_MINUTES, Tables, member
from medic_desk.engine.slots import free_slots_between, slots_and_refusals

LONGEST_REQUEST_DAYS = 3660
MOST_STARTS = 1_000_000
"""The most candidates of one answer: more would not fit into a small machine's memory."""
MOST_RULE_PAIRS = 20_000_000
"""The most comparisons of one answer, rules times rules times weeks, where rules overlap."""


def load_scenario(scenario: object) -> tuple[Facts, Request]:
    """The facts and the request of a scenario.

    Raises ScenarioError, whose text begins with the field that is wrong.
    """
    if not isinstance(scenario, Mapping):
        raise ScenarioError("the scenario", "must be a JSON object")
    facts = Tables(scenario).facts()
    request = _request(scenario, facts)
    prepare(facts)
    return facts, request


def _request(scenario: Mapping[str, Any], facts: Facts) -> Request:
    """The scenario's ``now`` and ``request``."""
    top = Columns(scenario, "")
    now = _within_years(top, "now")
    columns = Columns(member(scenario, "request"), "request")
    from_moment, before_moment = (
        _within_years(columns, "starts_from"),
        _within_years(columns, "starts_before"),
    )
    if before_moment < from_moment:
        raise columns.wrong("starts_before", "must not be earlier than starts_from")
    starts_from, starts_before = minute_ceil(from_moment), minute_ceil(before_moment)
    if starts_before - starts_from > LONGEST_REQUEST_DAYS * 1440:
        raise columns.wrong("starts_before", f"must be at most {LONGEST_REQUEST_DAYS} days after starts_from")
    step = None
    if columns.has("free_step_minutes"):
        step = columns.required_whole("free_step_minutes", 1, LONGEST_INTERVAL_MINUTES)
    return Request(
        now=now,
        appointment_type_id=columns.link("appointment_type_id", facts.services, "appointment_types"),
        starts_from=starts_from,
        starts_before=starts_before,
        doctor_location_id=columns.optional_id("doctor_location_id"),
        location_room_id=columns.optional_id("location_room_id"),
        audience=cast("Audience", columns.word("audience", ("desk", "patient"), "desk")),
        past_grace_minutes=columns.whole("past_grace_minutes", 0, 0),
        ignore_appointment_ids=columns.ids("ignore_appointment_ids"),
        for_appointment_id=columns.optional_id("for_appointment_id"),
        free_step_minutes=step,
        refused=columns.flag("refused", default=False),
    )


def _within_years(columns: Columns, name: str) -> datetime:
    moment = columns.moment(name)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise columns.wrong(name, f"must lie in the years {FIRST_YEAR} to {LAST_YEAR}")
    return moment


def answer(scenario: object) -> dict[str, Any]:
    """The answer to a scenario: its slots and refused candidates, or ``{"error": …}``; it raises nothing."""
    try:
        facts, request = load_scenario(scenario)
        question = Question(facts, request)
        _refuse_endless_work(question)
    except ScenarioError as error:
        return {"error": str(error)}
    if request.refused:
        slots, refusals = slots_and_refusals(question)
    else:
        slots, refusals = free_slots_between(question, request.starts_from, request.starts_before), []
    return {"slots": [_slot(slot) for slot in slots], "refused": [_refusal(refusal) for refusal in refusals]}


def _refuse_endless_work(question: Question) -> None:
    """Raise ScenarioError where an answer would take minutes or gigabytes."""
    request = question.request
    first, before = request.starts_from, request.starts_before
    weeks = 1 + (before - first) // WEEK_MINUTES
    rules = len(question.facts.rules)
    if not question.prepared.is_disjoint and rules * rules * weeks > MOST_RULE_PAIRS:
        raise ScenarioError("request.starts_before", f"asks about too long a time for {rules} rules")
    starts = sum(len(grid(question, period, first, before)) for period in question.periods(first, before))
    if starts > MOST_STARTS:
        problem = f"asks about {starts:,} starts; {MOST_STARTS:,} at most are answered at once"
        raise ScenarioError("request.starts_before", problem)


def _instant(minute: Minute) -> str:
    return f"{datetime_at(minute):%Y-%m-%dT%H:%M:%SZ}"


def _slot(slot: FreeSlot) -> dict[str, Any]:
    return {
        "starts_at": _instant(slot.starts_at),
        "ends_at": _instant(slot.ends_at),
        "doctor_location_id": slot.doctor_location_id,
        "location_room_id": slot.location_room_id,
        "bookable_resource_id": slot.bookable_resource_id,
        "bookable_resource_ids": list(slot.bookable_resource_ids),
        "session_lane": slot.session_lane,
        "offered_by": {"table": slot.offered_by.table, "id": slot.offered_by.id},
    }


def _refusal(refusal: Refusal) -> dict[str, Any]:
    return {
        "starts_at": _instant(refusal.starts_at),
        "doctor_location_id": refusal.doctor_location_id,
        "location_room_id": refusal.location_room_id,
        "reasons": list(refusal.reasons),
    }
