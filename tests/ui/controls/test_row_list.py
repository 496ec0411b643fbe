"""Lists as models: Qt's own rules for a model, which row is current, and who is told of it."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from medic_desk.ui.controls.list_model import RIGHT, Column, ListModel
from medic_desk.ui.controls.row_list import RowList


@dataclass(frozen=True)
class Guest:
    id: str
    name: str
    appointments: int = 0


ANNA, BENNO, CLIO = Guest("a", "Anna <b>"), Guest("b", "Benno", 7), Guest("c", "Clio", 12)
HEADING = Guest("", "Monday")


COLUMNS: tuple[Column[Guest], ...] = (
    Column(title="Name", text=lambda guest: guest.name, stretches=True),
    Column(title="Visits", text=lambda guest: str(guest.appointments), alignment=RIGHT),
)


def key_of(guest: Guest) -> str:
    return guest.id


def is_heading(guest: Guest) -> bool:
    return not guest.id


def guests(qtbot: QtBot) -> RowList[Guest]:
    made: RowList[Guest] = RowList(COLUMNS, key_of, is_heading=is_heading)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_model_keeps_the_rules_of_qt(qapp: QApplication, qtmodeltester: ModelTester) -> None:
    model = ListModel(COLUMNS, key_of, is_heading=is_heading)
    qtmodeltester.check(model, force_py=True)  # type: ignore[no-untyped-call]
    for rows in ((ANNA,), (HEADING, ANNA, BENNO), (CLIO,), ()):
        assert model.set_rows(rows)
        assert not model.set_rows(rows)
    assert model.rowCount() == 0


def test_cells_and_titles_say_what_the_columns_say(qtbot: QtBot) -> None:
    shown = guests(qtbot)
    shown.show_rows((ANNA, BENNO))
    model = shown.rows_model
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Visits"
    assert model.data(model.index(1, 1)) == "7"
    assert model.data(model.index(1, 1), Qt.ItemDataRole.TextAlignmentRole) == RIGHT
    assert model.data(model.index(0, 0)) == "Anna <b>"
    assert "&lt;b&gt;" in model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole)


def test_a_person_who_comes_to_a_row_is_told_of_and_the_program_is_not(qtbot: QtBot) -> None:
    shown = guests(qtbot)
    told: list[str] = []
    opened: list[str] = []
    shown.row_chosen.connect(told.append)
    shown.row_opened.connect(opened.append)
    shown.show_rows((ANNA, BENNO, CLIO), "b")
    assert (shown.current_row(), told) == (BENNO, [])
    QTest.keyClick(shown, Qt.Key.Key_Down)
    assert (shown.current_row(), told) == (CLIO, ["c"])
    shown.choose("a")
    assert (shown.current_row(), told) == (ANNA, ["c"])
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert opened == ["a"]
    shown.choose_none()
    assert (shown.current_row(), told) == (None, ["c"])


def test_the_current_row_stays_current_wherever_it_moves(qtbot: QtBot) -> None:
    shown = guests(qtbot)
    told: list[str] = []
    shown.row_chosen.connect(told.append)
    shown.show_rows((ANNA, BENNO), "b")
    shown.show_rows((BENNO, CLIO, ANNA))
    assert shown.current_row() == BENNO
    shown.show_rows((CLIO, ANNA))
    assert shown.current_row() is None
    assert told == []


def test_a_heading_is_passed_over(qtbot: QtBot) -> None:
    shown = guests(qtbot)
    told: list[str] = []
    shown.row_chosen.connect(told.append)
    shown.show_rows((HEADING, ANNA, HEADING, BENNO), "a")
    QTest.keyClick(shown, Qt.Key.Key_Down)
    assert told == ["b"]
    assert shown.rows_model.key_at(shown.rows_model.index(0, 0)) == ""
    assert shown.isFirstColumnSpanned(0, QModelIndex())
    assert not shown.isFirstColumnSpanned(1, QModelIndex())


def test_a_choice_that_is_refused_is_put_back_after_the_press(qtbot: QtBot) -> None:
    shown, told = guests(qtbot), []

    def refuse(key: str) -> None:
        told.append(key)
        shown.put_back("a")

    shown.row_chosen.connect(refuse)
    shown.show_rows((ANNA, BENNO, CLIO), "a")
    for times in (1, 2):
        where = shown.visualRect(shown.rows_model.index(1, 0)).center()
        QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=where)
        qtbot.waitUntil(lambda: shown.current_row() == ANNA)
        assert [index.row() for index in shown.selectionModel().selectedRows()] == [0]
        assert told == ["b"] * times


def test_other_columns_leave_rows_and_cursor_where_they_are(qtbot: QtBot) -> None:
    shown = guests(qtbot)
    told: list[str] = []
    shown.row_chosen.connect(told.append)
    shown.show_rows((HEADING, ANNA, BENNO), "b")
    shown.set_columns((*COLUMNS, Column(title="Id", text=key_of)))
    model = shown.rows_model
    assert model.headerData(2, Qt.Orientation.Horizontal) == "Id"
    assert model.data(model.index(2, 2)) == "b"
    assert (shown.current_row(), told) == (BENNO, [])
    assert shown.isFirstColumnSpanned(0, QModelIndex())
    shown.set_columns(COLUMNS[:1])
    assert model.columnCount() == 1


def test_rows_that_stay_in_place_are_drawn_where_they_say_something_else(qtbot: QtBot) -> None:
    shown = guests(qtbot)
    shown.show_rows((HEADING, ANNA, BENNO, CLIO), "c")
    changed: list[tuple[int, int]] = []
    resets: list[str] = []

    def note_change(top: QModelIndex, bottom: QModelIndex) -> None:
        changed.append((top.row(), bottom.row()))

    def note_reset() -> None:
        resets.append("reset")

    shown.rows_model.dataChanged.connect(note_change)
    shown.rows_model.modelReset.connect(note_reset)
    more = [replace(one, appointments=one.appointments + 1) for one in (ANNA, BENNO, CLIO)]
    shown.show_rows((HEADING, more[0], BENNO, more[2]))
    assert (changed, resets) == ([(1, 1), (3, 3)], [])
    shown.show_rows((HEADING, *more))
    shown.show_rows((HEADING, ANNA, BENNO, CLIO))
    assert (changed[2:], resets) == ([(2, 2), (1, 3)], [])
    assert shown.current_row() == CLIO
    assert shown.isFirstColumnSpanned(0, QModelIndex())
    shown.show_rows((ANNA, HEADING, BENNO, CLIO))
    assert resets == ["reset"]
    assert not shown.isFirstColumnSpanned(0, QModelIndex())
    assert shown.isFirstColumnSpanned(1, QModelIndex())
