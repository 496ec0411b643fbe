"""The calendar for screen readers: a table whose cells are the free slots, the blocks and the cursor.

Qt asks for these objects only while an assistive program runs. They read the view when they are asked, so a
cell is a number: it speaks of whatever stands there now.
"""

from PySide6.QtCore import QObject, QPoint, QRect, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import isValid

from medic_desk.ui.calendar.canvas import WeekCanvas
from medic_desk.ui.day_grid.cursor import Stop

PROPERTY = "accessibleCells"
"""The dynamic property by which the factory knows a calendar."""


class WalkedCalendar(WeekCanvas):
    """A calendar whose cells are told one by one; the view on top of it knows them."""

    def cells(self) -> tuple[Stop, ...]:
        """Every cell, in the order in which they are walked."""
        raise NotImplementedError

    def cell_name(self, cell: Stop) -> str:
        """The words for a cell."""
        raise NotImplementedError

    def cell_area(self, cell: Stop) -> QRect:
        """Where a cell is, in coordinates of the viewport."""
        raise NotImplementedError

    def cursor_cell(self) -> int:
        """The number of the cell under the cursor; -1 without one."""
        raise NotImplementedError


class WeekCell(QAccessibleInterface):
    """One cell: its name is day, time and what is there."""

    def __init__(self, view: WalkedCalendar, number: int) -> None:
        super().__init__()
        self._view = view
        self._number = number

    def isValid(self) -> bool:  # noqa: N802 - Qt's name, like those below
        """Whether there is still such a cell."""
        return isValid(self._view) and self._number < len(self._view.cells())

    def object(self) -> QObject | None:  # type: ignore[override]
        """No object of its own."""
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        """The window of the calendar."""
        return self._view.window().windowHandle()

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        """The calendar."""
        return QAccessible.queryAccessibleInterface(self._view)

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
        return self._view.cell_name(self._view.cells()[self._number])

    def setText(self, kind: QAccessible.Text, text: str) -> None:  # noqa: N802
        """Cells are not edited."""

    def rect(self) -> QRect:
        """Where the cell is on the screen."""
        if not self.isValid():
            return QRect()
        area = self._view.cell_area(self._view.cells()[self._number])
        return QRect(self._view.viewport().mapToGlobal(area.topLeft()), area.size())

    def role(self) -> QAccessible.Role:
        """A cell of a table."""
        return QAccessible.Role.Cell

    def state(self) -> QAccessible.State:
        """Focusable; focused under the cursor."""
        state = QAccessible.State()
        state.focusable = True
        state.focused = self._view.hasFocus() and self._view.cursor_cell() == self._number
        state.invisible = not self.isValid()
        return state


class WeekTable(QAccessibleWidget):
    """The calendar itself, with its cells."""

    def __init__(self, view: WalkedCalendar) -> None:
        super().__init__(view, QAccessible.Role.Table)
        self._view = view
        self._cells: list[WeekCell] = []

    def childCount(self) -> int:  # noqa: N802 - Qt's name, like those below
        """As many as there are cells."""
        return len(self._view.cells())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """The cell of that number; None outside."""
        if not 0 <= index < self.childCount():
            return None
        while len(self._cells) <= index:
            cell = WeekCell(self._view, len(self._cells))
            QAccessible.registerAccessibleInterface(cell)
            self._cells.append(cell)
        return self._cells[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802
        """The number of one of our cells; -1 for anything else."""
        return self._cells.index(child) if child in self._cells else -1

    def childAt(  # type: ignore[override]  # noqa: N802
        self, x: int, y: int
    ) -> QAccessibleInterface | None:
        """The cell at a point of the screen."""
        point = self._view.viewport().mapFromGlobal(QPoint(x, y))
        cells = self._view.cells()
        return next(
            (self.child(i) for i, c in enumerate(cells) if self._view.cell_area(c).contains(point)), None
        )

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802
        """The cell under the cursor."""
        return self.child(self._view.cursor_cell())

    def forget(self) -> None:
        """Take the cells out of Qt's register, for the view goes."""
        while self._cells:
            cell = self._cells.pop()
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(cell))


class _Tables(QObject):
    """Makes a table for each calendar that an assistive program asks about, and keeps it as long."""

    def __init__(self) -> None:
        super().__init__()
        self._tables: dict[int, WeekTable] = {}
        QAccessible.installFactory(self._made)

    def _made(self, class_name: str, thing: QObject | None) -> QAccessibleInterface | None:
        del class_name
        if thing is None or not thing.property(PROPERTY):
            return None
        table = self._tables[id(thing)] = WeekTable(thing)  # type: ignore[arg-type]
        thing.destroyed.connect(self._on_destroyed)
        return table

    @Slot()
    def _on_destroyed(self) -> None:
        for key, table in list(self._tables.items()):
            if not isValid(table) or not isValid(table._view):  # noqa: SLF001 - of this file
                table.forget()
                del self._tables[key]


_tables: list[_Tables] = []


def make_cells_accessible(view: WalkedCalendar) -> None:
    """Let screen readers walk the cells of ``view``."""
    if not _tables:
        _tables.append(_Tables())
    view.setProperty(PROPERTY, True)  # noqa: FBT003 - the value of a property


def announce_cell(view: WalkedCalendar) -> None:
    """Tell screen readers that the focus is on the cell under the cursor."""
    # Qt crashes over a child that an interface does not have: only our own table is asked.
    if (
        QAccessible.isActive()
        and view.cursor_cell() >= 0
        and isinstance(QAccessible.queryAccessibleInterface(view), WeekTable)
    ):
        event = QAccessibleEvent(view, QAccessible.Event.Focus)
        event.setChild(view.cursor_cell())
        QAccessible.updateAccessibility(event)
