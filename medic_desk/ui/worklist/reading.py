"""What the page of the worklist knows: the list by cause, and where everybody could go, kept up to date."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.model.appointments.best_fits import BestFits, ToPlace, read_best_fits
from medic_desk.model.worklist.groups import RebookingGroup, RebookingGroups, read_rebooking
from medic_desk.model.worklist.items import RebookingItem
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.kept_read import KeptRead
from medic_desk.ui.words.worklist import zone_of

WATCHED = frozenset({"appointments", "rebooking_items", "rebooking_causes", "patients", "time_off_requests"})
"""The tables whose changes may change the list."""

_PLACES = frozenset(
    {
        "appointments",
        "schedule_rules",
        "schedule_rule_breaks",
        "schedule_exceptions",
        "appointment_types",
        "bookable_resources",
    }
)
"""The tables whose changes may change where somebody could go."""


class WorklistReading(QObject):
    """Two reads, each done anew whenever something changed that it looks at."""

    listed = Signal()
    """``groups`` were read anew."""
    proposed = Signal()
    """``fits`` were worked out anew."""
    failed = Signal(object)
    """Something could not be read (Exception)."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.groups: tuple[RebookingGroup, ...] = ()
        self.fits: BestFits = {}
        """The starts that are proposed, by the appointment's id, the best first."""
        self.is_read = False
        self._asked: tuple[ToPlace, ...] = ()
        self._held: tuple[str, frozenset[str]] = ("", frozenset())
        """Whom this desk calls (the appointment's id), and what it holds for them."""
        self._list = KeptRead(desk, WATCHED, self)
        self._places = KeptRead(desk, _PLACES, self)
        self._list.done.connect(self._on_list)
        self._list.failed.connect(self.failed)
        self._places.done.connect(self._on_places)
        self._places.failed.connect(self.failed)

    def start(self) -> None:
        """Read, and keep what was read up to date until ``stop``."""
        self.is_read = False
        self._list.start(read_rebooking)

    def stop(self) -> None:
        """Read no more."""
        self._list.stop()
        self._places.stop()

    def items(self) -> Sequence[RebookingItem]:
        """All items; one with two causes twice."""
        return [item for group in self.groups for item in group.items]

    def show_held(self, appointment_id: str, hold_ids: frozenset[str]) -> None:
        """Propose to whom this desk calls what it holds for them, too."""
        if (appointment_id, hold_ids) != self._held:
            self._held = (appointment_id, hold_ids)
            if self.is_read:
                self.ask_for_places()

    def ask_for_places(self) -> None:
        """Work out anew where everybody could go."""
        self._asked = self._to_place()
        if not self._asked or self._desk.clinic is None:
            self._places.stop()
            self.fits = {}
            return
        zone = zone_of(self._desk.clinic, self._asked[0].own[0])
        today = local_date(minute_floor(self._desk.now()), zone)
        self._places.start(partial(read_best_fits, wanted=self._asked, first_day=today))

    @Slot(object)
    def _on_list(self, found: RebookingGroups) -> None:
        self.groups = found.groups
        if not self.is_read or self._to_place() != self._asked:
            self.ask_for_places()
        self.is_read = True
        self.listed.emit()

    @Slot(object)
    def _on_places(self, fits: BestFits) -> None:
        self.fits = fits
        self.proposed.emit()

    def _to_place(self) -> tuple[ToPlace, ...]:
        """Whoever is to be called, of all causes, with what colleagues offer instead."""
        clinic = self._desk.clinic
        if clinic is None:
            return ()
        items = {item.id: item for item in self.items() if item.is_open}
        return tuple(
            ToPlace(
                appointment_id=item.appointment_id,
                starts_at=item.starts_at,
                own=(item.doctor_id, item.appointment_type_id),
                colleagues=tuple(
                    (one.doctor_id, one.id)
                    for one in clinic.like_services(item.appointment_type_id)
                    if one.doctor_id != item.doctor_id
                ),
                minutes=item.minutes,
                doctor_location_id=item.doctor_location_id,
                patient_id=item.patient_id,
                hold_ids=self._held[1] if self._held[0] == item.appointment_id else frozenset(),
            )
            for item in sorted(items.values(), key=_when)
            if item.appointment_type_id is not None
        )


def _when(item: RebookingItem) -> tuple[int, str]:
    return item.was_starts_at, item.id
