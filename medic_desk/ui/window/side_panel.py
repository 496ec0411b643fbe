"""The panel at the left: a month to go to a date, the doctors, and the service whose free starts show."""

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QLabel, QVBoxLayout, QWidget

from medic_desk.model.clinic.clinic import Clinic, Doctor, ServiceEntry
from medic_desk.ui.calendar.month import MonthView
from medic_desk.ui.controls.list_model import Column
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.formats import duration, price
from medic_desk.ui.words.names import doctor_name

_NARROWEST = 26
"""Characters across, where the month needs no more."""
_FIRST_SHOWN = 8
"""How many doctors are shown to a person who has not chosen yet."""
_FEWEST_ROWS = 3
"""A list that has more scrolls before it is lower than this."""


class SidePanel(QWidget):
    """``date_chosen``, ``doctors_chosen`` (ids), ``service_chosen``: what a person wants to see."""

    date_chosen = Signal(object)
    doctors_chosen = Signal(object)
    service_chosen = Signal(str)

    def __init__(self, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._clinic: Clinic | None = None
        self.month = MonthView(theme, today)
        doctor = Column(title="", text=doctor_name, tip=_doctor_tip, icon=self._dot, stretches=True)
        service = Column(title="", text=_service_name, tip=_service_tip, stretches=True)
        self.doctors = RowList((doctor,), _doctor_id)
        self.services = RowList((service,), _service_id)
        self.doctors.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        _dress(self.doctors, self.tr("Doctors"))
        _dress(self.services, self.tr("Services"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(3), theme.space(3), theme.space(3), theme.space(3))
        column.setSpacing(theme.space(1))
        column.addWidget(self.month)
        column.addSpacing(theme.space(3))
        column.addWidget(_title(self.tr("&Doctor"), self.doctors))
        column.addWidget(self.doctors)
        column.addSpacing(theme.space(3))
        column.addWidget(_title(self.tr("Free times &for"), self.services))
        column.addWidget(self.services)
        column.addStretch(1)
        self.month.date_chosen.connect(self.date_chosen)
        self.doctors.selectionModel().selectionChanged.connect(self._on_selection)
        self.services.row_chosen.connect(self.service_chosen)
        theme.changed.connect(self._on_theme_changed)

    @property
    def doctor_ids(self) -> tuple[str, ...]:
        """The doctors who are shown, in the order of the list."""
        rows = sorted(index.row() for index in self.doctors.selectionModel().selectedRows())
        return tuple(self.doctors.rows[row].id for row in rows)

    @property
    def doctor_id(self) -> str | None:
        """The doctor whose services are listed: the current one, if shown, else the first shown."""
        shown, current = self.doctor_ids, self.doctors.current_row()
        if current is not None and current.id in shown:
            return current.id
        return shown[0] if shown else None

    @property
    def service_id(self) -> str | None:
        """The service whose free starts are shown."""
        service = self.services.current_row()
        return service.id if service is not None else None

    def set_clinic(
        self, clinic: Clinic, doctor_ids: Iterable[str] = (), service_id: str | None = None
    ) -> None:
        """List the clinic's doctors; keeps who and what is chosen unless told otherwise."""
        self._clinic = clinic
        kept, service_id = tuple(doctor_ids) or self.doctor_ids, service_id or self.service_id
        listed = clinic.listed_doctors
        ids = {doctor.id for doctor in listed}
        wanted = [one for one in kept if one in ids] or [one.id for one in listed[:_FIRST_SHOWN]]
        with QSignalBlocker(self.doctors.selectionModel()):
            self.doctors.show_rows(listed, _listed(wanted[0] if wanted else None, [one.id for one in listed]))
        _fit(self.doctors)
        self._select(wanted)
        self._list_services(service_id)
        self._tell()

    def choose_doctors(self, doctor_ids: Iterable[str]) -> None:
        """Show other doctors, as if chosen in the list; those that are not listed are left out."""
        wanted = [one.id for one in self.doctors.rows if one.id in set(doctor_ids)]
        if wanted and tuple(wanted) != self.doctor_ids:
            is_other = self.doctor_id not in wanted
            if is_other:
                with QSignalBlocker(self.doctors.selectionModel()):
                    self.doctors.choose(wanted[0])
            self._select(wanted)
            if is_other:
                self._list_services(None)
            self._tell()

    def choose_doctor(self, doctor_id: str) -> None:
        """Show one doctor alone, as if chosen in the list; the first where that one is not listed."""
        self.choose_doctors((_listed(doctor_id, [doctor.id for doctor in self.doctors.rows]),))

    def choose_service(self, service_id: str) -> None:
        """Show another service's free starts, as if chosen in the list; the first where it is not listed."""
        wanted = _listed(service_id, [service.id for service in self.services.rows])
        if wanted != (self.service_id or ""):
            self.services.choose(wanted)
            self.service_chosen.emit(wanted)

    def minimumSizeHint(self) -> QSize:
        """Room for the month; names that are longer end in an ellipsis."""
        narrowest = self.fontMetrics().averageCharWidth() * _NARROWEST
        return super().minimumSizeHint().expandedTo(QSize(narrowest, 0))

    # Inside

    def _dot(self, doctor: Doctor) -> QIcon:
        """The doctor's colour, as the calendar paints it."""
        ratio = self.devicePixelRatioF()
        drawn = QPixmap(QSize(14, 14) * ratio)
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(self._theme.hue(doctor.calendar_color or "").edge))
        painter.drawEllipse(2, 2, 10, 10)
        painter.end()
        return QIcon(drawn)

    def _list_services(self, service_id: str | None) -> None:
        offered = self._clinic.services_of(self.doctor_id or "") if self._clinic else ()
        self.services.show_rows(offered, _listed(service_id, [service.id for service in offered]))
        _fit(self.services)

    def _select(self, doctor_ids: Iterable[str]) -> None:
        """Select these rows, silently."""
        selection = self.doctors.selectionModel()
        flags = QItemSelectionModel.SelectionFlag
        with QSignalBlocker(selection):
            selection.clearSelection()
            for doctor_id in doctor_ids:
                index = self.doctors.rows_model.index_of(doctor_id)
                selection.select(index, flags.Select | flags.Rows)
        self.doctors.viewport().update()

    def _tell(self) -> None:
        if self.doctor_ids:
            self.doctors_chosen.emit(self.doctor_ids)

    @Slot()
    def _on_selection(self) -> None:
        if not any(one.doctor_id == self.doctor_id for one in self.services.rows):
            self._list_services(None)
        self._tell()

    @Slot()
    def _on_theme_changed(self) -> None:
        for shown in (self.doctors, self.services):
            _fit(shown)
            shown.viewport().update()


def _dress(shown: RowList[Doctor] | RowList[ServiceEntry], name: str) -> None:
    """A list without title and box, on the ground of the panel."""
    shown.setAccessibleName(name)
    shown.setHeaderHidden(True)
    shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    shown.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustToContents)
    shown.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    set_role(shown, "plain")


def _title(text: str, buddy: QWidget) -> QLabel:
    label = QLabel(text)
    set_role(label, "secondary")
    label.setBuddy(buddy)
    return label


def _fit(shown: RowList[Doctor] | RowList[ServiceEntry]) -> None:
    """Let a list be as high as its rows, and scroll where the window has no room for them."""
    shown.ensurePolished()
    rows = max(1, len(shown.rows))
    row, edge = max(1, shown.sizeHintForRow(0)), 2 * shown.frameWidth()
    shown.setMaximumHeight(rows * row + edge)
    shown.setMinimumHeight(min(rows, _FEWEST_ROWS) * row + edge)
    shown.updateGeometry()


def _listed(wanted: str | None, ids: Sequence[str]) -> str:
    """The id that is to be current: the wanted one, else the first; empty where there is none."""
    if wanted is not None and wanted in ids:
        return wanted
    return ids[0] if ids else ""


def _doctor_id(doctor: Doctor) -> str:
    return doctor.id


def _doctor_tip(doctor: Doctor) -> str:
    return "\n".join(filter(None, (doctor_name(doctor), doctor.specialty)))


def _service_id(service: ServiceEntry) -> str:
    return service.id


def _service_name(service: ServiceEntry) -> str:
    return service.name


def _service_tip(service: ServiceEntry) -> str:
    cost = price(service.price_cents, service.currency)
    return "\n".join(filter(None, (service.name, duration(service.duration_minutes), cost)))
