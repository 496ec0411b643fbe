"""The planned demo clinic: it has everything that a demo must show, and it is the same each time."""

import hashlib
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from medic_desk.bundle import resources_directory
from medic_desk.model.demo import DemoPlan, plan_demo
from medic_desk.model.demo.frame import Frame, Row
from medic_desk.model.demo.holidays import holidays_between, orthodox_easter
from medic_desk.model.demo.people import latin, luhn_digit, national_number, plan_patients
from medic_desk.model.demo.premises import plan_premises
from medic_desk.model.demo.sources import Sources, read_sources
from medic_desk.model.tables import TableRow
from tests.model.demo.conftest import SEED, TODAY

GREEK_NAME = re.compile(r"[Α-ΩΆΈΉΊΌΎΏ][α-ωάέήίόύώϊϋΐΰς]+")
ACCENTED = set("άέήίόύώΐΰΆΈΉΊΌΎΏ")


@pytest.fixture(scope="module")
def sources() -> Sources:
    return read_sources(resources_directory() / "demo")


def digest(plan: DemoPlan) -> str:
    return hashlib.sha256(repr((plan.tables, plan.time_off_decisions)).encode()).hexdigest()


def appointments(plan: DemoPlan) -> list[Row]:
    return plan.tables["appointments"]


def test_the_clinic_has_the_promised_counts(plan: DemoPlan) -> None:
    tables = plan.tables
    assert len({row["name"] for row in tables["doctor_locations"]}) == 3
    assert {row["doctor_location_id"] for row in tables["location_rooms"]} <= {
        row["id"] for row in tables["doctor_locations"]
    }
    assert len(tables["doctors"]) == 11
    assert len({row["specialty"] for row in tables["doctors"]}) == 11
    assert len(tables["appointment_types"]) == 45
    assert len(tables["patients"]) == 1500
    assert len(tables["users"]) == 3
    assert [row["user_id"] for row in tables["doctors"] if row["user_id"]] == [
        next(user["id"] for user in tables["users"] if user["login_name"] == "demo_doctor")
    ]
    assert {row["consultation_mode"] for row in tables["appointment_types"]} == {
        "in_person",
        "video",
        "phone",
    }


def test_each_doctor_keeps_the_hours_in_one_table(plan: DemoPlan) -> None:
    holders = [
        {row["doctor_id"] for row in plan.tables[table]}
        for table in ("schedule_rules", "schedule_templates", "availability_rules")
    ]
    assert [len(doctors) for doctors in holders] == [9, 1, 1]
    assert len(set.union(*holders)) == 11
    assert plan.tables["schedule_template_breaks"]
    assert {row["doctor_id"] for row in plan.tables["availability_exceptions"]} == holders[2]


def test_the_weeks_hold_what_a_clinic_holds(plan: DemoPlan) -> None:
    rules = plan.tables["schedule_rules"]
    assert any(rule["work_end_local"] <= rule["work_start_local"] for rule in rules), "a night shift"
    assert any(rule["priority"] > 0 and rule["scope_appointment_type_id"] for rule in rules), "a scoped hour"
    assert any(rule["scope_consultation_mode"] == "video" for rule in rules), "a telehealth evening"
    assert any(rule["max_parallel_sessions"] == 3 for rule in rules), "parallel sessions"
    assert any(rule["effective_from"] and rule["effective_to"] for rule in rules), "a season"
    split = Counter((rule["doctor_id"], rule["day_of_week"]) for rule in rules if not rule["effective_from"])
    assert max(split.values()) >= 2, "a split shift"
    shared = [row for row in plan.tables["bookable_resources"] if row["doctor_id"] is None]
    assert {row["resource_type"] for row in shared} == {"room", "equipment", "staff"}


def test_every_column_is_one_of_the_schema(plan: DemoPlan) -> None:
    for name, rows in plan.tables.items():
        known = set(TableRow.metadata.tables[name].columns.keys())
        assert rows, name
        assert {frozenset(row) for row in rows} == {frozenset(rows[0])}, f"{name}: rows of unequal columns"
        assert set(rows[0]) <= known, name


def test_appointments_reach_two_months_both_ways_in_all_statuses(plan: DemoPlan) -> None:
    statuses = Counter(row["status"] for row in appointments(plan))
    assert set(statuses) == {"pending", "confirmed", "completed", "cancelled", "no_show", "held"}
    days = sorted({row["starts_at"].date() for row in appointments(plan)})
    assert days[0] <= TODAY - timedelta(days=58)
    assert days[-1] >= TODAY + timedelta(days=58)
    past = [row for row in appointments(plan) if row["ends_at"] < datetime(2026, 11, 23, tzinfo=UTC)]
    shares = Counter(row["status"] for row in past)
    assert shares["completed"] > 0.8 * len(past)
    assert 0.02 * len(past) < shares["no_show"] < 0.1 * len(past)
    assert not shares["confirmed"], "what is past was closed"


def test_snapshots_say_what_the_service_was(plan: DemoPlan) -> None:
    services = {row["id"]: row for row in plan.tables["appointment_types"]}
    modes = {"in_person": "in_person", "video": "telemedicine", "phone": "telemedicine"}
    for row in appointments(plan):
        service = services[row["appointment_type_id"]]
        assert row["service_name_snapshot"] == service["name"]
        assert row["service_duration_snapshot"] == service["duration_minutes"] == row["duration_minutes"]
        assert row["service_price_cents_snapshot"] == service["price_cents"] == row["price_cents"]
        assert row["service_currency_snapshot"] == "EUR"
        assert row["consultation_mode_snapshot"] == modes[service["consultation_mode"]]
        assert row["ends_at"] - row["starts_at"] == timedelta(minutes=row["duration_minutes"])
        assert (row["patient_id"] is not None) or row["status"] in {"held", "cancelled"}
        assert bool(row["meeting_url"]) == (service["consultation_mode"] == "video")


def test_the_plan_describes_today_at_one_moment(plan: DemoPlan) -> None:
    now = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)  # 11:20 in Athens
    today = [
        row
        for row in appointments(plan)
        if row["starts_at"].date() == TODAY and row["status"] in {"confirmed", "completed"}
    ]
    waiting = [row for row in today if row["patient_arrived_at"] and not row["visit_started_at"]]
    inside = [row for row in today if row["visit_started_at"] and not row["visit_ended_at"]]
    done = [row for row in today if row["visit_ended_at"]]
    expected = [row for row in today if not row["patient_arrived_at"] and row["starts_at"] > now]
    assert all((waiting, inside, done, expected))
    for row in today:
        times = [row["patient_arrived_at"], row["visit_started_at"], row["visit_ended_at"]]
        known = [time for time in times if time]
        assert known == sorted(known)
        assert all(time <= now for time in known)


def test_events_are_in_order_and_end_in_the_status(plan: DemoPlan) -> None:
    by_appointment: dict[str, list[Row]] = {}
    for event in plan.tables["appointment_events"]:
        by_appointment.setdefault(event["appointment_id"], []).append(event)
    now = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)
    for row in appointments(plan):
        events = by_appointment[row["id"]]
        assert events[0]["action"] in {"booked", "submitted", "held"}
        assert events[0]["occurred_at"] == row["inserted_at"] < row["starts_at"]
        assert all(a["occurred_at"] <= b["occurred_at"] <= now for a, b in pairwise(events)), events
        told = [event["metadata"].get("after", {}).get("status") for event in events]
        assert [status for status in told if status][-1] == row["status"], events
        assert len(events) == row["row_version"]


def test_cancelled_ones_say_when_by_whom_and_why(plan: DemoPlan) -> None:
    for row in appointments(plan):
        is_cancelled = row["status"] == "cancelled"
        assert bool(row["cancellation_reason"]) == is_cancelled
        assert bool(row["cancelled_by_actor_type"]) == is_cancelled
        assert bool(row["cancelled_at"]) == is_cancelled
        if is_cancelled:
            assert row["inserted_at"] <= row["cancelled_at"] < row["starts_at"]


def test_rebooked_ones_follow_the_cancelled_one_of_the_same_patient(plan: DemoPlan) -> None:
    by_id = {row["id"]: row for row in appointments(plan)}
    rebooked = [row for row in appointments(plan) if row["rescheduled_from_appointment_id"]]
    assert len(rebooked) > 50
    for row in rebooked:
        old = by_id[row["rescheduled_from_appointment_id"]]
        assert old["status"] == "cancelled"
        assert (old["patient_id"], old["appointment_type_id"]) == (
            row["patient_id"],
            row["appointment_type_id"],
        )
        assert row["reschedule_count"] >= 1
        assert row["inserted_at"] == old["cancelled_at"]
    moved = [row for row in appointments(plan) if row["reschedule_count"] and row not in rebooked]
    assert len(moved) > 50


def test_as_many_requests_wait_as_a_desk_has_at_a_time(plan: DemoPlan) -> None:
    pending = [row for row in appointments(plan) if row["status"] == "pending"]
    assert 8 <= len(pending) <= 20
    soon = [row for row in pending if row["starts_at"].date() < TODAY + timedelta(days=7)]
    assert len(soon) >= 2, "some of them in the days that are shown first"


def test_pending_ones_wait_for_an_answer_and_holds_for_a_desk(plan: DemoPlan) -> None:
    for row in appointments(plan):
        assert bool(row["pending_expires_at"]) == (row["status"] == "pending")
        assert bool(row["hold_expires_at"]) == (row["status"] == "held")
        if row["status"] == "pending":
            assert row["pending_expires_at"] < row["starts_at"]
            assert row["source"] == "patient_portal"
        if row["status"] == "held":
            assert row["desk_name"]
            assert row["patient_id"] is None


def test_nobody_comes_twice_a_day_and_children_see_the_paediatrician(plan: DemoPlan) -> None:
    comes = Counter(
        (row["patient_id"], (row["starts_at"] + timedelta(hours=2)).date())
        for row in appointments(plan)
        if row["status"] not in {"cancelled", "held"}
    )
    # Two hours are Athens in winter; the two nights of the change may put a late appointment on either day.
    assert sum(count > 1 for count in comes.values()) <= 2
    births = {row["id"]: row["birth_date"] for row in plan.tables["patients"]}
    paediatrics = next(row["id"] for row in plan.tables["doctors"] if row["specialty"] == "Παιδιατρική")
    ages = [
        (TODAY - births[row["patient_id"]]).days // 365
        for row in appointments(plan)
        if row["doctor_id"] == paediatrics and row["patient_id"]
    ]
    assert ages
    assert max(ages) < 17


def test_holidays_are_blocked_with_their_greek_names(plan: DemoPlan) -> None:
    closed = {row["reason"]: row for row in plan.tables["clinic_closures"]}
    for holiday in ("Εθνική εορτή 28ης Οκτωβρίου", "Χριστούγεννα", "Πρωτοχρονιά"):
        assert closed[holiday]["clinic_site_id"] is None
        assert closed[holiday]["location_room_id"] is None
    opened = [row for row in plan.tables["schedule_exceptions"] if row["exception_type"] == "available"]
    assert opened
    assert all(row["starts_at"].weekday() == 5 for row in opened)


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (2024, date(2024, 5, 5)),
        (2025, date(2025, 4, 20)),
        (2026, date(2026, 4, 12)),
        (2027, date(2027, 5, 2)),
    ],
)
def test_orthodox_easter_falls_where_it_fell(year: int, easter: date) -> None:
    assert orthodox_easter(year) == easter


def test_holidays_of_a_span_cross_the_year(sources: Sources) -> None:
    words = sources.words
    found = holidays_between(date(2026, 12, 20), date(2027, 3, 31), words.holidays, words.movable_holidays)
    assert found == {
        date(2026, 12, 25): "Χριστούγεννα",
        date(2026, 12, 26): "Δεύτερη ημέρα Χριστουγέννων",
        date(2027, 1, 1): "Πρωτοχρονιά",
        date(2027, 1, 6): "Θεοφάνια",
        date(2027, 3, 15): "Καθαρά Δευτέρα",
        date(2027, 3, 25): "Εθνική εορτή 25ης Μαρτίου",
    }


def test_greek_names_are_sane(sources: Sources) -> None:
    names = sources.names
    every = [*names.male, *names.female, *(form for pair in names.surnames for form in pair)]
    for name in every:
        assert GREEK_NAME.fullmatch(name), name
        assert unicodedata.is_normalized("NFC", name)
        assert sum(letter in ACCENTED for letter in name) == 1, f"{name}: one accent"
    for male, female in names.surnames:
        # A surname in the genitive is the same for both; any other ends in -ς for him and loses it for her.
        if male.endswith("ς"):
            assert female.endswith(("ου", "ή", "η", "ά", "α", "ού")), (male, female)
        else:
            assert male == female
            assert male.endswith(("ου", "ού"))
    assert len(set(names.surnames)) == len(names.surnames)


def test_patients_bear_the_ending_of_their_first_name(plan: DemoPlan, sources: Sources) -> None:
    male = {form for form, _ in sources.names.surnames}
    female = {form for _, form in sources.names.surnames}
    for row in plan.tables["patients"]:
        if row["first_name"] in sources.names.male:
            assert row["last_name"] in male
        elif row["first_name"] in sources.names.female:
            assert row["last_name"] in female
        else:
            assert row["last_name"].isascii()


def test_nothing_of_a_patient_can_reach_a_person(plan: DemoPlan) -> None:
    rows = plan.tables["patients"]
    assert len({row["file_number"] for row in rows}) == len(rows)
    for row in rows:
        assert row["email"] is None or re.fullmatch(
            r"[a-z]\.[a-z]+\d+@example\.(com|org|net)", row["email"]
        ), row["email"]
        assert row["mobile_phone"] is None or re.fullmatch(r"69[26]\d{7}", row["mobile_phone"])
        assert row["phone"] is None or re.fullmatch(r"2100\d{6}|23100\d{5}", row["phone"])
        number = row["national_number"]
        if number:
            assert re.fullmatch(r"\d{11}", number)
            assert number[:6] == f"{row['birth_date']:%d%m%y}"
            assert number[-1] != str(luhn_digit(number[:10])), "a valid number could be somebody's"


def test_a_national_number_says_birth_date_and_sex() -> None:
    assert luhn_digit("7992739871") == 3
    woman, man = (national_number(date(1984, 3, 7), 123, is_woman=is_woman) for is_woman in (True, False))
    assert woman.startswith("070384123")
    assert int(woman[9]) % 2 == 0
    assert int(man[9]) % 2 == 1


@pytest.mark.parametrize(
    ("greek", "expected"),
    [
        ("Παπαδοπούλου", "papadopoulou"),
        ("Ευαγγελία", "efangelia"),
        ("Ψαρράς", "psarras"),
        ("Χατζής", "chatzis"),
    ],
)
def test_greek_is_spelt_in_latin(greek: str, expected: str) -> None:
    assert latin(greek) == expected


def test_ids_are_what_uuid5_gives(plan: DemoPlan, sources: Sources) -> None:
    import uuid

    frame = Frame(seed=SEED, today=TODAY, sources=sources)
    made = uuid.UUID(frame.id("patient", 3))
    assert made.version == 5
    assert str(made) == plan.tables["patients"][3]["id"]
    namespace = uuid.UUID("7a2f3c1e-5d0b-5c8a-9e64-0b7d5f1c2a90")
    assert made == uuid.uuid5(namespace, f"{SEED}/patient/3")


def test_the_same_seed_and_date_give_the_same_rows_in_any_process(plan: DemoPlan) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import hashlib, datetime\n"
        "from medic_desk.model.demo import plan_demo\n"
        f"plan = plan_demo({SEED}, datetime.date({TODAY.year}, {TODAY.month}, {TODAY.day}))\n"
        "print(hashlib.sha256(repr((plan.tables, plan.time_off_decisions)).encode()).hexdigest())"
    )
    root = Path(__file__).resolve().parents[3]
    elsewhere = os.environ | {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Apia"}
    answer = subprocess.run(
        [sys.executable, "-c", code, str(root)], env=elsewhere, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == digest(plan)


def test_another_seed_gives_other_people(plan: DemoPlan, sources: Sources) -> None:
    other = Frame(seed=SEED + 1, today=TODAY, sources=sources)
    rows, _ = plan_patients(other)
    assert not {row["id"] for row in rows} & {row["id"] for row in plan.tables["patients"]}
    names = [
        [(row["last_name"], row["birth_date"]) for row in each] for each in (rows, plan.tables["patients"])
    ]
    assert names[0] != names[1]
    doctors = plan_premises(other).tables["doctors"]
    assert not {row["id"] for row in doctors} & {row["id"] for row in plan.tables["doctors"]}


@pytest.mark.proof
@pytest.mark.parametrize(
    "today",
    [
        date(2026, 3, 29),  # clocks go forward on a Sunday
        date(2026, 4, 12),  # Easter
        date(2026, 10, 25),  # clocks go back
        date(2026, 12, 25),
        date(2027, 8, 15),
        date(2028, 2, 29),
    ],
)
def test_any_day_gives_a_whole_clinic(today: date) -> None:
    """On holidays, clock changes, leap days and in each season the demo is complete and in order."""
    plan = plan_demo(SEED, today)
    statuses = Counter(row["status"] for row in appointments(plan))
    assert set(statuses) == {"pending", "confirmed", "completed", "cancelled", "no_show", "held"}
    assert statuses.total() > 6000
    assert 8 <= statuses["pending"] <= 20
    taken: dict[tuple[str, int], list[tuple[datetime, datetime]]] = {}
    for row in appointments(plan):
        assert row["inserted_at"] < row["starts_at"]
        if row["status"] not in {"cancelled", "no_show"}:
            lane = taken.setdefault((row["doctor_id"], row["session_lane"]), [])
            lane.append((row["starts_at"], row["ends_at"]))
    for spans in taken.values():
        assert all(a[1] <= b[0] for a, b in pairwise(sorted(spans)))
    assert Counter(row["status"] for row in plan.time_off_decisions) == {"approved": 2, "denied": 2}
