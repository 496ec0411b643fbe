"""What of the calendar was painted, and whether the screen shows what a full repaint would show."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication

from medic_desk.ui.calendar.view import CalendarView


class Painted(QObject):
    """Collects the regions of a calendar's viewport that are painted."""

    def __init__(self, view: CalendarView) -> None:
        super().__init__(view)
        self.region = QRegion()
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's name
        if isinstance(event, QPaintEvent):
            self.region = self.region + event.region()
        return False


def repainted(view: CalendarView, change: Callable[[], object]) -> QRegion:
    """What of the viewport a change had painted."""
    QApplication.processEvents()
    painted = Painted(view)
    change()
    QApplication.processEvents()
    view.viewport().removeEventFilter(painted)
    return painted.region


def on_screen(view: CalendarView) -> QImage:
    """What stands on the screen where a calendar is."""
    for _ in range(3):
        # What a paint event asks for is painted in the next turn.
        QApplication.processEvents()
    shot = QApplication.primaryScreen().grabWindow(view.winId()).toImage()
    if shot.isNull():
        pytest.skip("this platform cannot read its screen")
    return shot.convertToFormat(QImage.Format.Format_RGB32)


def is_as_painted_whole(view: CalendarView) -> bool:
    """Whether the screen shows what a full repaint would: it is shown by what is painted into a picture."""
    shown = on_screen(view)
    whole = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return shown.copy(whole.rect()) == whole
