"""Whatever is typed, pasted or dropped into a field, what cannot be stored never stands in it."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.ui.controls.text_fields import TextBox, TextLine, box_text, line_text
from medic_desk.ui.controls.typed_fields import TimeField
from tests.ui.staff import type_text

ROOT = Path(__file__).resolve().parents[3]
PASTED = "Ελ\x00έ\x07νη\r\nΔη\x1bμη\ttρίου\x85 😀\x7f"
LONE = b"a\x00\x00\xd8b\x00"
"""``a``, the first half of a character, ``b``: little-endian UTF-16."""


@pytest.mark.parametrize(
    ("pasted", "line", "box"),
    [
        (PASTED, "Ελένη Δημη tρίου  😀", "Ελένη\nΔημη\ttρίου 😀"),
        ("a\ud800b", "ab", "ab"),
        ("a\rb\vc\fd\u2028e", "a b c d e", "a\nbcd\u2028e"),
        ("", "", ""),
        ("  kept  ", "  kept  ", "  kept  "),
    ],
)
def test_what_is_left_of_a_text(pasted: str, line: str, box: str) -> None:
    assert line_text(pasted) == line
    assert box_text(pasted) == box


@pytest.fixture
def line(qtbot: QtBot) -> TextLine:
    made = TextLine("Παπαδοπούλου")
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def box(qtbot: QtBot) -> TextBox:
    made = TextBox()
    qtbot.addWidget(made)
    made.setPlainText("Παπαδοπούλου")
    made.show()
    return made


def test_a_paste_into_a_line_keeps_what_was_typed_and_leaves_the_rest_out(line: TextLine) -> None:
    edited: list[str] = []
    line.textEdited.connect(edited.append)
    QApplication.clipboard().setText(PASTED)
    line.setCursorPosition(4)
    QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == "Παπα" + line_text(PASTED) + "δοπούλου"
    assert edited[-1] == line.text()
    # The cursor is where the paste ends: whoever types on types there.
    type_text(line, "!")
    assert line.text() == "Παπα" + line_text(PASTED) + "!δοπούλου"


def test_half_a_character_of_a_paste_never_stands_in_a_field(line: TextLine, box: TextBox) -> None:
    data = QMimeData()
    data.setData("text/plain;charset=utf-16le", LONE)
    data.setText(LONE.decode("utf-16-le", "surrogatepass"))
    box.insertFromMimeData(data)
    line.insert(LONE.decode("utf-16-le", "surrogatepass"))
    assert line.text() == "Παπαδοπούλουab"
    assert box.toPlainText() == "abΠαπαδοπούλου"
    assert line.cursorPosition() == len(line.text())


def test_a_program_sets_no_such_text_either(line: TextLine) -> None:
    line.setText("a\x00b")
    assert line.text() == "ab"
    assert TextLine("x\ny").text() == "x y"


def test_typing_and_taking_back_work_as_in_any_line(line: TextLine) -> None:
    line.clear()
    type_text(line, "Άννα")
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert line.text() == "Άνν"
    assert line.hasAcceptableInput()
    line.undo()
    assert line.text() != "Άνν"


def test_a_paste_into_a_box_keeps_its_lines(box: TextBox) -> None:
    QApplication.clipboard().setText(PASTED)
    box.paste()
    assert box.toPlainText() == box_text(PASTED) + "Παπαδοπούλου"
    box.undo()
    assert box.toPlainText() == "Παπαδοπούλου"


def test_an_input_method_brings_nothing_else_along(line: TextLine, box: TextBox) -> None:
    for field in (line, box):
        event = QInputMethodEvent("", [])
        event.setCommitString("α\x00β")
        QApplication.sendEvent(field, event)
    assert line.text() == "Παπαδοπούλουαβ"
    assert box.toPlainText() == "αβΠαπαδοπούλου"


def test_a_field_that_is_read_by_its_kind_takes_a_paste(qtbot: QtBot) -> None:
    field = TimeField()
    qtbot.addWidget(field)
    QApplication.clipboard().setText("9:30\x00\n")
    field.paste()
    assert field.minute == 9 * 60 + 30


def test_every_field_of_the_program_is_one_of_these() -> None:
    bare = re.compile(r"\b(?:QLineEdit|QPlainTextEdit|QTextEdit|QTextBrowser|QInputDialog)\(|setEditable\(")
    found = [
        path.name
        for path in (ROOT / "medic_desk").rglob("*.py")
        if bare.search(re.sub(r"class \w+\(\w+\):", "", path.read_text(encoding="utf-8")))
    ]
    assert found == []
