"""The panel beside the worklist: whom to call, at which number, what to offer, and what became of it."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medic_desk.model.worklist.items import RebookingItem
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.text_fields import TextBox
from medic_desk.ui.controls.warning_band import WarningBand
from medic_desk.ui.theme import Text, Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.formats import moment, phone, price, written_date
from medic_desk.ui.words.worklist import age_words, offer_words, service_words
from medic_desk.ui.worklist.calling import Calling
from medic_desk.ui.worklist.offers import Offers
from medic_desk.ui.worklist.row_list import Cells
from medic_desk.ui.worklist.rows import WorklistRow

_NOTE_LINES = 3
_CHARACTERS = 44
"""Across."""


class CallPanel(QWidget):
    """Asks by signal; what may be asked follows from the row and from whom this desk calls."""

    act_asked = Signal(str)
    """``next`` (what Enter does), ``not_reached``, ``cancelled``, ``kept``, ``let_go`` or ``elsewhere``."""

    def __init__(self, theme: Theme, calling: Calling, cells: Cells) -> None:
        super().__init__()
        self._theme = theme
        self._calling = calling
        self._cells = cells
        self._row: WorklistRow | None = None
        self._item_id = ""
        self.desk_warning = WarningBand(theme, self.tr("Warning for the desk"))
        self.offers = Offers(theme)
        self.note = TextBox()
        self.next_button = QPushButton()
        self.not_reached_button = QPushButton(self.tr("No answer  N"))
        self.cancelled_button = QPushButton(self.tr("Cancels  Del"))
        self.kept_button = QPushButton(self.tr("Stays there  K"))
        self.let_go_button = QPushButton(self.tr("Leave it  Esc"))
        self.elsewhere_button = QPushButton(self.tr("Another time in the calendar…  C"))
        self._outcomes = {
            "not_reached": self.not_reached_button,
            "cancelled": self.cancelled_button,
            "kept": self.kept_button,
            "let_go": self.let_go_button,
        }
        self._labels()
        self._lay_out()
        self._connect()
        self.show_row(None, 0, 0)

    def _labels(self) -> None:
        self._state, self._name, self._particulars = QLabel(), QLabel(), QLabel()
        self._phone, self._other_phone, self._was = QLabel(), QLabel(), QLabel()
        self._offer_title, self._held, self._note_title = QLabel(), QLabel(), QLabel()
        for label in (
            self._state, self._name, self._particulars, self._phone, self._other_phone, self._was,
            self._offer_title, self._held, self._note_title,
        ):  # fmt: skip
            label.setWordWrap(True)
            show_plain(label)
        for quiet in (self._state, self._particulars, self._other_phone, self._offer_title, self._note_title):
            set_role(quiet, "secondary")
        set_role(self._name, "heading")
        set_role(self._held, "warning")
        self._phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._note_title.setText(self.tr("Note for the call"))
        self._offer_title.setText(self.tr("Offer"))
        self._restyle()

    def _lay_out(self) -> None:
        theme = self._theme
        was = QFrame()
        set_role(was, "quote")
        inner = QVBoxLayout(was)
        inner.setContentsMargins(*(theme.space(2),) * 4)
        inner.addWidget(self._was)
        set_role(self.next_button, "primary")
        set_role(self.elsewhere_button, "link")
        self.note.setFixedHeight(self.note.fontMetrics().lineSpacing() * _NOTE_LINES + theme.space(5))
        self.note.setTabChangesFocus(True)
        self.note.setAccessibleName(self.tr("Note for the call"))
        outcomes = QGridLayout()
        outcomes.setSpacing(theme.space(2))
        for number, button in enumerate(self._outcomes.values()):
            outcomes.addWidget(button, number // 2, number % 2)
        # As wide as its longest buttons from the first on: what they stand for comes once a row is chosen.
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _CHARACTERS)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(3),) * 4)
        column.setSpacing(theme.space(1))
        for part in (self._state, self._name, self._particulars, self._phone, self._other_phone):
            column.addWidget(part)
        column.addWidget(self.desk_warning)
        column.addSpacing(theme.space(1))
        column.addWidget(was)
        column.addSpacing(theme.space(2))
        for widget in (self._offer_title, self._held, self.offers, self.elsewhere_button):
            column.addWidget(widget)
        column.addSpacing(theme.space(2))
        column.addWidget(self.next_button)
        column.addLayout(outcomes)
        column.addSpacing(theme.space(2))
        column.addWidget(self._note_title)
        column.addWidget(self.note)
        column.addStretch(1)
        self._was_box = was

    def _connect(self) -> None:
        for button in (self.next_button, self.elsewhere_button, *self._outcomes.values()):
            button.setAutoDefault(False)
            button.clicked.connect(self._on_clicked)
        self._theme.changed.connect(self._restyle)

    # What it shows

    @property
    def typed(self) -> str:
        """The note as it is typed."""
        return self.note.toPlainText()

    def show_row(self, row: WorklistRow | None, place: int, to_do: int) -> None:
        """Tell of a row, the ``place``-th of ``to_do`` that are open; None and a heading leave it empty."""
        item = row.item if row is not None else None
        self._row = row
        if item is None:
            self._show_nobody()
            return
        if item.id != self._item_id:
            self._item_id = item.id
            self.note.setPlainText(item.note or "")
        is_calling = self._calling.is_calling(item)
        self._state.setText(self._state_text(item, place, to_do))
        self._show_patient(item)
        self._show_was(item)
        self._show_offers(row, item)
        self._show_held(self._calling.held_until if is_calling else None)
        self.next_button.setText(self.next_text())
        self.next_button.setVisible(bool(self.next_text()))
        for name, button in self._outcomes.items():
            button.setVisible(item.is_open)
            button.setEnabled(is_calling)
            if name == "let_go":
                button.setVisible(is_calling)
        self.elsewhere_button.setVisible(item.is_open)
        for part in (self.note, self._note_title):
            part.setVisible(item.is_open)
        self.note.setEnabled(is_calling)

    def next_text(self) -> str:
        """What Enter does with the row; empty for nothing."""
        row = self._row
        if row is None or row.item is None:
            return ""
        if self._calling.is_calling(row.item) and self._calling.offer is not None:
            when = offer_words(self._calling.offer, self._cells.now())
            return self.tr("Moved to {moment}").format(moment=when)
        if row.item.is_open and not self._calling.is_calling(row.item):
            return self.tr("Call")
        return self._cells.action(row)

    def _show_nobody(self) -> None:
        self._item_id = ""
        for label in (self._state, self._name, self._particulars, self._phone, self._other_phone, self._was):
            label.setText("")
        self._name.setText(self.tr("Choose a row"))
        self.desk_warning.say("")
        self.offers.show_offers((), (), None)
        for part in (
            self._was_box, self._offer_title, self._held, self.elsewhere_button, self.next_button,
            self.note, self._note_title, *self._outcomes.values(),
        ):  # fmt: skip
            part.hide()

    def _state_text(self, item: RebookingItem, place: int, to_do: int) -> str:
        if not item.is_open:
            return self._cells.state(WorklistRow(item.id, item))
        text = (
            self.tr("Calling now, {place} of {count} to do")
            if self._calling.is_calling(item)
            else self.tr("{place} of {count} to do")
        )
        return text.format(place=place, count=to_do)

    def _show_patient(self, item: RebookingItem) -> None:
        self._name.setText(item.patient_name or self.tr("No patient"))
        self.desk_warning.say(item.desk_warning)
        file = self.tr("file {number}").format(number=item.patient_file_number or "")
        born = written_date(item.patient_birth_date) if item.patient_birth_date is not None else ""
        told = (born, age_words(item, self._cells.now()), file if item.patient_file_number else "")
        self._particulars.setText(" · ".join(filter(None, told)))
        self._phone.setText(phone(item.patient_phone) or self.tr("No phone is known"))
        other = phone(item.patient_other_phone)
        self._other_phone.setText(self.tr("second number {phone}").format(phone=other) if other else "")
        for label in (self._particulars, self._other_phone):
            label.setVisible(bool(label.text()))

    def _show_was(self, item: RebookingItem) -> None:
        zone = self._cells.zone(item.was_doctor_id)
        lines = (
            moment(item.was_starts_at, zone),
            " · ".join(filter(None, (service_words(item), price(item.price_cents, item.currency)))),
            self._cells.at_whom(item.was_doctor_id, item.doctor_location_id),
        )
        self._was.setText(self.tr("Was") + " " + "\n".join(filter(None, lines)))
        self._was_box.show()

    def _show_offers(self, row: WorklistRow | None, item: RebookingItem) -> None:
        fits = row.fits or () if row is not None and item.is_open else ()
        now = self._cells.now()
        words = [
            (offer_words(one, now), self._cells.at_whom(one.doctor_id, one.slot.doctor_location_id))
            for one in fits
        ]
        is_calling = self._calling.is_calling(item)
        offered = self._calling.offer if is_calling else None
        self.offers.show_offers(fits, words, offered)
        self.offers.setEnabled(is_calling)
        self._offer_title.setVisible(bool(fits))

    def _show_held(self, until: datetime | None) -> None:
        self._held.setText(self.tr("Held while you call: other desks see it") if until is not None else "")
        self._held.setVisible(until is not None)

    # Inside

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is self.next_button:
            self.act_asked.emit("next")
        elif sender is self.elsewhere_button:
            self.act_asked.emit("elsewhere")
        for name, button in self._outcomes.items():
            if sender is button:
                self.act_asked.emit(name)

    @Slot()
    def _restyle(self) -> None:
        self._phone.setFont(self._theme.font(Text.CALL, strong=True, tabular=True))
        self._was.setFont(self._theme.font(Text.SECONDARY))
