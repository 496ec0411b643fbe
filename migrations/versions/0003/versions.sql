-- Versions only ever rise, and hours have one of their own.

CREATE OR REPLACE FUNCTION medic_raise_schedule_version() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before_row jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    after_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    of_hours constant integer :=
        CASE WHEN TG_TABLE_NAME IN ('schedule_exceptions', 'availability_exceptions') THEN 0 ELSE 1 END;
BEGIN
    -- A holiday does not make an open draft of hours stale: exceptions leave hours_version alone.
    UPDATE doctors SET schedule_version = schedule_version + 1, hours_version = hours_version + of_hours
    WHERE id IN (medic_doctor_of(TG_TABLE_NAME, before_row), medic_doctor_of(TG_TABLE_NAME, after_row));
    RETURN NULL;
END
$$;

-- A version that was set back would let an edit of something stale pass; one that jumped would run out.
CREATE FUNCTION medic_keep_doctor_versions() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.schedule_version IS DISTINCT FROM OLD.schedule_version THEN
        NEW.schedule_version := OLD.schedule_version + (NEW.schedule_version > OLD.schedule_version)::integer;
    END IF;
    IF NEW.hours_version IS DISTINCT FROM OLD.hours_version THEN
        NEW.hours_version := OLD.hours_version + (NEW.hours_version > OLD.hours_version)::integer;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER doctors_versions BEFORE UPDATE OF schedule_version, hours_version ON doctors
    FOR EACH ROW EXECUTE FUNCTION medic_keep_doctor_versions();

CREATE OR REPLACE FUNCTION medic_doctor_of(table_name text, row_of_it jsonb) RETURNS uuid LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT CASE table_name
        WHEN 'doctors' THEN (row_of_it ->> 'id')::uuid
        WHEN 'location_rooms' THEN
            (SELECT doctor_id FROM doctor_locations WHERE id = (row_of_it ->> 'doctor_location_id')::uuid)
        WHEN 'appointment_type_locations' THEN
            (SELECT doctor_id FROM appointment_types WHERE id = (row_of_it ->> 'appointment_type_id')::uuid)
        WHEN 'appointment_type_resources' THEN
            (SELECT doctor_id FROM appointment_types WHERE id = (row_of_it ->> 'appointment_type_id')::uuid)
        WHEN 'schedule_rule_breaks' THEN
            (SELECT doctor_id FROM schedule_rules WHERE id = (row_of_it ->> 'schedule_rule_id')::uuid)
        WHEN 'schedule_template_breaks' THEN
            (SELECT doctor_id FROM schedule_templates WHERE id = (row_of_it ->> 'schedule_template_id')::uuid)
        WHEN 'appointment_resource_claims' THEN
            (SELECT doctor_id FROM appointments WHERE id = (row_of_it ->> 'appointment_id')::uuid)
        WHEN 'rebooking_items' THEN
            (SELECT doctor_id FROM appointments WHERE id = (row_of_it ->> 'appointment_id')::uuid)
        WHEN 'rebooking_causes' THEN
            (SELECT a.doctor_id FROM rebooking_items AS i JOIN appointments AS a ON a.id = i.appointment_id
             WHERE i.id = (row_of_it ->> 'rebooking_item_id')::uuid)
        ELSE (row_of_it ->> 'doctor_id')::uuid
    END
$$;
