"""Instants go in aware and come out aware, cut to the second; ids are text; JSON is a mapping."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import StatementError

from medic_desk.model.tables import AppointmentRow, DoctorRow, PatientRow, StaffEventRow


@pytest.mark.parametrize("session_zone", ["UTC", "Europe/Athens", "America/New_York"])
@pytest.mark.parametrize(
    "instant",
    [
        datetime(2027, 3, 28, 2, 59, 59, 999_999, UTC),
        datetime(2027, 7, 1, 12, 0, tzinfo=ZoneInfo("Europe/Athens")),
        datetime(2027, 10, 31, 3, 30, fold=1, tzinfo=ZoneInfo("Europe/Athens")),
        datetime(2027, 1, 1, tzinfo=timezone(timedelta(hours=5, minutes=45))),
    ],
)
def test_an_instant_comes_back_as_it_was(
    connection: Connection, instant: datetime, session_zone: str
) -> None:
    connection.execute(text(f"SET LOCAL timezone = '{session_zone}'"))
    connection.execute(insert(StaffEventRow).values(action="x", occurred_at=instant))
    found = connection.execute(select(StaffEventRow.occurred_at)).scalar_one()
    assert found.utcoffset() == timedelta(0)
    assert found == instant.astimezone(UTC).replace(microsecond=0)
    stored = connection.execute(text("SELECT occurred_at::text FROM staff_events")).scalar_one()
    assert stored == instant.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def test_a_naive_instant_is_refused(connection: Connection) -> None:
    naive = datetime(2027, 3, 28, 3, 0)  # noqa: DTZ001
    with pytest.raises(StatementError, match="needs a time zone"):
        connection.execute(insert(StaffEventRow).values(action="x", occurred_at=naive))
    with pytest.raises(StatementError, match="needs a time zone"):
        connection.execute(select(StaffEventRow.id).where(StaffEventRow.occurred_at > naive))


def test_the_servers_defaults_are_utc_whatever_the_session(connection: Connection) -> None:
    connection.execute(text("SET LOCAL timezone = 'Asia/Kathmandu'"))
    connection.execute(insert(StaffEventRow).values(action="x"))
    inserted = connection.execute(select(StaffEventRow.inserted_at)).scalar_one()
    now = connection.execute(text("SELECT now()")).scalar_one()
    assert abs(inserted - now) <= timedelta(seconds=1)


def test_ids_are_text_and_json_is_a_mapping(connection: Connection) -> None:
    doctor = connection.execute(insert(DoctorRow).values(last_name="Α").returning(DoctorRow.id)).scalar_one()
    patient = connection.execute(
        insert(PatientRow).values(last_name="Β").returning(PatientRow.id)
    ).scalar_one()
    assert isinstance(doctor, str)
    starts_at = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
    row = connection.execute(
        insert(AppointmentRow)
        .values(
            doctor_id=doctor.upper(),
            patient_id=patient,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=30),
        )
        .returning(AppointmentRow.doctor_id, AppointmentRow.status, AppointmentRow.duration_minutes)
    ).one()
    assert tuple(row) == (doctor, "pending", 30)
    connection.execute(insert(StaffEventRow).values(action="x", metadata_={"α": [1, None]}))
    assert connection.execute(select(StaffEventRow.metadata_)).scalar_one() == {"α": [1, None]}
