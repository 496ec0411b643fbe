"""A form at the side of a window: as wide as its fields want, scrolled where there is less room for it."""

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from medic_desk.ui.controls.taken_apart import is_taken_apart
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
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Else both would paint the window's ground over the panel's.
        for ground in (self.viewport(), form):
            ground.setAutoFillBackground(False)
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]

    def sizeHint(self) -> QSize:
        """As wide as the form wants, with a scroll bar beside it."""
        width = max(self._form.sizeHint().width(), self._least())
        return QSize(width + self._bar(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """As wide as the form must be: less would have to be scrolled sideways."""
        return QSize(self._least() + self._bar(), super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Ask for another width when the form does; what is newly said below a field is seen as well."""
        if is_taken_apart(self):
            return super().event(event)
        is_taken = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._reveal(QApplication.focusWidget())
        return is_taken

    def _least(self) -> int:
        """As narrow as the form gets: by what stands in it, and by what it was told."""
        return max(self._form.minimumSizeHint().width(), self._form.minimumWidth())

    def _bar(self) -> int:
        return self.verticalScrollBar().sizeHint().width()

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _former: QWidget | None, now: QWidget | None) -> None:
        self._reveal(now)

    def _reveal(self, field: QWidget | None) -> None:
        """Scroll to a field of the form, with its name and what is said of it where they fit."""
        if field is None or not self._form.isAncestorOf(field):
            return
        margin = self.fontMetrics().height() // 2
        whole = field.parentWidget()
        if whole is not None and whole is not self._form and whole.height() <= self.viewport().height():
            self.ensureWidgetVisible(whole, 0, margin)
        self.ensureWidgetVisible(field, 0, margin)
