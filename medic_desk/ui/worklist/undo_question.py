"""What is taken back on the worklist: the latest outcome by Ctrl+Z, or all of a cause once that was asked."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from medic_desk.model.worklist.groups import RebookingGroup
from medic_desk.model.worklist.items import RebookingItem
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.worklist.calling import Calling
from medic_desk.ui.worklist.taking_back import TakingBack


class UndoQuestion(QObject):
    """Asks in the page's banner; ``answered`` when a person did."""

    answered = Signal()

    def __init__(
        self, message: MessageBanner, calling: Calling, taking_back: TakingBack, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._message = message
        self._calling = calling
        self._taking_back = taking_back
        self._settled_here: list[str] = []
        """The items that were settled here, the latest last."""
        calling.settled.connect(self._on_settled)

    @property
    def has_latest(self) -> bool:
        """Whether something was settled here."""
        return bool(self._settled_here)

    def undo_latest(self, items: Sequence[RebookingItem]) -> None:
        """Take back the latest outcome of this desk that stands."""
        by_id = {item.id: item for item in items}
        while self._settled_here:
            item = by_id.get(self._settled_here.pop())
            if item is not None and self._taking_back.can_take_back(item):
                self._taking_back.take_back((item,))
                return

    def ask(self, group: RebookingGroup) -> None:
        """Ask whether all outcomes of the cause are taken back, and whether it was illness at all."""
        settled = [item for item in group.settled_items if self._taking_back.can_take_back(item)]
        choices: list[tuple[str, Callable[[], object]]] = []
        if settled:
            choices.append((self.tr("Take all outcomes back"), partial(self._take_back, settled, None)))
        if self._taking_back.may_open(group):
            text = self.tr("Take all back and open the day again")
            choices.append((text, partial(self._take_back, settled, group)))
        choices.append((self.tr("Leave it"), self._leave))
        text = self.tr("%n outcomes can be taken back: each appointment goes where it was.", "", len(settled))
        self._message.say(text, choices)
        self._message.buttons[-1].setFocus()

    def _take_back(self, items: Sequence[RebookingItem], group: RebookingGroup | None) -> None:
        self._leave()
        if self._calling.item is not None:
            self._calling.end(partial(self._taking_back.take_back, items, group))
        else:
            self._taking_back.take_back(items, group)

    def _leave(self) -> None:
        self._message.hide()
        self.answered.emit()

    @Slot(str)
    def _on_settled(self, item_id: str) -> None:
        self._settled_here.append(item_id)
