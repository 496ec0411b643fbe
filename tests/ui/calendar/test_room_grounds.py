"""The background of a room's day: whose hours it has, and when a doctor's break or leave is the room's."""

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.model.store.store import Store
from medic_desk.ui.calendar.pane import CalendarPane
from medic_desk.ui.calendar.room_grounds import DoctorInRoom, room_grounds
from medic_desk.ui.day_grid.grid_picture import Ground, GroundKind, Lane
from medic_desk.ui.window.main_window import MainWindow
from tests.model.plain_sql import run
from tests.model.small_clinic import SmallClinic


def hours(*spans: tuple[int, int]) -> tuple[Ground, ...]:
    return tuple(Ground(start, end, "hours") for start, end in spans)


def reason(start: int, end: int, kind: GroundKind = "break", words: str = "Lunch") -> Ground:
    return Ground(start, end, kind, words)


def test_the_break_of_one_doctor_alone_is_the_room_s() -> None:
    alone = DoctorInRoom("Smith", hours((9, 13), (14, 17)), (reason(13, 14),))
    assert room_grounds([alone]) == (*hours((9, 13), (14, 17)), reason(13, 14))


def test_a_break_while_another_works_is_not_the_room_s() -> None:
    one = DoctorInRoom("Smith", hours((9, 13), (14, 17)), (reason(13, 14),))
    other = DoctorInRoom("Jones", hours((12, 20)), ())
    assert room_grounds([one, other]) == hours((9, 13), (12, 20), (14, 17))


def test_of_a_break_the_part_in_which_nobody_works_is_drawn_with_its_doctor() -> None:
    one = DoctorInRoom("Smith", hours((9, 12), (15, 17)), (reason(12, 15),))
    other = DoctorInRoom("Jones", hours((9, 13)), ())
    nobody = DoctorInRoom("Brown", (), ())
    assert room_grounds([one, other, nobody])[3:] == (reason(13, 15, words="Smith, Lunch"),)


def test_reasons_of_two_doctors_at_a_time_are_both_told() -> None:
    one = DoctorInRoom("Smith", hours((9, 17)), (reason(9, 17, "blocked", "Congress"),))
    other = DoctorInRoom("Jones", hours((9, 12), (13, 17)), (reason(12, 13),))
    assert room_grounds([one, other])[-1] == reason(12, 13, "blocked", "Smith, Congress; Jones, Lunch")


def test_what_keeps_all_of_them_away_is_told_once() -> None:
    closed = (reason(9, 17, "blocked", "Closed"),)
    both = [DoctorInRoom(name, hours((9, 17)), closed) for name in ("Smith", "Jones")]
    assert room_grounds(both)[1:] == closed


def test_what_counts_most_is_drawn_in_one_piece() -> None:
    one = DoctorInRoom(
        "Smith",
        hours((9, 12), (13, 17)),
        (reason(12, 13), reason(9, 17, "blocked", ""), reason(9, 10, "pending")),
    )
    assert room_grounds([one])[2:] == (reason(9, 17, "blocked", ""),)


def test_who_would_be_there_is_known() -> None:
    one = DoctorInRoom("Smith", hours((9, 12), (13, 17)), (reason(12, 13),))
    assert (one.works_at(9), one.works_at(12), one.is_there_at(12), one.is_there_at(17)) == (
        True, False, True, False,
    )  # fmt: skip


# In the calendar


def colleague_in_the_room(session: Session, small: SmallClinic) -> None:
    """Let the colleague have a row of the same room, and no lunch."""
    place = session.execute(
        text("INSERT INTO doctor_locations (doctor_id, name) VALUES (:doctor, 'Κέντρο') RETURNING id"),
        {"doctor": small.colleague_id},
    ).scalar_one()
    session.execute(
        text("INSERT INTO location_rooms (doctor_location_id, name) VALUES (:place, 'Ιατρείο 1')"),
        {"place": place},
    )
    session.execute(
        text(
            "DELETE FROM schedule_rule_breaks WHERE schedule_rule_id IN"
            " (SELECT id FROM schedule_rules WHERE doctor_id = :doctor)"
        ),
        {"doctor": small.colleague_id},
    )


def shown_room(pane: CalendarPane) -> Lane:
    picture = pane.week.picture
    assert picture is not None
    return picture.lanes[0]


@pytest.fixture
def rooms(qtbot: QtBot, window: MainWindow, small: SmallClinic) -> CalendarPane:
    """The day by rooms of both doctors."""
    pane = window.calendar
    window.side.choose_doctors((small.doctor_id, small.colleague_id))
    pane.show_days(1)
    pane.go_to(small.day)
    qtbot.waitUntil(lambda: pane.week.picture is not None and not shown_room(pane).is_reading)
    pane.show_kind("rooms")
    qtbot.waitUntil(lambda: shown_room(pane).id == small.room_id)
    return pane


def test_a_room_has_the_break_of_the_doctor_who_works_there(rooms: CalendarPane, small: SmallClinic) -> None:
    """The colleague has no place with that room: their lunch, and their hours, are not the room's."""
    assert shown_room(rooms).grounds == (
        Ground(small.at(9), small.at(13), "hours"),
        Ground(small.at(14), small.at(17), "hours"),
        Ground(small.at(13), small.at(14), "break", "Μεσημέρι"),
    )
    # Whose break it is can be asked.
    assert rooms.doctor_of(small.room_id, small.at(13, 30)) == small.doctor_id
    assert rooms.doctor_of(small.room_id, small.at(18)) is None


def test_who_works_on_in_a_room_keeps_it_open(
    qtbot: QtBot, rooms: CalendarPane, store: Store, small: SmallClinic
) -> None:
    store.do(colleague_in_the_room, small)
    qtbot.waitUntil(lambda: len(shown_room(rooms).grounds) == 3 and not _reasons(rooms))
    assert Ground(small.at(9), small.at(17), "hours") in shown_room(rooms).grounds
    assert rooms.doctor_of(shown_room(rooms).id, small.at(13, 30)) == small.colleague_id


def test_blocked_time_is_a_room_s_where_nobody_else_works(
    qtbot: QtBot, rooms: CalendarPane, store: Store, small: SmallClinic
) -> None:
    run(
        store,
        "INSERT INTO schedule_exceptions (doctor_id, exception_type, starts_at, ends_at, reason)"
        f" VALUES ('{small.doctor_id}', 'blocked', to_timestamp({small.at(8) * 60}),"
        f" to_timestamp({small.at(12) * 60}), 'Συνέδριο')",
    )
    qtbot.waitUntil(lambda: len(_reasons(rooms)) == 2)
    # Not before the hours: the room is closed then whoever is away.
    assert _reasons(rooms)[0] == Ground(small.at(9), small.at(12), "blocked", "Συνέδριο")
    store.do(colleague_in_the_room, small)
    qtbot.waitUntil(lambda: not _reasons(rooms))


def _reasons(rooms: CalendarPane) -> list[Ground]:
    return [one for one in shown_room(rooms).grounds if one.kind != "hours"]
