"""One row chosen from a list that drops down: frozen rows, and who chose which."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from medic_desk.ui.controls.choice_box import ChoiceBox
from medic_desk.ui.controls.list_model import Column, ListModel

Row = TypeVar("Row")


class RowCombo(ChoiceBox, Generic[Row]):
    """``row_chosen`` (key) when a person chooses another row; what the program chooses is not told."""

    row_chosen = Signal(str)

    def __init__(
        self,
        text: Callable[[Row], str],
        key: Callable[[Row], str],
        parent: QWidget | None = None,
        *,
        short: Callable[[Row], str] | None = None,
    ) -> None:
        """``text`` is what a row is called, ``short`` where that has too little room; ``key`` tells it."""
        super().__init__(parent)
        self._short = short
        self._chosen_key = ""
        self.rows_model: ListModel[Row] = ListModel((Column(title="", text=text),), key, self)
        # Qt makes the list that drops down with the model, in the way that the stylesheet says by then.
        self.ensurePolished()
        self.setModel(self.rows_model)
        self.activated.connect(self._on_activated)

    def chosen_row(self) -> Row | None:
        """The row that is chosen; None where there is none to choose."""
        return self.rows_model.row_at(self.rows_model.index(self.currentIndex(), 0))

    def shorter_text(self) -> str:
        """The short name of the chosen row."""
        chosen = self.chosen_row()
        return self._short(chosen) if self._short is not None and chosen is not None else ""

    def show_rows(self, rows: Sequence[Row], chosen: str | None = None, *, may_be_none: bool = False) -> None:
        """Offer these rows; the one with key ``chosen`` is chosen, else the first.

        With ``may_be_none`` none is chosen where that one is not among them: the box shows its placeholder.
        """
        if self.rows_model.set_rows(rows):
            self.updateGeometry()
        place = self.rows_model.index_of(chosen or "").row()
        self.setCurrentIndex(place if may_be_none or not rows else max(0, place))
        self._chosen_key = self._key_at(self.currentIndex())

    def choose_place(self, place: int) -> None:
        """Choose the row of that number as a person does by a key."""
        self.setCurrentIndex(place)
        self._on_activated(place)

    def _key_at(self, place: int) -> str:
        return self.rows_model.key_at(self.rows_model.index(place, 0))

    @Slot(int)
    def _on_activated(self, place: int) -> None:
        key = self._key_at(place)
        if key != self._chosen_key:
            self._chosen_key = key
            self.row_chosen.emit(key)
