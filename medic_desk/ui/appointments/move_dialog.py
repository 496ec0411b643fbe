"""Where an appointment goes: the doctor's free starts, its own place among them; Enter moves it there.

It stays where it is until the database has given it the new place; a refusal keeps the form and offers the
nearest free starts.
"""

import uuid
from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.engine.facts import FreeSlot
from medic_desk.model.acts.errors import SlotRefused, StaleAppointment
from medic_desk.model.appointments.free_starts import FreeStarts
from medic_desk.model.appointments.moving import MoveRequest, move
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.model.clinic.clinic import ServiceEntry
from medic_desk.model.store.errors import SlotTaken
from medic_desk.ui.appointments.meanwhile import tell_meanwhile
from medic_desk.ui.booking.time_choice import GRACE_MINUTES, TimeChoice
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.window_size import open_at_size
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.outcome import is_unknown
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.appointment import refused_sentence
from medic_desk.ui.words.formats import moment
from medic_desk.ui.words.names import Names


class MoveDialog(QDialog):
    """``moved`` (Appointment) once it stands at its new place."""

    moved = Signal(object)

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        appointment: WeekAppointment,
        names: Names,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._appointment = appointment
        self._names = names
        self._row_version = appointment.row_version
        self._attempt: MoveRequest | None = None
        self._is_busy = False
        self._is_unknown = False
        self.setWindowTitle(self.tr("Move appointment"))
        today = local_date(minute_floor(desk.now()), names.zone)
        day = max(today, local_date(appointment.starts_at, names.zone))
        self.time = TimeChoice(desk, theme, day, appointment.starts_at)
        self.time.overlook(frozenset({appointment.id}))
        self.time.set_length(appointment.ends_at - appointment.starts_at)
        self.place = QLabel()
        set_role(self.place, "secondary")
        self.place.setWordWrap(True)
        self.message = MessageBanner(theme)
        self.move_button = QPushButton()
        self.keep_button = QPushButton(self.tr("Leave &it there"))
        self._lay_out(theme)
        self.time.chosen.connect(self._on_chosen)
        self.time.entered.connect(self.move_there)
        self.time.read.connect(self._on_read)
        self.time.failed.connect(self._on_read_failed)
        self.move_button.clicked.connect(self.move_there)
        self.keep_button.clicked.connect(self.reject)
        self._desk.contact.came_back.connect(self._on_came_back)
        self._show_choice()
        service = self._service()
        self.time.ask(service, None)
        if service is None:
            self.message.say(
                self.tr("This appointment has no service of the doctor: it cannot be moved here.")
            )
        self.time.setFocus()

    def _lay_out(self, theme: Theme) -> None:
        appointment, zone = self._appointment, self._names.zone
        who = QLabel(appointment.patient_name or self.tr("No patient"))
        set_role(who, "heading")
        who.setTextFormat(Qt.TextFormat.PlainText)
        now_at = self.tr("Now {moment}").format(moment=moment(appointment.starts_at, zone))
        place = self._names.place(appointment.doctor_location_id, appointment.location_room_id)
        when = QLabel("  ·  ".join(filter(None, (now_at, appointment.service_name, place))))
        set_role(when, "secondary")
        when.setTextFormat(Qt.TextFormat.PlainText)
        when.setWordWrap(True)
        set_role(self.move_button, "primary")
        self.move_button.setDefault(True)
        self.keep_button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(5),) * 4)
        column.setSpacing(theme.space(1))
        column.addWidget(who)
        column.addWidget(when)
        column.addSpacing(theme.space(3))
        column.addWidget(self.time, 1)
        column.addWidget(self.place)
        column.addWidget(self.message)
        column.addSpacing(theme.space(2))
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        foot.addStretch(1)
        foot.addWidget(self.keep_button)
        foot.addWidget(self.move_button)
        column.addLayout(foot)
        open_at_size(self, self.fontMetrics().averageCharWidth() * 68, theme.space(130))

    def _service(self) -> ServiceEntry | None:
        wanted = self._appointment.appointment_type_id
        return next((one for one in self._names.clinic.services if one.id == wanted), None)

    # Choosing

    @Slot(object)
    def _on_read(self, starts: FreeStarts) -> None:
        if not starts.slots:
            self.message.say(self.tr("No free time in these two weeks: look later."))
        self._show_choice()

    @Slot(object)
    def _on_read_failed(self, error: Exception) -> None:
        self.message.say(refused_sentence(error, self._names, 0))

    @Slot()
    def _on_chosen(self) -> None:
        self.message.hide()
        self._show_choice()

    @Slot()
    def _on_came_back(self) -> None:
        if not self._is_busy and not self._is_unknown:
            self.message.hide()
            self.time.read_again()

    def _slot(self) -> FreeSlot | None:
        return self.time.starts.at(self.time.starts_at) if self.time.starts is not None else None

    def _show_choice(self) -> None:
        slot, zone = self._slot(), self._names.zone
        if self._is_busy:
            text = self.tr("Moving…")
        elif self._is_unknown:
            text = self.tr("&Try again")
        elif slot is None or slot.starts_at == self._appointment.starts_at:
            text = self.tr("&Move")
        else:
            text = self.tr("&Move to {moment}").format(moment=moment(slot.starts_at, zone))
        self.move_button.setText(text)
        here = (self._appointment.doctor_location_id, self._appointment.location_room_id)
        there = (slot.doctor_location_id, slot.location_room_id) if slot is not None else here
        said = self.tr("Another place: {place}").format(place=self._names.place(*there) or "?")
        self.place.setText(said if there != here else "")

    # Moving

    @Slot()
    def move_there(self) -> None:
        """Send the move, once however often it is asked."""
        if self._is_busy:
            return
        if self._is_unknown and self._attempt is not None:
            self._send(self._attempt)
            return
        slot = self._slot()
        if slot is None:
            self.message.say(self.tr("Choose a time."))
            self.time.setFocus()
        elif slot.starts_at == self._appointment.starts_at:
            self.message.say(self.tr("It is there already: choose another time."))
            self.time.setFocus()
        else:
            request = MoveRequest(
                act_id=str(uuid.uuid4()),
                appointment_id=self._appointment.id,
                row_version=self._row_version,
                starts_at=slot.starts_at,
                doctor_location_id=slot.doctor_location_id,
                past_grace_minutes=GRACE_MINUTES,
            )
            self._send(request)

    def _send(self, request: MoveRequest) -> None:
        self._attempt = request
        self._set_busy(is_busy=True)
        self.message.hide()
        self._desk.act(self, move, request, self._on_done, self._on_refused)

    def _on_done(self, appointment: AppointmentResult) -> None:
        self._is_busy = False
        self.moved.emit(appointment)
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self._is_unknown = is_unknown(error, was_unknown=self._is_unknown)
        self._set_busy(is_busy=False)
        if isinstance(error, StaleAppointment):
            # What was changed is said; who moves it all the same means the version that stands now.
            self._row_version = error.found
            tell_meanwhile(self._desk, self, error, self._names, self._say_stale)
            return
        minutes = self._appointment.ends_at - self._appointment.starts_at
        sentence = refused_sentence(error, self._names, minutes)
        if isinstance(error, (SlotRefused, SlotTaken)):
            self.time.give_up()
            self._show_choice()
        if isinstance(error, SlotRefused) and error.nearest:
            self._offer(sentence + " " + self.tr("Free close to it:"), error.nearest)
        else:
            self.message.say(sentence)

    def _say_stale(self, sentence: str) -> None:
        self.message.say(sentence + "\n" + self.tr("Press once more to move it all the same."))

    def _offer(self, sentence: str, slots: Iterable[FreeSlot]) -> None:
        zone = self._names.zone
        self.message.say(
            sentence, [(moment(slot.starts_at, zone), partial(self._take, slot)) for slot in sorted(slots)]
        )

    def _take(self, slot: FreeSlot) -> None:
        self.time.take(slot)
        self.move_button.setFocus()

    def _set_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.time.setEnabled(not is_busy and not self._is_unknown)
        self.move_button.setEnabled(not is_busy)
        self.keep_button.setEnabled(not is_busy)
        self._show_choice()

    def reject(self) -> None:
        """Close and leave the appointment where it is; not while the move is under way."""
        if not self._is_busy:
            super().reject()
