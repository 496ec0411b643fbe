"""The demo's patients: what the desk is warned of, and who was entered twice."""

from medic_desk.model.demo import DemoPlan


def test_some_patients_have_a_warning_and_one_was_entered_twice(plan: DemoPlan) -> None:
    patients = {row["id"]: row for row in plan.tables["patients"]}
    assert 20 < sum(row["desk_warning"] is not None for row in patients.values()) < 150
    (second,) = (row for row in patients.values() if row["merged_into_id"])
    first = patients[second["merged_into_id"]]
    assert [first[name] for name in ("first_name", "last_name", "birth_date")] == [
        second[name] for name in ("first_name", "last_name", "birth_date")
    ]
    come = {row["patient_id"] for row in plan.tables["appointments"]}
    assert second["id"] not in come
    assert first["id"] in come


def test_one_was_entered_twice_and_nobody_has_noticed(plan: DemoPlan) -> None:
    rows = [row for row in plan.tables["patients"] if row["merged_into_id"] is None]
    known = ("first_name", "last_name", "birth_date", "mobile_phone")
    groups: dict[tuple[object, ...], list[object]] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in known), []).append(row["id"])
    (twice,) = (ids for ids in groups.values() if len(ids) > 1)
    come = {row["patient_id"] for row in plan.tables["appointments"]}
    assert set(twice) <= come
