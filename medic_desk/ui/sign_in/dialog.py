"""The first window: reaches the database, says what is wrong where it cannot, and asks who is working.

People have no logins of their own yet, so a person is chosen here; the choice is remembered and offered
first.
"""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from medic_desk.model.clinic.clinic import Clinic, Person
from medic_desk.model.clinic.permissions import Role, role_of
from medic_desk.ui.controls.growing_dialog import GrowingDialog
from medic_desk.ui.controls.list_model import Column
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.controls.row_list import RowList
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.errors import error_sentence

_REACH_SECONDS = 60.0
"""A private server that was killed needs its recovery before it answers."""

_ICONS = {Role.RECEPTIONIST: "patient", Role.DOCTOR: "doctor", Role.MANAGER: "patient"}


class WithClinic(Protocol):
    """What reaching the database answers."""

    @property
    def clinic(self) -> Clinic:
        """The clinic in it."""


class Opening(GrowingDialog):
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
        self.setWindowTitle(self.tr("medic-desk"))
        self._heading = QLabel()
        set_role(self._heading, "heading")
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self.people: RowList[Person] = RowList(self._columns(), _id)
        self.people.setHeaderHidden(True)
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
        # Enter presses the default button by itself.
        self.people.doubleClicked.connect(self._on_open)
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
        foot = QDialogButtonBox()
        foot.addButton(self.open_button, QDialogButtonBox.ButtonRole.AcceptRole)
        foot.addButton(self.retry_button, QDialogButtonBox.ButtonRole.AcceptRole)
        foot.addButton(self.leave_button, QDialogButtonBox.ButtonRole.RejectRole)
        column.addWidget(foot)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)

    @Slot()
    def reach(self) -> None:
        """Try to reach the database."""
        self._heading.setText(self.tr("Opening the clinic…"))
        self._show(progress=True)
        self._jobs.run(self, self._reach, self._on_reached, self._on_failed, seconds=_REACH_SECONDS)

    def choose(self, person_id: str) -> None:
        """Mark a person in the list."""
        if self.people.rows_model.index_of(person_id).isValid():
            self.people.choose(person_id)

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
        people = [person for person in clinic.people if person.is_active]
        if not people:
            self.people.show_rows(())
            self._heading.setText(self.tr("Nobody works here yet"))
            self._show()
            self.message.say(self.tr("The clinic has no people: its administrator adds them."))
            return
        self._heading.setText(self.tr("Who is working?"))
        self._show(people=True)
        self.people.show_rows(people, people[0].id)
        self.choose(self._last_person_id)
        self.people.setFocus()

    def _columns(self) -> tuple[Column[Person], ...]:
        return (
            Column(title="", text=_name, spoken=self._spoken, icon=self._icon, stretches=True),
            Column(title="", text=self._role, spoken=self._spoken),
        )

    def _role(self, person: Person) -> str:
        roles = {
            Role.RECEPTIONIST: self.tr("Reception"),
            Role.DOCTOR: self.tr("Doctor"),
            Role.MANAGER: self.tr("Management"),
        }
        return roles[role_of(person)]

    def _spoken(self, person: Person) -> str:
        return f"{person.display_name}, {self._role(person)}"

    def _icon(self, person: Person) -> QIcon:
        return self._theme.icon(_ICONS[role_of(person)])

    def _on_failed(self, error: Exception) -> None:
        self._heading.setText(self.tr("The clinic cannot be opened"))
        self._show()
        self.message.say(error_sentence(error))
        self.retry_button.setDefault(True)
        self.retry_button.setFocus()
        self.adjustSize()

    @Slot()
    def _on_open(self) -> None:
        person = self.people.current_row()
        if person is not None:
            self._last_person_id = person.id
            self.signed_in.emit(person)

    def say_open_already(self) -> None:
        """Say that this person's window is open, and was brought to the front."""
        self.message.say(self.tr("This person works in another window of this computer: it was called."))


def _id(person: Person) -> str:
    return person.id


def _name(person: Person) -> str:
    return person.display_name
