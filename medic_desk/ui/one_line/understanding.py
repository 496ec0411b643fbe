"""What a typed line is understood as, kept up to date: its text is read, and what it needs looked up."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.model.appointments.offered_starts import OfferedStart
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.model.one_line.read_line import LineReader
from medic_desk.model.one_line.reading import Kind, Subject, Token
from medic_desk.model.one_line.vocabulary import Vocabulary
from medic_desk.model.store.changes import Changed
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.one_line.booking import LineBooking
from medic_desk.ui.one_line.commands import action_words, command_names, missing_names
from medic_desk.ui.one_line.draft import LineDraft, Open
from medic_desk.ui.one_line.finder import PatientFinder
from medic_desk.ui.one_line.known_patients import KnownPatients
from medic_desk.ui.one_line.own import PatientsOwn
from medic_desk.ui.one_line.start_finder import StartFinder
from medic_desk.ui.one_line.vocabulary import ClinicNames, vocabulary_of


class Understanding(QObject):
    """``changed`` whenever the line is understood otherwise, or more is known of what it says."""

    changed = Signal()

    def __init__(
        self, desk: Desk, booking: LineBooking, actions: Mapping[str, QAction], parent: QObject
    ) -> None:
        """``actions`` are the window's, by the keys of the commands they are."""
        super().__init__(parent)
        self._desk = desk
        self._booking = booking
        self._actions = actions
        self._known = KnownPatients()
        self._is_old = True
        """The clinic's lists may have changed since a reading with them was shown."""
        names = ClinicNames.of(self._clinic())
        self.vocabulary = self._words(names)
        self._reader = LineReader(self.vocabulary)
        self.draft = LineDraft(names, self._reader, self._known)
        self.patients = PatientFinder(desk, self)
        self.starts = StartFinder(desk, booking, self)
        self.own = PatientsOwn(desk, self)
        self.patients.changed.connect(self._on_found)
        self.starts.changed.connect(self._on_starts)
        self.own.changed.connect(self.changed)
        desk.clinic_changed.connect(self._on_names)
        desk.weeks_read.connect(self._on_names)
        desk.heard.connect(self._on_heard)
        desk.contact.came_back.connect(self.look_again)
        self.is_open = False
        """Whether somebody looks: else nothing is looked up."""

    # What is known

    def _clinic(self) -> Clinic:
        if self._desk.clinic is None:
            raise RuntimeError("the desk has not read the clinic yet")
        return self._desk.clinic

    def _words(self, names: ClinicNames) -> Vocabulary:
        worlds = {week.doctor_id: week.facts for week in self._desk.weeks.values()}
        return vocabulary_of(names, worlds, command_names(self._actions))

    @property
    def commands(self) -> dict[str, str]:
        """What the commands are called in the language in force, by key."""
        return {**missing_names(), **{key: action_words(action) for key, action in self._actions.items()}}

    @property
    def zone(self) -> str:
        """The clinic's zone: that of its first doctor."""
        doctors = self.draft.names.clinic.doctors
        return doctors[0].timezone if doctors else "UTC"

    @property
    def today(self) -> date:
        """The clinic's date."""
        return local_date(minute_floor(self._desk.now()), self.zone)

    @property
    def is_asking(self) -> bool:
        """Whether something that the line says is still being looked up."""
        return self.patients.is_asking or self.starts.is_asking or not self.own.is_read

    @property
    def start(self) -> OfferedStart | None:
        """The start that would be booked: the chosen one, or the first where the line asks for that."""
        found = self.starts.found
        if self.draft.start is not None or found is None:
            return self.draft.start
        return found.starts[0] if found.starts and self.draft.takes_first else None

    def is_about_one_name(self, token: Token) -> bool:
        """Whether a token is shown as patient text, and is all that the line says of the patient."""
        is_patient = token.subject is Subject.PATIENT and not token.with_it
        return is_patient and self.draft.query == str(token.value)

    # What is typed and chosen

    def type(self, text: str) -> None:
        """Read another text, or the same anew."""
        self.draft.type(text, minute_floor(self._desk.now()), self.zone)
        self._look_up()

    def choose_meaning(self, token: Token, other: int | None) -> None:
        """Take a token as it is shown, or in another of its readings."""
        self.draft.choose_meaning(token, other, minute_floor(self._desk.now()), self.zone)
        self._look_up()

    def ask_now(self) -> None:
        """Do not wait whether more is typed."""
        self.patients.ask_now()
        self.starts.ask_now()

    def update(self) -> None:
        """Something was chosen: look up what that needs."""
        self._look_up()

    def _look_up(self) -> None:
        draft = self.draft
        if self.is_open:
            self.patients.look_for(draft.query, draft.born(self.today))
            self._take_only_patient()
            self.starts.look_for(draft.wish(self.today))
            self.own.look_for(draft.patient.id if draft.patient is not None else None)
        self.changed.emit()

    def _take_only_patient(self) -> None:
        """Who alone is called so is meant; nobody is where the line says nothing of a patient."""
        draft, finder = self.draft, self.patients
        if draft.patient is not None or draft.is_new or finder.is_asking or len(finder.entries) != 1:
            return
        if not finder.has_one_of_age and finder.entries[0].birth_date is not None:
            # Somebody of another age is not meant for certain.
            return
        question = draft.question()
        if question is not None and question.open is Open.PATIENT and draft.query:
            draft.patient = finder.entries[0]

    # What changes meanwhile

    @Slot()
    def _on_found(self) -> None:
        if self._known.note_found(self.patients.entries):
            # Who is called so may change what a name is.
            self.type(self.draft.reading.text)
        else:
            self._look_up()

    @Slot()
    def _on_starts(self) -> None:
        found, start = self.starts.found, self.draft.start
        if found is not None and start is not None:
            still = (one for one in (*found.starts, *found.nearest) if one.key == start.key)
            self.draft.start = next(still, None)
        self.changed.emit()

    @Slot()
    def _on_names(self) -> None:
        """Read with the clinic's lists, and with whom the calendar shows, as they are now."""
        self._is_old = True
        self.catch_up()

    def catch_up(self) -> None:
        """Take over what changed, unless the line belongs to a booking on its way."""
        if not self._is_old or not self.is_open or self._booking.is_closed_to_changes:
            return
        self._is_old = False
        shown = (one for week in self._desk.weeks.values() for one in week.appointments)
        self._known.note_shown(
            (one.patient_last_name, (one.patient_name or "").removeprefix(one.patient_last_name).strip())
            for one in shown
            if one.patient_last_name
        )
        names = ClinicNames.of(self._clinic())
        vocabulary = self._words(names)
        if vocabulary != self.vocabulary:
            # Making its lists takes longer than reading many lines.
            self.vocabulary, self._reader = vocabulary, LineReader(vocabulary)
        self.draft.take_names(names, self._reader)
        self.type(self.draft.reading.text)

    @Slot(object)
    def _on_heard(self, _changes: tuple[Changed, ...]) -> None:
        if self.is_open and not self._booking.is_closed_to_changes:
            self.look_again()

    @Slot()
    def look_again(self) -> None:
        """Look everything up again: somebody changed something, or time went by."""
        if not self.is_open or self._booking.is_closed_to_changes:
            return
        if self.draft.reading.kind is not Kind.NOTHING:
            self.type(self.draft.reading.text)
        self.patients.read_again()
        self.starts.read_again()
        self.own.read_again()
