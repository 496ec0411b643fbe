"""Who the appointment is for: found by name, phone, number or birth date, or typed anew in the same place."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.patients.search import FoundPatients, NewPatient, PatientEntry, read_found_patients
from medic_desk.ui.booking.new_patient_form import NewPatientForm
from medic_desk.ui.booking.patient_list import PatientList
from medic_desk.ui.booking.seen import LastLook
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.controls.text_fields import TextLine
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.formats import phone, whole_number, written_date
from medic_desk.ui.words.nobody_found import nobody_found

_PAUSE_MILLISECONDS = 90
_LISTED = 20
_ROWS = 4


class PatientSearch(QWidget):
    """A search field with its finds, the patient who was chosen, or the form of a new one.

    ``changed`` whenever another patient, or none, is meant; ``entered`` on Enter once one is chosen.
    """

    changed = Signal()
    entered = Signal()
    likely_shown = Signal()
    """It is known who the new patient may be, or that it is nobody in the list."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self.patient: PatientEntry | None = None
        self.is_new = False
        self._is_nobody = False
        """Whether the list has answered that nobody is found."""
        self._is_asking = False
        """Whether the list does not answer yet what the field says."""
        self._wants_first = False
        """Whether Enter was pressed before the list answered: the only one found is then taken."""
        self.look = LastLook()
        """Whether the one who is marked has stood there long enough to be meant by Enter."""
        self.search = TextLine()
        self.search.setPlaceholderText(self.tr("Name, phone, file number or birth date"))
        self.search.setAccessibleName(self.tr("Patient"))
        self.search.setClearButtonEnabled(True)
        self.results = PatientList(theme, most_rows=_ROWS)
        self.results.setAccessibleName(self.tr("Patients found"))
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hint = QLabel()
        set_role(self._hint, "secondary")
        self._hint.setWordWrap(True)
        self.new_button = QPushButton()
        set_role(self.new_button, "quiet")
        self.new_button.setAutoDefault(False)
        self.form = NewPatientForm(desk, theme)
        self._card = QFrame()
        self._card_name = QLabel()
        self._card_rest = QLabel()
        show_plain(self._hint, self._card_name, self._card_rest)
        self.change_button = QPushButton(self.tr("Change"))
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._connect()
        self._show(search=True)
        self._on_found(FoundPatients())

    def _lay_out(self) -> None:
        theme = self._theme
        finder = QWidget()
        column = QVBoxLayout(finder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(self.search)
        column.addWidget(self.results)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._hint, 1)
        self._foot.addWidget(self.new_button, alignment=Qt.AlignmentFlag.AlignRight)
        column.addLayout(self._foot)
        self._finder = finder
        set_role(self._card, "panel")
        self._card_name.setFont(theme.font(medium=True))
        set_role(self._card_rest, "secondary")
        for label in (self._card_name, self._card_rest):
            label.setWordWrap(True)
        set_role(self.change_button, "quiet")
        self.change_button.setAutoDefault(False)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._card_name)
        texts.addWidget(self._card_rest)
        card = QHBoxLayout(self._card)
        card.setContentsMargins(theme.space(3), theme.space(2), theme.space(2), theme.space(2))
        card.addLayout(texts, 1)
        card.addWidget(self.change_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (finder, self._card, self.form):
            layout.addWidget(part)

    def _connect(self) -> None:
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._on_text_changed)
        self._pause.timeout.connect(self._on_pause_over)
        self.results.picked.connect(self.choose)
        self.new_button.clicked.connect(self._on_new)
        self.change_button.clicked.connect(self._on_change)
        self.form.changed.connect(self.changed)
        self.form.likely_shown.connect(self.likely_shown)
        self.form.given_up.connect(self._on_change)
        self.form.same_person_picked.connect(self.choose)

    # What is meant

    def new_patient(self) -> NewPatient | None:
        """The new patient as typed; None where an existing one is meant. Raises ``InvalidField``."""
        return self.form.patient() if self.is_new else None

    def check(self) -> None:
        """Raise ``InvalidField`` where it is not said yet who the patient is."""
        if self.is_new:
            if not self.form.patient().last_name:
                raise InvalidField("last_name", "missing")
        elif self.patient is None:
            raise InvalidField("patient_id", "missing")

    def mark(self, field_name: str) -> None:
        """Go to the field that a refusal is about."""
        if not (self.is_new and self.form.mark(field_name)):
            self.search.setFocus()

    def has_typed(self) -> bool:
        """Whether closing now would lose something a person typed."""
        return bool(self.patient) or (self.is_new and not self.form.is_empty()) or bool(self.search.text())

    @property
    def may_be_known(self) -> bool:
        """Whether the new patient who is typed may be one who is in the list already."""
        return self.is_new and bool(self.form.duplicates.entries)

    @property
    def is_answered(self) -> bool:
        """Whether the list answers what the field says."""
        return not self._pause.isActive() and not self._is_asking

    def choose_likely(self) -> None:
        """Take the likely duplicate that is marked in place of the new patient."""
        marked = self.form.duplicates.marked()
        if marked is not None:
            self.choose(marked)
            self.entered.emit()

    @Slot(object)
    def choose(self, entry: PatientEntry) -> None:
        """Take one of the patients found."""
        self.patient, self.is_new = entry, False
        self._desk.opened_patients.note(entry.id, self._desk.now().date())
        self._card_name.setText(entry.full_name)
        self._card_rest.setText("  ·  ".join(filter(None, self._particulars(entry))))
        self._show(card=True)
        self.changed.emit()

    def begin_new(self) -> None:
        """Type a new patient, with what was typed into the search."""
        self.patient, self.is_new = None, True
        self._show(form=True)
        self.form.begin(self.search.text())
        self.changed.emit()

    # Inside

    def _particulars(self, entry: PatientEntry) -> Iterator[str]:
        """Birth date and age, phone, file number, as far as they are known."""
        if entry.birth_date is not None:
            yield written_date(entry.birth_date)
            years = age(entry.birth_date, self._desk.now().date())
            yield self.tr("{years} y").format(years=years)
        yield phone(entry.mobile_phone or entry.phone)
        if entry.file_number:
            yield self.tr("file {number}").format(number=entry.file_number)

    def _show(self, *, search: bool = False, card: bool = False, form: bool = False) -> None:
        self._finder.setVisible(search)
        self._card.setVisible(card)
        self.form.setVisible(form)
        self.setFocusProxy(self.search if search else self.change_button if card else self.form.last_name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the arrow keys and Enter of the search field act on the list under it."""
        if is_taken_apart(self):
            return False
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.results.step(1 if key == Qt.Key.Key_Down else -1)
                self.look.note(self._marked_id(), by_person=True)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                # A key that is held down has said what it had to say.
                if not event.isAutoRepeat():
                    self._on_enter()
                return True
        return super().eventFilter(watched, event)

    def _on_enter(self) -> None:
        marked = self.results.marked()
        is_answered = self.is_answered
        is_meant = self.look.is_seen or len(self.results.entries) == 1
        # While the list still answers an earlier text, Enter must not take somebody else, and no stranger
        # either who has come to stand first just now.
        if marked is not None and is_answered:
            if is_meant:
                self.choose(marked)
                self.entered.emit()
        elif is_answered and self._is_nobody and self.look.is_seen:
            self.begin_new()
        elif self.search.text().strip():
            self._wants_first = True
            self._on_pause_over()
        else:
            self._hint.setText(error_sentence(InvalidField("patient_id", "missing")))

    def _marked_id(self) -> str:
        marked = self.results.marked()
        return marked.id if marked is not None else ""

    @Slot(str)
    def _on_text_changed(self, _text: str) -> None:
        self._wants_first = False
        self._pause.start()
        self.changed.emit()

    @Slot()
    def _on_pause_over(self) -> None:
        self._pause.stop()
        text = self.search.text()
        self._is_asking = True
        self._desk.read(
            self,
            partial(
                read_found_patients,
                text=text,
                limit=_LISTED,
                opened=tuple(self._desk.opened_patients.of(self._desk.now().date())),
            ),
            self._on_found,
            self._on_search_failed,
            replaces="patients",
        )

    def _on_found(self, found: FoundPatients) -> None:
        self._is_asking = False
        entries = found.entries
        self.results.set_entries(entries)
        self.results.setVisible(bool(entries))
        text = " ".join(self.search.text().split())
        self._is_nobody = found.is_sought and not entries
        self._hint.setText(self._how_many(found))
        # A count stands beside the button; sentences need the whole width.
        self._foot.setDirection(
            QHBoxLayout.Direction.TopToBottom if self._is_nobody else QHBoxLayout.Direction.LeftToRight
        )
        self.look.note(self._marked_id() or text)
        named = self.tr("New &patient “{text}”…").format(text=text.replace("&", "&&"))
        self.new_button.setText(named if text else self.tr("New &patient…"))
        if self._wants_first and len(entries) == 1:
            self.choose(entries[0])
            self.entered.emit()
        self._wants_first = False

    def _how_many(self, found: FoundPatients) -> str:
        """What is to be said of the finds: that there are more than are listed, or none."""
        shown, total = whole_number(len(found.entries)), whole_number(found.total)
        if found.has_more:
            return self.tr("{shown} of more than {total}").format(shown=shown, total=total)
        if found.total > len(found.entries):
            return self.tr("{shown} of {total}").format(shown=shown, total=total)
        return nobody_found(self.search.text()) if self._is_nobody else ""

    def _on_search_failed(self, error: Exception) -> None:
        self._is_asking = False
        self._hint.setText(error_sentence(error))

    @Slot()
    def _on_new(self) -> None:
        self.begin_new()

    @Slot()
    def _on_change(self) -> None:
        self.patient, self.is_new = None, False
        self._show(search=True)
        self.search.setFocus()
        self.search.selectAll()
        self.changed.emit()


def age(born: date, today: date) -> int:
    """Whole years from a birth date to a day."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
