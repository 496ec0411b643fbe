"""A small clinic for tests: two doctors, one room, one shared room, a few patients."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from medic_desk.engine.clinic_time import clock, date_of, day_of
from medic_desk.model.acts.act import Actor
from medic_desk.model.appointments.booking import BookingRequest
from medic_desk.model.store.store import Store
from medic_desk.model.tables import (
    AppointmentTypeRow,
    BookableResourceRow,
    DoctorLocationRow,
    DoctorRow,
    LocationRoomRow,
    PatientRow,
    ScheduleRuleBreakRow,
    ScheduleRuleRow,
    TableRow,
    UserRow,
)
from tests.model.rows_again import rows_again, write_rows

ZONE = "Europe/Athens"


@dataclass(frozen=True, slots=True)
class SmallClinic:
    """Ids of what ``make_small_clinic`` inserted; ``day`` is a working day a week ahead, or today's."""

    receptionist: Actor
    manager: Actor
    doctor_id: str
    colleague_id: str
    service_id: str  # 30 minutes, in person, needs a room; the doctor's
    call_id: str  # 15 minutes, by phone, needs nothing; the doctor's
    colleague_service_id: str
    location_id: str
    room_id: str
    patient_ids: tuple[str, ...]
    day: date
    zone: str = ZONE

    def at(self, hour: int, minute: int = 0, days: int = 0) -> int:
        """The engine minute of a wall-clock time on the clinic's day."""
        return clock(self.zone).instant(day_of(self.day) + days, hour * 60 + minute)

    def booking(self, hour: int, minute: int = 0, **fields: Any) -> BookingRequest:
        """A booking of the first patient with the doctor, in a new act."""
        wanted = BookingRequest(
            act_id=new_id(),
            doctor_id=self.doctor_id,
            appointment_type_id=self.service_id,
            starts_at=self.at(hour, minute),
            patient_id=self.patient_ids[0],
        )
        return replace(wanted, **fields)


def new_id() -> str:
    return str(uuid.uuid4())


def add(session: Session, row: type[TableRow], /, **columns: Any) -> str:
    """Insert one row and return its id."""
    inserted: str = session.execute(insert(row).values(columns).returning(row.id)).scalar_one()
    return inserted


def make_small_clinic(store: Store, *, today: bool = False) -> SmallClinic:
    """Make the clinic: every day 09:00-17:00 with lunch 13:00-14:00, every 30 minutes.

    Its day is a week ahead. With ``today`` it is the doctors' own date, and in their zone it is past four in
    the morning: the whole day lies ahead, whenever the test runs.

    The first of a process is inserted row by row. Later ones are its rows again, ids too: that takes a tenth
    of the time.
    """
    return store.do(_make, today=today)


def insert_small_clinic(store: Store) -> SmallClinic:
    """Insert the clinic row by row, as any program would, whatever was made before."""
    return store.do(lambda session: _insert(session, *_when(session, today=False)))


@dataclass(frozen=True, slots=True)
class _Made:
    """A clinic that was inserted, and the statements that write its rows again."""

    clinic: SmallClinic
    statements: str


_made: dict[str, _Made] = {}
"""The clinics that this process inserted, by zone."""


def _make(session: Session, *, today: bool) -> SmallClinic:
    zone, day = _when(session, today=today)
    asked = session.connection().exec_driver_sql("SELECT current_setting('is_superuser')::boolean")
    is_superuser = asked.scalar_one()
    if is_superuser and zone in _made:
        write_rows(session, _made[zone].statements)
        return replace(_made[zone].clinic, day=day)
    is_alone = is_superuser and not rows_again(session)
    clinic = _insert(session, zone, day)
    if is_alone:
        session.connection().exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
        _made[zone] = _Made(clinic, rows_again(session))
    return clinic


def _when(session: Session, *, today: bool) -> tuple[str, date]:
    """The clinic's zone and its day, by the server's clock."""
    now = session.connection().exec_driver_sql("SELECT extract(epoch FROM now())::bigint / 60").scalar_one()
    zone = zone_where_it_is(4, now) if today else ZONE
    return zone, date_of(clock(zone).day(now)) + timedelta(days=0 if today else 7)


def zone_where_it_is(hour: int, now: int) -> str:
    """A zone whose clock shows that hour at an engine minute."""
    east = hour - now // 60 % 24
    east += 24 if east < -12 else 0
    # The names have the sign of the old ones: Etc/GMT-3 is three hours east.
    return "Etc/GMT" if east == 0 else f"Etc/GMT{-east:+}"


def _insert(session: Session, zone: str, day: date) -> SmallClinic:
    receptionist = add(session, UserRow, login_name="eleni", display_name="Ελένη Δημητρίου")
    manager = add(session, UserRow, login_name="maria", display_name="Μαρία Ιωάννου")
    doctor = add(session, DoctorRow, first_name="Νίκος", last_name="Παπαδόπουλος", timezone=zone)
    colleague = add(session, DoctorRow, first_name="Άννα", last_name="Γεωργίου", timezone=zone)
    location = add(session, DoctorLocationRow, doctor_id=doctor, name="Κέντρο")
    room = add(session, LocationRoomRow, doctor_location_id=location, name="Ιατρείο 1")
    add(session, BookableResourceRow, doctor_id=None, resource_type="room", label="Κοινό")
    insert_hours(session, doctor, zone)
    insert_hours(session, colleague, zone)
    return SmallClinic(
        receptionist=Actor(user_id=receptionist, actor_type="receptionist", desk_name="Desk 1"),
        manager=Actor(user_id=manager, actor_type="manager", desk_name="Desk 9"),
        doctor_id=doctor,
        colleague_id=colleague,
        service_id=insert_visit(session, doctor, price_cents=5000),
        call_id=_insert_call(session, doctor),
        colleague_service_id=insert_visit(session, colleague, price_cents=6000),
        location_id=location,
        room_id=room,
        patient_ids=_insert_patients(session),
        day=day,
        zone=zone,
    )


def insert_visit(session: Session, doctor_id: str, price_cents: int) -> str:
    """Insert a visit of 30 minutes, which needs a room; its id."""
    return add(
        session,
        AppointmentTypeRow,
        doctor_id=doctor_id,
        slug="visit",
        name="Επίσκεψη",
        duration_minutes=30,
        price_cents=price_cents,
    )


def _insert_call(session: Session, doctor_id: str) -> str:
    return add(
        session,
        AppointmentTypeRow,
        doctor_id=doctor_id,
        slug="call",
        name="Τηλεφώνημα",
        duration_minutes=15,
        consultation_mode="phone",
    )


def insert_hours(session: Session, doctor_id: str, zone: str) -> None:
    """Insert a doctor's hours of every day."""
    for weekday in range(1, 8):
        rule = add(
            session,
            ScheduleRuleRow,
            doctor_id=doctor_id,
            timezone=zone,
            day_of_week=weekday,
            work_start_local=time(9),
            work_end_local=time(17),
            slot_interval_minutes=30,
        )
        add(
            session,
            ScheduleRuleBreakRow,
            schedule_rule_id=rule,
            break_start_local=time(13),
            break_end_local=time(14),
            label="Μεσημέρι",
        )


def _insert_patients(session: Session) -> tuple[str, ...]:
    return tuple(
        add(session, PatientRow, first_name=first, last_name=last, mobile_phone=phone)
        for first, last, phone in (
            ("Γιώργος", "Αντωνίου", "6944000001"),
            ("Σοφία", "Νικολάου", "6944000002"),
            ("Κώστας", "Βασιλείου", "6944000003"),
        )
    )
