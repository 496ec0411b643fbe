"""The doctors of the panel: the list, links to many of them at once, and a line that finds one by typing."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from medic_desk.model.clinic.clinic import Clinic
from medic_desk.ui.controls.plain_text import show_plain
from medic_desk.ui.controls.taken_apart import is_taken_apart
from medic_desk.ui.controls.text_fields import TextLine
from medic_desk.ui.controls.wrapping_row import WrappingRow
from medic_desk.ui.side.doctor_list import DoctorList
from medic_desk.ui.side.section_title import SectionTitle
from medic_desk.ui.theme import Theme
from medic_desk.ui.theme.roles import set_role
from medic_desk.ui.words.names import told_apart

MANY = 12
"""From so many doctors on the line to type in is always there; with fewer it comes with the first letter."""

MOST_HOUSES = 6
"""More houses get no links: they are found by typing their names."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SITE = "site_id"


class DoctorsSection(QObject):
    """``doctors_chosen`` (tuple of ids, in the order of the list, never empty) when others are shown.

    The panel lays out its ``parts``, from top to bottom; the list alone takes more room than it must have.
    """

    doctors_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._clinic: Clinic | None = None
        self._own_id: str | None = None
        self.head = QWidget(parent)
        self.houses = QWidget(parent)
        self.search = TextLine(parent=parent)
        self.list = DoctorList(theme, parent)
        self.choice = self.list.choice
        self._note = QLabel(parent)
        self.parts: tuple[QWidget, ...] = (self.head, self.houses, self.search, self.list, self._note)
        self._lay_out(theme)
        self.list.typed.connect(self._on_typed)
        self.search.textChanged.connect(self._on_search)
        self.search.installEventFilter(self)
        self.choice.changed.connect(self._on_changed)
        self.choice.last_kept.connect(self._on_last_kept)

    @property
    def note(self) -> str:
        """What is said below the list; empty where nothing is."""
        return self._note.text()

    @property
    def links(self) -> dict[str, QPushButton]:
        """The links to many doctors that are offered, by their words."""
        links = (self.all, self.mine, *self.houses.findChildren(QPushButton))
        return {link.accessibleName(): link for link in links if not link.isHidden()}

    def set_clinic(self, clinic: Clinic, own_id: str | None) -> None:
        """List a clinic's doctors; ``own_id`` is the doctor who is signed in, where a doctor is."""
        self._clinic, self._own_id = clinic, own_id
        self.choice.list_doctors(clinic)
        self._show_links()
        self._show_search()
        self._say("")

    # Inside

    def _lay_out(self, theme: Theme) -> None:
        title = SectionTitle(self.tr("Docto&rs"), self.list, theme)
        self.list.setAccessibleName(self.tr("Doctors"))
        self.search.setPlaceholderText(self.tr("Name, specialty, place"))
        self.search.setAccessibleName(self.tr("Find a doctor"))
        set_role(self._note, "secondary")
        show_plain(self._note)
        self._note.setWordWrap(True)
        self.all = _link(self.tr("All"), self._on_all)
        self.mine = _link(self.tr("Mine"), self._on_mine)
        line = QHBoxLayout(self.head)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.space(1))
        line.addWidget(title, 1)
        line.addWidget(self.all)
        line.addWidget(self.mine)
        self._row = WrappingRow(theme.space(1))
        self.houses.setLayout(self._row)
        self.search.hide()
        self._note.hide()

    def _show_links(self) -> None:
        """All, the own one, and each house where there are several."""
        while (item := self._row.takeAt(0)) is not None:
            if (former := item.widget()) is not None:
                former.setParent(None)
                former.deleteLater()
        doctors = {doctor.id for doctor in self.choice.doctors}
        houses = self._clinic.houses if self._clinic is not None else ()
        named = [(site.id, site.name) for site in houses if self._at_site(site.id)]
        is_many = len(doctors) > 1
        are_linked = is_many and 1 < len(named) <= MOST_HOUSES
        self.all.setVisible(is_many)
        self.mine.setVisible(is_many and self._own_id in doctors)
        self.houses.setVisible(are_linked)
        if are_linked:
            for (site_id, name), text in zip(named, told_apart([name for _, name in named]), strict=True):
                link = _link(text, self._on_house)
                link.setToolTip(name)
                link.setProperty(_SITE, site_id)
                self._row.addWidget(link)

    def _at_site(self, site_id: str) -> tuple[str, ...]:
        """Who works in a house."""
        places = self._clinic.locations if self._clinic is not None else ()
        there = {one.doctor_id for one in places if one.is_active and site_id in (one.clinic_site_id, one.id)}
        return tuple(one.id for one in self.choice.doctors if one.id in there and one.is_active)

    def _show_search(self) -> None:
        is_wanted = len(self.choice.doctors) >= MANY or bool(self.search.text()) or self.search.hasFocus()
        self.search.setVisible(is_wanted)

    def _choose(self, ids: Iterable[str]) -> None:
        """Choose many at once, of those that are found."""
        found = {doctor.id for doctor in self.choice.found}
        self.choice.choose([doctor_id for doctor_id in ids if doctor_id in found])

    def _say(self, text: str) -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keys in the line: Down into the list, Enter shows the first alone, Escape lists all again."""
        if is_taken_apart(self):
            return False
        if watched is not self.search or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() is not QEvent.Type.KeyPress:
            return False
        key, found = event.key(), self.choice.found
        if key == Qt.Key.Key_Escape and not self.search.isHidden():
            self.search.clear()
            self.list.setFocus()
            self._show_search()
            return True
        is_enter = key in _ENTER
        if not found or not (is_enter or key == Qt.Key.Key_Down) or event.isAutoRepeat():
            return is_enter
        self.list.setFocus()
        self.list.setCurrentIndex(self.choice.index(0))
        if is_enter:
            self.choice.choose((found[0].id,))
        return True

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self.search.show()
        self.search.setFocus()
        self.search.setText(self.search.text() + text)

    @Slot(str)
    def _on_search(self, typed: str) -> None:
        self.choice.find(typed)
        self._show_search()
        self._say("" if self.choice.found else self.tr("No doctor is found by this."))

    @Slot()
    def _on_all(self) -> None:
        self._choose(doctor.id for doctor in self.choice.doctors)

    @Slot()
    def _on_mine(self) -> None:
        self.search.clear()
        self._choose((self._own_id or "",))

    @Slot()
    def _on_house(self) -> None:
        link = self.sender()
        if isinstance(link, QPushButton):
            self.search.clear()
            self._choose(self._at_site(link.property(_SITE)))

    @Slot()
    def _on_changed(self) -> None:
        self._say("")
        self.doctors_chosen.emit(self.choice.chosen)

    @Slot()
    def _on_last_kept(self) -> None:
        self._say(self.tr("One doctor always stays shown."))


def _link(text: str, slot: Callable[[], None]) -> QPushButton:
    link = QPushButton(text.replace("&", "&&"))
    link.setAccessibleName(text)
    set_role(link, "link")
    link.clicked.connect(slot)
    return link
