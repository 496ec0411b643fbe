"""A choice that drops down: who chose is told apart, and a name too long for it can be read all the same."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from medic_desk.ui.controls.row_combo import RowCombo
from medic_desk.ui.theme import Theme
from tests.ui.clipping.painted_text import painted_texts

Doctor = tuple[str, str]
ANNA, BENNO = ("a", "Anna"), ("b", "Benno")
LONG = ("c", "Παπαδημητρακοπούλου-Χατζηγεωργίου Αικατερίνη")


def name(doctor: Doctor) -> str:
    return doctor[1]


def key(doctor: Doctor) -> str:
    return doctor[0]


@pytest.fixture
def box(qtbot: QtBot, theme: Theme) -> RowCombo[Doctor]:
    made: RowCombo[Doctor] = RowCombo(name, key)
    qtbot.addWidget(made)
    made.show_rows((ANNA, BENNO), "b")
    made.show()
    return made


def test_a_persons_choice_is_told_once_and_the_programs_is_not(box: RowCombo[Doctor]) -> None:
    told: list[str] = []
    box.row_chosen.connect(told.append)
    assert box.chosen_row() == BENNO
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert (box.chosen_row(), told) == (ANNA, ["a"])
    box.activated.emit(box.currentIndex())
    assert told == ["a"], "the same once more is no other choice"
    box.show_rows((BENNO, LONG), "c")
    assert (box.chosen_row(), told) == (LONG, ["a"])
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert told == ["a", "b"]


@pytest.mark.parametrize("chosen", [None, "", "gone"])
def test_without_a_known_key_the_first_is_chosen(box: RowCombo[Doctor], chosen: str | None) -> None:
    box.show_rows((BENNO, ANNA), chosen)
    assert box.chosen_row() == BENNO
    box.show_rows(())
    assert box.chosen_row() is None
    assert box.currentIndex() == -1


def test_a_long_name_asks_for_room_and_is_told_whole(box: RowCombo[Doctor]) -> None:
    wanted, least = box.sizeHint().width(), box.minimumSizeHint().width()
    box.show_rows((ANNA, LONG), "c")
    assert box.sizeHint().width() > wanted
    assert box.minimumSizeHint().width() == least
    assert box.toolTip() == LONG[1]
    box.show_rows((ANNA,))
    assert box.sizeHint().width() < wanted
    assert box.toolTip() == "Anna"


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
def test_the_list_that_drops_down_shows_every_row_whole(qtbot: QtBot, box: RowCombo[Doctor]) -> None:
    for rows in ((ANNA, LONG), tuple((str(number), f"{LONG[1]} {number}") for number in range(40))):
        box.show_rows(rows)
        box.resize(120, box.sizeHint().height())
        box.showPopup()
        view = box.view()
        qtbot.waitUntil(lambda view=view: view.window().isVisible())  # type: ignore[misc]
        last = box.rows_model.index(len(rows) - 1, 0)
        view.scrollTo(last)
        area, shown = view.visualRect(last), view.viewport().rect()
        assert shown.top() <= area.top()
        assert area.bottom() <= shown.bottom()
        assert shown.width() >= view.sizeHintForColumn(0)
        box.hidePopup()


def test_the_model_keeps_the_rules_of_qt(box: RowCombo[Doctor], qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(box.rows_model, force_py=True)  # type: ignore[no-untyped-call]
    for rows in ((LONG,), (), (ANNA,)):
        box.show_rows(rows)
    assert box.chosen_row() == ANNA


def test_a_name_that_has_too_little_room_gives_way_to_a_short_one(qtbot: QtBot, theme: Theme) -> None:
    del theme
    box: RowCombo[Doctor] = RowCombo(name, key, short=lambda doctor: doctor[1].split(" ")[0][:9])
    qtbot.addWidget(box)
    box.show_rows((ANNA, LONG), "c")
    box.show()
    box.resize(box.minimumSizeHint().width() + 40, box.height())
    assert "".join(text.text for text in painted_texts(box)) == "Παπαδημητ"
    assert box.itemText(1) == LONG[1], "the list that drops down has the whole name"
    assert LONG[1] in box.toolTip()
    box.show_rows((ANNA, LONG), "a")
    assert "".join(text.text for text in painted_texts(box)) == "Anna"
