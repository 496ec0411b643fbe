"""A receptionist's window on a day of all the demo's doctors, for the figures of what is done by hand."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import psycopg
from pytestqt.qtbot import QtBot

from medic_desk.model.clinic.clinic import read_clinic
from medic_desk.model.demo import SEED, load_demo
from medic_desk.model.store.store import Store
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.window.memory import Memory
from tests.database import TestServer


@contextmanager
def demo_store(test_server: TestServer, name: str) -> Iterator[Store]:
    """A demo clinic in a database of its own, dropped at the end."""
    database = f"{name}_{secrets.token_hex(4)}"
    url = test_server.create(database)
    with psycopg.connect(url) as connection:
        load_demo(connection, SEED, datetime.now().astimezone().date())
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ANALYZE")
    with Store(url, name) as store:
        yield store
    test_server.drop(database)


@contextmanager
def demo_window(qtbot: QtBot, store: Store, jobs: Jobs, theme: Theme, memory: Memory) -> Iterator[MainWindow]:
    """The window of somebody who is no doctor, on the next Tuesday, painted."""
    clinic = store.do(read_clinic)
    desk = Desk(store, jobs, "Desk 1")
    desk.open(clinic)
    desk.sign_in(next(one for one in clinic.people if one.doctor_id is None))
    made = MainWindow(desk, theme, memory)
    made.resize(1600, 1000)
    made.show()
    made.calendar.show_days(1)
    made.side.choose_doctors([one.id for one in clinic.listed_doctors])
    made.calendar.go_to(next_tuesday())
    canvas = made.calendar.week.canvas
    qtbot.waitUntil(lambda: len(desk.weeks) == len(made.calendar.doctor_ids), timeout=60_000)
    qtbot.waitUntil(lambda: bool(canvas.placed and canvas.placed.blocks))
    yield made
    if made.dock is not None:
        made.dock.discard()
    made.close()
    made.deleteLater()
    desk.close()
    desk.deleteLater()


def next_tuesday() -> date:
    """The first Tuesday after today: a day on which most of the demo's doctors work."""
    today = datetime.now().astimezone().date()
    return today + timedelta(days=(1 - today.weekday()) % 7 or 7)
