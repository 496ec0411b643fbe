"""The stations of the walk at the flow of today: its states, its rail, who runs late, the call list."""

from PySide6.QtCore import QPoint

from medic_desk.model.appointments.calls import CallList
from medic_desk.model.appointments.delays import DoctorDelay
from medic_desk.model.store.errors import ConnectionLost
from medic_desk.ui.flow.late_dialog import LateDialog
from medic_desk.ui.flow.rows import FlowEntry
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.words.errors import error_sentence
from tests.ui.clipping.walk import Walk


def flow(walk: Walk, window: MainWindow, doctor_id: str) -> None:
    """The flow of today, unfolded and folded to its rail; the question how late; the call list."""
    pane, place = window.flow.pane, window.flow
    window.menus.flow.setChecked(True)
    pane.filter.choose("all")
    pane.filter.chosen.emit()
    walk.until(lambda: pane.is_read, "the flow")
    pane.folded.clear()
    said = DoctorDelay(doctor_id=doctor_id, day=window.calendar.today(), minutes=120, said_at=walk.desk.now())
    place.delays._on_read((said,))
    walk.measure(window, "flow")
    for row in [one for one in pane.list.rows if isinstance(one, FlowEntry)][:3]:
        pane.list.choose(row.key)
        pane.appointment_chosen.emit(row.key)
        walk.measure(window, "flow and appointment")
    pane.message.say(error_sentence(ConnectionLost()))
    walk.measure(window, "flow message")
    menu = pane.filter.menu()
    assert menu is not None
    menu.popup(QPoint(0, 40))
    walk.measure(menu, "menu of the flow")
    menu.hide()
    place.show(is_wanted=False)
    walk.measure(window, "flow folded")
    late = LateDialog(walk.desk, walk.theme, place.delays, doctor_id, window)
    with walk.opened(late, late.isVisible):
        walk.measure(late, "late")
        late.doctor.showPopup()
        walk.measure(late.doctor.view().window(), "late popup")
        late.doctor.hidePopup()
        late.minutes.clear()
        late.say()
        walk.measure(late, "late message")
    _calls(walk, window)


def _calls(walk: Walk, window: MainWindow) -> None:
    """The call list while it is read, with its rows, and empty."""
    calls = window.flow.calls
    calls.toggle()
    pane = calls.made()
    walk.measure(window, "calls", while_reading=True)
    walk.until(lambda: pane.is_read and pane.is_settled, "the call list")
    for row in pane.list.rows[:3]:
        pane.list.choose(row.id)
        walk.measure(window, "calls")
    pane.message.say(error_sentence(ConnectionLost()))
    walk.measure(window, "calls message")
    pane._on_read(CallList(None, ()))
    walk.measure(window, "no calls")
    calls.close()
