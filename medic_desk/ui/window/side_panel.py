"""The panel at the left: a month to go to a date, the doctors, and the service whose free starts show."""

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from medic_desk.model.clinic.clinic import Clinic
from medic_desk.ui.calendar.month import MonthView
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.formats import duration, price

_ID = Qt.ItemDataRole.UserRole


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
        self.doctors = self._list(self.tr("Doctors"))
        self.services = self._list(self.tr("Services"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(3), theme.space(3), theme.space(3), theme.space(3))
        column.setSpacing(theme.space(1))
        column.addWidget(self.month)
        column.addSpacing(theme.space(3))
        column.addWidget(self._title(self.tr("&Doctor"), self.doctors))
        column.addWidget(self.doctors)
        column.addSpacing(theme.space(3))
        column.addWidget(self._title(self.tr("Free times &for"), self.services))
        column.addWidget(self.services)
        column.addStretch(1)
        self.month.date_chosen.connect(self.date_chosen)
        self.doctors.currentItemChanged.connect(self._on_doctor_changed)
        self.services.currentItemChanged.connect(self._on_service_changed)
        theme.changed.connect(self._on_theme_changed)

    @property
    def doctor_id(self) -> str | None:
        """The doctor who is shown."""
        return _id(self.doctors.currentItem())

    @property
    def service_id(self) -> str | None:
        """The service whose free starts are shown."""
        return _id(self.services.currentItem())

    def set_clinic(self, clinic: Clinic, doctor_id: str | None = None, service_id: str | None = None) -> None:
        """List the clinic's doctors; keeps who and what is chosen unless told otherwise."""
        self._clinic = clinic
        doctor_id, service_id = doctor_id or self.doctor_id, service_id or self.service_id
        active = [doctor for doctor in clinic.doctors if doctor.is_active]
        self.doctors.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.doctors.clear()
        for doctor in active:
            item = QListWidgetItem(self._dot(doctor.calendar_color or ""), doctor.full_name)
            item.setData(_ID, doctor.id)
            item.setToolTip("\n".join(filter(None, (doctor.full_name, doctor.specialty))))
            self.doctors.addItem(item)
        _mark(self.doctors, doctor_id)
        _fit(self.doctors)
        self.doctors.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self._fill_services(service_id)
        if self.doctor_id is not None:
            self.doctor_chosen.emit(self.doctor_id)

    def choose_doctor(self, doctor_id: str) -> None:
        """Show another doctor, as if chosen in the list."""
        _mark(self.doctors, doctor_id)

    # Inside

    def _list(self, name: str) -> QListWidget:
        made = QListWidget()
        made.setAccessibleName(name)
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setTextElideMode(Qt.TextElideMode.ElideRight)
        made.setUniformItemSizes(True)
        set_role(made, "plain")
        made.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        return made

    def _title(self, text: str, buddy: QWidget) -> QLabel:
        label = QLabel(text)
        set_role(label, "secondary")
        label.setBuddy(buddy)
        return label

    def _dot(self, key: str) -> QIcon:
        ratio = self.devicePixelRatioF()
        size = QSize(14, 14)
        drawn = QPixmap(size * ratio)
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(self._theme.hue(key).edge))
        painter.drawEllipse(2, 2, 10, 10)
        painter.end()
        return QIcon(drawn)

    def _fill_services(self, service_id: str | None) -> None:
        self.services.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.services.clear()
        offered = self._clinic.services_of(self.doctor_id or "") if self._clinic else ()
        for service in offered:
            item = QListWidgetItem(service.name)
            item.setData(_ID, service.id)
            said = (
                service.name,
                duration(service.duration_minutes),
                price(service.price_cents, service.currency),
            )
            item.setToolTip("\n".join(filter(None, said)))
            self.services.addItem(item)
        _mark(self.services, service_id)
        _fit(self.services)
        self.services.blockSignals(False)  # noqa: FBT003 - Qt's own signature

    @Slot()
    def _on_doctor_changed(self) -> None:
        self._fill_services(None)
        if self.doctor_id is not None:
            self.doctor_chosen.emit(self.doctor_id)

    @Slot()
    def _on_service_changed(self) -> None:
        if self.service_id is not None:
            self.service_chosen.emit(self.service_id)

    @Slot()
    def _on_theme_changed(self) -> None:
        if self._clinic is None:
            return
        colours = {doctor.id: doctor.calendar_color or "" for doctor in self._clinic.doctors}
        for row in range(self.doctors.count()):
            item = self.doctors.item(row)
            item.setIcon(self._dot(colours.get(_id(item) or "", "")))
        _fit(self.doctors)
        _fit(self.services)


def _id(item: QListWidgetItem | None) -> str | None:
    found: str | None = item.data(_ID) if item is not None else None
    return found


def _fit(made: QListWidget) -> None:
    """Let a list be as high as its rows, and scroll where the window has no room for them."""
    rows = max(1, made.count())
    row = max(1, made.sizeHintForRow(0))
    made.setMaximumHeight(rows * row + 8)
    made.setMinimumHeight(min(rows, 3) * row + 8)
    made.updateGeometry()


def _mark(where: QListWidget, wanted: str | None) -> None:
    rows = [row for row in range(where.count()) if _id(where.item(row)) == wanted]
    where.setCurrentRow(rows[0] if rows else 0)
