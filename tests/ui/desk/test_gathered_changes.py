"""What one act wrote is told as one: ten changed rows are one reread of a window that shows them."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import psycopg
import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.model.clinic.clinic import Clinic
from medic_desk.model.store.changes import Changed
from medic_desk.model.store.store import Store
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.gathered_changes import GatheredChanges
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.exceptions.window import ExceptionsWindow
from medic_desk.ui.theme import Theme
from medic_desk.ui.time_off.window import TimeOffWindow
from tests.model.small_clinic import SmallClinic

ROWS = 10
Heard = list[tuple[Changed, ...]]


class CountingStore(Store):
    """Counts the reads by the name of what is read."""

    def __init__(self, url: str) -> None:
        super().__init__(url, "test desk")
        self.reads: Counter[str] = Counter()

    def do(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        asked = work.func if isinstance(work, partial) else work
        self.reads[asked.__name__] += 1
        return super().do(work, *args, **kwargs)


def rows(small: SmallClinic, table: str = "time_off_requests") -> list[Changed]:
    return [Changed(table, str(number), small.doctor_id, None) for number in range(ROWS)]


def insert_blocks(database_url: str, small: SmallClinic) -> None:
    """Ten blocked exceptions in one transaction, as another program writes them."""
    with psycopg.connect(database_url) as stranger:
        stranger.execute(
            "INSERT INTO schedule_exceptions (doctor_id, starts_at, ends_at, exception_type)"
            " SELECT %s, now() + n * interval '1 day', now() + n * interval '1 day' + interval '1 hour',"
            " 'blocked' FROM generate_series(1, %s) AS n",
            [small.doctor_id, ROWS],
        )


def test_changes_are_taken_together_each_once_and_in_order(qtbot: QtBot, qapp: QApplication) -> None:
    owner = QObject()
    gathered = GatheredChanges(owner)
    first, second = (Changed("appointments", name, None, None) for name in ("a", "b"))
    with qtbot.waitSignal(gathered.due):
        for one in (first, second, first):
            gathered.add(one)
    assert gathered.take() == (first, second)
    assert gathered.take() == ()
    gathered.add(second)
    gathered.take()
    assert not gathered._timer.isActive(), "what was taken is not told again"
    owner.deleteLater()


def test_ten_rows_are_heard_once(qtbot: QtBot, desk: Desk, small: SmallClinic) -> None:
    qtbot.waitUntil(lambda: desk.is_live)
    heard: Heard = []
    desk.heard.connect(heard.append)
    with qtbot.waitSignal(desk.heard):
        for changed in rows(small):
            desk._feed.changed.emit(changed)
    assert heard == [tuple(rows(small))]


def test_what_was_heard_is_told_before_a_read_that_sees_it(
    qtbot: QtBot, desk: Desk, small: SmallClinic
) -> None:
    qtbot.waitUntil(lambda: desk.is_live)
    heard: Heard = []
    desk.heard.connect(heard.append)
    desk._feed.changed.emit(rows(small)[0])
    desk.read_again()
    assert heard == [(rows(small)[0],)]


@pytest.mark.parametrize(
    ("kind", "table", "read"),
    [
        (TimeOffWindow, "time_off_requests", "read_time_off"),
        (ExceptionsWindow, "schedule_exceptions", "read_doctor_exceptions"),
    ],
)
def test_ten_rows_are_one_reread_of_an_open_window(
    qtbot: QtBot,
    theme: Theme,
    jobs: Jobs,
    database_url: str,
    small: SmallClinic,
    clinic: Clinic,
    kind: type[TimeOffWindow] | type[ExceptionsWindow],
    table: str,
    read: str,
) -> None:
    with CountingStore(database_url) as store:
        desk = Desk(store, jobs, "Desk 1")
        desk.open(clinic)
        desk.sign_in(clinic.people[0])
        qtbot.waitUntil(lambda: desk.is_live and jobs.is_idle)
        window = kind(desk, theme, small.doctor_id)
        with qtbot.waitSignal(window.shown):
            window.open()
        qtbot.waitUntil(lambda: jobs.is_idle)
        before = store.reads[read]
        with qtbot.waitSignal(desk.heard):
            for changed in rows(small, table):
                desk._feed.changed.emit(changed)
        qtbot.waitUntil(lambda: jobs.is_idle)
        assert store.reads[read] - before == 1
        window.reject()
        window.deleteLater()
        desk.close()
        desk.deleteLater()


def test_a_transaction_of_ten_rows_reaches_an_open_window(
    qtbot: QtBot, desk: Desk, theme: Theme, database_url: str, small: SmallClinic
) -> None:
    qtbot.waitUntil(lambda: desk.is_live)
    window = ExceptionsWindow(desk, theme, small.doctor_id)
    with qtbot.waitSignal(window.shown):
        window.open()
    insert_blocks(database_url, small)
    qtbot.waitUntil(lambda: window.standing is not None and len(window.standing.rows) == ROWS)
    window.reject()
    window.deleteLater()
