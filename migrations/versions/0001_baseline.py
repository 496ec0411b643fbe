"""The tables of the whole schema: the reference's fourteen and the additions (docs/booking-schema.md).

It is longer than a file should be because a baseline is one thing: every column, default, limit, key and
index, written out by hand so that no later change of the mappings changes what this revision makes. What
triggers keep true follows in the next revision.
"""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

PREREQUISITES = """
DO $$
BEGIN
    IF current_setting('server_version_num')::integer < 150000 THEN
        RAISE EXCEPTION 'medic-desk needs PostgreSQL 15 or newer';
    END IF;
    IF current_setting('server_encoding') <> 'UTF8' THEN
        RAISE EXCEPTION 'the database must be created with ENCODING UTF8';
    END IF;
END
$$;
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
"""

# The same steps in the same order as the program's own fold of a name; no step may depend on a locale.
SEARCH_KEYS = r"""
CREATE FUNCTION medic_fold(name text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
DECLARE
    key text := regexp_replace(normalize(name, NFKD), '[\u0300-\u036f]+', '', 'g');
BEGIN
    key := translate(
        key,
        'ABCDEFGHIJKLMNOPQRSTUVWXYZwq39'
        'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ'
        'αβγδεζηθικλμνξοπρσςτυφχψω'
        'ØøŁłĐđı',
        'abcdefghijklmnopkrstuvoxyzokx8'
        'avgdezi8iklmnxoprstufx4o'
        'avgdezi8iklmnxoprsstufx4o'
        'oollddi'
    );
    key := replace(key, 'ß', 'ss');
    key := replace(key, 'æ', 'e');
    key := regexp_replace(key, '[^a-z0-9]+', ' ', 'g');
    key := regexp_replace(key, 't+h', '8', 'g');
    key := regexp_replace(key, '8+', '8', 'g');
    key := replace(key, 'ph', 'f');
    key := regexp_replace(key, '([gd])h', '\1', 'g');
    key := regexp_replace(key, '[ck]h', 'x', 'g');
    key := replace(key, 'h', 'x');
    key := replace(key, 'c', 'k');
    key := replace(key, 'ks', 'x');
    key := replace(key, '4', 'ps');
    key := replace(key, 'j', 'tz');
    key := regexp_replace(key, 'm[pb]', 'v', 'g');
    key := replace(key, 'b', 'v');
    key := regexp_replace(key, 'n[dt]', 'd', 'g');
    key := regexp_replace(key, 'ng*k+', 'g', 'g');
    key := regexp_replace(key, 'n?g+k*', 'g', 'g');
    key := regexp_replace(key, '[gn]+x', 'x', 'g');
    key := regexp_replace(key, '([ae])f(?=[dgklmnprstvxz8])', '\1v', 'g');
    key := replace(key, 'au', 'av');
    key := regexp_replace(key, 'ay(?![aeiouy])', 'av', 'g');
    key := regexp_replace(key, 'e[uy]', 'ev', 'g');
    key := regexp_replace(key, 'o[uy]', 'i', 'g');
    key := regexp_replace(key, '[uy]', 'i', 'g');
    key := regexp_replace(key, 'i+', 'i', 'g');
    key := regexp_replace(key, 'gi(?=[aeio])', 'i', 'g');
    key := regexp_replace(key, 'i+', 'i', 'g');
    key := regexp_replace(key, 'a[ie]', 'e', 'g');
    key := replace(key, 'ei', 'i');
    key := replace(key, 'oi', 'i');
    key := regexp_replace(key, '([a-z])\1+', '\1', 'g');
    key := replace(key, '8', 'th');
    RETURN btrim(key, ' ');
END
$$;

CREATE FUNCTION medic_phone_digits(phone text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(
    regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g'), '^(00)?30(?=[0-9]{10}$)', ''
);
"""

# One value a transaction and no other's, also after a restore into a server that counts from the beginning.
TRANSACTION_ID = """
CREATE FUNCTION medic_transaction_id() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN pg_current_xact_id()::text || '@' || extract(epoch FROM transaction_timestamp())::text;
"""

PEOPLE = """
CREATE TABLE users (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    login_name text NOT NULL,
    display_name text NOT NULL,
    language text NOT NULL DEFAULT 'el',
    is_active boolean NOT NULL DEFAULT true,
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT users_pkey PRIMARY KEY (id),
    CONSTRAINT users_login_name_check CHECK (btrim(login_name) <> ''),
    CONSTRAINT users_display_name_check CHECK (btrim(display_name) <> ''),
    CONSTRAINT users_language_check CHECK (language ~ '^[a-z]{2}(_[A-Z]{2})?$'),
    CONSTRAINT users_login_name_key UNIQUE (login_name)
);

CREATE TABLE patients (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    first_name text NOT NULL DEFAULT '',
    last_name text NOT NULL,
    father_name text,
    birth_date date,
    phone text,
    mobile_phone text,
    email text,
    file_number text,
    national_number text,
    notes text,
    search_fold text NOT NULL GENERATED ALWAYS AS (medic_fold(last_name || ' ' || first_name)) STORED,
    phone_digits text NOT NULL
        GENERATED ALWAYS AS (medic_phone_digits(phone) || ' ' || medic_phone_digits(mobile_phone)) STORED,
    merged_into_id uuid,
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT patients_pkey PRIMARY KEY (id),
    CONSTRAINT patients_last_name_check CHECK (btrim(last_name) <> ''),
    CONSTRAINT patients_merged_into_id_check CHECK (merged_into_id <> id),
    CONSTRAINT patients_file_number_key UNIQUE (file_number),
    CONSTRAINT patients_merged_into_id_fkey FOREIGN KEY (merged_into_id) REFERENCES patients (id)
);
CREATE INDEX patients_birth_date_idx ON patients (birth_date);
CREATE INDEX patients_merged_into_id_idx ON patients (merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE INDEX patients_national_number_idx ON patients (national_number) WHERE national_number IS NOT NULL;
CREATE INDEX patients_phone_digits_idx ON patients USING gin (phone_digits gin_trgm_ops);
CREATE INDEX patients_search_fold_idx ON patients USING gin (search_fold gin_trgm_ops);

CREATE TABLE doctors (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    user_id uuid,
    first_name text NOT NULL DEFAULT '',
    last_name text NOT NULL,
    specialty text,
    timezone text NOT NULL DEFAULT 'Europe/Athens',
    calendar_color text NOT NULL DEFAULT '#0072B2',
    is_active boolean NOT NULL DEFAULT true,
    schedule_version integer NOT NULL DEFAULT 1,
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT doctors_pkey PRIMARY KEY (id),
    CONSTRAINT doctors_last_name_check CHECK (btrim(last_name) <> ''),
    CONSTRAINT doctors_calendar_color_check CHECK (calendar_color ~ '^#[0-9A-Fa-f]{6}$'),
    CONSTRAINT doctors_user_id_key UNIQUE (user_id),
    CONSTRAINT doctors_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id)
);
"""

PLACES_AND_SERVICES = """
CREATE TABLE doctor_locations (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    doctor_id uuid NOT NULL,
    name text NOT NULL,
    address text,
    city text,
    phone text,
    is_active boolean NOT NULL DEFAULT true,
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT doctor_locations_pkey PRIMARY KEY (id),
    CONSTRAINT doctor_locations_name_check CHECK (btrim(name) <> ''),
    CONSTRAINT doctor_locations_doctor_id_fkey FOREIGN KEY (doctor_id) REFERENCES doctors (id)
);
CREATE INDEX doctor_locations_doctor_id_idx ON doctor_locations (doctor_id);

CREATE TABLE location_rooms (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    doctor_location_id uuid NOT NULL,
    name text NOT NULL,
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT location_rooms_pkey PRIMARY KEY (id),
    CONSTRAINT location_rooms_name_check CHECK (btrim(name) <> ''),
    CONSTRAINT location_rooms_doctor_location_id_fkey FOREIGN KEY (doctor_location_id)
        REFERENCES doctor_locations (id)
);
CREATE INDEX location_rooms_doctor_location_id_idx ON location_rooms (doctor_location_id);

CREATE TABLE appointment_types (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    doctor_id uuid NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    description text,
    duration_minutes integer NOT NULL DEFAULT 30,
    buffer_before_minutes integer NOT NULL DEFAULT 0,
    buffer_after_minutes integer NOT NULL DEFAULT 0,
    price_cents integer,
    currency text NOT NULL DEFAULT 'EUR',
    consultation_mode text NOT NULL DEFAULT 'in_person',
    default_location_id uuid,
    default_room_id uuid,
    is_active boolean NOT NULL DEFAULT true,
    allow_patient_reschedule boolean NOT NULL DEFAULT true,
    min_notice_minutes integer NOT NULL DEFAULT 0,
    max_future_days integer NOT NULL DEFAULT 60,
    max_reschedule_count integer NOT NULL DEFAULT 2,
    notes text,
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT appointment_types_pkey PRIMARY KEY (id),
    CONSTRAINT appointment_types_doctor_id_slug_key UNIQUE (doctor_id, slug),
    CONSTRAINT appointment_types_duration_minutes_check CHECK (duration_minutes BETWEEN 1 AND 360),
    CONSTRAINT appointment_types_buffer_before_minutes_check CHECK (buffer_before_minutes >= 0),
    CONSTRAINT appointment_types_buffer_after_minutes_check CHECK (buffer_after_minutes >= 0),
    CONSTRAINT appointment_types_price_cents_check CHECK (price_cents >= 0),
    CONSTRAINT appointment_types_consultation_mode_check
        CHECK (consultation_mode IN ('in_person', 'video', 'phone')),
    CONSTRAINT appointment_types_min_notice_minutes_check CHECK (min_notice_minutes >= 0),
    CONSTRAINT appointment_types_max_future_days_check CHECK (max_future_days >= 0),
    CONSTRAINT appointment_types_max_reschedule_count_check CHECK (max_reschedule_count >= 0),
    CONSTRAINT appointment_types_doctor_id_fkey FOREIGN KEY (doctor_id) REFERENCES doctors (id),
    CONSTRAINT appointment_types_default_location_id_fkey FOREIGN KEY (default_location_id)
        REFERENCES doctor_locations (id),
    CONSTRAINT appointment_types_default_room_id_fkey FOREIGN KEY (default_room_id)
        REFERENCES location_rooms (id)
);

CREATE TABLE appointment_type_locations (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    appointment_type_id uuid NOT NULL,
    doctor_location_id uuid NOT NULL,
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT appointment_type_locations_pkey PRIMARY KEY (id),
    CONSTRAINT appointment_type_locations_type_location_key
        UNIQUE (appointment_type_id, doctor_location_id),
    CONSTRAINT appointment_type_locations_appointment_type_id_fkey FOREIGN KEY (appointment_type_id)
        REFERENCES appointment_types (id) ON DELETE CASCADE,
    CONSTRAINT appointment_type_locations_doctor_location_id_fkey FOREIGN KEY (doctor_location_id)
        REFERENCES doctor_locations (id)
);
CREATE INDEX appointment_type_locations_doctor_location_id_idx
    ON appointment_type_locations (doctor_location_id);

CREATE TABLE bookable_resources (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    doctor_id uuid,
    doctor_location_id uuid,
    location_room_id uuid,
    resource_type text NOT NULL,
    label text NOT NULL DEFAULT '',
    capacity integer NOT NULL DEFAULT 1,
    is_active boolean NOT NULL DEFAULT true,
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT bookable_resources_pkey PRIMARY KEY (id),
    CONSTRAINT bookable_resources_resource_type_check
        CHECK (resource_type IN ('room', 'telehealth_slot', 'equipment', 'staff')),
    CONSTRAINT bookable_resources_capacity_check CHECK (capacity >= 1),
    CONSTRAINT bookable_resources_doctor_id_fkey FOREIGN KEY (doctor_id) REFERENCES doctors (id),
    CONSTRAINT bookable_resources_doctor_location_id_fkey FOREIGN KEY (doctor_location_id)
        REFERENCES doctor_locations (id),
    CONSTRAINT bookable_resources_location_room_id_fkey FOREIGN KEY (location_room_id)
        REFERENCES location_rooms (id)
);
CREATE INDEX bookable_resources_doctor_id_idx ON bookable_resources (doctor_id);
"""

HOURS = """
CREATE TABLE schedule_rules (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    doctor_id uuid NOT NULL,
    timezone text NOT NULL DEFAULT 'Europe/Athens',
    scope_appointment_type_id uuid,
    scope_doctor_location_id uuid,
    scope_location_room_id uuid,
    scope_consultation_mode text,
    day_of_week integer NOT NULL,
    work_start_local time(0) NOT NULL,
    work_end_local time(0) NOT NULL,
    slot_interval_minutes integer NOT NULL DEFAULT 30,
    buffer_before_minutes integer NOT NULL DEFAULT 0,
    buffer_after_minutes integer NOT NULL DEFAULT 0,
    max_parallel_sessions integer NOT NULL DEFAULT 1,
    label text,
    priority integer NOT NULL DEFAULT 0,
    is_active boolean NOT NULL DEFAULT true,
    effective_from date,
    effective_to date,
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT schedule_rules_pkey PRIMARY KEY (id),
    CONSTRAINT schedule_rules_day_of_week_check CHECK (day_of_week BETWEEN 1 AND 7),
    CONSTRAINT schedule_rules_slot_interval_minutes_check CHECK (slot_interval_minutes >= 1),
    CONSTRAINT schedule_rules_buffer_before_minutes_check CHECK (buffer_before_minutes >= 0),
    CONSTRAINT schedule_rules_buffer_after_minutes_check CHECK (buffer_after_minutes >= 0),
    CONSTRAINT schedule_rules_max_parallel_sessions_check CHECK (max_parallel_sessions >= 1),
    CONSTRAINT schedule_rules_effective_to_check CHECK (effective_to >= effective_from),
    CONSTRAINT schedule_rules_scope_consultation_mode_check
        CHECK (scope_consultation_mode IN ('in_person', 'video', 'phone')),
    CONSTRAINT schedule_rules_doctor_id_fkey FOREIGN KEY (doctor_id) REFERENCES doctors (id),
    CONSTRAINT schedule_rules_scope_appointment_type_id_fkey FOREIGN KEY (scope_appointment_type_id)
        REFERENCES appointment_types (id),
    CONSTRAINT schedule_rules_scope_doctor_location_id_fkey FOREIGN KEY (scope_doctor_location_id)
        REFERENCES doctor_locations (id),
    CONSTRAINT schedule_rules_scope_location_room_id_fkey FOREIGN KEY (scope_location_room_id)
        REFERENCES location_rooms (id)
);
CREATE INDEX schedule_rules_doctor_id_idx ON schedule_rules (doctor_id);

CREATE TABLE schedule_rule_breaks (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    schedule_rule_id uuid NOT NULL,
    break_start_local time(0) NOT NULL,
    break_end_local time(0) NOT NULL,
    label text,
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT schedule_rule_breaks_pkey PRIMARY KEY (id),
    CONSTRAINT schedule_rule_breaks_schedule_rule_id_fkey FOREIGN KEY (schedule_rule_id)
        REFERENCES schedule_rules (id) ON DELETE CASCADE
);
CREATE INDEX schedule_rule_breaks_schedule_rule_id_idx ON schedule_rule_breaks (schedule_rule_id);

CREATE TABLE schedule_exceptions (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    doctor_id uuid NOT NULL,
    schedule_rule_id uuid,
    appointment_type_id uuid,
    doctor_location_id uuid,
    location_room_id uuid,
    starts_at timestamp(0) NOT NULL,
    ends_at timestamp(0) NOT NULL,
    exception_type text NOT NULL DEFAULT 'blocked',
    reason text,
    source text NOT NULL DEFAULT 'manual',
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT schedule_exceptions_pkey PRIMARY KEY (id),
    CONSTRAINT schedule_exceptions_ends_at_check CHECK (ends_at > starts_at),
    CONSTRAINT schedule_exceptions_exception_type_check
        CHECK (exception_type IN ('blocked', 'available')),
    CONSTRAINT schedule_exceptions_doctor_id_fkey FOREIGN KEY (doctor_id) REFERENCES doctors (id),
    CONSTRAINT schedule_exceptions_schedule_rule_id_fkey FOREIGN KEY (schedule_rule_id)
        REFERENCES schedule_rules (id),
    CONSTRAINT schedule_exceptions_appointment_type_id_fkey FOREIGN KEY (appointment_type_id)
        REFERENCES appointment_types (id),
    CONSTRAINT schedule_exceptions_doctor_location_id_fkey FOREIGN KEY (doctor_location_id)
        REFERENCES doctor_locations (id),
    CONSTRAINT schedule_exceptions_location_room_id_fkey FOREIGN KEY (location_room_id)
        REFERENCES location_rooms (id)
);
CREATE INDEX schedule_exceptions_doctor_id_starts_at_idx ON schedule_exceptions (doctor_id, starts_at);
CREATE INDEX schedule_exceptions_schedule_rule_id_idx
    ON schedule_exceptions (schedule_rule_id) WHERE schedule_rule_id IS NOT NULL;

CREATE TABLE time_off_requests (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    doctor_id uuid NOT NULL,
    starts_at timestamp(0) NOT NULL,
    ends_at timestamp(0) NOT NULL,
    status text NOT NULL DEFAULT 'pending',
    reason text,
    notes text,
    approved_by_id uuid,
    requested_by_id uuid,
    decided_at timestamp(0),
    decision_note text,
    withdrawn_at timestamp(0),
    schedule_exception_id uuid,
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT time_off_requests_pkey PRIMARY KEY (id),
    CONSTRAINT time_off_requests_ends_at_check CHECK (ends_at > starts_at),
    CONSTRAINT time_off_requests_status_check CHECK (status IN ('pending', 'approved', 'denied')),
    CONSTRAINT time_off_requests_withdrawn_at_check CHECK (withdrawn_at IS NULL OR status = 'denied'),
    CONSTRAINT time_off_requests_doctor_id_fkey FOREIGN KEY (doctor_id) REFERENCES doctors (id),
    CONSTRAINT time_off_requests_approved_by_id_fkey FOREIGN KEY (approved_by_id) REFERENCES users (id),
    CONSTRAINT time_off_requests_requested_by_id_fkey FOREIGN KEY (requested_by_id) REFERENCES users (id),
    CONSTRAINT time_off_requests_schedule_exception_id_key UNIQUE (schedule_exception_id),
    CONSTRAINT time_off_requests_schedule_exception_id_fkey FOREIGN KEY (schedule_exception_id)
        REFERENCES schedule_exceptions (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX time_off_requests_doctor_id_starts_at_idx ON time_off_requests (doctor_id, starts_at);
CREATE INDEX time_off_requests_status_starts_at_idx ON time_off_requests (status, starts_at);
"""

OLDER_HOURS = """
CREATE TABLE schedule_templates (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    doctor_id uuid NOT NULL,
    doctor_location_id uuid,
    location_room_id uuid,
    appointment_type_id uuid,
    day_of_week integer NOT NULL,
    slot_duration_minutes integer NOT NULL DEFAULT 30,
    work_start time(0) NOT NULL,
    work_end time(0) NOT NULL,
    buffer_before_minutes integer NOT NULL DEFAULT 0,
    buffer_after_minutes integer NOT NULL DEFAULT 0,
    max_parallel_sessions integer NOT NULL DEFAULT 1,
    priority integer NOT NULL DEFAULT 0,
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT schedule_templates_pkey PRIMARY KEY (id),
    CONSTRAINT schedule_templates_day_of_week_check CHECK (day_of_week BETWEEN 1 AND 7),
    CONSTRAINT schedule_templates_slot_duration_minutes_check CHECK (slot_duration_minutes >= 1),
    CONSTRAINT schedule_templates_buffer_before_minutes_check CHECK (buffer_before_minutes >= 0),
    CONSTRAINT schedule_templates_buffer_after_minutes_check CHECK (buffer_after_minutes >= 0),
    CONSTRAINT schedule_templates_max_parallel_sessions_check CHECK (max_parallel_sessions >= 1),
    CONSTRAINT schedule_templates_doctor_id_fkey FOREIGN KEY (doctor_id) REFERENCES doctors (id),
    CONSTRAINT schedule_templates_doctor_location_id_fkey FOREIGN KEY (doctor_location_id)
        REFERENCES doctor_locations (id),
    CONSTRAINT schedule_templates_location_room_id_fkey FOREIGN KEY (location_room_id)
        REFERENCES location_rooms (id),
    CONSTRAINT schedule_templates_appointment_type_id_fkey FOREIGN KEY (appointment_type_id)
        REFERENCES appointment_types (id)
);
CREATE INDEX schedule_templates_doctor_id_idx ON schedule_templates (doctor_id);

CREATE TABLE schedule_template_breaks (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    schedule_template_id uuid NOT NULL,
    break_start time(0) NOT NULL,
    break_end time(0) NOT NULL,
    label text,
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT schedule_template_breaks_pkey PRIMARY KEY (id),
    CONSTRAINT schedule_template_breaks_schedule_template_id_fkey FOREIGN KEY (schedule_template_id)
        REFERENCES schedule_templates (id) ON DELETE CASCADE
);
CREATE INDEX schedule_template_breaks_schedule_template_id_idx
    ON schedule_template_breaks (schedule_template_id);

CREATE TABLE availability_rules (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    doctor_id uuid NOT NULL,
    day_of_week integer NOT NULL,
    start_time time(0) NOT NULL,
    end_time time(0) NOT NULL,
    break_start time(0),
    break_end time(0),
    slot_duration_minutes integer NOT NULL DEFAULT 30,
    is_active boolean NOT NULL DEFAULT true,
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT availability_rules_pkey PRIMARY KEY (id),
    CONSTRAINT availability_rules_doctor_id_day_of_week_key UNIQUE (doctor_id, day_of_week),
    CONSTRAINT availability_rules_day_of_week_check CHECK (day_of_week BETWEEN 1 AND 7),
    CONSTRAINT availability_rules_slot_duration_minutes_check
        CHECK (slot_duration_minutes BETWEEN 1 AND 240),
    CONSTRAINT availability_rules_doctor_id_fkey FOREIGN KEY (doctor_id) REFERENCES doctors (id)
);

CREATE TABLE availability_exceptions (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    doctor_id uuid NOT NULL,
    appointment_type_id uuid,
    doctor_location_id uuid,
    starts_at timestamp(0) NOT NULL,
    ends_at timestamp(0) NOT NULL,
    status text NOT NULL DEFAULT 'blocked',
    reason text,
    source text NOT NULL DEFAULT 'manual',
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT availability_exceptions_pkey PRIMARY KEY (id),
    CONSTRAINT availability_exceptions_ends_at_check CHECK (ends_at > starts_at),
    CONSTRAINT availability_exceptions_status_check CHECK (status IN ('blocked', 'available')),
    CONSTRAINT availability_exceptions_doctor_id_fkey FOREIGN KEY (doctor_id) REFERENCES doctors (id),
    CONSTRAINT availability_exceptions_appointment_type_id_fkey FOREIGN KEY (appointment_type_id)
        REFERENCES appointment_types (id),
    CONSTRAINT availability_exceptions_doctor_location_id_fkey FOREIGN KEY (doctor_location_id)
        REFERENCES doctor_locations (id)
);
CREATE INDEX availability_exceptions_doctor_id_starts_at_idx
    ON availability_exceptions (doctor_id, starts_at);
"""

APPOINTMENTS = """
CREATE TABLE appointments (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    patient_id uuid,
    doctor_id uuid NOT NULL,
    doctor_location_id uuid,
    location_room_id uuid,
    appointment_type_id uuid,
    starts_at timestamp(0) NOT NULL,
    ends_at timestamp(0) NOT NULL,
    duration_minutes integer NOT NULL DEFAULT 30,
    status text NOT NULL DEFAULT 'pending',
    consultation_mode_snapshot text,
    meeting_url text,
    notes text,
    cancellation_reason text,
    cancelled_at timestamp(0),
    price_cents integer,
    currency text NOT NULL DEFAULT 'EUR',
    source text NOT NULL DEFAULT 'patient_portal',
    reschedule_count integer NOT NULL DEFAULT 0,
    service_name_snapshot text,
    service_duration_snapshot integer,
    service_price_cents_snapshot integer,
    service_currency_snapshot text,
    external_reference text,
    hold_expires_at timestamp(0),
    created_by_actor_type text,
    created_by_actor_id uuid,
    cancelled_by_actor_type text,
    cancelled_by_actor_id uuid,
    patient_timezone text,
    doctor_timezone text,
    session_lane smallint NOT NULL DEFAULT 1,
    row_version integer NOT NULL DEFAULT 1,
    desk_name text,
    rescheduled_from_appointment_id uuid,
    patient_arrived_at timestamp(0),
    visit_started_at timestamp(0),
    visit_ended_at timestamp(0),
    pending_expires_at timestamp(0),
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT appointments_pkey PRIMARY KEY (id),
    CONSTRAINT appointments_ends_at_check CHECK (ends_at > starts_at),
    CONSTRAINT appointments_longest_check CHECK (ends_at <= starts_at + interval '360 minutes'),
    CONSTRAINT appointments_duration_minutes_check CHECK (duration_minutes BETWEEN 1 AND 360),
    CONSTRAINT appointments_status_check
        CHECK (status IN ('pending', 'confirmed', 'completed', 'cancelled', 'no_show', 'held')),
    CONSTRAINT appointments_consultation_mode_snapshot_check
        CHECK (consultation_mode_snapshot IN ('in_person', 'telemedicine')),
    CONSTRAINT appointments_price_cents_check CHECK (price_cents >= 0),
    CONSTRAINT appointments_reschedule_count_check CHECK (reschedule_count >= 0),
    CONSTRAINT appointments_session_lane_check CHECK (session_lane >= 1),
    CONSTRAINT appointments_patient_id_check
        CHECK (patient_id IS NOT NULL OR status IN ('held', 'cancelled')),
    CONSTRAINT appointments_id_starts_at_ends_at_key UNIQUE (id, starts_at, ends_at),
    CONSTRAINT no_double_bookings
        EXCLUDE USING gist (doctor_id WITH =, session_lane WITH =, tsrange(starts_at, ends_at) WITH &&)
            WHERE (status NOT IN ('cancelled', 'no_show')),
    CONSTRAINT appointments_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients (id),
    CONSTRAINT appointments_doctor_id_fkey FOREIGN KEY (doctor_id) REFERENCES doctors (id),
    CONSTRAINT appointments_doctor_location_id_fkey FOREIGN KEY (doctor_location_id)
        REFERENCES doctor_locations (id),
    CONSTRAINT appointments_location_room_id_fkey FOREIGN KEY (location_room_id)
        REFERENCES location_rooms (id),
    CONSTRAINT appointments_appointment_type_id_fkey FOREIGN KEY (appointment_type_id)
        REFERENCES appointment_types (id),
    CONSTRAINT appointments_rescheduled_from_appointment_id_fkey
        FOREIGN KEY (rescheduled_from_appointment_id)
        REFERENCES appointments (id)
);
CREATE INDEX appointments_doctor_id_starts_at_idx ON appointments (doctor_id, starts_at);
CREATE INDEX appointments_hold_expires_at_idx ON appointments (hold_expires_at) WHERE status = 'held';
CREATE INDEX appointments_patient_id_starts_at_idx ON appointments (patient_id, starts_at);
CREATE INDEX appointments_pending_expires_at_idx
    ON appointments (pending_expires_at) WHERE status = 'pending';
CREATE INDEX appointments_rescheduled_from_appointment_id_idx
    ON appointments (rescheduled_from_appointment_id) WHERE rescheduled_from_appointment_id IS NOT NULL;

CREATE TABLE appointment_events (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    appointment_id uuid,
    occurred_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    actor_type text NOT NULL DEFAULT 'system',
    actor_id uuid,
    action text NOT NULL,
    metadata jsonb NOT NULL DEFAULT '{}'::jsonb,
    act_id uuid,
    transaction_id text NOT NULL DEFAULT medic_transaction_id(),
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT appointment_events_pkey PRIMARY KEY (id),
    CONSTRAINT appointment_events_act_id_appointment_id_key UNIQUE (act_id, appointment_id),
    CONSTRAINT appointment_events_appointment_id_fkey FOREIGN KEY (appointment_id)
        REFERENCES appointments (id) ON DELETE SET NULL
);
CREATE INDEX appointment_events_appointment_id_occurred_at_idx
    ON appointment_events (appointment_id, occurred_at);

CREATE TABLE appointment_resource_claims (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    appointment_id uuid NOT NULL,
    bookable_resource_id uuid NOT NULL,
    starts_at timestamp(0) NOT NULL,
    ends_at timestamp(0) NOT NULL,
    status text NOT NULL DEFAULT 'active',
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT appointment_resource_claims_pkey PRIMARY KEY (id),
    CONSTRAINT appointment_resource_claims_ends_at_check CHECK (ends_at > starts_at),
    CONSTRAINT appointment_resource_claims_status_check
        CHECK (status IN ('active', 'released', 'cancelled')),
    CONSTRAINT appointment_resource_claims_appointment_id_fkey
        FOREIGN KEY (appointment_id, starts_at, ends_at)
        REFERENCES appointments (id, starts_at, ends_at)
            ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT appointment_resource_claims_no_overlap
        EXCLUDE USING gist (bookable_resource_id WITH =, tsrange(starts_at, ends_at) WITH &&)
            WHERE (status = 'active'),
    CONSTRAINT appointment_resource_claims_bookable_resource_id_fkey FOREIGN KEY (bookable_resource_id)
        REFERENCES bookable_resources (id)
);
CREATE INDEX appointment_resource_claims_appointment_id_idx
    ON appointment_resource_claims (appointment_id);
CREATE INDEX appointment_resource_claims_bookable_resource_id_starts_at_idx
    ON appointment_resource_claims (bookable_resource_id, starts_at);

CREATE TABLE staff_events (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    occurred_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    actor_type text NOT NULL DEFAULT 'system',
    actor_id uuid,
    action text NOT NULL,
    subject_table text,
    subject_id uuid,
    doctor_id uuid,
    metadata jsonb NOT NULL DEFAULT '{}'::jsonb,
    act_id uuid,
    desk_name text,
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT staff_events_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX staff_events_act_id_subject_key
    ON staff_events (act_id, subject_table, subject_id) WHERE act_id IS NOT NULL;
CREATE INDEX staff_events_doctor_id_occurred_at_idx ON staff_events (doctor_id, occurred_at);
CREATE INDEX staff_events_occurred_at_idx ON staff_events (occurred_at);
CREATE INDEX staff_events_subject_id_occurred_at_idx ON staff_events (subject_id, occurred_at);
"""


def upgrade() -> None:
    connection = op.get_bind()
    for script in (
        PREREQUISITES,
        SEARCH_KEYS,
        TRANSACTION_ID,
        PEOPLE,
        PLACES_AND_SERVICES,
        HOURS,
        OLDER_HOURS,
        APPOINTMENTS,
    ):
        # Many statements in one string, percent signs and colons as they stand: no parameters at all.
        connection.exec_driver_sql(script, execution_options={"no_parameters": True})


def downgrade() -> None:
    raise NotImplementedError("going back would delete every appointment: restore a backup instead")
