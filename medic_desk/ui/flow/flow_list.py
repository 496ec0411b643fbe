"""The list of the flow: heads that fold, and below each the appointments that are so far."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from medic_desk.ui.controls.list_model import Column
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.flow.row_painter import FlowRowPainter
from medic_desk.ui.flow.rows import FlowEntry, FlowHead, FlowMore, FlowRow
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.desk_warning import desk_warning_words
from medic_desk.ui.words.flow import (
    delay_sentence,
    expected_text,
    group_spoken,
    group_title,
    in_room_text,
    more_text,
)
from medic_desk.ui.words.formats import phone, short_minutes, time_span
from medic_desk.ui.words.names import Names

translate = QCoreApplication.translate

FEWEST_ROWS = 6
"""The list is never lower than this; what it has too little room for is scrolled."""

_FOLDING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class FlowList(RowList[FlowRow]):
    """``fold_asked`` (group) by a click on a head, Enter, Space or the arrow keys there.

    ``more_asked`` (group) by the same on the row that counts what is not shown.

    ``menu_asked`` (QPoint on the screen) by the right button or the Menu key on an appointment.
    """

    fold_asked = Signal(str)
    more_asked = Signal(str)
    lines_changed = Signal()
    """There is room for more rows, or for fewer."""
    menu_asked = Signal(object)

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        cells = _Cells(desk)
        column: Column[FlowRow] = Column(
            title="", text=_name, tip=cells.tip, spoken=cells.spoken, stretches=True
        )
        super().__init__((column,), _key, parent)
        self._painter = FlowRowPainter(desk, theme, self)
        self._lines = 0
        self.setItemDelegate(self._painter)
        self.setHeaderHidden(True)
        self.setAccessibleName(translate("Flow", "Flow of today"))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        set_role(self, "plain")
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self.doItemsLayout)

    @property
    def appointment_id(self) -> str:
        """The appointment under the cursor; empty where it stands on a head or on none."""
        row = self.current_row()
        return row.key if isinstance(row, FlowEntry) else ""

    def show_rows(self, rows: Sequence[FlowRow], chosen: str | None = None) -> None:
        """List these rows; what was in view stays in view, wherever the current row goes."""
        value, was_seen = self.verticalScrollBar().value(), self._sees_current()
        super().show_rows(rows, chosen)
        if not was_seen:
            self.verticalScrollBar().setValue(value)

    def minimumSizeHint(self) -> QSize:
        """Some rows, and some letters of a name."""
        bar = self.verticalScrollBar().sizeHint().width()
        edge = 2 * self.frameWidth()
        return QSize(self._painter.width() + bar + edge, FEWEST_ROWS * self._painter.height() + edge)

    def sizeHint(self) -> QSize:
        """The least: more is given where there is room."""
        return self.minimumSizeHint()

    @property
    def lines(self) -> int:
        """How many rows there is room for."""
        return max(1, self.viewport().height() // self._painter.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell where there is room for another number of rows."""
        if is_taken_apart(self):
            super().resizeEvent(event)
            return
        before, self._lines = self._lines, self.lines
        super().resizeEvent(event)
        if self._lines != before:
            self.lines_changed.emit()

    # Mouse and keys

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by a key stands on the first row."""
        if not self.currentIndex().isValid() and self.rows:
            self.choose(self.rows[0].key)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Space and the arrows fold, unfold and show more; Left goes from a row to its head."""
        row = self.current_row()
        if isinstance(row, FlowHead) and self._is_folding(row, event.key()):
            if not event.isAutoRepeat():
                self.fold_asked.emit(row.group)
            event.accept()
        elif isinstance(row, FlowMore) and event.key() in (*_FOLDING, Qt.Key.Key_Right):
            if not event.isAutoRepeat():
                self.more_asked.emit(row.group)
            event.accept()
        elif row is not None and not isinstance(row, FlowHead) and event.key() == Qt.Key.Key_Left:
            self.choose(FlowHead(row.group, 0, is_folded=False).key)
            event.accept()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the appointment under the pointer, else under the cursor."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            area = self.visualRect(self.currentIndex())
            at = self.viewport().mapToGlobal(area.bottomLeft())
        else:
            at = event.globalPos()
        if self.appointment_id:
            self.menu_asked.emit(at)

    def _is_folding(self, head: FlowHead, key: int) -> bool:
        return key in _FOLDING or key == (Qt.Key.Key_Right if head.is_folded else Qt.Key.Key_Left)

    def _sees_current(self) -> bool:
        area = self.visualRect(self.currentIndex())
        return area.isValid() and self.viewport().rect().intersects(area)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.rows_model.row_at(index)
        if isinstance(row, FlowHead):
            self.fold_asked.emit(row.group)
        elif isinstance(row, FlowMore):
            self.more_asked.emit(row.group)


class _Cells:
    """What rows say that needs the clinic's names."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def tip(self, row: FlowRow) -> str:
        """All that a row says, line by line."""
        if isinstance(row, FlowHead):
            return group_spoken(row.group, row.count)
        if isinstance(row, FlowMore):
            return more_text(row.count)
        return "\n".join(self._told(row))

    def spoken(self, row: FlowRow) -> str:
        """The same in one line."""
        if isinstance(row, FlowHead):
            said = group_spoken(row.group, row.count)
            return f"{said}, {translate('Flow', 'folded')}" if row.is_folded else said
        if isinstance(row, FlowMore):
            return f"{group_title(row.group)}: {more_text(row.count)}"
        return ", ".join(self._told(row))

    def _told(self, entry: FlowEntry) -> list[str]:
        one, clinic = entry.appointment, self._desk.clinic
        names = Names(clinic, one.zone) if clinic is not None else None
        doctor = names.doctor(one.doctor_id) if names is not None else ""
        told = [
            one.patient_name or "",
            desk_warning_words(one.desk_warning),
            _how_far(entry),
            time_span(one.starts_at, one.ends_at, one.zone),
            one.service_name or "",
            doctor,
            names.place(one.doctor_location_id, one.location_room_id) if names is not None else "",
            delay_sentence(doctor, entry.delay) if entry.delay else "",
            phone(one.patient_phone),
        ]
        return [text for text in told if text]


def _how_far(entry: FlowEntry) -> str:
    one = entry.appointment
    texts = {
        "waiting": translate("Calendar", "waiting {minutes}"),
        "in_room": translate("Calendar", "in room {minutes}"),
    }
    if entry.minutes is None:
        return group_title(entry.group)
    if entry.group == "expected":
        return expected_text(entry.minutes)
    count = short_minutes(entry.minutes)
    if entry.group == "in_room":
        count = in_room_text(entry.minutes, one.ends_at - one.starts_at)
    return texts[entry.group].format(minutes=count)


def _name(row: FlowRow) -> str:
    """What a person types to come to the row."""
    if isinstance(row, FlowHead):
        return group_title(row.group)
    if isinstance(row, FlowMore):
        return more_text(row.count)
    return row.appointment.patient_name or ""


def _key(row: FlowRow) -> str:
    return row.key
