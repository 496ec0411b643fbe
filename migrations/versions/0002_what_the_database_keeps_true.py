"""What the database itself keeps true, whoever writes: functions and triggers (truth.md).

Functions that write elsewhere than the row at hand run as their owner, so that a login needs no right on the
events or the claims to make them right. Errors of our own have SQLSTATE ``MD001`` (the log is append-only) or
``MD002`` (a time-off block is its request's); a wrong time zone is 23514 like any CHECK.
What depends on who is signed in (transitions, stamping, lanes of an unaware writer) is a later revision's.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# --- versions and timestamps ---

TIMESTAMPS_AND_VERSIONS = """
CREATE FUNCTION medic_touch() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    -- A writer that manages its timestamps itself is left alone.
    IF NEW.updated_at = OLD.updated_at THEN
        NEW.updated_at := date_trunc('second', timezone('utc', now()));
    END IF;
    RETURN NEW;
END
$$;

-- Seconds are too coarse for a stale check: three edits within one share an updated_at.
CREATE FUNCTION medic_raise_row_version() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    NEW.row_version := OLD.row_version + 1;
    RETURN NEW;
END
$$;
CREATE TRIGGER appointments_row_version BEFORE UPDATE ON appointments
    FOR EACH ROW EXECUTE FUNCTION medic_raise_row_version();

CREATE FUNCTION medic_raise_schedule_version() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before_row jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    after_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
BEGIN
    UPDATE doctors SET schedule_version = schedule_version + 1
    WHERE id IN (medic_doctor_of(TG_TABLE_NAME, before_row), medic_doctor_of(TG_TABLE_NAME, after_row));
    RETURN NULL;
END
$$;

-- Whose hours a row is part of; null where it is nobody's (or its parent is gone with it).
CREATE FUNCTION medic_doctor_of(table_name text, row_of_it jsonb) RETURNS uuid LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT CASE table_name
        WHEN 'doctors' THEN (row_of_it ->> 'id')::uuid
        WHEN 'location_rooms' THEN
            (SELECT doctor_id FROM doctor_locations WHERE id = (row_of_it ->> 'doctor_location_id')::uuid)
        WHEN 'appointment_type_locations' THEN
            (SELECT doctor_id FROM appointment_types WHERE id = (row_of_it ->> 'appointment_type_id')::uuid)
        WHEN 'schedule_rule_breaks' THEN
            (SELECT doctor_id FROM schedule_rules WHERE id = (row_of_it ->> 'schedule_rule_id')::uuid)
        WHEN 'schedule_template_breaks' THEN
            (SELECT doctor_id FROM schedule_templates WHERE id = (row_of_it ->> 'schedule_template_id')::uuid)
        WHEN 'appointment_resource_claims' THEN
            (SELECT doctor_id FROM appointments WHERE id = (row_of_it ->> 'appointment_id')::uuid)
        ELSE (row_of_it ->> 'doctor_id')::uuid
    END
$$;
"""

# PostgreSQL also takes "europe/athens", "EET-2" and "EEST", which no time zone database of a program knows.
TIME_ZONES = """
CREATE FUNCTION medic_check_timezone() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    -- Reading the server's list takes some 60 ms, so what is in use already is not looked up again.
    IF NEW.timezone <> 'Europe/Athens'
        AND NOT EXISTS (SELECT FROM doctors WHERE timezone = NEW.timezone AND id <> NEW.id)
        AND NOT EXISTS (SELECT FROM schedule_rules WHERE timezone = NEW.timezone AND id <> NEW.id)
        AND NOT EXISTS (SELECT FROM pg_timezone_names WHERE name = NEW.timezone)
    THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', MESSAGE = 'not an IANA time zone',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'timezone',
            CONSTRAINT = TG_TABLE_NAME || '_timezone_check';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER doctors_timezone BEFORE INSERT OR UPDATE OF timezone ON doctors
    FOR EACH ROW EXECUTE FUNCTION medic_check_timezone();
CREATE TRIGGER schedule_rules_timezone BEFORE INSERT OR UPDATE OF timezone ON schedule_rules
    FOR EACH ROW EXECUTE FUNCTION medic_check_timezone();
"""

# --- claims ---

CLAIMS = """
CREATE FUNCTION medic_release_claims() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE appointment_resource_claims SET status = 'released'
    WHERE appointment_id = NEW.id AND status = 'active';
    RETURN NULL;
END
$$;
CREATE TRIGGER appointments_release_claims AFTER UPDATE OF status ON appointments
    FOR EACH ROW WHEN (NEW.status IN ('cancelled', 'no_show'))
    EXECUTE FUNCTION medic_release_claims();

-- The other order: a claim made for an appointment that takes no time would keep its resource for nothing.
-- At the end of the transaction, so that a restore may write claim and status in either order.
CREATE FUNCTION medic_release_idle_claim() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE appointment_resource_claims AS claim SET status = 'released'
    FROM appointments AS appointment
    WHERE claim.id = NEW.id AND claim.status = 'active'
        AND appointment.id = claim.appointment_id AND appointment.status IN ('cancelled', 'no_show');
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER appointment_resource_claims_release_idle
    AFTER INSERT OR UPDATE ON appointment_resource_claims DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.status = 'active')
    EXECUTE FUNCTION medic_release_idle_claim();
"""

# --- events ---

ACTOR = """
-- The one place that decides who acted. A login that belongs to a person is that person, whatever the
-- settings say, for anyone can set a setting; a login that is nobody's (the program's own) is believed.
CREATE FUNCTION medic_actor(
    row_actor_type text, row_actor_id uuid, OUT actor_type text, OUT actor_id uuid
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    told_type text := nullif(current_setting('medic.actor_type', true), '');
    told_id uuid := nullif(current_setting('medic.actor_id', true), '')::uuid;
    is_doctor boolean;
BEGIN
    SELECT u.id, EXISTS (SELECT FROM doctors AS d WHERE d.user_id = u.id) INTO actor_id, is_doctor
    FROM users AS u WHERE u.login_name = session_user;
    IF FOUND THEN
        actor_type := CASE WHEN is_doctor THEN 'doctor' ELSE 'staff' END;
    ELSIF told_type IS NOT NULL THEN
        actor_type := told_type;
        actor_id := told_id;
    ELSE
        actor_type := coalesce(row_actor_type, 'system');
        actor_id := row_actor_id;
    END IF;
END
$$;
"""

EVENTS = """
-- What an event may tell of a row: ids, times and statuses; instants marked as the UTC they are.
CREATE FUNCTION medic_event_facts(appointment jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT coalesce(jsonb_object_agg(
        key, CASE WHEN key LIKE '%\\_at' THEN to_jsonb((value #>> '{}') || 'Z') ELSE value END
    ), '{}')
    FROM jsonb_each(appointment)
    WHERE value <> 'null' AND key IN (
        'doctor_id', 'patient_id', 'doctor_location_id', 'location_room_id', 'appointment_type_id',
        'starts_at', 'ends_at', 'duration_minutes', 'status', 'session_lane', 'reschedule_count',
        'rescheduled_from_appointment_id', 'consultation_mode_snapshot', 'cancelled_at',
        'patient_arrived_at', 'visit_started_at', 'visit_ended_at', 'pending_expires_at'
    )
$$;

-- The word for a change whose writer gave none.
CREATE FUNCTION medic_action(before_row jsonb, after_row jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE
SET search_path = public, pg_temp AS $$
DECLARE
    status_before text := before_row ->> 'status';
    status_after text := after_row ->> 'status';
BEGIN
    IF status_before IS NULL THEN
        RETURN CASE status_after
            WHEN 'held' THEN 'held' WHEN 'pending' THEN 'submitted' WHEN 'confirmed' THEN 'booked'
            ELSE 'recorded' END;
    ELSIF status_before <> status_after THEN
        RETURN CASE
            WHEN status_after = 'cancelled' THEN
                CASE WHEN status_before = 'held' THEN 'released' ELSE 'cancelled' END
            WHEN status_after IN ('completed', 'no_show', 'held') THEN status_after
            WHEN status_before IN ('cancelled', 'no_show', 'completed') THEN 'restored'
            WHEN status_after = 'pending' THEN 'submitted'
            WHEN status_before = 'held' THEN 'booked'
            ELSE 'confirmed' END;
    END IF;
    RETURN CASE
        WHEN (before_row -> 'starts_at', before_row -> 'ends_at', before_row -> 'doctor_id',
              before_row -> 'doctor_location_id', before_row -> 'location_room_id')
            IS DISTINCT FROM
             (after_row -> 'starts_at', after_row -> 'ends_at', after_row -> 'doctor_id',
              after_row -> 'doctor_location_id', after_row -> 'location_room_id') THEN 'moved'
        WHEN before_row -> 'appointment_type_id' <> after_row -> 'appointment_type_id' THEN 'service_changed'
        WHEN before_row -> 'visit_ended_at' <> after_row -> 'visit_ended_at' THEN 'ended'
        WHEN before_row -> 'visit_started_at' <> after_row -> 'visit_started_at' THEN 'started'
        WHEN before_row -> 'patient_arrived_at' <> after_row -> 'patient_arrived_at' THEN 'arrived'
        ELSE 'changed' END;
END
$$;

-- One event for each appointment that a transaction changed, unless the transaction wrote one for it itself.
-- Runs at COMMIT: OLD is the row before the transaction's first change, the table holds the last one.
CREATE FUNCTION medic_log_appointment() RETURNS trigger LANGUAGE plpgsql
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
    actor record;
BEGIN
    SELECT * INTO final FROM appointments WHERE id = NEW.id;
    IF NOT FOUND OR EXISTS (
        SELECT FROM appointment_events
        WHERE appointment_id = NEW.id AND transaction_id = medic_transaction_id()
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

    -- An expired hold in the way of an act is a consequence, not the act: no word, id or reason of the act's.
    expired := final.status = 'cancelled' AND final.cancellation_reason IS NOT DISTINCT FROM 'hold_expired'
        AND before_row ->> 'status' IS DISTINCT FROM 'cancelled';
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
        CASE WHEN expired THEN 'hold_expired'
            ELSE coalesce(nullif(current_setting('medic.act', true), ''), medic_action(before_row, after_row))
        END,
        told,
        CASE WHEN NOT expired THEN nullif(current_setting('medic.act_id', true), '')::uuid END
    );
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER appointments_log AFTER INSERT OR UPDATE ON appointments
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION medic_log_appointment();

-- An appointment that is deleted leaves its events behind, and a staff event that says who did it.
CREATE FUNCTION medic_log_deleted_appointment() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    actor record;
BEGIN
    SELECT * INTO actor FROM medic_actor(NULL, NULL);
    INSERT INTO staff_events (
        occurred_at, actor_type, actor_id, action, subject_table, subject_id, doctor_id, metadata, desk_name
    )
    VALUES (
        date_trunc('second', timezone('utc', clock_timestamp())),
        actor.actor_type, actor.actor_id, 'appointment_deleted', 'appointments', OLD.id, OLD.doctor_id,
        jsonb_strip_nulls(jsonb_build_object(
            'before', medic_event_facts(to_jsonb(OLD)),
            'reason', nullif(current_setting('medic.reason', true), '')
        )),
        nullif(current_setting('medic.desk', true), '')
    );
    RETURN NULL;
END
$$;
CREATE TRIGGER appointments_log_deleted AFTER DELETE ON appointments
    FOR EACH ROW EXECUTE FUNCTION medic_log_deleted_appointment();
"""

# ENABLE ALWAYS: session_replication_role = replica would silence an ordinary trigger.
APPEND_ONLY = """
CREATE FUNCTION medic_keep_events() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    -- The foreign key's own SET NULL after its appointment was deleted: the event keeps the id in words.
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'appointment_events' THEN
        IF OLD.appointment_id IS NOT NULL AND NEW.appointment_id IS NULL
            AND to_jsonb(NEW) - 'appointment_id' = to_jsonb(OLD) - 'appointment_id'
            AND NOT EXISTS (SELECT FROM appointments WHERE id = OLD.appointment_id)
        THEN
            NEW.metadata := OLD.metadata || jsonb_build_object('appointment_id', OLD.appointment_id);
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'MD001', MESSAGE = 'events are only ever added: what happened stays as it was written',
        SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_TABLE_NAME || '_append_only';
END
$$;
CREATE TRIGGER appointment_events_append_only BEFORE UPDATE OR DELETE ON appointment_events
    FOR EACH ROW EXECUTE FUNCTION medic_keep_events();
CREATE TRIGGER appointment_events_no_truncate BEFORE TRUNCATE ON appointment_events
    FOR EACH STATEMENT EXECUTE FUNCTION medic_keep_events();
CREATE TRIGGER staff_events_append_only BEFORE UPDATE OR DELETE ON staff_events
    FOR EACH ROW EXECUTE FUNCTION medic_keep_events();
CREATE TRIGGER staff_events_no_truncate BEFORE TRUNCATE ON staff_events
    FOR EACH STATEMENT EXECUTE FUNCTION medic_keep_events();
ALTER TABLE appointment_events
    ENABLE ALWAYS TRIGGER appointment_events_append_only,
    ENABLE ALWAYS TRIGGER appointment_events_no_truncate;
ALTER TABLE staff_events
    ENABLE ALWAYS TRIGGER staff_events_append_only,
    ENABLE ALWAYS TRIGGER staff_events_no_truncate;
"""

# --- time off ---

TIME_OFF = """
CREATE FUNCTION medic_name_time_off_block() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    -- Whatever the writer put here: the request names its block while it is approved, and none else.
    IF NEW.status <> 'approved' THEN
        NEW.schedule_exception_id := NULL;
    ELSIF TG_OP = 'UPDATE' THEN
        NEW.schedule_exception_id := coalesce(OLD.schedule_exception_id, gen_random_uuid());
    ELSE
        NEW.schedule_exception_id := gen_random_uuid();
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER time_off_requests_name_block BEFORE INSERT OR UPDATE ON time_off_requests
    FOR EACH ROW EXECUTE FUNCTION medic_name_time_off_block();

CREATE FUNCTION medic_keep_time_off_block() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.schedule_exception_id IS NOT NULL
        AND (TG_OP = 'DELETE' OR NEW.schedule_exception_id IS NULL)
    THEN
        DELETE FROM schedule_exceptions WHERE id = OLD.schedule_exception_id;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.schedule_exception_id IS NOT NULL THEN
        INSERT INTO schedule_exceptions AS block (
            id, doctor_id, starts_at, ends_at, exception_type, reason, source
        )
        VALUES (
            NEW.schedule_exception_id, NEW.doctor_id, NEW.starts_at, NEW.ends_at,
            'blocked', NEW.reason, 'time_off'
        )
        ON CONFLICT (id) DO UPDATE SET
            doctor_id = excluded.doctor_id, starts_at = excluded.starts_at,
            ends_at = excluded.ends_at, reason = excluded.reason
        WHERE (block.doctor_id, block.starts_at, block.ends_at, block.reason)
            IS DISTINCT FROM (excluded.doctor_id, excluded.starts_at, excluded.ends_at, excluded.reason);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER time_off_requests_keep_block AFTER INSERT OR UPDATE OR DELETE ON time_off_requests
    FOR EACH ROW EXECUTE FUNCTION medic_keep_time_off_block();

-- Asks what the request says, not who writes: a block that is not its request's exact image is refused.
CREATE FUNCTION medic_guard_time_off_block() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    is_right boolean := true;
BEGIN
    IF TG_OP = 'DELETE' THEN
        is_right := OLD.source <> 'time_off' OR NOT EXISTS (
            SELECT FROM time_off_requests WHERE schedule_exception_id = OLD.id
        );
    ELSIF NEW.source = 'time_off' OR (TG_OP = 'UPDATE' AND OLD.source = 'time_off') THEN
        is_right := (TG_OP = 'INSERT' OR NEW.id = OLD.id) AND EXISTS (
            SELECT FROM time_off_requests AS request
            WHERE request.schedule_exception_id = NEW.id AND request.status = 'approved'
                AND (request.doctor_id, request.starts_at, request.ends_at)
                    = (NEW.doctor_id, NEW.starts_at, NEW.ends_at)
                AND request.reason IS NOT DISTINCT FROM NEW.reason
        ) AND NEW.source = 'time_off' AND NEW.exception_type = 'blocked'
            AND num_nonnulls(
                NEW.schedule_rule_id, NEW.appointment_type_id, NEW.doctor_location_id, NEW.location_room_id
            ) = 0;
    END IF;
    IF NOT is_right THEN
        RAISE EXCEPTION USING
            ERRCODE = 'MD002',
            MESSAGE = 'this block belongs to a time-off request: decide the request instead',
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = 'schedule_exceptions_time_off';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER schedule_exceptions_guard_time_off BEFORE INSERT OR UPDATE OR DELETE ON schedule_exceptions
    FOR EACH ROW EXECUTE FUNCTION medic_guard_time_off_block();
"""

# --- live ---

NOTIFY = """
-- Channel medic_desk, payload {"table", "id", "doctor_id", "day"}: it means "read again" and tells nothing of
-- a patient. The day is the local date at the doctor's; null where a row is not of one day.
-- PostgreSQL sends equal payloads of one transaction once.
CREATE FUNCTION medic_notify() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    changed_row jsonb;
    doctor uuid;
    local_day date;
BEGIN
    FOR changed_row IN
        SELECT * FROM unnest(ARRAY[
            CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END,
            CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END
        ]) AS version WHERE version IS NOT NULL
    LOOP
        doctor := medic_doctor_of(TG_TABLE_NAME, changed_row);
        local_day := NULL;
        IF TG_TABLE_NAME IN ('appointments', 'appointment_resource_claims') THEN
            SELECT ((changed_row ->> 'starts_at')::timestamp AT TIME ZONE 'UTC' AT TIME ZONE timezone)::date
            INTO local_day FROM doctors WHERE id = doctor;
        END IF;
        PERFORM pg_notify('medic_desk', json_build_object(
            'table', TG_TABLE_NAME, 'id', changed_row ->> 'id', 'doctor_id', doctor, 'day', local_day
        )::text);
    END LOOP;
    RETURN NULL;
END
$$;
"""

TOUCHED = (
    "users",
    "patients",
    "doctors",
    "doctor_locations",
    "location_rooms",
    "appointment_types",
    "appointment_type_locations",
    "bookable_resources",
    "schedule_rules",
    "schedule_rule_breaks",
    "schedule_exceptions",
    "schedule_templates",
    "schedule_template_breaks",
    "availability_rules",
    "availability_exceptions",
    "time_off_requests",
    "appointments",
    "appointment_resource_claims",
)
"""Every table but the two logs, which never change: each has its timestamp kept and tells of its changes."""

HOURS = (
    "schedule_rules",
    "schedule_rule_breaks",
    "schedule_exceptions",
    "schedule_templates",
    "schedule_template_breaks",
    "availability_rules",
    "availability_exceptions",
)
"""The tables whose changes raise ``doctors.schedule_version``, the older ones included."""


def upgrade() -> None:
    connection = op.get_bind()

    def run(script: str) -> None:
        # Many statements in one string, percent signs and colons as they stand: no parameters at all.
        connection.exec_driver_sql(script, execution_options={"no_parameters": True})

    for script in (
        TIMESTAMPS_AND_VERSIONS,
        TIME_ZONES,
        CLAIMS,
        ACTOR,
        EVENTS,
        APPEND_ONLY,
        TIME_OFF,
        NOTIFY,
    ):
        run(script)
    for table in TOUCHED:
        run(
            f"CREATE TRIGGER {table}_touch BEFORE UPDATE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION medic_touch()"
        )
        if table != "doctors":
            run(
                f"CREATE TRIGGER {table}_notify AFTER INSERT OR UPDATE OR DELETE ON {table}"
                " FOR EACH ROW EXECUTE FUNCTION medic_notify()"
            )
    # A raised schedule_version says nothing that the changed rule has not said already.
    run(
        "CREATE TRIGGER doctors_notify AFTER INSERT OR DELETE OR UPDATE OF user_id, first_name, last_name,"
        " specialty, timezone, calendar_color, is_active ON doctors"
        " FOR EACH ROW EXECUTE FUNCTION medic_notify()"
    )
    for table in HOURS:
        run(
            f"CREATE TRIGGER {table}_schedule_version AFTER INSERT OR UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION medic_raise_schedule_version()"
        )


def downgrade() -> None:
    raise NotImplementedError("without these triggers the database would lie: restore a backup instead")
