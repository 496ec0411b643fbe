"""People: who signs in, who treats, who is treated (schema-additions)."""

from datetime import date

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from medic_desk.model.tables.declarative import IANA_ZONE, Id, TableRow


class UserRow(TableRow):
    """A member of staff who may sign in. Roles are memberships of database groups, never a column."""

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("btrim(login_name) <> ''", name="login_name"),
        CheckConstraint("btrim(display_name) <> ''", name="display_name"),
        CheckConstraint("language ~ '^[a-z]{2}(_[A-Z]{2})?$'", name="language"),
    )

    login_name: Mapped[str] = mapped_column(unique=True)
    display_name: Mapped[str]
    language: Mapped[str] = mapped_column(server_default=text("'el'"))
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))


class DoctorRow(TableRow):
    """A doctor whose time is booked.

    ``schedule_version`` rises with each change of the doctor's rules, breaks and exceptions,
    ``hours_version`` with those of rules and breaks alone; neither is ever set back.
    """

    __tablename__ = "doctors"
    __table_args__ = (
        CheckConstraint("btrim(last_name) <> ''", name="last_name"),
        CheckConstraint("calendar_color ~ '^#[0-9A-Fa-f]{6}$'", name="calendar_color"),
        CheckConstraint(IANA_ZONE, name="timezone"),
    )

    user_id: Mapped[Id | None] = mapped_column(ForeignKey("users.id"), unique=True)
    first_name: Mapped[str] = mapped_column(server_default=text("''"))
    last_name: Mapped[str]
    specialty: Mapped[str | None]
    timezone: Mapped[str] = mapped_column(server_default=text("'Europe/Athens'"))
    calendar_color: Mapped[str] = mapped_column(server_default=text("'#0072B2'"))
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    schedule_version: Mapped[int] = mapped_column(server_default=text("1"))
    hours_version: Mapped[int] = mapped_column(server_default=text("1"))


class PatientRow(TableRow):
    """A patient. The keys to find and sort by are computed by the server, for any writer.

    ``merged_into_id`` names the row that replaced this one when the same person stood twice; a ring of them
    is refused by trigger. ``desk_warning`` is what the desk must see. The keys are those of
    ``medic_desk.model.patients.letters``, ``sounds`` and ``phones``; ``search_fold`` and ``phone_digits`` are
    older ones, which the program does not use.
    """

    __tablename__ = "patients"
    __table_args__ = (
        CheckConstraint("btrim(last_name) <> ''", name="last_name"),
        CheckConstraint("merged_into_id <> id", name="merged_into_id"),
        Index(
            "patients_sound_fold_idx",
            "sound_fold",
            postgresql_using="gin",
            postgresql_ops={"sound_fold": "gin_trgm_ops"},
            postgresql_with={"fastupdate": "off"},
        ),
        Index(
            "patients_phone_keys_idx",
            "phone_keys",
            postgresql_using="gin",
            postgresql_ops={"phone_keys": "gin_trgm_ops"},
            postgresql_with={"fastupdate": "off"},
        ),
        Index(
            "patients_search_keys_idx",
            "search_keys",
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        ),
        Index(
            "patients_sort_fold_idx",
            "sort_fold",
            "birth_date",
            "id",
            postgresql_where=text("merged_into_id IS NULL"),
        ),
        Index("patients_birth_date_idx", "birth_date"),
        Index(
            "patients_national_number_idx",
            "national_number",
            postgresql_where=text("national_number IS NOT NULL"),
        ),
        Index(
            "patients_merged_into_id_idx",
            "merged_into_id",
            postgresql_where=text("merged_into_id IS NOT NULL"),
        ),
    )

    first_name: Mapped[str] = mapped_column(server_default=text("''"))
    last_name: Mapped[str]
    father_name: Mapped[str | None]
    birth_date: Mapped[date | None]
    phone: Mapped[str | None]
    mobile_phone: Mapped[str | None]
    email: Mapped[str | None]
    file_number: Mapped[str | None] = mapped_column(unique=True)
    national_number: Mapped[str | None]
    notes: Mapped[str | None]
    desk_warning: Mapped[str | None]
    search_fold: Mapped[str] = mapped_column(
        Computed("medic_fold(last_name || ' ' || first_name)", persisted=True)
    )
    phone_digits: Mapped[str] = mapped_column(
        Computed("medic_phone_digits(phone) || ' ' || medic_phone_digits(mobile_phone)", persisted=True)
    )
    sound_fold: Mapped[str] = mapped_column(
        Computed("medic_sound_fold(last_name, first_name)", persisted=True)
    )
    sort_fold: Mapped[str] = mapped_column(
        Text(collation="C"), Computed("medic_sort_fold(last_name, first_name)", persisted=True)
    )
    phone_keys: Mapped[str] = mapped_column(
        Computed("medic_phones_fold(phone, mobile_phone)", persisted=True)
    )
    search_keys: Mapped[str] = mapped_column(
        TSVECTOR,
        Computed(
            "medic_search_keys(last_name, first_name, file_number, national_number,"
            " phone, mobile_phone, email)",
            persisted=True,
        ),
    )
    merged_into_id: Mapped[Id | None] = mapped_column(ForeignKey("patients.id"))
