"""Time off: the requests, pending first, and what may be done with each, knowing whom it hits.

The list of who is booked belongs to the decision: an approval names the visits that were seen, and is refused
if another was booked meanwhile.
"""

import uuid
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.model.acts.refusals import InvalidField
from medic_desk.model.acts.schedule_refusals import VisitsHit
from medic_desk.model.acts.time_off import DecideTimeOff, approve, deny, revoke, withdraw
from medic_desk.model.booked_visits import BookedVisit, read_visits_hit
from medic_desk.model.changes import Changed
from medic_desk.model.errors import ConnectionLost
from medic_desk.model.permissions import Act, may_decide
from medic_desk.model.time_off import TimeOff, read_time_off
from medic_desk.ui.desk import Desk
from medic_desk.ui.form_field import FormField
from medic_desk.ui.hours_words import schedule_error_sentence, span_words
from medic_desk.ui.jobs import DeadlinePassed
from medic_desk.ui.message_banner import MessageBanner
from medic_desk.ui.theme import Theme
from medic_desk.ui.time_off_form import TimeOffForm
from medic_desk.ui.visit_list import VisitList
from medic_desk.ui.wording import clock_of, written_date

Decision = Callable[..., TimeOff]

_ID = Qt.ItemDataRole.UserRole
_WATCHED = frozenset({"time_off_requests", "appointments"})


class TimeOffWindow(QDialog):
    """``decided`` (TimeOff) after each act that stands in the database."""

    decided = Signal(object)
    shown = Signal()
    """The requests were read anew and are listed."""
    computed = Signal()
    """Who is hit by the chosen request is listed."""

    def __init__(
        self, desk: Desk, theme: Theme, doctor_id: str | None, parent: QWidget | None = None
    ) -> None:
        """``doctor_id`` is whose time off is asked for at first; the list holds everybody's."""
        super().__init__(parent)
        if desk.clinic is None or desk.person is None:
            raise RuntimeError("nobody is signed in")
        self._desk = desk
        self._theme = theme
        self._doctor_id = doctor_id or desk.person.doctor_id or desk.clinic.doctors[0].id
        self.requests: tuple[TimeOff, ...] = ()
        self._chosen = ""
        self._visits: tuple[BookedVisit, ...] | None = None
        self._attempt: tuple[Decision, DecideTimeOff] | None = None
        self._is_busy = False
        self.dialog: QDialog | None = None
        self.setWindowTitle(self.tr("Time off"))
        self.list = QTreeWidget()
        self.who = QLabel()
        self.when = QLabel()
        self.told = QLabel()
        self.hits_heading = QLabel()
        self.hits = VisitList(theme)
        self.note = QLineEdit()
        self.message = MessageBanner(theme)
        self.ask_button = QPushButton(self.tr("&New request…"))
        self.approve_button = QPushButton(self.tr("&Approve"))
        self.deny_button = QPushButton(self.tr("&Deny"))
        self.revoke_button = QPushButton(self.tr("&Revoke"))
        self.withdraw_button = QPushButton(self.tr("&Withdraw"))
        self.close_button = QPushButton(self.tr("Close"))
        self._lay_out()
        self._connect()
        self._show_chosen()
        self.list.setFocus()
        self._read()

    @property
    def chosen(self) -> TimeOff | None:
        """The request that is shown."""
        return next((one for one in self.requests if one.id == self._chosen), None)

    def _lay_out(self) -> None:
        theme, tree = self._theme, self.list
        heading = QLabel(self.tr("Requests for time off"))
        heading.setProperty("role", "heading")
        tree.setColumnCount(4)
        tree.setHeaderLabels([self.tr("State"), self.tr("Doctor"), self.tr("When"), self.tr("Booked")])
        tree.headerItem().setTextAlignment(3, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setAllColumnsShowFocus(True)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.setAccessibleName(self.tr("Requests for time off"))
        header = tree.header()
        header.setStretchLastSection(False)
        for column in (0, 2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.ask_button.setIcon(theme.icon("add"))
        self.ask_button.setProperty("role", "quiet")
        self.approve_button.setProperty("role", "primary")
        for button in self._buttons():
            button.setAutoDefault(False)
        self.who.setProperty("role", "heading")
        for label in (self.who, self.when, self.told):
            label.setWordWrap(True)
        self.told.setProperty("role", "secondary")
        self.hits_heading.setFont(theme.font(medium=True))
        self.note_field = FormField(theme, self.tr("N&ote on the decision"), self.note)
        self.note.setPlaceholderText(self.tr("Needed to deny and to revoke; who asked will read it"))
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(self.ask_button)
        panel = QFrame()
        panel.setProperty("role", "panel")
        of_panel = QVBoxLayout(panel)
        of_panel.setContentsMargins(*(theme.space(4),) * 4)
        of_panel.setSpacing(theme.space(1.5))
        for widget in (self.who, self.when, self.told, self.hits_heading):
            of_panel.addWidget(widget)
        of_panel.addWidget(self.hits, 1)
        of_panel.addStretch(0)
        of_panel.addWidget(self.note_field)
        acts = QHBoxLayout()
        acts.setSpacing(theme.space(2))
        acts.addWidget(self.withdraw_button)
        acts.addStretch(1)
        for button in (self.revoke_button, self.deny_button, self.approve_button):
            acts.addWidget(button)
        of_panel.addLayout(acts)
        middle = QHBoxLayout()
        middle.setSpacing(theme.space(3))
        middle.addWidget(tree, 6)
        middle.addWidget(panel, 5)
        self.state = QLabel()
        self.state.setProperty("role", "secondary")
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        foot.addWidget(self.close_button)
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(*(theme.space(4),) * 4)
        column_of.setSpacing(theme.space(2))
        column_of.addLayout(head)
        column_of.addWidget(self.message)
        column_of.addLayout(middle, 1)
        column_of.addLayout(foot)
        room = self.screen().availableSize()
        self.resize(min(1320, room.width()), min(760, room.height()))

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (
            self.ask_button,
            self.approve_button,
            self.deny_button,
            self.revoke_button,
            self.withdraw_button,
            self.close_button,
        )

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(self._on_current)
        self.note.textEdited.connect(self._on_note)
        self.ask_button.clicked.connect(self.ask)
        self.approve_button.clicked.connect(self.approve)
        self.deny_button.clicked.connect(self.deny)
        self.revoke_button.clicked.connect(self.revoke)
        self.withdraw_button.clicked.connect(self.withdraw)
        self.close_button.clicked.connect(self.reject)
        self._desk.heard.connect(self._on_heard)

    # Reading

    def _read(self) -> None:
        work = partial(read_time_off, now=self._desk.now())
        self._desk.read(self, work, self._on_read, self._on_read_failed, replaces="requests")

    @Slot(object)
    def _on_heard(self, changed: Changed | None) -> None:
        if changed is None or changed.table is None or changed.table in _WATCHED:
            self._read()

    def _on_read(self, requests: tuple[TimeOff, ...]) -> None:
        self.requests = requests
        if self.chosen is None:
            self._chosen = requests[0].id if requests else ""
        self._fill()
        self._show_chosen()
        self._ask_hits()
        self.shown.emit()

    def _on_read_failed(self, error: Exception) -> None:
        self.message.say(schedule_error_sentence(error, self._zone(self.chosen)))

    def _fill(self) -> None:
        palette = self._theme.palette
        self.list.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.list.clear()
        for one in self.requests:
            when = span_words(one.starts_at, one.ends_at, self._zone(one))
            item = QTreeWidgetItem([self._state(one), self._name(one), when, str(one.visits_hit or "–")])
            item.setTextAlignment(3, Qt.AlignmentFlag.AlignRight)
            item.setData(0, _ID, one.id)
            for column in range(4):
                item.setToolTip(column, item.text(column))
                if one.state in {"denied", "withdrawn"}:
                    item.setForeground(column, self._theme.colour(palette.text_secondary))
            if one.state == "pending":
                item.setFont(0, self._theme.font(medium=True))
                item.setForeground(0, self._theme.colour(palette.accent))
            self.list.addTopLevelItem(item)
            if one.id == self._chosen:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)  # noqa: FBT003 - Qt's own signature

    def _state(self, one: TimeOff) -> str:
        return {
            "pending": self.tr("Pending"),
            "approved": self.tr("Approved"),
            "denied": self.tr("Denied"),
            "withdrawn": self.tr("Withdrawn"),
        }[one.state]

    def _name(self, one: TimeOff) -> str:
        clinic = self._desk.clinic
        doctors = clinic.doctors if clinic is not None else ()
        return next((doctor.full_name for doctor in doctors if doctor.id == one.doctor_id), "?")

    def _zone(self, one: TimeOff | None) -> str:
        clinic = self._desk.clinic
        assert clinic is not None  # noqa: S101 - for the type checker: the window needs it to open
        return clinic.doctor(one.doctor_id if one is not None else self._doctor_id).timezone

    # The chosen request

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _on_current(self, item: QTreeWidgetItem | None, _former: QTreeWidgetItem | None) -> None:
        if item is None or self._is_busy or item.data(0, _ID) == self._chosen:
            return
        self._chosen = item.data(0, _ID)
        self._attempt = None
        self._visits = None
        self.note.clear()
        self.note_field.say("")
        self.message.hide()
        self._show_chosen()
        self._ask_hits()

    def _show_chosen(self) -> None:
        one, person = self.chosen, self._desk.person
        for widget in (self.who, self.when, self.told, self.hits_heading):
            widget.setVisible(one is not None)
        if one is None:
            empty = self.tr("No requests. A new one is made with Alt+N.")
            self.state.setText("" if self.requests else empty)
            self.hits.hide()
        else:
            self.who.setText(self._name(one))
            zone = self._zone(one)
            reason = one.reason or self.tr("no reason given")
            self.when.setText(f"{span_words(one.starts_at, one.ends_at, zone)}  ·  {reason}")
            self.told.setText("\n".join(self._history(one, zone)))
        is_idle = not self._is_busy and one is not None
        may = one is not None and person is not None and may_decide(person, one.requested_by_id)
        may = may and person is not None and (one is None or one.doctor_id != person.doctor_id)
        is_own = (
            one is not None
            and person is not None
            and (one.requested_by_id == person.id or one.doctor_id == person.doctor_id)
        )
        state = one.state if one is not None else ""
        self.approve_button.setVisible(may and state == "pending")
        self.deny_button.setVisible(may and state == "pending")
        self.revoke_button.setVisible(may and state == "approved")
        self.withdraw_button.setVisible(is_own and state in {"pending", "approved"})
        self.note_field.setVisible(may and state in {"pending", "approved"})
        # An approval names the visits that were seen: not before they are.
        self.approve_button.setEnabled(is_idle and self._visits is not None)
        for button in (self.deny_button, self.revoke_button, self.withdraw_button):
            button.setEnabled(is_idle)
        self.ask_button.setEnabled(self._desk.may(Act.ASK_TIME_OFF) and not self._is_busy)
        if one is not None:
            waits = state == "pending" and is_own and not may
            self.state.setText(self.tr("Somebody else decides this request.") if waits else "")

    def _history(self, one: TimeOff, zone: str) -> list[str]:
        """Who asked and who decided, as lines."""
        asked = self.tr("Asked for by {who} on {date}")
        unknown = self.tr("another program")
        asked_on = written_date(one.requested_at.date())
        lines = [asked.format(who=one.requested_by_name or unknown, date=asked_on)]
        if one.notes:
            lines.append(self.tr("Note: {note}").format(note=one.notes))
        if one.state != "pending" and one.decided_at is not None:
            texts = {
                "approved": self.tr("Approved by {who} on {date} at {time}"),
                "denied": self.tr("Denied by {who} on {date} at {time}"),
                "withdrawn": self.tr("Withdrawn by {who} on {date} at {time}"),
            }
            who = (one.approved_by_name if one.state == "approved" else None) or one.decided_by_name
            decided_on, time = written_date(one.decided_at.date()), clock_of(one.decided_at, zone)
            lines.append(texts[one.state].format(who=who or unknown, date=decided_on, time=time))
            if one.decision_note:
                lines.append(self.tr("Note on the decision: {note}").format(note=one.decision_note))
        return lines

    # Who is hit

    def _ask_hits(self) -> None:
        one = self.chosen
        if one is None:
            return
        now = minute_floor(self._desk.now())
        ahead = ((max(one.starts_at, now), one.ends_at),) if one.ends_at > now else ()
        work = partial(read_visits_hit, doctor_id=one.doctor_id, spans=ahead)
        on_done = partial(self._on_hits, one.id)
        self._desk.read(self, work, on_done, self._on_read_failed, replaces="hits")

    def _on_hits(self, request_id: str, visits: tuple[BookedVisit, ...]) -> None:
        one = self.chosen
        if one is None or one.id != request_id:
            return
        self._visits = visits
        if not visits:
            text = self.tr("Nobody is booked then")
        elif len(visits) == 1:
            text = self.tr("1 appointment is booked then")
        else:
            text = self.tr("{count} appointments are booked then").format(count=len(visits))
        self.hits_heading.setText(text)
        self.hits_heading.setProperty("role", "warning" if visits else "")
        self.hits_heading.style().unpolish(self.hits_heading)
        self.hits_heading.style().polish(self.hits_heading)
        self.hits.show_visits(visits, self._zone(one))
        self.hits.setVisible(bool(visits))
        self._show_chosen()
        self.computed.emit()

    # Deciding

    @Slot()
    def approve(self) -> None:
        """Approve the chosen request, with the visits it hits in view."""
        if self.approve_button.isVisible() and self._visits is not None:
            seen = frozenset(visit.id for visit in self._visits)
            self._decide(approve, seen_visit_ids=seen)

    @Slot()
    def deny(self) -> None:
        """Turn the chosen request down; the note says why."""
        self._decide(deny)

    @Slot()
    def revoke(self) -> None:
        """Take the approval back; the note says why."""
        self._decide(revoke)

    @Slot()
    def withdraw(self) -> None:
        """Take an own request back."""
        self._decide(withdraw)

    def _decide(self, act: Decision, seen_visit_ids: frozenset[str] | None = None) -> None:
        one = self.chosen
        if one is None or self._is_busy:
            return
        if self._attempt is None or self._attempt[0] is not act:
            note = self.note.text().strip() or None
            request = DecideTimeOff(
                act_id=str(uuid.uuid4()), request_id=one.id, note=note, seen_visit_ids=seen_visit_ids
            )
            self._attempt = (act, request)
        self._is_busy = True
        self.message.hide()
        self.note_field.say("")
        self._show_chosen()
        self._desk.act(self, act, self._attempt[1], self._on_done, self._on_failed)

    def _on_done(self, request: TimeOff) -> None:
        self._is_busy = False
        self._attempt = None
        self.note.clear()
        self._read()
        self.list.setFocus()
        self.decided.emit(request)

    def _on_failed(self, error: Exception) -> None:
        self._is_busy = False
        if not isinstance(error, (ConnectionLost, DeadlinePassed)):
            # It is known that nothing happened: the next try is a new act.
            self._attempt = None
        sentence = schedule_error_sentence(error, self._zone(self.chosen))
        if isinstance(error, InvalidField) and error.field == "decision_note":
            self.note_field.say(sentence)
            self._show_chosen()
            self.note.setFocus()
            return
        self.message.say(sentence)
        if isinstance(error, VisitsHit):
            self._visits = None
        self._read()

    @Slot(str)
    def _on_note(self, _text: str) -> None:
        self.note_field.say("")
        self._attempt = None

    # Asking

    @Slot()
    def ask(self) -> None:
        """Open the form of a new request."""
        if self.dialog is not None or not self._desk.may(Act.ASK_TIME_OFF):
            return
        form = TimeOffForm(self._desk, self._theme, self._doctor_id, self)
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.asked.connect(self._on_asked)
        form.finished.connect(self._on_form_closed)
        self.dialog = form
        form.open()

    @Slot(object)
    def _on_asked(self, request: TimeOff) -> None:
        self._chosen = request.id
        self._visits = None
        self._read()

    @Slot()
    def _on_form_closed(self) -> None:
        self.dialog = None
        self.list.setFocus()

    # Closing

    def reject(self) -> None:
        """Close; not while a decision is under way."""
        if not self._is_busy:
            super().reject()

    def done(self, result: int) -> None:
        """Hear nothing more once closed."""
        self._desk.heard.disconnect(self._on_heard)
        super().done(result)
