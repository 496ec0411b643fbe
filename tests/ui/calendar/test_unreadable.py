"""Rows that could not be read: said over the calendar, shown where they take time, gone once put right."""

import psycopg
import pytest
from pytestqt.qtbot import QtBot

from medic_desk.engine import datetime_at
from medic_desk.model.clinic.clinic import Clinic, read_clinic
from medic_desk.model.store.store import Store
from medic_desk.ui.window.main_window import MainWindow
from tests.model.plain_sql import rows, run
from tests.model.small_clinic import SmallClinic


@pytest.fixture
def odd_id(database_url: str, store: Store, small: SmallClinic) -> str:
    """An appointment of an unknown status at 10:00, in a database that somebody else made."""
    start = datetime_at(small.at(10)).replace(tzinfo=None)
    with psycopg.connect(database_url, autocommit=True) as plain:
        plain.execute("ALTER TABLE appointments DROP CONSTRAINT appointments_status_check")
        plain.execute("ALTER TABLE appointments DISABLE TRIGGER USER")
        plain.execute(
            "INSERT INTO appointments (doctor_id, patient_id, status, starts_at, ends_at)"
            " VALUES (%s, %s, 'perhaps', %s, %s + interval '30 min')",
            [small.doctor_id, small.patient_ids[0], start, start],
        )
        plain.execute("ALTER TABLE appointments ENABLE TRIGGER USER")
    (found,) = rows(store, "SELECT id::text FROM appointments")
    return str(found["id"])


@pytest.fixture
def clinic(store: Store, odd_id: str) -> Clinic:
    """The lists, read once the row is there."""
    return store.do(read_clinic)


def test_an_unreadable_row_is_said_and_stands_at_its_place(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, odd_id: str
) -> None:
    pane = window.calendar
    qtbot.waitUntil(lambda: pane.unreadable.text != "")
    named = f"appointments {odd_id[:8]}…"
    assert pane.unreadable.text == (
        f"1 row could not be read: {named} – tell whoever looks after the database."
    )
    picture = pane.week.picture
    assert picture is not None
    ground = next(one for one in picture.grounds if named in one.text)
    assert (ground.starts_at, ground.ends_at, ground.kind) == (small.at(10), small.at(10, 30), "blocked")
    assert small.at(10) not in {slot.starts_at for slot in picture.free_slots}
    assert small.at(11) in {slot.starts_at for slot in picture.free_slots}
    assert picture.blocks == ()
    run(store, "UPDATE appointments SET status = 'confirmed'")
    qtbot.waitUntil(lambda: pane.unreadable.text == "")
    qtbot.waitUntil(lambda: pane.week.picture is not None and len(pane.week.picture.blocks) == 1)
