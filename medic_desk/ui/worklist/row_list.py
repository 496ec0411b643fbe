"""The rows of the worklist as a list: keys that mean the row are left to the page."""

from collections.abc import Callable
from datetime import datetime
from operator import attrgetter

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFont, QIcon, QKeyEvent, QResizeEvent

from medic_desk.engine.clinic_time import local_date
from medic_desk.model.worklist.items import RebookingItem
from medic_desk.ui.controls.list_model import Column
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.desk_warning import ICON, desk_warning_words
from medic_desk.ui.words.formats import phone, short_day, time_at
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.worklist import (
    doctor_words,
    offer_words,
    row_note,
    service_words,
    start_words,
    state_words,
    zone_of,
)
from medic_desk.ui.worklist.calling import Calling
from medic_desk.ui.worklist.row_delegates import ActionCell, Chips, Look, StateChip, TwoLines
from medic_desk.ui.worklist.rows import WorklistRow
from medic_desk.ui.worklist.taking_back import TakingBack

translate = QCoreApplication.translate

PATIENT, PHONE, SERVICE, PROPOSAL, OTHERS, STATE, ACTION = range(1, 8)
_CHARACTERS_FOR_ALL = 150
"""Across: narrower, the next best starts are told beside the list alone."""
_CHARACTERS_FOR_SERVICE = 118


class Cells:
    """What cells say that needs the desk: its clinic's names, its clock, its person, and whom it calls."""

    def __init__(self, desk: Desk, theme: Theme, calling: Calling, clock: Callable[[], datetime]) -> None:
        self._desk = desk
        self._theme = theme
        self._calling = calling
        self.now = clock
        """What time it is (aware)."""

    def was(self, row: WorklistRow) -> str:
        """When the appointment was; of a heading what it stands over."""
        item = row.item
        if item is None:
            return translate("Worklist", "Settled %n", "", row.settled)
        zone = self.zone(item.was_doctor_id)
        day = short_day(local_date(item.was_starts_at, zone))
        return f"{time_at(item.was_starts_at, zone)}\n{day}"

    def patient(self, row: WorklistRow) -> str:
        """The patient, and what whoever calls has to know."""
        item = row.item
        if item is None:
            return ""
        note = row_note(item, self.zone(item.was_doctor_id), self.now())
        return "\n".join(filter(None, (item.patient_name or translate("Appointments", "No patient"), note)))

    def patient_told(self, row: WorklistRow) -> str:
        """The same with the warning for the desk in words, of which the cell has the sign alone."""
        warning = desk_warning_words(row.item.desk_warning) if row.item is not None else ""
        return "\n".join(filter(None, (self.patient(row), warning)))

    def patient_sign(self, row: WorklistRow) -> QIcon | None:
        """The sign of a warning for the desk."""
        if row.item is None or not row.item.desk_warning:
            return None
        return self._theme.icon(ICON, colour=self._theme.palette.warning)

    def phone(self, row: WorklistRow) -> str:
        """The number to call."""
        return phone(row.item.patient_phone) if row.item is not None else ""

    def service(self, row: WorklistRow) -> str:
        """What it was for."""
        return service_words(row.item).replace(" · ", "\n") if row.item is not None else ""

    def proposal(self, row: WorklistRow) -> str:
        """The best start, and at whom; of what is settled where it went."""
        item = row.item
        if item is None:
            return ""
        if not item.is_open:
            return self._outcome(item)
        if row.fits is None:
            return translate("Worklist", "Looking…")
        if row.best is None:
            return "\n".join(
                (
                    translate("Worklist", "nothing free in 14 days"),
                    translate("Worklist", "choose in the calendar"),
                )
            )
        own = self._calling.offer if self._calling.is_calling(item) else None
        best = own or row.best
        at = self.at_whom(best.doctor_id, best.slot.doctor_location_id)
        return f"{offer_words(best, self.now())}\n{at}"

    def others(self, row: WorklistRow) -> str:
        """The next best starts."""
        if row.item is None or not row.item.is_open or not row.fits:
            return ""
        return "\n".join(offer_words(one, self.now()) for one in row.fits[1:3])

    def state(self, row: WorklistRow) -> str:
        """How far it is."""
        item = row.item
        if item is None:
            return ""
        is_held = self._calling.is_calling(item) and self._calling.held_until is not None
        person = self._desk.person
        person_id = person.id if person is not None else None
        return state_words(item, self.now(), person_id, is_held=is_held)

    def look(self, row: WorklistRow) -> Look | None:
        """How its state is drawn."""
        item = row.item
        if item is None:
            return None
        if item.is_open:
            if item.taken_by_id is not None:
                return "calling"
            return "missed" if item.rests(self.now()) else "to_call"
        return {"moved": "moved", "cancelled": "cancelled"}.get(item.state, "stays")  # type: ignore[return-value]

    def action(self, row: WorklistRow) -> str:
        """What Enter does with the row."""
        item = row.item
        if item is None:
            return ""
        if not item.is_open:
            return translate("Worklist", "Undo") if TakingBack.can_take_back(item) else ""
        if self._calling.is_calling(item):
            return translate("Worklist", "Moved") if self._calling.offer is not None else ""
        return translate("Worklist", "Call")

    def is_primary(self, row: WorklistRow) -> bool:
        """Whether what Enter does is the outcome of the call."""
        return self._calling.is_calling(row.item)

    def name_font(self, row: WorklistRow) -> QFont:
        """A patient's name; struck out where the appointment is cancelled."""
        font = self._theme.font(medium=row.item is not None and row.item.is_open)
        font.setStrikeOut(row.item is not None and row.item.state == "cancelled")
        return font

    def time_font(self, row: WorklistRow) -> QFont:
        """A time; of what is over lighter."""
        return self._theme.font(strong=row.item is not None and row.item.is_open, tabular=True)

    def plain_font(self, _row: WorklistRow) -> QFont:
        """Any other word."""
        return self._theme.font(tabular=True)

    def at_whom(self, doctor_id: str, location_id: str | None) -> str:
        """The doctor and the house of a start."""
        clinic = self._desk.clinic
        if clinic is None:
            return ""
        place = Names(clinic, "UTC").short_location(location_id)
        return " · ".join(filter(None, (doctor_words(clinic, doctor_id), place)))

    def zone(self, doctor_id: str) -> str:
        """A doctor's zone."""
        return zone_of(self._desk.clinic, doctor_id) if self._desk.clinic is not None else "UTC"

    def _outcome(self, item: RebookingItem) -> str:
        if item.state == "cancelled":
            return translate("Worklist", "no new appointment")
        when = start_words(item.starts_at, self.zone(item.doctor_id), self.now())
        return f"{when}\n{self.at_whom(item.doctor_id, item.doctor_location_id)}"


class WorklistList(RowList[WorklistRow]):
    """``row_done`` (key) when Enter or the button of a row asks for what is next."""

    row_done = Signal(str)

    def __init__(self, desk: Desk, theme: Theme, calling: Calling, clock: Callable[[], datetime]) -> None:
        self.cells = cells = Cells(desk, theme, calling, clock)
        columns: tuple[Column[WorklistRow], ...] = (
            Column(title=translate("Worklist", "Was"), text=cells.was, font=cells.time_font),
            Column(
                title=translate("Worklist", "Patient"),
                text=cells.patient,
                tip=cells.patient_told,
                spoken=cells.patient_told,
                font=cells.name_font,
                icon=cells.patient_sign,
                stretches=True,
            ),
            Column(title=translate("Worklist", "Phone"), text=cells.phone, font=cells.plain_font),
            Column(title=translate("Worklist", "Service"), text=cells.service, font=cells.plain_font),
            Column(title=translate("Worklist", "Proposal"), text=cells.proposal, font=cells.time_font),
            Column(title=translate("Worklist", "Next best"), text=cells.others),
            Column(title=translate("Worklist", "State"), text=cells.state),
            Column(title="", text=cells.action, spoken=cells.action),
        )
        super().__init__(columns, attrgetter("key"), is_heading=_is_heading)
        self._theme = theme
        self.setAccessibleName(translate("Worklist", "Appointments to rebook"))
        lines = TwoLines(theme, self)
        for column in range(len(columns)):
            self.setItemDelegateForColumn(column, lines)
        self.setItemDelegateForColumn(OTHERS, Chips(theme, self))
        self.setItemDelegateForColumn(STATE, StateChip(theme, self, cells.look))
        self.setItemDelegateForColumn(ACTION, ActionCell(theme, self, cells.is_primary))
        self.row_opened.connect(self.row_done)
        self.clicked.connect(self._on_clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave letters and figures to the page: they mean the row, and look for none."""
        is_typed = event.text().strip() != "" and event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        has_page_key = event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Escape)
        is_held = event.isAutoRepeat() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_held:
            event.accept()
        elif is_typed or has_page_key:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for all, what stands beside the list as well is left out."""
        if is_taken_apart(self):
            super().resizeEvent(event)
            return
        characters = self.viewport().width() / max(1, self.fontMetrics().averageCharWidth())
        self.setColumnHidden(OTHERS, characters < _CHARACTERS_FOR_ALL)
        self.setColumnHidden(SERVICE, characters < _CHARACTERS_FOR_SERVICE)
        super().resizeEvent(event)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        key = self.rows_model.key_at(index)
        if key and index.column() == ACTION:
            self.row_done.emit(key)


def _is_heading(row: WorklistRow) -> bool:
    return row.item is None
