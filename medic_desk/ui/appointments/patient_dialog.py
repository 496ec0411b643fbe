"""What the dialogs share that ask for a patient: Enter takes a likely duplicate, Ctrl+Enter a new one."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from medic_desk.ui.appointments.act_dialog import ActDialog
from medic_desk.ui.booking.patient_search import PatientSearch
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PatientDialog(ActDialog):
    """As in the booking: whoever may be in the list already is not made anew by Enter alone."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(desk, theme, parent)
        self.patient = PatientSearch(desk, theme)
        self.patient.changed.connect(self.show_state)
        self.patient.likely_shown.connect(self.show_state)
        self.act_button.installEventFilter(self)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self._on_ctrl_enter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter first settle who the patient is."""
        if self._settles(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The same on the button, which takes Enter for itself."""
        if is_taken_apart(self):
            return False
        is_press = watched is self.act_button and event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and self._settles(event):
            return True
        return super().eventFilter(watched, event)

    def _settles(self, event: QKeyEvent) -> bool:
        """Whether Enter is about the patient: it takes a likely duplicate, or waits till that is known."""
        is_open = self.attempt.is_open or self.question.is_asked
        if event.key() not in _ENTER or event.isAutoRepeat() or is_open or not self.patient.is_new:
            return False
        if self.patient.form.is_asking:
            return True
        if self.patient.may_be_known:
            self.patient.choose_likely()
            return True
        return False

    @Slot()
    def _on_ctrl_enter(self) -> None:
        """Act for a new patient beside a likely duplicate; in the search: type a new one."""
        if self.question.is_asked:
            return
        if self.patient.search.hasFocus():
            self.patient.begin_new()
        else:
            self.act_button.click()
