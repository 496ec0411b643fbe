"""Patterns that tell kinds of time apart without colour: hatches drawn as small tiles (front-desk, Look)."""

from enum import Enum, auto

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from medic_desk.ui.theme.palette import Palette, mix


class Pattern(Enum):
    """What a hatch says."""

    BREAK = auto()
    """Fine diagonals, rising to the right."""
    BLOCKED = auto()
    """Wide diagonals, falling to the right."""
    PENDING = auto()
    """Sparse dots: time off that was asked for and not yet decided."""


def hatch(pattern: Pattern, palette: Palette, ratio: float) -> QBrush:
    """A brush of that pattern; ``ratio`` is the device's pixels per logical pixel. Needs a QGuiApplication.

    The tile begins at the painter's brush origin: set it to the content's origin, or it tears on scrolling.
    """
    wanted = {Pattern.BREAK: 7, Pattern.BLOCKED: 21, Pattern.PENDING: 8}[pattern]
    tile = QPixmap(round(wanted * ratio), round(wanted * ratio))
    # As many pixels as the tile has, or its lines would not meet those of the next one.
    side = tile.width() / ratio
    tile.setDevicePixelRatio(ratio)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if pattern is Pattern.PENDING:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(mix(palette.border, palette.surface, 0.6)))
        painter.drawEllipse(1, 1, 2, 2)
        painter.drawEllipse(5, 5, 2, 2)
    else:
        fine = pattern is Pattern.BREAK
        # A line of one pixel is pale where it is smoothed.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, not fine)
        painter.setPen(QPen(QColor(palette.hatch if fine else palette.hatch_strong), 1 if fine else 7))
        rise = -side if fine else side
        # One diagonal and its two neighbours, so that the corners of the tile are filled as well.
        for shift in (-side, 0.0, side):
            low = side if fine else 0.0
            begin = QPointF(shift - side, low - rise)
            painter.drawLine(begin, QPointF(shift + 2 * side, low + 2 * rise))
    painter.end()
    return QBrush(tile)
