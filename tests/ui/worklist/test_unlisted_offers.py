"""Another program blocks time: the desk that hears of it offers to list whom that affects, once."""

import pytest
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.closures.unlisted import AddUnlisted, add_unlisted
from medic_desk.model.store.store import Store
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.window.main_window import MainWindow
from tests.model.plain_sql import rows, run
from tests.model.small_clinic import SmallClinic, new_id
from tests.model.worklist.consistent import worklist_faults
from tests.model.worklist.listed import WorklistDesk
from tests.ui.staff import click
from tests.ui.worklist.ill_doctor import states
from tests.ui.worklist.other_program import block, close_over_a_colleague_too


@pytest.fixture
def banner(window: MainWindow) -> MessageBanner:
    return window.calendar.messages.heard


@pytest.fixture
def booked(store: Store, small: SmallClinic) -> str:
    return perform(store, small.manager, book, small.booking(10)).appointment_id


def test_a_plain_writers_block_is_offered_and_added_once(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, banner: MessageBanner, booked: str
) -> None:
    block(store, small)
    qtbot.waitUntil(lambda: bool(banner.text))
    assert banner.text.startswith("Another program blocked time of Παπαδόπουλος Ν. (")
    assert banner.text.endswith(": 1 appointment is in the way.")
    assert states(store) == []
    click(banner.buttons[0])
    qtbot.waitUntil(lambda: states(store) == ["to_call"])
    qtbot.waitUntil(lambda: not banner.text)
    # The offer goes with the news, which may come before the answer.
    qtbot.waitUntil(lambda: window.status.notice.text == "1 appointment was put on the list to rebook.")
    qtbot.waitUntil(lambda: window.status.badges.counts.rebook == 1)
    assert worklist_faults(store) == []


def test_where_another_desk_was_quicker_the_offer_goes(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, banner: MessageBanner, booked: str
) -> None:
    block_id = block(store, small)
    qtbot.waitUntil(lambda: bool(banner.text))
    request = AddUnlisted(act_id=new_id(), kind="exception", cause_id=block_id, doctor_id=small.doctor_id)
    perform(store, small.manager, add_unlisted, request)
    qtbot.waitUntil(lambda: not banner.text)
    assert states(store) == ["to_call"]


def test_of_two_desks_that_add_at_once_each_row_is_there_once(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, banner: MessageBanner, booked: str
) -> None:
    block_id = block(store, small)
    qtbot.waitUntil(lambda: bool(banner.text))
    window._desk._feed.stop()
    request = AddUnlisted(act_id=new_id(), kind="exception", cause_id=block_id, doctor_id=small.doctor_id)
    perform(store, small.manager, add_unlisted, request)
    click(banner.buttons[0])
    qtbot.waitUntil(lambda: window.status.notice.text == "Another desk has put them on the list already.")
    assert states(store) == ["to_call"]
    assert len(rows(store, "SELECT id FROM rebooking_causes")) == 1


def test_a_rule_of_another_program_is_offered_and_an_own_one_is_not(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, banner: MessageBanner, booked: str
) -> None:
    run(store, f"UPDATE schedule_rules SET work_start_local = '12:00' WHERE doctor_id = '{small.doctor_id}'")
    qtbot.waitUntil(lambda: banner.text.startswith("Another program changed the hours of Παπαδόπουλος Ν."))
    click(banner.buttons[0])
    kinds = "SELECT kind FROM rebooking_causes"
    qtbot.waitUntil(lambda: [row["kind"] for row in rows(store, kinds)] == ["hours"])


def test_a_closure_of_another_program_is_one_offer(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, banner: MessageBanner, booked: str
) -> None:
    close_over_a_colleague_too(store, small)
    qtbot.waitUntil(lambda: banner.text.endswith(": 2 appointments are in the way."))
    click(banner.buttons[0])
    qtbot.waitUntil(lambda: states(store) == ["to_call", "to_call"])
    assert worklist_faults(store) == []


def test_what_is_put_off_is_not_asked_again(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, banner: MessageBanner, booked: str
) -> None:
    block_id = block(store, small)
    qtbot.waitUntil(lambda: bool(banner.text))
    click(banner.buttons[1])
    assert not banner.text
    with qtbot.waitSignal(window.rebooking.unlisted.looked):
        run(store, f"UPDATE schedule_exceptions SET reason = 'other' WHERE id = '{block_id}'")
    assert not banner.text


def test_a_block_of_this_program_is_no_offer(
    qtbot: QtBot, window: MainWindow, store: Store, small: SmallClinic, banner: MessageBanner, booked: str
) -> None:
    with qtbot.waitSignal(window.rebooking.unlisted.looked):
        WorklistDesk(store, small).block()
    assert not banner.text
    assert states(store) == ["to_call"]
