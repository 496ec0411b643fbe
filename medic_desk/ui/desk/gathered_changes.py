"""Changes that were heard within a few milliseconds, told together: an act writes several rows at once."""

from PySide6.QtCore import QObject, QTimer, Signal

from medic_desk.model.store.changes import Changed

ANYTHING = (Changed(None, None, None, None),)
"""What is told where something may have changed unheard."""

_GATHER_MILLISECONDS = 5


class GatheredChanges(QObject):
    """Takes changes one by one; ``due`` when they are to be taken out with ``take``."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._changes: dict[Changed, None] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_GATHER_MILLISECONDS)
        self._timer.timeout.connect(self.due)

    def add(self, changed: Changed) -> None:
        """Keep a change. The wait is not begun anew by each, so that a storm of changes is told as well."""
        self._changes[changed] = None
        if not self._timer.isActive():
            self._timer.start()

    def take(self) -> tuple[Changed, ...]:
        """The changes since the last time, each once, in order; ``due`` is not said for them any more."""
        self._timer.stop()
        changes = tuple(self._changes)
        self._changes.clear()
        return changes

    def stop(self) -> None:
        """Tell nothing more."""
        self._timer.stop()
