"""What an edit would do: counted by the engine in whole weeks, and nobody affected unnamed."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from medic_desk.engine.clinic_time import instant_of
from medic_desk.engine.facts import Appointment, Break, Facts, Location, Rule, ScheduleException, Service
from medic_desk.model.appointments.booked_appointments import BookedAppointment
from medic_desk.model.hours.preview import affected, hours_preview, slots_by_week, weeks_from, working_minutes

ZONE = "Europe/Athens"
NOW = datetime(2026, 3, 11, 10, 0, tzinfo=UTC)  # a Wednesday, 12:00 in Athens; the clock changes on 29 March


def rule(key: str, day: int, start: int, end: int, **fields: Any) -> Rule:
    return Rule(
        id=key, timezone=ZONE, day_of_week=day, work_start_local=start * 60, work_end_local=end * 60, **fields
    )


def world(*rules: Rule, **fields: Any) -> Facts:
    wanted = Facts(
        doctor_id="d",
        timezone=ZONE,
        locations=(Location("here", "d"), Location("there", "d")),
        services={
            "visit": Service(id="visit", doctor_id="d", duration_minutes=30, consultation_mode="phone"),
            "long": Service(id="long", doctor_id="d", duration_minutes=60, consultation_mode="phone"),
        },
        rules=rules,
    )
    return replace(wanted, **fields)


def appointment(key: str, day: date, hour: int, minutes: int = 30, **fields: Any) -> BookedAppointment:
    start = instant_of(day, hour * 60, ZONE)
    wanted = BookedAppointment(
        id=key,
        doctor_id="d",
        starts_at=start,
        ends_at=start + minutes,
        status="confirmed",
        appointment_type_id="visit",
        service_name="Visit",
        doctor_location_id=None,
        location_room_id=None,
        patient_id="p",
        patient_name="Αντωνίου",
        patient_phone=None,
    )
    return replace(wanted, **fields)


def test_weeks_begin_on_monday_and_the_first_at_now() -> None:
    weeks = weeks_from(NOW, ZONE, 4)
    assert weeks.mondays[0] == date(2026, 3, 9)
    assert weeks.bounds[0] == instant_of(date(2026, 3, 9), 0, ZONE)
    # The week of the clock change is an hour shorter.
    assert [b - a for a, b in zip(weeks.bounds, weeks.bounds[1:], strict=False)] == [
        10080,
        10080,
        10020,
        10080,
    ]


def test_slots_are_counted_by_service_and_week() -> None:
    facts = world(rule("wed", 3, 9, 14, breaks=(Break(None, 720, 750),)))
    weeks = weeks_from(NOW, ZONE, 3)
    counts = slots_by_week(facts, ["visit", "long"], weeks)
    # 12:00 is now and break: 12:30, 13:00, 13:30 are left of the first Wednesday.
    assert counts["visit"] == (3, 9, 9)
    assert counts["long"] == (2, 7, 7)
    assert working_minutes(facts, weeks) == (270, 270, 270)


def test_the_same_start_at_two_places_is_one_time() -> None:
    here = rule("a", 3, 9, 10, scope_doctor_location_id="here")
    there = rule("b", 3, 9, 10, scope_doctor_location_id="there")
    weeks = weeks_from(NOW, ZONE, 2)
    assert slots_by_week(world(here, there), ["visit"], weeks)["visit"] == (0, 2)
    assert working_minutes(world(here, there), weeks) == (60, 60)


def test_an_edit_is_shown_before_and_after() -> None:
    before = world(rule("wed", 3, 9, 14))
    after = replace(before, rules=(rule("wed", 3, 9, 12), rule("thu", 4, 9, 10)))
    weeks = weeks_from(NOW, ZONE, 2)
    late = appointment("late", date(2026, 3, 18), 13)
    kept = appointment("kept", date(2026, 3, 18), 9)
    preview = hours_preview(before, after, ["visit"], weeks, [kept, late])
    (effect,) = preview.effects
    assert (effect.before, effect.after) == ((4, 10), (2, 8))
    assert (preview.hours_before, preview.hours_after) == ((300, 300), (240, 240))
    assert preview.affected_ids == ("late",)
    again = hours_preview(
        before, after, ["visit"], weeks, [late], counted_before=slots_by_week(before, ["visit"], weeks)
    )
    assert again.effects == preview.effects


def test_an_appointment_is_affected_where_its_place_or_service_is_no_longer_served() -> None:
    wednesday = date(2026, 3, 18)
    before = world(rule("wed", 3, 9, 14, scope_doctor_location_id="here"))
    there = replace(before, rules=(rule("wed", 3, 9, 14, scope_doctor_location_id="there"),))
    at_here = appointment("here", wednesday, 10, doctor_location_id="here")
    anywhere = appointment("anywhere", wednesday, 11)
    assert affected(before, there, [at_here, anywhere]) == ("here",)
    reserved = replace(
        before, rules=(*before.rules, rule("vip", 3, 10, 11, priority=5, scope_appointment_type_id="long"))
    )
    assert affected(before, reserved, [at_here, anywhere]) == ("here",)


def test_a_break_a_block_and_a_lost_opening_affect() -> None:
    wednesday = date(2026, 3, 18)
    before = world(rule("wed", 3, 9, 14))
    at_ten = appointment("ten", wednesday, 10)
    lunch = replace(before, rules=(rule("wed", 3, 9, 14, breaks=(Break(None, 600, 615),)),))
    assert affected(before, lunch, [at_ten]) == ("ten",)
    start = instant_of(wednesday, 0, ZONE)
    block = ScheduleException("x", "schedule_exceptions", "blocked", start, start + 1440)
    blocked = replace(before, exceptions=(block,))
    assert affected(before, blocked, [at_ten]) == ("ten",)
    assert affected(blocked, before, [at_ten]) == ()
    for_another = replace(before, exceptions=(block._replace(appointment_type_id="long"),))
    assert affected(before, for_another, [at_ten]) == ()
    evening = appointment("evening", wednesday, 19)
    opened = replace(before, exceptions=(block._replace(exception_type="available", id="o"),))
    assert affected(opened, before, [at_ten, evening]) == ("evening",)


def test_who_stood_outside_before_is_not_blamed_on_the_edit() -> None:
    before = world(rule("wed", 3, 9, 14))
    night = appointment("night", date(2026, 3, 18), 22)
    unknown = appointment("unknown", date(2026, 3, 18), 10, appointment_type_id=None)
    assert affected(before, replace(before, rules=()), [night, unknown]) == ("unknown",)


def test_taken_time_is_not_counted() -> None:
    start = instant_of(date(2026, 3, 18), 9 * 60, ZONE)
    facts = world(
        rule("wed", 3, 9, 14), appointments=(Appointment("a", "d", start, start + 60, "confirmed", "visit"),)
    )
    assert slots_by_week(facts, ["visit"], weeks_from(NOW, ZONE, 2))["visit"] == (4, 8)
