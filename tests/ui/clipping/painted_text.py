"""Every text that a window paints, found by painting it on a device that keeps what it is given.

Whoever draws it - a label, a style, a delegate, our own painter - each run of letters ends in
``QPaintEngine.drawTextItem`` with its place, its font and the clip in force. A text is **clipped** when it
leaves its widget, the clip it was drawn under, or what the widget's ancestors let be seen; a text that was
**cut** to fit ends in an ellipsis that the widget's own text does not have.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainter,
    QPainterPath,
    QRegion,
)
from PySide6.QtGui import QTextItem as TextItem
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QScrollArea,
    QWidget,
)

SLACK = 1.0
"""Logical pixels that a letter may lean out: overhang and rounding at fractional scales."""

ELLIPSIS = "…"

_SIDE = 1 << 15
"""Pixels of the device that is painted on, across and down: more than any widget has."""

FOLLOWS_A_SCROLLED_CANVAS = {"TimeAxis"}
"""Beside the days, and scrolled with them: what is above or below is out of view with its hours."""


@dataclass(frozen=True, slots=True)
class PaintedText:
    """One run of letters on a widget, in the widget's own coordinates (logical pixels)."""

    text: str
    area: QRectF
    clip: QRectF | None


class _Engine(QPaintEngine):
    """Keeps the texts and draws nothing."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.texts: list[PaintedText] = []

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, _state: QPaintEngineState) -> None:  # noqa: N802 - Qt's name
        pass

    def drawTextItem(  # noqa: N802 - Qt's name
        self, at: QPointF | QPoint | QPainterPath.Element, item: TextItem
    ) -> None:
        assert isinstance(at, QPointF)
        letters = item.text()
        if not letters.strip():
            return
        painter = self.painter()
        ink = QFontMetricsF(item.font()).tightBoundingRect(letters)
        area = QRectF(at.x(), at.y() + ink.top(), item.width(), ink.height())
        transform = painter.worldTransform()
        clip = transform.mapRect(painter.clipBoundingRect()) if painter.hasClipping() else None
        self.texts.append(PaintedText(letters, transform.mapRect(area), clip))

    def drawPixmap(self, *_: object, **__: object) -> None:  # noqa: N802 - Qt's name
        pass

    drawImage = drawTiledPixmap = drawPath = drawPolygon = drawPixmap  # noqa: N815 - Qt's names
    drawRects = drawLines = drawEllipse = drawPoints = drawPixmap  # noqa: N815 - Qt's names


class _Device(QPaintDevice):
    """As dense as the window whose widgets are painted on it, and large enough for each of them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        kinds = QPaintDevice.PaintDeviceMetric
        across, down = window.logicalDpiX(), window.logicalDpiY()
        self._metrics = {
            kinds.PdmWidth: _SIDE,
            kinds.PdmHeight: _SIDE,
            kinds.PdmDpiX: across,
            kinds.PdmPhysicalDpiX: across,
            kinds.PdmDpiY: down,
            kinds.PdmPhysicalDpiY: down,
            kinds.PdmDevicePixelRatio: 1,
            kinds.PdmDevicePixelRatioScaled: int(QPaintDevice.devicePixelRatioFScale()),
            kinds.PdmNumColors: 1 << 24,
        }
        self.engine = _Engine()

    def paintEngine(self) -> QPaintEngine:  # noqa: N802 - Qt's name
        return self.engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        return self._metrics.get(metric, 32)


class _Listener:
    """Paints widgets of one window, and hears their texts. A context manager."""

    def __init__(self, window: QWidget) -> None:
        self._device = _Device(window)
        self._painter = QPainter()
        if not self._painter.begin(self._device):
            raise RuntimeError(f"nothing can be painted for {window}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._painter.end()

    def texts_of(self, widget: QWidget) -> list[PaintedText]:
        """The texts that a widget paints by itself, its children left out."""
        self._device.engine.texts = []
        widget.render(self._painter, QPoint(), QRegion(), QWidget.RenderFlag(0))
        return self._device.engine.texts


def painted_texts(widget: QWidget) -> list[PaintedText]:
    """The texts that a widget paints by itself, its children left out."""
    with _Listener(widget) as listener:
        return listener.texts_of(widget)


def visible_widgets(window: QWidget) -> Iterator[QWidget]:
    """A window and everything that is shown in it; what belongs to another window is left out."""
    yield window
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.window() is window.window() and not widget.size().isEmpty():
            yield widget


def faults_of(window: QWidget) -> tuple[int, list[str]]:
    """How many texts a window shows, and a sentence for each that is clipped or cut."""
    count, faults = 0, []
    with _Listener(window) as listener:
        for widget in visible_widgets(window):
            room = QRectF(widget.rect())
            texts = [
                text
                for text in listener.texts_of(widget)
                if room.contains(text.area) or not _is_scrolled_away(widget, text)
            ]
            if not texts:
                continue
            count += len(texts)
            seen = _seen_area(widget)
            for text in texts:
                faults += [f"{path_of(widget)}: “{text.text}” {what}" for what in _faults(widget, text, seen)]
    return count, faults


def path_of(widget: QWidget) -> str:
    """Where a widget stands, by class and name, from its window down."""
    names = []
    at: QWidget | None = widget
    while at is not None:
        names.append(at.objectName() or type(at).__name__)
        at = at.parentWidget() if not at.isWindow() else None
    return "/".join(reversed(names))


def _faults(widget: QWidget, text: PaintedText, seen: QRectF) -> Iterator[str]:
    for name, room in (
        ("its widget", QRectF(widget.rect())),
        ("its clip", text.clip),
        ("what is seen", seen),
    ):
        if room is None or room.contains(text.area):
            continue
        over = _sides_over(text.area, room)
        if over:
            yield f"is painted outside {name}: {over}"
            return
    if text.text.endswith(ELLIPSIS) and not _may_be_cut(widget, text):
        yield "is cut"


def _sides_over(area: QRectF, room: QRectF) -> str:
    """By how much an area leaves a room, side by side; empty where it lies inside."""
    over = {
        "left": room.left() - area.left(),
        "right": area.right() - room.right(),
        "top": room.top() - area.top(),
        "bottom": area.bottom() - room.bottom(),
    }
    return ", ".join(f"{side} by {by:.1f}" for side, by in over.items() if by > SLACK)


def _seen_area(widget: QWidget) -> QRectF:
    """What the ancestors let be seen of a widget; what can be scrolled to counts as seen."""
    seen = QRect(widget.rect())
    at, offset = widget, QPoint()
    across = down = False
    while not at.isWindow() and (parent := at.parentWidget()) is not None:
        offset += at.pos()
        room = QRect(parent.rect()).translated(-offset)
        scrolls_across, scrolls_down = _scrolls(parent)
        # What can be scrolled to its viewport can be scrolled to all that is around that.
        across, down = across or scrolls_across, down or scrolls_down
        if across:
            room.setLeft(min(room.left(), seen.left()))
            room.setRight(max(room.right(), seen.right()))
        if down:
            room.setTop(min(room.top(), seen.top()))
            room.setBottom(max(room.bottom(), seen.bottom()))
        seen &= room
        at = parent
    return QRectF(seen)


def _scrolls(viewport: QWidget) -> tuple[bool, bool]:
    """Whether a person can scroll what lies in this widget, across and down."""
    area = viewport.parentWidget()
    if not isinstance(area, QAbstractScrollArea) or area.viewport() is not viewport:
        return False, False
    off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    return area.horizontalScrollBarPolicy() is not off, area.verticalScrollBarPolicy() is not off


def _is_scrolled_away(widget: QWidget, text: PaintedText) -> bool:
    """Whether a text is out of view, wholly or in part, because what it belongs to is scrolled there."""
    above, below = text.area.top() < 0, text.area.bottom() > widget.height()
    if type(widget).__name__ in FOLLOWS_A_SCROLLED_CANVAS:
        return above or below
    view = widget.parentWidget()
    if not isinstance(view, QAbstractScrollArea) or view.viewport() is not widget:
        return False
    if isinstance(view, QScrollArea):
        return False
    left, right = text.area.left() < 0, text.area.right() > widget.width()
    return ((above or below) and view.verticalScrollBar().maximum() > 0) or (
        (left or right) and view.horizontalScrollBar().maximum() > 0
    )


def _may_be_cut(widget: QWidget, text: PaintedText) -> bool:
    """Whether an ellipsis at the end is the widget's own, or is allowed there (look.md, sections 3 and 4)."""
    view = widget.parentWidget()
    if isinstance(view, QHeaderView) or isinstance(widget, QHeaderView):
        return False
    if isinstance(view, QAbstractItemView) and view.viewport() is widget:
        index = view.indexAt(text.area.center().toPoint())
        own = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        return own.endswith(ELLIPSIS) or bool(index.data(Qt.ItemDataRole.ToolTipRole))
    if isinstance(widget, QComboBox):
        return widget.currentText().endswith(ELLIPSIS)
    # A label's or a button's own text; what our own painters cut, they cut as look.md says, with a tooltip.
    return True


def too_large_for_its_screen(window: QWidget) -> Iterator[str]:
    """A sentence for a window that is larger than what its screen has for windows."""
    if window.isWindow():
        room = window.screen().availableGeometry()
        if window.width() > room.width() or window.height() > room.height():
            size, screen = window.size(), room.size()
            yield (
                f"{path_of(window)}: {size.width()} x {size.height()} is larger than"
                f" its screen of {screen.width()} x {screen.height()}"
            )


def scrolled_sideways(window: QWidget) -> Iterator[str]:
    """A sentence for each form that is too wide for its panel: its fields and buttons end at no edge."""
    for area in window.findChildren(QScrollArea):
        if area.isVisible() and area.horizontalScrollBar().maximum() > 0:
            yield f"{path_of(area)}: scrolled sideways by {area.horizontalScrollBar().maximum()}"
