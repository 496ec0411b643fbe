"""The fields of the card, edited in place: what was read, what is typed, what others wrote meanwhile."""

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from medic_desk.model.acts.errors import InvalidField
from medic_desk.model.patients.fields import FIELD_NAMES, PatientFields, cleaned, taken_over
from medic_desk.ui.booking.new_patient_form import typed_date
from medic_desk.ui.patients.card_field import BoxEditor, CardField, Editor, LineEditor, PhoneEditor
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.patient_acts import patient_error_sentence
from medic_desk.ui.words.patient_fields import field_title, written_value

_ROWS = (
    ("last_name", "first_name"),
    ("father_name", "birth_date"),
    ("mobile_phone",),
    ("phone",),
    ("email",),
    ("file_number", "national_number"),
    ("desk_warning",),
    ("notes",),
)
"""Which fields stand beside each other."""

_LINES = {"desk_warning": 2, "notes": 3}
"""Fields of several lines, and how many of them are seen."""

_EMPTY = PatientFields(last_name="")


class PatientFieldsForm(QWidget):
    """``changed`` at every difference in what is typed and in what others wrote."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._seen = _EMPTY
        self._found = _EMPTY
        """What stands in the database by now, as far as this desk knows."""
        self._had_focus: QWidget | None = None
        """What had focus when the fields were closed to editing."""
        self.fields: dict[str, CardField] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space(3))
        grid.setVerticalSpacing(theme.space(2))
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        for row, names in enumerate(_ROWS):
            for column, name in enumerate(names):
                field = CardField(theme, name, self._title(name), self._editor(name))
                field.edited.connect(self.changed)
                field.decided.connect(self._on_decided)
                self.fields[name] = field
                columns = 3 - len(names) if column == 0 else 1
                # What is said below one field pushes the one beside it nowhere.
                grid.addWidget(field, row, column, 1, columns, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*(theme.space(3),) * 4)
        whole.addLayout(grid)
        whole.addStretch(1)
        self.fields["birth_date"].editor.setPlaceholderText(self.tr("day/month/year"))  # type: ignore[union-attr]
        self.setFocusProxy(self.fields["last_name"])

    def _title(self, name: str) -> str:
        """What a field is called; the phones, which are corrected most, are reached by a letter."""
        lettered = {"mobile_phone": self.tr("Mobile &phone"), "phone": self.tr("P&hone")}
        return lettered.get(name) or field_title(name)

    def _editor(self, name: str) -> Editor:
        if name in _LINES:
            return BoxEditor(self._theme, _LINES[name])
        if name in ("phone", "mobile_phone"):
            return PhoneEditor(self._theme, self.tr("Whose phone it is"), self.tr("own"))
        return LineEditor()

    def let_edit(self, *, may_edit: bool) -> None:
        """Let the fields be edited or not; the one that had focus has it again once they may."""
        focused = self.window().focusWidget()
        if not may_edit and self.isEnabled():
            self._had_focus = focused if focused in self.findChildren(QWidget) else None
        self.setEnabled(may_edit)
        if may_edit and self._had_focus is not None:
            had_focus, self._had_focus = self._had_focus, None
            had_focus.setFocus()

    # What is shown

    def show_patient(self, patient: PatientFields, *, has_unreadable_birth: bool = False) -> None:
        """Show what was read; what was typed is gone."""
        self._seen = self._found = patient
        for name, field in self.fields.items():
            field.show_text(written_value(patient, name))
        if has_unreadable_birth:
            sentence = self.tr("The birth date that is stored cannot be read: type it anew.")
            self.fields["birth_date"].say(sentence, is_advice=True)
        self.changed.emit()

    def hear(self, patient: PatientFields) -> None:
        """Take note of what stands now; where something is typed over something else, both are shown."""
        self._found = patient
        agreed = [name for name, field in self.fields.items() if field.hear(written_value(patient, name))]
        self._seen = taken_over(self._seen, tuple(agreed), patient)
        self.changed.emit()

    def settle(self, written: PatientFields) -> None:
        """What was typed was saved as ``written``: it is what was read from now on."""
        names = tuple(name for name, field in self.fields.items() if field.is_changed)
        self._seen = taken_over(self._seen, names, written)
        self._found = taken_over(self._found, names, written)
        for name in names:
            self.fields[name].show_text(written_value(written, name))
        self.changed.emit()

    # What is typed

    @property
    def seen(self) -> PatientFields:
        """The patient as a person saw the fields, before anything was typed."""
        return self._seen

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that was not saved."""
        return any(field.is_changed for field in self.fields.values())

    @property
    def undecided(self) -> tuple[str, ...]:
        """The fields in which somebody else wrote something while something was typed there."""
        return tuple(name for name, field in self.fields.items() if field.has_news)

    def wanted(self) -> PatientFields:
        """The patient as typed. Raises ``InvalidField`` for a birth date that is none."""
        values: dict[str, Any] = {}
        for name in FIELD_NAMES:
            field = self.fields[name]
            if not field.is_changed:
                values[name] = getattr(self._seen, name)
            elif name == "birth_date":
                values[name] = typed_date(field.editor.written())
            else:
                values[name] = field.editor.written()
        return cleaned(PatientFields(**values))

    def mark(self, error: InvalidField) -> bool:
        """Say at its field what is wrong with it, and go there; whether there is such a field."""
        return self.say_at(error.field, patient_error_sentence(error))

    def say_at(self, name: str, sentence: str) -> bool:
        """Say something at a field, and go there; whether there is such a field."""
        field = self.fields.get(name)
        if field is None:
            return False
        field.say(sentence)
        field.editor.setFocus()
        return True

    def go_to(self, name: str) -> None:
        """Put focus into a field."""
        self.fields[name].editor.setFocus()

    @Slot(str)
    def _on_decided(self, name: str) -> None:
        self._seen = taken_over(self._seen, (name,), self._found)
