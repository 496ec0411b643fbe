"""What the first free time is looked for by: service, doctor, house, from when, part of day, weekdays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QLocale, QSize, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from medic_desk.model.appointments.first_free import FirstFreeWish
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.ui.controls.part_of_day_choice import PartOfDayChoice
from medic_desk.ui.controls.row_combo import RowCombo
from medic_desk.ui.controls.segments import Segment, segment_row
from medic_desk.ui.controls.typed_fields import DateField
from medic_desk.ui.controls.wrapping_row import WrappingRow
from medic_desk.ui.side.service_field import ServiceField
from medic_desk.ui.side.service_groups import ServiceGroup, group_of, service_groups
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.names import doctor_name

DAYS = 60
"""How far ahead is looked, from the first day on."""
COUNT = 5

_ANY, _SHOWN = "", "shown"


@dataclass(frozen=True, slots=True)
class _Choice:
    """One row of a box: its id, and what it is called."""

    id: str
    name: str


class FirstFreeForm(QWidget):
    """``changed`` when something else is looked for, ``service_chosen`` (id or empty) when the service is."""

    changed = Signal()
    service_chosen = Signal(str)

    def __init__(self, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clinic: Clinic | None = None
        self._groups: tuple[ServiceGroup, ...] = ()
        self._today = today
        self._shown_ids: tuple[str, ...] = ()
        self.service = ServiceField(theme, self)
        self.doctor: RowCombo[_Choice] = RowCombo(_name, _id, self)
        self.place: RowCombo[_Choice] = RowCombo(_name, _id, self)
        self.day = _ShortDate(today, self)
        self.parts = PartOfDayChoice(self)
        self.weekdays = QButtonGroup(self)
        self._make_weekdays()
        self._lay_out(theme)
        self.service.service_chosen.connect(self._on_service)
        self.doctor.row_chosen.connect(self.changed)
        self.place.row_chosen.connect(self.changed)
        self.day.changed.connect(self.changed)
        self.parts.changed.connect(self.changed)
        self.weekdays.idToggled.connect(self.changed)

    # What is looked for

    def set_clinic(self, clinic: Clinic, service_id: str) -> None:
        """Offer a clinic's services, doctors and houses; ``service_id`` is the chosen service, or empty."""
        self._clinic = clinic
        self._groups = service_groups(clinic)
        self.service.show_groups(self._groups, None)
        self.choose_service(service_id)

    def choose_service(self, service_id: str) -> None:
        """Look for another service, silently; one that nobody offers counts as none."""
        if self._clinic is not None:
            group = group_of(self._groups, self._clinic, service_id) if service_id else None
            self.service.choose(group)
        self._offer()

    def set_shown_doctors(self, ids: Sequence[str]) -> None:
        """Tell which doctors are shown: one can look among those."""
        self._shown_ids = tuple(ids)
        self._offer()

    def set_today(self, today: date) -> None:
        """Look from another day on, where no date is typed."""
        self._today = today
        self.day.set_today(today)

    @property
    def service_id(self) -> str:
        """The chosen service, one for all its like; empty where none is."""
        return self.service.chosen.service_id

    @property
    def offers(self) -> tuple[tuple[str, str], ...]:
        """(doctor, service) of everybody among whom is looked."""
        if self._clinic is None or not self.service_id:
            return ()
        chosen = self.doctor.chosen_row()
        wanted = chosen.id if chosen is not None else _ANY
        return tuple(
            (one.doctor_id, one.id)
            for one in self._clinic.like_services(self.service_id)
            if wanted in (_ANY, one.doctor_id) or (wanted == _SHOWN and one.doctor_id in self._shown_ids)
        )

    @property
    def wish(self) -> FirstFreeWish | None:
        """What is looked for; None where no service is chosen or the date cannot be read."""
        if not self.offers or not self.day.is_readable:
            return None
        place = self.place.chosen_row()
        checked = [button for button in self.weekdays.buttons() if button.isChecked()]
        return FirstFreeWish(
            services=self.offers,
            site_ids=frozenset((place.id,)) if place is not None and place.id else None,
            weekdays=frozenset(self.weekdays.id(one) for one in checked) or None,
            part=self.parts.part,
            first_day=max(self._today, self.day.day or self._today),
            days=DAYS,
            count=COUNT,
        )

    # Inside

    def _make_weekdays(self) -> None:
        self.weekdays.setExclusive(False)
        locale = QLocale()
        for weekday in range(1, 8):
            short = locale.standaloneDayName(weekday, QLocale.FormatType.ShortFormat)[:2]
            long = locale.standaloneDayName(weekday, QLocale.FormatType.LongFormat)
            self.weekdays.addButton(Segment(short, long, self), weekday)

    def _lay_out(self, theme: Theme) -> None:
        self.service.line.setAccessibleName(self.tr("Service"))
        self.doctor.setAccessibleName(self.tr("Doctor"))
        self.place.setAccessibleName(self.tr("Place"))
        self.day.setAccessibleName(self.tr("From"))
        self.day.setPlaceholderText(self.tr("from today"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        for field in (self.service, self.doctor, self.place):
            column.addWidget(field)
        when = WrappingRow(theme.space(1))
        when.addWidget(self.day)
        when.addWidget(self.parts)
        column.addLayout(when)
        column.addWidget(segment_row(self.weekdays, self))

    def _offer(self) -> None:
        """Offer the doctors who have the service, and the houses where there are several."""
        clinic = self._clinic
        if clinic is None:
            return
        offering = [one.doctor_id for one in clinic.like_services(self.service_id)] if self.service_id else []
        rows = [_Choice(_ANY, self.tr("Any doctor"))]
        shown = [one for one in offering if one in self._shown_ids]
        if 1 < len(shown) < len(offering):
            rows.append(_Choice(_SHOWN, self.tr("Any of the shown")))
        if len(offering) > 1:
            rows += [_Choice(one, doctor_name(clinic.doctor(one))) for one in offering]
        former = self.doctor.chosen_row()
        self.doctor.show_rows(rows, former.id if former is not None else _ANY)
        houses = clinic.houses
        places = [_Choice(_ANY, self.tr("Any place")), *(_Choice(one.id, one.name) for one in houses)]
        former = self.place.chosen_row()
        self.place.show_rows(places, former.id if former is not None else _ANY)
        self.place.setVisible(len(houses) > 1)

    @Slot(str)
    def _on_service(self, service_id: str) -> None:
        self._offer()
        self.service_chosen.emit(service_id)
        self.changed.emit()


class _ShortDate(DateField):
    """A date field that is no wider than a date."""

    def sizeHint(self) -> QSize:
        """Room for a date, or for what stands in its place."""
        hint, metrics = self.minimumSizeHint(), self.fontMetrics()
        frame = hint.width() - metrics.horizontalAdvance(self.LONGEST)
        words = metrics.horizontalAdvance(self.placeholderText() + " ")
        return hint.expandedTo(QSize(words + frame, 0))


def _id(choice: _Choice) -> str:
    return choice.id


def _name(choice: _Choice) -> str:
    return choice.name
