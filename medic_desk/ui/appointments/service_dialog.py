"""What an appointment becomes: another service of its doctor, and whether that fits where it stands."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QWidget

from medic_desk.model.appointments.moving import MoveRequest, change_service
from medic_desk.model.appointments.placing import ANY_PAST
from medic_desk.model.appointments.week import WeekAppointment
from medic_desk.ui.appointments.appointment_dialog import AppointmentDialog
from medic_desk.ui.appointments.collisions import Collisions
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.service_combo import ServiceCombo
from medic_desk.ui.controls.window_size import open_at_size
from medic_desk.ui.desk.attempt import new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.formats import day_and_span, price
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.why_not import why_not_sentences


class ServiceDialog(AppointmentDialog):
    """Asks which service; says at once how long it lasts then, what it costs, and what it runs into."""

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        appointment: WeekAppointment,
        names: Names,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, theme, appointment, names, parent)
        self.setWindowTitle(self.tr("Change service"))
        self.keep_button.setText(self.tr("&Leave it"))
        self.service = ServiceCombo()
        offered = names.clinic.services_of(appointment.doctor_id)
        others = [one for one in offered if one.id != appointment.appointment_type_id]
        like = names.clinic.like_service(appointment.appointment_type_id or "", appointment.doctor_id)
        self.service.show_services(others, like.id if like is not None else None)
        self.becomes, self.verdict = QLabel(), QLabel()
        self.collisions = Collisions(
            desk,
            appointment.doctor_id,
            appointment.starts_at,
            self,
            own_id=appointment.id,
            past_grace_minutes=ANY_PAST,
        )
        self._lay_out()
        self.service.row_chosen.connect(self._on_service)
        self.collisions.found.connect(self._on_found)
        self.collisions.failed.connect(self._on_read_failed)
        self.act_button.clicked.connect(self.change)
        self._on_service()
        self.service.setFocus()

    def _lay_out(self) -> None:
        appointment, names = self._appointment, self._names
        self.add_head(
            self.tr("Now {service}").format(service=appointment.service_name or self.tr("without a service")),
            day_and_span(appointment.starts_at, appointment.ends_at, names.zone),
            price(appointment.price_cents, appointment.currency),
        )
        self.add_field(self.tr("New &service"), self.service)
        set_role(self.becomes, "secondary")
        set_role(self.verdict, "warning")
        show_plain(self.becomes, self.verdict)
        for label in (self.becomes, self.verdict):
            label.setWordWrap(True)
            self.column.addWidget(label)
        self.column.addStretch(1)
        self.fields = (self.service,)
        self.add_foot()
        open_at_size(self, self.fontMetrics().averageCharWidth() * 64, self._theme.space(64))

    @property
    def minutes(self) -> int:
        """How long the appointment would last."""
        service = self.service.chosen_row()
        return service.duration_minutes if service is not None else super().minutes

    @property
    def is_possible(self) -> bool:
        """Whether the new service fits where the appointment stands."""
        why = self.collisions.why
        return why is not None and not why.reasons

    @Slot()
    def _on_service(self) -> None:
        self.message.hide()
        service = self.service.chosen_row()
        if service is None:
            self.becomes.clear()
            if not self.service.count():
                self.message.say(self.tr("The doctor offers no other service."))
        else:
            starts_at = self._appointment.starts_at
            span = day_and_span(starts_at, starts_at + service.duration_minutes, self._names.zone)
            cost = price(service.price_cents, service.currency)
            self.becomes.setText("  ·  ".join(filter(None, (self.tr("Then {span}").format(span=span), cost))))
        self.collisions.ask(service)

    @Slot()
    def _on_found(self) -> None:
        why, names = self.collisions.why, self.collisions.names
        said = why_not_sentences(why, names, self.minutes) if why is not None and names is not None else ()
        move_it = (self.tr("Move it first, then change the service."),) if said else ()
        self.verdict.setText("\n".join((*said, *move_it)))
        self.verdict.setVisible(bool(said))
        self.show_state()

    @Slot(object)
    def _on_read_failed(self, error: Exception) -> None:
        if not self.attempt.is_open:
            self.message.say(error_sentence(error, self._names))

    def _show_own_state(self) -> None:
        """Let it be changed only to what fits."""
        is_sent = self.attempt.is_open
        self.act_button.setEnabled(not self.attempt.is_busy and (is_sent or self.is_possible))

    def act_text(self) -> str:
        """Change the service."""
        return self.tr("Changing…") if self.attempt.is_busy else self.tr("&Change service")

    def once_more_text(self) -> str:
        """To press the button again."""
        return self.tr("Press once more to change it all the same.")

    @Slot()
    def change(self) -> None:
        """Send the change, once however often it is asked."""
        service = self.service.chosen_row()
        if self.send_again() or service is None or not self.is_possible:
            return
        request = MoveRequest(
            act_id=new_act_id(),
            appointment_id=self._appointment.id,
            row_version=self._row_version,
            starts_at=self._appointment.starts_at,
            appointment_type_id=service.id,
            doctor_location_id=self._appointment.doctor_location_id,
            # It was agreed once where it stands, be that a start of today's grid or not.
            free_step_minutes=1,
        )
        self.send(change_service, request)
