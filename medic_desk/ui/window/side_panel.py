"""The panel at the left: a month to go to a date, the doctors, and the service whose free starts show."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal, Slot
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
_FEWEST_ROWS = 3
"""A list that has more scrolls before it is lower than this."""


class SidePanel(QWidget):
    """``date_chosen``, ``doctor_chosen``, ``service_chosen``: what a person wants to see."""

    date_chosen = Signal(object)
    doctor_chosen = Signal(str)
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
        self.doctors.row_chosen.connect(self._on_doctor_chosen)
        self.services.row_chosen.connect(self.service_chosen)
        theme.changed.connect(self._on_theme_changed)

    @property
    def doctor_id(self) -> str | None:
        """The doctor who is shown."""
        doctor = self.doctors.current_row()
        return doctor.id if doctor is not None else None

    @property
    def service_id(self) -> str | None:
        """The service whose free starts are shown."""
        service = self.services.current_row()
        return service.id if service is not None else None

    def set_clinic(self, clinic: Clinic, doctor_id: str | None = None, service_id: str | None = None) -> None:
        """List the clinic's doctors; keeps who and what is chosen unless told otherwise."""
        self._clinic = clinic
        doctor_id, service_id = doctor_id or self.doctor_id, service_id or self.service_id
        listed = clinic.listed_doctors
        self.doctors.show_rows(listed, _listed(doctor_id, [doctor.id for doctor in listed]))
        _fit(self.doctors)
        self._list_services(service_id)
        if self.doctor_id is not None:
            self.doctor_chosen.emit(self.doctor_id)

    def choose_doctor(self, doctor_id: str) -> None:
        """Show another doctor, as if chosen in the list; the first where that one is not listed."""
        wanted = _listed(doctor_id, [doctor.id for doctor in self.doctors.rows])
        if wanted != (self.doctor_id or ""):
            self.doctors.choose(wanted)
            self._on_doctor_chosen(wanted)

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

    @Slot(str)
    def _on_doctor_chosen(self, doctor_id: str) -> None:
        self._list_services(None)
        self.doctor_chosen.emit(doctor_id)

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
