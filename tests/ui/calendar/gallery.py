"""Draws the calendar in many states into a folder: ``python -m tests.ui.calendar.gallery DIR``."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from medic_desk.ui.calendar.view import CalendarView
from medic_desk.ui.day_grid.grid_picture import GridPicture
from medic_desk.ui.theme import Mode, Theme, inset_text, text_scale_for
from medic_desk.ui.theme.icons import icon_names
from tests.ui.calendar import week_pictures as weeks


def main(folder: Path) -> None:
    """Write every picture as a PNG."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(app, QApplication)
    theme = Theme(Mode.LIGHT)
    theme.install(app)
    pictures = {
        "full": weeks.full_week(),
        "five": weeks.full_week(days=5, colour="3"),
        "day": weeks.full_week(days=1, colour="2"),
        "long": weeks.full_week(patients=weeks.LONG_PATIENTS, colour="5"),
        "empty": weeks.empty_week(),
        "autumn": weeks.autumn_week(),
        "spring": weeks.spring_week(),
        "colours": _colours(),
    }
    for size in ((1280, 800), (2560, 1440)):
        theme.set_text_scale(text_scale_for(size[0]))
        for mode in (Mode.LIGHT, Mode.DARK):
            theme.set_mode(mode)
            _draw_controls(theme, folder / f"controls-{mode}-{size[0]}.png")
            for name, picture in pictures.items():
                path = folder / f"{name}-{mode}-{size[0]}.png"
                _draw(theme, size, picture, path, _TOUCHES.get(name))


def _colours() -> GridPicture:
    """The same week with every doctor's colour, and what is cancelled shown."""
    week = weeks.full_week()
    blocks = tuple(
        replace(block, colour=str(i % 9) if i % 9 < 8 else "#FFEE88") for i, block in enumerate(week.blocks)
    )
    return replace(weeks.with_lane(week, blocks=blocks), title="All colours")


def _draw(
    theme: Theme,
    size: tuple[int, int],
    picture: GridPicture,
    path: Path,
    touch: Callable[[CalendarView], None] | None,
) -> None:
    view = CalendarView(theme)
    view.resize(*size)
    view.show()
    view.set_picture(picture)
    view.canvas.set_hint(
        "No hours in these days. Draw them under Clinic, Hours (Ctrl+H), or choose another week."
    )
    if touch is not None:
        touch(view)
    QApplication.processEvents()
    view.grab().save(str(path))
    view.close()
    view.deleteLater()
    QApplication.processEvents()
    print(path)


def _draw_controls(theme: Theme, path: Path) -> None:
    """Every kind of control the theme dresses, and the icons."""
    window = QWidget()
    columns = QHBoxLayout(window)
    left, right = QVBoxLayout(), QVBoxLayout()
    columns.addLayout(left, 1)
    columns.addLayout(right, 1)
    _add_labels(left)
    edit = _add_fields(left)
    _add_choices(left)
    _add_buttons(left)
    _add_lists(right)
    _add_icons(right, theme)
    window.resize(1100, 800)
    window.show()
    edit.setFocus()
    QApplication.processEvents()
    window.grab().save(str(path))
    window.close()
    window.deleteLater()
    QApplication.processEvents()
    print(path)


def _add_labels(column: QVBoxLayout) -> None:
    for role, text in (
        ("heading", "Νέο ραντεβού"),
        ("", "Ασθενής"),
        ("secondary", "210 555 0142 · 1975"),
        ("error", "The time was taken meanwhile. Choose one of the three nearest."),
    ):
        label = QLabel(text)
        label.setProperty("role", role)
        column.addWidget(label)


def _add_fields(column: QVBoxLayout) -> QLineEdit:
    edit, wrong, off = QLineEdit("Παπαδόπουλος"), QLineEdit("25:00"), QLineEdit("off")
    wrong.setProperty("role", "error")
    off.setEnabled(False)
    combo, spin, day = QComboBox(), QSpinBox(), QDateEdit()
    inset_text(spin)
    inset_text(day)
    combo.addItems(["Καρδιολογική εξέταση"])
    for widget in (edit, wrong, off, combo, spin, day, QPlainTextEdit("Notes")):
        column.addWidget(widget)
    return edit


def _add_choices(column: QVBoxLayout) -> None:
    check, radio, tri = QCheckBox("Show cancelled"), QRadioButton("Any doctor"), QCheckBox("Some")
    check.setChecked(True)
    radio.setChecked(True)
    tri.setCheckState(Qt.CheckState.PartiallyChecked)
    for box in (check, QCheckBox("Unchecked"), tri, radio, QRadioButton("Another")):
        column.addWidget(box)


def _add_buttons(column: QVBoxLayout) -> None:
    row = QHBoxLayout()
    for role, text, enabled in (
        ("primary", "Book", True),
        ("", "Cancel", True),
        ("quiet", "Today", True),
        ("menu", "Week", True),
        ("primary", "Off", False),
        ("", "Off", False),
    ):
        button = QPushButton(text)
        button.setProperty("role", role)
        button.setEnabled(enabled)
        if role == "menu":
            button.setMenu(QMenu(button))
        row.addWidget(button)
    column.addLayout(row)


def _add_lists(column: QVBoxLayout) -> None:
    tabs, table, chosen = QTabWidget(), QTableWidget(4, 3), QListWidget()
    table.setHorizontalHeaderLabels(["Ώρα", "Ασθενής", "Ποσό"])
    for i in range(4):
        for j, text in enumerate((f"09:{i}0", weeks.PATIENTS[i], "40,00 €")):
            table.setItem(i, j, QTableWidgetItem(text))
    table.selectRow(1)
    chosen.ensurePolished()
    chosen.addItems(list(weeks.PATIENTS[:5]))
    chosen.setCurrentRow(2)
    tabs.addTab(table, "Rules")
    tabs.addTab(QWidget(), "Exceptions")
    column.addWidget(tabs)
    column.addWidget(chosen)
    bar = QProgressBar()
    bar.setValue(40)
    bar.setTextVisible(False)
    column.addWidget(bar)


def _add_icons(column: QVBoxLayout, theme: Theme) -> None:
    icons = QGridLayout()
    for i, name in enumerate(icon_names()):
        tool = QToolButton()
        tool.setIcon(theme.icon(name))
        tool.setIconSize(theme.icon_size())
        tool.setToolTip(name)
        icons.addWidget(tool, i // 13, i % 13)
    column.addLayout(icons)


def _touch_full(view: CalendarView) -> None:
    view.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Down)


def _touch_colours(view: CalendarView) -> None:
    view.canvas.set_shows_faded(True)


def _touch_long(view: CalendarView) -> None:
    view.choose_appointment("a9")
    assert view.canvas.placed is not None
    slot = view.canvas.placed.slots[4]
    QTest.mouseMove(view.viewport(), QPoint(slot.cell.x + 30, slot.cell.y + 4 - view.canvas.offset))


def _touch_night(view: CalendarView) -> None:
    view.canvas.set_zoom(1.6)
    view.canvas.verticalScrollBar().setValue(0)


_TOUCHES: dict[str, Callable[[CalendarView], None]] = {
    "full": _touch_full,
    "colours": _touch_colours,
    "long": _touch_long,
    "autumn": _touch_night,
    "spring": _touch_night,
}

if __name__ == "__main__":
    QLocale.setDefault(QLocale(QLocale.Language.Greek, QLocale.Country.Greece))
    main(Path(sys.argv[1]))
