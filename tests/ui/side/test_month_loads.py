"""The bars of the small month: read for the doctors that are shown, and true after every change."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.day_loads import DayLoad
from medic_desk.model.store.store import Store
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.side.month import MonthView
from medic_desk.ui.side.month_loads import MonthLoads, share_taken
from medic_desk.ui.side.month_model import MonthModel, load_words
from medic_desk.ui.theme import Theme
from tests.model.small_clinic import SmallClinic, new_id
from tests.ui.staff import run

PATIENCE = 20_000


@pytest.fixture
def month(qtbot: QtBot, theme: Theme, small: SmallClinic) -> MonthView:
    shown = MonthView(theme, small.day - timedelta(days=7))
    qtbot.addWidget(shown)
    shown.set_shown(small.day, 1)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def model_of(month: MonthView) -> MonthModel:
    model = month.table.model()
    assert isinstance(model, MonthModel)
    return model


def test_a_booking_of_another_desk_fills_the_day(
    qtbot: QtBot, month: MonthView, desk: Desk, store: Store, small: SmallClinic
) -> None:
    model = model_of(month)
    loads = MonthLoads(desk, month)
    assert model.load(small.day) is None
    loads.set_doctors((small.doctor_id,))
    qtbot.waitUntil(lambda: model.load(small.day) == 0.0, timeout=PATIENCE)
    qtbot.waitUntil(lambda: desk.is_live, timeout=PATIENCE)
    perform(store, small.receptionist, book, small.booking(9))
    # Seven hours are open.
    qtbot.waitUntil(lambda: model.load(small.day) == pytest.approx(30 / 420), timeout=PATIENCE)
    loads.set_doctors((small.doctor_id, small.colleague_id))
    qtbot.waitUntil(lambda: model.load(small.day) == pytest.approx(30 / 840), timeout=PATIENCE)
    run(
        store,
        "INSERT INTO schedule_exceptions (doctor_id, exception_type, starts_at, ends_at, source) SELECT id,"
        f" 'blocked', TIMESTAMP '{small.day}' - INTERVAL '3 hours', TIMESTAMP '{small.day}' + INTERVAL"
        " '30 hours', 'manual' FROM doctors",
    )
    qtbot.waitUntil(lambda: model.load(small.day) is None, timeout=PATIENCE)
    text = model.index_of(small.day).data(Qt.ItemDataRole.AccessibleTextRole)
    assert text.endswith(", closed")


def test_another_month_is_read_when_it_is_shown(
    qtbot: QtBot, month: MonthView, desk: Desk, small: SmallClinic
) -> None:
    loads = MonthLoads(desk, month)
    loads.set_doctors((small.doctor_id,))
    for _ in range(3):
        month.table.turn(1)
    shown = month.first_day + timedelta(days=20)
    qtbot.waitUntil(lambda: model_of(month).load(shown) == 0.0, timeout=PATIENCE)
    loads.set_doctors(())
    assert model_of(month).load(shown) is None
    assert not loads.reading.is_reading


def test_nothing_is_read_while_nobody_sees_it(
    qtbot: QtBot, month: MonthView, desk: Desk, store: Store, small: SmallClinic
) -> None:
    loads = MonthLoads(desk, month)
    month.hide()
    loads.set_doctors((small.doctor_id,))
    assert desk.jobs.is_idle
    month.show()
    assert loads.reading.is_reading
    qtbot.waitUntil(lambda: model_of(month).load(small.day) == 0.0, timeout=PATIENCE)
    month.hide()
    perform(store, small.receptionist, book, small.booking(10, act_id=new_id()))
    desk.read_again()
    month.show()
    qtbot.waitUntil(lambda: (model_of(month).load(small.day) or 0) > 0, timeout=PATIENCE)


def test_the_model_keeps_the_rules_of_models(
    month: MonthView, small: SmallClinic, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(model_of(month), force_py=True)  # type: ignore[no-untyped-call]
    month.set_loads({small.day: 0.5})
    month.table.turn(1)
    month.set_loads({})


@pytest.mark.parametrize(
    ("load", "words"),
    [(None, "closed"), (0.0, "0 % taken"), (0.426, "43 % taken"), (0.999, "99 % taken"), (1.0, "full"),
     (1.3, "full")],
)  # fmt: skip
def test_a_load_in_words(load: float | None, words: str) -> None:
    assert load_words(load) == words


def test_a_load_is_the_share_of_the_open_time() -> None:
    full = DayLoad(open_minutes=400, taken_minutes=100)
    assert share_taken(full) == 0.25
    assert share_taken(replace(full, open_minutes=0)) is None
    assert share_taken(None) is None


def bar_width(image: QImage, row: int, colour: str) -> int:
    return sum(image.pixelColor(x, row) == QColor(colour) for x in range(image.width()))


def bar_of(month: MonthView, load: float | None, colour: str) -> tuple[int, int]:
    """How wide and how thick the bar of the 15th is that a load gives."""
    day = month.table.month + timedelta(days=14)
    month.set_loads({day: load})
    cell = month.table.visualRect(model_of(month).index_of(day))
    image = month.table.viewport().grab(cell).toImage()
    widths = [bar_width(image, row, colour) for row in range(image.height() * 2 // 3, image.height())]
    return max(widths), sum(width == max(widths) for width in widths) if max(widths) else 0


def test_the_width_of_a_bar_is_the_load_and_a_full_day_is_thicker(
    month: MonthView, theme: Theme, small: SmallClinic
) -> None:
    month.set_today(small.day + timedelta(days=400))
    month.table.set_shown(small.day + timedelta(days=62), 1)
    accent, text = theme.palette.accent, theme.palette.text
    half, nearly = bar_of(month, 0.5, accent), bar_of(month, 0.94, accent)
    assert half[0] == pytest.approx(nearly[0] / 2, abs=2)
    assert half[1] == nearly[1] == 2
    full = bar_of(month, 0.95, text)
    assert full[0] > half[0]
    assert full[1] == 3
    assert bar_of(month, 2.0, text)[0] >= full[0]
    assert bar_of(month, None, accent) == bar_of(month, 0.0, accent) == (0, 0)
