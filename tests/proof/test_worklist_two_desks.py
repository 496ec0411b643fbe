"""A doctor with fourteen appointments is ill: two desks work through them, undo it all, and do it again."""

from collections import Counter
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.clinic.clinic import Clinic
from medic_desk.model.store.store import Store
from medic_desk.model.time_off.illness import RecordIllness, record_illness
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.theme import Theme
from medic_desk.ui.worklist.page import WorklistPage
from tests.model.plain_sql import rows
from tests.model.small_clinic import SmallClinic, new_id
from tests.model.worklist.consistent import worklist_faults

pytestmark = [pytest.mark.proof, pytest.mark.timeout(1800)]

COUNT = 14


@pytest.fixture
def pages(
    qtbot: QtBot, store: Store, database_url: str, clinic: Clinic, small: SmallClinic, theme: Theme
) -> Iterator[tuple[WorklistPage, ...]]:
    """The worklist at two desks, each with a person, a store and threads of its own."""
    made = []
    for number, actor in enumerate((small.receptionist, small.manager), 1):
        second, jobs = Store(database_url, f"desk {number}"), Jobs()
        desk = Desk(second, jobs, f"Desk {number}")
        desk.open(clinic)
        desk.sign_in(next(one for one in clinic.people if one.id == actor.user_id))
        page = WorklistPage(desk, theme)
        page.resize(1300, 800)
        page.show()
        made.append((page, desk, jobs, second))
    yield tuple(page for page, *_ in made)
    for page, desk, jobs, second in made:
        page.stop()
        qtbot.waitUntil(lambda page=page: not page.attempt.is_busy)  # type: ignore[misc]
        page.close()
        page.deleteLater()
        desk.close()
        jobs.close()
        second.close()


def places(store: Store) -> list[tuple[str, int]]:
    """Where every patient's appointment stands, and how."""
    found = rows(
        store,
        "SELECT id::text, status, extract(epoch FROM starts_at)::bigint AS at FROM appointments"
        " WHERE patient_id IS NOT NULL ORDER BY id",
    )
    return [(f"{row['id']} {row['status']}", row["at"]) for row in found]


def left(page: WorklistPage) -> int:
    return len(page.group.open_items) if page.group is not None else -1


def work_through(qtbot: QtBot, pages: tuple[WorklistPage, ...], store: Store) -> Counter[str]:
    """Let both desks do what is next, in turn and without waiting for each other, until nobody is left."""
    told: Counter[str] = Counter()
    outcomes = iter("mmcmmkmmcmmkmm" * 40)
    for _ in range(4000):
        for page in pages:
            qtbot.waitUntil(lambda page=page: page.is_settled and not page.attempt.is_busy)  # type: ignore[misc]
            if page.message.text:
                told[page.message.text.split(" ")[-1]] += 1
                page.message.hide()
            if page.calling.item is None:
                page.do("next")
            elif page.calling.is_calling(page.row().item if page.row() else None):  # type: ignore[union-attr]
                outcome = next(outcomes)
                if outcome == "m":
                    page.do("next")
                else:
                    page.do({"c": "cancelled", "k": "kept"}[outcome])
            else:
                assert page.calling.item is not None
                page.list.choose(page.calling.item.id)
        states = [row["state"] for row in rows(store, "SELECT state FROM rebooking_items")]
        if not {"to_call", "called", "not_reached"} & set(states):
            return Counter(states)
    raise AssertionError(f"not worked through: {states}")


def test_fourteen_are_worked_through_undone_and_done_again(
    qtbot: QtBot, pages: tuple[WorklistPage, ...], store: Store, small: SmallClinic
) -> None:
    hours = [(hour, minute) for hour in (9, 10, 11, 12, 14, 15, 16) for minute in (0, 30)]
    for number, (hour, minute) in enumerate(hours):
        patient = small.patient_ids[number % len(small.patient_ids)]
        perform(store, small.manager, book, small.booking(hour, minute, patient_id=patient))
    before = places(store)
    assert len(before) == COUNT
    request = RecordIllness(
        act_id=new_id(), doctor_id=small.doctor_id, starts_at=small.at(0), ends_at=small.at(0, days=1)
    )
    assert len(perform(store, small.receptionist, record_illness, request).affected_ids) == COUNT
    for page in pages:
        page.open()
    for page in pages:
        qtbot.waitUntil(lambda page=page: left(page) == COUNT and len(page.reading.fits) == COUNT)  # type: ignore[misc]
    first = work_through(qtbot, pages, store)
    assert sum(first.values()) == COUNT
    assert worklist_faults(store) == []
    one, other = pages
    qtbot.waitUntil(lambda: left(one) == 0 and not one.attempt.is_open)
    one.undo_question.ask(one.group)  # type: ignore[arg-type]
    one.message.buttons[0].click()
    qtbot.waitUntil(lambda: left(one) == COUNT and not one.attempt.is_open, timeout=30_000)
    assert places(store) == before
    assert worklist_faults(store) == []
    qtbot.waitUntil(lambda: left(other) == COUNT and len(other.reading.fits) == COUNT)
    again = work_through(qtbot, pages, store)
    assert sum(again.values()) == COUNT
    assert worklist_faults(store) == []
    assert rows(store, "SELECT id FROM appointments WHERE status = 'held' AND hold_expires_at IS NULL") == []
