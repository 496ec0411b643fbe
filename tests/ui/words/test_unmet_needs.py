"""What is said of a room, machine or assistant that a service lacks."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from medic_desk.engine import why_not
from medic_desk.engine.clinic_time import minute_floor
from medic_desk.engine.facts import (
    Appointment,
    Claim,
    Facts,
    Location,
    Need,
    Reason,
    Request,
    Resource,
    Room,
    Rule,
    ScheduleException,
    Service,
    Source,
    WhyNot,
)
from medic_desk.model.clinic.clinic import Clinic, Doctor
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.unmet_needs import unmet_need_sentence
from medic_desk.ui.words.why_not import why_not_sentences
from medic_desk.ui.words.why_not_title import why_not_title

NINE = minute_floor(datetime(2027, 3, 1, 9, 0, tzinfo=UTC))
SERVICE = Service(id="t", doctor_id="a", duration_minutes=30, consultation_mode="phone")
HERE = Location("here", "a", is_active=True, clinic_site_id=None)
MACHINE = Resource("x", None, "equipment", "X-ray", "here", None)


def doctor(doctor_id: str, last_name: str) -> Doctor:
    return Doctor(
        id=doctor_id,
        user_id=None,
        first_name="Anna",
        last_name=last_name,
        specialty=None,
        timezone="UTC",
        calendar_color=None,
        is_active=True,
        schedule_version=1,
        hours_table="schedule_rules",
    )


CLINIC = Clinic(
    doctors=(doctor("a", "Alpha"), doctor("b", "Beta")), services=(), locations=(), rooms=(), people=()
)


def facts_of(
    needs: tuple[Need, ...],
    resources: tuple[Resource, ...],
    taken: str | None = None,
    exceptions: tuple[ScheduleException, ...] = (),
) -> Facts:
    """The day, with doctor b's appointment on the resource ``taken``."""
    return Facts(
        doctor_id="a",
        timezone="UTC",
        locations=(HERE,),
        rooms=(Room("r", "here"), Room("s", "here")),
        services={"t": replace(SERVICE, needs=needs)},
        rules=(
            Rule(
                id="rule",
                table="schedule_rules",
                day_of_week=1,
                work_start_local=540,
                work_end_local=600,
                timezone="UTC",
                scope_doctor_location_id="here",
            ),
        ),
        exceptions=exceptions,
        resources=resources,
        appointments=() if taken is None else (Appointment("o", "b", NINE, NINE + 30, "confirmed"),),
        claims=() if taken is None else (Claim("c", "o", taken, NINE, NINE + 30),),
    )


def asked(facts: Facts) -> WhyNot:
    """Why the service cannot start on Monday at nine."""
    request = Request(
        now=datetime(2027, 2, 1, tzinfo=UTC),
        appointment_type_id="t",
        starts_from=NINE,
        starts_before=NINE + 1,
    )
    return why_not(facts, request, NINE)


def said(
    *,
    needs: tuple[Need, ...] = (Need("n", "equipment"),),
    resources: tuple[Resource, ...] = (MACHINE,),
    taken: str | None = None,
    exceptions: tuple[ScheduleException, ...] = (),
) -> tuple[str, ...]:
    """The sentences for Monday at nine, with doctor b's appointment on the resource ``taken``."""
    facts = facts_of(needs, resources, taken, exceptions)
    return why_not_sentences(asked(facts), Names(CLINIC, "UTC", facts), 30)


def titled(needs: tuple[Need, ...], resources: tuple[Resource, ...]) -> str:
    """What stands over them."""
    facts = facts_of(needs, resources)
    return why_not_title(asked(facts), Names(CLINIC, "UTC", facts))


def test_who_has_the_machine_is_named_though_the_calendar_does_not_show_their_day() -> None:
    assert said(taken="x") == ("X-ray is taken: Beta Anna 09:00–09:30.",)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("equipment", "The machine that the service needs is not here."),
        ("staff", "The assistant that the service needs is not here."),
    ],
)
def test_what_there_is_none_of_is_named(kind: str, sentence: str) -> None:
    assert said(needs=(Need("n", kind),), resources=()) == (sentence,)  # type: ignore[arg-type]


def test_a_machine_out_of_use_is_not_told_as_taken() -> None:
    assert said(resources=(MACHINE._replace(is_active=False),)) == ("X-ray is out of use.",)


NURSE = Resource("x", None, "staff", "Nurse", "here", None)


def test_an_assistant_is_busy_or_not_at_work_and_no_machine() -> None:
    needs = (Need("n", "staff"),)
    assert said(needs=needs, resources=(NURSE,), taken="x") == ("Nurse is busy: Beta Anna 09:00–09:30.",)
    away = NURSE._replace(is_active=False)
    assert said(needs=(Need("n", "staff", "x"),), resources=(away,)) == ("Nurse is not at work.",)
    assert titled(needs, (away,)) == "Mon 01/03 at 09:00: an assistant is missing"
    assert titled((Need("n", "equipment"),), ()) == "Mon 01/03 at 09:00: a room or machine is missing"
    both = (Need("m", "equipment"), *needs)
    assert titled(both, ()) == "Mon 01/03 at 09:00: a room or machine is missing"


def test_of_those_who_have_it_the_others_are_named_who_are_not_said_to_be_in_the_way() -> None:
    shared = tuple(Source("appointments", one) for one in ("o", "p", "q"))
    booked = tuple(
        Appointment(one.id, "b" if one.id == "q" else "a", NINE + i, NINE + 30 + i, "confirmed")
        for i, one in enumerate(shared)
    )
    facts = replace(facts_of((), (MACHINE,)), appointments=booked)
    taken = Reason("resource", Source("bookable_resources", "x"), label="X-ray", rivals=shared)
    names = Names(CLINIC, "UTC", facts)
    alone = unmet_need_sentence(taken, names)
    assert alone == "X-ray is taken: Alpha Anna 09:00–09:30, Alpha Anna 09:01–09:31."
    assert unmet_need_sentence(taken, names, shared[:2]) == "X-ray is taken: Beta Anna 09:02–09:32."


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("Painting", "X-ray is closed: Painting, Mon 01/03  08:00–12:00."),
        (None, "X-ray is closed: Mon 01/03  08:00–12:00."),
    ],
)
def test_a_closed_room_closes_the_machine_in_it(reason: str | None, sentence: str) -> None:
    closed = ScheduleException(
        "e",
        "schedule_exceptions",
        "blocked",
        NINE - 60,
        NINE + 180,
        doctor_location_id="here",
        location_room_id="r",
        reason=reason,
    )
    assert said(resources=(MACHINE._replace(location_room_id="r"),), exceptions=(closed,)) == (sentence,)


def test_resources_that_cannot_go_together_are_both_named() -> None:
    room = Resource("one", None, "room", "Room 1", "here", "r")
    elsewhere = MACHINE._replace(location_room_id="s")
    found = said(needs=(Need("m", "room"), Need("n", "equipment")), resources=(room, elsewhere))
    assert found == ("Room 1 cannot be had together with X-ray.",)
