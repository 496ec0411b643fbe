-- What ran out and is being ended by somebody else is waited for, not passed by.

-- Two writers that met over one hold could both be turned away: the one that had ended it gave way to the other in
-- a deadlock, and the hold came back in the other's way. So each locks the rows that ran out, in the order of their
-- ids and before its own row is there for anybody to wait for. Whoever changes such a row was waited for already, by
-- the exclusion constraint, only later.

CREATE OR REPLACE FUNCTION medic_place_appointment() RETURNS trigger LANGUAGE plpgsql
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
            FOR NO KEY UPDATE
        ) AS in_the_way HAVING count(*) > 0;
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION medic_prepare_claim() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    is_new_place boolean := true;
BEGIN
    IF pg_trigger_depth() = 1 THEN
        NEW.moved_transaction_id := CASE WHEN TG_OP = 'UPDATE' THEN OLD.moved_transaction_id END;
        IF TG_OP = 'UPDATE' AND NOT medic_is_act() THEN
            -- What is carried off awaits nothing there: what it leaves is remembered by the triggers below.
            NEW.awaits_restore := OLD.awaits_restore AND
                (NEW.appointment_id, NEW.bookable_resource_id) = (OLD.appointment_id, OLD.bookable_resource_id);
        END IF;
    END IF;
    IF NEW.status <> 'active' THEN
        RETURN NEW;
    END IF;
    NEW.awaits_restore := false;
    IF TG_OP = 'UPDATE' THEN
        is_new_place := (NEW.bookable_resource_id, NEW.starts_at, NEW.ends_at, NEW.status)
            IS DISTINCT FROM (OLD.bookable_resource_id, OLD.starts_at, OLD.ends_at, OLD.status);
    END IF;
    IF is_new_place THEN
        PERFORM medic_expire(array_agg(in_the_way.id)) FROM (
            SELECT a.id
            FROM appointment_resource_claims AS c JOIN appointments AS a ON a.id = c.appointment_id
            WHERE c.bookable_resource_id = NEW.bookable_resource_id AND c.status = 'active'
                AND c.appointment_id <> NEW.appointment_id
                AND c.starts_at < NEW.ends_at AND c.ends_at > NEW.starts_at
                AND a.status IN ('held', 'pending')
                AND medic_has_run_out(a.status, a.hold_expires_at, a.pending_expires_at)
            ORDER BY a.id
            FOR NO KEY UPDATE OF a
        ) AS in_the_way HAVING count(*) > 0;
    END IF;
    RETURN NEW;
END
$$;
