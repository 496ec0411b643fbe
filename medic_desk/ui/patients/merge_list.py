"""The fields of two rows side by side: Up and Down change the field, Left and Right whose value stays."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from medic_desk.ui.controls.list_model import Column
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.patients.merge_rows import JOINED, MergeChoice, MergeRow, Side
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.words.patient_fields import field_title, shown_value

translate = QCoreApplication.translate

_KEPT, _MERGED = 1, 2


class MergeList(RowList[MergeRow]):
    """``chosen`` tells a field and whose value of it stays."""

    chosen = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(_columns(theme, None, ("", "")), _name, parent)
        self._theme = theme
        self._choice: MergeChoice | None = None
        self.setWordWrap(True)
        self.setUniformRowHeights(False)
        self.setItemDelegate(_Lines(self))
        self.setAccessibleName(self.tr("Fields of both records"))
        self.clicked.connect(self._on_clicked)

    def show_choice(self, choice: MergeChoice, kept: int, merged: int) -> None:
        """Show the fields and which values stay; the field that was current stays so.

        ``kept`` and ``merged`` count the appointments of either row.
        """
        former = self.current_row()
        rows = choice.shown_rows
        first = next((row.name for row in rows if row.is_open), rows[0].name if rows else "")
        self._choice = choice
        titles = (
            self.tr("Stays · %n appointment(s)", n=kept),
            self.tr("Goes · %n appointment(s)", n=merged),
        )
        self.set_columns(_columns(self._theme, choice, titles))
        self.show_rows(rows, former.name if former is not None else first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Left and Right, and B for both, of the field that is current."""
        row = self.current_row()
        sides: dict[int, Side] = {Qt.Key.Key_Left: "kept", Qt.Key.Key_Right: "merged", Qt.Key.Key_B: "both"}
        side = sides.get(event.key())
        if row is None or side is None or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
            return
        event.accept()
        self.chosen.emit(row.name, side)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.rows_model.row_at(index)
        if row is not None and index.column() in (_KEPT, _MERGED):
            self.chosen.emit(row.name, "kept" if index.column() == _KEPT else "merged")


class _Lines(QStyledItemDelegate):
    """Rows as high as the longer of their two values."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room for every line of the text at the width of its column."""
        self.initStyleOption(option, index)
        view = self.parent()
        one = super().sizeHint(option, index)
        if not isinstance(view, MergeList):
            return one
        room = view.columnWidth(index.column()) - 2 * view.fontMetrics().averageCharWidth()
        if index.column() not in (_KEPT, _MERGED) or room <= 0:
            return one
        flags = int(Qt.TextFlag.TextWordWrap)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        whole = option.fontMetrics.boundingRect(0, 0, room, 10_000, flags, text)
        return QSize(one.width(), max(one.height(), whole.height() + view.fontMetrics().height() // 2))


def _columns(
    theme: Theme, choice: MergeChoice | None, titles: tuple[str, str]
) -> tuple[Column[MergeRow], ...]:
    name = partial(_name_font, theme)
    columns = [
        Column(title=translate("MergeList", "Field"), text=_title, font=name, colour=partial(_grey, theme))
    ]
    for side, title in zip(("kept", "merged"), titles, strict=True):
        columns.append(
            Column(
                title=title,
                text=partial(_value, choice, side),
                tip=partial(_tip, choice, side),
                spoken=partial(_spoken, choice, side),
                font=partial(_value_font, theme, side),
                colour=partial(_value_colour, theme, side),
                stretches=True,
            )
        )
    return tuple(columns)


def _name(row: MergeRow) -> str:
    return row.name


def _title(row: MergeRow) -> str:
    return field_title(row.name)


def _is_taken(row: MergeRow, side: str) -> bool:
    return not row.is_open or row.side in (side, "both")


def _plain_value(choice: MergeChoice | None, side: str, row: MergeRow) -> str:
    if choice is None:
        return ""
    return shown_value(choice.kept if side == "kept" else choice.merged, row.name)


def _value(choice: MergeChoice | None, side: str, row: MergeRow) -> str:
    """The value with a tick where it stays; of fields that are alike both stay as they are."""
    value = _plain_value(choice, side, row) or "–"
    if not row.is_open:
        return value
    return f"✓ {value}" if _is_taken(row, side) else f"    {value}"


def _tip(choice: MergeChoice | None, side: str, row: MergeRow) -> str:
    value = _plain_value(choice, side, row)
    if not row.is_open:
        return value
    hint = translate("MergeList", "Left and Right choose which value stays.")
    if row.name in JOINED:
        hint = translate("MergeList", "Left and Right choose which value stays, B keeps both.")
    return "\n".join(filter(None, (value, hint)))


def _spoken(choice: MergeChoice | None, side: str, row: MergeRow) -> str:
    value = _plain_value(choice, side, row) or translate("MergeList", "nothing")
    stays = translate("MergeList", "{value}, stays").format(value=value)
    return stays if _is_taken(row, side) else translate("MergeList", "{value}, goes").format(value=value)


def _name_font(theme: Theme, _row: MergeRow) -> QFont:
    return theme.font(Text.SECONDARY)


def _value_font(theme: Theme, side: str, row: MergeRow) -> QFont:
    return theme.font(medium=row.is_open and _is_taken(row, side))


def _grey(theme: Theme, _row: MergeRow) -> QColor:
    return theme.colour(theme.palette.text_secondary)


def _value_colour(theme: Theme, side: str, row: MergeRow) -> QColor:
    palette = theme.palette
    return theme.colour(palette.text if row.is_open and _is_taken(row, side) else palette.text_secondary)
