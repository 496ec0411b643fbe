"""Which service was booked last at this desk for each doctor: what a booking begins with there."""

from typing import Protocol


class Settings(Protocol):
    """Where the desk keeps what it remembers from one day to the next."""

    def get(self, name: str, default: str) -> str:
        """What was put under that name; else the default."""

    def put(self, name: str, value: str) -> None:
        """Remember a value."""


class LastServices:
    """Remembers by the doctor's id; of bookings that asked for no doctor nothing is remembered."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def of(self, doctor_id: str) -> str:
        """The id of the service that was booked last; empty where none was."""
        return self._settings.get(_name(doctor_id), "")

    def note(self, doctor_id: str, service_id: str) -> None:
        """Remember what was booked."""
        self._settings.put(_name(doctor_id), service_id)


def _name(doctor_id: str) -> str:
    return f"last-service-of-{doctor_id}"
