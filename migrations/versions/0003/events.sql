-- Events: every change of a transaction is told, and what ran out is told as that.

-- Deferred, it runs at COMMIT: OLD is the row before the transaction's first change, the table holds the last
-- one, and one event tells all. Under SET CONSTRAINTS ALL IMMEDIATE it runs after each statement: an event of
-- its own then tells up to a row version, and what comes after that is told by the next one.
CREATE OR REPLACE FUNCTION medic_log_appointment() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    -- Renewing a hold is no event, and neither is a version or a timestamp.
    silent constant text[] := '{row_version,inserted_at,updated_at,hold_expires_at}';
    final appointments;
    before_row jsonb;
    after_row jsonb;
    facts_before jsonb := '{}';
    facts_after jsonb;
    told jsonb;
    others jsonb;
    expired boolean;
    told_of_act boolean;
    actor record;
BEGIN
    SELECT * INTO final FROM appointments WHERE id = NEW.id;
    -- An event without a row version is the writer's own: an application that logs by itself is not doubled.
    IF NOT FOUND OR EXISTS (
        SELECT FROM appointment_events
        WHERE appointment_id = NEW.id AND transaction_id = medic_transaction_id() AND (
            jsonb_typeof(metadata -> 'row_version') IS DISTINCT FROM 'number'
            OR metadata -> 'row_version' >= to_jsonb(NEW.row_version)
        )
    ) THEN
        RETURN NULL;
    END IF;
    after_row := to_jsonb(final) - silent;
    facts_after := medic_event_facts(after_row);
    IF TG_OP = 'UPDATE' THEN
        before_row := to_jsonb(OLD) - silent;
        IF before_row = after_row THEN
            RETURN NULL;
        END IF;
        facts_before := medic_event_facts(before_row);
        SELECT jsonb_agg(key ORDER BY key) INTO others
        FROM jsonb_each(after_row)
        WHERE value <> before_row -> key AND NOT facts_before ? key AND NOT facts_after ? key;
    END IF;

    -- What ran out in the way of an act is a consequence, not the act: no word, id or reason of the act's.
    expired := final.status = 'cancelled' AND before_row ->> 'status' IS DISTINCT FROM 'cancelled'
        AND coalesce(final.cancellation_reason IN ('hold_expired', 'request_expired'), false);
    IF expired THEN
        SELECT 'system' AS actor_type, NULL::uuid AS actor_id INTO actor;
    ELSIF final.status = 'cancelled' AND before_row ->> 'status' IS DISTINCT FROM 'cancelled' THEN
        SELECT * INTO actor
        FROM medic_actor(final.cancelled_by_actor_type, final.cancelled_by_actor_id);
    ELSIF TG_OP = 'INSERT' THEN
        SELECT * INTO actor FROM medic_actor(final.created_by_actor_type, final.created_by_actor_id);
    ELSE
        SELECT * INTO actor FROM medic_actor(NULL, NULL);
    END IF;
    -- The act's word and id stand with the first change; a further one is named by what differs.
    told_of_act := EXISTS (
        SELECT FROM appointment_events
        WHERE appointment_id = NEW.id AND transaction_id = medic_transaction_id()
            AND act_id = nullif(current_setting('medic.act_id', true), '')::uuid
    );

    told := jsonb_strip_nulls(jsonb_build_object(
        'before', (SELECT jsonb_object_agg(key, value) FROM jsonb_each(facts_before)
                   WHERE value IS DISTINCT FROM facts_after -> key),
        'after', (SELECT jsonb_object_agg(key, value) FROM jsonb_each(facts_after)
                  WHERE value IS DISTINCT FROM facts_before -> key),
        'changed', others,
        'reason', CASE WHEN NOT expired THEN nullif(current_setting('medic.reason', true), '') END,
        'desk', nullif(current_setting('medic.desk', true), ''),
        'row_version', final.row_version
    ));
    INSERT INTO appointment_events (
        appointment_id, occurred_at, actor_type, actor_id, action, metadata, act_id
    )
    VALUES (
        NEW.id,
        date_trunc('second', timezone('utc', clock_timestamp())),
        actor.actor_type,
        actor.actor_id,
        CASE
            WHEN expired THEN final.cancellation_reason
            WHEN told_of_act THEN medic_action(before_row, after_row)
            ELSE coalesce(nullif(current_setting('medic.act', true), ''), medic_action(before_row, after_row))
        END,
        told,
        CASE WHEN NOT expired AND NOT told_of_act THEN nullif(current_setting('medic.act_id', true), '')::uuid END
    );
    RETURN NULL;
END
$$;
