"""The question why an appointment is cancelled, or a request turned down: neither is without a reason."""

import uuid

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from medic_desk.model.acts.errors import StaleAppointment
from medic_desk.model.appointments.appointment_steps import AppointmentRequest, cancel, reject
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.ui.appointments.meanwhile import tell_meanwhile
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.outcome import is_unknown
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.appointment import refused_sentence
from medic_desk.ui.words.formats import moment
from medic_desk.ui.words.names import Names


class CancelDialog(QDialog):
    """``cancelled`` (AppointmentResult) once it stands; ``turns_down`` a request that waits for approval."""

    cancelled = Signal(object)

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        appointment: WeekAppointment,
        names: Names,
        parent: QWidget | None = None,
        *,
        turns_down: bool = False,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._appointment = appointment
        self._names = names
        self._turns_down = turns_down
        self._row_version = appointment.row_version
        self._attempt: AppointmentRequest | None = None
        self._is_busy = False
        self._is_unknown = False
        self.setWindowTitle(self.tr("Turn the request down") if turns_down else self.tr("Cancel appointment"))
        who = QLabel(appointment.patient_name or self.tr("No patient"))
        set_role(who, "heading")
        when = QLabel(
            "  ·  ".join(filter(None, (moment(appointment.starts_at, names.zone), appointment.service_name)))
        )
        show_plain(who, when)
        set_role(when, "secondary")
        self.reasons = QButtonGroup(self)
        texts = self._turning_down() if turns_down else self._cancelling()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(5),) * 4)
        column.setSpacing(theme.space(1))
        column.addWidget(who)
        column.addWidget(when)
        column.addSpacing(theme.space(3))
        for number, text in enumerate(texts):
            button = QRadioButton(text)
            self.reasons.addButton(button, number)
            column.addWidget(button)
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("In your own words"))
        self.words.setAccessibleName(self.tr("Reason in your own words"))
        self.message = MessageBanner(theme)
        self.keep_button = QPushButton(self.tr("&Keep it"))
        self.keep_button.setAutoDefault(False)
        self.cancel_button = QPushButton(
            self.tr("&Turn down") if turns_down else self.tr("&Cancel appointment")
        )
        set_role(self.cancel_button, "primary")
        self.cancel_button.setDefault(True)
        column.addWidget(self.words)
        column.addSpacing(theme.space(2))
        column.addWidget(self.message)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        foot.addStretch(1)
        foot.addWidget(self.keep_button)
        foot.addWidget(self.cancel_button)
        column.addLayout(foot)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 56)
        self.reasons.idToggled.connect(self._on_reason)
        self.words.textEdited.connect(self._on_words)
        self.keep_button.clicked.connect(self.reject)
        self.cancel_button.clicked.connect(self.cancel)
        self.reasons.button(0).setFocus()

    def _cancelling(self) -> tuple[str, ...]:
        return (
            self.tr("The &patient asked for it"),
            self.tr("The &doctor cannot come"),
            self.tr("It was booked by &mistake"),
            self.tr("&Other:"),
        )

    def _turning_down(self) -> tuple[str, ...]:
        return (
            self.tr("The &doctor is not available"),
            self.tr("&Another time was agreed"),
            self.tr("It was asked for by &mistake"),
            self.tr("&Other:"),
        )

    def reason(self) -> str:
        """The reason as it will be recorded; empty while none is given."""
        number = self.reasons.checkedId()
        own = self.words.text().strip()
        if number < 0 or number == self._other():
            return own
        chosen = self.reasons.button(number).text().replace("&", "")
        return f"{chosen}: {own}" if own else chosen

    @Slot()
    def cancel(self) -> None:
        """Send the cancellation, once however often it is asked."""
        if self._is_busy:
            return
        reason = self.reason()
        if not reason:
            self.message.say(self.tr("Say why: choose a reason or write one."))
            (self.words if self.reasons.checkedId() == self._other() else self.reasons.button(0)).setFocus()
            return
        if self._attempt is None:
            self._attempt = AppointmentRequest(
                act_id=str(uuid.uuid4()),
                appointment_id=self._appointment.id,
                row_version=self._row_version,
                reason=reason,
            )
        self._set_busy(is_busy=True)
        self.message.hide()
        act = reject if self._turns_down else cancel
        self._desk.act(self, act, self._attempt, self._on_done, self._on_failed)

    def reject(self) -> None:
        """Close and leave the appointment as it is; not while the cancellation is under way."""
        if not self._is_busy:
            super().reject()

    def _on_done(self, appointment: AppointmentResult) -> None:
        self._is_busy = False
        self.cancelled.emit(appointment)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self._is_unknown = is_unknown(error, was_unknown=self._is_unknown)
        if not self._is_unknown:
            # It is known that nothing happened: the next try is a new act.
            self._attempt = None
        self._set_busy(is_busy=False)
        if isinstance(error, StaleAppointment):
            # What was changed is said; who cancels all the same means the version that stands now.
            self._row_version = error.found
            tell_meanwhile(self._desk, self, error, self._names, self._say_stale)
        else:
            self.message.say(refused_sentence(error, self._names, 0))

    def _say_stale(self, sentence: str) -> None:
        if self._turns_down:
            again = self.tr("Press once more to turn it down all the same.")
        else:
            again = self.tr("Press once more to cancel it all the same.")
        self.message.say(f"{sentence}\n{again}")

    def _set_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        may_edit = not is_busy and self._attempt is None
        for button in self.reasons.buttons():
            button.setEnabled(may_edit)
        self.words.setEnabled(may_edit)
        self.cancel_button.setEnabled(not is_busy)
        self.keep_button.setEnabled(not is_busy)

    def _other(self) -> int:
        return len(self.reasons.buttons()) - 1

    @Slot(int, bool)
    def _on_reason(self, number: int, is_on: bool) -> None:
        self.message.hide()
        if is_on and number == self._other():
            self.words.setFocus()

    @Slot(str)
    def _on_words(self, text: str) -> None:
        self.message.hide()
        if text and self.reasons.checkedId() < 0:
            self.reasons.button(self._other()).setChecked(True)
