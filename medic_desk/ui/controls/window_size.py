"""How large a window may open: whole on its screen, its frame and title bar included."""

from PySide6.QtWidgets import QWidget

_FRAME_WIDTH, _FRAME_HEIGHT = 16, 48
"""What a frame and its title bar take at most; a window that is not shown yet cannot ask for its own."""


def open_at_size(window: QWidget, width: int, height: int) -> None:
    """Give a window its first size, in pixels: as wanted, or what its screen has room for."""
    room = window.screen().availableSize()
    window.resize(min(width, room.width() - _FRAME_WIDTH), min(height, height_on_screen(window)))


def height_on_screen(window: QWidget) -> int:
    """The pixels that a window may be high on its screen, with its frame."""
    return window.screen().availableSize().height() - _FRAME_HEIGHT
