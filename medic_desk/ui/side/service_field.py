"""A line that chooses a service by typing: what it may mean stands below it while somebody types."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QStyle, QStyleOptionFrame, QVBoxLayout, QWidget

from medic_desk.ui.controls.list_model import Column
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.controls.text_fields import TextLine
from medic_desk.ui.side.doctor_search import is_meant, words_to_find
from medic_desk.ui.side.service_groups import ServiceGroup
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role

MOST_ROWS = 7
"""How many services are seen at once; the others are scrolled to."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: MOST_ROWS,
    Qt.Key.Key_PageUp: -MOST_ROWS,
}


class ServiceField(QWidget):
    """``service_chosen`` (service's id, empty for none) when a person chooses another.

    Typed text finds services by the beginnings of their words, in Greek, Latin or greeklish. Enter takes the
    marked one, Escape leaves things as they were; a text that chose nothing does not stay.
    """

    service_chosen = Signal(str)
    done = Signal()
    """A person has chosen, the same again or another, and may go on."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._none = ServiceGroup("", self.tr("No service"))
        self._groups: tuple[ServiceGroup, ...] = ()
        self._words: dict[str, frozenset[str]] = {}
        self._chosen = self._none
        self.line = TextLine(parent=self)
        self.line.setPlaceholderText(self.tr("Service"))
        name = Column(title="", text=_name, tip=_told, spoken=_told, stretches=True)
        self.list: RowList[ServiceGroup] = RowList((name,), _id, self)
        self.list.setAccessibleName(self.tr("Services"))
        self.list.setHeaderHidden(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.hide()
        self.nothing = QLabel(self.tr("No service has this name."))
        set_role(self.nothing, "secondary")
        self.nothing.setWordWrap(True)
        self.nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(self.line)
        column.addWidget(self.list)
        column.addWidget(self.nothing)
        self.setFocusProxy(self.line)
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._on_edited)
        self.list.clicked.connect(self._on_clicked)

    @property
    def chosen(self) -> ServiceGroup:
        """The chosen group; one without an id where none is."""
        return self._chosen

    def show_groups(self, groups: Sequence[ServiceGroup], chosen: ServiceGroup | None) -> None:
        """Offer these; ``chosen`` is the chosen one, None for no service."""
        self._groups = tuple(groups)
        self._words = {one.service_id: words_to_find(one.name) for one in self._groups}
        self.choose(chosen)

    def choose(self, group: ServiceGroup | None) -> None:
        """Choose a service, silently."""
        self._chosen = group or self._none
        self.close_list()

    @Slot(QKeyEvent)
    def type_anew(self, event: QKeyEvent) -> None:
        """Look for another service, by a first letter that was typed elsewhere."""
        self.line.setFocus()
        self.line.selectAll()
        QCoreApplication.sendEvent(self.line, event)

    def close_list(self) -> None:
        """Write what is chosen, and offer nothing any more."""
        self._write_chosen()
        self.line.setToolTip(_told(self._chosen))
        self.list.hide()
        self.nothing.hide()

    # Inside

    def _chosen_text(self) -> str:
        """The chosen name, as much of it as fits: the tooltip has it whole, and typing begins anew."""
        option = QStyleOptionFrame()
        self.line.initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self.line)
        name = self._chosen.name if self._chosen.service_id else ""
        # A line keeps two pixels free on either side of its text.
        return self.line.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, inside.width() - 4)

    def _write_chosen(self) -> None:
        self.line.setText(self._chosen_text())
        self.line.setCursorPosition(0)

    def _open(self, typed: str) -> None:
        """List what a text may mean, the best marked; all, with what is chosen marked, where it is empty."""
        found = [one for one in self._groups if is_meant(typed, self._words[one.service_id])]
        rows = found if typed.strip() else [self._none, *found]
        first = rows[0] if rows else self._none
        marked = self._chosen if self._chosen in rows and not typed.strip() else first
        self.list.show_rows(rows, _id(marked))
        self._fit(len(rows))
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(not rows)

    def _mark(self, row: int) -> None:
        model = self.list.rows_model
        row = max(0, min(model.rowCount() - 1, row))
        self.list.setCurrentIndex(model.index(row, 0))

    def _fit(self, rows: int) -> None:
        self.list.ensurePolished()
        height = max(1, self.list.sizeHintForRow(0)) * min(rows, MOST_ROWS)
        self.list.setFixedHeight(height + 2 * self.list.frameWidth())

    def _take(self, index: QModelIndex) -> None:
        group = self.list.rows_model.row_at(index)
        if group is None:
            return
        is_other = group != self._chosen
        self.choose(group)
        if is_other:
            self.service_chosen.emit(group.service_id)
        self.done.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The keys and clicks of the line that mean the list."""
        if is_taken_apart(self):
            return False
        if watched is not self.line:
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(event)
        if event.type() is QEvent.Type.MouseButtonRelease and not self.list.isVisible():
            self._open("")
            self.line.selectAll()
            return True
        if event.type() is QEvent.Type.FocusOut:
            self.close_list()
        elif event.type() is QEvent.Type.Resize and not self.line.isModified():
            self._write_chosen()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key, is_open = Qt.Key(event.key()), self.list.isVisible()
        if key in _MOVES and not is_open:
            self._open("")
            self.line.selectAll()
        elif key in _MOVES:
            self._mark(self.list.currentIndex().row() + _MOVES[key])
        elif key in _ENTER and is_open:
            if not event.isAutoRepeat():
                self._take(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape and (is_open or self.line.text() != self._chosen_text()):
            self.close_list()
            self.line.selectAll()
        else:
            return False
        return True

    @Slot(str)
    def _on_edited(self, typed: str) -> None:
        self._open(typed)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self._take(index)


def _id(group: ServiceGroup) -> str:
    return group.service_id or "-"


def _name(group: ServiceGroup) -> str:
    return group.name


def _told(group: ServiceGroup) -> str:
    return "\n".join(filter(None, (group.name, group.facts)))
