"""First free: the earliest starts of the chosen service across the clinic, always as they are now."""

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.model.appointments.first_free import FirstFree
from medic_desk.model.clinic.clinic import Clinic, Doctor
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.side.answer_list import Answer, AnswerList
from medic_desk.ui.side.first_free_answer import FirstFreeAnswer, read_first_free_answer
from medic_desk.ui.side.first_free_form import DAYS, FirstFreeForm
from medic_desk.ui.side.reading import Reading
from medic_desk.ui.side.section_title import SectionTitle
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.formats import short_day, time_at
from medic_desk.ui.words.names import Names, short_doctor_name
from medic_desk.ui.words.no_free_time import no_free_time_sentence

KEY = "F3"
SEEN_MILLISECONDS = 300
"""An answer that has stood for less has not been read: no key takes it."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FirstFreeSection(QWidget):
    """``taken`` (doctor, service, start) when a person takes an answer; ``service_chosen`` (id or empty)."""

    taken = Signal(str, str, int)
    service_chosen = Signal(str)
    opened = Signal()
    """Its fields are shown where only a button was."""

    def __init__(self, desk: Desk, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._clinic: Clinic | None = None
        self._found: tuple[FirstFree, ...] = ()
        self._is_folded = False
        self._is_asking = False
        """Something else was just asked: the answers that stand here are not of that."""
        self._since = QElapsedTimer()
        """Since when the answers stand as they do."""
        self._since.start()
        # In the order in which they stand: Tab goes through them so.
        self.title = QWidget(self)
        self.button = QPushButton(f"{self.tr('First free')}   {KEY}", self)
        self.best = _BestAnswer(self)
        self.form = FirstFreeForm(theme, today, self)
        self.answers = AnswerList(theme, self)
        self._note = QLabel()
        self.reading = Reading(desk, self)
        self._lay_out(theme)
        self._connect()
        self._show_parts()

    def _lay_out(self, theme: Theme) -> None:
        words = SectionTitle(self.tr("First &free"), self.form.service.line, theme)
        key = QLabel(KEY)
        set_role(key, "secondary")
        line = QHBoxLayout(self.title)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(words, 1)
        line.addWidget(key)
        self.button.setCheckable(True)
        self.button.setAccessibleName(self.tr("First free"))
        self.answers.setAccessibleName(self.tr("First free times"))
        set_role(self._note, "secondary")
        show_plain(self._note)
        self._note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        for part in (self.title, self.button, self.best, self.form, self.answers, self._note):
            column.addWidget(part)

    def _connect(self) -> None:
        self.button.toggled.connect(self._on_button)
        self.best.clicked.connect(self._on_best)
        self.form.changed.connect(self._on_changed)
        self.form.service_chosen.connect(self.service_chosen)
        self.form.service.done.connect(self.answers.setFocus)
        self.answers.taken.connect(self._on_taken)
        self.answers.typed.connect(self.form.service.type_anew)
        self.reading.told.connect(self._on_told)
        self.reading.failed.connect(self._on_failed)
        for box in (self.form.doctor, self.form.place):
            box.installEventFilter(self)

    # What is looked for, and where it is shown

    @property
    def note(self) -> str:
        """What stands in place of answers; empty where there are some."""
        return self._note.text()

    @property
    def found(self) -> tuple[FirstFree, ...]:
        """The answers, earliest first."""
        return self._found

    @property
    def can_be_taken(self) -> bool:
        """Whether a key takes an answer: they are those of what is asked, and somebody can have read them."""
        return not self._is_asking and self._since.hasExpired(SEEN_MILLISECONDS)

    @property
    def is_open(self) -> bool:
        """Whether the fields are shown, not the button alone."""
        return not self._is_folded or self.button.isChecked()

    def set_clinic(self, clinic: Clinic, service_id: str) -> None:
        """Look in a clinic for a service; no service where the id is empty."""
        self._clinic = clinic
        self.form.set_clinic(clinic, service_id)
        self._ask()

    def choose_service(self, service_id: str) -> bool:
        """Look for another service, as if chosen here; whether it is another."""
        former = self.form.service_id
        self.form.choose_service(service_id)
        if self.form.service_id == former:
            return False
        self._ask()
        return True

    def set_shown_doctors(self, ids: tuple[str, ...]) -> None:
        """Tell which doctors are shown."""
        self.form.set_shown_doctors(ids)
        self._ask()

    def set_today(self, today: date) -> None:
        """Look from another day on."""
        self.form.set_today(today)
        self._ask()

    def fold(self, *, is_folded: bool) -> None:
        """Show a button with the best answer in place of the fields, or the fields."""
        if is_folded != self._is_folded:
            self._is_folded = is_folded
            self.button.setChecked(False)
            self._show_parts()

    @Slot()
    def begin(self) -> None:
        """Take the focus: to the service while none is chosen, else to the answers."""
        if self._is_folded:
            self.button.setChecked(True)
        (self.answers if self.form.service_id else self.form.service).setFocus()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit takes that answer, Enter the first; Escape folds what was opened."""
        if self._take_by_key(event):
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and self._is_folded and self.button.isChecked():
            self.button.setChecked(False)
            self.button.setFocus()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A box would look for an entry that begins with a digit."""
        if is_taken_apart(self):
            return False
        is_box = watched in (self.form.doctor, self.form.place)
        if is_box and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return event.text().isdecimal() and self._take_by_key(event)
        return super().eventFilter(watched, event)

    def _take_by_key(self, event: QKeyEvent) -> bool:
        """Take what a key means, once for a key that is held; whether it means anything here."""
        is_digit = event.text().isdecimal() and len(event.text()) == 1
        if not is_digit and event.key() not in _ENTER:
            return False
        if not event.isAutoRepeat():
            self._take(int(event.text()) - 1 if is_digit else 0, by_key=True)
        return True

    # Inside

    def _show_parts(self) -> None:
        is_open = self.is_open
        self.title.setVisible(not self._is_folded)
        self.button.setVisible(self._is_folded)
        for part in (self.form, self.answers):
            part.setVisible(is_open)
        self.best.setVisible(not is_open and bool(self._found))
        self._note.setVisible(bool(self._note.text()) and (is_open or bool(self.form.service_id)))

    def _ask(self) -> None:
        wish = self.form.wish
        if wish is None:
            self.reading.drop()
            self._is_asking = False
            self._show((), self._why_nothing_is_asked())
        else:
            self._is_asking = True
            self.reading.ask(partial(read_first_free_answer, wish=wish))

    def _why_nothing_is_asked(self) -> str:
        if not self.form.service_id:
            return self.tr("Choose a service to see its first free times.")
        if not self.form.day.is_readable:
            return self.tr("This is no date.")
        return self.tr("None of these doctors offers it.")

    def _show(self, found: tuple[FirstFree, ...], note: str) -> None:
        if found != self._found:
            self._since.restart()
        self._found = found
        answers = [self._in_words(number, one) for number, one in enumerate(found, 1)]
        self.answers.show_answers(answers)
        if answers:
            self.best.show_answer(answers[0])
        self._note.setText(note)
        self._show_parts()

    def _in_words(self, number: int, one: FirstFree) -> Answer:
        doctor, clinic = self._doctor(one.doctor_id), self._clinic
        names = Names(clinic, one.zone) if clinic is not None else None
        slot = one.slot
        there = slot.doctor_location_id, slot.location_room_id
        return Answer(
            number=number,
            time=time_at(one.slot.starts_at, one.zone),
            day=self._day(one),
            doctor=short_doctor_name(doctor) if doctor is not None else "",
            surname=doctor.last_name if doctor is not None else "",
            place=names.place(*there) if names is not None else "",
            short_place=names.short_place(*there) if names is not None else "",
            colour=(doctor.calendar_color or "") if doctor is not None else "",
        )

    def _day(self, one: FirstFree) -> str:
        day = local_date(one.slot.starts_at, one.zone)
        today = local_date(minute_floor(self._desk.now()), one.zone)
        if day == today:
            return self.tr("today")
        return self.tr("tomorrow") if day == today + timedelta(days=1) else short_day(day)

    def _why_none(self, answer: FirstFreeAnswer) -> str:
        none = self.tr("No free time within {days} days.").format(days=DAYS)
        if answer.elsewhen is not None:
            first = self._in_words(1, answer.elsewhen)
            text = self.tr("No such time within {days} days. Without these limits: {time} {day}, {place}.")
            where = ", ".join(filter(None, (first.doctor, first.place)))
            return text.format(days=DAYS, time=first.time, day=first.day, place=where)
        why = no_free_time_sentence(answer.reasons, self._clinic) if self._clinic is not None else ""
        return "\n".join(filter(None, (none, why)))

    def _doctor(self, doctor_id: str) -> Doctor | None:
        doctors = self._clinic.doctors if self._clinic is not None else ()
        return next((one for one in doctors if one.id == doctor_id), None)

    def _take(self, place: int, *, by_key: bool) -> None:
        if self._is_asking or (by_key and not self.can_be_taken) or not 0 <= place < len(self._found):
            return
        one = self._found[place]
        self.taken.emit(one.doctor_id, one.appointment_type_id, one.slot.starts_at)

    @Slot(object)
    def _on_told(self, answer: FirstFreeAnswer) -> None:
        self._is_asking = False
        self._show(answer.found, "" if answer.found else self._why_none(answer))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._is_asking = False
        self._show((), error_sentence(error))

    @Slot()
    def _on_changed(self) -> None:
        self._ask()

    @Slot(bool)
    def _on_button(self, is_open: bool) -> None:
        self._show_parts()
        if is_open:
            self.opened.emit()
            self.begin()

    @Slot()
    def _on_best(self) -> None:
        self._take(0, by_key=False)

    @Slot(int)
    def _on_taken(self, place: int) -> None:
        self._take(place, by_key=True)


class _BestAnswer(QPushButton):
    """The first answer in one line, cut where there is too little room for it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = ""
        set_role(self, "link")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_answer(self, answer: Answer) -> None:
        """Show when and with whom."""
        self._whole = f"{answer.time} {answer.day} · {answer.doctor}"
        self.setToolTip(answer.sentence)
        self.setAccessibleName(answer.sentence)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text anew."""
        if is_taken_apart(self):
            super().resizeEvent(event)
            return
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # The stylesheet's padding at both sides.
        room = self.width() - self.fontMetrics().averageCharWidth()
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))
