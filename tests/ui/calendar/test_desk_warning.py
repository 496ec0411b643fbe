"""The tooltip of an appointment, and what is read out of it, say what the desk must see of the patient."""

from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from medic_desk.ui.day_grid.cursor import all_stops
from medic_desk.ui.day_grid.grid_picture import Block
from medic_desk.ui.day_grid.words import block_tip, stop_name
from medic_desk.ui.window.main_window import MainWindow
from tests.model.small_clinic import SmallClinic
from tests.ui.staff import run


def test_the_warning_stands_in_the_tooltip_and_is_read_out(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic
) -> None:
    made = perform(store, small.receptionist, book, small.booking(10))
    canvas = window.calendar.week.canvas

    def block() -> Block | None:
        blocks = canvas.placed.picture.blocks if canvas.placed is not None else ()
        return next((one for one in blocks if one.id == made.appointment_id), None)

    qtbot.waitUntil(lambda: block() is not None)
    plain = block()
    assert plain is not None
    assert "Warning" not in block_tip(plain, small.zone)
    run(store, f"UPDATE patients SET desk_warning = '<b>α' WHERE id = '{small.patient_ids[0]}'")
    qtbot.waitUntil(lambda: block() not in (None, plain))
    warned = block()
    assert warned is not None
    assert "<b>⚠ Warning for the desk: &lt;b&gt;α</b>" in block_tip(warned, small.zone)
    placed = canvas.placed
    assert placed is not None
    stops = [one for one in all_stops(placed) if one.kind == "block" and one.id == made.appointment_id]
    assert [", ⚠ Warning for the desk: <b>α, " in stop_name(placed, one) for one in stops] == [True]
