-- A closure is one blocked exception for each doctor concerned, made and taken back here, whoever writes.

-- Whom a closure concerns, and where. A room is of a house: it closes for every doctor's row of that house.
CREATE FUNCTION medic_closure_blocks(closure_id uuid)
RETURNS TABLE (doctor_id uuid, doctor_location_id uuid, location_room_id uuid) LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT doctor.id, NULL::uuid, NULL::uuid
    FROM clinic_closures AS closure CROSS JOIN doctors AS doctor
    WHERE closure.id = closure_id AND num_nonnulls(closure.clinic_site_id, closure.location_room_id) = 0
    UNION ALL
    SELECT place.doctor_id, place.id, NULL::uuid
    FROM clinic_closures AS closure
    JOIN doctor_locations AS place ON place.clinic_site_id = closure.clinic_site_id
    WHERE closure.id = closure_id AND closure.location_room_id IS NULL
    UNION ALL
    SELECT place.doctor_id, place.id, room.id
    FROM clinic_closures AS closure
    JOIN location_rooms AS room ON room.id = closure.location_room_id
    JOIN doctor_locations AS home ON home.id = room.doctor_location_id
    JOIN doctor_locations AS place ON place.id = home.id OR place.clinic_site_id = home.clinic_site_id
    WHERE closure.id = closure_id
$$;

-- Brings the blocks of closures to what they should be.
CREATE FUNCTION medic_keep_closures(closure_ids uuid[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    nowhere constant uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
    DELETE FROM schedule_exceptions WHERE id IN (
        SELECT block.id FROM schedule_exceptions AS block
        LEFT JOIN (
            SELECT closure.id AS closure_id, blocks.*
            FROM clinic_closures AS closure CROSS JOIN LATERAL medic_closure_blocks(closure.id) AS blocks
            WHERE closure.id = ANY (closure_ids)
        ) AS wanted ON wanted.closure_id = block.clinic_closure_id AND wanted.doctor_id = block.doctor_id
            AND coalesce(wanted.doctor_location_id, nowhere) = coalesce(block.doctor_location_id, nowhere)
            AND coalesce(wanted.location_room_id, nowhere) = coalesce(block.location_room_id, nowhere)
        WHERE block.clinic_closure_id = ANY (closure_ids) AND wanted.closure_id IS NULL
    );
    UPDATE schedule_exceptions AS block SET
        starts_at = closure.starts_at, ends_at = closure.ends_at, reason = closure.reason
    FROM clinic_closures AS closure
    WHERE closure.id = ANY (closure_ids) AND block.clinic_closure_id = closure.id
        AND (block.starts_at, block.ends_at, block.reason)
            IS DISTINCT FROM (closure.starts_at, closure.ends_at, closure.reason);
    INSERT INTO schedule_exceptions (
        doctor_id, doctor_location_id, location_room_id, starts_at, ends_at, exception_type, reason, source,
        clinic_closure_id
    )
    SELECT
        wanted.doctor_id, wanted.doctor_location_id, wanted.location_room_id, closure.starts_at, closure.ends_at,
        'blocked', closure.reason, 'closure', closure.id
    FROM clinic_closures AS closure CROSS JOIN LATERAL medic_closure_blocks(closure.id) AS wanted
    LEFT JOIN schedule_exceptions AS block ON block.clinic_closure_id = closure.id
        AND block.doctor_id = wanted.doctor_id
        AND coalesce(block.doctor_location_id, nowhere) = coalesce(wanted.doctor_location_id, nowhere)
    WHERE closure.id = ANY (closure_ids) AND block.id IS NULL
    -- The doctors' versions rise with their blocks: one order for everybody.
    ORDER BY wanted.doctor_id, wanted.doctor_location_id, closure.id;
END
$$;

-- Of a closure and a new place that are written at once, the later one sees the other. The lock is taken before
-- any row is, so that nobody holds a row that the one with the lock waits for.
CREATE FUNCTION medic_lock_closures() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('clinic_closures', 0));
    RETURN NULL;
END
$$;
CREATE TRIGGER clinic_closures_lock BEFORE INSERT OR UPDATE OR DELETE ON clinic_closures
    FOR EACH STATEMENT EXECUTE FUNCTION medic_lock_closures();
CREATE TRIGGER doctors_lock_closures BEFORE INSERT OR DELETE ON doctors
    FOR EACH STATEMENT EXECUTE FUNCTION medic_lock_closures();
CREATE TRIGGER doctor_locations_lock_closures
    BEFORE INSERT OR DELETE OR UPDATE OF doctor_id, clinic_site_id ON doctor_locations
    FOR EACH STATEMENT EXECUTE FUNCTION medic_lock_closures();
CREATE TRIGGER location_rooms_lock_closures BEFORE UPDATE OF doctor_location_id ON location_rooms
    FOR EACH STATEMENT EXECUTE FUNCTION medic_lock_closures();

CREATE FUNCTION medic_on_closure() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.clinic_site_id IS NOT NULL AND NEW.location_room_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM location_rooms AS room JOIN doctor_locations AS home ON home.id = room.doctor_location_id
        WHERE room.id = NEW.location_room_id AND home.clinic_site_id = NEW.clinic_site_id
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', MESSAGE = 'the closed room is not in the closed house',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'location_room_id',
            CONSTRAINT = 'clinic_closures_location_room_id_place';
    END IF;
    PERFORM medic_keep_closures(ARRAY[NEW.id]);
    RETURN NULL;
END
$$;
CREATE TRIGGER clinic_closures_sync AFTER INSERT OR UPDATE ON clinic_closures
    FOR EACH ROW EXECUTE FUNCTION medic_on_closure();

-- Doctors and places that come later, change hands or go.
CREATE FUNCTION medic_on_doctor_of_closures() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM medic_keep_closures(ARRAY(
            SELECT DISTINCT clinic_closure_id FROM schedule_exceptions
            WHERE doctor_id = OLD.id AND clinic_closure_id IS NOT NULL
        ));
    ELSE
        PERFORM medic_keep_closures(ARRAY(
            SELECT id FROM clinic_closures WHERE num_nonnulls(clinic_site_id, location_room_id) = 0
        ));
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION medic_on_place_of_closures() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    places uuid[];
    sites uuid[];
BEGIN
    IF TG_TABLE_NAME = 'location_rooms' THEN
        PERFORM medic_keep_closures(ARRAY(SELECT id FROM clinic_closures WHERE location_room_id = NEW.id));
        RETURN NULL;
    END IF;
    places := ARRAY[CASE WHEN TG_OP <> 'INSERT' THEN OLD.id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.id END];
    sites := ARRAY[
        CASE WHEN TG_OP <> 'INSERT' THEN OLD.clinic_site_id END,
        CASE WHEN TG_OP <> 'DELETE' THEN NEW.clinic_site_id END
    ];
    PERFORM medic_keep_closures(ARRAY(
        SELECT closure.id FROM clinic_closures AS closure
        LEFT JOIN location_rooms AS room ON room.id = closure.location_room_id
        LEFT JOIN doctor_locations AS home ON home.id = room.doctor_location_id
        WHERE closure.clinic_site_id = ANY (sites) OR home.clinic_site_id = ANY (sites) OR home.id = ANY (places)
            OR closure.id IN (
                SELECT clinic_closure_id FROM schedule_exceptions WHERE doctor_location_id = ANY (places)
            )
    ));
    RETURN NULL;
END
$$;
CREATE TRIGGER doctors_closures AFTER INSERT ON doctors
    FOR EACH ROW EXECUTE FUNCTION medic_on_doctor_of_closures();
CREATE TRIGGER doctor_locations_closures AFTER INSERT OR UPDATE OF doctor_id, clinic_site_id ON doctor_locations
    FOR EACH ROW EXECUTE FUNCTION medic_on_place_of_closures();
CREATE TRIGGER location_rooms_closures AFTER UPDATE OF doctor_location_id ON location_rooms
    FOR EACH ROW EXECUTE FUNCTION medic_on_place_of_closures();
-- Triggers fire by name, capital letters first, and a foreign key's own is called "RI_...": the blocks must be
-- gone before it asks what still points at the row.
CREATE TRIGGER "Doctors_take_blocks_along" AFTER DELETE ON doctors
    FOR EACH ROW EXECUTE FUNCTION medic_on_doctor_of_closures();
CREATE TRIGGER "Doctor_locations_take_blocks_along" AFTER DELETE ON doctor_locations
    FOR EACH ROW EXECUTE FUNCTION medic_on_place_of_closures();

-- Asks what the closure says, not who writes: a block that is not its closure's exact image is refused.
CREATE FUNCTION medic_guard_closure_block() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    is_right boolean := true;
BEGIN
    IF TG_OP = 'DELETE' THEN
        is_right := OLD.clinic_closure_id IS NULL OR NOT EXISTS (
            SELECT FROM medic_closure_blocks(OLD.clinic_closure_id) AS wanted
            WHERE (wanted.doctor_id, wanted.doctor_location_id, wanted.location_room_id)
                IS NOT DISTINCT FROM (OLD.doctor_id, OLD.doctor_location_id, OLD.location_room_id)
        );
    ELSIF NEW.clinic_closure_id IS NOT NULL OR (TG_OP = 'UPDATE' AND OLD.clinic_closure_id IS NOT NULL) THEN
        is_right := (
            TG_OP = 'INSERT' OR (NEW.id, NEW.clinic_closure_id) IS NOT DISTINCT FROM (OLD.id, OLD.clinic_closure_id)
        ) AND EXISTS (
            SELECT FROM clinic_closures AS closure
            CROSS JOIN LATERAL medic_closure_blocks(closure.id) AS wanted
            WHERE closure.id = NEW.clinic_closure_id
                AND (closure.starts_at, closure.ends_at) = (NEW.starts_at, NEW.ends_at)
                AND closure.reason IS NOT DISTINCT FROM NEW.reason
                AND (wanted.doctor_id, wanted.doctor_location_id, wanted.location_room_id)
                    IS NOT DISTINCT FROM (NEW.doctor_id, NEW.doctor_location_id, NEW.location_room_id)
        ) AND NEW.source = 'closure' AND NEW.exception_type = 'blocked'
            AND num_nonnulls(NEW.schedule_rule_id, NEW.appointment_type_id) = 0;
    END IF;
    -- A closure that is not there is the foreign key's to refuse.
    IF NOT is_right AND (TG_OP = 'DELETE' OR NEW.clinic_closure_id IS NULL OR EXISTS (
        SELECT FROM clinic_closures WHERE id = NEW.clinic_closure_id
    )) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'MD003',
            MESSAGE = 'this block belongs to a closure of the clinic: change the closure instead',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = 'schedule_exceptions_closure';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER schedule_exceptions_guard_closure BEFORE INSERT OR UPDATE OR DELETE ON schedule_exceptions
    FOR EACH ROW EXECUTE FUNCTION medic_guard_closure_block();
