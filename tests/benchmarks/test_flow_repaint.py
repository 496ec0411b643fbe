"""The flow of a full day: read, counted anew by the minute, one patient moved on; what of it is painted."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.model.appointments.flow import FlowOfDay, read_flow
from medic_desk.model.store.store import Store
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.doctor_delays import DoctorDelays
from medic_desk.ui.flow.pane import FlowPane
from medic_desk.ui.theme import Theme
from tests.model.plain_sql import run
from tests.model.small_clinic import SmallClinic, make_small_clinic

WAITING, IN_ROOM, EXPECTED, DONE = 100, 40, 460, 400
TIMES = 50
MOST_AT_ONCE = 0.1
"""Seconds that no single turn may take: what a person feels as at once."""

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]


@pytest.fixture
def small(store: Store) -> SmallClinic:
    return make_small_clinic(store, today=True)


class Painted(QObject):
    """Adds up how many pixels of a widget are painted."""

    def __init__(self, watched: QObject) -> None:
        super().__init__(watched)
        self.pixels = 0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint:
            for area in event.region():  # type: ignore[attr-defined]
                self.pixels += area.width() * area.height()
        return False

    def begin(self) -> None:
        """Count from now on; what is still to be painted is not counted."""
        QApplication.processEvents()
        self.pixels = 0


def fill(store: Store, small: SmallClinic) -> None:
    """A day with so many in each state, one after another in the lanes of one doctor."""
    many = WAITING + IN_ROOM + EXPECTED + DONE
    run(
        store,
        f"""
        INSERT INTO appointments (doctor_id, patient_id, starts_at, ends_at, duration_minutes, session_lane,
                                  status, doctor_timezone, patient_arrived_at, visit_started_at,
                                  visit_ended_at)
        SELECT d.id, '{small.patient_ids[0]}', at, at + interval '20 minutes', 20, 1 + n % 40,
               CASE WHEN n < {WAITING + IN_ROOM + EXPECTED} THEN 'confirmed' ELSE 'completed' END,
               d.timezone,
               CASE WHEN n < {WAITING + IN_ROOM} THEN timezone('utc', now()) - n * interval '10 seconds' END,
               CASE WHEN n BETWEEN {WAITING} AND {WAITING + IN_ROOM - 1} THEN timezone('utc', now()) END,
               CASE WHEN n >= {WAITING + IN_ROOM + EXPECTED} THEN timezone('utc', now()) END
          FROM doctors d, generate_series(0, {many - 1}) AS n,
               LATERAL (SELECT timezone('utc', to_timestamp({60 * small.at(9)}))
                               + n / 40 * interval '20 minutes' AS at) AS starting
         WHERE d.id = '{small.doctor_id}'
        """.replace(":", "\\:"),
    )


def test_the_minute_costs_a_part_of_painting_all(
    qtbot: QtBot,
    desk: Desk,
    theme: Theme,
    store: Store,
    small: SmallClinic,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill(store, small)
    owner = QObject()
    pane = FlowPane(desk, theme, DoctorDelays(desk, owner))
    qtbot.addWidget(pane)
    pane.resize(260, 520)
    pane.show()
    pane.set_shown_doctors((small.doctor_id,))
    qtbot.waitUntil(lambda: sum(head.count for head in pane.heads) == WAITING + IN_ROOM + EXPECTED + DONE)
    begun = desk.now().replace(second=0, microsecond=0)
    painted = Painted(pane.list.viewport())
    view = pane.list.viewport()
    whole = view.width() * view.height()
    figures: dict[str, list[float]] = {
        "read": [_seconds(partial(_read, store, small, begun)) for _ in range(TIMES)],
        "painted whole": [_seconds(view.grab) for _ in range(TIMES)],
    }
    pixels: dict[str, list[int]] = {}
    # Fifty seconds are one minute still.
    for name, step in (("a tick within the minute", 1), ("a tick a minute later", 60)):
        figures[name], pixels[name] = [], []
        for number in range(TIMES + 1):
            now = begun + timedelta(seconds=step * number)
            monkeypatch.setattr(desk, "now", partial(_given, now))
            painted.begin()
            taken = _seconds(partial(_tick, pane))
            if number:
                figures[name].append(taken)
                pixels[name].append(painted.pixels)
    figures["one patient moved on"] = [_seconds(partial(_move_on, pane)) for _ in range(TIMES)]
    print(f"\n{sum(head.count for head in pane.heads)} appointments, {WAITING} of them wait")
    for name, seconds in figures.items():
        middle, most = statistics.median(seconds), max(seconds)
        print(f"{name}: median {middle * 1000:.1f} ms, most {most * 1000:.1f} ms of {len(seconds)}")
    for name, counts in pixels.items():
        print(f"{name}: {statistics.median(counts) / whole:.2f} of the list painted")
    assert max(pixels["a tick within the minute"]) == 0
    # Of who waits, is in the room or is expected each row says something else by the minute.
    assert statistics.median(pixels["a tick a minute later"]) <= whole
    later, all_of_it = figures["a tick a minute later"], figures["painted whole"]
    assert statistics.median(later) < 10 * statistics.median(all_of_it)
    turns = ("a tick within the minute", "a tick a minute later", "one patient moved on")
    assert max(statistics.median(figures[name]) for name in turns) < MOST_AT_ONCE
    owner.deleteLater()


def _read(store: Store, small: SmallClinic, now: datetime) -> FlowOfDay:
    return store.do(read_flow, (small.doctor_id,), minute_floor(now))


def _tick(pane: FlowPane) -> None:
    pane.tick()
    QApplication.processEvents()


def _given(now: datetime) -> datetime:
    return now


def _move_on(pane: FlowPane) -> None:
    """The first who is expected has come."""
    found = pane._found.appointments
    comes = next(one for one in found if one.status == "confirmed" and one.patient_arrived_at is None)
    arrived = replace(comes, patient_arrived_at=pane._desk.now(), row_version=comes.row_version + 1)
    pane._on_read(FlowOfDay(tuple(arrived if one is comes else one for one in found)))
    QApplication.processEvents()


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
