"""The history in the panel: what happened to an appointment, without the holds before it."""

from pytestqt.qtbot import QtBot

from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.holds import HoldRequest, hold
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic, new_id
from tests.ui.appointments.test_acts import select
from tests.ui.appointments.test_undo_redo import did


def test_the_history_tells_of_the_booking_and_not_of_the_hold_before_it(
    qtbot: QtBot, window: MainWindow, desk: Desk, small: SmallClinic
) -> None:
    place = small.booking(10)
    held = did(qtbot, desk, hold, HoldRequest(
        act_id=new_id(), doctor_id=place.doctor_id, appointment_type_id=place.appointment_type_id,
        starts_at=place.starts_at))  # fmt: skip
    select(qtbot, window, held.appointment_id)
    qtbot.waitUntil(lambda: [line.what for line in window.details.history.lines] == [
        "Held by Ελένη Δημητρίου at Desk 1"])  # fmt: skip
    did(qtbot, desk, book, small.booking(10, hold_id=held.appointment_id))
    qtbot.waitUntil(lambda: [line.what for line in window.details.history.lines] == [
        "Booked by Ελένη Δημητρίου at Desk 1"])  # fmt: skip
