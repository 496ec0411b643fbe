"""Finds the patients of a typed line in the background: the latest question alone is answered."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from medic_desk.model.patients.search import Born, FoundPatients, PatientEntry, read_found_patients
from medic_desk.ui.desk.desk import Desk

_PAUSE_MILLISECONDS = 90
_LISTED = 20
_Sought = tuple[str, Born | None]


class PatientFinder(QObject):
    """``changed`` when it is known who fits, or that it cannot be known (``error``)."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked: _Sought | None = None
        self.text = ""
        """What is looked for; empty where nobody is."""
        self.born: Born | None = None
        """When the patient was born, as far as an age says it: those who were come first."""
        self.found = FoundPatients()
        self.error: Exception | None = None
        self._is_answered = True
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.ask_now)

    @property
    def entries(self) -> tuple[PatientEntry, ...]:
        """Those who fit best."""
        return self.found.entries

    @property
    def is_asking(self) -> bool:
        """Whether the patients that are listed are not those of the text."""
        return bool(self.text) and not self._is_answered

    @property
    def is_nobody(self) -> bool:
        """Whether somebody was looked for, and nobody fits."""
        return self._is_answered and self.found.is_sought and not self.entries

    @property
    def has_one_of_age(self) -> bool:
        """Whether the first who is found is of the age that is said; True where none is said."""
        born, first = self.born, next(iter(self.entries), None)
        if born is None or first is None:
            return True
        return first.birth_date is not None and born[0] <= first.birth_date <= born[1]

    def look_for(self, text: str, born: Born | None = None) -> None:
        """Look for other patients, a moment later; the same again changes nothing."""
        if (text, born) == self._sought:
            return
        self.text, self.born, self.found, self.error = text, born, FoundPatients(), None
        self._is_answered = not text
        if text:
            self._pause.start()
        else:
            self._pause.stop()

    @Slot()
    def read_again(self) -> None:
        """Look again for who is looked for: somebody may have been entered or changed."""
        if self.text and self._is_answered:
            self._read()

    @Slot()
    def ask_now(self) -> None:
        """Ask without waiting whether more is typed; nothing where the answer is here or on its way."""
        if self.is_asking and self._asked != self._sought:
            self._read()

    def _read(self) -> None:
        self._pause.stop()
        self._asked = sought = self._sought
        self._desk.read(
            self,
            partial(
                read_found_patients,
                text=self.text,
                limit=_LISTED,
                opened=tuple(self._desk.opened_patients.of(self._desk.now().date())),
                born=self.born,
            ),
            partial(self._on_found, sought),
            partial(self._on_failed, sought),
            replaces="patients",
        )

    @property
    def _sought(self) -> _Sought:
        return self.text, self.born

    def _on_found(self, sought: _Sought, found: FoundPatients) -> None:
        self._asked = None
        if sought == self._sought:
            self.found, self.error, self._is_answered = found, None, True
            self.changed.emit()

    def _on_failed(self, sought: _Sought, error: Exception) -> None:
        self._asked = None
        if sought == self._sought:
            self.found, self.error, self._is_answered = FoundPatients(), error, True
            self.changed.emit()
