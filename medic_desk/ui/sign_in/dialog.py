"""The first window: reaches the database, says what is wrong where it cannot, and asks who is working.

People have no logins of their own yet, so a person is chosen here; the choice is remembered and offered
first.
"""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from medic_desk.model.clinic.clinic import Clinic, Person
from medic_desk.model.clinic.permissions import Role, role_of
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.errors import error_sentence

_PERSON = Qt.ItemDataRole.UserRole


_REACH_SECONDS = 60.0
"""A private server that was killed needs its recovery before it answers."""


class WithClinic(Protocol):
    """What reaching the database answers."""

    @property
    def clinic(self) -> Clinic:
        """The clinic in it."""


class Opening(QDialog):
    """``reached`` with what the connection answered, ``signed_in`` (Person) once somebody was chosen."""

    reached = Signal(object)
    signed_in = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        theme: Theme,
        connect: Callable[[], WithClinic],
        last_person_id: str,
        parent: QWidget | None = None,
    ) -> None:
        """``connect`` reaches the database, checks its schema and reads the clinic, on a thread of a pool."""
        super().__init__(parent)
        self._jobs = jobs
        self._theme = theme
        self._reach = connect
        self._last_person_id = last_person_id
        self._clinic: Clinic | None = None
        self.setWindowTitle(self.tr("medic-desk"))
        self._heading = QLabel()
        set_role(self._heading, "heading")
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self.people = QListWidget()
        self.people.setAccessibleName(self.tr("People"))
        self.message = MessageBanner(theme)
        self.open_button = QPushButton(self.tr("&Open the calendar"))
        set_role(self.open_button, "primary")
        self.open_button.setDefault(True)
        self.retry_button = QPushButton(self.tr("&Try again"))
        self.leave_button = QPushButton(self.tr("&Quit"))
        self.leave_button.setAutoDefault(False)
        self._lay_out()
        self.open_button.clicked.connect(self._on_open)
        self.people.itemActivated.connect(self._on_open)
        self.retry_button.clicked.connect(self.reach)
        self.leave_button.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        theme = self._theme
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(6),) * 4)
        column.setSpacing(theme.space(3))
        column.addWidget(self._heading)
        column.addWidget(self._progress)
        column.addWidget(self.message)
        column.addWidget(self.people, 1)
        column.addStretch()
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        foot.addStretch(1)
        for button in (self.leave_button, self.retry_button, self.open_button):
            foot.addWidget(button)
        column.addLayout(foot)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)

    @Slot()
    def reach(self) -> None:
        """Try to reach the database."""
        self._heading.setText(self.tr("Opening the clinic…"))
        self._show(progress=True)
        self._jobs.run(self, self._reach, self._on_reached, self._on_failed, seconds=_REACH_SECONDS)

    def choose(self, person_id: str) -> None:
        """Mark a person in the list."""
        for row in range(self.people.count()):
            if self.people.item(row).data(_PERSON) == person_id:
                self.people.setCurrentRow(row)

    # Inside

    def _show(self, *, progress: bool = False, people: bool = False) -> None:
        self._progress.setVisible(progress)
        self.people.setVisible(people)
        self.open_button.setVisible(people)
        self.retry_button.setVisible(not (progress or people))
        if progress or people:
            self.message.hide()

    def _on_reached(self, answer: WithClinic) -> None:
        self.reached.emit(answer)
        self.show_people(answer.clinic)

    def show_people(self, clinic: Clinic) -> None:
        """Ask who is working."""
        self._clinic = clinic
        self.people.clear()
        for person in clinic.people:
            if person.is_active:
                self._add(person)
        if not self.people.count():
            self._heading.setText(self.tr("Nobody works here yet"))
            self._show()
            self.message.say(self.tr("The clinic has no people: its administrator adds them."))
            return
        self._heading.setText(self.tr("Who is working?"))
        self._show(people=True)
        self.people.setCurrentRow(0)
        self.choose(self._last_person_id)
        self.people.setFocus()

    def _add(self, person: Person) -> None:
        roles = {
            Role.RECEPTIONIST: (self.tr("Reception"), "patient"),
            Role.DOCTOR: (self.tr("Doctor"), "doctor"),
            Role.MANAGER: (self.tr("Management"), "patient"),
        }
        text, icon = roles[role_of(person)]
        item = QListWidgetItem(f"{person.display_name}  ·  {text}")
        item.setIcon(self._theme.icon(icon))
        item.setData(_PERSON, person.id)
        item.setSizeHint(QSize(0, self._theme.space(10)))
        self.people.addItem(item)

    def _on_failed(self, error: Exception) -> None:
        self._heading.setText(self.tr("The clinic cannot be opened"))
        self._show()
        self.message.say(error_sentence(error))
        self.retry_button.setDefault(True)
        self.retry_button.setFocus()
        self.adjustSize()

    @Slot()
    def _on_open(self) -> None:
        item = self.people.currentItem()
        if self._clinic is None or item is None:
            return
        wanted = item.data(_PERSON)
        person = next(one for one in self._clinic.people if one.id == wanted)
        self._last_person_id = person.id
        self.signed_in.emit(person)

    def say_open_already(self) -> None:
        """Say that this person's window is open, and was brought to the front."""
        self.message.say(self.tr("This person works in another window of this computer: it was called."))
