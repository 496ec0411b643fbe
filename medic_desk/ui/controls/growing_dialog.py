"""A dialog that grows with its text: a label that wraps to another line pushes nothing together.

Qt gives a window the least height of its layout at the layout's widest. Where labels wrap the layout needs
more, and takes it from the fields, which then cut their letters (QLayout.minimumHeightForWidth).
"""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog

from medic_desk.ui.controls.window_size import height_on_screen

_MAY_NEED_MORE = (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show)


class GrowingDialog(QDialog):
    """Never lower than its layout needs at the width it has, as far as its screen has room."""

    def event(self, event: QEvent) -> bool:
        """Grow where what stands in the dialog has become higher."""
        is_done = super().event(event)
        if event.type() in _MAY_NEED_MORE:
            self._grow()
        return is_done

    def _grow(self) -> None:
        layout = self.layout()
        if layout is None or not self.isVisible() or not layout.hasHeightForWidth():
            return
        needed = min(layout.minimumHeightForWidth(self.width()), height_on_screen(self))
        if self.height() < needed:
            self.resize(self.width(), needed)
