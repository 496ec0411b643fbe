"""A list that drops down whose rows are found by typing the beginning of any word of theirs."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent

from medic_desk.model.patients.name_fold import fold, fold_typed
from medic_desk.ui.controls.row_combo import RowCombo

Row = TypeVar("Row")

_PAUSE_MILLISECONDS = 1_500
"""After a pause this long the next letter begins another word."""
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class FoundCombo(RowCombo[Row]):
    """Letters may be Greek, Latin or greeklish, with accents or without, as in the search for patients."""

    _typed = ""
    _typed_at = 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the first row with a word that begins so; the one that is chosen stays if it has one."""
        text = event.text()
        goes_on = self._typed and event.timestamp() - self._typed_at <= _PAUSE_MILLISECONDS
        is_typed = text.isprintable() and (text.strip() or (text and goes_on))
        if not is_typed or event.modifiers() & _COMMANDS:
            super().keyPressEvent(event)
            return
        self._typed = self._typed + text if goes_on else text
        self._typed_at = event.timestamp()
        found = self._found(fold_typed(self._typed) or fold(self._typed))
        if found >= 0:
            self.choose_place(found)
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Begin anew the next time."""
        self._typed = ""
        super().focusOutEvent(event)

    def _found(self, typed: str) -> int:
        """The number of the row that what is typed begins a word of; -1 for none."""
        if not typed:
            return -1
        places = [self.currentIndex(), *range(self.count())]
        return next((place for place in places if place >= 0 and self._is_begun(place, typed)), -1)

    def _is_begun(self, place: int, typed: str) -> bool:
        key = fold(self.itemText(place))
        return key.startswith(typed) or f" {typed}" in key
