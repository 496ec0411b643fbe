"""The sheet of keys: all of it can be seen on any screen, by scrolling where it is higher."""

from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from medic_desk.ui.controls.actions import make_action
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.help_sheet import HelpSheet
from medic_desk.ui.window.main_window import MainWindow


def shown_sheet(qtbot: QtBot, theme: Theme, owner: QWidget, groups: int) -> HelpSheet:
    """A sheet of that many groups of ten keys."""
    actions = [
        (
            f"Group {group}",
            [make_action(owner, f"What {group}.{key} does", f"Ctrl+{key}") for key in range(10)],
        )
        for group in range(groups)
    ]
    sheet = HelpSheet(theme, actions)
    qtbot.addWidget(sheet)
    sheet.show()
    qtbot.waitExposed(sheet)
    return sheet


def test_a_sheet_higher_than_the_screen_scrolls_to_its_last_key(qtbot: QtBot, theme: Theme) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    sheet = shown_sheet(qtbot, theme, owner, groups=20)
    room = sheet.screen().availableSize()
    assert sheet.height() <= room.height()
    assert sheet.width() <= room.width()
    bar = sheet.area.verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    last = max(
        (label for label in sheet.area.findChildren(QLabel)),
        key=lambda label: label.mapTo(sheet.area.viewport(), label.rect().bottomLeft()).y(),
    )
    bottom = last.mapTo(sheet.area.viewport(), last.rect().bottomLeft()).y()
    assert bottom <= sheet.area.viewport().height()


def test_what_has_room_is_not_scrolled(qtbot: QtBot, theme: Theme) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    sheet = shown_sheet(qtbot, theme, owner, groups=2)
    said = sheet.area.widget()
    assert said is not None
    sheet.resize(sheet.size() - sheet.area.viewport().size() + said.sizeHint())
    QApplication.processEvents()
    assert sheet.area.verticalScrollBar().maximum() == 0
    assert sheet.area.horizontalScrollBar().maximum() == 0


def test_arrow_keys_are_drawn_as_arrows(qtbot: QtBot, theme: Theme) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    back = make_action(owner, "Back", "Alt+Left")
    sheet = HelpSheet(theme, [("Go", [back])])
    qtbot.addWidget(sheet)
    assert "Alt+←" in {label.text() for label in sheet.findChildren(QLabel)}


def test_every_key_of_the_menus_is_on_it(window: MainWindow) -> None:
    window.side.doctors.setFocus()
    window.menus.help.trigger()
    sheet = window.dialog
    assert isinstance(sheet, HelpSheet)
    said = {label.text() for label in sheet.findChildren(QLabel)}
    for _title, actions in window.menus.groups():
        for action in actions:
            assert action.shortcut().isEmpty() or action.text().replace("&", "").rstrip("…") in said
    sheet.close()
