"""A mouse on the window's calendar: presses, moves in steps as a hand does, and releases."""

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic

LEFT = Qt.MouseButton.LeftButton
STEPS = 4


def booked(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, hour: int, **fields: Any
) -> str:
    """Book at another desk; the id, once the calendar shows it."""
    appointment = perform(store, small.manager, book, small.booking(hour, **fields))
    qtbot.waitUntil(lambda: window.calendar.appointment(appointment.appointment_id) is not None)
    return appointment.appointment_id


def start_of(window: MainWindow, appointment_id: str) -> int:
    """When an appointment begins, as the calendar shows it."""
    shown = window.calendar.appointment(appointment_id)
    assert shown is not None
    return shown.starts_at


def minutes_of(window: MainWindow, appointment_id: str) -> int:
    """How long an appointment lasts, as the calendar shows it."""
    shown = window.calendar.appointment(appointment_id)
    assert shown is not None
    return shown.ends_at - shown.starts_at


def status_of(window: MainWindow, appointment_id: str) -> str:
    """How an appointment stands, as the calendar shows it."""
    shown = window.calendar.appointment(appointment_id)
    assert shown is not None
    return shown.status


def point_at(window: MainWindow, minute: int, lane_id: str = "", *, pixels: int = 1) -> QPoint:
    """A point of the viewport in the middle of a column, some pixels below the start of a minute."""
    canvas = window.calendar.week.canvas
    placed = canvas.placed
    assert placed is not None
    for column in range(len(placed.columns)):
        rect = placed.rect_of(column, minute, minute + 1)
        if rect is not None and lane_id in ("", placed.lane(column).id):
            return QPoint(rect.x + rect.width // 2 - canvas.shift, rect.y + pixels - canvas.offset)
    raise AssertionError("the minute is not shown")


def edge_of(window: MainWindow, appointment_id: str) -> QPoint:
    """A point on the lower edge of a block."""
    canvas = window.calendar.week.canvas
    assert canvas.placed is not None
    block = next(one for one in canvas.placed.blocks if one.block.id == appointment_id)
    return QPoint(block.rect.x + block.rect.width // 2 - canvas.shift, block.rect.bottom - 2 - canvas.offset)


def pick_up(window: MainWindow, start: QPoint, end: QPoint) -> None:
    """Press at a point and move to another; the button stays down."""
    viewport = window.calendar.week.viewport()
    QTest.mousePress(viewport, LEFT, pos=start)
    move_on(window, start, end)


def move_on(window: MainWindow, start: QPoint, end: QPoint) -> None:
    """Move with the button down."""
    for step in range(1, STEPS + 1):
        QTest.mouseMove(window.calendar.week.viewport(), start + (end - start) * step / STEPS)


def drop(window: MainWindow, at: QPoint) -> None:
    """Release the button."""
    QTest.mouseRelease(window.calendar.week.viewport(), LEFT, pos=at)


def drag(window: MainWindow, start: QPoint, end: QPoint) -> None:
    """Press, move and release."""
    pick_up(window, start, end)
    drop(window, end)
