"""Steps at the window of patients that its tests share."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from medic_desk.ui.patients.card_field import PhoneEditor
from medic_desk.ui.patients.window import PatientWindow
from medic_desk.ui.window.main_window import MainWindow
from tests.ui.staff import retype, type_text


def patients_of(window: MainWindow) -> PatientWindow:
    """The window of patients, once it was asked for."""
    made = window.patients.window
    assert made is not None
    return made


def opened(qtbot: QtBot, window: MainWindow, patient_id: str) -> PatientWindow:
    """The card of a patient, read and shown."""
    window.patients.open(patient_id)
    patients = patients_of(window)
    qtbot.waitUntil(lambda: patients.card is not None and patients.card.patient_id == patient_id)
    qtbot.waitUntil(lambda: patients.pages.currentWidget() is patients.card_pane)
    return patients


def line_of(patients: PatientWindow, name: str) -> QLineEdit:
    """The line that a field is typed into."""
    editor: QWidget = patients.form.fields[name].editor
    line = editor.number if isinstance(editor, PhoneEditor) else editor
    assert isinstance(line, QLineEdit)
    return line


def type_over(patients: PatientWindow, name: str, words: str) -> None:
    """Type something else into a field of the card."""
    line = line_of(patients, name)
    line.setFocus()
    retype(line, words)


def find_by_keys(qtbot: QtBot, window: MainWindow, words: str) -> PatientWindow:
    """Ctrl+F, a part of a name, and Enter: the card of the one who is found."""
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.patients.window is not None)
    patients = patients_of(window)
    type_text(patients.finder.line, words)
    QTest.keyClick(patients.finder.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: patients.card is not None)
    return patients
