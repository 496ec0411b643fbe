"""The question how late a doctor runs today: a number, one of a few to press, or on time again."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QLabel, QWidget

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.model.appointments.delays import LONGEST_DELAY, DelayRequest, say_delay
from medic_desk.model.clinic.clinic import Doctor
from medic_desk.ui.appointments.act_dialog import ActDialog
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.row_combo import RowCombo
from medic_desk.ui.controls.segments import Segment, segment_row
from medic_desk.ui.controls.typed_fields import NumberField
from medic_desk.ui.desk.attempt import new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.doctor_delays import DoctorDelays
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.formats import short_minutes
from medic_desk.ui.words.names import doctor_name, short_doctor_name

_USUAL = (10, 15, 20, 30, 45, 60)
"""Minutes that are one press away."""
_FIRST = 15
"""What is offered of a doctor of whom nothing was said yet."""


class LateDialog(ActDialog):
    """Opens for a doctor, with what was said last or is said now; ``acted`` (DoctorDelay) once it stands."""

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        delays: DoctorDelays,
        doctor_id: str,
        parent: QWidget | None = None,
        *,
        minutes: int | None = None,
    ) -> None:
        """``minutes`` are those that were said already; they stand whichever doctor is chosen."""
        super().__init__(desk, theme, parent)
        if desk.clinic is None:
            raise RuntimeError("the desk has not read the clinic yet")
        self._delays = delays
        self._doctors = desk.clinic.listed_doctors
        self._is_typed = minutes is not None
        self.setWindowTitle(self.tr("Doctor runs late"))
        self.keep_button.setText(self.tr("Close"))
        self.doctor: RowCombo[Doctor] = RowCombo(doctor_name, _doctor_id, short=short_doctor_name)
        self.minutes = NumberField()
        self._presses = QButtonGroup(self)
        self._lay_out()
        self.doctor.show_rows(self._doctors, doctor_id)
        if minutes is not None:
            self.minutes.set_number(minutes)
            self.minutes.selectAll()
        self._on_doctor()
        self.doctor.row_chosen.connect(self._on_doctor)
        self.minutes.changed.connect(self._on_typed)
        self._presses.idClicked.connect(self._on_pressed)
        self.act_button.clicked.connect(self.say)
        self.minutes.setFocus()

    def _lay_out(self) -> None:
        self.add_title(self.tr("Doctor runs late"), self.tr("Today, as it looks now."))
        self.add_field(self.tr("D&octor"), self.doctor)
        self.add_field(self.tr("&Minutes"), self.minutes)
        for minutes in (0, *_USUAL):
            text = self.tr("On time") if not minutes else short_minutes(minutes)
            self._presses.addButton(Segment(text, text, is_checkable=False), minutes)
        self.column.addWidget(segment_row(self._presses, self))
        self.column.addSpacing(self._theme.space(2))
        sentence = QLabel(
            self.tr(
                "Every desk shows who is expected that much later, in the flow and over the doctor's column."
                " Nothing that is booked is changed."
            )
        )
        set_role(sentence, "secondary")
        sentence.setWordWrap(True)
        show_plain(sentence)
        self.column.addWidget(sentence)
        self.fields = (self.doctor, self.minutes, *self._presses.buttons())
        self.add_foot()
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 56)

    def act_text(self) -> str:
        """Say how late, or that it is over."""
        return self.tr("On &time again") if self.minutes.number == 0 else self.tr("Runs &late")

    def has_typed(self) -> bool:
        """Never: a number is typed again by two keys."""
        return False

    @Slot()
    def say(self) -> None:
        """Send it, once however often it is asked."""
        if self.send_again():
            return
        doctor, minutes = self.doctor.chosen_row(), self.minutes.number
        if doctor is None:
            return
        if minutes is None or not 0 <= minutes <= LONGEST_DELAY:
            self.message.say(self.tr("Write how many minutes, 240 at most; 0 is on time again."))
            self.minutes.setFocus()
            self.minutes.selectAll()
            return
        today = local_date(minute_floor(self._desk.now()), doctor.timezone)
        request = DelayRequest(act_id=new_act_id(), doctor_id=doctor.id, day=today, minutes=minutes)
        self.send(say_delay, request)

    @Slot()
    def _on_doctor(self) -> None:
        """Offer what was said of this doctor."""
        doctor = self.doctor.chosen_row()
        said = self._delays.of(doctor.id) if doctor is not None else 0
        if not self._is_typed:
            self.minutes.set_number(said or _FIRST)
            self.minutes.selectAll()
        self.show_state()

    @Slot()
    def _on_typed(self) -> None:
        self._is_typed = True
        self.message.hide()
        self.show_state()

    @Slot(int)
    def _on_pressed(self, minutes: int) -> None:
        self.minutes.set_number(minutes)
        self._on_typed()
        self.act_button.setFocus()


def _doctor_id(doctor: Doctor) -> str:
    return doctor.id
