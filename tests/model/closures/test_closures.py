"""Closures on a real database: added, changed, taken back once; who is affected is never missed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Barrier
from typing import Any

import pytest

from medic_desk.model.acts.act import Actor
from medic_desk.model.acts.errors import InvalidField, SlotRefused
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import BookingRequest, book
from medic_desk.model.appointments.rows import AppointmentResult
from medic_desk.model.closures.affected import read_affected_by_closure
from medic_desk.model.closures.closures import Closure, blocks_of_closure, read_closures
from medic_desk.model.closures.errors import StaleClosure
from medic_desk.model.closures.save import (
    AddClosure,
    ChangeClosure,
    ClosureSaved,
    TakeBackClosure,
    add_closure,
    change_closure,
    take_back_closure,
)
from medic_desk.model.closures.unlisted import AddUnlisted, add_unlisted, read_unlisted
from medic_desk.model.exceptions.doctor_exceptions import read_exceptions
from medic_desk.model.exceptions.errors import ClosureBlock
from medic_desk.model.exceptions.save import DeleteException, SaveException, delete_exception, save_exception
from medic_desk.model.hours.doctor_hours import read_hours
from medic_desk.model.hours.errors import AppointmentsAffected
from medic_desk.model.store.errors import NotFound, NotPermitted
from medic_desk.model.store.store import Store
from medic_desk.model.tables import ClinicSiteRow, DoctorLocationRow, DoctorRow
from tests.model.plain_sql import rows, run
from tests.model.small_clinic import SmallClinic, add, make_small_clinic, new_id
from tests.model.worklist.listed import WorklistDesk


@dataclass(frozen=True)
class House:
    """The small clinic in a house that both doctors share, with the room of the first; and another house."""

    site_id: str
    elsewhere_id: str
    colleague_location_id: str


@pytest.fixture
def clinic(store: Store) -> SmallClinic:
    return make_small_clinic(store)


@pytest.fixture
def desk(store: Store, clinic: SmallClinic) -> WorklistDesk:
    return WorklistDesk(store, clinic)


@pytest.fixture
def house(store: Store, clinic: SmallClinic) -> House:
    site, elsewhere = (store.do(add, ClinicSiteRow, name=name) for name in ("Ιατρεία Κέντρου", "Παράρτημα"))
    run(store, f"UPDATE doctor_locations SET clinic_site_id = '{site}' WHERE id = '{clinic.location_id}'")
    location = store.do(
        add, DoctorLocationRow, doctor_id=clinic.colleague_id, name="Κέντρο", clinic_site_id=site
    )
    return House(site, elsewhere, location)


def closure(clinic: SmallClinic, **fields: Any) -> Closure:
    """A closure of the clinic's morning."""
    wanted = Closure(id=new_id(), starts_at=clinic.at(9), ends_at=clinic.at(12), reason="Αργία")
    return replace(wanted, **fields)


def close(desk: WorklistDesk, wanted: Closure, **fields: Any) -> ClosureSaved:
    request = AddClosure(act_id=new_id(), closure=wanted, **fields)
    return perform(desk.store, desk.clinic.manager, add_closure, request)


def blocks(store: Store) -> list[tuple[Any, ...]]:
    found = rows(
        store,
        "SELECT doctor_id::text, doctor_location_id::text, location_room_id::text FROM schedule_exceptions"
        " WHERE clinic_closure_id IS NOT NULL ORDER BY 1, 2, 3",
    )
    return [tuple(row.values()) for row in found]


def test_a_holiday_closes_every_doctor_and_opens_again(desk: WorklistDesk) -> None:
    store, clinic = desk.store, desk.clinic
    request = AddClosure(act_id=new_id(), closure=closure(clinic, reason="  Αργία "))
    added = perform(store, clinic.manager, add_closure, request)
    assert perform(store, clinic.manager, add_closure, request) == replace(added, already_done=True)
    standing = replace(request.closure, reason="Αργία")
    (listed,) = store.do(read_closures, clinic.at(0), clinic.at(23))
    assert (listed.closure, listed.site_name, listed.room_name) == (standing, None, None)
    assert store.do(read_closures, clinic.at(12), clinic.at(23)) == ()
    for doctor, service in (
        (clinic.doctor_id, clinic.service_id),
        (clinic.colleague_id, clinic.colleague_service_id),
    ):
        booking = clinic.booking(10, doctor_id=doctor, appointment_type_id=service)
        with pytest.raises(SlotRefused) as refused:
            perform(store, clinic.receptionist, book, booking)
        assert refused.value.codes == ("blocked",)
    back = TakeBackClosure(act_id=new_id(), closure=standing)
    gone = perform(store, clinic.manager, take_back_closure, back)
    assert perform(store, clinic.manager, take_back_closure, back) == replace(gone, already_done=True)
    assert blocks(store) == []
    desk.booked()
    events = rows(store, "SELECT * FROM staff_events ORDER BY action")
    assert [event["action"] for event in events] == ["closure_added", "closure_taken_back"]
    assert {str(event["subject_id"]) for event in events} == {standing.id}
    assert {event["doctor_id"] for event in events} == {None}
    assert {event["desk_name"] for event in events} == {"Desk 9"}


def test_who_is_affected_goes_on_the_list_across_doctors_and_off_again(desk: WorklistDesk) -> None:
    clinic = desk.clinic
    mine, later = desk.booked(10), desk.booked(15, patient_id=clinic.patient_ids[1])
    theirs = desk.booked(11, doctor_id=clinic.colleague_id, appointment_type_id=clinic.colleague_service_id)
    planned = closure(clinic)
    affected = [mine.appointment_id, theirs.appointment_id]
    assert [one.id for one in desk.store.do(read_affected_by_closure, planned)] == affected
    with pytest.raises(AppointmentsAffected) as refused:
        close(desk, planned, seen_appointment_ids=frozenset({mine.appointment_id}))
    assert [one.id for one in refused.value.appointments] == affected
    assert blocks(desk.store) == []
    assert desk.states() == []
    saved = close(desk, planned, seen_appointment_ids=frozenset(affected))
    assert saved.affected_ids == tuple(affected)
    assert [one.id for one in desk.store.do(read_affected_by_closure, planned)] == affected
    assert desk.listed() == [(one, "to_call", ["closure"]) for one in affected]
    (cause,) = desk.items()[0].causes
    assert (cause.cause_id, cause.reason, cause.ends_at) == (planned.id, "Αργία", planned.ends_at)
    shifted = replace(planned, starts_at=clinic.at(11), ends_at=clinic.at(16))
    change = ChangeClosure(act_id=new_id(), closure=shifted, replaces=planned)
    changed = perform(desk.store, clinic.manager, change_closure, change)
    assert changed.affected_ids == (theirs.appointment_id, later.appointment_id)
    assert perform(desk.store, clinic.manager, change_closure, change) == replace(changed, already_done=True)
    assert [found[0] for found in desk.listed()] == [theirs.appointment_id, later.appointment_id]
    perform(desk.store, clinic.manager, take_back_closure, TakeBackClosure(act_id=new_id(), closure=shifted))
    assert desk.states() == ["closed"] * 3


def test_an_item_with_a_block_of_its_own_outlives_the_closure(desk: WorklistDesk) -> None:
    appointment = desk.booked()
    desk.block()
    wanted = closure(desk.clinic)
    close(desk, wanted)
    assert sorted(desk.listed()[0][2]) == ["closure", "exception"]
    back = TakeBackClosure(act_id=new_id(), closure=wanted)
    perform(desk.store, desk.clinic.manager, take_back_closure, back)
    assert desk.listed() == [(appointment.appointment_id, "to_call", ["exception"])]


def test_a_closed_house_leaves_who_is_elsewhere_alone(desk: WorklistDesk, house: House) -> None:
    clinic = desk.clinic
    here = desk.booked(10, doctor_location_id=clinic.location_id)
    elsewhere = closure(clinic, clinic_site_id=house.elsewhere_id)
    assert desk.store.do(read_affected_by_closure, elsewhere) == ()
    assert close(desk, elsewhere).affected_ids == ()
    run(desk.store, f"UPDATE appointments SET doctor_location_id = '{clinic.location_id}'")
    in_house = close(desk, closure(clinic, clinic_site_id=house.site_id))
    assert in_house.affected_ids == (here.appointment_id,)
    names = {one.site_name for one in desk.store.do(read_closures, clinic.at(0), clinic.at(23))}
    assert names == {"Ιατρεία Κέντρου", "Παράρτημα"}


def test_a_closed_room_affects_who_is_in_it(desk: WorklistDesk, house: House) -> None:
    clinic = desk.clinic
    inside, beside = desk.booked(10), desk.booked(11, patient_id=clinic.patient_ids[1])
    run(
        desk.store,
        f"UPDATE appointments SET doctor_location_id = '{clinic.location_id}',"
        f" location_room_id = CASE WHEN id = '{inside.appointment_id}' THEN '{clinic.room_id}'::uuid END",
    )
    wanted = closure(clinic, location_room_id=clinic.room_id)
    assert close(desk, wanted).affected_ids == (inside.appointment_id,)
    (listed,) = desk.store.do(read_closures, clinic.at(0), clinic.at(23))
    assert (listed.site_name, listed.room_name) == ("Ιατρεία Κέντρου", "Ιατρείο 1")
    assert beside.appointment_id not in {found[0] for found in desk.listed()}
    assert house.colleague_location_id in {block[1] for block in blocks(desk.store)}


@pytest.mark.parametrize("what", ["clinic", "house", "room", "room and house", "another house"])
def test_a_planned_closure_blocks_what_the_database_blocks(
    desk: WorklistDesk, house: House, what: str
) -> None:
    room = desk.clinic.room_id
    fields = {
        "clinic": {},
        "house": {"clinic_site_id": house.site_id},
        "room": {"location_room_id": room},
        "room and house": {"clinic_site_id": house.site_id, "location_room_id": room},
        "another house": {"clinic_site_id": house.elsewhere_id},
    }[what]
    wanted = closure(desk.clinic, **fields)
    planned = desk.store.do(blocks_of_closure, wanted)
    close(desk, wanted)
    made = [
        (doctor, block.doctor_location_id, block.location_room_id)
        for doctor, found in planned.items()
        for block in found
    ]
    assert sorted(made, key=str) == sorted(blocks(desk.store), key=str)


def test_a_doctor_who_comes_later_is_closed_too(desk: WorklistDesk) -> None:
    close(desk, closure(desk.clinic))
    newcomer = desk.store.do(add, DoctorRow, first_name="Ίρις", last_name="Νέα", timezone="Europe/Athens")
    assert newcomer in {block[0] for block in blocks(desk.store)}


def test_a_closure_changed_or_taken_back_meanwhile_is_told(desk: WorklistDesk) -> None:
    clinic, wanted = desk.clinic, closure(desk.clinic)
    close(desk, wanted)
    seen = replace(wanted, reason="Απεργία")
    change = ChangeClosure(act_id=new_id(), closure=seen, replaces=seen)
    with pytest.raises(StaleClosure) as stale:
        perform(desk.store, clinic.manager, change_closure, change)
    assert stale.value.standing == wanted
    back = TakeBackClosure(act_id=new_id(), closure=seen)
    with pytest.raises(StaleClosure) as stale:
        perform(desk.store, clinic.manager, take_back_closure, back)
    assert stale.value.standing == wanted
    run(desk.store, "DELETE FROM clinic_closures")
    with pytest.raises(StaleClosure) as gone:
        perform(desk.store, clinic.manager, change_closure, replace(change, replaces=wanted))
    assert gone.value.standing is None


@pytest.mark.parametrize("change", [{"ends_at": 0}, {"ends_at": 10**8}, {"room": True}])
def test_a_closure_that_cannot_stand_is_named_by_its_field(
    desk: WorklistDesk, house: House, change: dict[str, Any]
) -> None:
    elsewhere = {"clinic_site_id": house.elsewhere_id, "location_room_id": desk.clinic.room_id}
    wanted = replace(closure(desk.clinic), **(elsewhere if "room" in change else change))
    with pytest.raises(InvalidField) as invalid:
        close(desk, wanted)
    assert (invalid.value.field, invalid.value.code) in {
        ("ends_at", "not_after"),
        ("ends_at", "too_long"),
        ("location_room_id", "not_in_house"),
    }
    for unknown in ({"clinic_site_id": new_id()}, {"location_room_id": new_id()}):
        with pytest.raises(NotFound):
            close(desk, closure(desk.clinic, **unknown))
    one, other = closure(desk.clinic), closure(desk.clinic)
    with pytest.raises(InvalidField):
        perform(
            desk.store,
            desk.clinic.manager,
            change_closure,
            ChangeClosure(act_id=new_id(), closure=one, replaces=other),
        )


def test_only_a_manager_closes(desk: WorklistDesk) -> None:
    clinic, wanted = desk.clinic, closure(desk.clinic)
    request = AddClosure(act_id=new_id(), closure=wanted)
    doctor = Actor(user_id=None, actor_type="doctor", desk_name="Office 2")
    for actor in (clinic.receptionist, doctor):
        with pytest.raises(NotPermitted):
            perform(desk.store, actor, add_closure, request)
    assert rows(desk.store, "SELECT id FROM clinic_closures") == []
    system = Actor(user_id=None, actor_type="system", desk_name="import")
    perform(desk.store, system, add_closure, request)
    with pytest.raises(NotPermitted):
        perform(desk.store, doctor, take_back_closure, TakeBackClosure(act_id=new_id(), closure=wanted))


def test_the_blocks_of_a_closure_are_read_and_left_alone(desk: WorklistDesk) -> None:
    clinic = desk.clinic
    close(desk, closure(clinic))
    now = desk.store.do(read_hours, clinic.doctor_id).now
    (block,) = desk.store.do(read_exceptions, clinic.doctor_id, now)
    assert (block.source, block.reason) == ("closure", "Αργία")
    edit = SaveException(
        act_id=new_id(),
        doctor_id=clinic.doctor_id,
        exceptions=(block._replace(source="manual"),),
        replaces=block,
    )
    with pytest.raises(ClosureBlock):
        perform(desk.store, clinic.manager, save_exception, edit)
    with pytest.raises(InvalidField) as reserved:
        perform(desk.store, clinic.manager, save_exception, replace(edit, exceptions=(block,)))
    assert (reserved.value.field, reserved.value.code) == ("source", "reserved")
    gone = DeleteException(act_id=new_id(), doctor_id=clinic.doctor_id, exception=block)
    with pytest.raises(ClosureBlock):
        perform(desk.store, clinic.manager, delete_exception, gone)


def test_the_closure_of_another_program_is_added_as_a_closure(desk: WorklistDesk) -> None:
    appointment = desk.booked()
    run(
        desk.store,
        "INSERT INTO clinic_closures (starts_at, ends_at) SELECT starts_at, ends_at FROM appointments",
    )
    (block,) = rows(
        desk.store,
        f"SELECT id::text, clinic_closure_id::text FROM schedule_exceptions"
        f" WHERE doctor_id = '{desk.clinic.doctor_id}'",
    )
    (offered,) = desk.store.do(read_unlisted, [block["id"]])
    assert (offered.doctor_id, len(offered.appointments)) == (None, 1)
    request = AddUnlisted(
        act_id=new_id(), kind="closure", cause_id=block["clinic_closure_id"], doctor_id=None
    )
    perform(desk.store, desk.clinic.receptionist, add_unlisted, request)
    (cause,) = desk.item().causes
    assert (cause.kind, cause.cause_id) == ("closure", block["clinic_closure_id"])
    assert desk.item().appointment_id == appointment.appointment_id


ROUNDS = 60


def test_a_booking_against_a_closure_is_refused_or_listed_and_never_missed(
    desk: WorklistDesk, database_url: str
) -> None:
    clinic, barrier = desk.clinic, Barrier(2)
    plans = [
        (
            clinic.booking(10, starts_at=clinic.at(10, days=day)),
            Closure(id=new_id(), starts_at=clinic.at(9, days=day), ends_at=clinic.at(12, days=day)),
        )
        for day in range(ROUNDS)
    ]

    def book_all(store: Store) -> Iterator[AppointmentResult | None]:
        for request, _planned in plans:
            barrier.wait(timeout=60)
            yield _booked(store, clinic, request)

    def close_all(store: Store) -> Iterator[ClosureSaved]:
        for _request, planned in plans:
            barrier.wait(timeout=60)
            act = AddClosure(act_id=new_id(), closure=planned)
            yield perform(store, clinic.manager, add_closure, act)

    with Store(database_url, "desk two") as other, ThreadPoolExecutor(2) as threads:
        booking = threads.submit(lambda: list(book_all(desk.store)))
        closing = threads.submit(lambda: list(close_all(other)))
        outcomes = list(zip(booking.result(), closing.result(), strict=True))
    for appointment, saved in outcomes:
        assert saved.affected_ids == (() if appointment is None else (appointment.appointment_id,))
    booked = sorted(appointment.appointment_id for appointment, _ in outcomes if appointment is not None)
    assert sorted(item.appointment_id for item in desk.items()) == booked
    assert rows(desk.store, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()") == [
        {"deadlocks": 0}
    ]


def test_one_act_sent_twice_at_once_happens_once(desk: WorklistDesk, database_url: str) -> None:
    request = AddClosure(act_id=new_id(), closure=closure(desk.clinic))
    barrier = Barrier(2)

    def send(store: Store) -> ClosureSaved:
        barrier.wait(timeout=60)
        return perform(store, desk.clinic.manager, add_closure, request)

    with Store(database_url, "desk two") as other, ThreadPoolExecutor(2) as threads:
        results = list(threads.map(send, (desk.store, other)))
    assert sorted(result.already_done for result in results) == [False, True]
    assert len(rows(desk.store, "SELECT id FROM clinic_closures")) == 1


def _booked(store: Store, clinic: SmallClinic, request: BookingRequest) -> AppointmentResult | None:
    try:
        return perform(store, clinic.receptionist, book, request)
    except SlotRefused as refused:
        if refused.codes != ("blocked",):
            raise
        return None
