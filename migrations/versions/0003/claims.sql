-- Claims follow their appointment for any writer: a live one keeps its claims, a restored one claims again.

-- A live appointment may give a claim up in the transaction that moves it, and in no other: this writes down
-- which one that is. Nobody else can, for the trigger below overrules what a writer puts there.
CREATE FUNCTION medic_mark_moved_claims() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE appointment_resource_claims SET moved_transaction_id = medic_transaction_id()
    WHERE appointment_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER appointments_mark_moved_claims
    AFTER UPDATE OF doctor_id, starts_at, ends_at, doctor_location_id, location_room_id, appointment_type_id,
        consultation_mode_snapshot, status ON appointments
    FOR EACH ROW WHEN (
        NEW.status NOT IN ('cancelled', 'no_show') AND
        (OLD.doctor_id, OLD.starts_at, OLD.ends_at, OLD.doctor_location_id, OLD.location_room_id,
         OLD.appointment_type_id, OLD.consultation_mode_snapshot, OLD.status = 'held')
        IS DISTINCT FROM
        (NEW.doctor_id, NEW.starts_at, NEW.ends_at, NEW.doctor_location_id, NEW.location_room_id,
         NEW.appointment_type_id, NEW.consultation_mode_snapshot, NEW.status = 'held')
    )
    EXECUTE FUNCTION medic_mark_moved_claims();

CREATE FUNCTION medic_prepare_claim() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    is_new_place boolean := true;
BEGIN
    IF pg_trigger_depth() = 1 THEN
        NEW.moved_transaction_id := CASE WHEN TG_OP = 'UPDATE' THEN OLD.moved_transaction_id END;
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
CREATE TRIGGER appointment_resource_claims_prepare BEFORE INSERT OR UPDATE ON appointment_resource_claims
    FOR EACH ROW EXECUTE FUNCTION medic_prepare_claim();

CREATE OR REPLACE FUNCTION medic_release_claims() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE appointment_resource_claims SET status = 'released', awaits_restore = true
    WHERE appointment_id = NEW.id AND status = 'active';
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION medic_release_idle_claim() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE appointment_resource_claims AS claim SET status = 'released', awaits_restore = true
    FROM appointments AS appointment
    WHERE claim.id = NEW.id AND claim.status = 'active'
        AND appointment.id = claim.appointment_id AND appointment.status IN ('cancelled', 'no_show');
    RETURN NULL;
END
$$;

-- At the end of the transaction, so that a writer may release, move and claim in any order.
CREATE FUNCTION medic_guard_live_claim() RETURNS trigger LANGUAGE plpgsql
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
        MESSAGE = 'this claim belongs to a live appointment: move or cancel the appointment instead',
        SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = 'appointment_resource_claims_live';
END
$$;
CREATE CONSTRAINT TRIGGER appointment_resource_claims_guard_changed
    AFTER UPDATE ON appointment_resource_claims DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.status = 'active' AND (
        NEW.status <> 'active' OR NEW.appointment_id <> OLD.appointment_id
        OR NEW.bookable_resource_id <> OLD.bookable_resource_id
    ))
    EXECUTE FUNCTION medic_guard_live_claim();
CREATE CONSTRAINT TRIGGER appointment_resource_claims_guard_deleted
    AFTER DELETE ON appointment_resource_claims DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.status = 'active')
    EXECUTE FUNCTION medic_guard_live_claim();

-- An appointment that takes time again claims again what it had, or is refused by the claims' constraint. What
-- its writer has claimed for it by itself counts, one for one of a kind.
CREATE FUNCTION medic_claim_again() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    former record;
BEGIN
    PERFORM FROM appointments WHERE id = NEW.id AND status NOT IN ('cancelled', 'no_show');
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    FOR former IN
        SELECT c.id, c.bookable_resource_id, r.resource_type, count(*) OVER (PARTITION BY r.resource_type) AS had
        FROM appointment_resource_claims AS c JOIN bookable_resources AS r ON r.id = c.bookable_resource_id
        WHERE c.appointment_id = NEW.id AND c.awaits_restore
        ORDER BY c.inserted_at, c.id
    LOOP
        UPDATE appointment_resource_claims SET status = 'active'
        WHERE id = former.id AND former.had > (
            SELECT count(*)
            FROM appointment_resource_claims AS c JOIN bookable_resources AS r ON r.id = c.bookable_resource_id
            WHERE c.appointment_id = NEW.id AND c.status = 'active' AND r.resource_type = former.resource_type
        ) AND NOT EXISTS (
            SELECT FROM appointment_resource_claims AS c
            WHERE c.appointment_id = NEW.id AND c.status = 'active'
                AND c.bookable_resource_id = former.bookable_resource_id
        );
    END LOOP;
    UPDATE appointment_resource_claims SET awaits_restore = false
    WHERE appointment_id = NEW.id AND awaits_restore;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER appointments_claim_again
    AFTER UPDATE ON appointments DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (
        OLD.status IN ('cancelled', 'no_show') AND NEW.status NOT IN ('cancelled', 'no_show')
    )
    EXECUTE FUNCTION medic_claim_again();
