"""The demo's houses, what several doctors share in them, what services need, and services alike."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

from medic_desk.model.demo import DemoPlan
from medic_desk.model.demo.frame import Row


def by_id(rows: Iterable[Row]) -> dict[str, Row]:
    return {row["id"]: row for row in rows}


def users_of_resources(plan: DemoPlan) -> dict[str, list[tuple[datetime, datetime, str]]]:
    """Start, end and doctor of every active claim, by resource, in order of time."""
    appointments = by_id(plan.tables["appointments"])
    found: dict[str, list[tuple[datetime, datetime, str]]] = defaultdict(list)
    for claim in plan.tables["appointment_resource_claims"]:
        if claim["status"] == "active":
            doctor = appointments[claim["appointment_id"]]["doctor_id"]
            found[claim["bookable_resource_id"]].append((claim["starts_at"], claim["ends_at"], doctor))
    return {resource: sorted(claims) for resource, claims in found.items()}


def test_every_place_is_in_a_house_and_a_doctor_has_one_row_of_it(plan: DemoPlan) -> None:
    sites = by_id(plan.tables["clinic_sites"])
    rows = plan.tables["doctor_locations"]
    assert {row["clinic_site_id"] for row in rows} == set(sites)
    assert len(sites) == 3
    assert len({(row["doctor_id"], row["clinic_site_id"]) for row in rows}) == len(rows)
    for row in rows:
        site = sites[row["clinic_site_id"]]
        assert (row["name"], row["address"], row["phone"]) == (site["name"], site["address"], site["phone"])


def test_a_shared_room_is_one_room_for_all_doctors_of_its_house(plan: DemoPlan) -> None:
    resources = by_id(plan.tables["bookable_resources"])
    rooms = [row for row in resources.values() if row["resource_type"] == "room" and not row["doctor_id"]]
    users = users_of_resources(plan)
    shared = [room for room in rooms if len({doctor for *_, doctor in users[room["id"]]}) >= 2]
    assert len(shared) >= 2
    for claims in users.values():
        assert all(ends_at <= starts_at for (_, ends_at, _), (starts_at, _, _) in pairwise(claims))
    # Two doctors in the room within the quarter of an hour: that is where it matters.
    changes = [
        (one, other)
        for room in shared
        for one, other in pairwise(users[room["id"]])
        if one[2] != other[2] and other[0] - one[1] <= timedelta(minutes=15)
    ]
    assert changes


def test_a_service_needs_a_room_a_machine_and_an_assistant_at_once(plan: DemoPlan) -> None:
    resources = by_id(plan.tables["bookable_resources"])
    services = by_id(plan.tables["appointment_types"])
    appointments = by_id(plan.tables["appointments"])
    kinds: dict[str, set[str]] = defaultdict(set)
    for claim in plan.tables["appointment_resource_claims"]:
        slug = services[appointments[claim["appointment_id"]]["appointment_type_id"]]["slug"]
        kinds[slug].add(resources[claim["bookable_resource_id"]]["label"])
    assert kinds["x-ray"] == {"Απεικόνιση 1", "Ακτινογραφικό", "Νοσηλεύτρια Αθήνας"}
    assert {"Ιατρείο 1", "Υπέρηχος Αθήνας"} <= kinds["heart-ultrasound"]
    machines = {row["label"]: row["id"] for row in resources.values() if row["resource_type"] == "equipment"}
    users = users_of_resources(plan)
    assert len({doctor for *_, doctor in users[machines["Υπέρηχος Αθήνας"]]}) == 3
    assert {doctor for *_, doctor in users[machines["Ακτινογραφικό"]]} != set()


def test_several_doctors_offer_services_alike(plan: DemoPlan) -> None:
    alike: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in plan.tables["appointment_types"]:
        alike[row["slug"], row["name"]].add(row["doctor_id"])
    several = {slug for (slug, _), doctors in alike.items() if len(doctors) >= 2}
    assert several == {"first-visit", "follow-up", "blood-test", "prescription"}
    assert max(len(doctors) for doctors in alike.values()) == 3


def test_the_general_practitioners_mornings_are_full_of_ten_minute_appointments(plan: DemoPlan) -> None:
    doctor = next(row["id"] for row in plan.tables["doctors"] if row["specialty"] == "Γενική Ιατρική")
    days: dict[object, int] = defaultdict(int)
    for row in plan.tables["appointments"]:
        if row["doctor_id"] == doctor and row["duration_minutes"] == 10 and row["status"] != "cancelled":
            days[row["starts_at"].date()] += 1
    full = [count for count in days.values() if count >= 15]
    assert len(full) > 30


def test_closures_are_of_the_whole_clinic_or_of_a_house(plan: DemoPlan) -> None:
    soon = {
        row["reason"]: row
        for row in plan.tables["clinic_closures"]
        if timedelta(0) < row["starts_at"].date() - plan.today < timedelta(days=14)
    }
    assert soon["Αργία – επέτειος του πολυϊατρείου"]["clinic_site_id"] is None
    power_cut = soon["Διακοπή ρεύματος"]
    assert power_cut["clinic_site_id"] is not None
    houses = {row["id"]: row["clinic_site_id"] for row in plan.tables["doctor_locations"]}
    for row in plan.tables["appointments"]:
        if row["starts_at"] < power_cut["ends_at"] and power_cut["starts_at"] < row["ends_at"]:
            assert houses[row["doctor_location_id"]] != power_cut["clinic_site_id"]
