-- The new tables: houses, needs of a service, closures, acts, and the worklist of affected appointments.

CREATE TABLE clinic_sites (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    name text NOT NULL,
    address text,
    phone text,
    is_active boolean NOT NULL DEFAULT true,
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT clinic_sites_pkey PRIMARY KEY (id),
    CONSTRAINT clinic_sites_name_check CHECK (btrim(name) <> '')
);

CREATE TABLE appointment_type_resources (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    appointment_type_id uuid NOT NULL,
    resource_type text NOT NULL,
    bookable_resource_id uuid,
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT appointment_type_resources_pkey PRIMARY KEY (id),
    CONSTRAINT appointment_type_resources_type_resource_key UNIQUE (appointment_type_id, bookable_resource_id),
    CONSTRAINT appointment_type_resources_resource_type_check
        CHECK (resource_type IN ('room', 'telehealth_slot', 'equipment', 'staff')),
    CONSTRAINT appointment_type_resources_appointment_type_id_fkey FOREIGN KEY (appointment_type_id)
        REFERENCES appointment_types (id) ON DELETE CASCADE,
    CONSTRAINT appointment_type_resources_bookable_resource_id_fkey FOREIGN KEY (bookable_resource_id)
        REFERENCES bookable_resources (id)
);
CREATE INDEX appointment_type_resources_bookable_resource_id_idx
    ON appointment_type_resources (bookable_resource_id) WHERE bookable_resource_id IS NOT NULL;

CREATE TABLE clinic_closures (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    clinic_site_id uuid,
    location_room_id uuid,
    starts_at timestamp(0) NOT NULL,
    ends_at timestamp(0) NOT NULL,
    reason text,
    source text NOT NULL DEFAULT 'manual',
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT clinic_closures_pkey PRIMARY KEY (id),
    CONSTRAINT clinic_closures_ends_at_check CHECK (ends_at > starts_at),
    CONSTRAINT clinic_closures_clinic_site_id_fkey FOREIGN KEY (clinic_site_id) REFERENCES clinic_sites (id),
    CONSTRAINT clinic_closures_location_room_id_fkey FOREIGN KEY (location_room_id)
        REFERENCES location_rooms (id)
);
CREATE INDEX clinic_closures_clinic_site_id_idx
    ON clinic_closures (clinic_site_id) WHERE clinic_site_id IS NOT NULL;
CREATE INDEX clinic_closures_location_room_id_idx
    ON clinic_closures (location_room_id) WHERE location_room_id IS NOT NULL;
CREATE INDEX clinic_closures_starts_at_idx ON clinic_closures (starts_at);

CREATE TABLE acts (
    act_id uuid NOT NULL,
    name text NOT NULL,
    digest text NOT NULL,
    result jsonb,
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT acts_pkey PRIMARY KEY (act_id),
    CONSTRAINT acts_name_check CHECK (btrim(name) <> ''),
    CONSTRAINT acts_digest_check CHECK (btrim(digest) <> '')
);

CREATE TABLE rebooking_items (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    appointment_id uuid NOT NULL,
    state text NOT NULL DEFAULT 'to_call',
    taken_by_id uuid,
    taken_at timestamp(0),
    called_at timestamp(0),
    closed_at timestamp(0),
    note text,
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT rebooking_items_pkey PRIMARY KEY (id),
    CONSTRAINT rebooking_items_state_check
        CHECK (state IN ('to_call', 'called', 'not_reached', 'moved', 'cancelled', 'kept', 'closed')),
    CONSTRAINT rebooking_items_appointment_id_fkey FOREIGN KEY (appointment_id)
        REFERENCES appointments (id) ON DELETE CASCADE,
    CONSTRAINT rebooking_items_taken_by_id_fkey FOREIGN KEY (taken_by_id) REFERENCES users (id)
);
CREATE UNIQUE INDEX rebooking_items_open_appointment_key
    ON rebooking_items (appointment_id) WHERE state IN ('to_call', 'called', 'not_reached');
CREATE INDEX rebooking_items_appointment_id_idx ON rebooking_items (appointment_id);

CREATE TABLE rebooking_causes (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    rebooking_item_id uuid NOT NULL,
    kind text NOT NULL,
    cause_id uuid NOT NULL,
    inserted_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    updated_at timestamp(0) NOT NULL DEFAULT timezone('utc', now()),
    CONSTRAINT rebooking_causes_pkey PRIMARY KEY (id),
    CONSTRAINT rebooking_causes_item_kind_cause_key UNIQUE (rebooking_item_id, kind, cause_id),
    CONSTRAINT rebooking_causes_kind_check
        CHECK (kind IN ('time_off', 'illness', 'exception', 'closure', 'hours')),
    CONSTRAINT rebooking_causes_rebooking_item_id_fkey FOREIGN KEY (rebooking_item_id)
        REFERENCES rebooking_items (id) ON DELETE CASCADE
);
CREATE INDEX rebooking_causes_cause_id_idx ON rebooking_causes (cause_id);
