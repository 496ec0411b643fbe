"""One service chosen from a list that drops down, by name, length and price; none by itself."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from medic_desk.model.clinic.clinic import ServiceEntry
from medic_desk.ui.controls.found_combo import FoundCombo
from medic_desk.ui.words.services import service_words


class ServiceCombo(FoundCombo[ServiceEntry]):
    """The services of one doctor, in the order they are given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(service_words, _id, parent)
        self.setPlaceholderText(self.tr("Choose a service"))

    def show_services(self, services: Sequence[ServiceEntry], chosen_id: str | None) -> None:
        """Offer these; where the one of that id is not among them, none is chosen: a person has to say."""
        self.show_rows(services, chosen_id, may_be_none=True)


def _id(service: ServiceEntry) -> str:
    return service.id
