"""The doctors to choose from as a checkable list: who is shown, who is found, and how many starts are free.

The choice is never empty, and it is told in the order of the list.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from medic_desk.model.clinic.clinic import Clinic, Doctor
from medic_desk.ui.controls.plain_text import plain_tip
from medic_desk.ui.side.doctor_search import is_meant, words_of_doctor
from medic_desk.ui.words.names import doctor_name

Index = QModelIndex | QPersistentModelIndex

_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class DoctorChoice(QAbstractListModel):
    """``changed`` when others are chosen, ``last_kept`` where the last one was to be taken out."""

    changed = Signal()
    last_kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doctors: tuple[Doctor, ...] = ()
        self._clinic: Clinic | None = None
        self._words: Mapping[str, frozenset[str]] | None = None
        """What finds each doctor, by id; None until somebody looks for one."""
        self._found: tuple[Doctor, ...] = ()
        self._typed = ""
        self._chosen: frozenset[str] = frozenset()
        self._before: frozenset[str] = frozenset()
        """Who was chosen before one was shown alone."""
        self._counts: Mapping[str, int] = {}

    # What is listed

    @property
    def doctors(self) -> tuple[Doctor, ...]:
        """All that can be chosen; those who left stand at the end."""
        return self._doctors

    @property
    def found(self) -> tuple[Doctor, ...]:
        """Those that the typed text means."""
        return self._found

    def list_doctors(self, clinic: Clinic) -> None:
        """List the doctors of a clinic; of the chosen ones those stay that are still listed."""
        listed = sorted(clinic.listed_doctors, key=lambda doctor: not doctor.is_active)
        self.beginResetModel()
        self._doctors = tuple(listed)
        self._clinic, self._words = clinic, None
        self._found = self._meant()
        self._chosen = frozenset(self._listed(self._chosen)) or frozenset(self._ids()[:1])
        self._before &= frozenset(self._ids())
        self.endResetModel()

    def find(self, typed: str) -> None:
        """List only the doctors that a text means; all where it is empty."""
        self._typed = typed
        found = self._meant()
        if found != self._found:
            self.beginResetModel()
            self._found = found
            self.endResetModel()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many starts each doctor has free; nothing for who is not among them."""
        if dict(counts) != self._counts:
            self._counts = dict(counts)
            self._redraw()

    def count(self, doctor_id: str) -> int | None:
        """How many starts a doctor has free; None where it is not known."""
        return self._counts.get(doctor_id)

    def doctor_at(self, index: Index) -> Doctor | None:
        """The doctor of a row; None for none."""
        return self._found[index.row()] if index.isValid() else None

    def index_of(self, doctor_id: str) -> QModelIndex:
        """The row of a doctor; invalid where it is not listed."""
        for row, doctor in enumerate(self._found):
            if doctor.id == doctor_id:
                return self.index(row)
        return QModelIndex()

    # Who is chosen

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the chosen doctors, in the order of the list."""
        return tuple(self._listed(self._chosen))

    def is_chosen(self, doctor_id: str) -> bool:
        """Whether a doctor is chosen."""
        return doctor_id in self._chosen

    def choose(self, ids: Iterable[str]) -> bool:
        """Choose these and no others; False where that changes nothing, or where none of them is listed."""
        wanted = frozenset(self._listed(ids))
        if not wanted or wanted == self._chosen:
            return False
        self._chosen = wanted
        self._redraw()
        self.changed.emit()
        return True

    def toggle(self, doctor_id: str) -> None:
        """Add a doctor to the chosen ones or take one out; the last one stays."""
        if self._chosen == {doctor_id}:
            self.last_kept.emit()
            return
        self._before = frozenset()
        self.choose(self._chosen ^ {doctor_id})

    def show_alone(self, doctor_id: str) -> None:
        """Choose one alone; if that one is alone already, those from before, else all."""
        if self._chosen != {doctor_id}:
            before, self._before = self._chosen, frozenset()
            if self.choose((doctor_id,)):
                self._before = before
            return
        before, self._before = self._before - {doctor_id}, frozenset()
        self.choose({*before, doctor_id} if before else self._ids())

    # What Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        """The doctors that are found; a row has none below it."""
        return 0 if parent is not None and parent.isValid() else len(self._found)

    def columnCount(self, parent: Index | None = None) -> int:
        """One; a row has none below it."""
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name; whether it is chosen; all that is known in the tooltip and for a screen reader."""
        doctor = self.doctor_at(index)
        if doctor is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return doctor_name(doctor)
            case Qt.ItemDataRole.CheckStateRole:
                return _CHECKED if self.is_chosen(doctor.id) else _UNCHECKED
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip("\n".join(self._told(doctor)))
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(self._told(doctor))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Choose a doctor or take one out, as an assistive program does."""
        doctor = self.doctor_at(index)
        if doctor is None or role != Qt.ItemDataRole.CheckStateRole:
            return False
        if (Qt.CheckState(value) is _CHECKED) != self.is_chosen(doctor.id):
            self.toggle(doctor.id)
        return (Qt.CheckState(value) is _CHECKED) == self.is_chosen(doctor.id)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every row can be checked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        rest = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | rest

    # Inside

    def _ids(self) -> tuple[str, ...]:
        return tuple(doctor.id for doctor in self._doctors)

    def _listed(self, ids: Iterable[str]) -> list[str]:
        wanted = frozenset(ids)
        return [doctor_id for doctor_id in self._ids() if doctor_id in wanted]

    def _meant(self) -> tuple[Doctor, ...]:
        if not self._typed.strip() or self._clinic is None:
            return self._doctors
        if self._words is None:
            self._words = {one.id: words_of_doctor(one, self._clinic) for one in self._doctors}
        words = self._words
        return tuple(one for one in self._doctors if is_meant(self._typed, words[one.id]))

    def _told(self, doctor: Doctor) -> list[str]:
        said = [doctor_name(doctor), doctor.specialty or ""]
        count = self.count(doctor.id)
        if count is not None:
            said.append(self.tr("%n free start(s) on the days shown", "", count))
        return [one for one in said if one]

    def _redraw(self) -> None:
        if self._found:
            self.dataChanged.emit(self.index(0), self.index(len(self._found) - 1))
