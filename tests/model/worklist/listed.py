"""A desk that works on the worklist of the small clinic: what is on it, and steps on its items."""

from dataclasses import dataclass
from typing import Any

from medic_desk.engine.facts import ScheduleException
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.exceptions.save import DeleteException, SaveException, delete_exception, save_exception
from medic_desk.model.store.store import Store
from medic_desk.model.worklist.items import RebookingItem, read_worklist
from medic_desk.model.worklist.steps import ItemRequest, ItemResult, ItemStep
from tests.model.plain_sql import rows
from tests.model.small_clinic import SmallClinic, new_id


@dataclass(frozen=True)
class WorklistDesk:
    """One desk and its store."""

    store: Store
    clinic: SmallClinic

    def booked(self, hour: int = 10, **fields: Any) -> AppointmentResult:
        return perform(self.store, self.clinic.receptionist, book, self.clinic.booking(hour, **fields))

    def block(self, start: int = 9, end: int = 12, **fields: Any) -> ScheduleException:
        """A block of the doctor's day, saved."""
        wanted = ScheduleException(
            id=new_id(), table="schedule_exceptions", exception_type="blocked", source="manual",
            starts_at=self.clinic.at(start), ends_at=self.clinic.at(end),
        )._replace(**fields)  # fmt: skip
        return self.save(wanted)

    def save(self, wanted: ScheduleException, replaces: ScheduleException | None = None) -> ScheduleException:
        request = SaveException(
            act_id=new_id(), doctor_id=self.clinic.doctor_id, exceptions=(wanted,), replaces=replaces
        )
        perform(self.store, self.clinic.manager, save_exception, request)
        return wanted

    def unblock(self, block: ScheduleException) -> None:
        request = DeleteException(act_id=new_id(), doctor_id=self.clinic.doctor_id, exception=block)
        perform(self.store, self.clinic.manager, delete_exception, request)

    def items(self) -> tuple[RebookingItem, ...]:
        return self.store.do(read_worklist).items

    def item(self) -> RebookingItem:
        (item,) = self.items()
        return item

    def listed(self) -> list[tuple[str, str, list[str]]]:
        """Appointment, state and kinds of causes of each open item."""
        return [
            (item.appointment_id, item.state, [cause.kind for cause in item.causes]) for item in self.items()
        ]

    def states(self) -> list[str]:
        """The states of all items, in order of making."""
        found = rows(self.store, "SELECT state FROM rebooking_items ORDER BY inserted_at, updated_at, id")
        return [row["state"] for row in found]

    def step(self, step: ItemStep, item: RebookingItem | None = None, **fields: Any) -> ItemResult:
        """Do a step on an item as it stands now."""
        return perform(self.store, self.clinic.receptionist, step, on(item or self.item(), **fields))


def on(item: RebookingItem, **fields: Any) -> ItemRequest:
    """A request on the item as it was read."""
    return ItemRequest(
        act_id=new_id(),
        item_id=item.id,
        seen_state=item.state,
        seen_taken_by_id=item.taken_by_id,
        **fields,
    )
