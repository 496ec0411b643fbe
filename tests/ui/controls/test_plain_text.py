"""What people type is shown as they typed it, never taken for markup."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from medic_desk.model.patients.search import PatientEntry
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.booking.patient_list import PatientList
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.plain_text import plain_tip
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic

NAME = "<b>Παπάς</b> & <img src=x>"


def test_a_tooltip_shows_the_very_letters() -> None:
    document = QTextDocument()
    document.setHtml(plain_tip(f"{NAME}\n<i>ΗΚΓ</i>"))
    assert document.toPlainText().splitlines() == [NAME, "<i>ΗΚΓ</i>"]
    assert plain_tip("Παπάς\n10 < 20") == "Παπάς\n10 < 20"


def test_a_banner_shows_the_very_letters(qtbot: QtBot, theme: Theme) -> None:
    banner = MessageBanner(theme)
    qtbot.addWidget(banner)
    banner.say(f"Taken: {NAME}, 10:00–10:30.")
    assert [label.textFormat() for label in banner.findChildren(QLabel)] == [Qt.TextFormat.PlainText]


def test_a_patient_is_found_and_shown_as_typed(
    qtbot: QtBot, window: MainWindow, small: SmallClinic, theme: Theme
) -> None:
    window.book_at(small.at(10))
    dock = window.dock
    assert isinstance(dock, BookingDock)
    entry = PatientEntry(
        id="1",
        last_name=NAME,
        first_name="",
        father_name=None,
        phone=None,
        mobile_phone=None,
        email=None,
        birth_date=date(1980, 1, 1),
        file_number=None,
    )
    dock.patient.choose(entry)
    shown = [label for label in dock.patient.findChildren(QLabel) if label.text() == NAME]
    assert [label.textFormat() for label in shown] == [Qt.TextFormat.PlainText]
    listed = PatientList(theme, most_rows=1)
    qtbot.addWidget(listed)
    listed.set_entries((entry,))
    tip = listed.model().data(listed.model().index(0, 0), Qt.ItemDataRole.ToolTipRole)
    document = QTextDocument()
    document.setHtml(tip)
    assert document.toPlainText() == NAME


def test_the_details_show_the_very_letters(window: MainWindow) -> None:
    labels = [label for label in window.details.findChildren(QLabel) if label.wordWrap()]
    assert labels
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
