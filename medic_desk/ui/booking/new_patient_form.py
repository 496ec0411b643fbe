"""The few fields of a patient who is not in the clinic's list yet, and who it may be after all."""

import re
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.patients.duplicates import read_likely_duplicates
from medic_desk.model.patients.register import check_names
from medic_desk.model.patients.search import NewPatient, PatientEntry
from medic_desk.ui.booking.patient_list import PatientList
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.text_fields import TextLine
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.errors import field_sentence

_DATE = re.compile(r"(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})")
_ASK_MILLISECONDS = 250


def typed_date(text: str) -> date | None:
    """A date as the clinic writes it, day first; None for an empty text.

    Raises ``InvalidField`` (``birth_date``, ``not_a_date`` or ``no_such_day``).
    """
    if not text.strip():
        return None
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise InvalidField("birth_date", "not_a_date")
    try:
        return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        raise InvalidField("birth_date", "no_such_day") from None


class NewPatientForm(QWidget):
    """Last name, first name, phone, birth date; ``same_person_picked`` when a duplicate is taken instead."""

    changed = Signal()
    given_up = Signal()
    likely_shown = Signal()
    """The list has answered who this may be; perhaps nobody."""
    same_person_picked = Signal(object)

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_asking = False
        self.last_name = self._field(self.tr("Last name"))
        self.first_name = self._field(self.tr("First name"))
        self.phone = self._field(self.tr("Phone"))
        self.birth_date = self._field(self.tr("Birth date"))
        self.birth_date.setPlaceholderText(self.tr("day/month/year"))
        self._fields = {
            "last_name": self.last_name,
            "first_name": self.first_name,
            "mobile_phone": self.phone,
            "phone": self.phone,
            "birth_date": self.birth_date,
        }
        self._said = QLabel()
        self._said.setWordWrap(True)
        show_plain(self._said)
        set_role(self._said, "error")
        self._said.hide()
        self._duplicates_title = QLabel(
            self.tr("Is it one of these? Enter takes the first, Ctrl+Enter books a new patient.")
        )
        self._duplicates_title.setWordWrap(True)
        set_role(self._duplicates_title, "warning")
        self.duplicates = PatientList(theme, most_rows=3)
        self.duplicates.setAccessibleName(self.tr("Patients who may be the same person"))
        self._back = QPushButton(self.tr("Search instead"))
        set_role(self._back, "quiet")
        self._back.setAutoDefault(False)
        self._lay_out(theme)
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(_ASK_MILLISECONDS)
        self._ask.timeout.connect(self._on_ask)
        self._back.clicked.connect(self.given_up)
        self.duplicates.picked.connect(self.same_person_picked)
        self._show_duplicates(())

    def _field(self, name: str) -> QLineEdit:
        field = TextLine()
        field.setAccessibleName(name)
        field.textChanged.connect(self._on_text_changed)
        return field

    def _lay_out(self, theme: Theme) -> None:
        form = QGridLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(theme.space(4))
        form.setVerticalSpacing(theme.space(1))
        for number, (text, field) in enumerate(
            (
                (self.tr("&Last name"), self.last_name),
                (self.tr("First na&me"), self.first_name),
                (self.tr("&Phone"), self.phone),
                (self.tr("Birth date"), self.birth_date),
            )
        ):
            label = QLabel(text)
            set_role(label, "secondary")
            label.setBuddy(field)
            row, column = divmod(number, 2)
            form.addWidget(label, 3 * row, column)
            form.addWidget(field, 3 * row + 1, column)
        form.addWidget(self._said, 2, 0, 1, 2)
        below = QHBoxLayout()
        below.addWidget(self._duplicates_title, 1)
        below.addStretch()
        below.addWidget(self._back, alignment=Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.space(1))
        layout.addLayout(form)
        layout.addLayout(below)
        layout.addWidget(self.duplicates)

    def begin(self, typed: str) -> None:
        """Start with what was typed into the search: a number is the phone, words are the names."""
        for field in (self.last_name, self.first_name, self.phone, self.birth_date):
            field.clear()
        words = typed.split()
        digits = [word for word in words if not any(c.isalpha() for c in word)]
        names = [word[:1].upper() + word[1:] for word in words if word not in digits]
        self.last_name.setText(names[0] if names else "")
        self.first_name.setText(" ".join(names[1:]))
        for word in digits:
            field = self.birth_date if _DATE.fullmatch(word) else self.phone
            field.setText(f"{field.text()}{word}")
        in_turn = (self.last_name, self.first_name, self.phone, self.birth_date)
        first_empty = next((field for field in in_turn if not field.text()), self.last_name)
        (self._wrong_name() or first_empty).setFocus()

    @property
    def said(self) -> str:
        """What is said to be wrong with a name, below it; empty where nothing is."""
        return self._said.text() if not self._said.isHidden() else ""

    def is_empty(self) -> bool:
        """Whether nothing is typed here."""
        return not any(field.text().strip() for field in self._fields.values())

    @property
    def is_asking(self) -> bool:
        """Whether it is not known yet who this may be after all."""
        return self._is_asking or self._ask.isActive()

    def patient(self) -> NewPatient:
        """What is typed. Raises ``InvalidField`` for a name or a birth date that is none."""
        check_names(self._names())
        return replace(
            self._names(),
            birth_date=typed_date(self.birth_date.text()),
            mobile_phone=self.phone.text().strip() or None,
        )

    def _names(self) -> NewPatient:
        return NewPatient(last_name=self.last_name.text().strip(), first_name=self.first_name.text().strip())

    def _wrong_name(self) -> QLineEdit | None:
        """The field of a name that is none, said below it; None where the names may stand."""
        wrong, sentence = None, ""
        try:
            check_names(self._names())
        except InvalidField as error:
            wrong, sentence = self._fields[error.field], field_sentence(error)
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        for field in (self.last_name, self.first_name):
            field.setAccessibleDescription(sentence if field is wrong else "")
        if wrong is not None:
            set_role(wrong, "error")
        return wrong

    def mark(self, field_name: str) -> bool:
        """Mark the field a refusal is about and go there; whether there is such a field."""
        field = self._fields.get(field_name)
        if field is None:
            return False
        set_role(field, "error")
        field.setFocus()
        field.selectAll()
        return True

    @Slot(str)
    def _on_text_changed(self, _text: str) -> None:
        for field in set(self._fields.values()):
            set_role(field, "")
        self._wrong_name()
        self._ask.start()
        self.changed.emit()

    @Slot()
    def _on_ask(self) -> None:
        try:
            patient = self.patient()
        except InvalidField:
            return
        if not self.isVisible() or not (patient.last_name or patient.mobile_phone):
            self._show_duplicates(())
            return
        self._is_asking = True
        self._desk.read(
            self,
            partial(read_likely_duplicates, patient=patient),
            self._show_duplicates,
            self._on_ask_failed,
            replaces="duplicates",
        )

    def _show_duplicates(self, entries: tuple[PatientEntry, ...]) -> None:
        self._is_asking = False
        self.duplicates.set_entries(entries)
        self.duplicates.setVisible(bool(entries))
        self._duplicates_title.setVisible(bool(entries))
        self.likely_shown.emit()

    def _on_ask_failed(self, _error: Exception) -> None:
        # Only a hint is missing; the window says by itself that the database is away.
        self._show_duplicates(())
