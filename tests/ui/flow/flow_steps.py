"""What a person does with the flow, and what stands in it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import AppointmentRequest
from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.declared_acts import AppointmentAct
from medic_desk.model.store.store import Store
from medic_desk.ui.flow.pane import FlowPane
from medic_desk.ui.flow.rows import FlowEntry, Group
from tests.model.small_clinic import SmallClinic, new_id

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def booked(store: Store, small: SmallClinic, hour: int, patient: int = 0, minute: int = 0) -> str:
    """An appointment of today, booked at another desk."""
    booking = small.booking(hour, minute, patient_id=small.patient_ids[patient])
    return perform(store, small.manager, book, booking).appointment_id


def step(
    store: Store, small: SmallClinic, act: AppointmentAct[AppointmentRequest], appointment_id: str
) -> None:
    """A step that another desk takes."""
    request = AppointmentRequest(act_id=new_id(), appointment_id=appointment_id, row_version=None)
    perform(store, small.manager, act, request)


def group(pane: FlowPane, name: Group) -> list[str]:
    """The ids that stand in a group, in order."""
    return [row.key for row in pane.list.rows if isinstance(row, FlowEntry) and row.group == name]


def count(pane: FlowPane, name: Group) -> int:
    """What a group's head counts."""
    return next(head.count for head in pane.heads if head.group == name)


def shows(qtbot: QtBot, pane: FlowPane, name: Group, *ids: str) -> None:
    """Wait until exactly these stand in a group, in this order."""
    qtbot.waitUntil(lambda: group(pane, name) == list(ids))


def spoken(pane: FlowPane, key: str) -> str:
    """What a screen reader says of a row."""
    index = pane.list.rows_model.index_of(key)
    text: str = index.data(Qt.ItemDataRole.AccessibleTextRole)
    return text


def press(pane: FlowPane, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press a key in the list, with its window in front."""
    pane.window().activateWindow()
    QApplication.processEvents()
    pane.list.setFocus()
    QTest.keyClick(pane.list, key, modifier)


def choose(qtbot: QtBot, pane: FlowPane, appointment_id: str) -> None:
    """Come to a row as a person does, from the head of the list on."""
    qtbot.waitUntil(lambda: pane.list.rows_model.index_of(appointment_id).isValid())
    press(pane, Qt.Key.Key_Home)
    for _ in range(len(pane.list.rows)):
        if pane.list.appointment_id == appointment_id:
            return
        press(pane, Qt.Key.Key_Down)
    raise AssertionError(appointment_id)
