"""The resources that an appointment of a service could take, all locked before anything is read of them.

This is step 2 of truth.md. Read first and locked afterwards, two desks would book neighbouring times of one
shared room and not see each other's buffers; locked one by one as they are chosen, they would wait for each
other in a circle.
"""

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from medic_desk.model.appointments.rows import SoldService
from medic_desk.model.store.errors import Contended, NotFound


@dataclass(frozen=True, slots=True)
class LockedService:
    """A service as it is sold now, and the ids of the resources that this transaction has locked for it."""

    service: SoldService
    resource_ids: tuple[str, ...]

    def require(self, resource_ids: tuple[str, ...]) -> None:
        """Raise ``Contended`` unless all of these are locked: one that came meanwhile is locked next time."""
        if not set(self.resource_ids).issuperset(resource_ids):
            raise Contended("40001")


# What the service needs by rows, else by its mode (engine-semantics 7); of the doctor's own resources and the
# shared ones those that stand in one of the doctor's houses or nowhere in particular. The doctors are locked
# by now, the resources follow in the order of their ids. Rows that only refer to a resource need not wait.
_LOCK = text(
    """
    WITH service AS (
      SELECT t.id, t.doctor_id, t.name, t.duration_minutes, t.price_cents, t.currency, t.consultation_mode,
             d.timezone,
             CASE t.consultation_mode WHEN 'in_person' THEN 'room' WHEN 'video' THEN 'telehealth_slot' END
               AS type_of_mode
        FROM appointment_types t JOIN doctors d ON d.id = t.doctor_id
       WHERE t.id = CAST(:service AS uuid) AND t.doctor_id = CAST(:doctor AS uuid)
    ), needed AS (
      SELECT n.resource_type, n.bookable_resource_id
        FROM appointment_type_resources n WHERE n.appointment_type_id = CAST(:service AS uuid)
      UNION ALL
      SELECT type_of_mode, NULL FROM service
       WHERE NOT EXISTS (SELECT FROM appointment_type_resources n
                          WHERE n.appointment_type_id = service.id AND n.resource_type = type_of_mode)
    ), locked AS (
      SELECT r.id
        FROM bookable_resources r
        LEFT JOIN location_rooms m ON m.id = r.location_room_id
        LEFT JOIN doctor_locations l ON l.id = coalesce(r.doctor_location_id, m.doctor_location_id)
       WHERE (r.is_active AND (r.doctor_id IS NULL OR r.doctor_id = CAST(:doctor AS uuid))
              AND EXISTS (SELECT FROM needed n
                           WHERE n.resource_type = r.resource_type
                             AND (n.bookable_resource_id IS NULL OR n.bookable_resource_id = r.id))
              AND (l.id IS NULL OR l.doctor_id = CAST(:doctor AS uuid)
                   OR l.clinic_site_id IN (SELECT own.clinic_site_id FROM doctor_locations own
                                            WHERE own.doctor_id = CAST(:doctor AS uuid))))
          OR r.id IN (SELECT c.bookable_resource_id FROM appointment_resource_claims c
                       WHERE c.appointment_id = CAST(:claimed_by AS uuid))
       ORDER BY r.id
         FOR NO KEY UPDATE OF r
    )
    SELECT id::text AS appointment_type_id, doctor_id::text, name, duration_minutes, price_cents, currency,
           consultation_mode, timezone AS doctor_timezone, ARRAY(SELECT id::text FROM locked) AS resource_ids
      FROM service
    """
)


def lock_service(
    session: Session, doctor_id: str, appointment_type_id: str, *, claimed_by: str | None = None
) -> LockedService:
    """Read what a service costs and how long it lasts now, and lock every resource it could take.

    So are those that the appointment ``claimed_by`` claims or has claimed. Raises ``NotFound``.
    """
    wanted = {"service": appointment_type_id, "doctor": doctor_id, "claimed_by": claimed_by}
    row = session.execute(_LOCK, wanted).mappings().one_or_none()
    if row is None:
        raise NotFound("appointment_types", appointment_type_id)
    columns = {str(name): value for name, value in row.items()}
    resource_ids = tuple(columns.pop("resource_ids"))
    return LockedService(SoldService(**columns), resource_ids)


_LOCK_CLAIMED = text(
    """
    SELECT r.id FROM bookable_resources r
     WHERE r.id IN (SELECT c.bookable_resource_id FROM appointment_resource_claims c
                     WHERE c.appointment_id = CAST(:appointment AS uuid) AND c.status = 'active')
     ORDER BY r.id
       FOR NO KEY UPDATE OF r
    """
)


def lock_claimed_resources(session: Session, appointment_id: str) -> None:
    """Lock the resources that an appointment claims, which is about to keep its time longer than was said."""
    session.execute(_LOCK_CLAIMED, {"appointment": appointment_id})
