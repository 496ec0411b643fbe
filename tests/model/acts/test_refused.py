"""What an act refuses, writing nothing: wrong transitions, old versions, missing words, places given away."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from medic_desk.model.acts.errors import (
    ActMismatch,
    InvalidField,
    SlotRefused,
    StaleAppointment,
    WrongTransition,
)
from medic_desk.model.appointments.appointment_steps import (
    AppointmentRequest,
    approve,
    arrive,
    cancel,
    complete,
    no_show,
    reject,
    start,
    take_back_step,
)
from medic_desk.model.appointments.booking import book
from medic_desk.model.appointments.holds import end_hold, release_hold
from medic_desk.model.appointments.moving import MoveRequest, move
from medic_desk.model.appointments.overbooking import (
    PastAppointmentRequest,
    overbook,
    record_past_appointment,
)
from medic_desk.model.appointments.restoring import restore
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.appointments.undo_errors import CannotUndo
from medic_desk.model.appointments.undoing import UndoRequest, undo
from medic_desk.model.store.errors import NotFound
from medic_desk.model.store.store import Store
from tests.model.acts.acting_desk import Desk, on, to
from tests.model.small_clinic import make_small_clinic, new_id

ALLOWED: dict[Callable[..., AppointmentResult], set[str]] = {
    release_hold: {"held"},
    end_hold: {"held"},
    approve: {"pending"},
    reject: {"pending"},
    cancel: {"pending", "confirmed"},
    restore: {"completed", "cancelled", "no_show"},
    arrive: {"confirmed"},
    start: {"confirmed"},
    complete: {"confirmed"},
    no_show: {"confirmed"},
    take_back_step: {"confirmed"},
    move: {"pending", "confirmed"},
}


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, make_small_clinic(store, today=True))


def one_of_each(desk: Desk) -> dict[str, AppointmentResult]:
    """An appointment in every status, in an empty clinic."""
    booking = desk.clinic.booking
    return {
        "held": desk.held(9),
        "pending": desk.submitted(),
        "confirmed": desk.booked(11),
        "completed": desk.step(complete, desk.booked_before(12)),
        "cancelled": desk.step(cancel, desk.do(book, booking(14)), "ill"),
        "no_show": desk.missed(),
    }


def everything(desk: Desk) -> list[list[dict[str, Any]]]:
    tables = ("appointments", "appointment_events", "appointment_resource_claims", "patients")
    return [desk.rows(f"SELECT * FROM {table} ORDER BY id") for table in tables]


def request_for(
    desk: Desk, act: Callable[..., AppointmentResult], appointment: AppointmentResult
) -> AppointmentRequest | MoveRequest:
    return to(appointment, desk.clinic.at(16)) if act is move else on(appointment, "a reason")


def test_a_wrong_transition_is_refused_whatever_the_act(desk: Desk) -> None:
    appointments = one_of_each(desk)
    before = everything(desk)
    for act, allowed in ALLOWED.items():
        for status, appointment in appointments.items():
            if status in allowed:
                continue
            with pytest.raises(WrongTransition) as wrong:
                desk.do(act, request_for(desk, act, appointment))
            assert (wrong.value.status, wrong.value.appointment_id) == (status, appointment.appointment_id)
    assert everything(desk) == before


def test_an_old_version_is_refused_with_both_versions(desk: Desk) -> None:
    appointments = one_of_each(desk)
    before = everything(desk)
    for act, allowed in ALLOWED.items():
        for status in allowed:
            seen = replace(appointments[status], row_version=appointments[status].row_version - 1)
            with pytest.raises(StaleAppointment) as stale:
                desk.do(act, request_for(desk, act, seen))
            assert (stale.value.expected, stale.value.found) == (seen.row_version, seen.row_version + 1)
    assert everything(desk) == before


def test_an_appointment_that_is_not_there_is_not_found(desk: Desk) -> None:
    gone = replace(desk.booked(), appointment_id=new_id())
    for act in ALLOWED:
        with pytest.raises(NotFound):
            desk.do(act, request_for(desk, act, gone))


def test_what_must_be_said_is_asked_for(desk: Desk) -> None:
    appointments = one_of_each(desk)
    before = everything(desk)
    booking = desk.clinic.booking(10)
    past = desk.clinic.booking(10, starts_at=desk.clinic.at(10, days=-14))
    calls: list[tuple[Callable[..., AppointmentResult], object, str, str]] = [
        (cancel, on(appointments["confirmed"], "  "), "cancellation_reason", "missing"),
        (reject, on(appointments["pending"]), "cancellation_reason", "missing"),
        (overbook, replace(desk.overbooking(), reason=""), "overbooking_reason", "missing"),
        (
            record_past_appointment,
            PastAppointmentRequest(booking=past, reason=" "),
            "recording_reason",
            "missing",
        ),
        (
            record_past_appointment,
            PastAppointmentRequest(booking=booking, reason="x"),
            "starts_at",
            "not_past",
        ),
        (
            record_past_appointment,
            PastAppointmentRequest(booking=past, reason="x", duration_minutes=361),
            "duration_minutes",
            "out_of_range",
        ),
        (no_show, on(appointments["confirmed"]), "starts_at", "not_yet"),
        (take_back_step, on(appointments["confirmed"]), "patient_arrived_at", "missing"),
        (
            move,
            to(appointments["confirmed"], desk.clinic.at(15), duration_minutes=241),
            "duration_minutes",
            "out_of_range",
        ),
    ]
    for act, request, field, code in calls:
        with pytest.raises(InvalidField) as invalid:
            desk.do(act, request)
        assert (invalid.value.field, invalid.value.code) == (field, code)
    assert everything(desk) == before


def test_an_act_id_means_one_act(desk: Desk) -> None:
    appointment = desk.booked()
    arrival = on(appointment)
    desk.do(arrive, arrival)
    with pytest.raises(ActMismatch) as mismatch:
        desk.do(start, replace(arrival, row_version=None))
    assert (mismatch.value.expected, mismatch.value.found) == ("started", "arrived")


def test_an_act_whose_appointment_was_deleted_is_not_done_again(desk: Desk) -> None:
    request = desk.clinic.booking(10)
    desk.do(book, request)
    desk.execute("DELETE FROM appointments")
    with pytest.raises(NotFound):
        desk.do(book, request)
    assert desk.rows("SELECT id FROM appointments") == []


# Places given away


def test_a_move_to_a_taken_place_leaves_the_old_one_whole(desk: Desk) -> None:
    taken, appointment = desk.booked(10), desk.booked(11)
    before = everything(desk)
    with pytest.raises(SlotRefused) as refused:
        desk.do(move, to(appointment, desk.clinic.at(10)))
    assert refused.value.codes == ("busy", "resource")
    assert [rival.appointment_id for rival in refused.value.rivals] == [taken.appointment_id]
    # The old place stands, and it is no offer.
    assert [slot.starts_at for slot in refused.value.nearest] == [
        desk.clinic.at(10, 30),
        desk.clinic.at(9, 30),
        desk.clinic.at(9),
    ]
    assert everything(desk) == before


def test_a_place_given_to_another_patient_is_not_given_back(desk: Desk) -> None:
    appointment = desk.step(cancel, desk.booked(10), "ill")
    taken = desk.booked(10, patient_id=desk.clinic.patient_ids[1])
    before = everything(desk)
    with pytest.raises(SlotRefused) as refused:
        desk.step(restore, appointment)
    assert refused.value.codes == ("busy", "resource")
    assert [rival.appointment_id for rival in refused.value.rivals] == [taken.appointment_id]
    assert refused.value.nearest
    assert everything(desk) == before


def test_a_room_given_to_a_colleague_is_not_given_back(desk: Desk) -> None:
    clinic = desk.clinic
    appointment = desk.step(cancel, desk.booked(10), "ill")
    desk.booked(10, doctor_id=clinic.colleague_id, appointment_type_id=clinic.colleague_service_id)
    with pytest.raises(SlotRefused) as refused:
        desk.step(restore, appointment)
    assert refused.value.codes == ("resource",)


def test_an_absence_asked_for_meanwhile_keeps_its_time(desk: Desk) -> None:
    appointment = desk.step(cancel, desk.booked(10), "ill")
    desk.execute(
        "INSERT INTO schedule_exceptions (doctor_id, starts_at, ends_at, exception_type, source)"
        " SELECT doctor_id, starts_at, ends_at, 'blocked', 'manual' FROM appointments"
    )
    with pytest.raises(SlotRefused) as refused:
        desk.step(restore, appointment)
    assert refused.value.codes == ("blocked",)


def test_what_was_agreed_outlives_the_hours(desk: Desk) -> None:
    appointment = desk.step(cancel, desk.booked(10), "ill")
    desk.execute("UPDATE schedule_rules SET work_start_local = '12:00'")
    back = desk.step(restore, appointment)
    assert (back.status, back.starts_at) == ("confirmed", appointment.starts_at)
    assert [c["status"] for c in desk.rows("SELECT * FROM appointment_resource_claims ORDER BY status")] == [
        "active",
        "released",
    ]


def test_outside_the_hours_too_nobody_is_doubled(desk: Desk) -> None:
    appointment = desk.step(cancel, desk.booked(10), "ill")
    taken = desk.booked(10, patient_id=desk.clinic.patient_ids[1])
    desk.execute("UPDATE schedule_rules SET work_start_local = '12:00'")
    with pytest.raises(SlotRefused) as refused:
        desk.step(restore, appointment)
    assert set(refused.value.codes) >= {"busy", "outside_hours"}
    assert [rival.appointment_id for rival in refused.value.rivals] == [taken.appointment_id]


def test_an_overbooked_visit_comes_back_beside_the_others(desk: Desk) -> None:
    desk.booked(10)
    overbooked = desk.do(overbook, desk.overbooking(10))
    back = desk.step(restore, desk.step(cancel, overbooked, "by mistake"))
    assert (back.session_lane, back.status) == (2, "confirmed")


def test_a_request_that_was_turned_down_is_booked_anew(desk: Desk) -> None:
    appointment = desk.step(reject, desk.submitted(), "no insurance")
    with pytest.raises(WrongTransition):
        desk.step(restore, appointment)


# Undo


def test_undo_says_what_it_does_not_know(desk: Desk) -> None:
    with pytest.raises(CannotUndo) as unknown:
        desk.do(undo, UndoRequest(act_id=new_id(), undone_act_id=new_id()))
    assert unknown.value.code == "unknown_act"


def test_undo_takes_nothing_back_that_somebody_built_upon(desk: Desk) -> None:
    request = desk.clinic.booking(10)
    appointment = desk.do(book, request)
    wish = UndoRequest(act_id=new_id(), undone_act_id=request.act_id)
    desk.step(arrive, appointment)
    with pytest.raises(CannotUndo) as refused:
        desk.do(undo, wish)
    assert (refused.value.code, refused.value.action) == ("changed_since", "booked")


def test_an_undo_that_happened_is_done_even_after_others_acted(desk: Desk) -> None:
    request = desk.clinic.booking(10)
    desk.do(book, request)
    wish = UndoRequest(act_id=new_id(), undone_act_id=request.act_id)
    desk.step(restore, desk.do(undo, wish))
    again = desk.do(undo, wish)
    assert again.already_done
    assert again.status == "confirmed"  # as it stands now, and cancelled only once
    actions = [event["action"] for event in desk.rows("SELECT * FROM appointment_events")]
    assert sorted(actions) == ["booked", "cancelled", "restored"]


def test_a_move_cannot_be_taken_back_into_a_place_given_away(desk: Desk) -> None:
    request = to(desk.booked(10), desk.clinic.at(11))
    desk.do(move, request)
    desk.booked(10, patient_id=desk.clinic.patient_ids[1])
    before = everything(desk)
    with pytest.raises(SlotRefused) as refused:
        desk.do(undo, UndoRequest(act_id=new_id(), undone_act_id=request.act_id))
    assert "busy" in refused.value.codes
    assert everything(desk) == before
