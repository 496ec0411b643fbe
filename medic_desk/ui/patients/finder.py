"""Finding a patient for the card, or for a merge: a line, and the list of those it finds."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from medic_desk.model.patients.search import FoundPatients, PatientEntry, read_found_patients
from medic_desk.ui.booking.patient_list import PatientList
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.controls.text_fields import TextLine
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.formats import whole_number

translate = QCoreApplication.translate

_PAUSE_MILLISECONDS = 90
_LISTED = 20
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PatientFinder(QWidget):
    """``picked`` (PatientEntry) by Enter or a click; ``typed`` at every letter, with what stands there.

    The line stands wherever the window puts ``line``; the keys of the list work in it.
    """

    picked = Signal(object)
    typed = Signal(str)

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_asking = False
        """Whether the list does not answer yet what the line says."""
        self._wants_first = False
        """Whether Enter was pressed before the list answered: the only one found is then taken."""
        self._left_out = ""
        self._is_cleared = False
        """Whether the program empties the line: nobody typed that."""
        self.line = TextLine()
        self.line.setPlaceholderText(self.tr("Name, phone, file number or birth date"))
        self.line.setAccessibleName(self.tr("Find a patient"))
        self.line.setClearButtonEnabled(True)
        self.results = PatientList(theme, most_rows=_LISTED)
        self.results.setAccessibleName(self.tr("Patients found"))
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        set_role(self._hint, "secondary")
        show_plain(self._hint)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(self.results, 1)
        column.addWidget(self._hint)
        column.addStretch()
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._on_text_changed)
        self._pause.timeout.connect(self._on_pause_over)
        self.results.picked.connect(self._on_picked)
        self._show_found(FoundPatients())

    @property
    def hint(self) -> str:
        """What is said below the list."""
        return self._hint.text()

    def leave_out(self, patient_id: str) -> None:
        """Never list this patient; an empty id lists everybody."""
        self._left_out = patient_id

    def clear(self) -> None:
        """Empty the line and the list, as for the next patient."""
        self._pause.stop()
        self._wants_first = False
        self._is_cleared = True
        self.line.clear()
        self._is_cleared = False
        self._is_asking = False
        self._show_found(FoundPatients())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the arrow keys and Enter of the line act on the list."""
        if is_taken_apart(self):
            return False
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.results.step(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key in _ENTER:
                if not event.isAutoRepeat():
                    self._on_enter()
                return True
        return super().eventFilter(watched, event)

    def _on_enter(self) -> None:
        """Take who is marked, once the list answers what the line says; else as soon as it does."""
        marked = self.results.marked()
        if marked is not None and not self._pause.isActive() and not self._is_asking:
            self.picked.emit(marked)
        elif self.line.text().strip():
            self._wants_first = True
            self._on_pause_over()

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        self._wants_first = False
        if not self._is_cleared:
            self._pause.start()
            self.typed.emit(text)

    @Slot()
    def _on_pause_over(self) -> None:
        self._pause.stop()
        self._is_asking = True
        self._desk.read(
            self,
            partial(
                read_found_patients,
                text=self.line.text(),
                limit=_LISTED + 1,
                opened=tuple(self._desk.opened_patients.of(self._desk.now().date())),
            ),
            self._on_found,
            self._on_failed,
            replaces="patients for a card",
        )

    def _on_found(self, found: FoundPatients) -> None:
        self._is_asking = False
        entries = tuple(one for one in found.entries if one.id != self._left_out)[:_LISTED]
        # The one who is left out is no patient to look for here.
        left_out = sum(one.id == self._left_out for one in found.entries)
        self._show_found(replace(found, entries=entries, total=found.total - left_out))
        if self._wants_first and len(entries) == 1:
            self.picked.emit(entries[0])
        self._wants_first = False

    def _on_failed(self, error: Exception) -> None:
        self._is_asking = False
        self._hint.setText(error_sentence(error))

    @Slot(object)
    def _on_picked(self, entry: PatientEntry) -> None:
        self.picked.emit(entry)

    def _show_found(self, found: FoundPatients) -> None:
        entries = found.entries
        self.results.set_entries(entries)
        self.results.setVisible(bool(entries))
        if entries:
            said = " ".join(
                filter(None, (how_many(found), self.tr("Up and Down choose, Enter opens the card.")))
            )
        elif found.is_sought:
            said = self.tr("Nobody is found.")
        else:
            said = self.tr(
                "Type a part of the name, in Greek or Latin letters, a phone, a number or a birth date."
            )
        self._hint.setText(said)


def how_many(found: FoundPatients) -> str:
    """That more are found than are listed; empty where all are."""
    shown, total = whole_number(len(found.entries)), whole_number(found.total)
    if found.has_more:
        return translate("PatientFinder", "{shown} of more than {total}.").format(shown=shown, total=total)
    if found.total > len(found.entries):
        return translate("PatientFinder", "{shown} of {total}.").format(shown=shown, total=total)
    return ""
