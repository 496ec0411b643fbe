-- A resource stands at one place: its room is at its location, or at a colleague's row of the same house.

CREATE FUNCTION medic_is_same_place(location uuid, other uuid) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT location = other OR EXISTS (
        SELECT FROM doctor_locations AS a JOIN doctor_locations AS b ON b.clinic_site_id = a.clinic_site_id
        WHERE a.id = location AND b.id = other
    )
$$;

-- The places that these resources name are locked, so that none is moved by somebody else meanwhile.
CREATE FUNCTION medic_refuse_scattered_resources(resources uuid[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM bookable_resources AS r
        JOIN location_rooms AS room ON room.id = r.location_room_id
        JOIN doctor_locations AS place ON place.id IN (r.doctor_location_id, room.doctor_location_id)
    WHERE r.id = ANY (resources) AND r.doctor_location_id IS NOT NULL
    ORDER BY room.id, place.id
    FOR SHARE OF room, place;
    IF EXISTS (
        SELECT FROM bookable_resources AS r JOIN location_rooms AS room ON room.id = r.location_room_id
        WHERE r.id = ANY (resources) AND NOT medic_is_same_place(r.doctor_location_id, room.doctor_location_id)
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'the room of a resource lies at another place than its location',
            SCHEMA = 'public', TABLE = 'bookable_resources', COLUMN = 'location_room_id',
            CONSTRAINT = 'bookable_resources_location_room_id_place';
    END IF;
END
$$;

CREATE FUNCTION medic_check_resource_place() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM medic_refuse_scattered_resources(CASE TG_TABLE_NAME
        WHEN 'bookable_resources' THEN ARRAY[NEW.id]
        WHEN 'location_rooms' THEN
            ARRAY(SELECT id FROM bookable_resources WHERE location_room_id = NEW.id)
        ELSE ARRAY(
            SELECT r.id FROM bookable_resources AS r JOIN location_rooms AS room ON room.id = r.location_room_id
            WHERE NEW.id IN (r.doctor_location_id, room.doctor_location_id)
        )
    END);
    RETURN NULL;
END
$$;
CREATE TRIGGER bookable_resources_place
    AFTER INSERT OR UPDATE OF doctor_location_id, location_room_id ON bookable_resources
    FOR EACH ROW EXECUTE FUNCTION medic_check_resource_place();
CREATE TRIGGER location_rooms_resource_place AFTER UPDATE OF doctor_location_id ON location_rooms
    FOR EACH ROW EXECUTE FUNCTION medic_check_resource_place();
CREATE TRIGGER doctor_locations_resource_place AFTER UPDATE OF clinic_site_id ON doctor_locations
    FOR EACH ROW EXECUTE FUNCTION medic_check_resource_place();

-- The rows that stood before the sites were made.
SELECT medic_refuse_scattered_resources(ARRAY(SELECT id FROM bookable_resources));
