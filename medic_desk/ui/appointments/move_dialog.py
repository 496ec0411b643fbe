"""Where an appointment goes: the doctor's free starts, its own place among them; Enter moves it there.

It stays where it is until the database has given it the new place; a refusal keeps the form and offers the
nearest free starts.
"""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QWidget

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.engine.facts import FreeSlot, Minute
from medic_desk.model.acts.errors import SlotRefused
from medic_desk.model.appointments.moving import MoveRequest, move
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.model.clinic.clinic import ServiceEntry
from medic_desk.model.store.changes import Changed
from medic_desk.model.store.errors import SlotTaken
from medic_desk.ui.appointments.appointment_dialog import AppointmentDialog
from medic_desk.ui.booking.nearest_offers import NearestOffers
from medic_desk.ui.booking.start_choice import StartChoice
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.window_size import open_at_size
from medic_desk.ui.desk.attempt import new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.appointment import refused_sentence
from medic_desk.ui.words.formats import moment
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.no_free_time import none_found_sentence

_COLUMNS = 6


class MoveDialog(AppointmentDialog):
    """Asks for a free start and moves the appointment there."""

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        appointment: WeekAppointment,
        names: Names,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, theme, appointment, names, parent)
        self.setWindowTitle(self.tr("Move appointment"))
        self.keep_button.setText(self.tr("Leave &it there"))
        today = local_date(minute_floor(desk.now()), names.zone)
        day = max(today, local_date(appointment.starts_at, names.zone))
        # Nothing is held while its new place is looked for: it keeps its own until the database moved it.
        self.starts = StartChoice(desk, theme, names.clinic, None, columns=_COLUMNS, moved_id=appointment.id)
        self.starts.begin(day)
        self.nearest = NearestOffers(self.starts, self.message, self, own=appointment.starts_at)
        self.place = QLabel()
        self._lay_out()
        self.starts.chosen.connect(self._on_chosen)
        self.starts.entered.connect(self.move_there)
        self.starts.read.connect(self._on_read)
        self.starts.gone.connect(self._on_gone)
        self.starts.failed.connect(self._on_read_failed)
        self.act_button.clicked.connect(self.move_there)
        self.nearest.taken.connect(self.act_button.setFocus)
        desk.contact.came_back.connect(self._on_came_back)
        desk.heard.connect(self._on_heard)
        self._ask_for_starts()
        self.starts.list.setFocus()

    def _lay_out(self) -> None:
        appointment, names = self._appointment, self._names
        self.add_head(
            self.tr("Now {moment}").format(moment=moment(appointment.starts_at, names.zone)),
            appointment.service_name,
            names.place(appointment.doctor_location_id, appointment.location_room_id),
        )
        set_role(self.place, "secondary")
        self.place.setWordWrap(True)
        show_plain(self.place)
        self.column.addWidget(self.starts, 1)
        self.column.addWidget(self.place)
        self.fields = (self.starts,)
        self.add_foot()
        open_at_size(self, self.fontMetrics().averageCharWidth() * 68, self._theme.space(130))

    def _ask_for_starts(self) -> None:
        service = self._service()
        self.starts.wish(self._appointment.doctor_id, self._appointment.starts_at)
        offers = {self._appointment.doctor_id: service} if service is not None else {}
        self.starts.ask(offers, None, self.minutes)
        if service is None:
            self.message.say(
                self.tr("This appointment has no service of the doctor: it cannot be moved here.")
            )

    def _service(self) -> ServiceEntry | None:
        wanted = self._appointment.appointment_type_id
        return next((one for one in self._names.clinic.services if one.id == wanted), None)

    # Choosing

    @Slot()
    def _on_read(self) -> None:
        found = self.starts.found
        if found is not None and not found.starts and not self.attempt.is_open:
            self.message.say(none_found_sentence(found, self._names.clinic))
        self.show_state()

    @Slot(int)
    def _on_gone(self, wanted: Minute) -> None:
        # Its own place may be no start of today's hours, or be past: nobody has taken it.
        if wanted != self._appointment.starts_at and not self.attempt.is_open:
            self.nearest.tell_gone(wanted)

    @Slot(object)
    def _on_read_failed(self, error: Exception) -> None:
        if not self.attempt.is_open:
            self.message.say(refused_sentence(error, self._names, 0))

    @Slot()
    def _on_chosen(self) -> None:
        self.message.hide()
        self.show_state()

    @Slot()
    def _on_came_back(self) -> None:
        if not self.attempt.is_open:
            self.message.hide()
            self.starts.note_change()

    @Slot(object)
    def _on_heard(self, changes: tuple[Changed, ...]) -> None:
        """Read again what another desk may have changed."""
        is_of_doctor = any(one.doctor_id in (None, self._appointment.doctor_id) for one in changes)
        if is_of_doctor and not self.attempt.is_open:
            self.starts.note_change()

    def _slot(self) -> FreeSlot | None:
        return self.starts.start.slot if self.starts.start is not None else None

    def act_text(self) -> str:
        """Where the appointment would go."""
        slot = self._slot()
        if self.attempt.is_busy:
            return self.tr("Moving…")
        if slot is None or slot.starts_at == self._appointment.starts_at:
            return self.tr("&Move")
        return self.tr("&Move to {moment}").format(moment=moment(slot.starts_at, self._names.zone))

    def once_more_text(self) -> str:
        """To press the button again."""
        return self.tr("Press once more to move it all the same.")

    def _show_own_state(self) -> None:
        """Show what the button does, and whether another place comes with the time."""
        slot = self._slot()
        here = (self._appointment.doctor_location_id, self._appointment.location_room_id)
        there = (slot.doctor_location_id, slot.location_room_id) if slot is not None else here
        said = self.tr("Another place: {place}").format(place=self._names.place(*there) or "?")
        self.place.setText(said if there != here else "")

    # Moving

    @Slot()
    def move_there(self) -> None:
        """Send the move, once however often it is asked."""
        if self.send_again():
            return
        slot = self._slot()
        if slot is None:
            self.message.say(self.tr("Choose a time."))
            self.starts.list.setFocus()
        elif slot.starts_at == self._appointment.starts_at:
            self.message.say(self.tr("It is there already: choose another time."))
            self.starts.list.setFocus()
        else:
            request = MoveRequest(
                act_id=new_act_id(),
                appointment_id=self._appointment.id,
                row_version=self._row_version,
                starts_at=slot.starts_at,
                doctor_location_id=slot.doctor_location_id,
                begun_at=self.starts.begun_at,
            )
            self.send(move, request)

    def refused(self, error: Exception) -> None:
        """Say why it was not moved; a time that is taken makes way for the free ones close to it."""
        if isinstance(error, (SlotRefused, SlotTaken)):
            sentence = refused_sentence(error, self._names, self.minutes)
            self.nearest.tell_refused(error, sentence, self.starts.start)
            self.show_state()
        else:
            super().refused(error)
