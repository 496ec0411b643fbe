"""Services: what a doctor offers (``appointment_types``), where each is offered and what it needs."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from medic_desk.model.tables.declarative import Id, TableRow


class AppointmentTypeRow(TableRow):
    """A service: its length and buffers in minutes, price in cents, modality and rescheduling rules."""

    __tablename__ = "appointment_types"
    __table_args__ = (
        UniqueConstraint("doctor_id", "slug"),
        CheckConstraint("duration_minutes BETWEEN 1 AND 360", name="duration_minutes"),
        CheckConstraint("buffer_before_minutes BETWEEN 0 AND 1440", name="buffer_before_minutes"),
        CheckConstraint("buffer_after_minutes BETWEEN 0 AND 1440", name="buffer_after_minutes"),
        CheckConstraint("price_cents >= 0", name="price_cents"),
        CheckConstraint("consultation_mode IN ('in_person', 'video', 'phone')", name="consultation_mode"),
        CheckConstraint("min_notice_minutes >= 0", name="min_notice_minutes"),
        CheckConstraint("max_future_days >= 0", name="max_future_days"),
        CheckConstraint("max_reschedule_count >= 0", name="max_reschedule_count"),
    )

    doctor_id: Mapped[Id] = mapped_column(ForeignKey("doctors.id"))
    slug: Mapped[str]
    name: Mapped[str]
    description: Mapped[str | None]
    duration_minutes: Mapped[int] = mapped_column(server_default=text("30"))
    buffer_before_minutes: Mapped[int] = mapped_column(server_default=text("0"))
    buffer_after_minutes: Mapped[int] = mapped_column(server_default=text("0"))
    price_cents: Mapped[int | None]
    currency: Mapped[str] = mapped_column(server_default=text("'EUR'"))
    consultation_mode: Mapped[str] = mapped_column(server_default=text("'in_person'"))
    default_location_id: Mapped[Id | None] = mapped_column(ForeignKey("doctor_locations.id"))
    default_room_id: Mapped[Id | None] = mapped_column(ForeignKey("location_rooms.id"))
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    allow_patient_reschedule: Mapped[bool] = mapped_column(server_default=text("true"))
    min_notice_minutes: Mapped[int] = mapped_column(server_default=text("0"))
    max_future_days: Mapped[int] = mapped_column(server_default=text("60"))
    max_reschedule_count: Mapped[int] = mapped_column(server_default=text("2"))
    notes: Mapped[str | None]


class AppointmentTypeLocationRow(TableRow):
    """One location at which a service is allowed; a service without such rows is allowed anywhere."""

    __tablename__ = "appointment_type_locations"
    __table_args__ = (
        UniqueConstraint(
            "appointment_type_id",
            "doctor_location_id",
            name="appointment_type_locations_type_location_key",
        ),
    )

    appointment_type_id: Mapped[Id] = mapped_column(ForeignKey("appointment_types.id", ondelete="CASCADE"))
    doctor_location_id: Mapped[Id] = mapped_column(ForeignKey("doctor_locations.id"), index=True)


class AppointmentTypeResourceRow(TableRow):
    """One unit that a service needs besides its doctor: any resource of a type, or the very one it names."""

    __tablename__ = "appointment_type_resources"
    __table_args__ = (
        UniqueConstraint(
            "appointment_type_id",
            "bookable_resource_id",
            name="appointment_type_resources_type_resource_key",
        ),
        CheckConstraint(
            "resource_type IN ('room', 'telehealth_slot', 'equipment', 'staff')", name="resource_type"
        ),
        Index(
            "appointment_type_resources_bookable_resource_id_idx",
            "bookable_resource_id",
            postgresql_where=text("bookable_resource_id IS NOT NULL"),
        ),
    )

    appointment_type_id: Mapped[Id] = mapped_column(ForeignKey("appointment_types.id", ondelete="CASCADE"))
    resource_type: Mapped[str]
    bookable_resource_id: Mapped[Id | None] = mapped_column(ForeignKey("bookable_resources.id"))
