"""The form of dated exceptions: time blocked or opened, on one day or several, for all or for some."""

import uuid
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from medic_desk.engine.clinic_time import local_time
from medic_desk.engine.facts import Minute, Rule, ScheduleException
from medic_desk.model.clinic.clinic import Clinic, Doctor
from medic_desk.ui.controls.day_span import DaySpan
from medic_desk.ui.controls.form_field import FormField, set_read_only
from medic_desk.ui.controls.text_fields import TextLine
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.schedule import rule_title

MANUAL = "manual"
_HOUR = 60


class ExceptionForm(QWidget):
    """``edited`` with everything a person types."""

    edited = Signal()

    def __init__(
        self, clinic: Clinic, theme: Theme, doctor: Doctor, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._clinic = clinic
        self._names = Names(clinic, doctor.timezone)
        self._theme = theme
        self._doctor = doctor
        self._today = today
        self._shown: ScheduleException | None = None
        self._is_showing = False
        self._is_shown_only = False
        self._rules: tuple[Rule, ...] = ()
        self.blocked = QRadioButton(self.tr("&Block time"))
        self.available = QRadioButton(self.tr("&Open time"))
        self._kinds = QButtonGroup(self)
        self._kinds.addButton(self.blocked)
        self._kinds.addButton(self.available)
        self.span = DaySpan(theme, doctor.timezone, today)
        self.reason = TextLine()
        self.service = QComboBox()
        self.place = QComboBox()
        self.room = QComboBox()
        self.rule = QComboBox()
        self.source = TextLine()
        self._lay_out()
        self._fill_choices()
        self.show_new()
        self._kinds.buttonToggled.connect(self._on_edited)
        self.span.changed.connect(self._on_edited)
        self.reason.textEdited.connect(self._on_edited)
        self.source.textEdited.connect(self._on_edited)
        for box in (self.service, self.place, self.room, self.rule):
            box.currentIndexChanged.connect(self._on_edited)

    def _lay_out(self) -> None:
        theme = self._theme
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(4), theme.space(3), theme.space(4), theme.space(3))
        column.setSpacing(theme.space(2))
        kinds = QHBoxLayout()
        kinds.setSpacing(theme.space(4))
        kinds.addWidget(self.blocked)
        kinds.addWidget(self.available)
        kinds.addStretch(1)
        column.addLayout(kinds)
        column.addWidget(self.span)
        for text, field in (
            (self.tr("Rea&son"), self.reason),
            (self.tr("Ser&vice"), self.service),
            (self.tr("&Place"), self.place),
            (self.tr("Roo&m"), self.room),
            (self.tr("Like the &hours of"), self.rule),
            (self.tr("So&urce"), self.source),
        ):
            if isinstance(field, QComboBox):
                field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                field.setMinimumContentsLength(8)
            made = FormField(theme, text, field)
            if field is self.rule:
                self._rule_field = made
            elif field is self.source:
                self._source_field = made
            column.addWidget(made)
        self.reason.setPlaceholderText(self.tr("Shown on the calendar"))
        column.addStretch(1)

    def _fill_choices(self) -> None:
        self.service.addItem(self.tr("Every service"), None)
        for one in self._clinic.services_of(self._doctor.id):
            self.service.addItem(one.name, one.id)
        self.place.addItem(self.tr("Every place"), None)
        self.room.addItem(self.tr("Every room"), None)
        for location in self._clinic.locations:
            if location.doctor_id == self._doctor.id and location.is_active:
                self.place.addItem(location.name, location.id)
                for room in self._clinic.rooms:
                    if room.doctor_location_id == location.id:
                        self.room.addItem(f"{room.name} ({location.name})", room.id)

    def set_rules(self, rules: tuple[Rule, ...]) -> None:
        """The rules that opened time may take interval, pauses and scopes from."""
        if rules == self._rules and self.rule.count():
            return
        self._rules = rules
        chosen = self.rule.currentData()
        self._is_showing, was = True, self._is_showing
        self.rule.clear()
        self.rule.addItem(self.tr("None: every 30 minutes"), None)
        for rule in rules:
            if rule.table == "schedule_rules":
                self.rule.addItem(" · ".join(filter(None, (rule_title(rule), rule.label))), rule.id)
        self.rule.setCurrentIndex(max(0, self.rule.findData(chosen)))
        self._is_showing = was

    def show_new(self) -> None:
        """Begin a new entry: a whole day that is blocked."""
        self._is_showing = True
        self._shown = None
        self.blocked.setChecked(True)
        self.span.set_day(self._today)
        self.reason.clear()
        for box in (self.service, self.place, self.room, self.rule):
            box.setCurrentIndex(0)
        self.source.setText(MANUAL)
        self._is_shown_only = False
        self.set_locked(is_locked=False)
        self._is_showing = False

    def open_hour(self, minute: Minute) -> None:
        """Begin a new entry that opens the hour around a minute, with the cursor in its reason."""
        # Counted from the minute itself: an hour that the clock shows twice is opened where it was asked for.
        starts_at = minute - local_time(minute, self._doctor.timezone)[1] % _HOUR
        self._is_showing = True
        self.available.setChecked(True)
        self.span.set_span(starts_at, starts_at + _HOUR)
        self._is_showing = False
        self._show_parts()
        self.reason.setFocus()

    def show_exception(self, row: ScheduleException, *, is_locked: bool) -> None:
        """Show an entry; ``is_locked`` where it is made by time off, or of the older kind."""
        self._is_showing = True
        self._shown = row
        (self.available if row.exception_type == "available" else self.blocked).setChecked(True)
        self.span.set_span(row.starts_at, row.ends_at)
        self.reason.setText(row.reason or "")
        self._choose(self.service, row.appointment_type_id, self._names.service(row.appointment_type_id))
        self._choose(self.place, row.doctor_location_id, self._names.location(row.doctor_location_id))
        self._choose(self.room, row.location_room_id, self._names.room(row.location_room_id))
        self._choose(self.rule, row.schedule_rule_id, "?")
        self.source.setText(row.source or MANUAL)
        self._is_shown_only = is_locked
        self.set_locked(is_locked=False)
        self._is_showing = False

    def wanted(self) -> tuple[ScheduleException, ...] | None:
        """The entries as they shall stand, the edited one first; None where something is wrong."""
        spans = self.span.spans()
        if spans is None:
            return None
        ids = [self._shown.id] if self._shown is not None else []
        return tuple(
            ScheduleException(
                id=ids[i] if i < len(ids) else str(uuid.uuid4()),
                table="schedule_exceptions",
                exception_type="available" if self.available.isChecked() else "blocked",
                starts_at=start,
                ends_at=end,
                schedule_rule_id=self.rule.currentData() if self.available.isChecked() else self._context(),
                appointment_type_id=self.service.currentData(),
                doctor_location_id=self.place.currentData(),
                location_room_id=self.room.currentData(),
                reason=self.reason.text().strip() or None,
                source=self.source.text().strip() or MANUAL,
            )
            for i, (start, end) in enumerate(spans)
        )

    def _context(self) -> str | None:
        """The rule a blocked entry names for context: another program's, kept as it is."""
        return self._shown.schedule_rule_id if self._shown is not None else None

    def _choose(self, box: QComboBox, key: str | None, name: str) -> None:
        if box.findData(key) < 0:
            box.addItem(self.tr("{name} (not in use)").format(name=name or "?"), key)
        box.setCurrentIndex(box.findData(key))

    def set_locked(self, *, is_locked: bool) -> None:
        """Let nothing be typed while what is typed is on its way; what is only shown stays locked."""
        is_locked = is_locked or self._is_shown_only
        self.span.set_locked(is_locked=is_locked)
        for line in (self.reason, self.source):
            set_read_only(line, is_read_only=is_locked)
        for widget in (self.blocked, self.available, self.service, self.place, self.room, self.rule):
            widget.setEnabled(not is_locked)
        self._show_parts()

    def _show_parts(self) -> None:
        self._rule_field.setVisible(self.available.isChecked())
        # What people enter here is always "manual"; only another program's word is worth a field.
        was = self._shown.source if self._shown is not None else None
        self._source_field.setVisible(was not in {None, "", MANUAL})

    @Slot()
    def _on_edited(self) -> None:
        self._show_parts()
        if not self._is_showing:
            self.edited.emit()
