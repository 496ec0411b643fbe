"""The grid of free starts: Qt's own rules for a model, headings over days, and who is told of a choice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from medic_desk.engine.clinic_time import instant_of, local_date
from medic_desk.engine.facts import FreeSlot, Minute, Source
from medic_desk.ui.booking.start_grid import StartGrid, StartRow, rows_of, start_cell
from medic_desk.ui.booking.start_list import StartList
from medic_desk.ui.theme import Theme

ZONE = "Europe/Athens"
MONDAY = date(2026, 11, 23)
TUESDAY, THURSDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=3)


def at(day: date, hour: int, minute: int = 0) -> Minute:
    return instant_of(day, hour * 60 + minute, ZONE)


def free(day: date, *hours: int) -> list[FreeSlot]:
    return [
        FreeSlot(at(day, hour), at(day, hour) + 30, None, None, None, 1, Source("schedule_rules", "rule"))
        for hour in hours
    ]


SLOTS = [*free(MONDAY, *range(9, 17)), *free(TUESDAY, 9), *free(THURSDAY, *range(9, 16))]
COLUMNS = 6
PLACES = {at(MONDAY, 9): "Κέντρο, Ιατρείο 1"}


def rows(slots: Sequence[FreeSlot]) -> tuple[StartRow, ...]:
    """The rows of starts in order of time."""
    cells = [start_cell(slot, ZONE, PLACES.get(slot.starts_at, "")) for slot in slots]
    return tuple(rows_of(cells, [local_date(slot.starts_at, ZONE) for slot in slots], COLUMNS))


@pytest.fixture
def times(qtbot: QtBot, theme: Theme) -> StartList:
    made = StartList(theme, columns=COLUMNS)
    qtbot.addWidget(made)
    made.resize(600, 200)
    made.set_rows(rows(SLOTS))
    made.show()
    return made


def test_the_model_keeps_the_rules_of_qt(
    qapp: QApplication, theme: Theme, qtmodeltester: ModelTester
) -> None:
    model = StartGrid(theme, columns=COLUMNS)
    qtmodeltester.check(model, force_py=True)  # type: ignore[no-untyped-call]
    for slots in (SLOTS, SLOTS[:1], [], SLOTS[3:]):
        model.set_rows(rows(slots), COLUMNS)
    assert model.starts == tuple(slot.starts_at for slot in SLOTS[3:])


def test_a_heading_a_day_and_its_times_in_rows_of_six(times: StartList) -> None:
    model = times.model()
    shown = [
        [model.index(row, column).data() for column in range(COLUMNS)] for row in range(model.rowCount())
    ]
    assert shown == [
        ["Monday 23/11/2026", None, None, None, None, None],
        ["09:00", "10:00", "11:00", "12:00", "13:00", "14:00"],
        ["15:00", "16:00", None, None, None, None],
        ["Tuesday 24/11/2026", None, None, None, None, None],
        ["09:00", None, None, None, None, None],
        ["Thursday 26/11/2026", None, None, None, None, None],
        ["09:00", "10:00", "11:00", "12:00", "13:00", "14:00"],
        ["15:00", None, None, None, None, None],
    ]
    assert [times.columnSpan(row, 0) for row in range(model.rowCount())] == [6, 1, 1, 6, 1, 6, 1, 1]


def test_a_start_is_told_with_its_day_its_hours_and_its_place(times: StartList) -> None:
    model = times.model()
    first, second = model.index(1, 0), model.index(1, 1)
    assert first.data(Qt.ItemDataRole.ToolTipRole) == "09:00–09:30\nΚέντρο, Ιατρείο 1"
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert first.data(spoken) == "Monday 23/11/2026, 09:00–09:30, Κέντρο, Ιατρείο 1"
    assert second.data(spoken) == "Monday 23/11/2026, 10:00–10:30"


def test_a_persons_choice_is_told_once_and_the_programs_is_not(times: StartList) -> None:
    told: list[FreeSlot] = []
    times.start_chosen.connect(told.append)
    assert times.choose(at(MONDAY, 10))
    assert told == []
    QTest.keyClick(times, Qt.Key.Key_Right)
    place = times.visualRect(times.model().index(1, 4)).center()
    for _ in range(2):
        QTest.mouseClick(times.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [slot.starts_at for slot in told] == [at(MONDAY, 11), at(MONDAY, 13)]
    times.set_rows(rows(SLOTS[:3]))
    assert times.chosen() is None
    assert not times.choose(at(MONDAY, 13))
    assert len(told) == 2


def test_arrow_keys_leave_out_headings_and_stop_at_the_ends(times: StartList) -> None:
    QTest.keyClick(times, Qt.Key.Key_Down)
    walked = [times.chosen()]
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, *[Qt.Key.Key_Right] * 5, *[Qt.Key.Key_Down] * 5):
        QTest.keyClick(times, key)
        walked.append(times.chosen())
    assert [slot and slot.starts_at for slot in walked] == [
        at(MONDAY, 9), at(MONDAY, 9), at(MONDAY, 9),
        at(MONDAY, 10), at(MONDAY, 11), at(MONDAY, 12), at(MONDAY, 13), at(MONDAY, 14),
        at(MONDAY, 16), at(TUESDAY, 9), at(THURSDAY, 9), at(THURSDAY, 15), at(THURSDAY, 15),
    ]  # fmt: skip
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Left):
        QTest.keyClick(times, key)
    assert times.chosen() == SLOTS[8], "from the first of a day to the last of the day before"


def test_starts_whose_hour_is_told_in_words_stand_whole_in_fewer_columns(times: StartList) -> None:
    cells = [start_cell(slot, ZONE) for slot in SLOTS]
    assert times.columns_for(cells) == COLUMNS
    assert times.columns_for([]) == COLUMNS
    doubled = [replace(cell, text=f"{cell.text} (1st)", colour="blue") for cell in cells]
    for width in (300, 200, 60, 10):
        times.resize(width, 200)
        columns = times.columns_for(doubled)
        widest = max(times._painter.width(cell) for cell in doubled)
        assert columns == 1 or columns * widest <= times.viewport().width()
    assert columns == 1
    times.resize(300, 200)
    columns = times.columns_for(doubled)
    assert 1 < columns < COLUMNS
    days = [local_date(slot.starts_at, ZONE) for slot in SLOTS]
    assert times.set_rows(rows_of(doubled, days, columns), columns)
    assert times.model().columnCount() == columns
    assert times.columnSpan(0, 0) == columns


def test_a_heading_is_not_chosen_by_a_click(times: StartList) -> None:
    told: list[FreeSlot] = []
    times.start_chosen.connect(told.append)
    heading = times.visualRect(times.model().index(0, 0)).center()
    QTest.mouseClick(times.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    assert (told, times.chosen()) == ([], None)
