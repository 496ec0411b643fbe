"""The card: who it is, the fields at the left, all appointments and likely duplicates at the right."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from medic_desk.engine.facts import Minute
from medic_desk.model.patients.card import CardAppointment, PatientCard
from medic_desk.model.patients.search import PatientEntry
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.side_panel import SidePanel
from medic_desk.ui.controls.wrapping_row import WrappingRow
from medic_desk.ui.patients.appointment_list import CardAppointments
from medic_desk.ui.patients.card_head import CardHead
from medic_desk.ui.patients.fields_form import PatientFieldsForm
from medic_desk.ui.patients.same_person_list import SamePersonList
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role

_FORM, _APPOINTMENTS = 64, 100
"""How the width is shared at first, in letters."""


class CardPane(QWidget):
    """``book_asked`` and ``show_asked`` tell a CardAppointment; None books with nothing but the patient."""

    book_asked = Signal(object)
    show_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._may_book = False
        self.head = CardHead(theme)
        self.form = PatientFieldsForm(theme)
        self.appointments = CardAppointments(theme)
        self.same_person = SamePersonList(theme)
        self.book_button = QPushButton(self.tr("&Book again…"))
        self.show_button = QPushButton(self.tr("Show in the &calendar"))
        self._nothing = QLabel(self.tr("Nothing was ever booked for this patient."))
        self._said = QLabel()
        self._lay_out()
        self.appointments.row_opened.connect(self._on_opened)
        self.appointments.row_chosen.connect(self._on_chosen)
        self.book_button.clicked.connect(self.book_again)
        self.show_button.clicked.connect(self._on_show)

    def _lay_out(self) -> None:
        theme = self._theme
        for label in (self._nothing, self._said):
            set_role(label, "secondary")
            label.setWordWrap(True)
        show_plain(self._said)
        self.book_button.setToolTip("Ctrl+N")
        set_role(self.show_button, "quiet")
        buttons = QWidget()
        row = WrappingRow(theme.space(2))
        buttons.setLayout(row)
        for button in (self.book_button, self.show_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(theme.space(3), 0, 0, 0)
        beside.setSpacing(theme.space(2))
        beside.addWidget(self.appointments, 1)
        beside.addWidget(self._nothing)
        beside.addWidget(self._said)
        beside.addWidget(buttons)
        beside.addWidget(self.same_person)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(SidePanel(self.form))
        self.splitter.addWidget(right)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(1, 1)
        character = self.fontMetrics().averageCharWidth()
        self.splitter.setSizes([character * _FORM, character * _APPOINTMENTS])
        middle = QHBoxLayout()
        middle.addWidget(self.splitter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(3))
        column.addWidget(self.head)
        column.addLayout(middle, 1)

    # What is shown

    def show_card(
        self, card: PatientCard, now: Minute, today: date, *, may_book: bool, may_merge: bool
    ) -> None:
        """Show all but the fields, which may hold what was typed: ``form`` is told of those."""
        self._may_book = may_book
        self.same_person.let_merge(may_merge=may_merge)
        self.head.show_card(card, now, today)
        self.appointments.show_appointments(card.appointments, now)
        self.appointments.setVisible(bool(card.appointments))
        self._nothing.setVisible(not card.appointments)
        unreadable = (
            self.tr("%n appointment(s) cannot be read.", n=card.unreadable) if card.unreadable else ""
        )
        self._said.setText(unreadable)
        self._said.setVisible(bool(unreadable))
        self._show_buttons()

    @Slot()
    def take_focus(self) -> None:
        """Let the appointments have focus, or the button that books where there are none."""
        (self.appointments if self.appointments.rows else self.book_button).setFocus()

    @Slot(object)
    def show_same_person(self, entries: Sequence[PatientEntry]) -> None:
        """Show who may be the same person."""
        self.same_person.show_entries(entries)

    def _show_buttons(self) -> None:
        chosen = self.appointments.appointment
        self.book_button.setText(self.tr("&Book again…") if chosen is not None else self.tr("&Book…"))
        self.book_button.setEnabled(self._may_book)
        self.show_button.setEnabled(chosen is not None)

    # What a person does

    @Slot()
    def book_again(self) -> None:
        """Book what the chosen appointment was once more, or with nothing but the patient."""
        if self._may_book:
            self.book_asked.emit(self.appointments.appointment)

    @Slot()
    def _on_show(self) -> None:
        chosen: CardAppointment | None = self.appointments.appointment
        if chosen is not None:
            self.show_asked.emit(chosen)

    @Slot(str)
    def _on_opened(self, _appointment_id: str) -> None:
        self._on_show()

    @Slot(str)
    def _on_chosen(self, _appointment_id: str) -> None:
        self._show_buttons()
