"""What the demo's doctors offer every other week only, and what is offered no longer though it is booked."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from medic_desk.model.demo import DemoPlan
from medic_desk.model.demo.frame import Row
from tests.model.demo.conftest import TODAY

NOW = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)


def appointments_of(plan: DemoPlan, **column: str) -> list[Row]:
    ((name, value),) = column.items()
    return [row for row in plan.tables["appointments"] if row[name] == value]


def test_a_doctor_comes_every_other_week(plan: DemoPlan) -> None:
    rules = [row for row in plan.tables["schedule_rules"] if row["repeat_weeks"] == 2]
    assert len({row["doctor_id"] for row in rules}) == 1
    assert all(row["effective_from"].weekday() == 0 for row in rules)
    weeks = Counter(
        (row["starts_at"].date() - rules[0]["effective_from"]).days // 7
        for row in appointments_of(plan, doctor_id=rules[0]["doctor_id"])
    )
    assert len(weeks) > 5
    assert {week % 2 for week in weeks} == {0}
    assert (TODAY - rules[0]["effective_from"]).days // 7 in weeks


def test_a_doctor_who_left_has_appointments_ahead_that_were_booked_before(plan: DemoPlan) -> None:
    gone = [row["id"] for row in plan.tables["doctors"] if not row["is_active"]]
    assert len(gone) == 1
    booked = appointments_of(plan, doctor_id=gone[0])
    ahead = [row for row in booked if row["starts_at"] > NOW and row["status"] == "confirmed"]
    assert 3 <= len(ahead) <= 30
    assert all(row["inserted_at"].date() < TODAY - timedelta(days=3) for row in booked)
    assert not [row for row in booked if abs((row["starts_at"].date() - TODAY).days) <= 1]


def test_a_retired_service_has_appointments_ahead_that_were_booked_before(plan: DemoPlan) -> None:
    retired = [row for row in plan.tables["appointment_types"] if not row["is_active"]]
    assert [row["name"] for row in retired] == ["Χαρτογράφηση σπίλων"]
    booked = appointments_of(plan, appointment_type_id=retired[0]["id"])
    assert [row for row in booked if row["starts_at"] > NOW and row["status"] == "confirmed"]
    assert all(row["inserted_at"].date() < TODAY - timedelta(days=4) for row in booked)
    assert max(row["starts_at"].date() for row in booked) < TODAY + timedelta(days=21)
