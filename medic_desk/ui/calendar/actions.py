"""What the calendar can be asked by menu, bar and key: which days, how many, how large, and to book."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from medic_desk.ui.controls.actions import make_action

_LENGTH = "days"
_KIND = "kind"


class CalendarActions(QObject):
    """The calendar's own actions; the window puts them into its menus as well.

    ``length_chosen`` carries how many days are to be shown, ``kind_chosen`` of what a day has columns
    (``doctors`` or ``rooms``).
    """

    length_chosen = Signal(int)
    kind_chosen = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.book = make_action(self, self.tr("&New appointment…"), "Ctrl+N", "add")
        self.today = make_action(self, self.tr("&Today"), "Ctrl+T", "today")
        self.earlier = make_action(self, self.tr("&Earlier"), "Alt+Left", "chevron-left")
        self.later = make_action(self, self.tr("&Later"), "Alt+Right", "chevron-right")
        self.alone = make_action(self, self.tr("One doctor's wee&k, and back"), "Ctrl+Shift+W")
        self.zoom_in = make_action(self, self.tr("Zoom &in"), "Ctrl++", "zoom-in")
        self.zoom_in.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        self.zoom_out = make_action(self, self.tr("Zoom &out"), "Ctrl+-", "zoom-out")
        self.zoom_fit = make_action(self, self.tr("&Fit the day"), "Ctrl+0")
        self.faded = make_action(
            self, self.tr("&Cancelled and missed appointments"), "Ctrl+Shift+C", is_checkable=True
        )
        self.weekend = make_action(self, self.tr("&Empty week-end days"), "", is_checkable=True)
        self.lengths = self._make_lengths()
        self.kinds = self._make_kinds()

    def _make_lengths(self) -> tuple[QAction, ...]:
        group = QActionGroup(self)
        group.triggered.connect(self._on_length)
        for days, text, keys in (
            (1, self.tr("&Day"), "Ctrl+1"),
            (5, self.tr("&5 days"), "Ctrl+5"),
            (7, self.tr("&Week"), "Ctrl+7"),
        ):
            action = make_action(self, text, keys, is_checkable=True)
            action.setProperty(_LENGTH, days)
            group.addAction(action)
        return tuple(group.actions())

    def _make_kinds(self) -> tuple[QAction, ...]:
        group = QActionGroup(self)
        group.triggered.connect(self._on_kind)
        for kind, text, keys in (
            ("doctors", self.tr("Doctor&s"), "Ctrl+Shift+D"),
            ("rooms", self.tr("Roo&ms"), "Ctrl+Shift+O"),
        ):
            action = make_action(self, text, keys, is_checkable=True)
            action.setProperty(_KIND, kind)
            group.addAction(action)
        return tuple(group.actions())

    def mark(self, days: int, kind: str) -> None:
        """Mark how many days are shown, and of what a day has columns."""
        for action in self.lengths:
            action.setChecked(action.property(_LENGTH) == days)
        for action in self.kinds:
            action.setChecked(action.property(_KIND) == kind)

    @Slot(QAction)
    def _on_length(self, action: QAction) -> None:
        self.length_chosen.emit(action.property(_LENGTH))

    @Slot(QAction)
    def _on_kind(self, action: QAction) -> None:
        self.kind_chosen.emit(action.property(_KIND))
