"""Scrolls the calendar sideways by whole columns: at its left side no name is cut in the middle."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QScrollBar

from medic_desk.ui.day_grid.layout import Rect

_NOTCH = 120
"""What a wheel turns by in one step, as Qt counts it."""

_Action = QAbstractSlider.SliderAction
_STEPS = {_Action.SliderSingleStepAdd: 1, _Action.SliderSingleStepSub: -1}
_PAGES = {_Action.SliderPageStepAdd: 1, _Action.SliderPageStepSub: -1}


class Sideways(QObject):
    """Rules the horizontal scroll bar of a calendar. While it is dragged it goes by pixels."""

    def __init__(self, bar: QScrollBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._lefts: list[int] = [0]
        """Where the columns begin."""
        self._turned = 0
        """How far a wheel was turned since the last step."""
        bar.sliderReleased.connect(self._on_released)
        bar.actionTriggered.connect(self._on_action)

    def fit(self, columns: Sequence[Rect], width: int, in_view: int) -> None:
        """Take other columns, ``width`` pixels in all, of which so many are in view."""
        self._lefts = [column.x for column in columns] or [0]
        self._bar.setPageStep(in_view)
        self._bar.setSingleStep(columns[0].width if columns else 1)
        self._bar.setRange(0, max(0, width - in_view))

    def turn(self, event: QWheelEvent) -> bool:
        """Go a column further for each notch that a wheel turns sideways; False for another event.

        What tells pixels, as a touch pad does, is followed to the pixel.
        """
        turned = event.angleDelta()
        if abs(turned.x()) <= abs(turned.y()) or not event.pixelDelta().isNull():
            return False
        self._turned += turned.x()
        while abs(self._turned) >= _NOTCH:
            step = -1 if self._turned > 0 else 1
            self._turned += step * _NOTCH
            self._bar.setValue(self._next(self._bar.value(), step))
        return True

    def show(self, rect: Rect) -> None:
        """Scroll as little as shows a rectangle of the content, its left edge at least."""
        width, left = self._bar.pageStep(), self._lefts[self._column(rect.x)]
        if rect.x < self._bar.value():
            self._bar.setValue(left)
        elif rect.right > self._bar.value() + width:
            self._bar.setValue(min(self._at_or_after(rect.right - width), left))

    @Slot(int)
    def _on_action(self, action: int) -> None:
        kind, value = QAbstractSlider.SliderAction(action), self._bar.value()
        if kind in _STEPS:
            self._bar.setSliderPosition(self._next(value, _STEPS[kind]))
        elif kind in _PAGES:
            wanted = self._lefts[self._column(self._bar.sliderPosition())]
            further = self._next(value, _PAGES[kind])
            self._bar.setSliderPosition(
                max(wanted, further) if _PAGES[kind] > 0 else min(self._at_or_after(wanted), further)
            )

    @Slot()
    def _on_released(self) -> None:
        """Let the column begin in view whose beginning is nearest; at the end the last one ends there."""
        value = self._bar.value()
        if value < self._bar.maximum():
            before, after = self._lefts[self._column(value)], self._at_or_after(value)
            self._bar.setValue(before if value - before <= after - value else after)

    def _column(self, x: int) -> int:
        """The number of the column that ``x`` is in."""
        return max(0, bisect_right(self._lefts, x) - 1)

    def _at_or_after(self, x: int) -> int:
        """Where the first column begins that begins not before ``x``; the end where none does."""
        number = bisect_left(self._lefts, x)
        return self._lefts[number] if number < len(self._lefts) else self._bar.maximum()

    def _next(self, x: int, step: int) -> int:
        """Where the next column to the right (1) or left (-1) of ``x`` begins."""
        number = bisect_right(self._lefts, x) if step > 0 else bisect_left(self._lefts, x) - 1
        return self._lefts[min(max(number, 0), len(self._lefts) - 1)]
