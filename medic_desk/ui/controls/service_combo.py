"""One service chosen from a list that drops down, by name, length and price."""

from PySide6.QtWidgets import QWidget

from medic_desk.model.clinic.clinic import ServiceEntry
from medic_desk.ui.controls.row_combo import RowCombo
from medic_desk.ui.words.services import service_words


class ServiceCombo(RowCombo[ServiceEntry]):
    """The services of one doctor, in the order they are given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(service_words, _id, parent)


def _id(service: ServiceEntry) -> str:
    return service.id
