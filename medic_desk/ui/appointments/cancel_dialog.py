"""The question why an appointment is cancelled, or a request turned down: neither is without a reason."""

from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from medic_desk.model.appointments.appointment_steps import AppointmentRequest, reject
from medic_desk.model.appointments.declared_acts import AppointmentAct
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.ui.appointments.appointment_dialog import AppointmentDialog
from medic_desk.ui.controls.text_fields import TextLine
from medic_desk.ui.desk.attempt import new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.formats import moment
from medic_desk.ui.words.names import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    """The words of one act: the last of ``reasons`` asks for the person's own."""

    title: str
    act: str
    once_more: str
    reasons: tuple[str, ...]


class CancelDialog(AppointmentDialog):
    """Asks for the reason of ``act``, which ends the appointment, and does it."""

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        appointment: WeekAppointment,
        names: Names,
        act: AppointmentAct[AppointmentRequest],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, theme, appointment, names, parent)
        self._act = act
        self._wording = self._turning_down() if act is reject else self._cancelling()
        self.setWindowTitle(self._wording.title)
        self.keep_button.setText(self.tr("&Keep it"))
        self.reasons = QButtonGroup(self)
        self.words = TextLine()
        self._lay_out()
        self.reasons.idToggled.connect(self._on_reason)
        self.words.textEdited.connect(self._on_words)
        self.act_button.clicked.connect(self.cancel)
        self.reasons.button(0).setFocus()

    def _lay_out(self) -> None:
        self.add_head(moment(self._appointment.starts_at, self._names.zone), self._appointment.service_name)
        for number, text in enumerate(self._wording.reasons):
            button = QRadioButton(text)
            self.reasons.addButton(button, number)
            self.column.addWidget(button)
        self.words.setPlaceholderText(self.tr("In your own words"))
        self.words.setAccessibleName(self.tr("Reason in your own words"))
        self.column.addWidget(self.words)
        self.fields = (*self.reasons.buttons(), self.words)
        self.add_foot()
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 56)

    def _cancelling(self) -> _Wording:
        return _Wording(
            title=self.tr("Cancel appointment"),
            act=self.tr("&Cancel appointment"),
            once_more=self.tr("Press once more to cancel it all the same."),
            reasons=(
                self.tr("The &patient asked for it"),
                self.tr("The &doctor cannot come"),
                self.tr("It was booked by &mistake"),
                self.tr("&Other:"),
            ),
        )

    def _turning_down(self) -> _Wording:
        return _Wording(
            title=self.tr("Turn the request down"),
            act=self.tr("Tu&rn down"),
            once_more=self.tr("Press once more to turn it down all the same."),
            reasons=(
                self.tr("The &doctor is not available"),
                self.tr("&Another time was agreed"),
                self.tr("It was asked for by &mistake"),
                self.tr("&Other:"),
            ),
        )

    def act_text(self) -> str:
        """Cancel, or turn down."""
        return self._wording.act

    def once_more_text(self) -> str:
        """To press the button again."""
        return self._wording.once_more

    def reason(self) -> str:
        """The reason as it will be recorded; empty while none is given."""
        number = self.reasons.checkedId()
        own = self.words.text().strip()
        if number < 0 or number == self._other():
            return own
        chosen = self.reasons.button(number).text().replace("&", "")
        return f"{chosen}: {own}" if own else chosen

    def has_typed(self) -> bool:
        """Whether a reason was written; a chosen one is chosen again by one key."""
        return bool(self.words.text().strip())

    @Slot()
    def cancel(self) -> None:
        """Send the cancellation, once however often it is asked."""
        if self.send_again():
            return
        reason = self.reason()
        if not reason:
            self.message.say(self.tr("Say why: choose a reason or write one."))
            (self.words if self.reasons.checkedId() == self._other() else self.reasons.button(0)).setFocus()
            return
        request = AppointmentRequest(
            act_id=new_act_id(),
            appointment_id=self._appointment.id,
            row_version=self._row_version,
            reason=reason,
        )
        self.send(self._act, request)

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
