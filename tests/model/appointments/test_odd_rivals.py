"""An odd appointment in a shared room takes the room, and no act of another doctor down."""

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.model.acts.errors import SlotRefused
from medic_desk.model.acts.perform import perform
from medic_desk.model.appointments.booking import book
from medic_desk.model.store.store import Store
from tests.model.shared_house import SharedHouse, make_shared_house

_ODD = {
    "infinity": "ends_at = 'infinity'",
    "-infinity": "starts_at = '-infinity'",
    "year 20000": "ends_at = '20000-01-01'",
}


@pytest.fixture
def house(store: Store) -> SharedHouse:
    """A shared house in a database that somebody else made: it has no CHECKs."""
    made = make_shared_house(store)
    store.do(_drop_checks)
    return made


def _drop_checks(session: Session) -> None:
    found = session.execute(
        text(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'c'"
            " AND conrelid IN ('appointments'::regclass, 'appointment_resource_claims'::regclass)"
        )
    )
    for table, name in found.all():
        session.execute(text(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'))


@pytest.mark.parametrize("odd", _ODD.values(), ids=_ODD.keys())
def test_a_room_taken_for_ever_refuses_in_words(store: Store, house: SharedHouse, odd: str) -> None:
    small = house.clinic
    perform(store, small.receptionist, book, small.booking(9))

    def spoil(session: Session) -> None:
        session.execute(text("SET LOCAL session_replication_role = replica"))
        for table in ("appointments", "appointment_resource_claims"):
            session.execute(text(f"UPDATE {table} SET {odd}"))

    store.do(spoil)
    wanted = small.booking(
        9, doctor_id=small.colleague_id, appointment_type_id=house.colleague_scan_id, doctor_location_id=None
    )
    with pytest.raises(SlotRefused) as refused:
        perform(store, small.receptionist, book, wanted)
    assert "resource" in refused.value.why.codes
    assert [rival.doctor_id for rival in refused.value.rivals] == [small.doctor_id]
