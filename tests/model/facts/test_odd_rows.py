"""Rows that the column's type and the constraints accept, and that a reader may stumble over.

One at a time, committed by a plain writer: after each the other doctor's week, search and booking give what
they gave without it, and nothing that is read of the odd doctor fails. The quick part takes rows that took
every doctor's week away once; the whole, every column of every table, is a proof.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby

import psycopg
import pytest

from medic_desk.engine import minute_floor, why_not
from medic_desk.model.appointments.week import read_week
from medic_desk.model.clinic.clinic import read_clinic
from medic_desk.model.hours.doctor_hours import read_hours
from tests.database import TestServer
from tests.model.facts.odd_values import OddValues, odd_values
from tests.model.facts.odd_world import (
    ODD_DAY,
    OddClinic,
    OddTemplate,
    make_odd_template,
    odd_clinic,
    question_of,
    read_of_the_odd_doctor,
    what_the_other_doctor_gives,
)
from tests.model.tables.schema_rows import APPOINTMENT, CLAIM, DOCTOR, EXCEPTION, RULE, SERVICE

AMID = datetime(2027, 3, 8, 9, 15, tzinfo=UTC)
"""Amid the odd doctor's appointment."""

SHARED_WITH_ALL = {
    "bookable_resources: doctor_id = NULL",  # a second room for everybody
    "clinic_closures: clinic_site_id = NULL",  # a day on which the whole clinic is closed
}
"""Rows that mean something for every doctor, and are read as that."""


@pytest.fixture(scope="module")
def checked(test_server: TestServer) -> Iterator[OddTemplate]:
    """Both clinics in a database of this program."""
    template = make_odd_template(test_server, has_checks=True)
    yield template
    test_server.drop(template.database)


@pytest.fixture(scope="module")
def adopted(test_server: TestServer) -> Iterator[OddTemplate]:
    """Both clinics in a database that somebody else made: no CHECK, no trigger."""
    template = make_odd_template(test_server, has_checks=False)
    yield template
    test_server.drop(template.database)


@pytest.fixture
def clinic(test_server: TestServer, adopted: OddTemplate) -> Iterator[OddClinic]:
    with odd_clinic(test_server, adopted) as opened:
        yield opened


QUICK = [
    OddValues("appointment_types", {"buffer_after_minutes": "1200000000"}),
    OddValues("appointment_types", {"duration_minutes": "0"}),
    OddValues("appointment_types", {"consultation_mode": "'by pigeon'"}),
    OddValues("appointment_type_resources", {"resource_type": "'pigeon'"}),
    OddValues("schedule_rules", {"buffer_before_minutes": "2147483647"}),
    OddValues("schedule_rules", {"timezone": "'Europe/Atlantis'"}),
    OddValues("schedule_rules", {"slot_interval_minutes": "0"}),
    OddValues("schedule_rules", {"max_parallel_sessions": "2147483647"}),
    OddValues("schedule_rules", {"repeat_weeks": "2"}),
    OddValues("schedule_rules", {"effective_to": "'20000-01-01'"}),
    OddValues("schedule_exceptions", {"ends_at": "'infinity'"}),
    OddValues("doctors", {"timezone": "'Mars/Olympus'"}),
    OddValues("bookable_resources", {"resource_type": "''"}),
    OddValues("appointments", {"starts_at": "'20000-01-01'", "ends_at": "'20000-01-02'"}),
    OddValues("appointments", {"ends_at": "'infinity'"}),
    OddValues("appointments", {"status": "'?'"}),
    OddValues("appointments", {"session_lane": "-32768"}),
    OddValues("appointments", {"hold_expires_at": "'infinity'"}),
    OddValues("time_off_requests", {"starts_at": "'-infinity'", "ends_at": "'infinity'"}),
]
"""Rows that are told of. In a database of this program its constraints refuse each."""

QUIET = [
    OddValues("schedule_rules", {"priority": "2147483647"}),
    OddValues("schedule_rule_breaks", {"break_end_local": "'24:00'"}),
    OddValues("patients", {"birth_date": "'infinity'"}),
    OddValues("appointment_events", {"occurred_at": "'4713-01-01 BC'"}),
    OddValues("appointment_events", {"metadata": '\'{"row_version": "x", "before": [], "reason": {}}\''}),
    OddValues("appointment_events", {"metadata": "('{\"row_version\": 1e5000}')::jsonb"}),
    OddValues(
        "staff_events",
        {
            "occurred_at": "'infinity'",
            "action": "'hours_saved'",
            "doctor_id": f"'{DOCTOR}'",
            "metadata": "(SELECT jsonb_build_object('hours_version', hours_version) FROM doctors"
            f" WHERE id = '{DOCTOR}')",
        },
    ),
]
"""Rows that are read, or shown where they stand, without a word in the calendar."""


@pytest.mark.parametrize("odd", [*QUICK, *QUIET], ids=str)
def test_nothing_else_is_lost(clinic: OddClinic, odd: OddValues) -> None:
    before = what_the_other_doctor_gives(clinic)
    with clinic.holding(odd):
        unreadable = read_of_the_odd_doctor(clinic)
        assert bool(unreadable) is (odd in QUICK)
        assert what_the_other_doctor_gives(clinic) == before


def reasons_at(clinic: OddClinic, instant: datetime) -> tuple[str, ...]:
    """Why the odd doctor's service cannot start then."""
    week = clinic.store.do(read_week, DOCTOR, ODD_DAY, 7)
    return why_not(week.facts, question_of(week, SERVICE), minute_floor(instant)).codes


@pytest.mark.parametrize(
    ("odd", "column"),
    [
        (OddValues("appointments", {"status": "'?'"}), "status"),
        (OddValues("appointments", {"session_lane": "0"}), "session_lane"),
        (OddValues("appointments", {"ends_at": "'20000-01-01'"}), "starts_at"),
        (OddValues("appointments", {"starts_at": "'-infinity'"}), "starts_at"),
    ],
    ids=str,
)
def test_an_unreadable_appointment_keeps_its_time(clinic: OddClinic, odd: OddValues, column: str) -> None:
    with clinic.holding(odd):
        week = clinic.store.do(read_week, DOCTOR, ODD_DAY, 7)
        (told,) = week.unreadable
        assert (told.table, told.id, told.column) == ("appointments", APPOINTMENT, column)
        assert told.starts_at is not None
        assert told.ends_at is not None
        assert told.starts_at < minute_floor(AMID) < told.ends_at
        assert "busy" in reasons_at(clinic, AMID)


def test_a_claim_that_lost_its_appointments_times_is_told_of(clinic: OddClinic) -> None:
    with clinic.plain.transaction():
        clinic.plain.execute("SET LOCAL session_replication_role = replica")
        clinic.plain.execute("UPDATE appointment_resource_claims SET ends_at = 'infinity'")
    read = read_of_the_odd_doctor(clinic)
    assert {(row.table, row.id) for row in read} == {("appointment_resource_claims", CLAIM)}


def test_an_unreadable_exception_blocks_its_time(clinic: OddClinic) -> None:
    with clinic.holding(OddValues("schedule_exceptions", {"exception_type": "'?'", "ends_at": "'infinity'"})):
        week = clinic.store.do(read_week, DOCTOR, ODD_DAY, 7)
        assert [(row.table, row.id) for row in week.unreadable] == [("schedule_exceptions", EXCEPTION)]
        assert "blocked" in reasons_at(clinic, AMID)


def test_an_appointment_longer_than_any_check_allows_is_found(clinic: OddClinic) -> None:
    with clinic.holding(OddValues("appointments", {"starts_at": "'2027-03-01'", "ends_at": "'2027-03-12'"})):
        week = clinic.store.do(read_week, DOCTOR, ODD_DAY, 7)
        assert [one.id for one in week.appointments] == [APPOINTMENT]
        assert week.unreadable == ()
        assert "busy" in reasons_at(clinic, AMID)


def test_an_unreadable_rule_offers_nothing_and_lets_no_older_hours_rise(clinic: OddClinic) -> None:
    with clinic.holding(OddValues("schedule_rules", {"day_of_week": "8"})):
        hours = clinic.store.do(read_hours, DOCTOR)
        assert (hours.rules, hours.hours_table) == ((), "schedule_rules")
        assert [(row.id, row.column) for row in hours.unreadable] == [(RULE, "day_of_week")]
        assert "outside_hours" in reasons_at(clinic, AMID)


def test_an_unreadable_service_and_zone_are_listed(clinic: OddClinic) -> None:
    with (
        clinic.holding(OddValues("appointment_types", {"buffer_before_minutes": "-1"})),
        clinic.holding(OddValues("doctors", {"timezone": "'Mars/Olympus'"})),
    ):
        lists = clinic.store.do(read_clinic)
        assert {(row.table, row.column) for row in lists.unreadable} == {
            ("doctors", "timezone"),
            ("appointment_types", "buffer_before_minutes"),
        }
        assert lists.doctor(DOCTOR).timezone == "Europe/Athens"
        assert lists.services_of(DOCTOR) == ()
        week = clinic.store.do(read_week, DOCTOR, ODD_DAY, 7)
        assert SERVICE not in week.facts.services
        assert [one.id for one in week.appointments] == [APPOINTMENT]


@pytest.mark.proof
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("has_checks", [True, False])
def test_no_value_of_any_column_takes_anything_else_away(
    test_server: TestServer, checked: OddTemplate, adopted: OddTemplate, *, has_checks: bool
) -> None:
    template = checked if has_checks else adopted
    counts: Counter[str] = Counter()
    changed: list[str] = []
    failed: list[str] = []
    with psycopg.connect(test_server.url(template.database)) as plain:
        tries = list(odd_values(plain))
    for _, same in groupby(tries, key=lambda one: (one.table, *one.columns)):
        # What a trigger does beside is put back by a new copy.
        with odd_clinic(test_server, template) as clinic:
            before = what_the_other_doctor_gives(clinic)
            for odd in same:
                counts["tried"] += 1
                try:
                    with clinic.holding(odd):
                        counts["accepted"] += 1
                        counts["told of"] += bool(read_of_the_odd_doctor(clinic))
                        if what_the_other_doctor_gives(clinic) != before:
                            changed.append(str(odd))
                except psycopg.Error:
                    counts["refused"] += 1
                except Exception as error:  # noqa: BLE001 - every value that fails is wanted, not the first
                    failed.append(f"{odd}: {error!r}")
    print(
        f"\n{'with' if has_checks else 'without'} the CHECKs and triggers: {counts['tried']} rows tried,"
        f" {counts['refused']} refused by the database, {counts['accepted']} read, {counts['told of']} told"
        f" of as unreadable; {len(changed)} changed what the other doctor gives: {changed}"
    )
    assert failed == []
    assert set(changed) <= SHARED_WITH_ALL
