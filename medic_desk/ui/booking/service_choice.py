"""What is booked, with whom and where: three choices that depend on each other, with duration and price.

A service belongs to one doctor. With any doctor, a service stands for what every doctor offers under its
name: then each of them offers their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from medic_desk.model.clinic.clinic import Clinic, Doctor, ServiceEntry, collation_key
from medic_desk.ui.controls.found_combo import FoundCombo
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.formats import duration, price
from medic_desk.ui.words.names import doctor_name, short_doctor_name


@dataclass(frozen=True, slots=True)
class DoctorChoice:
    """A doctor to choose; without an id any doctor will do."""

    id: str
    name: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place to choose: houses of one name. Without an id any place will do, and the engine finds one."""

    id: str
    name: str
    house_ids: frozenset[str] = frozenset()


class ServiceChoice(QWidget):
    """Service, doctor and place; ``changed`` when a person means another."""

    changed = Signal()

    def __init__(
        self,
        clinic: Clinic,
        theme: Theme,
        doctor_id: str | None,
        service_id: str | None,
        parent: QWidget | None = None,
    ) -> None:
        """Nothing but ``service_id`` is chosen by itself; without ``doctor_id`` any doctor will do."""
        super().__init__(parent)
        self._clinic = clinic
        self._theme = theme
        self.service: FoundCombo[ServiceEntry] = FoundCombo(_service_name, _id)
        self.doctor: FoundCombo[DoctorChoice] = FoundCombo(_name, _id, short=_short)
        self.place: FoundCombo[PlaceChoice] = FoundCombo(_name, _id)
        self.service.setPlaceholderText(self.tr("Choose a service"))
        self._facts = QLabel()
        set_role(self._facts, "secondary")
        self._lay_out()
        self.begin(doctor_id, service_id)
        self.service.row_chosen.connect(self._on_service_chosen)
        self.doctor.row_chosen.connect(self._on_doctor_chosen)
        self.place.row_chosen.connect(self.changed)

    # What is chosen

    @property
    def doctor_id(self) -> str | None:
        """The doctor who is chosen; None where any will do."""
        doctor = self.doctor.chosen_row()
        return (doctor.id or None) if doctor is not None else None

    @property
    def chosen(self) -> ServiceEntry | None:
        """The service that is chosen, of whichever doctor; None where none is."""
        return self.service.chosen_row()

    @property
    def offers(self) -> dict[str, ServiceEntry]:
        """The chosen service as each doctor in question offers it, by the doctor's id."""
        service, doctor_id = self.chosen, self.doctor_id
        if service is None:
            return {}
        if doctor_id is not None:
            return {doctor_id: service}
        return {one.doctor_id: one for one in self._clinic.like_services(service.id)}

    @property
    def site_ids(self) -> frozenset[str] | None:
        """The houses that a person chose; None where any place will do."""
        place = self.place.chosen_row()
        return place.house_ids if place is not None and place.id else None

    # Choosing

    def begin(self, doctor_id: str | None, service_id: str | None) -> None:
        """Choose a doctor and a service, silently; what is None, or not offered, is left open."""
        listed = self._services_of(doctor_id)
        self.service.show_rows(listed, self._like(service_id, doctor_id), may_be_none=True)
        self._show_doctors(doctor_id)
        self._show_places()

    def choose_doctor(self, doctor_id: str) -> None:
        """Choose another doctor; the service stays where they have its like, else it is left open."""
        self._take_doctor(doctor_id)
        self._show_doctors(doctor_id)

    def show_clinic(self, clinic: Clinic, service_id: str | None) -> None:
        """Take the clinic's lists as they are now; ``service_id`` and what else is chosen stays if it can."""
        self._clinic = clinic
        self.begin(self.doctor_id, service_id)

    # Inside

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
        column.addSpacing(gap)
        pair = QGridLayout()
        pair.setHorizontalSpacing(self._theme.space(2))
        pair.setVerticalSpacing(gap)
        pair.setColumnStretch(0, 1)
        pair.setColumnStretch(1, 1)
        pair.addWidget(self._label(self.tr("Do&ctor"), self.doctor), 0, 0)
        pair.addWidget(self.doctor, 1, 0)
        pair.addWidget(self._label(self.tr("Plac&e"), self.place), 0, 1)
        pair.addWidget(self.place, 1, 1)
        column.addLayout(pair)

    def _label(self, text: str, field: QComboBox) -> QLabel:
        label = QLabel(text)
        set_role(label, "secondary")
        label.setBuddy(field)
        field.setAccessibleName(text.replace("&", ""))
        return label

    def _services_of(self, doctor_id: str | None) -> tuple[ServiceEntry, ...]:
        """The services to choose from: a doctor's own, or of all doctors one of each name."""
        if doctor_id is not None:
            return self._clinic.services_of(doctor_id)
        return tuple(_one_of_each(self._clinic))

    def _show_doctors(self, doctor_id: str | None) -> None:
        """List any doctor first, then those who offer the service, then the others."""
        service = self.chosen
        like = self._clinic.like_services(service.id) if service is not None else ()
        offering = {one.doctor_id for one in like}
        text = self.tr("Any of %n", n=len(offering)) if service is not None else self.tr("Any doctor")
        listed = [one for one in self._clinic.doctors if one.is_active or one.id == doctor_id]
        listed.sort(key=lambda one: one.id not in offering)
        self.doctor.show_rows((DoctorChoice("", text), *map(_doctor_choice, listed)), doctor_id or "")

    def _show_places(self) -> None:
        """List the places where the service is given; the one that is chosen stays if it is among them."""
        former = self.place.chosen_row()
        any_place = PlaceChoice("", self.tr("Any place"))
        places = tuple(self._places())
        kept = next((one for one in places if former is not None and one.name == former.name), any_place)
        self.place.show_rows((any_place, *places), kept.id)
        service = self.chosen
        self._facts.setText(_facts(service) if service is not None else "")

    def _places(self) -> Iterator[PlaceChoice]:
        found = {house for one in self.offers.values() for house in self._houses_of(one)}
        by_name: dict[str, list[str]] = {}
        for house in self._clinic.houses:
            if house.id in found:
                by_name.setdefault(house.name, []).append(house.id)
        for name, house_ids in by_name.items():
            yield PlaceChoice(house_ids[0], name, frozenset(house_ids))

    def _houses_of(self, service: ServiceEntry) -> Iterator[str]:
        """Where its doctor gives a service in person; nowhere else has it a place."""
        if service.consultation_mode != "in_person":
            return
        for place in self._clinic.locations:
            is_offered = not service.location_ids or place.id in service.location_ids
            if place.doctor_id == service.doctor_id and place.is_active and is_offered:
                yield self._clinic.house_of(place.id) or place.id

    def _take_doctor(self, doctor_id: str | None) -> None:
        """Offer a doctor's services, or everybody's; the chosen one stays by its like."""
        former = self.chosen
        kept = self._like(former.id if former is not None else None, doctor_id)
        self.service.show_rows(self._services_of(doctor_id), kept, may_be_none=True)
        self._show_places()

    def _like(self, service_id: str | None, doctor_id: str | None) -> str | None:
        """The service that stands for that one in the list of a doctor, or of any; None where none does."""
        if service_id is None:
            return None
        if doctor_id is not None:
            like = self._clinic.like_service(service_id, doctor_id)
            return like.id if like is not None else None
        likes = {one.id for one in self._clinic.like_services(service_id)}
        return next((one.id for one in self._services_of(None) if one.id in likes), None)

    @Slot()
    def _on_doctor_chosen(self) -> None:
        self._take_doctor(self.doctor_id)
        self._show_doctors(self.doctor_id)
        self.changed.emit()

    @Slot()
    def _on_service_chosen(self) -> None:
        self._show_doctors(self.doctor_id)
        self._show_places()
        self.changed.emit()


def _one_of_each(clinic: Clinic) -> Iterator[ServiceEntry]:
    """Of all active doctors' services one of each name and slug, in the order in which they are listed."""
    here = {one.id for one in clinic.doctors if one.is_active}
    names: set[str] = set()
    slugs: set[str] = set()
    for service in clinic.services:
        if not service.is_active or service.doctor_id not in here:
            continue
        name = collation_key(service.name.strip())
        if name not in names and service.slug not in slugs:
            yield service
        names.add(name)
        slugs |= {service.slug} - {""}


def _facts(service: ServiceEntry) -> str:
    said = (duration(service.duration_minutes), price(service.price_cents, service.currency))
    return "  ·  ".join(filter(None, said))


def _doctor_choice(doctor: Doctor) -> DoctorChoice:
    return DoctorChoice(doctor.id, doctor_name(doctor), short_doctor_name(doctor))


def _id(entry: ServiceEntry | DoctorChoice | PlaceChoice) -> str:
    return entry.id


def _service_name(service: ServiceEntry) -> str:
    return service.name


def _short(choice: DoctorChoice) -> str:
    return choice.short


def _name(choice: DoctorChoice | PlaceChoice) -> str:
    return choice.name
