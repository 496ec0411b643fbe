"""Where a popover stands: beside the rectangle it speaks of, never over it, and inside its window."""

from PySide6.QtCore import QPoint, QRect, QSize


def popover_place(size: QSize, near: QRect, room: QRect, gap: int) -> QPoint:
    """The upper left corner of a popover of ``size`` beside ``near``, within ``room``; ``gap`` pixels away.

    Left of it, else right, below or above, where there is room for all of it; else where most of it has room,
    pushed inside.
    """
    top = near.top() + near.height() // 3 - size.height() // 2
    middle = near.center().x() - size.width() // 2
    places = (
        QPoint(near.left() - gap - size.width(), top),
        QPoint(near.right() + 1 + gap, top),
        QPoint(middle, near.bottom() + 1 + gap),
        QPoint(middle, near.top() - gap - size.height()),
    )
    inside = [_pushed(place, size, room) for place in places]
    for place in inside:
        if not QRect(place, size).intersects(near):
            return place
    return min(inside, key=lambda place: _covered(QRect(place, size), near))


def _pushed(place: QPoint, size: QSize, room: QRect) -> QPoint:
    """The nearest place where all of it is inside; at the upper left where it is larger than the room."""
    x = max(room.left(), min(place.x(), room.right() + 1 - size.width()))
    y = max(room.top(), min(place.y(), room.bottom() + 1 - size.height()))
    return QPoint(x, y)


def _covered(one: QRect, other: QRect) -> int:
    common = one.intersected(other)
    return common.width() * common.height()
