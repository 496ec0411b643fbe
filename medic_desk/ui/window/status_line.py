"""The line at the bottom: who works at which desk, whether the calendar is live, what waits, the clock."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from medic_desk.model.clinic.clinic import Person
from medic_desk.model.clinic.permissions import Role, role_of
from medic_desk.ui.controls.elided_label import ElidedLabel
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.requests.badges import Badges
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.notice_line import NoticeLine
from medic_desk.ui.words.formats import clock_of

_TICK_MILLISECONDS = 1_000

_MOST_CHARACTERS = 44
"""Across, of who works here; a name that is longer ends in an ellipsis."""
_LEAST_CHARACTERS = 10
"""Across, of how the calendar learns of changes, where there is no room for more."""


class StatusLine(QWidget):
    """``person_asked`` when somebody else wants to work here; ``minute_passed`` once a minute."""

    person_asked = Signal()
    minute_passed = Signal()

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._zone = "UTC"
        self._shown = ""
        self.person = QToolButton()
        self.person.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._live_icon = QLabel()
        self.live = ElidedLabel(_LEAST_CHARACTERS)
        self.badges = Badges(desk, theme)
        self.notice = NoticeLine(theme)
        self.clock = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(2), 0, theme.space(3), 0)
        row.setSpacing(theme.space(2))
        row.addWidget(self.person)
        row.addSpacing(theme.space(3))
        row.addWidget(self._live_icon)
        row.addWidget(self.live)
        row.addSpacing(theme.space(3))
        row.addWidget(self.badges)
        row.addSpacing(theme.space(3))
        row.addWidget(self.notice, 1)
        row.addWidget(self.clock)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MILLISECONDS)
        self._tick.timeout.connect(self._on_tick)
        self._tick.start()
        self.person.clicked.connect(self.person_asked)
        desk.person_changed.connect(self._on_person)
        desk.contact.went_offline.connect(self._on_contact)
        desk.contact.came_back.connect(self._on_contact)
        desk.feed_changed.connect(self._on_contact)
        theme.changed.connect(self._on_contact)
        if desk.person is not None:
            self._on_person(desk.person)
        self._on_contact()

    def set_zone(self, zone: str) -> None:
        """Show the clock of that zone."""
        self._zone = zone
        self._on_tick()
        self._on_contact()

    def stop(self) -> None:
        """Stop the clock."""
        self._tick.stop()

    @Slot()
    def _on_tick(self) -> None:
        text = clock_of(self._desk.now(), self._zone)
        if text != self._shown:
            self._shown = text
            self.clock.setText(text)
            self.clock.setAccessibleName(self.tr("The clinic's clock: {time}").format(time=text))
            self.badges.tick()
            self.minute_passed.emit()

    @Slot(object)
    def _on_person(self, person: Person) -> None:
        roles = {
            Role.RECEPTIONIST: self.tr("Reception"),
            Role.DOCTOR: self.tr("Doctor"),
            Role.MANAGER: self.tr("Management"),
        }
        whole = f"{person.display_name}  ·  {self._desk.desk_name}"
        spoken = f"{whole}  ·  {roles[role_of(person)]}"
        metrics = QFontMetrics(self._theme.font())
        room = metrics.averageCharWidth() * _MOST_CHARACTERS
        # The space parts the words from the icon.
        self.person.setText(" " + metrics.elidedText(whole, Qt.TextElideMode.ElideRight, room))
        self.person.setAccessibleName(spoken)
        self.person.setToolTip("\n".join((spoken, self.tr("Let somebody else work here"))))

    @Slot()
    def _on_contact(self) -> None:
        palette = self._theme.palette
        self.clock.setFont(self._theme.font(medium=True, tabular=True))
        self.person.setIcon(self._theme.icon("patient"))
        since = self._desk.contact.offline_since
        if since is not None:
            icon, colour = "offline", palette.warning
            text = self.tr("Offline since {time}").format(time=clock_of(since, self._zone))
        elif self._desk.is_live:
            icon, colour, text = "live", palette.success, self.tr("Live")
        else:
            icon, colour, text = "live", palette.warning, self.tr("Looks for changes every 30 seconds")
        side = self._theme.icon_size().width()
        self._live_icon.setPixmap(self._theme.pixmap(icon, side, colour, self.devicePixelRatioF()))
        self.live.show_text(text)
