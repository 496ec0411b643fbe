"""The calendar of several doctors: their columns, one alone, rooms, folded week-ends, lit starts."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from medic_desk.ui.calendar.pane import CalendarPane
from medic_desk.ui.calendar.room_lanes import NO_ROOM
from medic_desk.ui.day_grid.grid_picture import GridPicture, Ground
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.window.memory import Memory
from tests.model.plain_sql import run
from tests.model.small_clinic import SmallClinic
from tests.ui.mouse import double_click

LEFT = Qt.MouseButton.LeftButton


def shown(pane: CalendarPane) -> GridPicture:
    picture = pane.week.picture
    assert picture is not None
    return picture


def until_read(qtbot: QtBot, pane: CalendarPane) -> None:
    qtbot.waitUntil(lambda: not any(lane.is_reading for lane in shown(pane).lanes))


@pytest.fixture
def both(qtbot: QtBot, window: MainWindow, small: SmallClinic) -> CalendarPane:
    """The day of both doctors."""
    pane = window.calendar
    window.side.choose_doctors((small.doctor_id, small.colleague_id))
    pane.show_days(1)
    pane.go_to(small.day)
    until_read(qtbot, pane)
    return pane


def books(qtbot: QtBot, pane: CalendarPane, store: Store, small: SmallClinic, hour: int) -> str:
    """Book the first patient with the colleague."""
    request = small.booking(
        hour, doctor_id=small.colleague_id, appointment_type_id=small.colleague_service_id
    )
    appointment = perform(store, small.manager, book, request)
    qtbot.waitUntil(lambda: pane.appointment(appointment.appointment_id) is not None)
    return appointment.appointment_id


def double_click_head(pane: CalendarPane, column: int) -> None:
    head = pane.week.canvas.head
    where = head.area_of(column).center()
    QTest.mouseClick(head, LEFT, pos=where)
    double_click(head, where)


def test_whoever_has_several_doctors_sees_their_day_side_by_side(
    qtbot: QtBot, desk: Desk, theme: Theme, memory: Memory, small: SmallClinic
) -> None:
    window = MainWindow(desk, theme, memory)
    qtbot.addWidget(window)
    pane = window.calendar
    until_read(qtbot, pane)
    picture = shown(pane)
    assert (pane.days, pane.kind) == (1, "doctors")
    assert {lane.id for lane in picture.lanes} == {small.doctor_id, small.colleague_id}
    assert [column.lane for column in picture.columns] == [0, 1]
    assert {column.day for column in picture.columns} == {pane.today()}
    window.close()


def test_columns_say_whose_they_are_and_what_is_left(both: CalendarPane, small: SmallClinic) -> None:
    picture = shown(both)
    titles = [lane.title for lane in picture.lanes]
    assert titles == ["Γεωργίου Άννα", "Παπαδόπουλος Νίκος"]
    assert [lane.short_title for lane in picture.lanes] == ["Γεωργίου Ά.", "Παπαδόπουλος Ν."]
    # Eight hours less lunch, every half hour: both offer the visit, one by another row of the same name.
    assert [column.count for column in picture.columns] == ["14 free", "14 free"]
    assert both.service(small.colleague_id) is not None
    names = [both.week.cell_name(cell) for cell in both.week.cells()]
    assert len(names) == 28
    assert names[0].startswith("Γεωργίου Άννα, ")
    assert names[-1].startswith("Παπαδόπουλος Νίκος, ")
    head = both.week.canvas.head
    assert head.words_of(1)[1:] == ("Παπαδόπουλος Νίκος", "14 free")


def test_a_service_that_a_doctor_does_not_offer_leaves_their_own_count(
    qtbot: QtBot, window: MainWindow, both: CalendarPane, small: SmallClinic
) -> None:
    window.side.choose_doctor(small.doctor_id)
    window.side.choose_service(small.call_id)
    window.side.choose_doctors((small.doctor_id, small.colleague_id))
    both.show_service(small.call_id)
    until_read(qtbot, both)
    colleague, doctor = shown(both).columns
    assert (colleague.count, colleague.count_kind) == ("14 left", "left")
    assert doctor.count_kind == "free"
    assert shown(both).lanes[0].free_slots == ()


@pytest.fixture
def alone(qtbot: QtBot, desk: Desk, theme: Theme, small: SmallClinic) -> CalendarPane:
    """A calendar without a window around it, held until it is closed: the day of both doctors."""
    made = CalendarPane(desk, theme)
    qtbot.addWidget(made)
    made.resize(1000, 800)
    made.service_id = small.service_id
    made.show_days(1)
    made.show_doctors((small.colleague_id, small.doctor_id))
    made.go_to(small.day)
    made.show()
    until_read(qtbot, made)
    return made


def test_a_click_says_whose_minute_it_is(qtbot: QtBot, alone: CalendarPane, small: SmallClinic) -> None:
    view = alone.week
    for column, doctor_id in enumerate((small.colleague_id, small.doctor_id)):
        view.show_minute(small.at(10), doctor_id)
        assert view.cursor_lane == doctor_id
        cell = next(c for c in view.cells() if (c.column, c.starts_at) == (column, small.at(10)))
        with qtbot.waitSignal(alone.span_chosen) as chosen:
            QTest.mouseClick(view.viewport(), LEFT, pos=view.cell_area(cell).center())
        assert chosen.args == [doctor_id, small.at(10), small.at(10, 30)]
        view.show_minute(small.at(13, 10), doctor_id)
        with qtbot.waitSignal(alone.minute_asked) as asked:
            QTest.keyClick(view, Qt.Key.Key_F1)
        assert asked.args == [doctor_id, small.at(13, 10)]


def test_an_appointment_of_any_shown_doctor_is_found_and_selected(
    qtbot: QtBot, window: MainWindow, both: CalendarPane, store: Store, small: SmallClinic
) -> None:
    appointment_id = books(qtbot, both, store, small, 11)
    window.show_appointment(appointment_id)
    assert window.details.appointment_id == appointment_id
    names = both.names(small.colleague_id)
    assert names is not None
    assert appointment_id in names.appointments
    assert both.week_of("nobody") is None


def test_a_double_click_on_a_head_shows_that_doctor_alone_and_again_all(
    qtbot: QtBot, window: MainWindow, both: CalendarPane, small: SmallClinic
) -> None:
    double_click_head(both, 1)
    until_read(qtbot, both)
    assert (both.doctor_ids, both.days) == ((small.doctor_id,), 5)
    assert both.holds(small.day) or small.day.weekday() >= 5
    assert window.side.doctor_ids == (small.doctor_id,)
    double_click_head(both, 0)
    until_read(qtbot, both)
    assert both.doctor_ids == (small.colleague_id, small.doctor_id)
    assert (both.days, both.first_day) == (1, small.day)
    assert set(window.side.doctor_ids) == {small.doctor_id, small.colleague_id}


def test_several_doctors_in_a_week_stand_day_by_day(
    qtbot: QtBot, both: CalendarPane, small: SmallClinic
) -> None:
    both.show_days(5)
    until_read(qtbot, both)
    columns = shown(both).columns
    assert [column.lane for column in columns] == [0, 1] * 5
    assert [column.day for column in columns] == sorted(column.day for column in columns)
    canvas = both.week.canvas
    assert canvas.placed is not None
    if canvas.placed.width > canvas.viewport().width():
        both.week.show_minute(small.at(9) // 1440 * 1440, small.doctor_id)
        QTest.keyClick(both.week, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        assert canvas.shift > 0
        assert canvas.area_of(both.week.cells()[-1]).right() <= canvas.viewport().width()


def test_empty_days_of_the_week_end_are_folded_until_they_are_wanted(
    qtbot: QtBot, both: CalendarPane, store: Store, small: SmallClinic
) -> None:
    run(store, "DELETE FROM schedule_rules WHERE day_of_week IN (6, 7)")
    both.show_days(7)
    both.turn(2)
    qtbot.waitUntil(lambda: [one.is_folded for one in shown(both).columns][-2:] == [True, True])
    folded = shown(both)
    assert len(folded.columns) == 2 * 5 + 2
    layout = both.week.canvas.placed
    assert layout is not None
    assert {rect.width for rect in layout.columns[-2:]} == {layout.frame.folded_column}
    head = both.week.canvas.head
    both.week.canvas.horizontalScrollBar().setValue(layout.width)
    QTest.mouseClick(head, LEFT, pos=head.area_of(len(folded.columns) - 1).center())
    assert both.commands.weekend.isChecked()
    assert not any(one.is_folded for one in shown(both).columns)
    both.commands.weekend.setChecked(False)
    saturday = both.first_day + timedelta(days=5)
    both.go_to(saturday)
    assert {one.day for one in shown(both).columns if one.is_folded} == {saturday + timedelta(days=1)}


def test_a_key_shows_the_doctor_at_the_cursor_alone_and_goes_back(
    qtbot: QtBot, window: MainWindow, both: CalendarPane, small: SmallClinic
) -> None:
    window.activateWindow()
    both.setFocus()
    qtbot.waitUntil(both.week.hasFocus)
    both.week.show_minute(small.at(10), small.doctor_id)
    keys = both.commands.alone.shortcut().toString()
    actions = [one for _title, group in window.menus.groups() for one in group]
    # It has a key of its own, and a place in a menu: the help sheet tells it.
    assert [one for one in actions if one.shortcut().toString() == keys] == [both.commands.alone]
    QTest.keySequence(window, both.commands.alone.shortcut())
    assert (both.doctor_ids, both.days) == ((small.doctor_id,), 5)
    assert window.side.doctor_ids == (small.doctor_id,)
    until_read(qtbot, both)
    both.commands.alone.trigger()
    assert (both.doctor_ids, both.days) == ((small.colleague_id, small.doctor_id), 1)
    until_read(qtbot, both)
    # Of rooms it is the doctor who works there, and back it is by rooms again.
    both.show_kind("rooms")
    both.week.show_minute(small.at(10), small.room_id)
    both.commands.alone.trigger()
    assert (both.doctor_ids, both.kind) == ((small.doctor_id,), "doctors")
    both.commands.alone.trigger()
    assert (both.kind, both.days) == ("rooms", 1)


def test_the_day_by_rooms_has_what_is_done_in_each(
    qtbot: QtBot, window: MainWindow, both: CalendarPane, store: Store, small: SmallClinic
) -> None:
    run(
        store,
        f"UPDATE appointment_types SET default_location_id = '{small.location_id}',"
        f" default_room_id = '{small.room_id}' WHERE id = '{small.service_id}'",
    )
    booked = perform(store, small.manager, book, small.booking(10)).appointment_id
    other = books(qtbot, both, store, small, 11)
    qtbot.waitUntil(lambda: both.appointment(booked) is not None)
    both.commands.kinds[1].trigger()
    assert (both.kind, both.days) == ("rooms", 1)
    lanes = {lane.id: lane for lane in shown(both).lanes}
    assert list(lanes) == [small.room_id, NO_ROOM]
    assert [block.id for block in lanes[small.room_id].blocks] == [booked]
    assert [block.id for block in lanes[NO_ROOM].blocks] == [other]
    assert lanes[small.room_id].blocks[0].service == "Παπαδόπουλος, Επίσκεψη"
    assert both.doctor_of(small.room_id, small.at(14)) == small.doctor_id
    # Who has an appointment without a room has hours there: the colleague's, with lunch, and free starts.
    grounds = lanes[NO_ROOM].grounds
    assert [one for one in grounds if one.kind == "hours"] == [
        Ground(small.at(9), small.at(13), "hours"),
        Ground(small.at(14), small.at(17), "hours"),
    ]
    assert [(one.starts_at, one.kind) for one in grounds if one.kind != "hours"] == [(small.at(13), "break")]
    assert both.doctor_of(NO_ROOM, small.at(14)) == small.colleague_id
    assert both.doctor_of(NO_ROOM, small.at(18)) is None
    assert window.calendar.commands.kinds[1].isChecked()
    both.show_days(5)
    assert both.kind == "doctors"


def test_starts_are_lit_for_a_booking_and_other_doctors_veiled(
    qtbot: QtBot, both: CalendarPane, store: Store, small: SmallClinic
) -> None:
    own = books(qtbot, both, store, small, 11)
    both.light({small.doctor_id: small.call_id}, (small.doctor_id, small.at(9)))
    both.mark_own([own])
    colleague, doctor = shown(both).lanes
    assert (colleague.is_veiled, colleague.is_lit, colleague.free_slots) == (True, False, ())
    assert (doctor.is_veiled, doctor.is_lit) == (False, True)
    assert {slot.ends_at - slot.starts_at for slot in doctor.free_slots} == {15}
    look = both.week.canvas.look
    assert look.held == (small.doctor_id, small.at(9))
    assert look.framed_ids == {own}
    view = both.week
    # What is veiled can still be pointed at and clicked.
    view.show_appointment(own)
    cell = next(one for one in view.cells() if one.id == own)
    QTest.mouseMove(view.viewport(), view.cell_area(cell).center())
    assert view.canvas.look.lifted_column == 0
    with qtbot.waitSignal(view.appointment_chosen) as chosen:
        QTest.mouseClick(view.viewport(), LEFT, pos=view.cell_area(cell).center())
    assert chosen.args == [own]
    both.light(None)
    both.mark_own([])
    assert not any(lane.is_veiled or lane.is_lit for lane in shown(both).lanes)
    assert both.week.canvas.look.held is None


def test_a_lit_start_is_painted_over_the_column_and_the_veil_over_the_others(
    both: CalendarPane, theme: Theme, small: SmallClinic
) -> None:
    view = both.week
    view.show_minute(small.at(15), small.doctor_id)
    view.clearFocus()
    both.light({small.doctor_id: small.service_id})
    layout = view.canvas.placed
    assert layout is not None
    column = layout.column_of(small.doctor_id, small.at(15))
    rect = next(p.cell for p in layout.slots if (p.column, p.slot.starts_at) == (column, small.at(15)))
    right = QPoint(rect.right - 6 - view.canvas.shift, rect.y + rect.height // 2 - view.canvas.offset)
    image = view.viewport().grab().toImage()
    assert image.pixelColor(right).name().upper() == theme.palette.free_lit
    there = layout.columns[1 - (column or 0)]
    veiled = image.pixelColor(there.x + there.width // 2, right.y()).name().upper()
    assert veiled not in (theme.palette.surface, theme.palette.window)


def test_an_open_booking_lights_the_calendar_until_it_is_closed(
    qtbot: QtBot, window: MainWindow, both: CalendarPane, small: SmallClinic
) -> None:
    window.side.choose_service(small.call_id)
    window.book_at(small.at(10), doctor_id=small.doctor_id)
    qtbot.waitUntil(lambda: [one.is_lit for one in shown(both).lanes] == [False, True])
    assert [one.is_veiled for one in shown(both).lanes] == [True, False]
    assert {slot.ends_at - slot.starts_at for slot in shown(both).lanes[1].free_slots} == {15}
    assert window.booking.dock is not None
    window.booking.dock.discard()
    qtbot.waitUntil(lambda: not any(one.is_lit or one.is_veiled for one in shown(both).lanes))
    both.light({})
    assert not any(one.is_veiled for one in shown(both).lanes)


def test_what_is_selected_stays_when_the_clinic_is_read_anew(
    qtbot: QtBot, window: MainWindow, both: CalendarPane, desk: Desk, store: Store, small: SmallClinic
) -> None:
    appointment_id = books(qtbot, both, store, small, 11)
    window.show_appointment(appointment_id)
    with qtbot.waitSignal(desk.clinic_changed):
        run(store, f"UPDATE doctors SET specialty = 'Άλλη' WHERE id = '{small.doctor_id}'")
    assert window.details.appointment_id == appointment_id
    qtbot.waitUntil(lambda: shown(both).lanes[1].specialty == "Άλλη")
    assert window.details.appointment_id == appointment_id
    # It goes with its doctor.
    window.side.choose_doctor(small.doctor_id)
    assert window.details.appointment_id is None


def test_one_more_doctor_leaves_the_others_as_they_are(
    qtbot: QtBot, window: MainWindow, both: CalendarPane, small: SmallClinic
) -> None:
    window.side.choose_doctor(small.doctor_id)
    until_read(qtbot, both)
    window.side.choose_doctors((small.doctor_id, small.colleague_id))
    picture = shown(both)
    assert [lane.is_reading for lane in picture.lanes] == [True, False]
    assert picture.lanes[1].free_slots
    until_read(qtbot, both)


def test_the_wheel_with_shift_turns_to_other_days(both: CalendarPane, small: SmallClinic) -> None:
    viewport = both.week.viewport()
    where = QPointF(viewport.rect().center())
    for turned, days in ((-120, 1), (120, 0)):
        wheel = QWheelEvent(
            where, QPointF(viewport.mapToGlobal(where)), QPoint(), QPoint(0, turned),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.ShiftModifier,
            Qt.ScrollPhase.NoScrollPhase, False,  # noqa: FBT003
        )  # fmt: skip
        QApplication.sendEvent(viewport, wheel)
        assert both.first_day == small.day + timedelta(days=days)


def test_doctors_days_and_rooms_are_remembered(
    qtbot: QtBot, window: MainWindow, both: CalendarPane, desk: Desk, theme: Theme, memory: Memory
) -> None:
    both.commands.kinds[1].trigger()
    both.commands.weekend.setChecked(True)
    both.week.canvas.set_zoom(2.4)
    window.close()
    again = MainWindow(desk, theme, memory)
    qtbot.addWidget(again)
    assert again.calendar.doctor_ids == both.doctor_ids
    assert (again.calendar.days, again.calendar.kind) == (1, "rooms")
    assert again.calendar.commands.weekend.isChecked()
    assert again.calendar.week.canvas.zoom == 2.4
    again.close()
