-- duration_minutes is how long the appointment lasts, whichever column a writer names and whichever it leaves out.

-- Within what the column's CHECK takes, so that wrong times are refused as times. NULL where they are infinite.
CREATE FUNCTION medic_minutes(starts_at timestamp, ends_at timestamp) RETURNS integer LANGUAGE sql IMMUTABLE
RETURN CASE WHEN isfinite(starts_at) AND isfinite(ends_at) THEN
    least(greatest(ceil(extract(epoch FROM ends_at - starts_at) / 60), 1), 360)
END;

CREATE FUNCTION medic_keep_minutes() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    NEW.duration_minutes := medic_minutes(NEW.starts_at, NEW.ends_at);
    RETURN NEW;
END
$$;
-- Minutes that no appointment can last are left to the CHECK, which refuses them.
CREATE TRIGGER appointments_minutes BEFORE INSERT OR UPDATE ON appointments
    FOR EACH ROW WHEN (
        NEW.duration_minutes BETWEEN 1 AND 360
        AND NEW.duration_minutes <> medic_minutes(NEW.starts_at, NEW.ends_at)
    )
    EXECUTE FUNCTION medic_keep_minutes();

-- A migration is nobody's edit: no timestamp, no version, no event and no notice comes of it.
ALTER TABLE appointments
    DISABLE TRIGGER appointments_touch,
    DISABLE TRIGGER appointments_row_version,
    DISABLE TRIGGER appointments_log,
    DISABLE TRIGGER appointments_notify;
UPDATE appointments SET duration_minutes = medic_minutes(starts_at, ends_at)
WHERE duration_minutes <> medic_minutes(starts_at, ends_at);
ALTER TABLE appointments
    ENABLE TRIGGER appointments_touch,
    ENABLE TRIGGER appointments_row_version,
    ENABLE TRIGGER appointments_log,
    ENABLE TRIGGER appointments_notify;
