"""How long: as the service says, or as long as the span that a person drew."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QWidget

from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.formats import duration


class LengthChoice(QWidget):
    """Hidden where nothing longer than the service was drawn; else what was drawn is chosen at first."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawn: int | None = None
        self.as_drawn, self.as_service = QPushButton(), QPushButton()
        self._both = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(1))
        for button in (self.as_drawn, self.as_service):
            button.setCheckable(True)
            set_role(button, "quiet")
            self._both.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self.as_drawn.setChecked(True)
        self._both.buttonToggled.connect(self._on_toggled)
        self.hide()

    @property
    def minutes(self) -> int | None:
        """The length other than the service's that is chosen; None for the service's."""
        return self._drawn if self._drawn is not None and self.as_drawn.isChecked() else None

    def begin(self) -> None:
        """Choose at first what was drawn, for another span was."""
        self._drawn = None
        self.as_drawn.setChecked(True)

    def offer(self, drawn: int | None, service_minutes: int | None) -> None:
        """Offer a drawn length beside a service's, where it is longer."""
        is_longer = drawn is not None and service_minutes is not None and drawn > service_minutes
        self._drawn = drawn if is_longer else None
        if self._drawn is not None and service_minutes is not None:
            self.as_drawn.setText(self.tr("{duration} as drawn").format(duration=duration(self._drawn)))
            text = self.tr("{duration} as the service").format(duration=duration(service_minutes))
            self.as_service.setText(text)
        self.setVisible(is_longer)

    @Slot(QAbstractButton, bool)
    def _on_toggled(self, _button: QAbstractButton, is_chosen: bool) -> None:
        if is_chosen and self._drawn is not None:
            self.changed.emit()
