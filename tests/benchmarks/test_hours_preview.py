"""The rule editor's panel, before and after for eight weeks, against the engine's time for those worlds."""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from medic_desk.engine import free_slots
from medic_desk.engine.clinic_time import day_of, instant_of
from medic_desk.engine.facts import Appointment, Break, Facts, Request, Rule, Service
from medic_desk.model.appointments.booked_appointments import BookedAppointment
from medic_desk.model.hours.preview import PREVIEW_WEEKS, Weeks, hours_preview, slots_by_week, weeks_from

ZONE = "Europe/Athens"
NOW = datetime(2026, 3, 9, 6, 0, tzinfo=UTC)
ROUNDS = 9

pytestmark = pytest.mark.benchmark


def full_schedule() -> Facts:
    """Five split days with breaks, a scoped hour over them, five services, 80 % of ten weeks booked."""
    services = {
        key: Service(id=key, doctor_id="d", duration_minutes=minutes, consultation_mode="phone")
        for key, minutes in {"a": 15, "b": 20, "c": 30, "d": 45, "e": 60}.items()
    }
    reserved = Rule(
        id="reserved",
        timezone=ZONE,
        day_of_week=3,
        work_start_local=9 * 60,
        work_end_local=10 * 60,
        slot_interval_minutes=30,
        priority=5,
        scope_appointment_type_id="c",
    )
    return Facts(
        doctor_id="d",
        timezone=ZONE,
        services=services,
        rules=(*split_days(), reserved),
        appointments=tuple(booked_quarters()),
    )


def split_days() -> Iterator[Rule]:
    for day in range(1, 6):
        for start, end, pause in ((8, 14, 11), (16, 21, 18)):
            yield Rule(
                id=f"{day}-{start}",
                timezone=ZONE,
                day_of_week=day,
                work_start_local=start * 60,
                work_end_local=end * 60,
                slot_interval_minutes=15,
                breaks=(Break(None, pause * 60, pause * 60 + 20),),
            )


def booked_quarters() -> Iterator[Appointment]:
    """Four in five quarters of an hour of ten weeks, outside the weekends and the pause at noon."""
    rng = random.Random(7)  # noqa: S311 - a repeatable calendar
    first = date(2026, 3, 9)
    for day in range(10 * 7):
        if (day_of(first) + day + 3) % 7 > 4:
            continue
        for slot in range(8 * 60, 21 * 60, 15):
            if rng.random() < 0.8 and not 14 * 60 <= slot < 16 * 60:
                start = instant_of(first + timedelta(days=day), slot, ZONE)
                yield Appointment(f"{day}-{slot}", "d", start, start + 15, "confirmed", "a")


def appointments_of(facts: Facts) -> tuple[BookedAppointment, ...]:
    return tuple(
        BookedAppointment(
            id=one.id,
            doctor_id="d",
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            status="confirmed",
            appointment_type_id="a",
            service_name="A",
            doctor_location_id=None,
            location_room_id=None,
            patient_id="p",
            patient_name="P",
            patient_phone=None,
        )
        for one in facts.appointments
    )


def median_milliseconds(make: Callable[[], Callable[[], object]]) -> float:
    """The median of some rounds; what ``make`` prepares for a round is not timed."""
    taken = []
    for _ in range(ROUNDS):
        work = make()
        began = time.thread_time()
        work()
        taken.append((time.thread_time() - began) * 1000)
    return statistics.median(taken)


def engine_alone(worlds: tuple[Facts, ...], weeks: Weeks) -> None:
    for facts in worlds:
        for service_id in facts.services:
            free_slots(
                facts,
                Request(
                    now=weeks.now,
                    appointment_type_id=service_id,
                    starts_from=weeks.starts_from,
                    starts_before=weeks.starts_before,
                ),
            )


def test_the_panel_costs_little_more_than_the_engine() -> None:
    standing = full_schedule()
    appointments = appointments_of(standing)
    weeks = weeks_from(NOW, ZONE)
    services = list(standing.services)

    def edited(facts: Facts) -> Facts:
        return replace(facts, rules=(replace(facts.rules[0], work_end_local=13 * 60), *facts.rules[1:]))

    # replace() makes facts that the engine has not prepared yet, as reading them does.
    def both() -> Callable[[], object]:
        worlds = replace(standing), edited(standing)
        return lambda: engine_alone(worlds, weeks)

    def panel_of_both() -> Callable[[], object]:
        before, after = replace(standing), edited(standing)
        return lambda: hours_preview(before, after, services, weeks, appointments)

    def one() -> Callable[[], object]:
        worlds = (edited(standing),)
        return lambda: engine_alone(worlds, weeks)

    counted = slots_by_week(standing, services, weeks)

    def panel_of_one() -> Callable[[], object]:
        after = edited(standing)
        return lambda: hours_preview(standing, after, services, weeks, appointments, counted_before=counted)

    baseline, panel = median_milliseconds(both), median_milliseconds(panel_of_both)
    half_baseline, typing = median_milliseconds(one), median_milliseconds(panel_of_one)
    print(
        f"\nhours panel, {PREVIEW_WEEKS} weeks, {len(services)} services, {len(standing.rules)} rules,"
        f" {len(appointments)} appointments:"
        f"\n  both worlds  {panel:7.2f} ms, engine alone {baseline:7.2f} ms, ratio {panel / baseline:.2f}"
        f"\n  while typing {typing:7.2f} ms, engine alone {half_baseline:7.2f} ms,"
        f" ratio {typing / half_baseline:.2f}"
    )
    assert panel < 3 * baseline
    assert typing < 4 * half_baseline
