-- An appointment's place in time, for a writer that knows no lanes, no expiry and no minutes.

-- What has run out takes no time any more, though its row still stands.
CREATE FUNCTION medic_has_run_out(status text, hold_expires_at timestamp, pending_expires_at timestamp)
RETURNS boolean LANGUAGE sql VOLATILE
RETURN coalesce(
    CASE status WHEN 'held' THEN hold_expires_at WHEN 'pending' THEN pending_expires_at END
        <= timezone('utc', clock_timestamp()),
    false
);

CREATE FUNCTION medic_expire(appointment_ids uuid[]) RETURNS void LANGUAGE sql
SET search_path = public, pg_temp AS $$
    UPDATE appointments SET
        status = 'cancelled',
        cancellation_reason = CASE status WHEN 'held' THEN 'hold_expired' ELSE 'request_expired' END,
        cancelled_at = date_trunc('second', timezone('utc', clock_timestamp())),
        cancelled_by_actor_type = 'system',
        cancelled_by_actor_id = NULL
    WHERE id = ANY (appointment_ids)
$$;

-- A trigger is not told which columns a statement names, only whether it is to fire for one of them. So this
-- one, the first by name, marks a named lane by its sign, and the next takes the mark off again.
CREATE FUNCTION medic_mark_named_lane() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    -- What is no lane anyway becomes 0, which the CHECK refuses.
    NEW.session_lane := CASE WHEN NEW.session_lane > 0 THEN -NEW.session_lane ELSE 0 * NEW.session_lane END;
    RETURN NEW;
END
$$;
CREATE TRIGGER appointments_lane_named BEFORE UPDATE OF session_lane ON appointments
    FOR EACH ROW EXECUTE FUNCTION medic_mark_named_lane();

CREATE FUNCTION medic_place_appointment() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    has_moved boolean := true;
    has_new_times boolean := false;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        has_new_times := (NEW.starts_at, NEW.ends_at) IS DISTINCT FROM (OLD.starts_at, OLD.ends_at);
        has_moved := has_new_times OR NEW.doctor_id IS DISTINCT FROM OLD.doctor_id;
        IF NEW.session_lane < 0 THEN
            NEW.session_lane := -NEW.session_lane;
        ELSIF has_moved AND NEW.session_lane <> 0 THEN
            -- Left in the lane it had, it would lie beside another patient whom its writer cannot see.
            NEW.session_lane := 1;
        END IF;
        has_moved := has_moved OR NEW.session_lane IS DISTINCT FROM OLD.session_lane
            OR OLD.status IN ('cancelled', 'no_show');
    END IF;
    IF has_new_times AND isfinite(NEW.starts_at) AND isfinite(NEW.ends_at) THEN
        -- Within what its CHECK takes, so that a wrong time is refused as one.
        NEW.duration_minutes := least(greatest(
            ceil(extract(epoch FROM NEW.ends_at - NEW.starts_at) / 60), 1
        ), 360);
    END IF;
    IF has_moved AND NEW.status NOT IN ('cancelled', 'no_show') THEN
        PERFORM medic_expire(array_agg(in_the_way.id)) FROM (
            SELECT a.id FROM appointments AS a
            WHERE a.doctor_id = NEW.doctor_id AND a.session_lane = NEW.session_lane AND a.id <> NEW.id
                AND a.starts_at < NEW.ends_at AND a.ends_at > NEW.starts_at
                AND a.status IN ('held', 'pending')
                AND medic_has_run_out(a.status, a.hold_expires_at, a.pending_expires_at)
            ORDER BY a.id
            FOR NO KEY UPDATE SKIP LOCKED
        ) AS in_the_way HAVING count(*) > 0;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER appointments_place
    BEFORE INSERT OR UPDATE OF starts_at, ends_at, doctor_id, session_lane, status ON appointments
    FOR EACH ROW EXECUTE FUNCTION medic_place_appointment();
