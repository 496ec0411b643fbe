"""How a service stands in a list to choose from: name, length and price."""

from PySide6.QtCore import QCoreApplication

from medic_desk.model.clinic.clinic import ServiceEntry
from medic_desk.ui.words.formats import duration, price

translate = QCoreApplication.translate


def service_words(service: ServiceEntry) -> str:
    """``ECG  ·  15 min  ·  30 €``, with a word where it is retired."""
    name = service.name
    if not service.is_active:
        name = translate("Wording", "{name} (no longer offered)").format(name=name)
    cost = price(service.price_cents, service.currency)
    return "  ·  ".join(filter(None, (name, duration(service.duration_minutes), cost)))
