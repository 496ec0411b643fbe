"""In which order Tab goes through a window, and whether that is the order in which it is read."""

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

MOST_STOPS = 60


def tabbed(first: QWidget, within: QWidget) -> list[QWidget]:
    """The widgets of ``within`` that Tab goes to from ``first`` on, until it leaves it or comes round."""
    first.window().activateWindow()
    QApplication.processEvents()
    first.setFocus(Qt.FocusReason.TabFocusReason)
    stops: list[QWidget] = []
    for _ in range(MOST_STOPS):
        focused = QApplication.focusWidget()
        if focused is None or not within.isAncestorOf(focused) or focused in stops:
            return stops
        stops.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    raise AssertionError("Tab never comes round")


def out_of_order(stops: list[QWidget], *, goes_round: bool = False) -> list[str]:
    """Each step of Tab to what is read before; where it ``goes_round``, it may begin again once."""
    steps = [f"{_name(one)} → {_name(other)}" for one, other in pairwise(stops) if not _is_after(one, other)]
    is_round = goes_round and len(steps) == 1 and not _is_after(stops[0], stops[-1])
    return [] if is_round else steps


def _is_after(one: QWidget, other: QWidget) -> bool:
    """Whether ``other`` is read after ``one``: below it, or to the right in the same line."""
    here, there = _area(one), _area(other)
    is_beside = there.top() < here.bottom() and here.top() < there.bottom()
    return there.left() >= here.right() - 1 if is_beside else there.top() >= here.bottom() - 1


def _area(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def _name(widget: QWidget) -> str:
    said = widget.accessibleName() or getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__} “{said}”"
