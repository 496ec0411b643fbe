"""A worklist of 200 rows: read by cause, each row with its proposals, and shown, against plain reads."""

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

import psycopg
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from medic_desk.model.appointments.best_fits import FIT_DAYS, read_best_fits
from medic_desk.model.appointments.doctor_days import read_doctor_days
from medic_desk.model.appointments.week_appointments import read_appointments_by_id
from medic_desk.model.clinic.clinic import read_clinic
from medic_desk.model.facts.facts import read_facts
from medic_desk.model.store.store import Store
from medic_desk.model.worklist.groups import read_rebooking
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.theme import Mode, Theme
from medic_desk.ui.worklist.page import WorklistPage
from tests.model.small_clinic import make_small_clinic

ROWS = 200
DOCTORS = 13
ROUNDS = 15
LIST_TIMES = 4
"""How many times the list may take what reading the same 200 appointments takes."""
PROPOSALS_TIMES = 10
"""How many times all proposals may take what reading the doctors' days takes; 5 are aimed at."""
SHOW_ASIDE = 0.25
"""Seconds that a page of 200 rows may take to be shown anew, list, panel and paint; a tenth is aimed at."""

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]

# Each doctor has sixteen appointments on the day that is closed, and free time in the weeks after.
_FILL = """
SET session_replication_role = replica;
INSERT INTO doctors (last_name, timezone)
SELECT 'Doctor ' || n, 'Europe/Athens' FROM generate_series(1, %(more)s) AS n;
INSERT INTO appointment_types (doctor_id, slug, name, duration_minutes, consultation_mode)
SELECT id, 'checkup', 'Έλεγχος', 30, 'phone' FROM doctors;
INSERT INTO schedule_rules (doctor_id, timezone, day_of_week, work_start_local, work_end_local,
                            slot_interval_minutes)
SELECT d.id, 'Europe/Athens', day, '09:00', '17:00', 30
  FROM doctors d, generate_series(1, 7) AS day
 WHERE NOT EXISTS (SELECT FROM schedule_rules r WHERE r.doctor_id = d.id);
INSERT INTO appointments (patient_id, doctor_id, appointment_type_id, starts_at, ends_at, duration_minutes,
                          status, service_name_snapshot)
SELECT (SELECT id FROM patients ORDER BY id OFFSET half %% 2 LIMIT 1), t.doctor_id, t.id, slot,
       slot + interval '30 min', 30, 'confirmed', 'Visit'
  FROM appointment_types t, generate_series(0, 15) AS half,
       LATERAL (SELECT timezone('utc', %(day)s::date::timestamp AT TIME ZONE 'Europe/Athens'
                                       + interval '9 h' + half * interval '30 min') AS slot) AS at
 WHERE t.slug = 'checkup';
SET session_replication_role = origin;
INSERT INTO clinic_closures (starts_at, ends_at, reason)
SELECT min(starts_at), max(ends_at), 'Power' FROM appointments;
INSERT INTO rebooking_items (appointment_id)
SELECT id FROM appointments ORDER BY starts_at, id LIMIT %(rows)s;
INSERT INTO rebooking_causes (rebooking_item_id, kind, cause_id)
SELECT i.id, 'closure', c.id FROM rebooking_items i, clinic_closures c;
"""


@pytest.fixture
def day(store: Store, database_url: str) -> date:
    """The day that is closed, with its worklist."""
    clinic = make_small_clinic(store)
    with psycopg.connect(database_url) as connection:
        filled = {"more": DOCTORS - 2, "day": clinic.day, "rows": ROWS}
        psycopg.ClientCursor(connection).execute(_FILL, filled)
    return clinic.day


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, store: Store, day: date) -> Iterator[WorklistPage]:
    theme = Theme(Mode.LIGHT, 0.8)
    theme.install(qapp)
    jobs = Jobs()
    desk = Desk(store, jobs, "Desk 1")
    clinic = store.do(read_clinic)
    desk.open(clinic)
    desk.sign_in(clinic.people[0])
    made = WorklistPage(desk, theme)
    qtbot.addWidget(made)
    made.resize(1500, 900)
    made.show()
    with qtbot.waitSignal(made.proposed, timeout=60_000):
        made.open()
    yield made
    made.stop()
    desk.close()
    jobs.close()


def test_a_worklist_of_200_rows(page: WorklistPage, store: Store, day: date) -> None:
    group = page.group
    assert group is not None
    assert len(group.open_items) == ROWS
    wanted = page.reading._to_place()
    assert len(page.reading.fits) == ROWS
    firsts = [starts[0].key for starts in page.reading.fits.values() if starts]
    assert len(firsts) == len(set(firsts)) > ROWS / 2
    today = day - timedelta(days=7)
    doctor_ids = tuple({one.own[0] for one in wanted})
    ids = [item.appointment_id for item in group.items]

    plain = timed(partial(store.do, read_appointments_by_id, appointment_ids=ids))
    listed = timed(partial(store.do, read_rebooking))
    facts = timed(partial(store.do, _read_two_weeks, doctor_ids, today))
    proposed = timed(partial(store.do, read_best_fits, wanted, today))
    shown = timed(partial(_show, page))
    print(f"list {listed * 1000:.0f} ms, {listed / plain:.1f} times its appointments")
    print(f"proposals {proposed * 1000:.0f} ms, {proposed / facts:.1f} times the doctors' days")
    print(f"shown {shown * 1000:.0f} ms")
    assert listed < plain * LIST_TIMES
    assert proposed < facts * PROPOSALS_TIMES
    assert shown < SHOW_ASIDE


def _read_two_weeks(session: Session, doctor_ids: tuple[str, ...], today: date) -> object:
    head = read_doctor_days(session, doctor_ids, today, 7 + FIT_DAYS)
    return read_facts(session, doctor_ids, *head.span)


def _show(page: WorklistPage) -> None:
    page._show()
    page.list.viewport().repaint()


def timed(work: Callable[[], object]) -> float:
    """The median seconds of some rounds, after one that warms up."""
    work()
    rounds = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        rounds.append(time.perf_counter() - begun)
    return statistics.median(rounds)
