"""A doctor of the small clinic who is ill, and whoever is booked then."""

from dataclasses import dataclass

from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.store.store import Store
from medic_desk.model.time_off.illness import IllnessResult, RecordIllness, record_illness
from medic_desk.ui.window.main_window import MainWindow
from medic_desk.ui.worklist.page import WorklistPage
from tests.model.plain_sql import rows
from tests.model.small_clinic import SmallClinic, new_id


@dataclass(frozen=True)
class IllDoctor:
    """The booked appointments, in order of time, and the illness that affects them."""

    appointments: tuple[AppointmentResult, ...]
    illness: IllnessResult


def fall_ill(store: Store, small: SmallClinic, hours: tuple[int, ...] = (9, 10, 11)) -> IllDoctor:
    """Book patients at these hours, and let the doctor be ill from nine to noon."""
    booked = tuple(
        perform(
            store,
            small.manager,
            book,
            small.booking(hour, patient_id=small.patient_ids[number % len(small.patient_ids)]),
        )
        for number, hour in enumerate(hours)
    )
    request = RecordIllness(
        act_id=new_id(), doctor_id=small.doctor_id, starts_at=small.at(9), ends_at=small.at(12)
    )
    return IllDoctor(booked, perform(store, small.manager, record_illness, request))


def opened(qtbot: QtBot, window: MainWindow, count: int) -> WorklistPage:
    """The worklist of the window, with that many rows to call and their proposals, meant by now."""
    window.worklist.open()
    page = window.worklist.page
    assert page is not None
    ready(qtbot, page, count)
    return page


def ready(qtbot: QtBot, page: WorklistPage, count: int) -> None:
    """Wait until that many rows are to be called, each with its proposal, and nothing is under way."""
    qtbot.waitUntil(
        lambda: (
            page.group is not None
            and len(page.group.open_items) == count
            and all(row.fits is not None for row in page.list.rows if row.item and row.item.is_open)
            and page.is_settled
            and not page.attempt.is_open
        ),
        timeout=20_000,
    )


def states(store: Store) -> list[str]:
    """The states of all items, in order of their appointments' first starts."""
    found = rows(store, "SELECT state FROM rebooking_items ORDER BY inserted_at, id")
    return sorted(row["state"] for row in found)
