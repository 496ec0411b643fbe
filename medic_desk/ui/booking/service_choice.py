"""What is booked, with whom and where: three choices that depend on each other, with duration and price."""

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from medic_desk.model.clinic.clinic import Clinic, Doctor, ServiceEntry
from medic_desk.ui.controls.row_combo import RowCombo
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.formats import duration, price
from medic_desk.ui.words.names import doctor_name


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place to choose; without an id any place will do, and the engine finds one."""

    id: str
    name: str


Entry = Doctor | ServiceEntry | PlaceChoice


class ServiceChoice(QWidget):
    """Doctor, service and, where there is a choice, place; ``changed`` when a person means another."""

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
        self.doctor: RowCombo[Doctor] = RowCombo(doctor_name, _id)
        self.service: RowCombo[ServiceEntry] = RowCombo(_service_name, _id)
        self.place: RowCombo[PlaceChoice] = RowCombo(_place_name, _id)
        self._facts = QLabel()
        set_role(self._facts, "secondary")
        self._lay_out()
        doctors = [one for one in clinic.doctors if one.is_active or one.id == doctor_id]
        self.doctor.show_rows(doctors, doctor_id)
        self._show_services(service_id)
        self.doctor.row_chosen.connect(self._on_doctor_chosen)
        self.service.row_chosen.connect(self._on_service_chosen)
        self.place.row_chosen.connect(self.changed)

    @property
    def doctor_id(self) -> str:
        """The doctor who is chosen; empty where the clinic has none."""
        doctor = self.doctor.chosen_row()
        return doctor.id if doctor is not None else ""

    @property
    def chosen(self) -> ServiceEntry | None:
        """The service that is chosen; None where the doctor offers none."""
        return self.service.chosen_row()

    @property
    def location_id(self) -> str | None:
        """The place a person chose; None leaves it to the engine."""
        place = self.place.chosen_row()
        return (place.id or None) if place is not None else None

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
        pair = QGridLayout()
        pair.setHorizontalSpacing(self._theme.space(4))
        pair.setVerticalSpacing(gap)
        self._place_label = self._label(self.tr("Pl&ace"), self.place)
        pair.addWidget(self._label(self.tr("&Doctor"), self.doctor), 0, 0)
        pair.addWidget(self.doctor, 1, 0)
        pair.addWidget(self._place_label, 0, 1)
        pair.addWidget(self.place, 1, 1)
        column.addLayout(pair)

    def _label(self, text: str, field: QComboBox) -> QLabel:
        label = QLabel(text)
        set_role(label, "secondary")
        label.setBuddy(field)
        field.setAccessibleName(text.replace("&", ""))
        return label

    def _show_services(self, service_id: str | None) -> None:
        self.service.show_rows(self._clinic.services_of(self.doctor_id), service_id)
        self._show_places()

    def _show_places(self) -> None:
        """Offer places only where there is a choice; "any" lets the engine find one."""
        service = self.chosen
        places = self._places_of(service) if service is not None else ()
        has_choice = len(places) > 1
        self.place.show_rows((PlaceChoice("", self.tr("Any")), *(places if has_choice else ())))
        self.place.setVisible(has_choice)
        self._place_label.setVisible(has_choice)
        self._facts.setText(_facts(service) if service is not None else "")

    def _places_of(self, service: ServiceEntry) -> tuple[PlaceChoice, ...]:
        """Where the doctor gives a service in person; nowhere else has it a place."""
        if service.consultation_mode != "in_person":
            return ()
        return tuple(
            PlaceChoice(place.id, place.name)
            for place in self._clinic.locations
            if place.doctor_id == self.doctor_id
            and place.is_active
            and (not service.location_ids or place.id in service.location_ids)
        )

    @Slot()
    def _on_doctor_chosen(self) -> None:
        self._show_services(None)
        self.changed.emit()

    @Slot()
    def _on_service_chosen(self) -> None:
        self._show_places()
        self.changed.emit()


def _facts(service: ServiceEntry) -> str:
    said = (duration(service.duration_minutes), price(service.price_cents, service.currency))
    return "  ·  ".join(filter(None, said))


def _id(entry: Entry) -> str:
    return entry.id


def _service_name(service: ServiceEntry) -> str:
    return service.name


def _place_name(place: PlaceChoice) -> str:
    return place.name
