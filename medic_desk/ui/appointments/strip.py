"""The chosen appointment in one line, for windows in which the panel would take the room of whole columns."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Slot
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from medic_desk.ui.controls.elided_label import ElidedLabel
from medic_desk.ui.day_grid.block_words import STATES
from medic_desk.ui.day_grid.measures import advance, line_height, usual_baseline
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.status import AppointmentStatus, status_icon

_EDGE = 4
_BESIDE = 2
"""Steps that have a button beside the likeliest; the others are in the menu."""


class Summary(NamedTuple):
    """What the line tells of an appointment; empty texts are left out."""

    name: str
    phone: str
    status: AppointmentStatus
    state: str
    particulars: tuple[str, ...]


class AppointmentStrip(QFrame):
    """State, patient, phone, when, what and where, and the steps: the likeliest first, all in a menu."""

    def __init__(self, theme: Theme, panel: QAction, parent: QWidget | None = None) -> None:
        """``panel`` shows the panel with everything in place of the strip."""
        super().__init__(parent)
        self._theme = theme
        self._panel = panel
        self._actions: tuple[QAction, ...] = ()
        self.summary: Summary | None = None
        """What is told; None for nothing."""
        self._state = _StateChip(theme)
        self.name, self.phone = ElidedLabel(10), ElidedLabel(10)
        self.particulars = ElidedLabel(20)
        self.buttons = tuple(QPushButton() for _ in range(_BESIDE))
        self.more = QToolButton()
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.setAccessibleName(self.tr("Chosen appointment"))

    def _lay_out(self) -> None:
        theme = self._theme
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(3), theme.space(1), theme.space(3), theme.space(1))
        row.setSpacing(theme.space(3))
        row.addWidget(self._state)
        row.addWidget(self.name)
        row.addWidget(self.phone)
        row.addWidget(self.particulars, 1)
        for number, button in enumerate(self.buttons):
            set_role(button, "primary" if number == 0 else "")
            button.setAutoDefault(False)
            button.clicked.connect(self._on_clicked)
            row.addWidget(button)
        self.more.setText("⋯")
        self.more.setAccessibleName(self.tr("All that can be done"))
        self.more.setToolTip(self.tr("All that can be done"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(QMenu(self.more))
        row.addWidget(self.more)

    @Slot(object)
    def tell(self, summary: Summary | None) -> None:
        """Tell of an appointment; None for none."""
        self.summary = summary
        if summary is not None:
            self._state.show_state(summary.status, summary.state)
            self.name.show_text(summary.name)
            self.phone.show_text(summary.phone)
            self.phone.setVisible(bool(summary.phone))
            self.particulars.show_text("  ·  ".join(filter(None, summary.particulars)))

    def show_actions(self, actions: Sequence[QAction]) -> None:
        """Offer these steps, the likeliest first."""
        if tuple(actions) == self._actions:
            return
        self._actions = tuple(actions)
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(actions))
            if number < len(actions):
                plain = actions[number].text().replace("&", "")
                keys = actions[number].shortcut().toString()
                button.setText(plain)
                button.setAccessibleName(plain.rstrip("…"))
                button.setToolTip(f"{plain.rstrip('…')} ({keys})" if keys else plain.rstrip("…"))
        menu = self.more.menu()
        menu.clear()
        menu.addActions([*self._actions])
        menu.addSeparator()
        menu.addAction(self._panel)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Part it from the days by a line."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, self.width(), 1, QColor(self._theme.palette.line_strong))

    @Slot()
    def _on_clicked(self) -> None:
        pressed = self.sender()
        for action, button in zip(self._actions, self.buttons, strict=False):
            if button is pressed:
                action.trigger()
                return

    @Slot()
    def _restyle(self) -> None:
        self.name.setFont(self._theme.font(Text.TITLE, strong=True))
        self.phone.setFont(self._theme.font(medium=True, tabular=True))
        self.particulars.setFont(self._theme.font(tabular=True))
        for label in (self.name, self.phone, self.particulars):
            label.show_text(label.whole_text)


class _StateChip(QWidget):
    """How an appointment stands, with the fill, the edge and the icon that it has in the calendar."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._status: AppointmentStatus = "confirmed"
        self._text = ""

    def show_state(self, status: AppointmentStatus, text: str) -> None:
        """Show another state, in these words."""
        self._status, self._text = status, text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Edge, icon and words."""
        font, space = self._theme.font(medium=True), self._theme.space
        words = advance(font, self._text)
        return QSize(
            _EDGE + space(2) + self._side + space(2) + words + space(2), line_height(font) + space(3)
        )

    def minimumSizeHint(self) -> QSize:
        """The same: it is short."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the middle of the height."""
        painter, space = QPainter(self), self._theme.space
        colours = self._theme.palette.states[STATES[self._status]]
        font, high = self._theme.font(medium=True), self.sizeHint().height()
        box = QRectF(0, (self.height() - high) / 2, self.width(), high)
        painter.fillRect(box, QColor(colours.fill))
        painter.fillRect(QRectF(0, box.y(), _EDGE, high), QColor(colours.edge))
        side = self._side
        icon = self._theme.pixmap(status_icon(self._status), side, colours.text, self.devicePixelRatioF())
        x = _EDGE + space(2)
        painter.drawPixmap(QPointF(x, box.y() + (high - side) / 2), icon)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        line = line_height(font)
        at = QPointF(x + side + space(2), round(box.y() + (high - line) / 2 + usual_baseline(font)))
        painter.drawText(at, self._text)

    @property
    def _side(self) -> int:
        return self._theme.icon_size().width()
