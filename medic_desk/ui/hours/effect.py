"""What a draft of hours would do, beside the draft: free starts a week before and after, and who is stranded.

Worked out by the engine on a pool's thread while a person types; an answer that is overtaken is dropped.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QLocale, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

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
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.formats import written_date
from medic_desk.ui.words.names import Names

_GATHER_MILLISECONDS = 40
"""A burst of keys is one question."""

Counted = Mapping[str, WeekCounts]


class HoursEffect(QWidget):
    """``computed`` when what is shown belongs to the draft last asked about."""

    computed = Signal()

    def __init__(self, jobs: Jobs, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._theme = theme
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
        self.heading = QLabel(self.tr("Free times a week, before → after"))
        self.heading.setFont(theme.font(medium=True))
        self.note = QLabel()
        set_role(self.note, "secondary")
        self.note.setWordWrap(True)
        self.table = QTableWidget()
        self.table.setAccessibleName(self.tr("Free times a week, before and after"))
        self.affected = AffectedAppointments(theme, is_narrow=True)
        self._lay_out()

    def begin(self, standing: DoctorHours, names: Names) -> None:
        """Take what stands as the "before"; weeks and names are its own."""
        self._standing, self._names = standing, names
        self._weeks = weeks_from(standing.now, standing.timezone)
        self._counted = None
        self.preview = None

    def ask(self, facts: Facts | None) -> None:
        """Work out what a draft would do; None where the draft cannot be worked out as it is."""
        self.preview = None
        self._asked = facts
        if facts is None:
            self._timer.stop()
            self.note.setText(self.tr("Shown again when what is marked is put right."))
            self.note.show()
            self.table.hide()
            self.affected.hide()
        elif not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Ask nothing more."""
        self._timer.stop()

    # Inside

    def _lay_out(self) -> None:
        theme, table = self._theme, self.table
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setVisible(False)
        table.setShowGrid(False)
        # Eight weeks fit beside the services' names only without the theme's wide cells.
        table.setStyleSheet("QTableView::item { padding: 0 3px; } QHeaderView::section { padding: 4px 3px; }")
        table.setTabKeyNavigation(False)
        table.setFont(theme.font(Text.SECONDARY, tabular=True))
        table.horizontalHeader().setFont(theme.font(Text.SECONDARY, tabular=True))
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        column = QVBoxLayout(self)
        column.setSpacing(theme.space(1))
        column.addWidget(self.heading)
        column.addWidget(self.note)
        column.addWidget(table, 3)
        column.addSpacing(theme.space(1))
        column.addWidget(self.affected, 2)
        column.addStretch(0)
        self.note.hide()
        self.affected.hide()

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
        self._jobs.run(self, work, partial(self._on_done, facts), self._on_failed, replaces="effect")

    def _on_done(self, facts: Facts, found: tuple[HoursPreview, Counted]) -> None:
        if facts is not self._asked or self._standing is None:
            return
        self.preview, self._counted = found
        self.note.hide()
        self.table.show()
        self._fill(self.preview)
        hit = set(self.preview.affected_ids)
        appointments = tuple(
            appointment for appointment in self._standing.appointments if appointment.id in hit
        )
        self._show_affected(appointments, self._standing.timezone)
        # An edit is judged, not what stands: of hours as they stand, "none" would be said untruly.
        self.affected.setVisible(bool(appointments) or set(facts.rules) != set(self._standing.rules))
        self.computed.emit()

    def _on_failed(self, _error: Exception) -> None:
        self.note.setText(self.tr("What this would do could not be worked out."))
        self.note.show()

    def _show_affected(self, appointments: Sequence[BookedAppointment], zone: str) -> None:
        if appointments:
            text = (
                self.tr("1 appointment would lie outside hours")
                if len(appointments) == 1
                else self.tr("{count} appointments would lie outside hours").format(count=len(appointments))
            )
        else:
            text = self.tr("No appointment would lie outside hours")
        self.affected.tell(text, appointments, zone)

    def _fill(self, preview: HoursPreview) -> None:
        table, names = self.table, self._names
        assert names is not None  # noqa: S101 - for the type checker: nothing is asked before begin()
        rows = [(names.service(e.appointment_type_id), e.before, e.after) for e in preview.effects]
        table.setColumnCount(1 + len(preview.weeks.mondays))
        table.setRowCount(len(rows) + 1)
        labels = [self.tr("Week of"), *(written_date(day)[:5] for day in preview.weeks.mondays)]
        table.setHorizontalHeaderLabels(labels)
        first = table.horizontalHeaderItem(0)
        if first is not None:
            first.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header = table.horizontalHeader()
        header.setMinimumSectionSize(self._theme.space(6))
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        medium = QFontMetrics(self._theme.font(Text.SECONDARY, medium=True, tabular=True))
        for column in range(1, table.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, medium.horizontalAdvance("00→00") + self._theme.space(4.5))
        for at, (name, before, after) in enumerate(rows):
            self._fill_row(at, name, [str(n) for n in before], [str(n) for n in after], before, after)
        self._fill_row(
            len(rows),
            self.tr("Working hours"),
            [_short_hours(n) for n in preview.hours_before],
            [_short_hours(n) for n in preview.hours_after],
            preview.hours_before,
            preview.hours_after,
            is_short=True,
        )
        height = table.fontMetrics().height() + self._theme.space(2)
        for at in range(table.rowCount()):
            table.setRowHeight(at, height)
        frame = 2 * table.frameWidth() + self._theme.space(1)
        table.setMaximumHeight(header.sizeHint().height() + height * table.rowCount() + frame)

    def _fill_row(
        self,
        row: int,
        name: str,
        before: Sequence[str],
        after: Sequence[str],
        was: WeekCounts,
        now: WeekCounts,
        *,
        is_short: bool = False,
    ) -> None:
        """``is_short`` marks what changed by an arrow alone: both numbers would be too wide for the cell."""
        palette = self._theme.palette
        first = QTableWidgetItem(name)
        first.setToolTip(name)
        self.table.setItem(row, 0, first)
        for column, (old, new) in enumerate(zip(before, after, strict=True), start=1):
            item = QTableWidgetItem()
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            less, more = now[column - 1] < was[column - 1], now[column - 1] > was[column - 1]
            arrow = "↓" if less else "↑" if more else ""
            item.setText(new if old == new else f"{arrow}{new}" if is_short else f"{old}→{new}")
            code = palette.warning if less else palette.success if more else palette.text_secondary
            item.setForeground(self._theme.colour(code))
            if less or more:
                item.setFont(self._theme.font(Text.SECONDARY, medium=True, tabular=True))
            assert self._weeks is not None  # noqa: S101 - for the type checker
            week = written_date(self._weeks.mondays[column - 1])
            told = self.tr("{name}, week of {date}: {before} before, {after} after")
            said = told.format(name=name, date=week, before=old, after=new)
            item.setToolTip(said)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            self.table.setItem(row, column, item)


def _short_hours(minutes: int) -> str:
    """Hours that fit a cell: ``32``, ``40.5`` (a comma in Greek); to a tenth."""
    tenths = round(minutes / 6)
    whole, rest = divmod(tenths, 10)
    return f"{whole}{QLocale().decimalPoint()}{rest}" if rest else str(whole)


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
