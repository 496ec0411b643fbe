"""What is booked, with whom and where: three choices that depend on each other, with duration and price."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from medic_desk.model.clinic.clinic import Clinic, ServiceEntry
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.formats import duration, price


class ServiceChoice(QWidget):
    """Doctor, service and, where there is a choice, place; ``changed`` when another is meant."""

    changed = Signal()

    def __init__(
        self,
        clinic: Clinic,
        theme: Theme,
        doctor_id: str,
        service_id: str | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._clinic = clinic
        self._theme = theme
        self.doctor = QComboBox()
        self.service = QComboBox()
        self.place = QComboBox()
        self._facts = QLabel()
        set_role(self._facts, "secondary")
        self._lay_out()
        for doctor in clinic.doctors:
            if doctor.is_active or doctor.id == doctor_id:
                self.doctor.addItem(doctor.full_name, doctor.id)
        self.doctor.setCurrentIndex(max(0, self.doctor.findData(doctor_id)))
        self._fill_services(service_id)
        self.doctor.currentIndexChanged.connect(self._on_doctor_changed)
        self.service.currentIndexChanged.connect(self._on_service_changed)
        self.place.currentIndexChanged.connect(self.changed)

    @property
    def doctor_id(self) -> str:
        """The doctor who is chosen."""
        return str(self.doctor.currentData())

    @property
    def chosen(self) -> ServiceEntry | None:
        """The service that is chosen; None where the doctor offers none."""
        wanted = self.service.currentData()
        return next((one for one in self._clinic.services if one.id == wanted), None)

    @property
    def location_id(self) -> str | None:
        """The place a person chose; None leaves it to the engine."""
        found: str | None = self.place.currentData()
        return found

    def _lay_out(self) -> None:
        gap = self._theme.space(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        head = QHBoxLayout()
        head.addWidget(self._label(self.tr("&Service"), self.service))
        head.addStretch(1)
        head.addWidget(self._facts)
        column.addLayout(head)
        column.addWidget(self.service)
        column.addSpacing(2 * gap)
        pair = QHBoxLayout()
        pair.setSpacing(self._theme.space(4))
        doctor, place = QVBoxLayout(), QVBoxLayout()
        for part in (doctor, place):
            part.setSpacing(gap)
            pair.addLayout(part, 1)
        self._add(doctor, self.tr("&Doctor"), self.doctor)
        self._place_label = self._add(place, self.tr("Pl&ace"), self.place)
        column.addLayout(pair)

    def _add(self, column: QVBoxLayout, text: str, field: QComboBox) -> QLabel:
        label = self._label(text, field)
        column.addWidget(label)
        column.addWidget(field)
        return label

    def _label(self, text: str, field: QComboBox) -> QLabel:
        label = QLabel(text)
        set_role(label, "secondary")
        label.setBuddy(field)
        field.setAccessibleName(text.replace("&", ""))
        # Long names must not make the form wider; the list that drops down shows them whole.
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setMinimumContentsLength(12)
        return label

    def _fill_services(self, service_id: str | None) -> None:
        with _silently(self.service):
            self.service.clear()
            for service in self._clinic.services_of(self.doctor_id):
                self.service.addItem(service.name, service.id)
            self.service.setCurrentIndex(max(0, self.service.findData(service_id)))
        self._fill_places()

    def _fill_places(self) -> None:
        """Offer places only where there is a choice; "any" lets the engine find one."""
        service = self.chosen
        allowed = service.location_ids if service is not None else ()
        places = [
            place
            for place in self._clinic.locations
            if place.doctor_id == self.doctor_id and place.is_active and (not allowed or place.id in allowed)
        ]
        has_choice = service is not None and service.consultation_mode == "in_person" and len(places) > 1
        with _silently(self.place):
            self.place.clear()
            self.place.addItem(self.tr("Any"), None)
            for place in places if has_choice else ():
                self.place.addItem(place.name, place.id)
        self.place.setVisible(has_choice)
        self._place_label.setVisible(has_choice)
        said = (
            (duration(service.duration_minutes), price(service.price_cents, service.currency))
            if service
            else ()
        )
        self._facts.setText("  ·  ".join(filter(None, said)))

    @Slot()
    def _on_doctor_changed(self) -> None:
        self._fill_services(None)
        self.changed.emit()

    @Slot()
    def _on_service_changed(self) -> None:
        self._fill_places()
        self.changed.emit()


def _told(service: ServiceEntry) -> str:
    said = (duration(service.duration_minutes), price(service.price_cents, service.currency))
    return "  ·  ".join(filter(None, said))


@contextmanager
def _silently(box: QComboBox) -> Iterator[None]:
    was = box.blockSignals(True)  # noqa: FBT003 - Qt's own signature
    yield
    box.blockSignals(was)
