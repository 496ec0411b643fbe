"""Whether the worklist says what is so: a query over items, causes, appointments and events.

For tests, and for anybody who has worked with a worklist by hand: ``worklist_faults`` is empty where all four
agree.
"""

from medic_desk.model.store.store import Store
from tests.model.plain_sql import rows

_FAULTS = """
WITH open_items AS (
  SELECT * FROM rebooking_items WHERE state IN ('to_call', 'called', 'not_reached')
), last_item AS (
  SELECT DISTINCT ON (appointment_id) * FROM rebooking_items
   ORDER BY appointment_id, closed_at DESC NULLS FIRST, inserted_at DESC, id
)
SELECT 'an open item has closed_at' AS fault, id::text FROM open_items WHERE closed_at IS NOT NULL
 UNION ALL
SELECT 'a settled item has no closed_at', id::text FROM rebooking_items
 WHERE state IN ('moved', 'cancelled', 'kept', 'closed') AND closed_at IS NULL
 UNION ALL
SELECT 'an appointment has two open items', min(id::text) FROM open_items
 GROUP BY appointment_id HAVING count(*) > 1
 UNION ALL
SELECT 'an open item is of an appointment that is over', i.id::text
  FROM open_items i JOIN appointments a ON a.id = i.appointment_id
 WHERE a.status NOT IN ('pending', 'confirmed')
 UNION ALL
SELECT 'nobody took what is taken', id::text FROM rebooking_items
 WHERE (taken_by_id IS NULL) <> (taken_at IS NULL)
 UNION ALL
SELECT 'not reached, and never called', id::text FROM rebooking_items
 WHERE state = 'not_reached' AND called_at IS NULL
 UNION ALL
SELECT 'moved, and no event says so', i.id::text
  FROM last_item i
 WHERE i.state = 'moved' AND NOT EXISTS (
   SELECT FROM appointment_events e
    WHERE e.appointment_id = i.appointment_id AND e.action IN ('moved', 'service_changed')
      AND e.occurred_at BETWEEN i.closed_at - interval '5 s' AND i.closed_at + interval '5 s')
 UNION ALL
SELECT 'moved, and still under what it was moved for', i.id::text
  FROM last_item i JOIN appointments a ON a.id = i.appointment_id
  JOIN rebooking_causes c ON c.rebooking_item_id = i.id
  JOIN time_off_requests r ON r.id = c.cause_id AND c.kind IN ('illness', 'time_off')
 WHERE i.state = 'moved' AND r.status = 'approved' AND a.status IN ('pending', 'confirmed')
   AND a.doctor_id = r.doctor_id AND a.starts_at < r.ends_at AND a.ends_at > r.starts_at
 UNION ALL
SELECT 'cancelled, and the appointment stands', i.id::text
  FROM last_item i JOIN appointments a ON a.id = i.appointment_id
 WHERE i.state = 'cancelled' AND a.status <> 'cancelled'
   AND EXISTS (SELECT FROM rebooking_causes c WHERE c.rebooking_item_id = i.id)
 UNION ALL
SELECT 'illness stands over an appointment that is not listed', a.id::text
  FROM time_off_requests r JOIN appointments a ON a.doctor_id = r.doctor_id
   AND a.starts_at < r.ends_at AND a.ends_at > r.starts_at
 WHERE r.kind = 'illness' AND r.status = 'approved' AND a.status IN ('pending', 'confirmed')
   AND a.ends_at > r.decided_at
   AND NOT EXISTS (
     SELECT FROM rebooking_items i JOIN rebooking_causes c ON c.rebooking_item_id = i.id
      WHERE i.appointment_id = a.id AND c.cause_id = r.id
        AND i.state IN ('to_call', 'called', 'not_reached', 'kept'))
 UNION ALL
SELECT 'a cause that is gone is named by an open item', c.id::text
  FROM rebooking_causes c JOIN open_items i ON i.id = c.rebooking_item_id
 WHERE (c.kind IN ('illness', 'time_off')
        AND NOT EXISTS (SELECT FROM time_off_requests r WHERE r.id = c.cause_id AND r.status = 'approved'))
    OR (c.kind = 'closure' AND NOT EXISTS (SELECT FROM clinic_closures k WHERE k.id = c.cause_id))
 UNION ALL
SELECT 'an open item has no cause, and nobody had begun to call', i.id::text
  FROM open_items i
 WHERE i.state = 'to_call' AND i.taken_by_id IS NULL AND i.called_at IS NULL
   AND NOT EXISTS (SELECT FROM rebooking_causes c WHERE c.rebooking_item_id = i.id)
 UNION ALL
SELECT 'a step was told of an item that is not there', s.id::text FROM staff_events s
 WHERE s.subject_table = 'rebooking_items'
   AND NOT EXISTS (SELECT FROM rebooking_items i WHERE i.id = s.subject_id)
 UNION ALL
SELECT 'the latest step and the item disagree', i.id::text
  FROM rebooking_items i
 WHERE i.state IN ('not_reached', 'kept')
   -- Times are kept in whole seconds: of two steps in the same one either may be the latest.
   AND NOT EXISTS (
     SELECT FROM staff_events s
      WHERE s.subject_id = i.id AND s.metadata -> 'after' ->> 'state' = i.state
        AND s.occurred_at = (SELECT max(l.occurred_at) FROM staff_events l WHERE l.subject_id = i.id))
 ORDER BY 1, 2
"""


def worklist_faults(store: Store) -> list[tuple[str, str]]:
    """What does not agree, each with the id of the row where it is seen."""
    return [(row["fault"], str(row["id"])) for row in rows(store, _FAULTS)]
