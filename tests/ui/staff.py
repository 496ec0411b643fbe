"""People of the small clinic at desks of their own: the doctor, the manager, the receptionist."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QWidget

from medic_desk.model.clinic.clinic import read_clinic
from medic_desk.model.store.store import Store
from medic_desk.model.tables import UserRow
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.jobs import Jobs
from tests.model import plain_sql
from tests.model.small_clinic import SmallClinic, add


@dataclass(frozen=True)
class Staff:
    """Ids of ``users``."""

    doctor: str
    manager: str
    receptionist: str


def run(store: Store, statement: str) -> None:
    """Write something behind every desk's back, as another program may."""
    plain_sql.run(store, statement)


def hire(store: Store, small: SmallClinic) -> Staff:
    """Give the doctor a login and the manager the role."""
    doctor = store.do(add, UserRow, login_name="nikos", display_name="Νίκος Παπαδόπουλος")
    run(store, f"UPDATE doctors SET user_id = '{doctor}' WHERE id = '{small.doctor_id}'")
    run(store, f"UPDATE users SET login_name = 'maria_manager' WHERE id = '{small.manager.user_id}'")
    assert small.manager.user_id is not None
    assert small.receptionist.user_id is not None
    return Staff(doctor, small.manager.user_id, small.receptionist.user_id)


@contextmanager
def desk_of(store: Store, user_id: str, name: str) -> Iterator[Desk]:
    """A running desk with that person signed in."""
    jobs = Jobs()
    desk = Desk(store, jobs, name)
    clinic = store.do(read_clinic)
    desk.open(clinic)
    desk.sign_in(next(one for one in clinic.people if one.id == user_id))
    try:
        yield desk
    finally:
        desk.close()
        jobs.close()
        desk.deleteLater()
        jobs.deleteLater()


def type_text(widget: QWidget, words: str) -> None:
    """Type any letters: QTest's own ``keyClicks`` knows ASCII alone."""
    for letter in words:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, event)


def retype(field: QLineEdit, words: str) -> None:
    """Type over what stands in a field, key by key."""
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    if words:
        type_text(field, words)
    else:
        QTest.keyClick(field, Qt.Key.Key_Delete)


def click(widget: QWidget) -> None:
    """Click where a person would: a button in its middle, a box on its tick."""
    QApplication.processEvents()  # a banner's buttons are shown by its layout
    assert widget.isVisible(), widget
    assert widget.isEnabled(), widget
    where = QPoint(10, widget.height() // 2) if isinstance(widget, QCheckBox) else widget.rect().center()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=where)


def button(buttons: list[QPushButton], words: str) -> QPushButton:
    """The button of a banner that says so."""
    return next(one for one in buttons if words in one.text().replace("&", ""))
