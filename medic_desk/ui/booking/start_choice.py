"""When and with whom: the free starts of one or several doctors in a list, to choose one of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.engine.facts import FreeSlot, Minute
from medic_desk.model.appointments.offered_starts import (
    FoundStarts,
    OfferedStart,
    StartKey,
    StartsWanted,
    read_offered_starts,
)
from medic_desk.model.clinic.clinic import Clinic, ServiceEntry
from medic_desk.ui.booking.hold_keeper import HoldKeeper
from medic_desk.ui.booking.sentence import place_of, short_doctor
from medic_desk.ui.booking.start_filter import DAYS, StartFilter
from medic_desk.ui.booking.start_grid import StartCell, rows_of, start_cell
from medic_desk.ui.booking.start_legend import StartLegend
from medic_desk.ui.booking.start_list import StartList
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role

COLUMNS = 4


class StartChoice(QWidget):
    """``start`` is the one that is chosen: by a person, or the first one where nobody chose any.

    Used by the booking, which holds what is chosen, and by moving, which holds nothing and keeps its place.
    """

    chosen = Signal()
    """A person chose a start; ``runs_on`` tells whether by a key that may run on to others."""
    entered = Signal()
    """Enter on the chosen start."""
    read = Signal()
    """The days were read (again): ``found`` has them, and ``start`` is still free, or None."""
    gone = Signal(int)
    """The wanted or chosen start (UTC minute) is not free."""
    failed = Signal(object)
    """The days could not be read: the error."""

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        clinic: Clinic,
        keeper: HoldKeeper | None,
        parent: QWidget | None = None,
        *,
        columns: int = COLUMNS,
        moved_id: str | None = None,
    ) -> None:
        """``keeper`` holds the chosen start: while it is asked for, what is read may have it as taken.

        Without one nothing is chosen but by a person. ``moved_id`` is the appointment that is moved: it is in
        nobody's way here.
        """
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._clinic = clinic
        self._keeper = keeper
        self._moved_id = moved_id
        self._begun_at = desk.now()
        self._offers: dict[str, ServiceEntry] = {}
        self._site_ids: frozenset[str] | None = None
        self._minutes: int | None = None
        self._wish: tuple[str | None, Minute] | None = None
        """A start that was asked for before it was known whether it is free."""
        self._is_own = False
        """Whether a person chose the start that is chosen."""
        self.runs_on = False
        """Whether the start that is chosen was come to by an arrow key, which may run on at once."""
        self._takes_first = True
        """Whether the first start that is found is chosen where none is."""
        self._is_old = False
        self.found: FoundStarts | None = None
        self.start: OfferedStart | None = None
        self.filter = StartFilter(theme, self._today())
        self.list = StartList(theme, columns=columns)
        self.list.set_hint(self._hint_without_service())
        self.legend = StartLegend(theme)
        self._lay_out()
        self.list.start_chosen.connect(self._on_start_chosen)
        self.list.entered.connect(self.entered)
        self.filter.changed.connect(self._on_filter)
        self.filter.turned.connect(self._on_turned)
        if keeper is not None:
            keeper.settled.connect(self._on_settled)

    def _lay_out(self) -> None:
        label = QLabel(self.tr("Free s&tarts"))
        label.setBuddy(self.list)
        set_role(label, "secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.space(1))
        head = QHBoxLayout()
        head.addWidget(label, 1)
        head.addWidget(self.filter.earlier)
        head.addWidget(self.filter.later)
        column.addLayout(head)
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        column.addWidget(self.legend)

    # Asking

    def begin(self, first_day: date) -> None:
        """Begin another booking, from that day on, with nothing chosen."""
        self._begun_at = self._desk.now()
        self._choose(None)
        self._wish = None
        self.filter.show_day(first_day)

    def show_clinic(self, clinic: Clinic) -> None:
        """Take the names of doctors and places as they are now."""
        self._clinic = clinic

    @property
    def is_of_today(self) -> bool:
        """Whether today is still the date on which this was made: its days begin there."""
        return self.filter.today == self._today()

    @property
    def starts_at(self) -> Minute | None:
        """When the chosen start begins; None where none is chosen."""
        return self.start.starts_at if self.start is not None else None

    @property
    def begun_at(self) -> datetime:
        """When this booking was begun, by the database's clock: a start that has begun since may be taken."""
        return self._begun_at

    def ask(
        self,
        offers: Mapping[str, ServiceEntry],
        site_ids: frozenset[str] | None,
        minutes: int | None,
    ) -> None:
        """Show the free starts of other services or places; a start that a person chose stays if it can."""
        self._offers, self._site_ids, self._minutes = dict(offers), site_ids, minutes
        if self._wish is None and self._is_own and self.start is not None:
            doctor_id = self.start.doctor_id if self.start.doctor_id in offers else None
            self._wish = doctor_id, self.start.starts_at
            self.turn_to(self.start.starts_at, self.start.zone)
        self.start, self._takes_first = None, self._wish is None
        self.found = None
        self.read_again()

    def wish(self, doctor_id: str | None, starts_at: Minute) -> None:
        """Want a start, of whichever doctor where None, as soon as it is known whether it is free."""
        self._wish = doctor_id, starts_at

    def turn_to(self, starts_at: Minute, zone: str) -> None:
        """Show the days of a start; those that have it already stay."""
        day = local_date(starts_at, zone)
        first = self.filter.first_day
        if not first <= day < date.fromordinal(first.toordinal() + DAYS):
            self.filter.show_day(day)

    def take_start(self, doctor_id: str, starts_at: Minute) -> None:
        """Choose a start that was pointed at elsewhere, and turn to its days where they are not shown."""
        start = self._at(doctor_id, starts_at)
        if start is not None:
            self.take(start)
            return
        self.wish(doctor_id, starts_at)
        self.turn_to(starts_at, self._zone_of(doctor_id))
        self.read_again()

    def take(self, start: OfferedStart) -> None:
        """Choose a start that was offered elsewhere."""
        self._choose(start, is_own=True)
        if not self.list.choose(start.starts_at, start.doctor_id):
            self.turn_to(start.starts_at, start.zone)
            self.read_again()
        self.chosen.emit()

    def give_up(self) -> None:
        """Choose no start, for the one that was chosen is taken, and look again what is free."""
        self._choose(None)
        self.list.choose(None)
        self.read_again()

    def note_change(self) -> None:
        """Read again what somebody changed, as soon as our own hold is known."""
        if self._is_unsettled:
            self._is_old = True
        else:
            self.read_again()

    @Slot()
    def read_again(self) -> None:
        """Read the days that are shown again."""
        self._is_old = False
        if not self._offers:
            self.found = None
            self.list.set_hint(self._hint_without_service())
            self.list.set_rows(())
            self.legend.show_entries(())
            self.read.emit()
            return
        wanted = StartsWanted(
            services=tuple((doctor_id, one.id) for doctor_id, one in self._offers.items()),
            first_day=self.filter.first_day,
            days=DAYS,
            part=self.filter.part,
            site_ids=self._site_ids,
            minutes=self._minutes,
            begun_at=self._begun_at,
            own_ids=self.own_ids(),
            moved_id=self._moved_id,
        )
        work = partial(read_offered_starts, wanted=wanted)
        self._desk.read(self, work, self._on_read, self.failed.emit, replaces="starts")

    def own_ids(self) -> frozenset[str]:
        """What is held for the form: no start is taken by it."""
        return self._keeper.own_ids() if self._keeper is not None else frozenset()

    # Inside

    @property
    def _is_unsettled(self) -> bool:
        """Whether a hold is under way, of which it is not known yet whether it stands."""
        return self._keeper is not None and self._keeper.is_busy

    def _hint_without_service(self) -> str:
        is_moving = self._moved_id is not None
        return "" if is_moving else self.tr("Choose a service to see its free starts.")

    def _on_read(self, found: FoundStarts) -> None:
        if not self._offers:
            # Asked for before nothing was wanted any more.
            return
        if self._is_unsettled:
            # What was read may have our own hold in it as somebody else's: look again once it is known.
            self._is_old = True
            return
        if found.wanted.own_ids != self.own_ids():
            self.read_again()
            return
        self.found = found
        self.list.set_hint(self.tr("Nothing is free here."))
        self._show_rows()
        self._settle_choice(found)
        if self.start is not None:
            self.list.choose(self.start.starts_at, self.start.doctor_id)
        self.read.emit()

    def _settle_choice(self, found: FoundStarts) -> None:
        """What is chosen now that it is known what is free."""
        wish, self._wish = self._wish, None
        takes_first, self._takes_first = self._takes_first and self._keeper is not None, False
        first = found.starts[0] if found.starts else None
        former = self.start
        if wish is not None:
            start = self._at(*wish)
            self._choose(start, is_own=True)
            if start is None:
                self.gone.emit(wish[1])
        elif former is None:
            self._choose(first if takes_first else None)
        else:
            start = self._at(former.doctor_id, former.starts_at)
            if start is not None:
                self._choose(start, is_own=self._is_own)
            elif takes_first:
                self._choose(first)
            elif found.wanted.covers(former):
                self._choose(None)
                self.gone.emit(former.starts_at)

    def _show_rows(self) -> None:
        bar = self.list.verticalScrollBar()
        place = bar.value()
        starts = self.found.starts if self.found is not None else ()
        cells = tuple(self._cells(starts))
        columns = self.list.columns_for(cells)
        days = [local_date(start.starts_at, start.zone) for start in starts]
        if self.list.set_rows(rows_of(cells, days, columns), columns):
            self.legend.show_entries(tuple(self._legend()))
            # A list that is read again stays where a person scrolled it.
            bar.setValue(place)

    def _cells(self, starts: Sequence[OfferedStart]) -> Iterator[StartCell]:
        is_of_several = len({start.doctor_id for start in starts}) > 1
        for start in starts:
            doctor = short_doctor(start.doctor_id, self._clinic) if is_of_several else ""
            colour = self._colour(start.doctor_id) if is_of_several else ""
            told = (doctor, place_of(start, self._clinic))
            yield start_cell(start.slot, start.zone, *told, doctor_id=start.doctor_id, colour=colour)

    def _legend(self) -> Iterator[tuple[str, str]]:
        """Each doctor's colour, name and place, as of the first start."""
        shown: dict[str, OfferedStart] = {}
        for start in self.found.starts if self.found is not None else ():
            shown.setdefault(start.doctor_id, start)
        for doctor_id, start in shown.items():
            names = (short_doctor(doctor_id, self._clinic), place_of(start, self._clinic))
            yield self._colour(doctor_id), "  ·  ".join(filter(None, names))

    def _colour(self, doctor_id: str) -> str:
        return self._clinic.doctor(doctor_id).calendar_color or ""

    def _at(self, doctor_id: str | None, starts_at: Minute) -> OfferedStart | None:
        starts = self.found.starts if self.found is not None else ()
        wanted = (one for one in starts if one.starts_at == starts_at)
        return next((one for one in wanted if doctor_id in (None, one.doctor_id)), None)

    def _choose(self, start: OfferedStart | None, *, is_own: bool = False) -> None:
        self.start, self._is_own = start, is_own and start is not None

    def _zone_of(self, doctor_id: str) -> str:
        return self._clinic.doctor(doctor_id).timezone

    def _today(self) -> date:
        zone = self._clinic.doctors[0].timezone if self._clinic.doctors else "UTC"
        return local_date(minute_floor(self._desk.now()), zone)

    @Slot(object)
    def _on_start_chosen(self, _slot: FreeSlot) -> None:
        key: StartKey | None = self.list.chosen_key
        start = self._at(*key) if key is not None else None
        if start is not None:
            self._choose(start, is_own=True)
            self.runs_on = self.list.is_walking
            self.chosen.emit()
            self.runs_on = False

    @Slot()
    def _on_filter(self) -> None:
        self._takes_first = True
        self.read_again()

    @Slot()
    def _on_turned(self) -> None:
        """Show other days; a start that a person chose stays chosen, one that nobody chose gives way."""
        if not self._is_own:
            self._choose(None)
            self._takes_first = True
        self.read_again()

    @Slot()
    def _on_settled(self) -> None:
        if self._is_old:
            self.read_again()
