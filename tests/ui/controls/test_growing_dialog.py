"""A dialog is never lower than its wrapped text and its fields need together."""

from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from medic_desk.ui.controls.growing_dialog import GrowingDialog

WORDS = (
    "A sentence that is told only once it is known, and that needs one line more than there was room for. "
)


def _filled(dialog: QDialog) -> tuple[QLabel, list[QLineEdit]]:
    told, fields = QLabel("Short."), [QLineEdit() for _ in range(4)]
    told.setWordWrap(True)
    column = QVBoxLayout(dialog)
    column.addWidget(told)
    for field in fields:
        column.addWidget(field)
    return told, fields


def test_no_field_is_pressed_together_by_a_sentence_that_comes_later(qtbot: QtBot) -> None:
    dialog = GrowingDialog()
    qtbot.addWidget(dialog)
    told, fields = _filled(dialog)
    dialog.resize(240, 100)
    dialog.show()
    qtbot.waitExposed(dialog)
    before = dialog.height()
    told.setText(WORDS * 3)
    qtbot.waitUntil(lambda: dialog.height() > before)
    QApplication.processEvents()
    assert told.height() >= told.heightForWidth(told.width())
    for field in fields:
        assert field.height() >= field.minimumSizeHint().height()


def test_it_stays_on_its_screen(qtbot: QtBot) -> None:
    dialog = GrowingDialog()
    qtbot.addWidget(dialog)
    told, _ = _filled(dialog)
    dialog.resize(240, 100)
    dialog.show()
    qtbot.waitExposed(dialog)
    told.setText(WORDS * 200)
    QApplication.processEvents()
    QApplication.processEvents()
    assert dialog.height() <= dialog.screen().availableSize().height()
