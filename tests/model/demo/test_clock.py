"""What the demo says has happened today follows the time at which it is made."""

from datetime import UTC, datetime, time

import pytest

from medic_desk.model.demo import DemoPlan, plan_demo
from medic_desk.model.demo.frame import Row
from tests.model.demo.conftest import SEED, TODAY


def today(plan: DemoPlan) -> list[Row]:
    return [row for row in plan.tables["appointments"] if row["starts_at"].date() == TODAY]


def in_the_room(plan: DemoPlan) -> list[Row]:
    return [row for row in today(plan) if row["visit_started_at"] and not row["visit_ended_at"]]


def waiting(plan: DemoPlan) -> list[Row]:
    return [
        row
        for row in today(plan)
        if row["patient_arrived_at"] and not row["visit_started_at"] and row["status"] == "confirmed"
    ]


def check_nothing_is_told_before_it_happens(plan: DemoPlan, now: datetime) -> None:
    told = (
        "inserted_at",
        "updated_at",
        "cancelled_at",
        "patient_arrived_at",
        "visit_started_at",
        "visit_ended_at",
    )
    for row in plan.tables["appointments"]:
        assert all(row[name] is None or row[name] <= now for name in told), row
        if row["ends_at"] <= now:
            assert row["status"] in {"completed", "cancelled", "no_show"}
        if row["starts_at"] > now:
            assert row["visit_started_at"] is None
    for table in ("appointment_events", "staff_events"):
        assert all(row["occurred_at"] <= now for row in plan.tables[table])
    for row in plan.tables["rebooking_items"]:
        assert all(row[name] is None or row[name] <= now for name in ("taken_at", "called_at", "closed_at"))
    for row in plan.time_off_decisions:
        assert row["decided_at"] <= now


# Athens is two hours ahead of UTC that day.
@pytest.mark.parametrize(
    ("at", "now"),
    [
        (time(0, 4), datetime(2026, 11, 22, 22, 4, tzinfo=UTC)),
        (time(7, 15), datetime(2026, 11, 23, 5, 15, tzinfo=UTC)),
        (time(23, 58), datetime(2026, 11, 23, 21, 58, tzinfo=UTC)),
    ],
)
def test_outside_opening_hours_nobody_is_there(at: time, now: datetime) -> None:
    plan = plan_demo(SEED, TODAY, at)
    check_nothing_is_told_before_it_happens(plan, now)
    assert in_the_room(plan) == waiting(plan) == []
    held = [row for row in plan.tables["appointments"] if row["status"] == "held"]
    assert held
    assert all(now < row["hold_expires_at"] <= row["starts_at"] for row in held)


def test_in_the_middle_of_a_morning_people_come_wait_and_are_seen(plan: DemoPlan) -> None:
    at = time(10, 42)
    earlier = plan_demo(SEED, TODAY, at)
    check_nothing_is_told_before_it_happens(earlier, datetime(2026, 11, 23, 8, 42, tzinfo=UTC))
    assert len(in_the_room(earlier)) >= 3
    assert waiting(earlier)
    # The same people's day, told less far than at 11:20.
    done = [{row["id"] for row in today(one) if row["visit_ended_at"]} for one in (earlier, plan)]
    assert len(done[0]) < len(done[1])
    assert [row["id"] for row in today(earlier)] == [row["id"] for row in today(plan)]
    assert earlier.at == at


def test_a_request_waits_for_an_answer_and_one_has_run_out(plan: DemoPlan) -> None:
    now = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)
    pending = [row for row in plan.tables["appointments"] if row["status"] == "pending"]
    run_out = [row for row in pending if row["pending_expires_at"] <= now]
    assert len(run_out) == 1
    assert len(pending) > len(run_out)
    assert run_out[0]["starts_at"] > now
