"""The form of one rule: every column of ``schedule_rules`` and its breaks, checked where it is typed."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from medic_desk.engine.facts import Rule
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.model.hours.problems import MODES, HoursProblem
from medic_desk.ui.controls.choice_box import ChoiceBox
from medic_desk.ui.controls.form_field import FormField, set_read_only
from medic_desk.ui.controls.text_fields import TextLine
from medic_desk.ui.controls.typed_fields import DateField, NumberField, TimeField
from medic_desk.ui.hours.breaks_table import BreaksTable
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.schedule import mode_name, problem_sentence, range_sentence, weekday

_TIMES = ("work_start_local", "work_end_local")
_NUMBERS = (
    "slot_interval_minutes",
    "max_parallel_sessions",
    "buffer_before_minutes",
    "buffer_after_minutes",
    "priority",
)
_DATES = ("effective_from", "effective_to")
_SCOPES = (
    "scope_appointment_type_id",
    "scope_consultation_mode",
    "scope_doctor_location_id",
    "scope_location_room_id",
)
_MARGIN = 4
"""Around the fields, in steps of the theme's grid."""
_SPANS = {1: (12,), 2: (6, 6), 3: (6, 3, 3)}
"""What the fields of a row take of the grid's twelve columns: a day's name is longer than a time."""


class RuleForm(QWidget):
    """``edited`` (Rule, what cannot be read by field) with each change a person makes."""

    edited = Signal(object, object)

    def __init__(
        self, clinic: Clinic, theme: Theme, doctor_id: str, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._clinic = clinic
        self._theme = theme
        self._doctor_id = doctor_id
        self._rule: Rule | None = None
        self.fields: dict[str, FormField] = {}
        self.day = ChoiceBox(are_short=True)
        for number in range(1, 8):
            self.day.addItem(weekday(number), number)
        self.is_active = QCheckBox(self.tr("In &use"))
        self.times = {name: TimeField() for name in _TIMES}
        self.numbers = {name: NumberField() for name in _NUMBERS}
        self.dates = {name: DateField(today) for name in _DATES}
        self.scopes = {name: ChoiceBox(are_short=name == "scope_consultation_mode") for name in _SCOPES}
        self.label = TextLine()
        self.zone = TextLine()
        self.breaks = BreaksTable(theme)
        self._inputs: dict[str, QWidget] = {
            "day_of_week": self.day,
            **self.times,
            **self.scopes,
            "label": self.label,
            **self.numbers,
            **self.dates,
            "timezone": self.zone,
            "id": QLabel(),
        }
        self._fill_choices()
        self._lay_out()
        self._connect()
        self.setEnabled(False)

    @property
    def rule_id(self) -> str:
        """The rule that is shown; empty where none is."""
        return self._rule.id if self._rule is not None else ""

    def show_rule(self, rule: Rule | None, unreadable: Mapping[str, str], *, is_locked: bool = False) -> None:
        """Show a rule, with what was typed into it before and could not be read."""
        self._rule = rule
        self.setEnabled(rule is not None)
        if rule is None:
            return
        self.day.setCurrentIndex(self.day.findData(rule.day_of_week))
        self.is_active.setChecked(rule.is_active)
        for name, time in self.times.items():
            time.set_minute(getattr(rule, name))
        if rule.work_end_local == 0:
            self.times["work_end_local"].setText("24:00")
        for name, number in self.numbers.items():
            number.set_number(getattr(rule, name))
        for name, day in self.dates.items():
            day.set_day(getattr(rule, name))
        for name, box in self.scopes.items():
            self._choose(box, getattr(rule, name))
        self.label.setText(rule.label or "")
        self.zone.setText(rule.timezone)
        self.breaks.set_window(rule.work_start_local, rule.work_end_local)
        self.breaks.show_breaks(rule.breaks, unreadable, is_locked=is_locked)
        for name, typed in unreadable.items():
            if name in self.fields:
                field = self.fields[name].field
                if isinstance(field, QLineEdit):
                    field.setText(typed)
        self._lock(is_locked)

    def say(self, problems: Iterable[HoursProblem], rules: Iterable[Rule], names: Names) -> None:
        """Say at each field of the shown rule what is wrong with it."""
        found: dict[str, tuple[str, bool]] = {}
        of_breaks: dict[int, str] = {}
        everything = tuple(rules)
        for problem in problems:
            if problem.rule_id != self.rule_id:
                continue
            sentence = problem_sentence(problem, everything, names)
            if problem.field == "breaks":
                of_breaks[problem.break_index or 0] = sentence
            else:
                # Weeks have no field of their own: they count from the first day.
                at = "effective_from" if problem.field == "repeat_weeks" else problem.field
                found.setdefault(at, (sentence, problem.is_advice))
        for name in self.unreadable():
            if name.startswith("breaks."):
                of_breaks[int(name.split(".")[1])] = range_sentence("break")
            else:
                found[name] = (range_sentence(name), False)
        for name, field in self.fields.items():
            sentence, is_advice = found.get(name, ("", False))
            field.say(sentence, is_advice=is_advice)
        self.breaks.say(of_breaks)

    def unreadable(self) -> dict[str, str]:
        """What was typed and cannot be read, by field."""
        typed: dict[str, TimeField | NumberField | DateField] = {**self.times, **self.numbers, **self.dates}
        found = {name: field.text() for name, field in typed.items() if not field.is_readable}
        return found | self.breaks.unreadable()

    def go_to(self, field: str, break_index: int | None = None) -> None:
        """Put the cursor where something is wrong."""
        if field.startswith("breaks"):
            target: QWidget = self.breaks.fields_of(break_index or 0)[0]
        else:
            target = self.fields.get(field, self.fields["work_start_local"]).field
        target.setFocus()
        if isinstance(target, QLineEdit):
            target.selectAll()

    # Inside

    def _fill_choices(self) -> None:
        service = self.scopes["scope_appointment_type_id"]
        service.addItem(self.tr("Every service"), None)
        for one in self._clinic.services:
            if one.doctor_id == self._doctor_id and one.is_active:
                service.addItem(one.name, one.id)
        mode = self.scopes["scope_consultation_mode"]
        mode.addItem(self.tr("Any way"), None)
        for key in MODES:
            mode.addItem(mode_name(key), key)
        place = self.scopes["scope_doctor_location_id"]
        place.addItem(self.tr("Any place"), None)
        own = [one for one in self._clinic.locations if one.doctor_id == self._doctor_id]
        for location in own:
            if location.is_active:
                place.addItem(location.name, location.id)
        room = self.scopes["scope_location_room_id"]
        room.addItem(self.tr("Any room"), None)
        name_of = {one.id: one.name for one in own}
        for one_room in self._clinic.rooms:
            if one_room.doctor_location_id in name_of:
                room.addItem(f"{one_room.name} ({name_of[one_room.doctor_location_id]})", one_room.id)

    def _choose(self, box: QComboBox, key: str | None) -> None:
        """Choose an entry; one that is not in use any more is added, for it must be shown truly."""
        if box.findData(key) < 0:
            names = Names(self._clinic, "")
            name = names.service(key) or names.location(key) or names.room(key) or "?"
            box.addItem(self.tr("{name} (not in use)").format(name=name), key)
        box.setCurrentIndex(box.findData(key))

    def _lay_out(self) -> None:
        theme = self._theme
        grid = QGridLayout(self)
        margin = theme.space(_MARGIN)
        grid.setContentsMargins(margin, margin, margin, margin)
        grid.setSpacing(theme.space(2))
        for column in range(sum(_SPANS[1])):
            grid.setColumnStretch(column, 1)
        rows: list[tuple[QWidget, ...]] = [self._when(), (self.breaks,), *self._for_what()]
        rows += [*self._how_booked(), *self._in_force(), (self.is_active,), (self._of_the_whole(),)]
        for at, row in enumerate(rows):
            column = 0
            for part, span in zip(row, _SPANS[len(row)], strict=True):
                grid.addWidget(part, at, column, 1, span, Qt.AlignmentFlag.AlignTop)
                column += span
        grid.setRowStretch(len(rows), 1)

    def _field(self, name: str, text: str) -> FormField:
        made = self.fields[name] = FormField(self._theme, text, self._inputs[name])
        return made

    def _when(self) -> tuple[QWidget, ...]:
        return (
            self._field("day_of_week", self.tr("&Day")),
            self._field("work_start_local", self.tr("&From")),
            self._field("work_end_local", self.tr("&To")),
        )

    def _for_what(self) -> tuple[tuple[QWidget, ...], ...]:
        # Names of services, places and rooms are long: each has a row of its own.
        return (
            (self._field("scope_appointment_type_id", self.tr("Ser&vice")),),
            (self._field("scope_doctor_location_id", self.tr("&Place")),),
            (self._field("scope_location_room_id", self.tr("&Room")),),
            (
                self._field("scope_consultation_mode", self.tr("In p&erson or video")),
                self._field("label", self.tr("Na&me")),
            ),
        )

    def _how_booked(self) -> tuple[tuple[QWidget, ...], ...]:
        return (
            (
                self._field("slot_interval_minutes", self.tr("A start ever&y (min)")),
                self._field("max_parallel_sessions", self.tr("Patie&nts at once")),
            ),
            (
                self._field("buffer_before_minutes", self.tr("Pause before (min)")),
                self._field("buffer_after_minutes", self.tr("Pause after (min)")),
            ),
        )

    def _in_force(self) -> tuple[tuple[QWidget, ...], ...]:
        for date_field in self.dates.values():
            date_field.setPlaceholderText(self.tr("always"))
        return (
            (
                self._field("effective_from", self.tr("First day")),
                self._field("effective_to", self.tr("Last day")),
            ),
            (
                self._field("priority", self.tr("Pr&iority")),
                self._field("timezone", self.tr("Time &zone")),
            ),
        )

    def _of_the_whole(self) -> QWidget:
        """Where it is said what is wrong with the rule as a whole."""
        made = self._field("id", "")
        made.label.hide()
        return made

    def sizeHint(self) -> QSize:
        """As wide as what can be chosen in it: the other fields take what there is."""
        choices = max(box.sizeHint().width() for box in self.scopes.values())
        width = choices + 2 * self._theme.space(_MARGIN)
        return QSize(max(self.minimumSizeHint().width(), width), super().sizeHint().height())

    def _connect(self) -> None:
        for typed in (*self.times.values(), *self.numbers.values(), *self.dates.values()):
            typed.changed.connect(self._on_edited)
        for box in (self.day, *self.scopes.values()):
            box.activated.connect(self._on_edited)
        self.is_active.clicked.connect(self._on_edited)
        self.label.textEdited.connect(self._on_edited)
        self.zone.textEdited.connect(self._on_edited)
        self.breaks.edited.connect(self._on_edited)

    def _lock(self, is_locked: bool) -> None:
        for line in (
            *self.times.values(),
            *self.numbers.values(),
            *self.dates.values(),
            self.label,
            self.zone,
        ):
            set_read_only(line, is_read_only=is_locked)
        for widget in (self.day, *self.scopes.values()):
            widget.setEnabled(not is_locked)
        # Not disabled: a pale tick would be taken for none.
        self.is_active.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, is_locked)
        self.is_active.setFocusPolicy(Qt.FocusPolicy.NoFocus if is_locked else Qt.FocusPolicy.StrongFocus)

    @Slot()
    def _on_edited(self) -> None:
        if self._rule is None:
            return
        self._rule = replace(self._rule, **self._read())
        self.breaks.set_window(self._rule.work_start_local, self._rule.work_end_local)
        self.edited.emit(self._rule, self.unreadable())

    def _read(self) -> dict[str, Any]:
        """The fields that can be read; the others keep the rule's last good value."""
        read: dict[str, Any] = {
            "day_of_week": self.day.currentData(),
            "is_active": self.is_active.isChecked(),
            "label": self.label.text().strip() or None,
            "timezone": self.zone.text().strip(),
            "breaks": self.breaks.breaks(),
        }
        read |= {name: box.currentData() for name, box in self.scopes.items()}
        read |= {name: field.minute for name, field in self.times.items() if field.minute is not None}
        read |= {name: field.number for name, field in self.numbers.items() if field.number is not None}
        read |= {name: field.day for name, field in self.dates.items() if field.is_readable}
        return read
