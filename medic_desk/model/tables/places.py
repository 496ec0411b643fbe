"""Places and capacity: houses, a doctor's locations in them, rooms, and the units an appointment claims."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from medic_desk.model.tables.declarative import Id, TableRow


class ClinicSiteRow(TableRow):
    """A house that the locations of several doctors share: one room in it is one room for all of them."""

    __tablename__ = "clinic_sites"
    __table_args__ = (CheckConstraint("btrim(name) <> ''", name="name"),)

    name: Mapped[str]
    address: Mapped[str | None]
    phone: Mapped[str | None]
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))


class DoctorLocationRow(TableRow):
    """A place where one doctor practises, in the house ``clinic_site_id`` (a doctor has one row a house)."""

    __tablename__ = "doctor_locations"
    __table_args__ = (
        CheckConstraint("btrim(name) <> ''", name="name"),
        UniqueConstraint("doctor_id", "clinic_site_id"),
        Index(
            "doctor_locations_clinic_site_id_idx",
            "clinic_site_id",
            postgresql_where=text("clinic_site_id IS NOT NULL"),
        ),
    )

    doctor_id: Mapped[Id] = mapped_column(ForeignKey("doctors.id"), index=True)
    name: Mapped[str]
    address: Mapped[str | None]
    city: Mapped[str | None]
    phone: Mapped[str | None]
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    clinic_site_id: Mapped[Id | None] = mapped_column(ForeignKey("clinic_sites.id"))


class LocationRoomRow(TableRow):
    """A room of a location (schema-additions)."""

    __tablename__ = "location_rooms"
    __table_args__ = (CheckConstraint("btrim(name) <> ''", name="name"),)

    doctor_location_id: Mapped[Id] = mapped_column(ForeignKey("doctor_locations.id"), index=True)
    name: Mapped[str]


class BookableResourceRow(TableRow):
    """A unit of capacity: room, telehealth slot, equipment, staff. Without a doctor the clinic shares it.

    Where it names both a location and a room, the room is at that place or in the same house, by trigger.
    """

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
