"""The older tables of hours, read as rules (engine-semantics 9): templates and ``availability_*``."""

from datetime import datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from medic_desk.model.tables.declarative import Id, TableRow


class ScheduleTemplateRow(TableRow):
    """A weekly window of the template engine, in the doctor's zone."""

    __tablename__ = "schedule_templates"
    __table_args__ = (
        CheckConstraint("day_of_week BETWEEN 1 AND 7", name="day_of_week"),
        CheckConstraint("slot_duration_minutes BETWEEN 1 AND 1440", name="slot_duration_minutes"),
        CheckConstraint("buffer_before_minutes BETWEEN 0 AND 1440", name="buffer_before_minutes"),
        CheckConstraint("buffer_after_minutes BETWEEN 0 AND 1440", name="buffer_after_minutes"),
        CheckConstraint("max_parallel_sessions BETWEEN 1 AND 64", name="max_parallel_sessions"),
    )

    doctor_id: Mapped[Id] = mapped_column(ForeignKey("doctors.id"), index=True)
    doctor_location_id: Mapped[Id | None] = mapped_column(ForeignKey("doctor_locations.id"))
    location_room_id: Mapped[Id | None] = mapped_column(ForeignKey("location_rooms.id"))
    appointment_type_id: Mapped[Id | None] = mapped_column(ForeignKey("appointment_types.id"))
    day_of_week: Mapped[int]
    slot_duration_minutes: Mapped[int] = mapped_column(server_default=text("30"))
    work_start: Mapped[time]
    work_end: Mapped[time]
    buffer_before_minutes: Mapped[int] = mapped_column(server_default=text("0"))
    buffer_after_minutes: Mapped[int] = mapped_column(server_default=text("0"))
    max_parallel_sessions: Mapped[int] = mapped_column(server_default=text("1"))
    priority: Mapped[int] = mapped_column(server_default=text("0"))


class ScheduleTemplateBreakRow(TableRow):
    """A named break of one template."""

    __tablename__ = "schedule_template_breaks"

    schedule_template_id: Mapped[Id] = mapped_column(
        ForeignKey("schedule_templates.id", ondelete="CASCADE"), index=True
    )
    break_start: Mapped[time]
    break_end: Mapped[time]
    label: Mapped[str | None]


class AvailabilityRuleRow(TableRow):
    """The simplest weekly window: one a weekday, with at most one break, in the doctor's zone."""

    __tablename__ = "availability_rules"
    __table_args__ = (
        UniqueConstraint("doctor_id", "day_of_week"),
        CheckConstraint("day_of_week BETWEEN 1 AND 7", name="day_of_week"),
        CheckConstraint("slot_duration_minutes BETWEEN 1 AND 240", name="slot_duration_minutes"),
    )

    doctor_id: Mapped[Id] = mapped_column(ForeignKey("doctors.id"))
    day_of_week: Mapped[int]
    start_time: Mapped[time]
    end_time: Mapped[time]
    break_start: Mapped[time | None]
    break_end: Mapped[time | None]
    slot_duration_minutes: Mapped[int] = mapped_column(server_default=text("30"))
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))


class AvailabilityExceptionRow(TableRow):
    """A dated override of the older kind; ``status`` is the ``exception_type`` of ``schedule_exceptions``."""

    __tablename__ = "availability_exceptions"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_at"),
        CheckConstraint("status IN ('blocked', 'available')", name="status"),
        Index("availability_exceptions_doctor_id_starts_at_idx", "doctor_id", "starts_at"),
    )

    doctor_id: Mapped[Id] = mapped_column(ForeignKey("doctors.id"))
    appointment_type_id: Mapped[Id | None] = mapped_column(ForeignKey("appointment_types.id"))
    doctor_location_id: Mapped[Id | None] = mapped_column(ForeignKey("doctor_locations.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(server_default=text("'blocked'"))
    reason: Mapped[str | None]
    source: Mapped[str] = mapped_column(server_default=text("'manual'"))
