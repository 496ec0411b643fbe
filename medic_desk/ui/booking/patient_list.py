"""The list of patients a search found: name, birth date, and the number looked for or the phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from medic_desk.model.patients.matched import Matched, Number
from medic_desk.model.patients.search import PatientEntry
from medic_desk.ui.controls.list_model import RIGHT, Column, ListModel
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.formats import phone, written_date
from medic_desk.ui.words.unreadable import cannot_be_read

_FEWEST_ROWS = 2
_BESIDE_NAME = (1, 2)
"""The columns of the birth date and of the number."""


class PatientList(RowList[PatientEntry]):
    """A list without a head, as high as what it lists, ``most_rows`` at most; ``picked`` by Enter or a click.

    The first one found is marked from the start. A name that is wider than its column has two lines: of
    several with one surname the first name must be read. Where that is not enough, birth date and number
    stand below the name.
    """

    picked = Signal(object)

    def __init__(self, theme: Theme, most_rows: int, parent: QWidget | None = None) -> None:
        self._stacking = _Stacking()
        super().__init__(_columns(theme, self._stacking), _id, parent)
        self._theme = theme
        self._most_rows = most_rows
        self._lines = _NameLines(self)
        self.setItemDelegateForColumn(0, self._lines)
        self.setWordWrap(True)
        self.setUniformRowHeights(False)
        self.setHeaderHidden(True)
        set_role(self, "close")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._on_clicked)
        self.row_opened.connect(self._on_opened)
        theme.changed.connect(self._on_theme_changed)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    @property
    def entries(self) -> tuple[PatientEntry, ...]:
        """The patients that are listed."""
        return self.rows

    def set_entries(self, entries: Sequence[PatientEntry]) -> None:
        """List other patients, the first one marked."""
        self.show_rows(entries, entries[0].id if entries else "")
        self._fit_names()
        self.updateGeometry()

    def step(self, rows: int) -> None:
        """Mark the next or the previous patient, while the keys go to the search field."""
        if self.rows:
            row = min(max(0, self.currentIndex().row() + rows), len(self.rows) - 1)
            self.choose(self.rows[row].id)

    def marked(self) -> PatientEntry | None:
        """The patient that is marked."""
        return self.current_row()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give names a second line where they need one."""
        if is_taken_apart(self):
            super().resizeEvent(event)
            return
        super().resizeEvent(event)
        self._fit_names()

    def _fit_names(self) -> None:
        metrics = QFontMetrics(self._theme.font(medium=True))
        beside = sum(self.sizeHintForColumn(column) for column in _BESIDE_NAME)
        room = self.viewport().width() - beside - self._theme.space(4)
        names = {one.id: metrics.horizontalAdvance(one.full_name) for one in self.rows}
        words = [word for one in self.rows for word in one.full_name.split()]
        is_stacked = max(map(metrics.horizontalAdvance, words), default=0) > room
        if is_stacked:
            room = self.viewport().width() - self._theme.space(4)
        double = frozenset(key for key, width in names.items() if width > room)
        if (double, is_stacked) != (self._lines.double, self._stacking.is_on):
            self._lines.double = double
            self._stacking.is_on = is_stacked
            for column in _BESIDE_NAME:
                self.setColumnHidden(column, is_stacked)
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as what is listed."""
        return QSize(super().sizeHint().width(), self._height_of(self._most_rows))

    def minimumSizeHint(self) -> QSize:
        """Two rows at least, where the window has no room for more."""
        return QSize(super().minimumSizeHint().width(), self._height_of(_FEWEST_ROWS))

    def _height_of(self, most_rows: int) -> int:
        self.ensurePolished()
        least = self.fontMetrics().height() + self._theme.space(2)
        rows = [max(self.sizeHintForRow(row), least) for row in range(min(most_rows, len(self.rows)))]
        return sum(rows or [least]) + 2 * self.frameWidth() + self._theme.space(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter, which takes the patient marked: the form's default button would hear it too."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.picked.emit(self.rows[index.row()])

    @Slot()
    def _on_opened(self) -> None:
        self.picked.emit(self.marked())

    @Slot()
    def _on_theme_changed(self) -> None:
        self._fit_names()
        self.updateGeometry()


class _NameLines(QStyledItemDelegate):
    """Makes the rows of the patients in ``double`` (ids) high enough for a name in two lines."""

    double: frozenset[str] = frozenset()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As many lines as the text has, and one more for the name."""
        model = index.model()
        key = model.key_at(index) if isinstance(model, ListModel) else ""
        self.initStyleOption(option, index)
        one = super().sizeHint(option, index)
        # A little more than a line: text whose last line is short of room by a pixel is cut off.
        more = option.fontMetrics.lineSpacing() + option.fontMetrics.height() // 2
        return one + QSize(0, more) if key in self.double else one


@dataclass(slots=True)
class _Stacking:
    """Whether birth date and number stand below the name, where there is no room beside it."""

    is_on: bool = False


def _columns(theme: Theme, stacking: _Stacking) -> tuple[Column[PatientEntry], ...]:
    name = partial(_name_font, theme)
    beside = partial(_beside_font, theme)
    return (
        Column(title="", text=partial(_name, stacking), tip=_tip, spoken=_spoken, font=name, stretches=True),
        Column(title="", text=_birth_date, tip=_tip, spoken=_spoken, font=beside),
        Column(title="", text=_number, tip=_tip, spoken=_spoken, font=beside, alignment=RIGHT),
    )


def _id(entry: PatientEntry) -> str:
    return entry.id


def _name(stacking: _Stacking, entry: PatientEntry) -> str:
    if not stacking.is_on:
        return entry.full_name
    return f"{entry.full_name}\n{'  ·  '.join(filter(None, (_birth_date(entry), _number(entry))))}"


def _birth_date(entry: PatientEntry) -> str:
    if entry.is_unreadable:
        return cannot_be_read("patients", entry.id)
    return written_date(entry.birth_date) if entry.birth_date else ""


def _number(entry: PatientEntry) -> str:
    """What was looked for, where it is a number; else the phone, which tells people of one name apart."""
    return _said_number(entry.matched) if entry.matched else phone(entry.mobile_phone or entry.phone)


def _said_number(matched: Matched) -> str:
    translate = QCoreApplication.translate
    match matched.number:
        case Number.PHONE:
            return phone(matched.text)
        case Number.FILE:
            return translate("PatientList", "file {number}").format(number=matched.text)
        case Number.NATIONAL:
            return translate("PatientList", "national no. {number}").format(number=matched.text)
        case Number.EMAIL:
            return matched.text


def _tip(entry: PatientEntry) -> str:
    return "\n".join(filter(None, (entry.full_name, entry.father_name, entry.email, entry.file_number)))


def _spoken(entry: PatientEntry) -> str:
    return ", ".join(filter(None, (entry.full_name, _birth_date(entry), _number(entry))))


def _name_font(theme: Theme, _entry: PatientEntry) -> QFont:
    return theme.font(medium=True)


def _beside_font(theme: Theme, _entry: PatientEntry) -> QFont:
    return theme.font(Text.SECONDARY, tabular=True)
