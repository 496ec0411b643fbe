"""What a plain writer did while no desk listened is offered at the next start, or once the feed is back."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from medic_desk.engine.clinic_time import local_date, minute_floor
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.closures.missed import read_missed_causes
from medic_desk.model.store.database_clock import read_database_clock
from medic_desk.model.store.store import Store
from medic_desk.model.tables import ClinicSiteRow, DoctorLocationRow
from medic_desk.model.worklist.causes import Cause
from medic_desk.ui.controls.message_banner import MessageBanner
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.theme import Theme
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.window.memory import Memory
from medic_desk.ui.worklist.missed_memory import LOOKED, MOST_DATABASES, PUT_OFF, Looked, MissedMemory
from tests.model.plain_sql import rows, run
from tests.model.small_clinic import SmallClinic, add, new_id
from tests.model.worklist.consistent import worklist_faults
from tests.model.worklist.listed import WorklistDesk
from tests.ui.desk_fixtures import Start
from tests.ui.far_desk import FarDesk
from tests.ui.staff import click, desk_of
from tests.ui.worklist.ill_doctor import states
from tests.ui.worklist.other_program import block, close_over_a_colleague_too

SOON = 15_000

Started = Callable[..., AbstractContextManager[MainWindow]]


@pytest.fixture
def booked(store: Store, small: SmallClinic) -> str:
    return perform(store, small.manager, book, small.booking(10)).appointment_id


@pytest.fixture
def started(
    qtbot: QtBot, store: Store, small: SmallClinic, theme: Theme, memory: Memory, tmp_path: Path
) -> Started:
    """Start a desk that looks for what it missed, as the program does, and close it at the end.

    ``remembers`` names the computer: two of different names share no memory.
    """

    @contextmanager
    def start(person_id: str | None = None, remembers: str = "windows") -> Iterator[MainWindow]:
        who = person_id or small.receptionist.user_id
        assert who is not None
        kept = Memory(tmp_path / f"{remembers}.ini")
        with desk_of(store, who, remembers) as desk, window_of(desk, theme, kept) as window:
            yield window

    return start


@contextmanager
def window_of(desk: Desk, theme: Theme, memory: Memory) -> Iterator[MainWindow]:
    assert desk.person is not None
    window = MainWindow(desk, theme, memory)
    window.show()
    window.rebooking.look_for_missed(memory, memory.of_person(desk.person.id))
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()


def banner(window: MainWindow) -> MessageBanner:
    return window.calendar.messages.heard


def has_offer(window: MainWindow) -> bool:
    return bool(banner(window).text)


def says_nothing(qtbot: QtBot, window: MainWindow) -> bool:
    """Whether the look finds that nobody is missing on the list."""
    missed = window.rebooking.missed
    assert missed is not None
    with qtbot.waitSignal(missed.answered, timeout=SOON):
        pass
    return not banner(window).text


def today(store: Store, small: SmallClinic) -> date:
    return local_date(minute_floor(store.do(read_database_clock)), small.zone)


def test_a_block_written_while_no_desk_was_up_is_offered_at_two_desks_and_added_once(
    qtbot: QtBot, store: Store, small: SmallClinic, booked: str, started: Started
) -> None:
    block_id = block(store, small)
    with started() as one, started(small.manager.user_id, "other") as other:
        for window in (one, other):
            qtbot.waitUntil(partial(has_offer, window), timeout=SOON)
            assert banner(window).text.startswith("Another program blocked time of Παπαδόπουλος Ν. (")
            assert banner(window).text.endswith(": 1 appointment is in the way.")
        assert states(store) == []
        click(banner(one).buttons[0])
        qtbot.waitUntil(lambda: not banner(one).text and not banner(other).text, timeout=SOON)
        assert states(store) == ["to_call"]
        causes = rows(store, "SELECT kind, cause_id::text FROM rebooking_causes")
        assert causes == [{"kind": "exception", "cause_id": block_id}]
        assert rows(store, "SELECT status FROM appointments") == [{"status": "confirmed"}]
        assert worklist_faults(store) == []
    for remembers in ("windows", "a third"):
        with started(remembers=remembers) as again:
            assert says_nothing(qtbot, again)
    assert states(store) == ["to_call"]


def test_what_is_not_in_the_way_is_no_offer(
    qtbot: QtBot, store: Store, small: SmallClinic, booked: str, started: Started
) -> None:
    block(store, small, 11, 12)
    WorklistDesk(store, small).block()
    with started() as window:
        assert says_nothing(qtbot, window)
    assert states(store) == ["to_call"]


def test_a_closure_written_while_no_desk_was_up_is_one_offer(
    qtbot: QtBot, store: Store, small: SmallClinic, booked: str, started: Started
) -> None:
    close_over_a_colleague_too(store, small)
    with started() as window:
        said = ": 2 appointments are in the way."
        qtbot.waitUntil(lambda: banner(window).text.endswith(said), timeout=SOON)
        click(banner(window).buttons[0])
        qtbot.waitUntil(lambda: states(store) == ["to_call", "to_call"], timeout=SOON)
        qtbot.waitUntil(lambda: not banner(window).text, timeout=SOON)
    assert [row["kind"] for row in rows(store, "SELECT kind FROM rebooking_causes")] == ["closure"] * 2
    assert worklist_faults(store) == []


def test_a_rule_that_was_deleted_is_offered_to_a_desk_that_knew_it(
    qtbot: QtBot, store: Store, small: SmallClinic, booked: str, started: Started
) -> None:
    with started() as window:
        assert says_nothing(qtbot, window)
    run(
        store,
        f"DELETE FROM schedule_rules WHERE doctor_id = '{small.doctor_id}'"
        f" AND day_of_week = {small.day.isoweekday()}",
    )
    with started(remembers="never looked") as stranger:
        assert says_nothing(qtbot, stranger)
    with started() as window:
        said = "Another program changed the hours of Παπαδόπουλος Ν."
        qtbot.waitUntil(lambda: banner(window).text.startswith(said), timeout=SOON)
        click(banner(window).buttons[0])
        qtbot.waitUntil(lambda: not banner(window).text, timeout=SOON)
    assert [row["kind"] for row in rows(store, "SELECT kind FROM rebooking_causes")] == ["hours"]
    with started() as window:
        assert says_nothing(qtbot, window)


def test_what_is_put_off_is_offered_again_on_another_day_alone(
    qtbot: QtBot, store: Store, small: SmallClinic, booked: str, memory: Memory, started: Started
) -> None:
    block_id = block(store, small)
    with started() as window:
        qtbot.waitUntil(lambda: bool(banner(window).text), timeout=SOON)
        click(banner(window).buttons[1])
        assert not banner(window).text
    with started() as again:
        with qtbot.waitSignal(again.rebooking.unlisted.looked, timeout=SOON):
            pass
        assert not banner(again).text
        assert not again.rebooking.unlisted.is_settled
        target = again._desk.target
    with started(small.manager.user_id) as colleague:
        # Whoever sits there next has put nothing off.
        qtbot.waitUntil(lambda: bool(banner(colleague).text), timeout=SOON)
    own = memory.of_person(str(small.receptionist.user_id))
    kept = MissedMemory(memory, own, target)
    assert kept.put_off_on(today(store, small)) == (Cause("exception", block_id),)
    assert kept.looked().at is None, "what is not answered is looked for again"
    kept.put_off(Cause("exception", block_id), today(store, small) - timedelta(days=1))
    with started() as next_day:
        qtbot.waitUntil(lambda: bool(banner(next_day).text), timeout=SOON)
        # The window stays open overnight, and the feed was gone for a while.
        click(banner(next_day).buttons[1])
        kept.put_off(Cause("exception", block_id), today(store, small) - timedelta(days=1))
        next_day._desk._feed.cut()
        qtbot.waitUntil(lambda: bool(banner(next_day).text), timeout=SOON)


def test_what_is_heard_and_answered_live_is_looked_at_no_more(
    qtbot: QtBot, store: Store, small: SmallClinic, booked: str, memory: Memory, started: Started
) -> None:
    with started() as window:
        assert says_nothing(qtbot, window)
        kept = MissedMemory(memory, memory, window._desk.target)
        before = kept.looked()
        assert before.at is not None
        run(store, f"UPDATE schedule_rules SET label = 'x' WHERE doctor_id = '{small.doctor_id}'")
        assert says_nothing(qtbot, window)
        after = kept.looked()
        assert after.at is not None
        assert after.at > before.at
        assert after.hours_versions[small.doctor_id] > before.hours_versions[small.doctor_id]


def test_many_causes_are_offered_page_by_page(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    store: Store,
    small: SmallClinic,
    booked: str,
    memory: Memory,
    started: Started,
) -> None:
    monkeypatch.setattr("medic_desk.model.closures.missed.MOST_CAUSES", 1)
    block(store, small, 9, 11)
    block(store, small, 10, 12)
    with started() as window:
        for listed in (1, 2):
            qtbot.waitUntil(partial(has_offer, window), timeout=SOON)
            assert len(window.rebooking.unlisted.offers) == 1
            click(banner(window).buttons[0])
            qtbot.waitUntil(lambda: not banner(window).text, timeout=SOON)
            assert len(rows(store, "SELECT id FROM rebooking_causes")) == listed
        kept = MissedMemory(memory, memory, window._desk.target)
        qtbot.waitUntil(lambda: kept.looked().at is not None, timeout=SOON)
    assert states(store) == ["to_call"]


def test_what_the_engine_finds_in_nobodys_way_is_passed_over(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    store: Store,
    small: SmallClinic,
    booked: str,
    started: Started,
) -> None:
    """Blocks of the doctor's row of a house, and an appointment at a colleague's row of it."""
    monkeypatch.setattr("medic_desk.model.closures.missed.MOST_CAUSES", 1)
    site = store.do(add, ClinicSiteRow, name="Κέντρο")
    theirs = store.do(
        add, DoctorLocationRow, doctor_id=small.colleague_id, name="Κέντρο", clinic_site_id=site
    )
    run(store, f"UPDATE doctor_locations SET clinic_site_id = '{site}' WHERE id = '{small.location_id}'")
    run(
        store,
        "SET LOCAL session_replication_role = replica;"
        f" UPDATE appointments SET doctor_location_id = '{theirs}', location_room_id = NULL",
    )
    for end in (11, 12):
        block_id = block(store, small, 9, end)
        run(
            store,
            f"UPDATE schedule_exceptions SET doctor_location_id = '{small.location_id}'"
            f" WHERE id = '{block_id}'",
        )
    assert not store.do(read_missed_causes, None, {}).is_all
    with started() as window:
        assert says_nothing(qtbot, window)


def test_what_was_written_in_a_gap_is_offered_once_the_feed_is_back(
    qtbot: QtBot, far: FarDesk, store: Store, small: SmallClinic, booked: str, theme: Theme, memory: Memory
) -> None:
    with window_of(far.desk, theme, memory) as window:
        assert says_nothing(qtbot, window)
        far.wire.close()
        qtbot.waitUntil(lambda: not far.desk.is_live, timeout=SOON)
        block_id = block(store, small)
        far.wire.open()
        qtbot.waitUntil(lambda: banner(window).text.startswith("Another program blocked"), timeout=30_000)
        click(banner(window).buttons[0])
        qtbot.waitUntil(lambda: states(store) == ["to_call"], timeout=SOON)
        qtbot.waitUntil(lambda: not banner(window).text, timeout=SOON)
    assert rows(store, "SELECT cause_id::text FROM rebooking_causes") == [{"cause_id": block_id}]
    assert worklist_faults(store) == []


def test_the_program_looks_when_it_starts(
    qtbot: QtBot, start: Start, database_url: str, store: Store, small: SmallClinic, booked: str
) -> None:
    block(store, small)
    program = start(database_url)
    opening = program.opening
    assert opening is not None
    qtbot.waitUntil(lambda: len(opening.people.rows) == 2, timeout=SOON)
    opening.open_button.click()
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: banner(window).text.startswith("Another program blocked"), timeout=SOON)


def test_a_window_of_itself_looks_for_nothing(
    qtbot: QtBot, store: Store, small: SmallClinic, booked: str, desk: Desk, theme: Theme, memory: Memory
) -> None:
    window = MainWindow(desk, theme, memory)
    assert window.rebooking.missed is None
    window.close()
    window.deleteLater()


def test_what_cannot_be_read_counts_as_forgotten(memory: Memory) -> None:
    own = memory.of_person("someone")
    kept = MissedMemory(memory, own, "a database")
    assert kept.looked() == Looked(None, {})
    doctor_id, at = new_id(), datetime(2026, 11, 26, 10, tzinfo=UTC)
    kept.learn_hours({doctor_id: 3})
    kept.learn_hours({doctor_id: 4})
    assert kept.looked() == Looked(None, {doctor_id: 3})
    kept.note(Looked(at, {doctor_id: 5}))
    assert kept.looked() == Looked(at, {doctor_id: 5})
    good = memory.get(LOOKED, "")
    for written, broken in (
        (good, ""), (good, "["), (good, "[]"), ('"at": "', '"at": "x'), ("+00:00", ""), (doctor_id, "x"),
        (": 5", ": null"), ('{"' + doctor_id + '": 5}', "[]"),
    ):  # fmt: skip
        assert written in good
        memory.put(LOOKED, good.replace(written, broken))
        assert kept.looked() == Looked(None, {}), broken
    memory.put(LOOKED, good)
    assert kept.looked() == Looked(at, {doctor_id: 5})
    for number in range(MOST_DATABASES):
        assert MissedMemory(memory, own, f"another {number}").looked() == Looked(None, {})
        MissedMemory(memory, own, f"another {number}").note(Looked(at, {}))
    assert kept.looked() == Looked(None, {})


def test_what_was_put_off_is_of_one_day_and_one_database(memory: Memory) -> None:
    own, day = memory.of_person("someone"), date(2026, 11, 26)
    kept, other = MissedMemory(memory, own, "a database"), MissedMemory(memory, own, "another")
    first, second = Cause("hours", new_id()), Cause("exception", new_id())
    for cause in (first, second, first):
        kept.put_off(cause, day)
    other.put_off(first, day)
    assert kept.put_off_on(day) == (second, first)
    assert other.put_off_on(day) == (first,)
    assert kept.put_off_on(day + timedelta(days=1)) == ()
    for broken in ("", "[", '{"day": "2026-11-26"}', '{"day": "2026-11-26", "causes": [1]}'):
        own.put(PUT_OFF, broken)
        assert kept.put_off_on(day) == (), broken
    kept.put_off(first, day)
    kept.put_off(second, day + timedelta(days=1))
    assert kept.put_off_on(day) == ()
