"""Draws the calendar in many states into a folder, to be looked at: ``python -m tests.ui.gallery DIR``."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from medic_desk.ui.theme import Mode, Theme, text_scale_for
from medic_desk.ui.week_view import WeekView
from tests.ui import week_pictures as weeks


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
            for name, picture in pictures.items():
                path = folder / f"{name}-{mode}-{size[0]}.png"
                _draw(theme, size, picture, path, _TOUCHES.get(name))


def _colours() -> weeks.WeekPicture:
    """The same week with every doctor's colour, and what is cancelled shown."""
    week = weeks.full_week()
    blocks = tuple(
        replace(block, colour=str(i % 9) if i % 9 < 8 else "#FFEE88") for i, block in enumerate(week.blocks)
    )
    return replace(week, blocks=blocks, title="All colours")


def _draw(
    theme: Theme,
    size: tuple[int, int],
    picture: weeks.WeekPicture,
    path: Path,
    touch: Callable[[WeekView], None] | None,
) -> None:
    view = WeekView(theme)
    view.resize(*size)
    view.show()
    view.set_picture(picture)
    view.set_hint("No hours in these days. Draw them under Clinic, Hours (Ctrl+H), or choose another week.")
    if touch is not None:
        touch(view)
    QApplication.processEvents()
    view.grab().save(str(path))
    view.close()
    view.deleteLater()
    QApplication.processEvents()
    print(path)


def _touch_full(view: WeekView) -> None:
    view.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Down)


def _touch_colours(view: WeekView) -> None:
    view.set_shows_faded(True)


def _touch_long(view: WeekView) -> None:
    view.choose_appointment("a9")
    slot = view._layout.slots[4]
    QTest.mouseMove(view.viewport(), QPoint(slot.cell.x + 30, slot.cell.y + 4 - view._offset()))


def _touch_night(view: WeekView) -> None:
    view.set_zoom(1.6)
    view.verticalScrollBar().setValue(0)


_TOUCHES: dict[str, Callable[[WeekView], None]] = {
    "full": _touch_full,
    "colours": _touch_colours,
    "long": _touch_long,
    "autumn": _touch_night,
    "spring": _touch_night,
}

if __name__ == "__main__":
    QLocale.setDefault(QLocale(QLocale.Language.Greek, QLocale.Country.Greece))
    main(Path(sys.argv[1]))
