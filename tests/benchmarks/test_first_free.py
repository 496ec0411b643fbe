"""First free over 60 days of 40 doctors, and the loads of their month: what they cost beyond the reading."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import psycopg
import pytest
from sqlalchemy.orm import Session

from medic_desk.engine.facts import Facts
from medic_desk.model.appointments.day_loads import day_loads, read_day_loads
from medic_desk.model.appointments.doctor_days import DoctorDays, read_doctor_days
from medic_desk.model.appointments.first_free import FirstFreeWish, first_free_of, read_first_free
from medic_desk.model.appointments.free_starts import PartOfDay
from medic_desk.model.facts.facts import read_facts
from medic_desk.model.store.store import Store
from tests.database import TestServer
from tests.model.small_clinic import SmallClinic, make_small_clinic

DOCTORS = 40
DAYS = 60
MONTH_DAYS = 42
ROUNDS = 15
ASIDE = 0.1
"""Seconds that the answer may take beyond the reading; half of it is aimed at on two cores."""
MOST_TIMES = 2
"""How many times the whole may take what reading all the days takes; it reads fewer days, or less of them."""

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]

# Each doctor has the small clinic's hours and a visit of theirs in one of two houses; four in ten of the half
# hours of the coming weeks are taken, and all of the first two weeks.
_FILL = """
SET session_replication_role = replica;
WITH houses AS (
  INSERT INTO clinic_sites (name) VALUES ('Κέντρο'), ('Βόρεια') RETURNING id
), made AS (
  INSERT INTO doctors (last_name, timezone)
  SELECT 'Doctor ' || n, 'Europe/Athens' FROM generate_series(1, %(more)s) AS n RETURNING id
)
INSERT INTO doctor_locations (doctor_id, name, clinic_site_id)
SELECT made.id, 'Place', (SELECT min(id::text)::uuid FROM houses) FROM made;
INSERT INTO appointment_types (doctor_id, slug, name, duration_minutes, consultation_mode)
SELECT id, 'checkup', 'Έλεγχος', 30, 'in_person' FROM doctors;
INSERT INTO schedule_rules (doctor_id, timezone, day_of_week, work_start_local, work_end_local,
                            slot_interval_minutes)
SELECT d.id, 'Europe/Athens', day, '09:00', '17:00', 15
  FROM doctors d, generate_series(1, 6) AS day
 WHERE NOT EXISTS (SELECT FROM schedule_rules r WHERE r.doctor_id = d.id);
INSERT INTO appointments (patient_id, doctor_id, appointment_type_id, starts_at, ends_at, duration_minutes,
                          status, service_name_snapshot)
SELECT (SELECT id FROM patients ORDER BY id LIMIT 1), t.doctor_id, t.id, slot, slot + interval '30 min', 30,
       'confirmed', 'Visit'
  FROM appointment_types t,
       generate_series(0, %(days)s - 1) AS day, generate_series(0, 15) AS half,
       LATERAL (SELECT timezone('utc', (%(first)s::date + day)::timestamp AT TIME ZONE 'Europe/Athens'
                                       + interval '9 h' + half * interval '30 min') AS slot) AS at
 WHERE t.slug = 'checkup' AND (day < 14 OR abs(hashtext(t.id::text || day || half) %% 10) < 4);
DELETE FROM bookable_resources;
"""


class Bench:
    """The filled clinic: its doctors' services, and the days that are asked about."""

    def __init__(self, store: Store, clinic: SmallClinic) -> None:
        self.store = store
        self.first_day: date = clinic.day - timedelta(days=7)
        self.services = store.do(_services)
        self.doctor_ids = tuple(doctor_id for doctor_id, _ in self.services)

    def read(self, days: int) -> tuple[DoctorDays, dict[str, Facts]]:
        """What both questions read, and nothing more."""
        return self.store.do(_read, self.doctor_ids, self.first_day, days)


def _services(session: Session) -> tuple[tuple[str, str], ...]:
    query = "SELECT doctor_id::text, id::text FROM appointment_types WHERE slug = 'checkup' ORDER BY 1"
    return tuple((row[0], row[1]) for row in session.connection().exec_driver_sql(query))


def _read(
    session: Session, doctor_ids: tuple[str, ...], first_day: date, days: int
) -> tuple[DoctorDays, dict[str, Facts]]:
    head = read_doctor_days(session, doctor_ids, first_day, days)
    return head, dict(read_facts(session, doctor_ids, *head.span))


def median_seconds(make: Callable[[], Callable[[], object]]) -> float:
    """The median of some rounds; what ``make`` prepares for a round is not timed."""
    taken = []
    for _ in range(ROUNDS):
        work = make()
        began = time.thread_time()
        work()
        taken.append(time.thread_time() - began)
    return statistics.median(taken)


def median_wall_seconds(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def fresh(worlds: dict[str, Facts]) -> list[Facts]:
    """The same facts, as reading makes them: not prepared yet."""
    return [replace(facts) for facts in worlds.values()]


def test_first_free_and_the_loads_of_a_month(test_server: TestServer) -> None:
    url = test_server.create("first_free")
    try:
        with Store(url) as store:
            clinic = make_small_clinic(store)
            with psycopg.connect(url) as connection:
                cursor = psycopg.ClientCursor(connection)
                first = clinic.day - timedelta(days=7)
                cursor.execute(_FILL, {"more": DOCTORS - 2, "days": DAYS, "first": first})
                connection.commit()
                connection.autocommit = True
                connection.execute("VACUUM ANALYZE")
            bench = Bench(store, clinic)
            assert len(bench.services) == DOCTORS
            _first_free(bench)
            _loads(bench)
    finally:
        test_server.drop("first_free")


def _first_free(bench: Bench) -> None:
    plain = FirstFreeWish(services=bench.services, first_day=bench.first_day, days=DAYS)
    head, worlds = bench.read(DAYS)
    sites = {one.clinic_site_id for one in worlds[bench.doctor_ids[0]].locations}
    site_ids = frozenset(site for site in sites if site is not None)
    wishes = {
        "any": plain,
        "afternoons": replace(plain, part=PartOfDay.PM),
        "Saturday afternoons at one house": replace(
            plain, part=PartOfDay.PM, weekdays=frozenset({6}), site_ids=site_ids
        ),
        "forty of the last days": replace(plain, first_day=plain.first_day + timedelta(days=30), count=40),
    }
    reading = median_wall_seconds(partial(bench.read, DAYS))
    print(f"\n{DOCTORS} doctors, {DAYS} days, reading: {reading * 1000:.0f} ms", end="")
    for name, wish in wishes.items():

        def first(wish: FirstFreeWish = wish) -> Callable[[], object]:
            made = fresh(worlds)
            return lambda: first_free_of(made, wish, head.now)

        beyond = median_seconds(first)
        whole = median_wall_seconds(partial(bench.store.do, read_first_free, wish))
        assert len(bench.store.do(read_first_free, wish)) == wish.count
        print(
            f"\nfirst free, {name}: {beyond * 1000:.1f} ms beyond the reading, {whole * 1000:.0f} ms in all",
            end="",
        )
        assert beyond < ASIDE
        assert whole < MOST_TIMES * reading


def _loads(bench: Bench) -> None:
    reading = median_wall_seconds(partial(bench.read, MONTH_DAYS))
    head, worlds = bench.read(MONTH_DAYS)
    taken = {
        key: [(one.starts_at, one.ends_at) for one in facts.appointments] for key, facts in worlds.items()
    }

    def loads() -> Callable[[], object]:
        hours = [replace(facts, appointments=(), claims=()) for facts in worlds.values()]
        spans = [(facts, *head.spans[facts.doctor_id], taken[facts.doctor_id]) for facts in hours]
        return lambda: day_loads(spans)

    beyond = median_seconds(loads)
    month = partial(read_day_loads, doctor_ids=bench.doctor_ids, first_day=bench.first_day, days=MONTH_DAYS)
    whole = median_wall_seconds(partial(bench.store.do, month))
    print(
        f"\nloads of {MONTH_DAYS} days: {beyond * 1000:.1f} ms beyond the reading, {whole * 1000:.0f} ms in"
        f" all; reading the days whole: {reading * 1000:.0f} ms"
    )
    assert len(bench.store.do(month)) == MONTH_DAYS
    assert beyond < ASIDE
    assert whole < MOST_TIMES * reading
