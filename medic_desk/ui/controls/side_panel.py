"""A form at the side of a window: as wide as its fields want, scrolled where there is less room for it."""

from PySide6.QtCore import QEvent, QSize, Slot
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from medic_desk.ui.theme.roles import set_role


class SidePanel(QScrollArea):
    """Holds ``form``; what has focus in it is brought into view, the panel itself never has focus."""

    def __init__(self, form: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        set_role(self, "panel")
        self.setWidget(form)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Else both would paint the window's ground over the panel's.
        for ground in (self.viewport(), form):
            ground.setAutoFillBackground(False)
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]

    def sizeHint(self) -> QSize:
        """As wide as the form wants, with a scroll bar beside it."""
        return QSize(self._form.sizeHint().width() + self._bar(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """As wide as the form must be: less would have to be scrolled sideways."""
        width = self._form.minimumSizeHint().width() + self._bar()
        return QSize(width, super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Ask for another width when the form asks for one."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)

    def _bar(self) -> int:
        return self.verticalScrollBar().sizeHint().width()

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _former: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._form.isAncestorOf(now):
            self.ensureWidgetVisible(now)
