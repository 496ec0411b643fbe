"""What happens at other desks while a booking is open: its starts, its patient and the lists follow."""

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.model.clinic.clinic import Clinic
from medic_desk.model.store.changes import Changed
from medic_desk.ui.booking.form import BookingForm
from medic_desk.ui.booking.sender import BookingSender
from medic_desk.ui.desk.desk import Desk


class Meanwhile(QObject):
    """Changes nothing while a booking is on its way; where that is refused, it catches up first."""

    service_gone = Signal(str)
    """The name of the chosen service, which is not offered any more."""
    came_back = Signal()
    """The line is there again, and everything is read anew."""

    def __init__(self, desk: Desk, form: BookingForm, sender: BookingSender, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._form = form
        self._sender = sender
        self._is_behind = False
        self._is_over = False
        desk.contact.came_back.connect(self._on_came_back)
        desk.clinic_changed.connect(self._on_clinic)
        desk.heard.connect(self._on_heard)
        sender.failed.connect(self._on_failed)

    def end(self) -> None:
        """The booking is closed: follow nothing any more."""
        self._is_over = True

    def _may_follow(self) -> bool:
        """Whether what changed is taken over now; where it is not, it is caught up with later."""
        is_waiting = self._sender.is_closed_to_changes
        self._is_behind |= is_waiting
        return not is_waiting and not self._is_over

    def _read_again(self) -> None:
        self._form.starts.note_change()
        self._form.patient_part.read_again()

    @Slot()
    def _on_came_back(self) -> None:
        if self._may_follow():
            self.came_back.emit()
            self._read_again()

    @Slot(object)
    def _on_heard(self, changes: tuple[Changed, ...]) -> None:
        """Read again what another desk may have changed."""
        if self._is_of_own_hold(changes):
            return
        if self._may_follow():
            offers = self._form.choice.offers
            if any(one.doctor_id is None or one.doctor_id in offers for one in changes):
                self._form.starts.note_change()
            self._form.patient_part.read_again()

    def _is_of_own_hold(self, changes: tuple[Changed, ...]) -> bool:
        """Whether only the form's own hold changed, which its starts overlook, and what that claims."""
        held = self._form.starts.own_ids()
        of_hold = {(one.doctor_id, one.day) for one in changes if one.id in held}
        return all(
            one.id in held
            or (one.table == "appointment_resource_claims" and (one.doctor_id, one.day) in of_hold)
            for one in changes
        )

    @Slot(object)
    def _on_clinic(self, clinic: Clinic) -> None:
        if clinic != self._form.clinic and self._may_follow():
            former = self._form.choice.chosen
            self._form.show_clinic(clinic)
            if former is not None and self._form.choice.chosen is None:
                self.service_gone.emit(former.name)

    @Slot()
    def _on_failed(self) -> None:
        if self._is_behind and self._may_follow():
            self._is_behind = False
            if self._desk.clinic is not None:
                self._on_clinic(self._desk.clinic)
            self._read_again()
