"""The calendar for screen readers: a table whose cells are the free slots, the blocks and the cursor.

Qt asks for these objects only while an assistive program runs. They ask the widget for its ``Cells`` whenever
they are asked themselves, so a cell is a number: it speaks of whatever stands there now.
"""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, QPoint, QRect, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import isValid

from medic_desk.ui.day_grid.cursor import Stop


@runtime_checkable
class Cells(Protocol):
    """What the table asks of a widget that paints its cells; any widget that answers this is such a table."""

    def cells(self) -> tuple[Stop, ...]:
        """Every cell, in the order in which they are walked."""

    def cell_name(self, cell: Stop) -> str:
        """The words for a cell."""

    def cell_area(self, cell: Stop) -> QRect:
        """Where a cell is, in coordinates of the viewport."""

    def cursor_cell(self) -> int:
        """The number of the cell under the cursor; -1 without one."""

    def viewport(self) -> QWidget:
        """What the cells are painted on."""


class WeekCell(QAccessibleInterface):
    """One cell: its name is day, time and what is there."""

    def __init__(self, widget: QWidget, cells: Cells, number: int) -> None:
        super().__init__()
        self._widget = widget
        self._cells = cells
        self._number = number

    def isValid(self) -> bool:  # noqa: N802 - Qt's name, like those below
        """Whether there is still such a cell."""
        return isValid(self._widget) and self._number < len(self._cells.cells())

    def object(self) -> QObject | None:  # type: ignore[override]
        """No object of its own."""
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        """The window of the calendar."""
        return self._widget.window().windowHandle()

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        """The calendar."""
        return QAccessible.queryAccessibleInterface(self._widget)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """Nothing lies in a cell."""
        del index
        return None

    def childAt(  # type: ignore[override]  # noqa: N802
        self, x: int, y: int
    ) -> QAccessibleInterface | None:
        """Nothing lies in a cell."""
        del x, y
        return None

    def childCount(self) -> int:  # noqa: N802
        """Nothing lies in a cell."""
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802
        """Nothing lies in a cell."""
        del child
        return -1

    def text(self, kind: QAccessible.Text) -> str:
        """The name; there is no other text."""
        if kind != QAccessible.Text.Name or not self.isValid():
            return ""
        return self._cells.cell_name(self._cells.cells()[self._number])

    def setText(self, kind: QAccessible.Text, text: str) -> None:  # noqa: N802
        """Cells are not edited."""

    def rect(self) -> QRect:
        """Where the cell is on the screen."""
        if not self.isValid():
            return QRect()
        area = self._cells.cell_area(self._cells.cells()[self._number])
        return QRect(self._cells.viewport().mapToGlobal(area.topLeft()), area.size())

    def role(self) -> QAccessible.Role:
        """A cell of a table."""
        return QAccessible.Role.Cell

    def state(self) -> QAccessible.State:
        """Focusable; focused under the cursor."""
        state = QAccessible.State()
        state.focusable = True
        state.focused = self._widget.hasFocus() and self._cells.cursor_cell() == self._number
        state.invisible = not self.isValid()
        return state


class WeekTable(QAccessibleWidget):
    """The calendar itself, with its cells."""

    def __init__(self, widget: QWidget, cells: Cells) -> None:
        """``cells`` is the same widget, as what it answers."""
        super().__init__(widget, QAccessible.Role.Table)
        self._widget = widget
        self._cells = cells
        self._told: list[WeekCell] = []
        """The cells that were asked for so far, by number."""

    @property
    def is_gone(self) -> bool:
        """Whether the widget does not exist any more."""
        return not isValid(self) or not isValid(self._widget)

    def childCount(self) -> int:  # noqa: N802 - Qt's name, like those below
        """As many as there are cells."""
        return len(self._cells.cells())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """The cell of that number; None outside."""
        if not 0 <= index < self.childCount():
            return None
        while len(self._told) <= index:
            cell = WeekCell(self._widget, self._cells, len(self._told))
            QAccessible.registerAccessibleInterface(cell)
            self._told.append(cell)
        return self._told[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802
        """The number of one of our cells; -1 for anything else."""
        return self._told.index(child) if child in self._told else -1

    def childAt(  # type: ignore[override]  # noqa: N802
        self, x: int, y: int
    ) -> QAccessibleInterface | None:
        """The cell at a point of the screen."""
        point = self._cells.viewport().mapFromGlobal(QPoint(x, y))
        cells = self._cells.cells()
        return next(
            (self.child(i) for i, c in enumerate(cells) if self._cells.cell_area(c).contains(point)), None
        )

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802
        """The cell under the cursor."""
        return self.child(self._cells.cursor_cell())

    def forget(self) -> None:
        """Take the cells out of Qt's register, for the view goes."""
        while self._told:
            cell = self._told.pop()
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(cell))


class _Tables(QObject):
    """Makes a table for each calendar that an assistive program asks about, and keeps it as long."""

    def __init__(self) -> None:
        super().__init__()
        self._tables: dict[int, WeekTable] = {}
        QAccessible.installFactory(self._made)

    def _made(self, class_name: str, thing: QObject | None) -> QAccessibleInterface | None:
        del class_name
        if not isinstance(thing, QWidget) or not isinstance(thing, Cells):
            return None
        table = self._tables[id(thing)] = WeekTable(thing, thing)
        thing.destroyed.connect(self._on_destroyed)
        return table

    @Slot()
    def _on_destroyed(self) -> None:
        for key, table in list(self._tables.items()):
            if table.is_gone:
                table.forget()
                del self._tables[key]


_tables: list[_Tables] = []


def make_cells_accessible() -> None:
    """Let screen readers walk the cells of every widget that has ``Cells``."""
    if not _tables:
        _tables.append(_Tables())


def announce_cell(widget: QWidget, number: int) -> None:
    """Tell screen readers that the focus of ``widget`` is on its cell of that number; nothing for -1."""
    # Qt crashes over a child that an interface does not have: only our own table is asked.
    if (
        QAccessible.isActive()
        and number >= 0
        and isinstance(QAccessible.queryAccessibleInterface(widget), WeekTable)
    ):
        event = QAccessibleEvent(widget, QAccessible.Event.Focus)
        event.setChild(number)
        QAccessible.updateAccessibility(event)
