"""The popover beside a grey minute: why nothing can be booked there, and the nearest starts as buttons.

Enter takes the first start, the digits the others, Escape closes it. Focus stays inside while it is open and
goes back to where it was; a click anywhere else closes it too. It never covers the minute it speaks of.
"""

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.engine.facts import Minute, ScheduleException
from medic_desk.model.appointments.offered_starts import OfferedStart
from medic_desk.model.appointments.start_ranking import MOST_STARTS
from medic_desk.model.clinic.permissions import Permission
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.popover import Popover
from medic_desk.ui.controls.service_combo import ServiceCombo
from medic_desk.ui.controls.wrapping_row import WrappingRow
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.why_not.answer import Answer, answer_of
from medic_desk.ui.why_not.inquiry import Inquiry
from medic_desk.ui.why_not.start_button import StartButton
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.formats import day_or_today, time_at
from medic_desk.ui.words.names import doctor_name

_CHARACTERS = 52
"""How wide it is, in figures of its own type."""
_DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WhyNotPopover(Popover):
    """``ask`` shows it for a doctor's minute. It asks by signals and never books."""

    start_taken = Signal(str, int, str)
    """Doctor, start (UTC minute) and service of a start that is to be booked."""
    overbook_asked = Signal(str, int, str)
    """Doctor, minute and service that are to be booked on top of what stands there."""
    opening_asked = Signal(str, int, str)
    """Doctor and minute whose time is to be opened, and the entry that blocks it, empty where none does."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, _CHARACTERS)
        self._desk = desk
        self._starts: tuple[OfferedStart, ...] = ()
        self._shows_others = False
        self._answer: Answer | None = None
        self.is_looking = False
        """Whether the starts are still being read."""
        self.inquiry = Inquiry(desk, self)
        self.title, self.sentences, self.who = QLabel(), QLabel(), QLabel()
        self.close_button = QPushButton(self.tr("Esc"))
        self.service = ServiceCombo()
        self._starts_title, self._no_starts = QLabel(), QLabel()
        keys = (self.tr("Enter"), *map(str, range(2, MOST_STARTS + 1)))
        self.starts = [StartButton(theme, key) for key in keys]
        self.others_button = QPushButton()
        self.overbook_button = QPushButton(self.tr("Overbook…"))
        self.open_button = QPushButton(self.tr("Open this hour…"))
        self._lay_out()
        self.stops = (
            self.service,
            *self.starts,
            self.others_button,
            self.overbook_button,
            self.open_button,
            self.close_button,
        )
        self._connect()

    def _lay_out(self) -> None:
        theme = self._theme
        self.setAccessibleName(self.tr("Why not"))
        set_role(self.who, "secondary")
        set_role(self._starts_title, "secondary")
        set_role(self._no_starts, "secondary")
        self._starts_title.setText(self.tr("Nearest starts for"))
        self._starts_title.setBuddy(self.service)
        self.service.setAccessibleName(self.tr("Service"))
        show_plain(self.title, self.sentences, self.who, self._no_starts)
        for label in (self.title, self.sentences, self.who, self._no_starts):
            label.setWordWrap(True)
        self.close_button.setAccessibleName(self.tr("Close"))
        for button in (self.close_button, self.others_button, self.overbook_button, self.open_button):
            set_role(button, "quiet")
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        asked = QHBoxLayout()
        asked.setSpacing(theme.space(2))
        asked.addWidget(self._starts_title)
        asked.addWidget(self.service, 1)
        foot = WrappingRow(theme.space(2))
        for button in (self.others_button, self.overbook_button, self.open_button):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(4), theme.space(3), theme.space(4), theme.space(3))
        column.setSpacing(theme.space(2))
        column.addLayout(head)
        column.addWidget(self.sentences)
        column.addWidget(self.who)
        column.addLayout(asked)
        for start in self.starts:
            column.addWidget(start)
        column.addWidget(self._no_starts)
        column.addLayout(foot)
        set_role(self.starts[0], "primary")
        self.restyle()

    def _connect(self) -> None:
        self.inquiry.explained.connect(self._on_explained)
        self.inquiry.starts_read.connect(self._on_starts_read)
        self.inquiry.failed.connect(self._on_failed)
        self.service.row_chosen.connect(self._on_service_chosen)
        self.close_button.clicked.connect(self.dismiss)
        self.others_button.clicked.connect(self._on_others)
        self.overbook_button.clicked.connect(self._on_overbook)
        self.open_button.clicked.connect(self._on_open)
        for start in self.starts:
            start.clicked.connect(self._on_start)
        self._theme.changed.connect(self.restyle)
        self.closed.connect(self.inquiry.end)

    # Asking

    def ask(self, doctor_id: str, minute: Minute, near: QRect, service_id: str | None = None) -> None:
        """Say why nothing can start at a doctor's minute; ``near`` is where it is, in global coordinates.

        It is explained for ``service_id``; where that is None or a colleague's, for what is like it, or for
        what the doctor usually does.
        """
        self._shows_others = False
        like = self.inquiry.clinic.like_service(service_id, doctor_id) if service_id is not None else None
        self._forget()
        self.inquiry.begin(doctor_id, minute, like.id if like is not None else service_id)
        self._show_services()
        self.stand_beside(near)

    @property
    def minute(self) -> Minute | None:
        """The minute that is explained; None while it is closed."""
        return self.inquiry.minute if self.isVisible() else None

    @property
    def offered(self) -> tuple[OfferedStart, ...]:
        """The starts that are offered at present, the first for Enter."""
        return self._starts

    # What is known

    def _forget(self) -> None:
        """Show nothing of what was asked before."""
        self._answer = None
        self.title.clear()
        self.sentences.clear()
        self._look()

    def _look(self) -> None:
        """Show that starts are being looked for."""
        self._starts, self.is_looking = (), True
        self._show_starts(self.tr("Looking for free starts…"))

    def _show_services(self) -> None:
        chosen = self.inquiry.service
        clinic = self.inquiry.clinic
        services = list(clinic.services_of(self.inquiry.doctor_id))
        if chosen is not None and chosen not in services:
            services.append(chosen)
        self.service.show_rows(services, chosen.id if chosen is not None else None)
        self.service.setEnabled(len(services) > 1)

    @Slot()
    def _on_explained(self) -> None:
        inquiry = self.inquiry
        self._answer = answer = answer_of(inquiry, self._desk)
        self.title.setText(answer.title)
        self.sentences.setText("\n".join(answer.sentences))
        self.who.setText(answer.who)
        self._show_acts()
        self.stand()

    @Slot(object)
    def _on_starts_read(self, starts: tuple[OfferedStart, ...]) -> None:
        self._starts, self.is_looking = starts, False
        self._show_starts(self._no_starts_sentence())
        self._show_acts()
        self.stand()
        focused = QApplication.focusWidget()
        if starts and (focused is None or focused is self):
            self.starts[0].setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.is_looking = False
        self._show_starts(error_sentence(error))
        self.stand()

    def _no_starts_sentence(self) -> str:
        if self.inquiry.service is None:
            return self.tr("This doctor offers no service yet.")
        if self._shows_others:
            return self.tr("No colleague has a free start in these four weeks.")
        answer = self._answer
        if answer is not None and answer.is_not_offered:
            return ""
        return self.tr("No free start in these four weeks.")

    def _show_starts(self, otherwise: str) -> None:
        """Show the starts that are offered; ``otherwise`` where there is none."""
        for number, button in enumerate(self.starts):
            button.setVisible(number < len(self._starts))
        for button, start in zip(self.starts, self._starts, strict=False):
            button.show_start(self._when(start), self._where(start))
        self._no_starts.setText(otherwise)
        self._no_starts.setVisible(not self._starts and bool(otherwise))

    def _show_acts(self) -> None:
        answer = self._answer
        has_others = bool(self.inquiry.like_services())
        others = self.tr("This doctor…") if self._shows_others else self.tr("Other doctors…")
        self.others_button.setText(others)
        self.others_button.setVisible(has_others)
        self.overbook_button.setVisible(
            answer is not None
            and answer.can_be_overbooked
            and self._desk.may(Permission.OVERBOOK, self.inquiry.doctor_id)
        )
        self.open_button.setVisible(
            answer is not None
            and answer.can_be_opened
            and self._desk.may(Permission.EDIT_HOURS, self.inquiry.doctor_id)
        )
        self.sentences.setVisible(bool(self.sentences.text()))
        self.who.setVisible(bool(self.who.text()))

    def _when(self, start: OfferedStart) -> str:
        at = start.slot.starts_at
        today = local_date(minute_floor(self._desk.now()), start.zone)
        return f"{day_or_today(local_date(at, start.zone), today)} {time_at(at, start.zone)}"

    def _where(self, start: OfferedStart) -> str:
        """The place; of a colleague's start who and in which house: the room is told when it is taken."""
        names, slot = self.inquiry.names, start.slot
        if names is None:
            return ""
        if not self._shows_others:
            return names.place(slot.doctor_location_id, slot.location_room_id)
        doctor = doctor_name(self.inquiry.clinic.doctor(start.doctor_id))
        return "  ·  ".join(filter(None, (doctor, names.location(slot.doctor_location_id))))

    # What a person does

    @Slot()
    def _on_start(self) -> None:
        for button, start in zip(self.starts, self._starts, strict=False):
            if button is self.sender():
                self._take(start)

    def _take(self, start: OfferedStart) -> None:
        self.dismiss()
        self.start_taken.emit(start.doctor_id, start.starts_at, start.appointment_type_id)

    @Slot(str)
    def _on_service_chosen(self, service_id: str) -> None:
        self._shows_others = False
        self._forget()
        self.inquiry.choose_service(service_id)

    @Slot()
    def _on_others(self) -> None:
        self._shows_others = not self._shows_others
        self._look()
        self.others_button.setFocus()
        if self._shows_others:
            self.inquiry.ask_others()
        else:
            self.inquiry.ask_own()

    @Slot()
    def _on_overbook(self) -> None:
        inquiry = self.inquiry
        if inquiry.service is not None:
            asked = inquiry.doctor_id, inquiry.minute, inquiry.service.id
            self.dismiss()
            self.overbook_asked.emit(*asked)

    @Slot()
    def _on_open(self) -> None:
        row: ScheduleException | None = self._answer.blocked_by if self._answer is not None else None
        asked = self.inquiry.doctor_id, self.inquiry.minute, row.id if row is not None else ""
        self.dismiss()
        self.opening_asked.emit(*asked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a start, press what has focus, or close; a key that is held down does nothing."""
        key = event.key()
        event.accept()
        if event.isAutoRepeat():
            return
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in _ENTER:
            self._on_enter()
        elif key in _DIGITS and _DIGITS.index(Qt.Key(key)) < len(self._starts):
            self._take(self._starts[_DIGITS.index(Qt.Key(key))])
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(key == Qt.Key.Key_Down)

    def _on_enter(self) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton) and self.holds(focused):
            focused.click()
        elif self._starts:
            self._take(self._starts[0])

    @Slot()
    def restyle(self) -> None:
        """Take the type in force."""
        title = self._theme.font(medium=True)
        title.setPointSizeF(title.pointSizeF() * _TITLE_SIZE)
        self.title.setFont(title)
        for start in self.starts:
            start.restyle()
        if not self.isHidden():
            self.stand()


_TITLE_SIZE = 1.15
"""The title's type to that of the sentences."""
