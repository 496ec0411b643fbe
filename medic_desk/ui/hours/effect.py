"""What a draft of hours would do: free starts and hours a week before and after, appointments affected.

Worked out by the engine on a pool's thread while a person types; an answer that is overtaken is dropped.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from medic_desk.engine.facts import Facts
from medic_desk.model.appointments.booked_appointments import BookedAppointment
from medic_desk.model.hours.doctor_hours import DoctorHours
from medic_desk.model.hours.preview import (
    HoursPreview,
    WeekCounts,
    Weeks,
    hours_preview,
    slots_by_week,
    weeks_from,
)
from medic_desk.ui.controls.affected_appointments import AffectedAppointments
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.hours.effect_table import EffectRow, EffectTable
from medic_desk.ui.hours.weekly_hours import weekly_hours_words
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.names import Names

_GATHER_MILLISECONDS = 40
"""A burst of keys is one question."""

_ALL_THAT_IS_LEFT = 1000
"""A stretch beside which one of 1 is nothing, as long as both are shown."""

Counted = Mapping[str, WeekCounts]


class HoursEffect(QWidget):
    """``computed`` when what is shown belongs to the draft last asked about."""

    computed = Signal()

    def __init__(self, jobs: Jobs, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._names: Names | None = None
        self._standing: DoctorHours | None = None
        self._weeks: Weeks | None = None
        self._counted: Counted | None = None
        self._asked: Facts | None = None
        self.preview: HoursPreview | None = None
        """Of the draft last asked about; None while it is not known."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_GATHER_MILLISECONDS)
        self._timer.timeout.connect(self._on_gathered)
        self.hours = QLabel()
        self.table = EffectTable(theme)
        self.table.setAccessibleName(self.tr("Free times a week, before and after"))
        self.affected = AffectedAppointments(theme, is_narrow=True)
        self._trouble = QLabel()
        self._found = QWidget()
        self._lay_out(theme)

    def begin(self, standing: DoctorHours, names: Names) -> None:
        """Take what stands as the "before"; weeks and names are its own."""
        self._standing, self._names = standing, names
        weeks = weeks_from(standing.now, standing.timezone)
        if self._weeks is None or weeks.mondays != self._weeks.mondays:
            self.table.set_weeks(weeks.mondays)
        self._weeks = weeks
        self._counted = None
        self.preview = None

    def ask(self, facts: Facts | None) -> None:
        """Work out what a draft would do; None where the draft cannot be worked out as it is."""
        self.preview = None
        self._asked = facts
        if facts is None:
            self._timer.stop()
            self._say_trouble(self.tr("Shown again when what is marked is put right."))
            self._found.hide()
        elif not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Ask nothing more."""
        self._timer.stop()

    # Inside

    def _lay_out(self, theme: Theme) -> None:
        heading = QLabel(self.tr("Free times a week, before → after"))
        heading.setFont(theme.font(medium=True))
        meaning = QLabel(self.tr("Starts if only this were booked"))
        for label in (meaning, self._trouble):
            set_role(label, "secondary")
        for label in (heading, meaning, self._trouble, self.hours):
            label.setWordWrap(True)
        found = QVBoxLayout(self._found)
        found.setContentsMargins(0, 0, 0, 0)
        found.setSpacing(theme.space(1))
        found.addWidget(meaning)
        found.addWidget(self.table)
        found.addWidget(self.hours)
        found.addSpacing(theme.space(1))
        found.addWidget(self.affected, _ALL_THAT_IS_LEFT)
        found.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(theme.space(1))
        column.addWidget(heading)
        column.addWidget(self._trouble)
        column.addWidget(self._found, _ALL_THAT_IS_LEFT)
        column.addStretch(1)
        self._trouble.hide()
        self.affected.hide()

    def _say_trouble(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    @Slot()
    def _on_gathered(self) -> None:
        facts, standing, weeks = self._asked, self._standing, self._weeks
        if facts is None or standing is None or weeks is None or self._names is None:
            return
        services = [one.id for one in self._names.clinic.services_of(standing.doctor_id)]
        services = [key for key in services if key in standing.facts.services]
        work = partial(
            _work_out, standing.facts, facts, services, weeks, standing.appointments, self._counted
        )
        self._jobs.run(
            self, work, partial(self._on_done, facts, self._names), self._on_failed, replaces="effect"
        )

    def _on_done(self, facts: Facts, names: Names, found: tuple[HoursPreview, Counted]) -> None:
        standing = self._standing
        if facts is not self._asked or standing is None:
            return
        self.preview, self._counted = found
        self._say_trouble("")
        self._found.show()
        effects = self.preview.effects
        self.table.show_rows(
            [
                EffectRow(e.appointment_type_id, names.service(e.appointment_type_id), e.before, e.after)
                for e in effects
            ]
        )
        self.hours.setText(weekly_hours_words(self.preview))
        weeks = zip(self.preview.hours_before, self.preview.hours_after, strict=True)
        set_role(self.hours, "warning" if any(after < before for before, after in weeks) else "")
        ids = set(self.preview.affected_ids)
        appointments = tuple(one for one in standing.appointments if one.id in ids)
        self._show_affected(appointments, standing.timezone)
        # An edit is judged, not what stands: of hours as they stand, "none" would be said untruly.
        self.affected.setVisible(bool(appointments) or set(facts.rules) != set(standing.rules))
        self.computed.emit()

    def _on_failed(self, _error: Exception) -> None:
        self._say_trouble(self.tr("What this would do could not be worked out."))

    def _show_affected(self, appointments: Sequence[BookedAppointment], zone: str) -> None:
        if appointments:
            text = self.tr("%n appointments would lie outside hours", "", len(appointments))
        else:
            text = self.tr("No appointment would lie outside hours")
        self.affected.tell(text, appointments, zone)


def _work_out(
    before: Facts,
    after: Facts,
    services: Sequence[str],
    weeks: Weeks,
    appointments: Sequence[BookedAppointment],
    counted: Counted | None,
) -> tuple[HoursPreview, Counted]:
    """On a pool's thread: both worlds, the first only where it is not known yet."""
    known = counted if counted is not None else slots_by_week(before, services, weeks)
    return hours_preview(before, after, services, weeks, appointments, counted_before=known), known
