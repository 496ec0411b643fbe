"""The breaks of a rule: one line each, from, to and a name, with a button to add and one to take away.

A form and no list over a model: there are two or three breaks, each is typed in at once, and under each
stands what is wrong with it. A model would need an editor to be opened for every cell, and a place elsewhere
for that sentence.
"""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from medic_desk.engine.facts import Break
from medic_desk.ui.controls.text_fields import TextLine
from medic_desk.ui.controls.typed_fields import TimeField
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.roles import set_role


class _Line:
    """The fields of one break."""

    def __init__(self, owner: "BreaksTable", row: Break) -> None:
        self.row = row
        self.start = TimeField()
        self.end = TimeField()
        self.label = TextLine(row.label or "")
        self.remove = QToolButton()
        self.said = QLabel()
        self.start.set_minute(row.break_start_local)
        self.end.set_minute(row.break_end_local)
        for field in (self.start, self.end):
            field.changed.connect(owner.edited)
        self.label.textEdited.connect(owner.edited)
        self.remove.clicked.connect(owner._on_remove)  # noqa: SLF001 - its own line

    def widgets(self) -> tuple[QWidget, ...]:
        return (self.start, self.end, self.label, self.remove, self.said)

    def value(self) -> Break:
        """The break as far as it can be read; a field that cannot keeps its last good value."""
        start, end = self.start.minute, self.end.minute
        self.row = self.row._replace(
            break_start_local=self.row.break_start_local if start is None else start,
            break_end_local=self.row.break_end_local if end is None else end,
            label=self.label.text().strip() or None,
        )
        return self.row


class BreaksTable(QWidget):
    """``edited`` when a person changed, added or removed a break; nothing that is shown is told."""

    edited = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: list[_Line] = []
        self._is_locked = False
        title = QLabel(self.tr("Breaks"))
        title.setFont(theme.font(Text.SECONDARY))
        self.add_button = QPushButton(self.tr("Add &break"))
        set_role(self.add_button, "quiet")
        self.add_button.setAutoDefault(False)
        self.add_button.setIcon(theme.icon("add"))
        self.add_button.clicked.connect(self._on_add)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.add_button)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.space(1))
        self._grid.setVerticalSpacing(theme.space(1))
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(0.5))
        column.addLayout(head)
        column.addLayout(self._grid)
        self._window = (9 * 60, 17 * 60)

    def show_breaks(self, rows: tuple[Break, ...], unreadable: Mapping[str, str], *, is_locked: bool) -> None:
        """Show the breaks of a rule, with what was typed and could not be read."""
        self._is_locked = is_locked
        self._clear()
        for row in rows:
            self._append(row)
        for i, line in enumerate(self._lines):
            for name, field in (("start", line.start), ("end", line.end)):
                typed = unreadable.get(f"breaks.{i}.{name}")
                if typed is not None:
                    field.setText(typed)
        self.add_button.setVisible(not is_locked)

    def set_window(self, start: int, end: int) -> None:
        """The rule's hours, in which a new break is put."""
        self._window = (start, end if end > start else end + 1440)

    def breaks(self) -> tuple[Break, ...]:
        """The breaks as they stand here."""
        return tuple(line.value() for line in self._lines)

    def unreadable(self) -> dict[str, str]:
        """What was typed and is no time, by the name of its field."""
        return {
            f"breaks.{i}.{name}": field.text()
            for i, line in enumerate(self._lines)
            for name, field in (("start", line.start), ("end", line.end))
            if not field.is_readable
        }

    def say(self, sentences: Mapping[int, str]) -> None:
        """Say under each break what is wrong with it."""
        for i, line in enumerate(self._lines):
            sentence = sentences.get(i, "")
            line.said.setText(sentence)
            line.said.setVisible(bool(sentence))
            for field in (line.start, line.end):
                set_role(field, "error" if sentence else "")
                field.setAccessibleDescription(sentence)

    def said(self, index: int) -> str:
        """What is said of one break."""
        line = self._lines[index]
        return line.said.text() if not line.said.isHidden() else ""

    def fields_of(self, index: int) -> tuple[TimeField, TimeField, QLineEdit]:
        """The fields of one break."""
        line = self._lines[index]
        return line.start, line.end, line.label

    # Inside

    def _clear(self) -> None:
        for line in self._lines:
            for widget in line.widgets():
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._lines.clear()

    def _append(self, row: Break) -> _Line:
        line = _Line(self, row)
        at = 2 * len(self._lines)
        number = len(self._lines) + 1
        line.start.setAccessibleName(self.tr("Break {number}, from").format(number=number))
        line.end.setAccessibleName(self.tr("Break {number}, to").format(number=number))
        line.label.setAccessibleName(self.tr("Break {number}, name").format(number=number))
        line.label.setPlaceholderText(self.tr("Name"))
        line.remove.setIcon(self._theme.icon("close"))
        line.remove.setToolTip(self.tr("Remove this break"))
        line.remove.setAccessibleName(self.tr("Remove break {number}").format(number=number))
        set_role(line.said, "error")
        line.said.setFont(self._theme.font(Text.SECONDARY))
        line.said.setWordWrap(True)
        line.said.hide()
        for column, widget in enumerate((line.start, line.end, line.label, line.remove)):
            self._grid.addWidget(widget, at, column)
        self._grid.addWidget(line.said, at + 1, 0, 1, 4)
        for field in (line.start, line.end, line.label):
            field.setReadOnly(self._is_locked)
        line.remove.setVisible(not self._is_locked)
        self._lines.append(line)
        return line

    @Slot()
    def _on_add(self) -> None:
        start, end = self._window
        middle = (start + end) // 2 // 30 * 30
        row = Break(None, middle % 1440, (middle + 30) % 1440)
        line = self._append(row)
        self.edited.emit()
        line.start.setFocus()
        line.start.selectAll()

    @Slot()
    def _on_remove(self) -> None:
        sender = self.sender()
        rows = tuple(line.value() for line in self._lines if line.remove is not sender)
        self.show_breaks(rows, {}, is_locked=self._is_locked)
        self.edited.emit()
        self.add_button.setFocus()
