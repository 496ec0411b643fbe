"""How a row of the flow is painted: a head in the colours of its state, an appointment on one line."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from medic_desk.ui.controls.list_model import ListModel
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.flow.rows import FOLDED, FlowEntry, FlowHead, FlowMore, FlowRow, Group
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.palette import State
from medic_desk.ui.words.desk_warning import ICON
from medic_desk.ui.words.flow import delay_mark, expected_text, group_title, in_room_text, more_text
from medic_desk.ui.words.formats import short_minutes, time_at
from medic_desk.ui.words.status import AppointmentStatus, status_icon

STATES: Mapping[Group, State] = {
    "waiting": "waiting",
    "in_room": "in_room",
    "expected": "booked",
    "done": "done",
    "no_show": "no_show",
}
"""Whose colours a group's head has: so it is the legend of the calendar too."""

STATUSES: Mapping[Group, AppointmentStatus] = {
    "waiting": "arrived",
    "in_room": "in_room",
    "expected": "confirmed",
    "done": "completed",
    "no_show": "no_show",
}
"""Whose icon it has."""

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class FlowRowPainter(QStyledItemDelegate):
    """Paints time, name, doctor and minutes; what is over is pale, what is late is in the warning colour."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme

    def height(self) -> int:
        """The height of a row, on the grid."""
        high = QFontMetrics(self._theme.font(Text.TITLE, strong=True)).height() + 6
        return self._theme.space(max(6, -(-high // 4)))

    def width(self) -> int:
        """The least width at which a row says something: time, some letters of a name, the minutes."""
        base, times = QFontMetrics(self._theme.font()), QFontMetrics(self._theme.time_font())
        words = max(self._metrics(strong=True).horizontalAdvance(expected_text(-88)), self._room_width())
        name = self._side + 9 * base.averageCharWidth()
        return times.horizontalAdvance("00:00") + name + words + self._theme.space(7)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line."""
        del option, index
        return QSize(self.width(), self.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        model = index.model()
        if not isinstance(model, ListModel):
            return
        row: FlowRow = model.rows[index.row()]
        painter.save()
        box = QRect(option.rect)
        if isinstance(row, FlowHead):
            self._paint_head(painter, box, row)
        elif isinstance(row, FlowMore):
            self._paint_more(painter, box, row, is_hovered=bool(option.state & _HOVERED))
        else:
            self._paint_entry(painter, box, row, is_hovered=bool(option.state & _HOVERED))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(self._theme.palette.text), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.restore()

    # A head

    def _paint_head(self, painter: QPainter, box: QRect, head: FlowHead) -> None:
        colours, space = self._theme.palette.states[STATES[head.group]], self._theme.space(2)
        painter.fillRect(box, QColor(colours.fill))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, QColor(self._theme.palette.line_strong))
        side = self._theme.icon_size().height()
        ratio = painter.device().devicePixelRatio() if painter.device() is not None else 1.0
        icon = status_icon(STATUSES[head.group])
        at = QPoint(box.left() + space, box.top() + (box.height() - side) // 2)
        painter.drawPixmap(at, self._theme.pixmap(icon, side, colours.state_text, ratio))
        right = box.right() - space
        if head.is_folded or head.group in FOLDED:
            chevron = "chevron-right" if head.is_folded else "chevron-down"
            right -= side
            painter.drawPixmap(QPoint(right, at.y()), self._theme.pixmap(chevron, side, colours.text, ratio))
            right -= space
        figures = self._theme.font(strong=True, tabular=True)
        right = self._write_right(painter, box, right, str(head.count), figures, colours.text)
        left = at.x() + side + space
        room = QRect(left, box.top(), right - space - left, box.height())
        self._write(painter, room, group_title(head.group), self._theme.font(strong=True), colours.text)

    def _paint_more(self, painter: QPainter, box: QRect, more: FlowMore, *, is_hovered: bool) -> None:
        palette, space = self._theme.palette, self._theme.space(2)
        painter.fillRect(box, QColor(palette.hover if is_hovered else palette.sunken))
        side = self._theme.icon_size().height()
        ratio = painter.device().devicePixelRatio() if painter.device() is not None else 1.0
        pixmap = self._theme.pixmap("chevron-down", side, palette.text_secondary, ratio)
        at = QPoint(box.right() - space - side, box.top() + (box.height() - side) // 2)
        painter.drawPixmap(at, pixmap)
        room = QRect(box.left() + space, box.top(), at.x() - box.left() - 2 * space, box.height())
        self._write(painter, room, more_text(more.count), self._theme.font(), palette.text_secondary)

    # An appointment

    def _paint_entry(self, painter: QPainter, box: QRect, entry: FlowEntry, *, is_hovered: bool) -> None:
        palette, space = self._theme.palette, self._theme.space(2)
        is_over = entry.group in ("done", "no_show")
        painter.fillRect(box, QColor(palette.hover if is_hovered else palette.sunken))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, QColor(palette.line))
        right = self._paint_minutes(painter, box, box.right() - space, entry)
        right = self._paint_doctor(painter, box, right - space, entry.appointment.doctor_id)
        if entry.delay:
            mark = self._theme.font(Text.SECONDARY, medium=True, tabular=True)
            text = delay_mark(entry.delay)
            right = self._write_right(painter, box, right - space // 2, text, mark, palette.warning)
        if entry.appointment.desk_warning:
            right = self._paint_warning(painter, box, right - space // 2)
        times = self._theme.time_font()
        time = time_at(entry.appointment.starts_at, entry.appointment.zone)
        metrics = QFontMetrics(times)
        width = max(metrics.horizontalAdvance("00:00"), metrics.horizontalAdvance(time)) + 1
        place = QRect(box.left() + space, box.top(), width, box.height())
        self._write(painter, place, time, times, palette.text_secondary)
        room = QRect(place.right() + space, box.top(), right - space - place.right() - space, box.height())
        font = self._theme.font() if is_over else self._theme.font(medium=True)
        colour = palette.text_secondary if is_over else palette.text
        self._write(painter, room, _name(entry, QFontMetrics(font), room.width()), font, colour)

    def _paint_minutes(self, painter: QPainter, box: QRect, right: int, entry: FlowEntry) -> int:
        """The minutes at the right; answers where what stands before them ends."""
        if entry.minutes is None:
            return right
        palette = self._theme.palette
        font, colour = self._theme.font(tabular=True), palette.text_secondary
        if entry.group == "waiting":
            font, colour = self._theme.font(Text.TITLE, strong=True, tabular=True), palette.text
            text = short_minutes(entry.minutes)
        elif entry.group == "in_room":
            one = entry.appointment
            text = in_room_text(entry.minutes, one.ends_at - one.starts_at)
        else:
            text = expected_text(entry.minutes)
        if entry.is_late:
            font, colour = self._theme.font(strong=True, tabular=True), palette.warning
        return self._write_right(painter, box, right, text, font, colour)

    def _paint_doctor(self, painter: QPainter, box: QRect, right: int, doctor_id: str) -> int:
        """The doctor's square, left of ``right``."""
        clinic = self._desk.clinic
        doctors = clinic.doctors if clinic is not None else ()
        colour = next((one.calendar_color for one in doctors if one.id == doctor_id), None)
        side = self._side
        square = QRect(right - side, box.top() + (box.height() - side) // 2, side, side)
        painter.fillRect(square, QColor(self._theme.hue(colour or "").edge))
        return right - side

    def _paint_warning(self, painter: QPainter, box: QRect, right: int) -> int:
        """The sign that the desk must see something of the patient, left of ``right``."""
        side = self._theme.icon_size().height()
        ratio = painter.device().devicePixelRatio() if painter.device() is not None else 1.0
        sign = self._theme.pixmap(ICON, side, self._theme.palette.warning, ratio)
        painter.drawPixmap(QPoint(right - side, box.top() + (box.height() - side) // 2), sign)
        return right - side

    # Means

    def _write(self, painter: QPainter, room: QRect, text: str, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0, room.width()))
        painter.drawText(room, _MIDDLE, cut)

    def _write_right(
        self, painter: QPainter, box: QRect, right: int, text: str, font: QFont, colour: str
    ) -> int:
        """Write a text that ends at ``right``; answers where it begins."""
        width = QFontMetrics(font).horizontalAdvance(text) + 1
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(QRect(right - width, box.top(), width, box.height()), _MIDDLE, text)
        return right - width

    @property
    def _side(self) -> int:
        """The side of a doctor's square: half as high as an icon beside the same type."""
        return self._theme.icon_size().height() // 2

    def _metrics(self, *, strong: bool) -> QFontMetrics:
        return QFontMetrics(self._theme.font(strong=strong, tabular=True))

    def _room_width(self) -> int:
        return self._metrics(strong=False).horizontalAdvance(in_room_text(88, 88))


_HOVERED = QStyle.StateFlag.State_MouseOver


def _name(entry: FlowEntry, metrics: QFontMetrics, room: int) -> str:
    """The whole name where it fits, else the surname with an initial, else as much of it as there is room.

    The initial stays where another one in the flow has the surname.
    """
    one = entry.appointment
    whole = one.patient_name or ""
    surname = one.patient_last_name or whole
    initial = whole.removeprefix(surname).strip()[:1]
    short = f"{surname} {initial}." if initial else surname
    for form in (whole, short, surname):
        if metrics.horizontalAdvance(form) <= room and (form != surname or not entry.has_namesake):
            return form
    if not (entry.has_namesake and initial):
        return metrics.elidedText(surname, Qt.TextElideMode.ElideRight, max(0, room))
    end = f" {initial}."
    left = max(0, room - metrics.horizontalAdvance(end))
    return metrics.elidedText(surname, Qt.TextElideMode.ElideRight, left) + end
