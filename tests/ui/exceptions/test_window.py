"""Dated exceptions by keys and clicks: several days at once, who is affected, time off left alone."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from medic_desk.engine.facts import ScheduleException
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.exceptions.doctor_exceptions import read_exceptions
from medic_desk.model.hours.doctor_hours import read_hours
from medic_desk.model.store.store import Store
from medic_desk.ui.exceptions.window import ExceptionsWindow
from medic_desk.ui.theme import Theme
from medic_desk.ui.words.formats import short_day, written_date
from tests.model.small_clinic import SmallClinic
from tests.ui.staff import Staff, button, click, desk_of, hire, retype, run, type_text

OpenWindow = Callable[..., ExceptionsWindow]


@pytest.fixture
def staff(store: Store, small: SmallClinic) -> Staff:
    return hire(store, small)


@pytest.fixture
def open_window(
    qtbot: QtBot, theme: Theme, store: Store, small: SmallClinic, staff: Staff
) -> Iterator[OpenWindow]:
    with ExitStack() as stack:

        def opened(user_id: str = staff.doctor) -> ExceptionsWindow:
            desk = stack.enter_context(desk_of(store, user_id, "Office 2"))
            window = ExceptionsWindow(desk, theme, small.doctor_id)
            stack.callback(_close, window)
            with qtbot.waitSignal(window.shown):
                window.open()
            return window

        yield opened


def _close(window: ExceptionsWindow) -> None:
    if window.isVisible():
        window.discard()
    window.deleteLater()


def standing(store: Store, small: SmallClinic) -> tuple[ScheduleException, ...]:
    now = store.do(read_hours, small.doctor_id).now
    return store.do(read_exceptions, small.doctor_id, now)


def items(window: ExceptionsWindow) -> list[list[str]]:
    """What each row of the list shows, cell by cell."""
    model = window.list.rows_model
    return [
        [model.index(row, at).data() for at in range(model.columnCount())] for row in range(model.rowCount())
    ]


def choose(window: ExceptionsWindow, row: int) -> None:
    where = window.list.visualRect(window.list.rows_model.index(row, 0)).center()
    QTest.mouseClick(window.list.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_hours_of_several_days_are_blocked_at_once_with_who_is_affected_named(
    qtbot: QtBot, open_window: OpenWindow, store: Store, small: SmallClinic
) -> None:
    perform(store, small.receptionist, book, small.booking(10))
    perform(store, small.receptionist, book, small.booking(15, patient_id=small.patient_ids[1]))
    window = open_window()
    form = window.form
    retype(form.span.first, written_date(small.day))
    retype(form.span.last, written_date(small.day + timedelta(days=2)))
    click(form.span.is_whole)
    retype(form.span.start, "9")
    retype(form.span.end, "12")
    type_text(form.reason, "Χειρουργείο")
    qtbot.waitUntil(lambda: len(window.affected.appointments) == 1)
    assert window.affected.appointments[0].patient_name == "Αντωνίου Γιώργος"
    assert window.affected.heading.text().startswith("1 appointment is affected")
    with qtbot.waitSignal(window.saved):
        QTest.keyClick(window, Qt.Key.Key_Return)
    rows = standing(store, small)
    spans = [(small.at(9, days=i), small.at(12, days=i)) for i in range(3)]
    assert [(row.starts_at, row.ends_at) for row in rows] == spans
    assert {(row.exception_type, row.reason, row.source) for row in rows} == {
        ("blocked", "Χειρουργείο", "manual")
    }
    qtbot.waitUntil(lambda: len(items(window)) == 3)
    assert items(window)[0][0] == f"{short_day(small.day)}  09:00–12:00"


def test_after_a_save_the_next_enter_begins_an_entry_and_blocks_nothing(
    qtbot: QtBot, open_window: OpenWindow, store: Store, small: SmallClinic
) -> None:
    window = open_window()
    retype(window.form.span.first, written_date(small.day))
    qtbot.waitUntil(lambda: window.affected.ids is not None)
    with qtbot.waitSignal(window.saved):
        QTest.keyClick(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(items(window)) == 1)
    assert window.foot.state.text().startswith("Saved at ")
    assert not window.save_button.isEnabled()
    window.save()
    assert not window.attempt.is_open
    qtbot.waitUntil(window.new_button.hasFocus)
    QTest.keyClick(window.new_button, Qt.Key.Key_Return)
    qtbot.waitUntil(window.form.span.first.hasFocus)
    assert window.save_button.isEnabled()
    assert window.foot.state.text() == "A new entry"
    qtbot.waitUntil(lambda: window.affected.ids is not None)
    assert len(standing(store, small)) == 1


def test_enter_before_the_list_is_there_saves_nobody_unseen(
    qtbot: QtBot, open_window: OpenWindow, store: Store, small: SmallClinic
) -> None:
    perform(store, small.receptionist, book, small.booking(10))
    window = open_window()
    retype(window.form.span.first, written_date(small.day))
    assert window.affected.ids is None
    QTest.keyClick(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "save once more" in window.message.text)
    assert (len(window.affected.appointments), standing(store, small)) == (1, ())
    with qtbot.waitSignal(window.saved):
        QTest.keyClick(window, Qt.Key.Key_Return)
    assert len(standing(store, small)) == 1


def test_an_evening_is_opened_changed_and_deleted(
    qtbot: QtBot, open_window: OpenWindow, store: Store, small: SmallClinic
) -> None:
    window = open_window()
    form = window.form
    click(form.available)
    retype(form.span.first, written_date(small.day))
    click(form.span.is_whole)
    retype(form.span.start, "18")
    retype(form.span.end, "21")
    form.rule.setFocus()
    QTest.keyClick(form.rule, Qt.Key.Key_Down)
    with qtbot.waitSignal(window.saved):
        QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (row,) = standing(store, small)
    assert (row.exception_type, row.starts_at, row.ends_at) == ("available", small.at(18), small.at(21))
    assert row.schedule_rule_id is not None
    qtbot.waitUntil(lambda: len(items(window)) == 1)
    choose(window, 0)
    assert form.span.end.text() == "21:00"
    assert not window.save_button.isEnabled()
    retype(form.span.end, "20")
    with qtbot.waitSignal(window.saved):
        click(window.save_button)
    (row,) = standing(store, small)
    assert row.ends_at == small.at(20)
    appointment = perform(store, small.receptionist, book, small.booking(18))
    qtbot.waitUntil(lambda: window.standing is not None and len(window.standing.hours.appointments) == 1)
    choose(window, 0)
    window.list.setFocus()
    QTest.keyClick(window.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "outside hours" in window.message.text)
    assert [seen.id for seen in window.affected.appointments] == [appointment.appointment_id]
    with qtbot.waitSignal(window.saved):
        click(window.message.buttons[0])
    assert standing(store, small) == ()


def test_time_off_and_the_older_form_are_shown_and_left_alone(
    qtbot: QtBot, open_window: OpenWindow, store: Store, small: SmallClinic
) -> None:
    times = "now() + interval '1 day', now() + interval '2 day'"
    run(
        store,
        "INSERT INTO time_off_requests (doctor_id, starts_at, ends_at, status)"
        f" VALUES ('{small.doctor_id}', {times}, 'approved')",
    )
    run(
        store,
        "INSERT INTO availability_exceptions (doctor_id, starts_at, ends_at, reason)"
        f" VALUES ('{small.doctor_id}', now() + interval '3 day', now() + interval '4 day', 'Παλιό')",
    )
    window = open_window()
    leave, older = items(window)
    assert leave[1] == "Time off"
    assert older[1] == "Blocked (older form)"
    for row, said in ((0, "decide the request"), (1, "older kind")):
        choose(window, row)
        assert said in window.message.text
        assert window.form.reason.isReadOnly()
        assert not window.delete_button.isEnabled()
        assert not window.save_button.isEnabled()


def test_the_block_of_a_closure_is_shown_and_left_alone(open_window: OpenWindow, store: Store) -> None:
    run(
        store,
        "INSERT INTO clinic_closures (starts_at, ends_at, reason)"
        " VALUES (now() + interval '1 day', now() + interval '2 day', 'Αργία')",
    )
    window = open_window()
    (block,) = items(window)
    assert block[1:3] == ["Clinic closed", "Αργία"]
    choose(window, 0)
    assert "change the closure instead" in window.message.text
    assert window.form.reason.isReadOnly()
    assert not window.delete_button.isEnabled()
    assert not window.save_button.isEnabled()


def test_an_entry_deleted_meanwhile_may_be_saved_as_a_new_one(
    qtbot: QtBot, open_window: OpenWindow, store: Store, small: SmallClinic
) -> None:
    run(
        store,
        "INSERT INTO schedule_exceptions (doctor_id, starts_at, ends_at, reason)"
        f" VALUES ('{small.doctor_id}', now() + interval '1 day', now() + interval '2 day', 'Σεμινάριο')",
    )
    window = open_window()
    choose(window, 0)
    retype(window.form.reason, "Σεμινάριο Α")
    window._desk.heard.disconnect(window._on_heard)  # the notice is late
    run(store, "DELETE FROM schedule_exceptions")
    qtbot.waitUntil(lambda: window.affected.ids is not None)
    click(window.save_button)
    qtbot.waitUntil(lambda: "makes a new entry" in window.message.text)
    assert window.form.reason.text() == "Σεμινάριο Α"
    qtbot.waitUntil(lambda: window.affected.ids is not None and window.save_button.isEnabled())
    with qtbot.waitSignal(window.saved):
        click(window.save_button)
    (row,) = standing(store, small)
    assert row.reason == "Σεμινάριο Α"
    window._desk.heard.connect(window._on_heard)


def test_bad_days_are_said_at_their_field_and_nothing_is_saved(
    qtbot: QtBot, open_window: OpenWindow, store: Store, small: SmallClinic
) -> None:
    window = open_window()
    span = window.form.span
    retype(span.first, "never")
    click(window.save_button)
    assert "day/month/year" in span.first_field.said
    retype(span.first, written_date(small.day))
    retype(span.last, written_date(small.day + timedelta(days=400)))
    assert "more than a year" in span.last_field.said
    retype(span.last, "")
    click(span.is_whole)
    retype(span.start, "12")
    retype(span.end, "12:00")
    click(window.save_button)
    assert "after the start" in span.end_field.said
    assert standing(store, small) == ()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.message.text == "Discard what you typed?"
    assert [one.text() for one in window.message.buttons] == ["Discard", "Go on"]
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_the_counter_may_look(open_window: OpenWindow, staff: Staff) -> None:
    window = open_window(staff.receptionist)
    assert not window.new_button.isEnabled()
    assert not window.save_button.isEnabled()
    assert "not change them" in window.foot.state.text()


def two_entries(store: Store, small: SmallClinic) -> None:
    for days, reason, source in ((1, "Σεμινάριο", "manual"), (3, "Άλλο", "import")):
        run(
            store,
            "INSERT INTO schedule_exceptions (doctor_id, starts_at, ends_at, reason, source)"
            f" VALUES ('{small.doctor_id}', now() + interval '{days} day', now() + interval '{days + 1} day',"
            f" '{reason}', '{source}')",
        )


def test_another_entry_is_shown_only_after_a_word_on_what_was_typed(
    qtbot: QtBot, open_window: OpenWindow, store: Store, small: SmallClinic
) -> None:
    two_entries(store, small)
    window = open_window()
    choose(window, 0)
    retype(window.form.reason, "Ημερίδα")
    window.form.reason.setFocus()
    choose(window, 1)
    assert window.message.text == "Discard what you typed?"
    qtbot.waitUntil(lambda: window.list.current_row() == window.edit.row)
    click(button(window.message.buttons, "Go on"))
    assert (window.form.reason.text(), window.message.text) == ("Ημερίδα", "")
    choose(window, 1)
    click(button(window.message.buttons, "Discard"))
    assert window.form.reason.text() == "Άλλο"
    assert window.list.current_row() == window.edit.row
    retype(window.form.reason, "Τίποτα")
    click(window.new_button)
    assert window.form.reason.text() == "Τίποτα"
    click(button(window.message.buttons, "Discard"))
    assert window.form.reason.text() == ""
    assert window.foot.state.text() == "A new entry"
    assert [row[2] for row in items(window)] == ["Σεμινάριο", "Άλλο"]


def test_what_was_typed_is_discarded_before_its_entry_is_deleted(
    qtbot: QtBot, open_window: OpenWindow, store: Store, small: SmallClinic
) -> None:
    two_entries(store, small)
    window = open_window()
    choose(window, 0)
    retype(window.form.reason, "Ημερίδα")
    click(window.delete_button)
    assert window.message.text == "Discard what you typed?"
    with qtbot.waitSignal(window.saved):
        click(button(window.message.buttons, "Discard"))
    assert window.foot.state.text().startswith("Deleted at ")
    assert [row.reason for row in standing(store, small)] == ["Άλλο"]


def test_only_another_programs_source_has_a_field(
    open_window: OpenWindow, store: Store, small: SmallClinic
) -> None:
    two_entries(store, small)
    window = open_window()
    for row, is_shown in ((0, False), (1, True), (0, False)):
        choose(window, row)
        assert window.form.source.isVisible() == is_shown
