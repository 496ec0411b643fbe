"""The desk: reads what it shows, hears of every change, notices a dead line and comes back by itself."""

import time
from dataclasses import replace
from datetime import timedelta

import psycopg
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.appointment_steps import AppointmentRequest, cancel
from medic_desk.model.appointments.booking import book
from medic_desk.model.clinic.clinic import Clinic, read_clinic
from medic_desk.model.store.changes import Changed, changed
from medic_desk.model.store.session import SessionLimits
from medic_desk.model.store.store import Store
from medic_desk.ui.desk.desk import Desk
from medic_desk.ui.desk.jobs import Jobs
from medic_desk.ui.desk.shown_days import Shown
from tests.model.small_clinic import SmallClinic, new_id
from tests.model.store.wire import Wire


def show_week(qtbot: QtBot, desk: Desk, small: SmallClinic) -> None:
    with qtbot.waitSignal(desk.week_changed):
        desk.show((small.doctor_id,), small.day, 7)


def starts(desk: Desk, small: SmallClinic) -> set[int]:
    week = desk.weeks.get(small.doctor_id)
    return {a.starts_at for a in week.appointments if a.status == "confirmed"} if week else set()


def test_a_foreign_booking_is_shown_by_itself(
    qtbot: QtBot, desk: Desk, store: Store, small: SmallClinic
) -> None:
    show_week(qtbot, desk, small)
    qtbot.waitUntil(lambda: desk.is_live)
    perform(store, small.manager, book, small.booking(10))
    qtbot.waitUntil(lambda: small.at(10) in starts(desk, small))


def test_the_first_days_are_told_before_anything_is_read_anew(
    qtbot: QtBot, desk: Desk, small: SmallClinic
) -> None:
    """The feed begins while a start reads: what it has read again waits for the first picture."""
    told: list[str] = []

    def days_were_read() -> None:
        told.append("days")

    def may_be_old(_changes: object) -> None:
        told.append("read anew")

    desk.weeks_read.connect(days_were_read)
    desk.heard.connect(may_be_old)
    desk.show((small.doctor_id,), small.day, 7)
    desk._feed.connected.emit()
    qtbot.waitUntil(lambda: "read anew" in told)
    assert told[0] == "days"


def test_what_was_put_off_until_the_first_picture_ends_with_the_desk(
    qtbot: QtBot, desk: Desk, small: SmallClinic
) -> None:
    desk.show((small.doctor_id,), small.day, 7)
    desk._feed.connected.emit()
    assert desk.close()
    assert not desk._days._painted.isActive()
    assert not desk._own._tell.isActive()


def test_an_own_booking_comes_back_by_the_same_road(qtbot: QtBot, desk: Desk, small: SmallClinic) -> None:
    show_week(qtbot, desk, small)
    qtbot.waitUntil(lambda: desk.is_live)
    done: list[object] = []
    with qtbot.waitSignal(desk.act_done):
        desk.act(desk, book, small.booking(11), done.append, done.append)
    qtbot.waitUntil(lambda: small.at(11) in starts(desk, small))
    assert len(done) == 1


def test_plain_sql_of_a_stranger_is_shown_too(
    qtbot: QtBot, desk: Desk, database_url: str, store: Store, small: SmallClinic
) -> None:
    appointment = perform(store, small.manager, book, small.booking(12))
    show_week(qtbot, desk, small)
    qtbot.waitUntil(lambda: desk.is_live and small.at(12) in starts(desk, small))
    with psycopg.connect(database_url) as stranger:
        stranger.execute(
            "UPDATE appointments SET status = 'cancelled' WHERE id = %s", [appointment.appointment_id]
        )
    qtbot.waitUntil(lambda: small.at(12) not in starts(desk, small))


def test_a_storm_of_changes_still_paints(qtbot: QtBot, desk: Desk, small: SmallClinic, store: Store) -> None:
    """Asking again and again must not keep the answer from being delivered."""
    show_week(qtbot, desk, small)
    storm = QTimer()
    storm.timeout.connect(desk.read_again)
    with qtbot.waitSignal(desk.week_changed, timeout=10_000):
        storm.start(1)
    storm.stop()
    appointment = perform(store, small.manager, book, small.booking(15))
    request = AppointmentRequest(
        act_id=new_id(), appointment_id=appointment.appointment_id, row_version=None, reason="x"
    )
    perform(store, small.manager, cancel, request)
    qtbot.waitUntil(lambda: small.at(15) not in starts(desk, small))


def test_a_silent_line_is_noticed_and_forgiven(
    qtbot: QtBot, jobs: Jobs, database_url: str, small: SmallClinic
) -> None:
    """A peer that acknowledges and hangs: offline within 10 s, the calendar kept, back by itself."""
    with Wire(database_url) as wire:
        store = Store(wire.url(), "test desk", limits=SessionLimits(connect_seconds=2))
        clinic = store.do(read_clinic)
        desk = Desk(store, jobs, "Desk 1")
        try:
            desk.open(clinic)
            show_week(qtbot, desk, small)
            qtbot.waitUntil(lambda: desk.is_live)
            began = time.monotonic()
            with qtbot.waitSignal(desk.contact.went_offline, timeout=12_000):
                wire.silence()
            assert time.monotonic() - began < 10
            assert small.doctor_id in desk.weeks
            assert desk.contact.offline_since is not None
            with qtbot.waitSignal(desk.contact.came_back, timeout=20_000):
                wire.open()
            qtbot.waitUntil(lambda: desk.is_live, timeout=20_000)
            assert desk.contact.offline_since is None
        finally:
            desk.close()
            desk.deleteLater()
            store.close()


def test_a_cut_line_is_taken_up_again_and_what_was_missed_is_read(
    qtbot: QtBot, jobs: Jobs, database_url: str, store: Store, small: SmallClinic
) -> None:
    with Wire(database_url) as wire:
        through = Store(wire.url(), "test desk")
        desk = Desk(through, jobs, "Desk 1")
        try:
            desk.open(through.do(read_clinic))
            show_week(qtbot, desk, small)
            qtbot.waitUntil(lambda: desk.is_live)
            with qtbot.waitSignal(desk.feed_changed):
                wire.cut()
            perform(store, small.manager, book, small.booking(16))
            qtbot.waitUntil(lambda: desk.is_live and small.at(16) in starts(desk, small), timeout=15_000)
        finally:
            desk.close()
            desk.deleteLater()
            through.close()


def test_a_forged_notification_does_no_more_than_a_read(
    qtbot: QtBot, desk: Desk, database_url: str, small: SmallClinic
) -> None:
    show_week(qtbot, desk, small)
    qtbot.waitUntil(lambda: desk.is_live)
    with qtbot.waitSignal(desk.week_changed), psycopg.connect(database_url, autocommit=True) as forger:
        forger.execute("SELECT pg_notify('medic_desk', 'no JSON at all')")


def test_what_a_notification_may_mean() -> None:
    assert changed("{}") == Changed(None, None, None, None)
    assert changed("[1]") == Changed(None, None, None, None)
    assert changed('{"table": "appointments", "id": 5, "day": "2026-13-01"}') == Changed(
        "appointments", None, None, None
    )


def test_only_what_may_be_shown_is_read_again(small: SmallClinic) -> None:
    shown = Shown((small.doctor_id,), small.day, 1)
    here = Changed("appointments", "x", small.doctor_id, small.day)
    assert shown.may_show(here)
    assert not shown.may_show(replace(here, doctor_id=small.colleague_id))
    assert shown.may_show(replace(here, doctor_id=small.colleague_id, table="appointment_resource_claims")), (
        "a room that both share"
    )
    assert not shown.may_show(replace(here, day=small.day + timedelta(days=365)))
    assert shown.may_show(replace(here, day=None))


def test_a_new_doctor_is_listed_at_once(
    qtbot: QtBot, desk: Desk, database_url: str, small: SmallClinic
) -> None:
    qtbot.waitUntil(lambda: desk.is_live)
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    with qtbot.waitSignal(desk.clinic_changed) as heard, psycopg.connect(database_url) as stranger:
        stranger.execute("INSERT INTO doctors (first_name, last_name) VALUES ('Νέα', 'Ιατρός')")
    clinic = heard.args[0]
    assert isinstance(clinic, Clinic)
    assert "Ιατρός" in {doctor.last_name for doctor in clinic.doctors}


def test_a_refused_act_is_told_to_who_asked_and_by_the_signal(
    qtbot: QtBot, desk: Desk, store: Store, small: SmallClinic
) -> None:
    perform(store, small.manager, book, small.booking(10))
    errors: list[Exception] = []
    with qtbot.waitSignal(desk.act_failed):
        desk.act(desk, book, small.booking(10, patient_id=small.patient_ids[1]), print, errors.append)
    assert [type(error).__name__ for error in errors] == ["SlotRefused"]
