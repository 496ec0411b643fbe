"""Time off on a real database: asked, decided by another, its block made and taken back, once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import datetime_at
from medic_desk.model.acts.act import Actor
from medic_desk.model.acts.errors import InvalidField, SlotRefused
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.hours.errors import AppointmentsAffected
from medic_desk.model.store.errors import NotFound
from medic_desk.model.store.store import Store
from medic_desk.model.tables import UserRow
from medic_desk.model.time_off.decisions import (
    AskTimeOff,
    DecideTimeOff,
    approve,
    ask,
    deny,
    revoke,
    withdraw,
)
from medic_desk.model.time_off.errors import NotTheirs, OwnRequest, TimeOffDecided, TimeOffOverlaps
from medic_desk.model.time_off.requests import TimeOff, read_time_off
from tests.model.plain_sql import rows, run
from tests.model.small_clinic import SmallClinic, add, make_small_clinic, new_id


@pytest.fixture
def clinic(store: Store) -> SmallClinic:
    return make_small_clinic(store)


@pytest.fixture
def doctor(store: Store, clinic: SmallClinic) -> Actor:
    """The doctor, signed in as a person."""
    user = store.do(add, UserRow, login_name="nikos", display_name="Νίκος Παπαδόπουλος")
    run(store, f"UPDATE doctors SET user_id = '{user}' WHERE id = '{clinic.doctor_id}'")
    return Actor(user_id=user, actor_type="doctor", desk_name="Office 2")


def wish(clinic: SmallClinic, start: int = 9, end: int = 17, **fields: Any) -> AskTimeOff:
    wanted = AskTimeOff(
        act_id=new_id(),
        doctor_id=clinic.doctor_id,
        starts_at=clinic.at(start),
        ends_at=clinic.at(end),
        reason="Συνέδριο",
        notes="Θεσσαλονίκη",
    )
    return replace(wanted, **fields)


def decide(asked: TimeOff, note: str | None = None, **fields: Any) -> DecideTimeOff:
    return DecideTimeOff(act_id=new_id(), request_id=asked.id, note=note, **fields)


def blocks(store: Store) -> list[str]:
    return [row["source"] for row in rows(store, "SELECT source FROM schedule_exceptions")]


def test_asked_approved_and_revoked_the_slots_go_and_come_back(
    store: Store, clinic: SmallClinic, doctor: Actor
) -> None:
    asked = perform(store, doctor, ask, wish(clinic))
    assert (asked.state, asked.requested_by_id, asked.affected_count) == ("pending", doctor.user_id, 0)
    assert blocks(store) == []
    (before,) = rows(store, f"SELECT schedule_version FROM doctors WHERE id = '{clinic.doctor_id}'")
    approved = perform(store, clinic.manager, approve, decide(asked, "  καλό ταξίδι "))
    assert (approved.state, approved.approved_by_id) == ("approved", clinic.manager.user_id)
    assert approved.decided_at is not None
    assert approved.decision_note == "καλό ταξίδι"
    assert (approved.approved_by_name, approved.decided_by_name) == ("Μαρία Ιωάννου", "Μαρία Ιωάννου")
    assert blocks(store) == ["time_off"]
    (after,) = rows(store, f"SELECT schedule_version FROM doctors WHERE id = '{clinic.doctor_id}'")
    assert after["schedule_version"] > before["schedule_version"]
    with pytest.raises(SlotRefused) as refused:
        perform(store, clinic.receptionist, book, clinic.booking(10))
    assert refused.value.codes == ("blocked",)
    revoked = perform(store, clinic.manager, revoke, decide(asked, "Λείπει ο συνάδελφος"))
    assert (revoked.state, revoked.approved_by_id, revoked.decision_note) == (
        "revoked",
        None,
        "Λείπει ο συνάδελφος",
    )
    assert blocks(store) == []
    perform(store, clinic.receptionist, book, clinic.booking(10))
    events = rows(store, "SELECT * FROM staff_events ORDER BY occurred_at, inserted_at")
    assert {event["action"] for event in events} == {
        "time_off_asked",
        "time_off_approved",
        "time_off_revoked",
    }
    assert {str(event["subject_id"]) for event in events} == {asked.id}
    assert {event["actor_type"] for event in events} == {"doctor", "manager"}


def test_each_act_happens_once(store: Store, clinic: SmallClinic, doctor: Actor) -> None:
    request = wish(clinic)
    asked = perform(store, doctor, ask, request)
    assert perform(store, doctor, ask, request).id == asked.id
    decision = decide(asked)
    first = perform(store, clinic.manager, approve, decision)
    assert perform(store, clinic.manager, approve, decision) == first
    assert len(rows(store, "SELECT id FROM time_off_requests")) == 1
    assert len(rows(store, "SELECT id FROM staff_events")) == 2


def test_a_request_already_withdrawn_is_not_approved(
    store: Store, clinic: SmallClinic, doctor: Actor
) -> None:
    asked = perform(store, doctor, ask, wish(clinic))
    withdrawn = perform(store, doctor, withdraw, decide(asked))
    assert (withdrawn.state, withdrawn.decided_by_name) == ("withdrawn", "Νίκος Παπαδόπουλος")
    assert withdrawn.withdrawn_at is not None
    for act, note in ((approve, None), (deny, "Όχι"), (revoke, "Όχι")):
        with pytest.raises(TimeOffDecided) as decided:
            perform(store, clinic.manager, act, decide(asked, note))
        assert decided.value.standing == "withdrawn"
        assert decided.value.decided_by == "Νίκος Παπαδόπουλος"
        assert decided.value.decided_at == withdrawn.withdrawn_at
    assert blocks(store) == []


def test_an_approved_request_is_withdrawn_with_exactly_its_block(
    store: Store, clinic: SmallClinic, doctor: Actor
) -> None:
    first = perform(store, doctor, ask, wish(clinic, 9, 12))
    second = perform(store, doctor, ask, wish(clinic, 12, 17))
    for asked in (first, second):
        perform(store, clinic.manager, approve, decide(asked))
    perform(store, doctor, withdraw, decide(first))
    (left,) = rows(store, "SELECT * FROM schedule_exceptions")
    assert left["starts_at"] == datetime_at(second.starts_at).replace(tzinfo=None)
    with pytest.raises(TimeOffDecided):
        perform(store, clinic.manager, approve, decide(second))


def test_nobody_decides_an_own_request(store: Store, clinic: SmallClinic, doctor: Actor) -> None:
    own = perform(store, clinic.manager, ask, wish(clinic, 9, 12))
    for act in (approve, deny):
        with pytest.raises(OwnRequest):
            perform(store, clinic.manager, act, decide(own, "γιατί"))
    # Asked by the counter for the doctor: it is the doctor's own all the same.
    for_doctor = perform(store, clinic.receptionist, ask, wish(clinic, 12, 17))
    with pytest.raises(OwnRequest):
        perform(store, doctor, approve, decide(for_doctor))
    with pytest.raises(NotTheirs):
        perform(store, clinic.manager, withdraw, decide(for_doctor))
    assert perform(store, doctor, withdraw, decide(for_doctor)).state == "withdrawn"


def test_who_is_nobody_of_the_clinic_has_no_own_request(store: Store, clinic: SmallClinic) -> None:
    """Doctors who are nobody of ``users`` either are not the same nobody."""
    program = Actor(user_id=None, actor_type="manager", desk_name="Desk 9")
    asked = perform(store, program, ask, wish(clinic))
    with pytest.raises(NotTheirs):
        perform(store, program, withdraw, decide(asked))
    assert perform(store, program, approve, decide(asked)).state == "approved"


@pytest.mark.parametrize("act", [deny, revoke])
def test_a_no_needs_a_reason(
    store: Store,
    clinic: SmallClinic,
    doctor: Actor,
    act: Callable[[Session, Actor, DecideTimeOff], TimeOff],
) -> None:
    asked = perform(store, doctor, ask, wish(clinic))
    with pytest.raises(InvalidField) as missing:
        perform(store, clinic.manager, act, decide(asked, "  "))
    assert (missing.value.field, missing.value.code) == ("decision_note", "missing")


def test_denied_with_its_reason(store: Store, clinic: SmallClinic, doctor: Actor) -> None:
    asked = perform(store, doctor, ask, wish(clinic))
    denied = perform(store, clinic.manager, deny, decide(asked, "Δεν υπάρχει αντικαταστάτης"))
    assert (denied.state, denied.decision_note) == ("denied", "Δεν υπάρχει αντικαταστάτης")
    assert (denied.approved_by_id, denied.decided_by_name) == (None, "Μαρία Ιωάννου")


def test_visits_booked_while_the_manager_looked_are_told_before_the_approval(
    store: Store, clinic: SmallClinic, doctor: Actor
) -> None:
    asked = perform(store, doctor, ask, wish(clinic))
    appointment = perform(store, clinic.receptionist, book, clinic.booking(10))
    (listed,) = store.do(lambda session: read_time_off(session, datetime_at(clinic.at(9))))
    assert listed.affected_count == 1
    with pytest.raises(AppointmentsAffected) as refused:
        perform(store, clinic.manager, approve, decide(asked, seen_appointment_ids=frozenset()))
    assert [(v.id, v.patient_name) for v in refused.value.appointments] == [
        (appointment.appointment_id, "Αντωνίου Γιώργος")
    ]
    seen = frozenset({appointment.appointment_id})
    assert (
        perform(store, clinic.manager, approve, decide(asked, seen_appointment_ids=seen)).state == "approved"
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda clinic: {"ends_at": clinic.at(9)}, "not_after"),
        (lambda clinic: {"ends_at": clinic.at(9, days=367)}, "too_long"),
        (
            lambda clinic: {"starts_at": clinic.at(9, days=-60), "ends_at": clinic.at(9, days=-59)},
            "in_the_past",
        ),
    ],
)
def test_a_wish_that_cannot_stand_is_named(
    store: Store,
    clinic: SmallClinic,
    doctor: Actor,
    change: Callable[[SmallClinic], dict[str, int]],
    code: str,
) -> None:
    with pytest.raises(InvalidField) as invalid:
        perform(store, doctor, ask, wish(clinic, **change(clinic)))
    assert (invalid.value.field, invalid.value.code) == ("ends_at", code)


def test_a_second_wish_for_the_same_time_is_told_of_the_first(
    store: Store, clinic: SmallClinic, doctor: Actor
) -> None:
    first = perform(store, doctor, ask, wish(clinic, 9, 12))
    with pytest.raises(TimeOffOverlaps) as overlaps:
        perform(store, doctor, ask, wish(clinic, 11, 14))
    assert (overlaps.value.request_id, overlaps.value.status) == (first.id, "pending")
    perform(store, doctor, withdraw, decide(first))
    perform(store, doctor, ask, wish(clinic, 11, 14))


def test_the_list_has_pending_first_and_forgets_what_is_long_over(
    store: Store, clinic: SmallClinic, doctor: Actor
) -> None:
    late = perform(store, doctor, ask, wish(clinic, 15, 17))
    done = perform(store, doctor, ask, wish(clinic, 9, 10))
    early = perform(store, doctor, ask, wish(clinic, 11, 12))
    perform(store, clinic.manager, approve, decide(done))
    now = datetime_at(clinic.at(9, days=-7))

    def listed(**fields: Any) -> list[str]:
        return [one.id for one in store.do(lambda session: read_time_off(session, **{"now": now} | fields))]

    assert listed() == [early.id, late.id, done.id]
    assert listed(doctor_id=clinic.colleague_id) == []
    assert listed(now=datetime_at(clinic.at(9, days=100))) == [early.id, late.id]


def test_a_request_that_is_gone_is_not_found(store: Store, clinic: SmallClinic) -> None:
    with pytest.raises(NotFound):
        perform(store, clinic.manager, approve, DecideTimeOff(act_id=new_id(), request_id=new_id()))
