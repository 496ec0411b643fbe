-- A claim is not lost to its appointment: not while it awaits a restore, and not by a change of the time alone.

-- An act of the program has written itself down before anything else. It has asked the engine what the appointment
-- needs now and says by itself what is claimed for it, which may be less than before.
CREATE FUNCTION medic_is_act() RETURNS boolean LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM acts WHERE act_id = nullif(current_setting('medic.act_id', true), '')::uuid
);

-- At another time an appointment needs what it needed; with another doctor, place, service or mode, or once a hold
-- is booked, it may need less.
CREATE OR REPLACE FUNCTION medic_mark_moved_claims() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF
        (OLD.doctor_id, OLD.doctor_location_id, OLD.location_room_id, OLD.appointment_type_id,
         OLD.consultation_mode_snapshot, OLD.status = 'held')
        IS DISTINCT FROM
        (NEW.doctor_id, NEW.doctor_location_id, NEW.location_room_id, NEW.appointment_type_id,
         NEW.consultation_mode_snapshot, NEW.status = 'held')
        OR medic_is_act()
    THEN
        UPDATE appointment_resource_claims SET moved_transaction_id = medic_transaction_id()
        WHERE appointment_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$;

-- What a restore would claim is remembered for as long as the appointment is there: a claim that is deleted, or
-- carried to another resource or appointment, leaves a released one in its place.
CREATE FUNCTION medic_remember_claim(of_appointment_id uuid, of_resource_id uuid) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    appointment appointments;
BEGIN
    -- The lock waits for a transaction that is just restoring the appointment, and makes the next one wait.
    SELECT * INTO appointment FROM appointments WHERE id = of_appointment_id FOR SHARE;
    IF NOT FOUND OR EXISTS (
        SELECT FROM appointment_resource_claims
        WHERE appointment_id = of_appointment_id AND bookable_resource_id = of_resource_id
            AND (awaits_restore OR status = 'active')
    ) THEN
        RETURN;
    END IF;
    INSERT INTO appointment_resource_claims (
        appointment_id, bookable_resource_id, starts_at, ends_at, status, awaits_restore
    )
    VALUES (
        of_appointment_id, of_resource_id, appointment.starts_at, appointment.ends_at, 'released', true
    );
END
$$;

CREATE FUNCTION medic_keep_awaiting_claim() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM medic_remember_claim(OLD.appointment_id, OLD.bookable_resource_id);
    RETURN NULL;
END
$$;
CREATE TRIGGER appointment_resource_claims_remember_deleted AFTER DELETE ON appointment_resource_claims
    FOR EACH ROW WHEN (OLD.awaits_restore)
    EXECUTE FUNCTION medic_keep_awaiting_claim();
CREATE TRIGGER appointment_resource_claims_remember_changed
    AFTER UPDATE OF appointment_id, bookable_resource_id ON appointment_resource_claims
    FOR EACH ROW WHEN (OLD.awaits_restore AND (
        NEW.appointment_id <> OLD.appointment_id OR NEW.bookable_resource_id <> OLD.bookable_resource_id
    ))
    EXECUTE FUNCTION medic_keep_awaiting_claim();

-- As before, and awaits_restore is the triggers' and the acts' as well.
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
            FOR NO KEY UPDATE OF a SKIP LOCKED
        ) AS in_the_way HAVING count(*) > 0;
    END IF;
    RETURN NEW;
END
$$;

-- As before, and what was deleted or carried off before its appointment was cancelled is remembered too.
CREATE OR REPLACE FUNCTION medic_guard_live_claim() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    appointment appointments;
    claim appointment_resource_claims := OLD;
    lost bookable_resources;
    is_carried_off boolean := false;
BEGIN
    -- The lock waits for a transaction that is just making the appointment live again.
    SELECT * INTO appointment FROM appointments WHERE id = OLD.appointment_id FOR SHARE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF appointment.status IN ('cancelled', 'no_show') THEN
        -- Released first and cancelled afterwards: a restore claims it again all the same.
        UPDATE appointment_resource_claims SET awaits_restore = true
        WHERE id = OLD.id AND appointment_id = OLD.appointment_id AND status <> 'active'
            AND NOT awaits_restore;
        PERFORM medic_remember_claim(OLD.appointment_id, OLD.bookable_resource_id);
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        SELECT * INTO claim FROM appointment_resource_claims
        WHERE id = OLD.id AND appointment_id = OLD.appointment_id;
        IF NOT FOUND THEN
            claim := OLD;
        END IF;
        is_carried_off := (NEW.appointment_id, NEW.bookable_resource_id)
            IS DISTINCT FROM (OLD.appointment_id, OLD.bookable_resource_id);
    END IF;
    IF claim.moved_transaction_id = medic_transaction_id() OR EXISTS (
        SELECT FROM appointment_resource_claims
        WHERE appointment_id = OLD.appointment_id AND bookable_resource_id = OLD.bookable_resource_id
            AND status = 'active'
    ) THEN
        RETURN NULL;
    END IF;
    -- Given up for another one of its kind, which is not a room elsewhere than where the patient is sent.
    SELECT * INTO lost FROM bookable_resources WHERE id = OLD.bookable_resource_id;
    IF NOT is_carried_off AND EXISTS (
        SELECT FROM appointment_resource_claims AS c
        JOIN bookable_resources AS r ON r.id = c.bookable_resource_id
        WHERE c.appointment_id = OLD.appointment_id AND c.status = 'active'
            AND r.resource_type = lost.resource_type
            AND (lost.location_room_id IS NULL OR r.location_room_id = lost.location_room_id
                OR lost.location_room_id IS DISTINCT FROM appointment.location_room_id)
    ) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'MD004',
        MESSAGE = 'this claim belongs to a live appointment: cancel that, or claim another resource of the kind',
        SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = 'appointment_resource_claims_live';
END
$$;
