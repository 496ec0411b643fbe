"""The panel at the left: the month, which doctors are shown, the first free time of a service."""

from collections.abc import Iterable, Mapping
from datetime import date

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from medic_desk.model.clinic.clinic import Clinic
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.side.doctor_list import DoctorList
from medic_desk.ui.side.doctors_section import DoctorsSection
from medic_desk.ui.side.first_free_section import FirstFreeSection
from medic_desk.ui.side.month import MonthView
from medic_desk.ui.side.month_loads import MonthLoads
from medic_desk.ui.theme import Theme

ROOMY = QSize(1560, 900)
"""A window of this size shows all of the panel; in a smaller one First free is a button.

A screen of 1600 pixels, less what a window's frame and a dock of the desktop take of it.
"""

_GROWS = 1000
"""How much more of the room that is left over the list of doctors takes than the gap at the bottom."""

_FIRST_SHOWN = 8
"""How many doctors are shown to a person who has not chosen yet."""


class SidePanel(QScrollArea):
    """What a person wants to see, told by signals; the window keeps the calendar to it.

    ``doctors_chosen``: ids in the order of the list, never empty. ``service_chosen``: one service that stands
    for its like with every doctor, empty for none. ``first_free_taken``: the doctor, the service, the start.
    """

    doctors_chosen = Signal(object)
    service_chosen = Signal(str)
    date_chosen = Signal(object)
    first_free_taken = Signal(str, str, int)

    def __init__(self, desk: Desk, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._clinic: Clinic | None = None
        self._content = QWidget()
        self.month = MonthView(theme, today)
        self.loads = MonthLoads(desk, self.month)
        self.doctors_section = DoctorsSection(theme, self._content)
        self.first_free = FirstFreeSection(desk, theme, today)
        self._lay_out(theme)
        self.month.date_chosen.connect(self.date_chosen)
        self.doctors_section.doctors_chosen.connect(self._on_doctors)
        self.first_free.service_chosen.connect(self.service_chosen)
        self.first_free.taken.connect(self.first_free_taken)
        self.first_free.opened.connect(self._on_opened)

    def _lay_out(self, theme: Theme) -> None:
        # Before anything is in it: Qt styles all that is in a widget again when it gets a parent.
        self.setWidget(self._content)
        self._column = QVBoxLayout(self._content)
        margin = apart = theme.space(2)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(theme.space(1))
        self._column.addWidget(self.month)
        self._column.addSpacing(apart)
        for part in self.doctors_section.parts:
            self._column.addWidget(part, _GROWS if part is self.doctors else 0)
        self._column.addSpacing(apart)
        self._column.addWidget(self.first_free)
        # What is left over stands at the bottom, once the list of doctors has room for all its rows.
        self._column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    # What is chosen

    @property
    def doctors(self) -> DoctorList:
        """The list of doctors, to give it the focus."""
        return self.doctors_section.list

    @property
    def doctor_ids(self) -> tuple[str, ...]:
        """The doctors that are shown, in the order of the list."""
        return self.doctors_section.choice.chosen

    @property
    def doctor_id(self) -> str | None:
        """The one of them under the list's cursor, else the first; None where the clinic has no doctor."""
        under_cursor = self.doctors.choice.doctor_at(self.doctors.currentIndex())
        if under_cursor is not None and under_cursor.id in self.doctor_ids:
            return under_cursor.id
        return next(iter(self.doctor_ids), None)

    @property
    def chosen_service_id(self) -> str:
        """The chosen service, one for all its like (``Clinic.like_service``); empty where none is."""
        return self.first_free.form.service_id

    @property
    def service_id(self) -> str | None:
        """That doctor's own service like the chosen one; None where there is none."""
        return self.service_of(self.doctor_id or "")

    def service_of(self, doctor_id: str) -> str | None:
        """A doctor's own service like the chosen one; None where none is chosen or this doctor has none."""
        if self._clinic is None or not self.chosen_service_id:
            return None
        like = self._clinic.like_service(self.chosen_service_id, doctor_id)
        return like.id if like is not None else None

    def set_clinic(
        self, clinic: Clinic, doctor_ids: Iterable[str] = (), service_id: str | None = None
    ) -> None:
        """List the clinic's doctors and services; keeps who and what is chosen unless told otherwise."""
        self._clinic = clinic
        person = self._desk.person
        own_id = person.doctor_id if person is not None else None
        kept = self.doctor_ids
        self.doctors_section.set_clinic(clinic, own_id)
        wanted = [one for one in doctor_ids if one in {doctor.id for doctor in clinic.listed_doctors}]
        if not wanted and not kept:
            active = [doctor.id for doctor in clinic.doctors if doctor.is_active]
            wanted = [own_id] if own_id is not None and own_id in active else active[:_FIRST_SHOWN]
        self.first_free.set_clinic(clinic, self.chosen_service_id if service_id is None else service_id)
        if not self.doctors_section.choice.choose(wanted):
            self._on_doctors()

    def choose_doctors(self, doctor_ids: Iterable[str]) -> None:
        """Show other doctors, as if chosen in the list; those that are not listed are left out."""
        self.doctors_section.choice.choose(doctor_ids)

    def choose_doctor(self, doctor_id: str) -> None:
        """Show one doctor alone, as if chosen in the list."""
        self.choose_doctors((doctor_id,))

    def choose_service(self, service_id: str) -> None:
        """Look for another service, as if chosen here; none where the id is empty or nobody offers it."""
        if self.first_free.choose_service(service_id):
            self.service_chosen.emit(self.chosen_service_id)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many starts of the chosen service each doctor has free on the days that are shown."""
        self.doctors_section.choice.set_counts(counts)

    def set_today(self, today: date) -> None:
        """Another day is today."""
        self.month.set_today(today)
        self.first_free.set_today(today)

    @Slot()
    def ask_first_free(self) -> None:
        """Bring First free into view and give it the focus."""
        self.first_free.begin()
        self._on_opened()

    # Size

    def sizeHint(self) -> QSize:
        """As wide as its parts must be, with a scroll bar beside them."""
        return self.minimumSizeHint().expandedTo(QSize(0, super().sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        """As wide as its parts must be: less would have to be scrolled sideways."""
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self._content.minimumSizeHint().width() + bar, super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Follow the size of the window, and ask for another width when a part does."""
        if is_taken_apart(self):
            return super().event(event)
        if event.type() is QEvent.Type.ParentChange or event.type() is QEvent.Type.Show:
            self.window().installEventFilter(self)
            self._fold()
        is_taken = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
            focused = QApplication.focusWidget()
            if focused is not None and self.first_free.isAncestorOf(focused):
                # It has just been opened, or its answers have come.
                self.ensureWidgetVisible(self.first_free, 0, 0)
        return is_taken

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Fold First free to a button where the window is small."""
        if is_taken_apart(self):
            return False
        if event.type() is QEvent.Type.Resize and watched is self.window():
            self._fold()
        return super().eventFilter(watched, event)

    # Inside

    def _fold(self) -> None:
        size = self.window().size()
        self.first_free.fold(is_folded=size.width() < ROOMY.width() or size.height() < ROOMY.height())

    @Slot()
    def _on_doctors(self) -> None:
        self.loads.set_doctors(self.doctor_ids)
        self.first_free.set_shown_doctors(self.doctor_ids)
        if self.doctor_ids:
            self.doctors_chosen.emit(self.doctor_ids)

    @Slot()
    def _on_opened(self) -> None:
        self._column.activate()
        self.ensureWidgetVisible(self.first_free, 0, 0)
