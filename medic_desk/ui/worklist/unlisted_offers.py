"""What another program blocked, closed or changed: the desk that hears of it offers to list whom it affects.

One act, asked for by a person. Where another desk was quicker the offer goes.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.model.clinic.permissions import Permission
from medic_desk.model.closures.unlisted import (
    AddUnlisted,
    Unlisted,
    UnlistedAdded,
    add_unlisted,
    read_unlisted,
)
from medic_desk.model.store.changes import Changed
from medic_desk.model.worklist.causes import Cause
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.desk.attempt import Attempt, new_act_id
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.words.errors import error_sentence
from medic_desk.ui.words.worklist import unlisted_sentence, zone_of

_BLOCKS = frozenset({"schedule_exceptions", "availability_exceptions"})
_RULES = frozenset({"schedule_rules", "schedule_rule_breaks"})
_LISTS = frozenset({"rebooking_items", "rebooking_causes", "appointments", "doctors"})
"""Tables whose changes may make an offer void."""


class UnlistedOffers(QObject):
    """Speaks in a banner of the window."""

    told = Signal(str)
    """What was done, for the status line."""
    looked = Signal()
    """It is known anew whether somebody is missing on the list."""
    put_off = Signal(object)
    """Cause: the person does not want to be asked about it now."""

    def __init__(self, desk: Desk, banner: MessageBanner, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._banner = banner
        self._attempt = Attempt(desk, self)
        self._exception_ids: set[str] = set()
        self._hours_of: set[str] = set()
        self._put_off: set[Cause] = set()
        """What the person does not want to be asked about again."""
        self.offers: tuple[Unlisted, ...] = ()
        """What is offered, one after the other."""
        desk.heard.connect(self._on_heard)
        desk.contact.came_back.connect(self._on_came_back)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to look at, nothing offered and nothing put off."""
        return not self._exception_ids and not self._hours_of

    def look_at(self, exception_ids: Collection[str], hours_of: Collection[str]) -> None:
        """Look at these blocks, and at the hours of these doctors, as if they had just been heard of."""
        self._exception_ids.update(exception_ids)
        self._hours_of.update(hours_of)
        self._look()

    def leave_out(self, causes: Iterable[Cause]) -> None:
        """Do not offer these; what was put off besides may be offered again."""
        self._put_off = set(causes)

    @Slot(object)
    def _on_heard(self, changes: Sequence[Changed]) -> None:
        """Look whether a block or a rule that was written affects somebody; anything else makes no offer."""
        blocks = {one.id for one in changes if one.table in _BLOCKS and one.id is not None}
        rules = {one.doctor_id for one in changes if one.table in _RULES and one.doctor_id is not None}
        self._exception_ids |= blocks
        self._hours_of |= rules
        may_be_void = bool(self.offers) and any(one.table in _LISTS for one in changes)
        if (blocks or rules or may_be_void) and self._desk.may(Permission.MOVE):
            self._look()

    @Slot()
    def _on_came_back(self) -> None:
        if self._exception_ids or self._hours_of:
            self._look()

    def _look(self) -> None:
        work = partial(
            read_unlisted,
            exception_ids=tuple(sorted(self._exception_ids)),
            hours_of=tuple(sorted(self._hours_of)),
        )
        self._desk.read(self, work, self._on_found, self._on_not_found, replaces="unlisted")

    def _on_found(self, found: tuple[Unlisted, ...]) -> None:
        if not found:
            self._exception_ids.clear()
            self._hours_of.clear()
        self.offers = tuple(one for one in found if one.cause not in self._put_off)
        self._show()
        self.looked.emit()

    def _on_not_found(self, _error: Exception) -> None:
        """While the line is down nobody knows; it is asked for again when it is back."""
        self.looked.emit()

    def _show(self) -> None:
        clinic = self._desk.clinic
        if not self.offers or clinic is None:
            if not self._attempt.is_open:
                self._banner.hide()
            return
        offer = self.offers[0]
        zone = zone_of(clinic, offer.doctor_id or "")
        choices = (
            (self.tr("&Put them on the list to rebook"), partial(self._add, offer)),
            (self.tr("Not no&w"), partial(self._put_off_offer, offer)),
        )
        self._banner.say(unlisted_sentence(offer, clinic, zone), choices)

    def _put_off_offer(self, offer: Unlisted) -> None:
        self._put_off.add(offer.cause)
        self.offers = tuple(one for one in self.offers if one.cause != offer.cause)
        self._show()
        self.put_off.emit(offer.cause)

    def _add(self, offer: Unlisted) -> None:
        request = AddUnlisted(
            act_id=new_act_id(),
            kind=offer.cause.kind,
            cause_id=offer.cause.cause_id,
            doctor_id=offer.doctor_id,
        )
        self._attempt.send(add_unlisted, request, self._on_added, self._on_failed)

    def _on_added(self, added: UnlistedAdded) -> None:
        count = len(added.appointment_ids)
        if count:
            self.told.emit(self.tr("%n appointments were put on the list to rebook.", "", count))
        else:
            self.told.emit(self.tr("Another desk has put them on the list already."))
        self.offers = tuple(one for one in self.offers if one.cause.cause_id != added.cause_id)
        self._show()
        self._look()

    def _on_failed(self, error: Exception) -> None:
        again = ((self.tr("Tr&y again"), self._attempt.again),) if self._attempt.is_unknown else ()
        close = ((self.tr("Close"), self._banner.hide),)
        self._banner.say(error_sentence(error), (*again, *close))
