"""Takes outcomes of the worklist back: one row, or all of a cause one by one, and the illness itself."""

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from medic_desk.model.appointments.putting_back import PutBackRequest, put_back
from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.time_off.illness import TakeIllnessBack, take_illness_back
from medic_desk.model.worklist.groups import RebookingGroup
from medic_desk.model.worklist.items import RebookingItem
from medic_desk.model.worklist.steps import ItemRequest, reopen
from medic_desk.ui.desk.attempt import Attempt, new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.words.appointment import refused_sentence
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.names import Names
from medic_desk.ui.words.worklist import zone_of

_Act = tuple[Callable[..., Any], object]


class TakingBack(QObject):
    """Asked by the page; each row is an act of its own, so that one that is refused keeps no other."""

    told = Signal(str)
    """What was taken back."""
    refused = Signal(str, object)
    """A sentence about what was not taken back, and (text, action) choices to go on with."""
    finished = Signal()
    """Nothing more is under way."""

    def __init__(self, desk: Desk, attempt: Attempt, parent: QObject) -> None:
        """``attempt`` is the page's one."""
        super().__init__(parent)
        self._desk = desk
        self._attempt = attempt
        self._left: deque[RebookingItem] = deque()
        self._then: _Act | None = None
        """What follows once the rows are taken back."""
        self._done = 0
        self._not_done: list[str] = []

    @staticmethod
    def can_take_back(item: RebookingItem) -> bool:
        """Whether an outcome has a way back: an appointment that is over has none."""
        return item.state in ("moved", "cancelled", "kept")

    def may_open(self, group: RebookingGroup) -> bool:
        """Whether the person may take the cause itself back here."""
        is_illness = group.cause is not None and group.cause.kind == "illness"
        return is_illness and self._desk.may(Permission.RECORD_ILLNESS, group.doctor_id)

    def take_back(self, items: Sequence[RebookingItem], cause: RebookingGroup | None = None) -> None:
        """Take these outcomes back, and then the illness that ``cause`` is."""
        if self._attempt.is_open:
            return
        self._left = deque(item for item in items if self.can_take_back(item))
        self._then = None
        if cause is not None and cause.cause is not None:
            request = TakeIllnessBack(act_id=new_act_id(), request_id=cause.cause.cause_id)
            self._then = (take_illness_back, request)
        self._done, self._not_done = 0, []
        self._go_on()

    # Inside

    def _go_on(self) -> None:
        if self._left:
            item = self._left.popleft()
            act, request = _way_back(item)
            self._attempt.send(act, request, partial(self._on_done, item), partial(self._on_failed, item))
        elif self._then is not None:
            (act, request), self._then = self._then, None
            self._attempt.send(act, request, self._on_opened, partial(self._on_failed, None))
        else:
            self._end()

    def _on_done(self, _item: RebookingItem, _result: object) -> None:
        self._done += 1
        self._go_on()

    def _on_opened(self, _result: object) -> None:
        self._go_on()

    def _on_failed(self, item: RebookingItem | None, error: Exception) -> None:
        if self._attempt.is_unknown:
            again = ((self.tr("Tr&y again"), self._attempt.again),)
            self.refused.emit(error_sentence(error), again)
            return
        clinic = self._desk.clinic
        if item is None or clinic is None:
            self._not_done.append(error_sentence(error))
        else:
            names = Names(clinic, zone_of(clinic, item.was_doctor_id))
            said = refused_sentence(error, names, item.minutes)
            self._not_done.append(f"{item.patient_name or '?'}: {said}")
        self._go_on()

    def _end(self) -> None:
        if self._done:
            self.told.emit(self.tr("%n appointments are back where they were.", "", self._done))
        if self._not_done:
            self.refused.emit(self.tr("Not taken back:") + " " + " ".join(self._not_done), ())
        self.finished.emit()


def _way_back(item: RebookingItem) -> _Act:
    if item.state == "kept":
        return reopen, ItemRequest(
            act_id=new_act_id(),
            item_id=item.id,
            seen_state=item.state,
            seen_taken_by_id=item.taken_by_id,
        )
    request = PutBackRequest(
        act_id=new_act_id(), appointment_id=item.appointment_id, row_version=item.row_version
    )
    return put_back, request
