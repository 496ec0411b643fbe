"""Whose cards were opened at this desk today: of people of one name, they are likely to be meant again."""

from datetime import date


class OpenedPatients:
    """The patients who were opened on one day; those of the day before are forgotten."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._ids: dict[str, None] = {}

    def note(self, patient_id: str, today: date) -> None:
        """Note that a patient's card is opened; ``today`` is the clinic's date."""
        self._ids = {**self.of(today), patient_id: None}
        self._day = today

    def of(self, today: date) -> dict[str, None]:
        """The ids of those who were opened today."""
        return self._ids if self._day == today else {}
