"""Places and capacity: a doctor's locations, their rooms, and the units that an appointment claims."""

from sqlalchemy import CheckConstraint, ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from medic_desk.model.tables.declarative import Id, TableRow


class DoctorLocationRow(TableRow):
    """A place where one doctor practises (schema-additions)."""

    __tablename__ = "doctor_locations"
    __table_args__ = (CheckConstraint("btrim(name) <> ''", name="name"),)

    doctor_id: Mapped[Id] = mapped_column(ForeignKey("doctors.id"), index=True)
    name: Mapped[str]
    address: Mapped[str | None]
    city: Mapped[str | None]
    phone: Mapped[str | None]
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))


class LocationRoomRow(TableRow):
    """A room of a location (schema-additions)."""

    __tablename__ = "location_rooms"
    __table_args__ = (CheckConstraint("btrim(name) <> ''", name="name"),)

    doctor_location_id: Mapped[Id] = mapped_column(ForeignKey("doctor_locations.id"), index=True)
    name: Mapped[str]


class BookableResourceRow(TableRow):
    """A unit of capacity: room, telehealth slot, equipment, staff. Without a doctor the clinic shares it."""

    __tablename__ = "bookable_resources"
    __table_args__ = (
        CheckConstraint(
            "resource_type IN ('room', 'telehealth_slot', 'equipment', 'staff')", name="resource_type"
        ),
        CheckConstraint("capacity >= 1", name="capacity"),
    )

    doctor_id: Mapped[Id | None] = mapped_column(ForeignKey("doctors.id"), index=True)
    doctor_location_id: Mapped[Id | None] = mapped_column(ForeignKey("doctor_locations.id"))
    location_room_id: Mapped[Id | None] = mapped_column(ForeignKey("location_rooms.id"))
    resource_type: Mapped[str]
    label: Mapped[str] = mapped_column(server_default=text("''"))
    capacity: Mapped[int] = mapped_column(server_default=text("1"))
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
