"""What this desk's own acts changed is read once, of one doctor; what others changed is never missed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import psycopg
import pytest
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import AppointmentRequest, cancel
from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.holds import HoldRequest, hold
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.appointments.week import WeekFacts
from medic_desk.model.store.changes import Changed
from medic_desk.model.store.store import Store
from medic_desk.ui.desk.desk import Desk
from tests.model.small_clinic import SmallClinic, new_id


class Told:
    """Whose days were read, in order, and of which rows the windows were told."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.rows: set[str | None] = set()

    def note_week(self, week: WeekFacts) -> None:
        self.read.append(week.doctor_id)

    def note_changes(self, changes: tuple[Changed, ...]) -> None:
        self.rows.update(one.id for one in changes)


NEVER = 24 * 60 * 60 * 1000
"""Milliseconds: no test runs so long."""


@contextmanager
def told(qtbot: QtBot, desk: Desk, small: SmallClinic, *, in_time: bool = True) -> Iterator[Told]:
    """Two doctors are shown, and nothing is being read any more.

    Answers come ``in_time`` for what waits for them, however slow the machine is.
    """
    if in_time:
        desk._own._overdue.setInterval(NEVER)
    desk.show((small.doctor_id, small.colleague_id), small.day, 7)
    qtbot.waitUntil(lambda: len(desk.weeks) == 2 and desk.is_live)
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    heard = Told()
    desk.week_changed.connect(heard.note_week)
    desk.heard.connect(heard.note_changes)
    yield heard
    desk.week_changed.disconnect(heard.note_week)
    desk.heard.disconnect(heard.note_changes)


def status(desk: Desk, appointment_id: str) -> str | None:
    shown = (one for week in desk.weeks.values() for one in week.appointments)
    return next((one.status for one in shown if one.id == appointment_id), None)


def do_book(qtbot: QtBot, desk: Desk, small: SmallClinic, hour: int) -> AppointmentResult:
    done: list[AppointmentResult] = []
    failed: list[Exception] = []
    desk.act(desk, book, small.booking(hour), done.append, failed.append)
    qtbot.waitUntil(lambda: bool(done or failed))
    assert failed == []
    return done[0]


def until_all_is_told(qtbot: QtBot, desk: Desk, heard: Told, appointment_id: str) -> None:
    qtbot.waitUntil(lambda: appointment_id in heard.rows)
    qtbot.waitUntil(lambda: desk.jobs.is_idle)


def test_after_a_booking_its_doctor_is_read_once(
    qtbot: QtBot, desk: Desk, database_url: str, small: SmallClinic
) -> None:
    share_nothing(database_url)
    with told(qtbot, desk, small) as heard:
        booked = do_book(qtbot, desk, small, 11)
        qtbot.waitUntil(lambda: status(desk, booked.appointment_id) == "confirmed")
        until_all_is_told(qtbot, desk, heard, booked.appointment_id)
        assert heard.read == [small.doctor_id]


def test_a_hold_that_moves_to_a_colleague_has_both_read_once(
    qtbot: QtBot, desk: Desk, database_url: str, small: SmallClinic
) -> None:
    share_nothing(database_url)
    with told(qtbot, desk, small) as heard:
        held: list[AppointmentResult] = []
        failed: list[Exception] = []
        request = HoldRequest(
            act_id=new_id(),
            doctor_id=small.doctor_id,
            appointment_type_id=small.service_id,
            starts_at=small.at(10),
        )
        desk.act(desk, hold, request, held.append, failed.append)
        qtbot.waitUntil(lambda: bool(held) and status(desk, held[0].appointment_id) == "held")
        until_all_is_told(qtbot, desk, heard, held[0].appointment_id)
        heard.read.clear()
        heard.rows.clear()
        request = replace(
            request,
            act_id=new_id(),
            doctor_id=small.colleague_id,
            appointment_type_id=small.colleague_service_id,
            replaces_hold_id=held[0].appointment_id,
        )
        desk.act(desk, hold, request, held.append, failed.append)
        qtbot.waitUntil(lambda: len(held) == 2 and len(heard.read) == 2)
        until_all_is_told(qtbot, desk, heard, held[1].appointment_id)
        assert failed == []
        assert sorted(heard.read) == sorted((small.doctor_id, small.colleague_id))
        shown = {key: [one.status for one in week.appointments] for key, week in desk.weeks.items()}
        assert shown == {small.doctor_id: [], small.colleague_id: ["held"]}


def test_what_another_desk_does_to_it_right_after_is_shown(
    qtbot: QtBot, desk: Desk, store: Store, small: SmallClinic
) -> None:
    """Its notification is of the very row that this desk has just booked."""
    with told(qtbot, desk, small):
        for hour in (10, 11, 12):
            booked = do_book(qtbot, desk, small, hour)
            request = AppointmentRequest(
                act_id=new_id(), appointment_id=booked.appointment_id, row_version=None, reason="x"
            )
            perform(store, small.manager, cancel, request)
            qtbot.waitUntil(lambda: status(desk, booked.appointment_id) == "cancelled")  # noqa: B023


def test_what_another_desk_does_while_an_act_waits_is_shown(
    qtbot: QtBot, desk: Desk, store: Store, database_url: str, small: SmallClinic
) -> None:
    """The act waits for a row that a stranger has locked; a change of its doctor is shown all the same."""
    other = perform(store, small.manager, book, small.booking(15))
    with told(qtbot, desk, small, in_time=False), psycopg.connect(database_url) as stranger:
        stranger.execute("SELECT FROM appointment_types WHERE id = %s FOR UPDATE", [small.service_id])
        done: list[object] = []
        desk.act(desk, book, small.booking(11), done.append, done.append)
        with psycopg.connect(database_url) as second:
            second.execute("UPDATE appointments SET notes = 'seen' WHERE id = %s", [other.appointment_id])
        qtbot.waitUntil(
            lambda: [one.notes for one in desk.weeks[small.doctor_id].appointments if one.notes] == ["seen"]
        )
        stranger.rollback()
        qtbot.waitUntil(lambda: bool(done))


def test_another_desks_booking_has_its_doctor_alone_read(
    qtbot: QtBot, desk: Desk, store: Store, database_url: str, small: SmallClinic
) -> None:
    share_nothing(database_url)
    with told(qtbot, desk, small) as heard:
        booked = perform(store, small.manager, book, small.booking(11))
        qtbot.waitUntil(lambda: status(desk, booked.appointment_id) == "confirmed")
        until_all_is_told(qtbot, desk, heard, booked.appointment_id)
        assert set(heard.read) == {small.doctor_id}


def test_who_shares_what_was_claimed_is_read_once_after(
    qtbot: QtBot, desk: Desk, database_url: str, small: SmallClinic
) -> None:
    share_a_laser(database_url, small)
    with told(qtbot, desk, small) as heard:
        booked = do_book(qtbot, desk, small, 11)
        qtbot.waitUntil(lambda: len(desk.weeks[small.colleague_id].facts.claims) == 1)
        until_all_is_told(qtbot, desk, heard, booked.appointment_id)
        assert heard.read == [small.doctor_id, small.colleague_id]


def share_nothing(database_url: str) -> None:
    """There is nothing that doctors share, and no service needs it."""
    with psycopg.connect(database_url) as connection:
        connection.execute("DELETE FROM bookable_resources")
        connection.execute("DELETE FROM appointment_type_resources")


def share_a_laser(database_url: str, small: SmallClinic) -> None:
    """The doctor's service needs the only laser, and nothing else."""
    share_nothing(database_url)
    with psycopg.connect(database_url) as connection:
        connection.execute(
            "INSERT INTO bookable_resources (resource_type, label) VALUES ('equipment', 'Laser')"
        )
        connection.execute(
            "INSERT INTO appointment_type_resources (appointment_type_id, resource_type)"
            " VALUES (%s, 'equipment')",
            [small.service_id],
        )


@pytest.mark.parametrize("is_swapped", [False, True], ids=["one more", "another in its place"])
def test_what_another_program_claims_for_it_is_shown(
    qtbot: QtBot, desk: Desk, database_url: str, small: SmallClinic, is_swapped: bool
) -> None:
    """The appointment itself is as this desk left it, and has the same version."""
    share_a_laser(database_url, small)
    with psycopg.connect(database_url) as connection:
        connection.execute(
            "INSERT INTO bookable_resources (resource_type, label) VALUES ('equipment', 'Laser 2')"
        )
    with told(qtbot, desk, small) as heard:
        booked = do_book(qtbot, desk, small, 11)
        until_all_is_told(qtbot, desk, heard, booked.appointment_id)
        (claim,) = desk.weeks[small.doctor_id].facts.claims
        qtbot.waitUntil(lambda: claim.id in heard.rows and not desk._days._sharing.isActive())
        qtbot.waitUntil(lambda: desk.jobs.is_idle)
        with psycopg.connect(database_url) as program:
            program.execute(
                "INSERT INTO appointment_resource_claims"
                " (appointment_id, bookable_resource_id, starts_at, ends_at)"
                " SELECT c.appointment_id, r.id, c.starts_at, c.ends_at FROM bookable_resources r"
                " JOIN appointment_resource_claims c ON c.bookable_resource_id <> r.id"
            )
            if is_swapped:
                program.execute("DELETE FROM appointment_resource_claims WHERE id = %s", [claim.id])
        left = 1 if is_swapped else 2
        for doctor_id in (small.doctor_id, small.colleague_id):
            qtbot.waitUntil(
                lambda: (
                    len(claims := {one.id for one in desk.weeks[doctor_id].facts.claims}) == left  # noqa: B023
                    and (claim.id in claims) != is_swapped
                )
            )


def test_other_windows_are_told_while_an_act_hangs(
    qtbot: QtBot, desk: Desk, database_url: str, small: SmallClinic
) -> None:
    """The eye waits for an act that is under way: what is told is put off for it, but once alone."""
    with told(qtbot, desk, small) as heard:
        desk._own._tell.setInterval(NEVER)
        booked = do_book(qtbot, desk, small, 10)
        qtbot.waitUntil(lambda: booked.appointment_id in {one.id for one in desk._own._to_tell})
        done: list[object] = []
        with psycopg.connect(database_url) as stranger:
            stranger.execute("SELECT FROM appointment_types WHERE id = %s FOR UPDATE", [small.service_id])
            desk.act(desk, book, small.booking(11), done.append, done.append)
            desk._own._on_tell()
            assert booked.appointment_id not in heard.rows
            assert desk._own._tell.isActive()
            desk._own._on_tell()
            assert booked.appointment_id in heard.rows
            stranger.rollback()
        qtbot.waitUntil(lambda: bool(done))
