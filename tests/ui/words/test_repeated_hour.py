"""The night in which the clock goes back: the two 03:30 read differently wherever a time is told."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from medic_desk.bundle import resources_directory
from medic_desk.engine.clinic_time import clock, datetime_at, day_of, instant_of
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.clinic.clinic import read_clinic
from medic_desk.model.store.store import Store
from medic_desk.ui.appointments.move_dialog import MoveDialog
from medic_desk.ui.booking.dock import BookingDock
from medic_desk.ui.controls.day_span import DaySpan
from medic_desk.ui.day_grid.words import block_tip, minute_tip, slot_tip, span_text, stop_name
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.exceptions.window import ExceptionsWindow
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.words.formats import clock_of, day_and_span, moment, span_words, time_at, written_date
from medic_desk.ui.words.translation import install_language
from tests.model.small_clinic import ZONE, SmallClinic
from tests.ui.appointments.test_acts import CTRL, press, select
from tests.ui.booking.steps import find_patient, until_ready
from tests.ui.clipping.painted_text import faults_of, painted_texts, visible_widgets
from tests.ui.staff import click, hire, retype, run

UNMARKED = re.compile(r"03:[0-5]\d(?!\u00a0\((?:1st|2nd)\))(?!.{0,5}…)")
"""A time of that hour without its mark; what is cut for want of room is no telling."""
FALL = date(2025, 10, 26)


def the_night() -> date:
    """The next date on which the clock of Athens shows 03:30 twice."""
    first = datetime.now(UTC).date() + timedelta(days=2)
    days = (first + timedelta(days=ahead) for ahead in range(400))
    return next(day for day in days if instant_of(day, 300, ZONE) - instant_of(day, 60, ZONE) == 300)


def half_past_three(day: date) -> tuple[int, int]:
    """Both instants at which the clock shows 03:30."""
    first = instant_of(day, 3 * 60 + 30, ZONE)
    return first, first + 60


def test_a_time_that_comes_twice_says_which_it_is() -> None:
    first, second = half_past_three(FALL)
    assert (time_at(first, ZONE), time_at(second, ZONE)) == ("03:30\u00a0(1st)", "03:30\u00a0(2nd)")
    assert clock_of(datetime_at(second) + timedelta(seconds=59), ZONE) == "03:30\u00a0(2nd)"
    assert moment(first, ZONE) == "Sun 26/10 at 03:30\u00a0(1st)"
    assert day_and_span(first, second, ZONE) == "Sun 26/10 at 03:30\u00a0(1st)–03:30\u00a0(2nd)"
    assert span_words(second, second + 30, ZONE) == "Sun 26/10  03:30\u00a0(2nd)–04:00"
    assert span_text(first, first + 30, ZONE) == "03:30\u00a0(1st)–03:00\u00a0(2nd)"


@pytest.mark.parametrize(
    ("zone", "day", "wall"),
    [
        (ZONE, FALL, 2 * 60 + 59),
        (ZONE, FALL, 4 * 60),
        (ZONE, FALL + timedelta(days=1), 3 * 60 + 30),
        (ZONE, FALL - timedelta(days=1), 3 * 60 + 30),
        (ZONE, date(2025, 3, 30), 3 * 60 + 30),
        ("UTC", FALL, 3 * 60 + 30),
    ],
)
def test_a_time_that_comes_once_says_nothing_of_it(zone: str, day: date, wall: int) -> None:
    assert re.fullmatch(r"\d\d:\d\d", time_at(instant_of(day, wall, zone), zone))


def test_every_minute_of_the_night_reads_otherwise_than_all_others() -> None:
    begin = instant_of(FALL, 0, ZONE)
    told = [time_at(begin + minute, ZONE) for minute in range(25 * 60)]
    assert len(set(told)) == 25 * 60
    assert sum("(" in one for one in told) == 120


@pytest.mark.parametrize(
    ("zone", "day", "wall"),
    [
        # Half an hour back; an hour back across midnight, in which 23:30 of one date comes twice. Of years
        # gone by, whose law no update of the machine changes any more.
        ("Australia/Lord_Howe", date(2024, 4, 7), 105),
        ("America/Havana", date(2024, 11, 3), 30),
        ("America/Sao_Paulo", date(2018, 2, 17), 23 * 60 + 30),
    ],
)
def test_other_clocks_that_go_back(zone: str, day: date, wall: int) -> None:
    first = instant_of(day, wall, zone)
    back = next(late for late in (30, 60) if clock(zone).wall(first + late) == (day_of(day), wall))
    assert time_at(first, zone).endswith("\u00a0(1st)")
    assert time_at(first + back, zone).endswith("\u00a0(2nd)")


def test_in_greek(qapp: QApplication) -> None:
    translator = install_language("el", resources_directory() / "i18n")
    try:
        assert [time_at(one, ZONE) for one in half_past_three(FALL)] == ["03:30\u00a0(1η)", "03:30\u00a0(2η)"]
    finally:
        assert translator is not None
        qapp.removeTranslator(translator)
        install_language("en", resources_directory() / "i18n")


def test_a_form_that_shows_the_second_reading_keeps_it(qtbot: QtBot, theme: Theme) -> None:
    first, second = half_past_three(FALL)
    form = DaySpan(theme, ZONE, FALL)
    qtbot.addWidget(form)
    form.show()
    for span in ((first, first + 15), (second, second + 15), (first - 30, second), (second, second + 90)):
        form.set_span(*span)
        assert form.spans() == (span,)
    form.set_span(second, second + 90)
    retype(form.start, "3:15")
    assert form.spans() is None, "it is asked which of the two is meant"
    assert form.start_field.said == "03:15 comes twice on Sun 26/10: choose which."
    assert (form.start_reading.isHidden(), form.end_reading.isHidden()) == (False, True)
    click(form.start_reading.second)
    assert form.start_field.said == ""
    assert form.spans() == ((second - 15, second + 90),)
    click(form.start_reading.first)
    assert form.spans() == ((first - 15, second + 90),)
    retype(form.start, "2:15")
    assert form.start_reading.isHidden()
    assert form.spans() == ((first - 75, second + 90),)


def test_a_span_may_end_at_a_time_that_reads_less_than_its_start(qtbot: QtBot, theme: Theme) -> None:
    first, second = half_past_three(FALL)
    form = DaySpan(theme, ZONE, FALL)
    qtbot.addWidget(form)
    form.show()
    form.set_span(first, first + 60)
    assert form.spans() == ((first, second),)
    retype(form.end, "3:20")
    click(form.end_reading.second)
    assert form.spans() == ((first, second - 10),)
    click(form.end_reading.first)
    assert form.spans() is None
    assert form.end_field.said == "The end has to come after the start."


SPRING = date(2026, 3, 29)


def test_a_time_that_the_clock_skips_is_said_at_its_field(qtbot: QtBot, theme: Theme) -> None:
    form = DaySpan(theme, ZONE, SPRING)
    qtbot.addWidget(form)
    form.show()
    form.set_day(SPRING)
    assert form.spans() is not None, "a whole day has 23 hours"
    click(form.is_whole)
    retype(form.start, "3:30")
    retype(form.end, "5")
    said = "There is no 03:30 on Sun 29/03: the clock goes from 03:00 to 04:00."
    assert (form.start_field.said, form.end_field.said) == (said, "")
    assert form.spans() is None
    retype(form.start, "4")
    assert form.start_field.said == ""
    assert form.spans() == ((instant_of(SPRING, 240, ZONE), instant_of(SPRING, 300, ZONE)),)
    retype(form.start, "1")
    retype(form.end, "3:15")
    assert form.end_field.said == said.replace("03:30", "03:15")
    assert form.spans() is None


def test_of_hours_on_each_day_those_that_the_clock_skips_are_named_and_left_out(
    qtbot: QtBot, theme: Theme
) -> None:
    day = SPRING - timedelta(days=1)
    form = DaySpan(theme, ZONE, day)
    qtbot.addWidget(form)
    form.show()
    form.set_day(day)
    click(form.is_whole)
    retype(form.last, written_date(SPRING + timedelta(days=1)))
    retype(form.start, "3:30")
    retype(form.end, "3:45")
    assert form.start_field.said.startswith("There is no 03:30 on Sun 29/03")
    assert form.start.property("role") != "error", "the other days have it"
    hours = [
        (instant_of(one, 210, ZONE), instant_of(one, 225, ZONE)) for one in (day, day + timedelta(days=2))
    ]
    assert form.spans() == tuple(hours)


# The windows


@pytest.fixture
def night(qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic) -> date:
    """The window at a week with that night, in which the doctor works; both 03:30 are booked."""
    day = the_night()
    # That night alone: on another the clock shows 03:30 once, and says so.
    run(
        store,
        "INSERT INTO schedule_rules (doctor_id, timezone, day_of_week, work_start_local, work_end_local,"
        f" slot_interval_minutes, effective_from, effective_to) VALUES ('{small.doctor_id}', '{ZONE}', 7,"
        f" '01:00', '07:00', 30, '{day}', '{day}')",
    )
    for starts_at, patient_id in zip(half_past_three(day), small.patient_ids, strict=False):
        request = small.booking(10, starts_at=starts_at, patient_id=patient_id)
        perform(store, small.receptionist, book, request)
    window.calendar.go_to(day)

    def is_shown() -> bool:
        picture = window.calendar.week.picture
        return picture is not None and len(picture.blocks) == 2 and len(picture.free_slots) > 8

    qtbot.waitUntil(is_shown)
    return day


def texts_of(window: QWidget) -> set[str]:
    """Everything that a window tells: painted, in tooltips, and to a screen reader."""
    found: set[str] = set()
    for widget in visible_widgets(window):
        if type(widget).__name__ == "TimeAxis":
            continue
        # Letters of two alphabets are painted in two runs.
        found.add("".join(one.text for one in painted_texts(widget)))
        found |= {widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()}
        if isinstance(widget, QAbstractItemView):
            found |= _texts_of_items(widget)
    return {one for one in found if one}


def _texts_of_items(view: QAbstractItemView) -> set[str]:
    model = view.model()
    roles = Qt.ItemDataRole
    return {
        str(model.index(row, column, QModelIndex()).data(role) or "")
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        for role in (roles.DisplayRole, roles.ToolTipRole, roles.AccessibleTextRole)
    }


def unmarked(texts: Iterable[str]) -> list[str]:
    """Those that tell a time of the night without its mark; the clinic's clock may read it at present."""
    now = datetime.now(UTC)
    present = {clock_of(now - timedelta(minutes=ago), ZONE) for ago in range(30)}
    return [one for one in texts if set(UNMARKED.findall(one)) - present]


def assert_told_apart(window: QWidget) -> None:
    texts = texts_of(window)
    assert unmarked(texts) == []
    assert any("03:30\u00a0(" in one for one in texts), "the night is told of at all"


def test_the_week_tells_its_blocks_and_free_starts_apart(window: MainWindow, night: date) -> None:
    view, picture = window.calendar.week, window.calendar.week.picture
    placed = view.canvas.placed
    assert picture is not None
    assert placed is not None
    names = [view.cell_name(cell) for cell in view.cells()]
    assert len(set(names)) == len(names)
    tips = [block_tip(one, ZONE) for one in picture.blocks]
    tips += [slot_tip(one.starts_at, one.ends_at, one.place, ZONE) for one in picture.free_slots]
    begin = instant_of(night, 0, ZONE)
    tips += [minute_tip(placed, 6, begin + minute) for minute in range(0, 7 * 60, 5)]
    assert unmarked(names + tips) == []
    assert sum("03:30\u00a0(1st)" in one for one in names) >= 1
    assert sum("03:30\u00a0(2nd)" in one for one in names) >= 1
    for cell in view.cells():
        if cell.starts_at in half_past_three(night):
            assert stop_name(placed, cell).startswith(f"Sunday {night:%d/%m/%Y}, 03:30\u00a0(")
    # The first block is under the cursor.
    view.show_minute(half_past_three(night)[0])
    assert_told_apart(window)


def test_details_history_and_what_was_done_tell_them_apart(
    qtbot: QtBot, window: MainWindow, night: date, small: SmallClinic
) -> None:
    first, second = half_past_three(night)
    week = window.calendar.shown_week
    assert week is not None
    ids = {one.starts_at: one.id for one in week.appointments}
    for starts_at, mark in ((first, "1st"), (second, "2nd")):
        select(qtbot, window, ids[starts_at])
        assert f"03:30\u00a0({mark})" in " ".join(texts_of(window.details))
        assert_told_apart(window)

    select(qtbot, window, ids[first])
    press(window, Qt.Key.Key_M, CTRL)
    qtbot.waitUntil(lambda: isinstance(window.dialog, MoveDialog))
    dialog = window.dialog
    assert isinstance(dialog, MoveDialog)
    qtbot.waitUntil(lambda: dialog.starts.found is not None)
    assert dialog.starts.found is not None
    wanted = next(one for one in dialog.starts.found.starts if one.starts_at == first - 30)
    dialog.starts.take(wanted)
    assert_told_apart(dialog)
    click(dialog.act_button)
    qtbot.waitUntil(lambda: "03:00\u00a0(1st)" in window.status.notice.text)
    qtbot.waitUntil(lambda: len(window.details.history.lines) == 2)
    moved = window.details.history.lines[0].what
    assert "at 03:30\u00a0(1st) to " in moved
    assert "at 03:00\u00a0(1st) by " in moved
    assert_told_apart(window)


def test_booking_tells_them_apart(qtbot: QtBot, window: MainWindow, night: date) -> None:
    first, second = half_past_three(night)
    window.book_at(second - 30)
    dock = window.dock
    assert isinstance(dock, BookingDock)
    qtbot.waitUntil(lambda: dock.starts.found is not None)
    find_patient(qtbot, dock, "vasil")
    until_ready(qtbot, dock)
    assert dock.foot.sentence.startswith(f"Sun {night:%d/%m} at 03:00\u00a0(2nd)")
    assert_told_apart(dock)
    assert [one for one in faults_of(dock)[1] if "03:" in one] == [], "every start has room"
    QTest.mouseClick(dock.book_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.dock is None)
    qtbot.waitUntil(lambda: "at 03:00\u00a0(2nd)" in window.status.notice.text)
    # Why not at a taken minute, and what is nearest to it.
    window.ask_why_not(second)
    qtbot.waitUntil(lambda: bool(window.why_not.offered))
    # Every button has room, once the popover is laid out.
    qtbot.waitUntil(lambda: [one for one in faults_of(window.why_not)[1] if "03:" in one] == [])
    told = " ".join(texts_of(window.why_not))
    assert "03:30\u00a0(2nd)" in told
    assert_told_apart(window)
    window.ask_why_not(first + 5)
    assert_told_apart(window)


def test_affected_appointments_and_blocked_time_tell_them_apart(
    qtbot: QtBot, desk: Desk, window: MainWindow, theme: Theme, store: Store, small: SmallClinic, night: date
) -> None:
    run(
        store,
        "INSERT INTO schedule_exceptions (doctor_id, starts_at, ends_at) VALUES"
        f" ('{small.doctor_id}', '{datetime_at(half_past_three(night)[1] - 30):%Y-%m-%d %H:%M}',"
        f" '{datetime_at(half_past_three(night)[1]):%Y-%m-%d %H:%M}')",
    )
    manager = hire(store, small).manager
    desk.sign_in(next(one for one in store.do(read_clinic).people if one.id == manager))
    made = ExceptionsWindow(desk, theme, small.doctor_id, window)
    with qtbot.waitSignal(made.shown):
        made.open()
    qtbot.waitUntil(lambda: len(made.list.rows) == 1)
    assert_told_apart(made)
    made.begin_new()
    retype(made.form.span.first, written_date(night))
    qtbot.waitUntil(lambda: len(made.affected.appointments) == 2)
    assert_told_apart(made)
    made.discard()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
