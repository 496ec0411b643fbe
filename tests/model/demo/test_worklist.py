"""The demo's worklist: who was booked into time off that was approved since."""

from collections import Counter

from medic_desk.model.demo import DemoPlan


def test_the_worklist_has_everybody_booked_into_time_off_approved_since(plan: DemoPlan) -> None:
    items = {row["appointment_id"]: row for row in plan.tables["rebooking_items"]}
    causes = {row["cause_id"] for row in plan.tables["rebooking_causes"]}
    (request,) = (row for row in plan.tables["time_off_requests"] if row["id"] in causes)
    assert request["kind"] == "training"
    (decision,) = (row for row in plan.time_off_decisions if row["id"] == request["id"])
    assert decision["status"] == "approved"
    inside = {
        row["id"]: row
        for row in plan.tables["appointments"]
        if row["doctor_id"] == request["doctor_id"]
        and row["starts_at"] < request["ends_at"]
        and request["starts_at"] < row["ends_at"]
    }
    assert all(row["inserted_at"] <= decision["decided_at"] for row in inside.values())
    taking_time = {key for key, row in inside.items() if row["status"] not in {"cancelled", "no_show"}}
    states = {"to_call": 0, "called": 1, "not_reached": 1, "kept": 1}
    still_there = {key for key, item in items.items() if item["state"] in states}
    assert taking_time == still_there
    assert Counter(item["state"] for item in items.values()) == {
        **states,
        "to_call": len(items) - 5,
        "moved": 1,
        "cancelled": 1,
    }
    assert len(items) > 6
    by_id = {row["id"]: row for row in plan.tables["appointments"]}
    for key, item in items.items():
        assert bool(item["closed_at"]) == (item["state"] in {"moved", "cancelled", "kept"})
        assert (by_id[key]["status"] == "cancelled") == (item["state"] == "cancelled")
        if item["state"] == "moved":
            assert by_id[key]["starts_at"] >= request["ends_at"]
            assert by_id[key]["reschedule_count"] == 1
