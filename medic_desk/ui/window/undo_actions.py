"""The menu's Undo and Redo: each names the act that it would take back or do anew, and is off without one."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence

from medic_desk.engine.clinic_time import minute_floor
from medic_desk.ui.appointments.undo_redo import names_for
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.latest_acts import AnyDone
from medic_desk.ui.words.latest_acts import act_name
from medic_desk.ui.words.names import Names


class UndoActions(QObject):
    """Keeps the two actions to what the desk's latest acts say."""

    def __init__(
        self, desk: Desk, names: Callable[[str], Names | None], undo: QAction, redo: QAction, parent: QObject
    ) -> None:
        """``names`` answers what the ids of a doctor's days are called."""
        super().__init__(parent)
        self._desk = desk
        self._names = names
        self._undo, self._redo = undo, redo
        self._nothing_to = {undo: undo.text(), redo: redo.text()}
        redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        for action in (undo, redo):
            # A key that is held down takes back one act, not the whole morning.
            action.setAutoRepeat(False)
        desk.latest.changed.connect(self._on_changed)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        latest, undone = self._desk.latest.latest, self._desk.latest.latest_undone
        self._show(self._undo, self.tr("&Undo: {act}"), latest)
        self._show(self._redo, self.tr("Redo: {act}"), undone)

    def _show(self, action: QAction, text: str, done: AnyDone | None) -> None:
        action.setEnabled(done is not None)
        names = names_for(done, self._desk, self._names) if done is not None else None
        if done is None or names is None:
            action.setText(self._nothing_to[action])
            return
        # A name may hold the sign that makes the next letter a menu's key.
        named = act_name(done, names, minute_floor(self._desk.now())).replace("&", "&&")
        action.setText(text.format(act=named))
