"""Paints a pin as the appointment stands in the calendar: name and length, smaller below what and when."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from medic_desk.ui.controls.list_model import ListModel
from medic_desk.ui.day_grid.measures import advance, elided, line_height, text_left, usual_baseline
from medic_desk.ui.pinboard.pins import Pin
from medic_desk.ui.theme import State, Text, Theme
from medic_desk.ui.theme.palette import hovered_fill
from medic_desk.ui.words.pinboard import pin_minutes, pin_name, pin_service, pin_standing

_EDGE = 4
_BETWEEN = " · "


class PinPainter(QStyledItemDelegate):
    """One pin is as high as two lines; the service gives way to where the appointment is booked."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines, with a little of the ground around."""
        del option, index
        lines = line_height(self._theme.name_font()) + line_height(self._small)
        return QSize(0, self._theme.space(-(-(lines + 8) // 4)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one pin."""
        model = index.model()
        pin = model.row_at(index) if isinstance(model, ListModel) else None
        if pin is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state: State = "booked" if pin.is_movable else "done"
        colours, box = self._theme.palette.states[state], QRectF(option.rect).adjusted(1, 2, -1, -2)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(box, QColor(hovered_fill(colours) if is_hovered else colours.fill))
        painter.fillRect(QRectF(box.x(), box.y(), _EDGE, box.height()), QColor(colours.edge))
        self._paint_words(painter, pin, box, QColor(colours.text), QColor(colours.text_secondary))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(self._theme.palette.text), 2))
            painter.drawRoundedRect(box, 2, 2)
        painter.restore()

    def _paint_words(self, painter: QPainter, pin: Pin, box: QRectF, strong: QColor, quiet: QColor) -> None:
        name, small = self._theme.name_font(), self._small
        left, right = box.x() + text_left(name), box.right() - 4
        lines = line_height(name) + line_height(small)
        upper = box.y() + (box.height() - lines) / 2
        length = pin_minutes(pin)
        x = right - advance(small, length)
        baseline = round(upper + usual_baseline(name))
        _write(painter, QPointF(x, baseline), length, small, quiet)
        named = elided(name, pin_name(pin), x - left - advance(small, " "))
        _write(painter, QPointF(left, baseline), named, name, strong)
        below = QPointF(left, round(upper + line_height(name) + usual_baseline(small)))
        _write(painter, below, second_line(pin, small, right - left), small, quiet)

    @property
    def _small(self) -> QFont:
        return self._theme.font(Text.SECONDARY, tabular=True)


def second_line(pin: Pin, font: QFont, width: float) -> str:
    """The service as far as it fits, and where the appointment is booked, or what became of it."""
    standing = pin_standing(pin)
    service = elided(font, pin_service(pin), width - advance(font, _BETWEEN + standing))
    return elided(font, _BETWEEN.join(filter(None, (service, standing))), width)


def _write(painter: QPainter, at: QPointF, text: str, font: QFont, ink: QColor) -> None:
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(at, text)
