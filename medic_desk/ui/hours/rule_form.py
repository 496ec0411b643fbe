"""The form of one rule: every column of ``schedule_rules`` and its breaks, checked where it is typed."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from medic_desk.engine.facts import Rule
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.model.hours.problems import MODES, HoursProblem
from medic_desk.ui.controls.form_field import FormField
from medic_desk.ui.controls.typed_fields import DateField, NumberField, TimeField
from medic_desk.ui.hours.breaks_table import BreaksTable
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import repolish
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


class RuleForm(QScrollArea):
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
        self._is_showing = False
        self.fields: dict[str, FormField] = {}
        self.day = QComboBox()
        for number in range(1, 8):
            self.day.addItem(weekday(number), number)
        self.is_active = QCheckBox(self.tr("In &use"))
        self.times = {name: TimeField() for name in _TIMES}
        self.numbers = {name: NumberField() for name in _NUMBERS}
        self.dates = {name: DateField(today) for name in _DATES}
        self.scopes = {name: QComboBox() for name in _SCOPES}
        self.label = QLineEdit()
        self.zone = QLineEdit()
        self.breaks = BreaksTable(theme)
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
        self._is_showing = True
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
        self._is_showing = False

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
                found.setdefault(problem.field, (sentence, problem.is_advice))
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
        self.ensureWidgetVisible(target)
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
        box.setToolTip(box.currentText())

    def _lay_out(self) -> None:
        theme = self._theme
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.space(4), theme.space(3), theme.space(4), theme.space(3))
        column.setSpacing(theme.space(2))

        def field(name: str, text: str, widget: QWidget) -> FormField:
            made = self.fields[name] = FormField(theme, text, widget)
            if isinstance(widget, QComboBox):
                # Long names must not make the form wider; the list that drops down shows them whole.
                widget.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                widget.setMinimumContentsLength(8)
            return made

        def row(*parts: QWidget, stretches: tuple[int, ...] = (1, 1, 1)) -> None:
            line = QHBoxLayout()
            line.setSpacing(theme.space(2))
            for part, stretch in zip(parts, stretches, strict=False):
                line.addWidget(part, stretch, Qt.AlignmentFlag.AlignTop)
            column.addLayout(line)

        times, numbers, dates, scopes = self.times, self.numbers, self.dates, self.scopes
        row(
            field("day_of_week", self.tr("&Day"), self.day),
            field("work_start_local", self.tr("&From"), times["work_start_local"]),
            field("work_end_local", self.tr("&To"), times["work_end_local"]),
            stretches=(4, 3, 3),
        )
        column.addWidget(self.breaks)
        row(field("scope_appointment_type_id", self.tr("Ser&vice"), scopes["scope_appointment_type_id"]))
        row(
            field("scope_doctor_location_id", self.tr("&Place"), scopes["scope_doctor_location_id"]),
            field("scope_location_room_id", self.tr("&Room"), scopes["scope_location_room_id"]),
        )
        row(
            field("scope_consultation_mode", self.tr("&Way"), scopes["scope_consultation_mode"]),
            field("label", self.tr("&Name"), self.label),
        )
        row(
            field("slot_interval_minutes", self.tr("&Every (min)"), numbers["slot_interval_minutes"]),
            field("max_parallel_sessions", self.tr("At a ti&me"), numbers["max_parallel_sessions"]),
            field("priority", self.tr("Pr&iority"), numbers["priority"]),
        )
        row(
            field("buffer_before_minutes", self.tr("Pause before (min)"), numbers["buffer_before_minutes"]),
            field("buffer_after_minutes", self.tr("Pause after (min)"), numbers["buffer_after_minutes"]),
        )
        row(
            field("effective_from", self.tr("First day"), dates["effective_from"]),
            field("effective_to", self.tr("Last day"), dates["effective_to"]),
        )
        row(field("timezone", self.tr("Time &zone"), self.zone))
        self.fields["id"] = FormField(theme, "", QLabel())
        self.fields["id"].label.hide()
        column.addWidget(self.is_active)
        column.addWidget(self.fields["id"])
        column.addStretch(1)
        for date_field in dates.values():
            date_field.setPlaceholderText(self.tr("always"))
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _connect(self) -> None:
        for typed in (*self.times.values(), *self.numbers.values(), *self.dates.values()):
            typed.changed.connect(self._on_edited)
        for box in (self.day, *self.scopes.values()):
            box.currentIndexChanged.connect(self._on_edited)
        self.is_active.toggled.connect(self._on_edited)
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
            line.setReadOnly(is_locked)
            repolish(line)
        for widget in (self.day, *self.scopes.values()):
            widget.setEnabled(not is_locked)
        # Not disabled: a pale tick would be taken for none.
        self.is_active.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, is_locked)
        self.is_active.setFocusPolicy(Qt.FocusPolicy.NoFocus if is_locked else Qt.FocusPolicy.StrongFocus)

    @Slot()
    def _on_edited(self) -> None:
        if self._is_showing or self._rule is None:
            return
        for box in self.scopes.values():
            box.setToolTip(box.currentText())
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
