"""The flow by the clock: what a minute changes and paints, midnight, and the hundredth who waits."""

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import arrive, complete, start
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from medic_desk.ui.flow.pane import FlowPane
from medic_desk.ui.window.main_window import MainWindow
from tests.model.plain_sql import rows
from tests.model.small_clinic import SmallClinic
from tests.ui.flow.conftest import Move
from tests.ui.flow.flow_steps import booked, choose, count, group, press, shows, spoken, step


class Paintings(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, watched: QObject) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.count += event.type() is QEvent.Type.Paint
        return False


def test_the_minute_counts_anew_and_paints_only_what_says_something_else(
    qtbot: QtBot,
    window: MainWindow,
    pane: FlowPane,
    store: Store,
    small: SmallClinic,
    move_clock: Move,
) -> None:
    waits, over = booked(store, small, 16), booked(store, small, 15, 1)
    step(store, small, arrive, waits)
    step(store, small, arrive, over)
    step(store, small, complete, over)
    shows(qtbot, pane, "waiting", waits)
    qtbot.waitUntil(lambda: count(pane, "done") == 1)
    press(pane, Qt.Key.Key_Home)
    pane._on_fold("done")
    qtbot.waitUntil(lambda: window._desk.jobs.is_idle)
    move_clock(timedelta(0))
    first = spoken(pane, waits)
    changed: list[tuple[int, int]] = []
    pane.list.rows_model.dataChanged.connect(lambda top, bottom: changed.append((top.row(), bottom.row())))
    resets: list[None] = []
    pane.list.rows_model.modelReset.connect(lambda: resets.append(None))
    QApplication.processEvents()
    paintings = Paintings(pane.list.viewport())
    move_clock(timedelta(seconds=30))
    QApplication.processEvents()
    assert (changed, resets, paintings.count) == ([], [], 0), "within a minute nothing is another"
    move_clock(timedelta(minutes=12, seconds=1))
    places = {pane.list.rows_model.index_of(key).row() for key in ("group:waiting", waits)}
    assert {row for top, bottom in changed for row in range(top, bottom + 1)} == places
    assert resets == []
    assert "waiting 12'" in spoken(pane, waits) or "waiting 13'" in spoken(pane, waits)
    assert spoken(pane, waits) != first
    QApplication.processEvents()
    assert paintings.count > 0


def test_no_timer_is_the_flow_s_own(pane: FlowPane) -> None:
    """The window's clock ticks for all rows: a hundred of them wake nobody more often."""
    timers = [one for one in pane.findChildren(QObject) if one.metaObject().className() == "QTimer"]
    assert [one.parent() for one in timers if one.property("active")] == []


def test_at_midnight_the_next_day_is_read(
    qtbot: QtBot,
    window: MainWindow,
    pane: FlowPane,
    store: Store,
    small: SmallClinic,
    move_clock: Move,
) -> None:
    today = booked(store, small, 10)
    booking = small.booking(9, starts_at=small.at(9, days=1))
    tomorrow = perform(store, small.manager, book, booking).appointment_id
    shows(qtbot, pane, "expected", today)
    move_clock(timedelta(minutes=small.at(23, 59) - now_minute(window)))
    assert group(pane, "expected") == [today], "late for hours, and still there"
    move_clock(timedelta(minutes=small.at(0, days=1) - now_minute(window)))
    shows(qtbot, pane, "expected", tomorrow)


def now_minute(window: MainWindow) -> int:
    """The true minute: the clock is moved from there."""
    return int(window._desk.contact.now().timestamp()) // 60


# Many


def test_the_hundredth_who_waits_is_in_the_list_and_stays_under_the_cursor(
    qtbot: QtBot, pane: FlowPane, store: Store, small: SmallClinic
) -> None:
    ids = crowd(store, small, 100)
    qtbot.waitUntil(lambda: count(pane, "waiting") == 100)
    assert group(pane, "waiting") == ids
    press(pane, Qt.Key.Key_End)
    choose(qtbot, pane, ids[99])
    bar = pane.list.verticalScrollBar()
    assert bar.value() > 0
    assert pane.list.viewport().rect().contains(pane.list.visualRect(pane.list.currentIndex()).center())
    value = bar.value()
    step(store, small, start, ids[0])
    qtbot.waitUntil(lambda: count(pane, "waiting") == 99)
    assert pane.list.appointment_id == ids[99]
    assert abs(bar.value() - value) <= 2 * pane.list.visualRect(pane.list.currentIndex()).height()
    press(pane, Qt.Key.Key_Home)
    bar.setValue(0)
    pane.list.choose(ids[99])
    bar.setValue(0)
    step(store, small, start, ids[1])
    qtbot.waitUntil(lambda: count(pane, "waiting") == 98)
    assert bar.value() == 0, "who scrolled away from the cursor is not taken back to it"


def crowd(store: Store, small: SmallClinic, many: int) -> list[str]:
    """So many patients who wait, each five minutes less than the one before."""
    found = rows(
        store,
        f"""
        WITH people AS (
          INSERT INTO patients (last_name, first_name)
          SELECT 'Παπαδημητρακοπούλου-Κωνσταντινίδου ' || n, 'Αλεξάνδρα' FROM generate_series(1, {many}) AS n
          RETURNING id, last_name
        )
        INSERT INTO appointments (doctor_id, patient_id, starts_at, ends_at, duration_minutes, status,
                                  doctor_timezone, patient_arrived_at)
        SELECT d.id, p.id, start_at + p.place * interval '5 minutes',
               start_at + (p.place + 1) * interval '5 minutes', 5, 'confirmed', d.timezone,
               timezone('utc', now()) - ({many} - p.place) * interval '5 minutes'
          FROM doctors d,
               (SELECT id, row_number() OVER (ORDER BY length(last_name), last_name) - 1 AS place
                  FROM people) AS p,
               (SELECT timezone('utc', to_timestamp({60 * small.at(9)})) AS start_at) AS s
         WHERE d.id = '{small.doctor_id}'
        RETURNING id, patient_arrived_at
        """,
    )
    return [str(row["id"]) for row in sorted(found, key=lambda row: row["patient_arrived_at"])]
