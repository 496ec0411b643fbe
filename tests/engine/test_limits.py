"""What would take minutes or gigabytes is refused with a sentence that names the field."""

from typing import Any

import pytest

from medic_desk.engine import answer
from tests.engine.test_explanation import rule, uid, world


def error_of(scenario: dict[str, Any]) -> str:
    found = answer(scenario)
    assert list(found) == ["error"]
    return str(found["error"])


def asked_until(before: str, **changes: Any) -> dict[str, Any]:
    scenario = world(**changes)
    return scenario | {"request": scenario["request"] | {"starts_before": before}}


def test_a_request_of_more_than_ten_years() -> None:
    assert "error" not in answer(asked_until("2036-03-01T00:00:00Z"))
    wrong = error_of(asked_until("2036-04-01T00:00:00Z"))
    assert wrong == "request.starts_before: must be at most 3660 days after starts_from"


@pytest.mark.parametrize("year", ["0001", "1899", "2200", "9999"])
def test_years_in_which_a_zone_is_a_guess(year: str) -> None:
    assert error_of(asked_until(f"{year}-03-01T00:00:00Z")).startswith(
        "request.starts_before: must lie in the years 1900 to 2199"
    )


def test_an_endless_block_and_a_rule_for_ever_are_fine() -> None:
    block = {
        "id": uid(90),
        "exception_type": "blocked",
        "starts_at": "0001-01-01T00:00:00+14:00",
        "ends_at": "9999-12-31T23:59:59-12:00",
    }
    rules = [rule(uid(91), "09:00", "12:00", effective_from="0001-01-01", effective_to="9999-12-31")]
    scenario = world(schedule_rules=rules, schedule_rule_breaks=[])
    assert len(answer(scenario)["slots"]) == 12
    assert answer(scenario | {"schedule_exceptions": [block]})["slots"] == []


def test_more_starts_than_one_answer_holds() -> None:
    every_minute = [
        rule(uid(100 + day), "00:00", "00:00", day_of_week=day, slot_interval_minutes=1)
        for day in range(1, 8)
    ]
    wrong = error_of(
        asked_until("2028-03-01T00:00:00Z", schedule_rules=every_minute, schedule_rule_breaks=[])
    )
    assert wrong.startswith("request.starts_before: asks about 1,03")
    assert wrong.endswith("starts; 1,000,000 at most are answered at once")


def test_more_rules_one_over_the_other_than_can_be_compared() -> None:
    many = [rule(uid(1000 + n), "09:00", "12:00", priority=n) for n in range(1000)]
    scenario = asked_until("2027-03-01T00:00:00Z", schedule_rules=many, schedule_rule_breaks=[])
    assert error_of(scenario) == "request.starts_before: asks about too long a time for 1000 rules"
